"""A scenario at a glance: how long it is, who is in it, what can be chosen and what that does."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from game.authoring.graph import HISTORY
from game.authoring.lever_words import lever_words
from game.authoring.pace import class_time, pace, rounded, words_of
from game.present.requirements import required
from game.present.words import CITATION, listed, number, sentence, signed
from game.scenario.model import ALLIANCE, Appeal, Decision, Event, Inject, Option, Scenario, Stage


class Overview:
    """The overview as lines of a given width."""

    def __init__(self, scenario: Scenario, width: int) -> None:
        self._scenario = scenario
        self._width = width

    def whole(self) -> Iterator[str]:
        """Everything."""
        scenario = self._scenario
        yield from self._text(f"{scenario.title} ({scenario.id})")
        yield ""
        for paragraph in scenario.summary.splitlines():
            yield from self._text(paragraph)
        yield ""
        yield from self._lengths()
        yield ""
        yield from self._cast()
        for place, stage in enumerate(scenario.stages, 1):
            yield ""
            yield from self._stage(place, stage)
        yield ""
        if scenario.events:
            yield "In any stage"
            yield from self._events(scenario.events)
            yield ""
        if scenario.injects:
            yield "For a class's facilitator, in any stage"
            yield from self._injects(scenario.injects)
            yield ""
        yield from self._lines()
        yield from self._text(f"{HISTORY} marks what was done in fact. Levels are points out of 100.")

    def stage(self, stage: str) -> Iterator[str]:
        """One stage."""
        place, found = next((i, each) for i, each in enumerate(self._scenario.stages, 1) if each.id == stage)
        yield from self._stage(place, found)

    def _lengths(self) -> Iterator[str]:
        scenario = self._scenario
        decisions = [decision for stage in scenario.stages for decision in stage.decisions]
        options = sum(len(decision.options) for decision in decisions)
        events = len(scenario.events) + sum(len(stage.events) for stage in scenario.stages)
        counts = (
            _counted(len(scenario.stages), "stage"), _counted(len(decisions), "decision"),
            _counted(options, "option"), _counted(events, "event"), _counted(len(scenario.sources), "source"),
        )  # fmt: skip
        yield from self._text(f"{sentence(', '.join(counts))} {scenario.difficulty.capitalize()}.")
        for role in scenario.roles:
            length = pace(scenario, role.id)
            yield from self._text(
                f"{role.name}: {_counted(length.decisions, 'decision')}; {length.words:,} words to read, "
                f"about {rounded(length.reading)} minutes; a game alone, about {rounded(length.alone)}."
            )
        yield from self._text(
            f"The scenario promises {scenario.minutes} minutes. With a class, a team in each seat and "
            f"a debrief, reckon with {class_time(scenario)}."
        )

    def _cast(self) -> Iterator[str]:
        scenario, alliance = self._scenario, self._scenario.alliance
        yield "Cast"
        promise = listed([f"{_level(alliance.promise[t.id])} in {t.name}" for t in scenario.threats])
        yield from self._item(
            f"{alliance.name}, led by {alliance.patron}; "
            f"{'consensus' if alliance.council_rule == 'consensus' else 'the willing may go'}; "
            f"promise {promise}; capacity {_level(alliance.capacity)}, "
            f"procedure {_level(alliance.procedure)}."
        )
        yield from self._members()
        partners = [
            f"{partner.name} (courts the region with {_level(partner.pull)}, "
            f"{signed(100.0 * partner.growth)} a year)"
            for partner in scenario.partners
        ]
        yield from self._item(f"Partners outside: {listed(partners)}.")
        for role in scenario.roles:
            weights = role.weights
            yield from self._item(
                f"{role.name} ({role.id}, {role.kind}) weighs credibility {weights.credibility:g}, "
                f"cost {weights.cost:g}, diversification {weights.diversification:g}."
            )

    def _members(self) -> Iterator[str]:
        """A table: a row for each member; or a sentence each, where the table would be too wide."""
        scenario = self._scenario
        threats = [threat.id for threat in scenario.threats]
        heads = ["Member", "region", *threats, "aversion", "alliance"]
        rows = [
            [
                member.name,
                member.region,
                *(f"{_level(member.exposure[k])} / {_level(member.rescue[k])}" for k in threats),
                _level(member.aversion),
                _level(member.share[ALLIANCE]),
            ]
            for member in scenario.members
        ]
        yield from self._item(
            "Members: by threat, how exposed each is and how far it believes in help; its aversion to "
            "intervention; the alliance's share of its security."
        )
        widths = [max(len(row[i]) for row in (heads, *rows)) for i in range(len(heads))]
        if 2 + sum(widths) + 2 * len(widths) <= self._width:
            for row in (heads, *rows):
                left = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
                right = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
                yield f"    {'  '.join([*left, *right])}".rstrip()
            return
        for row in rows:
            cells = [f"{head} {cell}" for head, cell in zip(heads[1:], row[1:], strict=True)]
            yield from self._item(f"{row[0]}: {', '.join(cells)}.")

    def _stage(self, place: int, stage: Stage) -> Iterator[str]:
        yield from self._text(f"{place}. {stage.title} ({stage.id}), {stage.date}")
        words = [f"{words_of(stage, role.id):,} for {role.id}" for role in self._scenario.roles]
        time = f"{stage.months:g} {'month' if stage.months == 1.0 else 'months'} pass after it"
        flare = f"; violence {signed(100.0 * stage.turmoil)} as it opens" if stage.turmoil else ""
        yield from self._item(f"Words: {listed(words)}; {time}{flare}.")
        for i, appeal in enumerate(stage.appeals):
            yield from self._appeal(appeal, alternative=i > 0)
        yield from self._events(stage.events)
        yield from self._injects(stage.injects)
        for decision in stage.decisions:
            yield ""
            yield from self._decision(decision)

    def _appeal(self, appeal: Appeal, *, alternative: bool) -> Iterator[str]:
        scenario = self._scenario
        member = next(each for each in scenario.members if each.id == appeal.member)
        client = next(each.name for each in member.clients if each.id == appeal.client)
        threat = next(each.name for each in scenario.threats if each.id == appeal.threat)
        names = {each.id: each.name for each in scenario.members}
        ties = [f"{names[each]} {_level(size)}" for each, size in appeal.ties.items()]
        text = f"{'Else' if alternative else 'Appeal'}: {client} ({member.name}) in {threat}, "
        text += f"severity {_level(appeal.severity)}"
        text += f"; ties of {listed(ties)}." if ties else "."
        text += f" {required(appeal.when, scenario)}" if appeal.when else ""
        yield from self._item(text)

    def _events(self, events: tuple[Event, ...]) -> Iterator[str]:
        for event in events:
            chance = "" if event.chance == 1.0 else f", {event.chance:.0%}"
            does = self._does(event.levers)
            when = f" {required(event.when, self._scenario)}" if event.when else ""
            yield from self._item(f"Event {event.id}{chance}: {does}.{when}")

    def _injects(self, injects: tuple[Inject, ...]) -> Iterator[str]:
        for inject in injects:
            yield from self._item(f"Inject {inject.id}, {_plain(inject.title)}: {self._does(inject.levers)}.")

    def _decision(self, decision: Decision) -> Iterator[str]:
        yield from self._item(f"{decision.role}.{decision.id}: {_plain(decision.prompt)}")
        width = max(len(option.id) for option in decision.options)
        for option in decision.options:
            yield from self._option(option, width)

    def _option(self, option: Option, width: int) -> Iterator[str]:
        mark = HISTORY if option.historical else " "
        text = f"{_plain(option.label)}: {self._does(option.levers)}."
        text += f" {required(option.when, self._scenario)}" if option.when else ""
        head = f"    {mark} {option.id.ljust(width)}  "
        yield from textwrap.wrap(
            text, self._width, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False
        )

    def _lines(self) -> Iterator[str]:
        if self._scenario.lines:
            yield "Lines of play"
            for line in self._scenario.lines:
                yield from self._item(f"{line.id}: {line.name}. {_plain(line.summary)}")
            yield ""

    def _does(self, levers: Mapping[str, float]) -> str:
        return ", ".join(lever_words(levers, self._scenario)) or "changes nothing by itself"

    def _text(self, text: str) -> list[str]:
        return textwrap.wrap(_plain(text), self._width, break_on_hyphens=False) or [""]

    def _item(self, text: str) -> list[str]:
        return textwrap.wrap(
            _plain(text), self._width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
        )


def _level(value: float) -> str:
    return number(100.0 * value)


def _plain(text: str) -> str:
    return " ".join(CITATION.sub("", text).split())


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
