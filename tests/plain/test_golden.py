"""Whole games as a player reads them, word for word: a change of wording is seen before it lands.

`pytest --update-golden` writes the transcripts anew; the change is then to be read in the diff.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from game.commands.seating import opening, seated
from game.plain.game import play
from game.plain.talk import Manner
from game.scenario.model import Scenario
from game.table.record import Header
from game.table.table import Table
from tests.plain.converse import transcript

GOLDEN = Path(__file__).parents[1] / "golden"


@dataclass(frozen=True, slots=True)
class Game:
    """A game that is always played in the same way."""

    scenario: str
    role: str
    line: str
    """Whose choices both seats make: `historical`, or a line of the scenario."""
    seed: int = 1

    @property
    def path(self) -> Path:
        """Where its transcript lies."""
        return GOLDEN / f"{self.scenario}-{self.role}-{self.line}.txt"


GAMES = (
    Game("small", "capital", "historical"),
    Game("small", "capital", "build-first"),
    Game("small", "bureau", "silence"),
    Game("kyrgyzstan-2010", "moscow", "historical"),
    Game("kyrgyzstan-2010", "moscow", "remedy"),
    Game("kyrgyzstan-2010", "secretariat", "talk"),
)


def answers(table: Table, scenario: Scenario, line: str) -> Iterator[str]:
    """What a player types who follows a line; where it is not on offer, the default."""
    choices = next((dict(each.choices) for each in scenario.lines if each.id == line), {})
    decisions = {
        (stage.id, each.role, each.id): each for stage in scenario.stages for each in stage.decisions
    }
    while not table.finished:
        view = table.view()
        waiting = next(each for each in view.decisions if each.id not in view.made)
        decision = decisions[view.stage, table.role, waiting.id]
        usual = decision.historical if line == "historical" else decision.default
        wanted = choices.get((view.stage, table.role, waiting.id), usual)
        offered = {option.id for option in waiting.options if option.on_offer}
        yield f"{wanted if wanted in offered else waiting.default} because that is how it goes"


@pytest.mark.parametrize("game", GAMES, ids=lambda game: game.path.stem)
def test_a_game_reads_as_it_did(game: Game, request: pytest.FixtureRequest) -> None:
    scenario: Scenario = request.getfixturevalue("small" if game.scenario == "small" else "flagship")
    header = Header(scenario.id, scenario.digest, "", "", game.role, game.line, game.seed)
    seat = seated(scenario, header, insists=False)
    text = transcript(play(seat, Manner(), opening(scenario, header, "")), answers(seat, scenario, game.line))
    if request.config.getoption("--update-golden", default=False):
        game.path.write_text(text, encoding="utf-8")
    known = game.path.read_text(encoding="utf-8") if game.path.exists() else ""
    difference = difflib.unified_diff(known.splitlines(), text.splitlines(), "golden", "now", lineterm="")
    if text != known:
        pytest.fail(
            "\n".join(["it reads otherwise (--update-golden accepts it)", *difference]), pytrace=False
        )
