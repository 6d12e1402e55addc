"""What beginning and resuming a game share: the wish, the scenario, a table, and words to begin with."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import replace
from typing import TypeVar

from game.commands.check import nowhere
from game.engine.settings import checked
from game.plain.talk import Prompt
from game.policies.named import policy
from game.present.departures import departures
from game.present.words import CITATION, listed, quoted, within
from game.scenario.loader import find_scenario, load_scenario, own_place
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal, unknown
from game.table.local import LocalTable
from game.table.record import Header
from game.words import _, counted

T = TypeVar("T")

Seating = Generator[str | Prompt, str | None, tuple[LocalTable, tuple[str, ...]]]
"""A conversation that ends in a table and the paragraphs with which its game opens."""


class RefusedError(Exception):
    """What was asked for cannot be done; the refusal says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


def met(answer: T | Refusal) -> T:
    """What was asked for. Raise RefusedError if it was refused."""
    if isinstance(answer, Refusal):
        raise RefusedError(answer)
    return answer


def loaded(name: str, language: str = "") -> tuple[Scenario, str]:
    """A scenario by its id or path, in a language if one is said, and where it lies unless it is ours.

    Raise RefusedError if it is not there or has errors.
    """
    found = load_scenario(find_scenario(name), language)
    if found.scenario is None:
        first = next(problem for problem in found.problems if problem.severity == "error")
        if first.code in {"no-scenario", "no-language"}:
            raise RefusedError(nowhere(first))
        raise RefusedError(
            Refusal(
                _(
                    "The scenario {name} has errors and cannot be played. The first: {file}, line {line}: "
                    "{message}."
                ).format(name=name, file=first.file, line=first.line, message=first.message),
                _("To see all: {command}").format(command=f"tashkent scenario check {name}"),
            )
        )
    return found.scenario, own_place(name, found.scenario.id)


def seated(
    scenario: Scenario,
    header: Header,
    *,
    insists: bool,
    given: Mapping[str, Mapping[str, float]] | None = None,
    forecasts: bool = True,
) -> LocalTable:
    """A table for what a save's header says, with state that stages are given, if any.

    `forecasts` can switch them off where the header does not. Raise RefusedError if it cannot be.
    """
    roles = [role.id for role in scenario.roles]
    if header.role not in roles:
        raise RefusedError(unknown("role", header.role, roles))
    others = met(policy(header.opponent, scenario))
    settings = replace(met(checked(header.parameters, header.without, header.variant)), given=given or {})
    return LocalTable(
        scenario,
        header.role,
        others,
        seed=header.seed,
        settings=settings,
        insists=insists,
        opponent=header.opponent,
        branch=header.branch,
        forecasts=forecasts and header.forecasts,
    )


def opening(scenario: Scenario, header: Header, place: str, *, again: bool = False) -> tuple[str, ...]:
    """The paragraphs that introduce a game: what it is about, who sits where, how it departs.

    Fewer of them for a player who has been here before.
    """
    names = {role.id: role.name for role in scenario.roles}
    others = [within(name) for role, name in names.items() if role != header.role]
    seats = _("You are {role}.").format(role=within(names[header.role]))
    if others:
        way = _way(header.opponent, scenario, len(others))
        seats = _("You are {role}; {way}.").format(
            role=within(names[header.role]), way=way.format(seats=listed(others))
        )
    saved = _("Every choice is saved as you make it.") if place else _("This game is not saved.")
    seed = _("Seed {seed}.").format(seed=header.seed)
    help_ = _("Type help at any prompt.")
    seats = f"{seats} {seed} {saved} {help_}"
    if again:
        return (f"Tashkent · {scenario.title}", seats, *departures(header.settings))
    citations = _("Citations are left out: type sources to see what the text rests on.")
    parts = [
        f"Tashkent · {scenario.title}",
        _(
            "When a member of an alliance asks for help, all the others watch. In each stage you read what "
            "has happened and choose. Three scores follow: credibility (do members believe that help "
            "comes?), cost, and diversification (how far they turn elsewhere for security)."
        ),
        f"{seats} {citations}",
    ]
    if scenario.content_note:
        parts.append(_("Content: {note}").format(note=CITATION.sub("", scenario.content_note)))
    return (*parts, *departures(header.settings))


def _way(opponent: str, scenario: Scenario, seats: int) -> str:
    """How so many other seats are played: a clause with a blank for their names."""
    match opponent:
        case "planner":
            return counted(
                "{seats} is played by the computer, which looks ahead",
                "{seats} are played by the computer, which looks ahead",
                seats,
            )
        case "historical":
            return counted("{seats} does what was done in fact", "{seats} do what was done in fact", seats)
        case "random":
            return counted("{seats} chooses at random", "{seats} choose at random", seats)
    line = next(line.name for line in scenario.lines if line.id == opponent)
    way = counted("{seats} follows the line {line}", "{seats} follow the line {line}", seats)
    return way.replace("{line}", quoted(line))
