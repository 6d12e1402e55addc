"""The lobby of games on this machine: bundled scenarios, this user's saves, a policy in the other seats."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from game.commands.begin import fresh, settled
from game.commands.check import nowhere
from game.commands.reopening import OFFER, Reopened, reopen
from game.commands.seating import RefusedError, loaded
from game.commands.wish import Wish
from game.policies.named import NAMES, policy
from game.present.causes import NAMES as SCORES
from game.present.departures import departures
from game.present.words import quoted
from game.scenario.diagnostics import render
from game.scenario.loader import Loaded, bundled, find_scenario, load_scenario
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal, unknown
from game.table.local import LocalTable
from game.table.record import Chosen, Entry, Finished, Header, MovedOn, TakenBack
from game.table.saves import listed, read
from game.tui.lobby import Broken, Changed, Kept, Offer, Order, Rival, Seat, Sitting
from game.words import _, marked

RIVALS = {
    "planner": (marked("The computer"), marked("looks ahead and does what serves its own seat")),
    "historical": (marked("History"), marked("does what was done in fact")),
    "random": (marked("Chance"), marked("chooses at random among what is on offer")),
}
"""How the policies that every scenario has are called, and what they do."""


class LocalLobby:
    """Satisfies `tui.lobby.Lobby`; what the command line asked for holds for every game begun here."""

    def __init__(self, wish: Wish, between_games: Callable[[], object] = lambda: None) -> None:
        self._wish = wish
        self._between_games = between_games
        """What is better done while nobody plays."""
        self._read = cache(self._load)
        self._original: set[str] = set()
        """The scenarios that are not there in the language that is wanted."""

    def _load(self, name: str) -> Loaded:
        """A scenario in the language that is wanted; in its own, if it lacks that and nobody insists."""
        found = load_scenario(find_scenario(name), self._wish.language)
        insists = self._wish.insists_on_language and name == self._wish.scenario
        if not insists and any(problem.code == "no-language" for problem in found.problems):
            self._original.add(name)
            return load_scenario(find_scenario(name))
        return found

    def wrong(self) -> Refusal | None:
        """What cannot be met in what the command line asked for, as far as no game is needed to tell."""
        wish = self._wish
        try:
            settled(wish)
        except RefusedError as refused:
            return refused.refusal
        if wish.scenario is None:
            return None
        found: Loaded = self._read(wish.scenario)
        for problem in found.problems:
            if problem.code in {"no-scenario", "no-language"}:
                return nowhere(problem)
        if found.scenario is None:
            return None
        roles = [role.id for role in found.scenario.roles]
        if wish.role and wish.role not in roles:
            return unknown("role", wish.role, roles)
        rival = policy(wish.opponent or NAMES[0], found.scenario)
        return rival if isinstance(rival, Refusal) else None

    def scenarios(self) -> Iterator[Offer | Broken]:
        """The scenarios that come with the game, after the one that was asked for."""
        asked = self._wish.scenario
        if asked:
            yield self._offer(asked)
        for name in bundled():
            if name != asked:
                yield self._offer(name)

    def saves(self) -> Iterator[Kept | Refusal]:
        """This user's saved games."""
        for save in listed():
            yield save if isinstance(save, Refusal) else self._kept(save.path, save.header)

    def begin(self, order: Order) -> Sitting | Broken | Refusal:
        """A fresh game, saved as the command line says."""
        self._between_games()
        wish = replace(self._wish, role=order.role, opponent=order.rival, seed=order.seed)
        if self._read(order.scenario).scenario is None:
            return self._broken(order.scenario)
        try:
            settled(wish)
            scenario, folder = loaded(
                order.scenario, "" if order.scenario in self._original else self._wish.language
            )
            game = fresh(wish, scenario, folder, insists=True)
        except RefusedError as refused:
            return refused.refusal
        notices = [game.notice] if game.notice else []
        return _sitting(game.table, scenario, game.header, notices)

    def resume(self, save: str, *, agreed: bool = False) -> Sitting | Changed | Broken | Refusal:
        """A saved game; nothing is written before the player has agreed to go on from what still fits."""
        self._between_games()
        languages = [self._wish.language, *([] if self._wish.insists_on_language else [""])]
        for language in languages:
            try:
                game = reopen(save, insists=True, language=language, forecasts=self._wish.forecasts)
                break
            except RefusedError as refused:
                refusal = refused.refusal
        else:
            return refusal
        if game.changes and not agreed and not self._wish.yes:
            game.close()
            return Changed(save, (*game.changes, _(OFFER)), _would(game))
        return _sitting(game.table, game.scenario, game.header, game.go_on(self._wish), resumed=game.begun)

    def _offer(self, name: str) -> Offer | Broken:
        scenario = self._read(name).scenario
        if scenario is None:
            return self._broken(name)
        regions: dict[str, list[str]] = {}
        for member in scenario.members:
            regions.setdefault(member.region, []).append(member.name)
        return Offer(
            id=name,
            title=scenario.title,
            summary=scenario.summary,
            minutes=scenario.minutes,
            difficulty=scenario.difficulty,
            content_note=scenario.content_note,
            alliance=scenario.alliance.name,
            stages=tuple((stage.date, stage.months) for stage in scenario.stages),
            regions=tuple((region, tuple(names)) for region, names in regions.items()),
            seats=tuple(
                Seat(
                    role.id,
                    role.name,
                    role.brief,
                    tuple((_(name), getattr(role.weights, score)) for score, name in SCORES.items()),
                )
                for role in scenario.roles
            ),
            rivals=(
                *(Rival(rival, _(name), _(about)) for rival, (name, about) in RIVALS.items()),
                *(Rival(line.id, quoted(line.name), line.summary) for line in scenario.lines),
            ),
        )

    def _broken(self, name: str) -> Broken:
        found: Loaded = self._read(name)
        errors = sum(problem.severity == "error" for problem in found.problems)
        shown = (render(each, found.texts.get(each.file, "")) for each in found.problems)
        return Broken(name, errors, tuple(shown))

    def _kept(self, path: Path, header: Header) -> Kept:
        scenario = self._read(header.path or header.scenario).scenario
        seats = {role.id: role.name for role in scenario.roles} if scenario else {}
        stood = 0.0
        with contextlib.suppress(OSError):
            stood = path.stat().st_mtime
        return Kept(
            name=path.stem,
            title=scenario.title if scenario else header.scenario,
            seat=seats.get(header.role, header.role),
            when=time.strftime("%Y-%m-%d %H:%M", time.localtime(stood)),
            stands=_stands(path, scenario),
            seed=header.seed,
            rival=_(RIVALS[header.opponent][0]) if header.opponent in RIVALS else header.opponent,
        )


