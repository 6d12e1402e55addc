"""Every word that the interface says to a player has been given to translators."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from game.classroom.pages import WEB
from game.commands.seating import opening, seated
from game.plain.commands import NAMED
from game.plain.game import play
from game.plain.talk import Manner, Prompt
from game.scenario.model import Scenario
from game.table.record import Header
from game.table.saves import Save, create
from game.words import CATALOGUES
from tests.words.pseudo import english, spoken, told_in_it
from tests.words.unwrapped import bare_in_script, unwrapped

GAME = CATALOGUES.parent

TYPED = (
    *sorted(NAMED.keys() - {"quit", "exit", "q", "undo"}),
    "members а", "members x", "terms mandate", "terms x", "sources on", "sources off", "save here",
    "claims C7", "claims C99", "99", "-1", "nonsense",
)  # fmt: skip
"""What a player types at the first prompts of a game and at its last ones."""

SCRIPTS = sorted((WEB / "static").glob("*.js"))

LITERAL = re.compile(
    r"`[^`]*`|tashkent play --resume \S+|Tashkent(?= ·)|https?://\S+|\bC[0-9]+\b|\[(?:on\|off|C7|off)\]"
    + r"|^  (?:"
    + "|".join(sorted({command.name for command in NAMED.values()}))
    + r")\b",
    re.MULTILINE,
)
"""The same in every language: what is typed, ids, the game's own name, addresses, the claims' numbers."""

KEYS = {
    "belief lost", "belief gained", "restraint lost", "toward us", "borne out", "not borne out", "not tested",
    "explained word", "another game holds it", "tashkent play --resume {}", "tashkent scenario check {}",
    "another option", "next stage", "looked on", "Wanted | None", "End | Table", "sheet small", "pane -shown",
    "leaf list -{}", "leaf -timeline", "Drawn { height: auto; }", "game.", "flag.",
    "takes nothing any more", "did not come up", "console link", "projector link",
    "first low", "first high", "total low", "total high", "own part", "moves it", "said by", "without it",
    "denied by", "upheld by", "built in", "what changes", "what is seen", "of the record", "result.",
    "offset points", "lower right",
}  # fmt: skip
"""Two words in the source that nobody is shown: they name something, or are typed; so do styles, by a `$`."""

TECHNICAL = re.compile(r"(?:tashkent|pip|dask) |default-src|style-src|camera=|attachment;|\s*CREATE |SELECT ")
"""What is typed, and what is said to browsers and to databases."""

SAID = [
    *(GAME / "plain").rglob("*.py"),
    *(GAME / "present").rglob("*.py"),
    *(GAME / "table").rglob("*.py"),
    *(GAME / "tui").rglob("*.py"),
    *(GAME / "classroom").rglob("*.py"),
    *(GAME / "report").glob("*.py"),
    *(
        GAME / "commands" / f"{name}.py"
        for name in (
            "begin", "seating", "resume", "reopening", "session", "lobby", "host", "join", "sessions",
            "session_report", "explore", "explore_crew", "explore_files", "explore_pictures", "explore_text",
            "explore_words",
        )
    ),
    *(
        GAME / "analysis" / f"{name}.py"
        for name in ("balance", "contest", "knockout", "sensitivity", "thesis", "findings", "case")
    ),
    GAME / "authoring" / "lever_words.py",
]  # fmt: skip
"""The modules whose words reach players, and teachers and their classes, and whoever explores a scenario."""


def answers(seed: int) -> Iterator[str]:
    """Options by number, some with a reason; the second decision is taken back."""
    luck = random.Random(seed)
    yield from ("2", "1", "undo")
    while True:
        yield f"{luck.randrange(1, 9)}{luck.choice(['', '', ' because ξ'])}"


def told(scenario: Scenario, header: Header, manner: Manner, save: Save | None = None) -> str:
    """All that is said in a whole game with the commands typed at its beginning and at its end."""
    table = seated(scenario, header, insists=True)
    if save:
        table.save_in(save)
    talk = play(table, manner, opening(scenario, header, table.place))
    said, first, last, options = [], [*TYPED], [*TYPED], answers(header.seed)
    step = next(talk)
    while True:
        line = None
        if isinstance(step, Prompt):
            said.append(step.text)
            typed = last if table.finished else first
            line = typed.pop(0) if typed else "" if "Enter" in step.text else next(options)
        else:
            said.append(step)
        try:
            step = talk.send(line)
        except StopIteration:
            assert table.finished
            table.close()
            return "\n".join(said)


def left(said: str) -> Sequence[str]:
    """The English words of a text that are not the same in every language."""
    return re.findall(r"(?:[A-Za-z]+[ ,.:;']*)+", english(LITERAL.sub(" ", said)))


@pytest.mark.parametrize("role, opponent, seed", [("capital", "planner", 1), ("bureau", "random", 2)])
def test_a_game_says_nothing_that_is_not_translated(
    small: Scenario,
    role: str,
    opponent: str,
    seed: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    header = Header(small.id, small.digest, "", "0", role, opponent, seed)
    save = create(header, tmp_path / "a.save")
    assert isinstance(save, Save)
    pauses = role == "bureau"
    with spoken(monkeypatch):
        said = told(told_in_it(small), header, Manner(pauses=pauses), save if pauses else None)
    assert left(said) == []


@pytest.mark.parametrize(
    "role, seed, departs",
    [
        ("moscow", 1, {}),
        pytest.param("secretariat", 2, {"variant": "henry"}, marks=pytest.mark.slow),
        pytest.param("moscow", 3, {"without": ("judge.reserve",)}, marks=pytest.mark.slow),
        pytest.param("secretariat", 4, {"parameters": {"judge.negativity": 1.5}}, marks=pytest.mark.slow),
        pytest.param("moscow", 5, {}, marks=pytest.mark.slow),
    ],
)
def test_a_flagship_game_says_nothing_that_is_not_translated(
    flagship: Scenario, role: str, seed: int, departs: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    header = Header(flagship.id, flagship.digest, "", "0", role, "historical", seed, **departs)  # type: ignore[arg-type]
    with spoken(monkeypatch):
        said = told(told_in_it(flagship), header, Manner())
    assert left(said) == []


@pytest.mark.parametrize("module", SAID, ids=lambda path: path.relative_to(GAME).as_posix())
def test_no_phrase_of_a_module_that_speaks_to_players_is_bare(module: Path) -> None:
    bare = [text for text in unwrapped(module) if text not in KEYS and "$" not in text]
    assert [text for text in bare if not TECHNICAL.match(text)] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_phrase_of_a_pages_script_is_bare(script: Path) -> None:
    assert bare_in_script(script) == []


def test_a_bare_phrase_of_a_script_is_found(tmp_path: Path) -> None:
    script = tmp_path / "script.js"
    script.write_text(
        """"use strict";\n// No phrase at all.\nsay(_("wrapped words"), "two words");\n"""
        """say(`${count} of ${_("wrapped, too", { count })}`);\n/* Nor this. */\n"""
        """at("id").className = `room ${open ? "open" : ""}`; say(`Nobody is ${here}`);\n"""
    )
    assert bare_in_script(script) == ['"two words"', "`Nobody is ${here}`"]


def test_a_bare_phrase_is_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        '"""No phrase."""\nA = "two words"\nB = f"{A} of three"\nC = _("wrapped words")\n'
        'D = {"some key": "x.y"}\n'
        'def f():\n    """No phrase either."""\n    raise ValueError("for us alone")\n'
    )
    assert unwrapped(module) == ["two words", "{} of three", "some key"]
