"""A new game: what the wish leaves open is asked, the rest is said."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, replace

from game import __version__
from game.commands.seating import RefusedError, Seating, loaded, met, opening, seated
from game.commands.wish import Wish
from game.engine.settings import checked
from game.plain.page import Page
from game.plain.pick import Entry, pick
from game.plain.talk import Manner, Prompt
from game.present.words import opening as first_sentence
from game.scenario.loader import bundled, find_scenario, load_scenario
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.table import seeds
from game.table.local import LocalTable
from game.table.record import Header
from game.table.saves import create
from game.words import _, counted, marked

DIFFICULTY = {"easy": marked("easy"), "medium": marked("medium"), "hard": marked("hard")}
"""How hard scenarios say that they are, noted for translators."""

Picking = Generator[str | Prompt, str | None, str]


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new game: its table, what a save of it says first, and what has to be said about saving."""

    table: LocalTable
    header: Header
    notice: str


def begin(wish: Wish, manner: Manner, page: Page) -> Seating:
    """A fresh table. Raise RefusedError if the wish cannot be met, Leave if the player goes."""
    settled(wish)
    scenario, folder = loaded(
        wish.scenario or (yield from _pick_scenario(page, wish.language)), wish.language
    )
    role = wish.role or (yield from _pick_role(page, scenario))
    game = fresh(replace(wish, role=role), scenario, folder, insists=manner.confirms)
    if game.notice:
        page.heading(game.notice)
    return game.table, opening(scenario, game.header, game.table.place)


def settled(wish: Wish) -> None:
    """Raise RefusedError if what the wish says of luck and rules cannot be, whatever the scenario."""
    met(None if wish.seed is None else seeds.unfit(wish.seed))
    met(checked(wish.parameters, wish.without, wish.variant))


def fresh(wish: Wish, scenario: Scenario, folder: str, *, insists: bool) -> Fresh:
    """A new game of a scenario, saved as the wish says. Raise RefusedError if that cannot be."""
    header = Header(
        scenario=scenario.id,
        digest=scenario.digest,
        path=folder,
        version=__version__,
        role=wish.role or "",
        opponent=wish.opponent or "planner",
        seed=seeds.drawn() if wish.seed is None else wish.seed,
        parameters=wish.parameters,
        without=wish.without,
        variant=wish.variant,
        started=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        forecasts=wish.forecasts,
    )
    if wish.at:
        return _staged(wish, scenario, header)
    table = seated(scenario, header, insists=insists)
    if not wish.saved:
        return Fresh(table, header, "")
    save = create(header, wish.save)
    if isinstance(save, Refusal):
        if wish.save:
            raise RefusedError(save)
        return Fresh(table, header, str(save))
    table.save_in(save)
    return Fresh(table, header, "")


def _staged(wish: Wish, scenario: Scenario, header: Header) -> Fresh:
    """A game that its author opens at a stage; it is never saved. Raise RefusedError if that cannot be."""
    from game.authoring.staging import before, unfit  # noqa: PLC0415 (for authors only: start-up time)

    if refusal := unfit(wish.given, scenario):
        raise RefusedError(refusal)
    entries = met(before(scenario, wish.at, header.role, wish.choices))
    table = seated(scenario, header, insists=False, given={wish.at: wish.given})
    if misfit := table.restore(entries):
        raise RefusedError(
            Refusal(
                f"`{wish.at}` cannot be reached so: {misfit.why}.", "Choose otherwise before it, by --choose."
            )
        )
    state = ", ".join(f"{name} = {value:g}" for name, value in wish.given.items())
    notice = _("Opened by its author at {stage}. Not saved.").format(stage=wish.at)
    if state:
        notice = _("Opened by its author at {stage}, with {state}. Not saved.")
        notice = notice.format(stage=wish.at, state=state)
    return Fresh(table, header, notice)


def _in(language: str, name: str) -> Scenario | None:
    """A scenario that comes with the game, in a language where it has that, else as it was written."""
    path = find_scenario(name)
    return load_scenario(path, language).scenario or load_scenario(path).scenario


def _pick_scenario(page: Page, language: str) -> Picking:
    """The id of a scenario that comes with the game."""
    entries = []
    for name in bundled():
        scenario = _in(language, name)
        if scenario:
            takes = counted(
                "{count} minute, {difficulty}.", "{count} minutes, {difficulty}.", scenario.minutes
            )
            takes = takes.format(count=scenario.minutes, difficulty=_(DIFFICULTY[scenario.difficulty]))
            entries.append(Entry(name, scenario.title, f"{first_sentence(scenario.summary)} {takes}"))
    if not entries:
        raise RefusedError(
            Refusal(_("No scenario comes with this copy of the game."), _("Give the path of one."))
        )
    return (
        yield from pick(
            page,
            _("Which scenario do you want to play?"),
            entries,
            _("Scenario, 1 to {last}: ").format(last=len(entries)),
        )
    )


def _pick_role(page: Page, scenario: Scenario) -> Picking:
    entries = [Entry(role.id, role.name, first_sentence(role.brief)) for role in scenario.roles]
    prompt = _("Seat, 1 to {last}: ").format(last=len(entries))
    return (yield from pick(page, _("Which seat do you take?"), entries, prompt))