def _stands(path: Path, scenario: Scenario | None) -> str:
    """How far a save has come: the stage in which it goes on."""
    record = read(path)
    entries = () if isinstance(record, Refusal) else record.entries
    if entries and isinstance(entries[-1], Finished):
        return _("finished")
    if not entries or isinstance(record, Refusal):
        return _("just begun")
    if scenario is None or (at := _reached(entries, scenario, record.header.role)) is None:
        return ""
    return _("stage {number} of {of}").format(number=at + 1, of=len(scenario.stages))


def _reached(entries: Sequence[Entry], scenario: Scenario, role: str) -> int | None:
    """The index of the stage that a play of these entries stands in; None if the scenario lacks it."""
    stages = [stage.id for stage in scenario.stages]
    own = [sum(decision.role == role for decision in stage.decisions) for stage in scenario.stages]
    at, made = 0, 0
    for entry in entries:
        if isinstance(entry, TakenBack):
            at, made = (at, made - 1) if made else (max(at - 1, 0), 0)
        elif isinstance(entry, Chosen | MovedOn):
            if entry.stage not in stages:
                return None
            if stages.index(entry.stage) != at:
                at, made = stages.index(entry.stage), 0
            made += isinstance(entry, Chosen) and entry.role == role
            if isinstance(entry, MovedOn) or (made and made == own[at]):
                at, made = min(at + 1, len(stages) - 1), 0
    return at


def _would(game: Reopened) -> str:
    """How far a save would be played again."""
    if game.misfit is None:
        return game.fits
    stands = len(game.table.outcomes())
    told = _("It fits as far as stage {number} of {of}, where {why}.")
    return told.format(number=stands + 1, of=len(game.scenario.stages), why=game.misfit.why)


def _sitting(
    table: LocalTable, scenario: Scenario, header: Header, notices: list[str], *, resumed: bool = False
) -> Sitting:
    return Sitting(
        table=table,
        scenario=header.path or header.scenario,
        seed=header.seed,
        rival=header.opponent,
        regions={member.id: member.region for member in scenario.members},
        notices=(*departures(header.settings), *notices),
        resumed=resumed,
    )
