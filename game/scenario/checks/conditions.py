"""Rules about conditions: they read, and every name in them is known when it is asked."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.catalogue import problem
from game.scenario.checks.references import absent, unknown
from game.scenario.diagnostics import Problem
from game.scenario.draft import ANY_STAGE, Draft, Moment
from game.scenario.model import ALLIANCE
from game.scenario.nodes import ScalarNode, Spot
from game.scenario.parsing import Mention, read
from game.scenario.suggestions import did_you_mean, meant

NAMES: dict[str, tuple[str, ...]] = {
    "turmoil": (), "mandate": (), "capacity": (), "procedure": (), "limited": (), "overthrown": (),
    "collapsed": (), "deaths": (), "credibility": (), "cost": (), "diversification": (),
    "promise": ("threat",), "belief": ("member", "threat"), "restraint": ("member",),
    "share": ("member", "holder"), "bargain": ("member",), "leverage": ("member",), "pull": ("partner",),
    "flag": ("flag",), "happened": ("event",), "carried": ("stage",), "tried": ("stage",),
    "chosen": ("stage", "role", "decision"),
}  # fmt: skip
"""The names that conditions may use, and what stands after their points."""


def check_conditions(draft: Draft) -> Iterator[Problem]:
    """Every `when` reads as a condition over what is known by then."""
    for scalar, moment in draft.conditions():
        text = str(scalar.value)
        reading = read(text)
        for fault in reading.faults:
            yield problem(fault.code, scalar.spot_at(fault.start), fault.hint, **fault.words)
        for mention in reading.mentions:
            yield from _Scope(draft, scalar, moment).check(mention)
        if reading.condition is not None and not reading.mentions:
            yield problem("constant-condition", scalar.spot)


class _Scope:
    """What a condition at one moment may name."""

    def __init__(self, draft: Draft, scalar: ScalarNode, moment: Moment) -> None:
        self.draft = draft
        self.scalar = scalar
        self.moment = moment

    def check(self, mention: Mention) -> Iterator[Problem]:
        """What is wrong with a name, if anything."""
        first, *rest = mention.name.path
        whole = ".".join(mention.name.path)
        spot = self.scalar.spot_at(mention.start)
        if first not in NAMES:
            yield problem("unknown-name", spot, self.hint(first, whole), name=whole)
        elif first == "chosen":
            yield from self.chosen(mention, rest)
        elif len(rest) != len(NAMES[first]) or "" in rest:
            yield problem("incomplete-name", spot, f"write `{self.form(first)}`", name=whole)
        else:
            yield from self.parts(mention, first, rest)

    def hint(self, first: str, whole: str) -> str:
        """What an unknown name was meant to be: a difference without spaces, or a slip."""
        before, minus, after = whole.partition("-")
        if minus and before.partition(".")[0] in NAMES:
            return f"put spaces around a minus: `{before} - {after}`"
        return did_you_mean(first, NAMES, "the names")

    def form(self, first: str) -> str:
        """How a name is written in full."""
        return ".".join([first, *(part.upper() for part in NAMES[first])]).replace("HOLDER", "PARTNER")

    def parts(self, mention: Mention, first: str, rest: list[str]) -> Iterator[Problem]:
        """The ids after a name's points."""
        offset = mention.start + len(first) + 1
        for what, key in zip(NAMES[first], rest, strict=True):
            spot = self.scalar.spot_at(offset)
            offset += len(key) + 1
            if what == "flag":
                yield from self.flag(spot, key)
            elif what == "event":
                yield from self.event(spot, key)
            elif what == "stage":
                yield from self.stage(spot, key)
                if key in self.draft.stage_ids:
                    yield from self.proposed(spot, key)
            else:
                yield from self.cast(spot, what, key)

    def cast(self, spot: Spot, what: str, key: str) -> Iterator[Problem]:
        """A member, threat or partner; a `holder` of a share is a partner or the alliance."""
        draft = self.draft
        known = {
            "member": draft.member_ids,
            "threat": draft.threats,
            "partner": draft.partners,
            "holder": (ALLIANCE, *draft.partners),
        }[what]
        if key not in known:
            yield unknown(spot, what.replace("holder", "partner"), key, known)

    def flag(self, spot: Spot, key: str) -> Iterator[Problem]:
        """A flag that some lever sets, preferably before it is asked for."""
        flags = self.draft.flags
        if key not in flags:
            near = meant(key, flags)
            if near or self.draft.complete:
                yield problem("unknown-flag", spot, near, flag=key)
        elif self.draft.complete and not any(self.moment.sees(set_at) for set_at, _ in flags[key]):
            yield problem("flag-too-early", spot, flag=key)

    def event(self, spot: Spot, key: str) -> Iterator[Problem]:
        """An event that may have happened by now."""
        moment = self.draft.event_moments.get(key)
        if moment is None:
            yield from absent(self.draft, spot, "event", key, self.draft.event_moments)
        elif not self.moment.sees_events_at(moment):
            yield problem("not-yet", spot, what="event", id=key)

    def stage(self, spot: Spot, key: str) -> Iterator[Problem]:
        """A stage that is over."""
        if key in self.draft.unread:
            return
        if key not in self.draft.stage_ids:
            yield unknown(spot, "stage", key, [*self.draft.stage_ids, *self.draft.unread])
        elif self.moment.stage != ANY_STAGE and self.draft.stage_ids.index(key) >= self.moment.stage:
            yield problem("not-yet", spot, what="stage", id=key)

    def proposed(self, spot: Spot, key: str) -> Iterator[Problem]:
        """A stage in which an operation can be put to the council."""
        places = self.draft.proposing
        if self.draft.complete and not places & {self.draft.stage_ids.index(key), ANY_STAGE}:
            yield problem("never-proposed", spot, stage=key)

    def chosen(self, mention: Mention, rest: list[str]) -> Iterator[Problem]:
        """A choice of an earlier stage, and an option that was on its list."""
        offset = mention.start + len("chosen.")
        spot = self.scalar.spot_at(offset)
        if len(rest) not in {2, 3} or "" in rest:
            hint = "write `chosen.STAGE.ROLE.DECISION` or `chosen.ROLE.DECISION`"
            name = ".".join(mention.name.path)
            yield problem("incomplete-name", self.scalar.spot_at(mention.start), hint, name=name)
            return
        stage = None
        if len(rest) == 3:
            wrong = list(self.stage(spot, rest[0]))
            yield from wrong
            if wrong or rest[0] in self.draft.unread:
                return
            stage = self.draft.stage_ids.index(rest[0])
            offset += len(rest[0]) + 1
        elif self.draft.unread:
            return
        yield from self.seat(mention, offset, rest[-2], rest[-1], stage)

    def seat(
        self, mention: Mention, offset: int, role: str, decision: str, stage: int | None
    ) -> Iterator[Problem]:
        """The decision of a role in that stage, or the latest before now, and the option compared with it."""
        spot = self.scalar.spot_at(offset)
        if role not in self.draft.roles:
            yield unknown(spot, "role", role, self.draft.roles)
            return
        spot = self.scalar.spot_at(offset + len(role) + 1)
        found = self.draft.seats_by_name.get((role, decision), [])
        found = [seat for seat in found if stage in {None, seat.stage}]
        if not found:
            known = [
                seat.id for seat in self.draft.seats if seat.role == role and stage in {None, seat.stage}
            ]
            yield from absent(self.draft, spot, "decision", decision, known, f"of `{role}`")
            return
        if self.moment.stage != ANY_STAGE:
            found = [seat for seat in found if seat.stage < self.moment.stage][-1:]
        if not found:
            yield problem("not-yet", spot, what="decision", id=decision)
            return
        options = [key for seat in found for key in seat.options]
        if options and mention.option is not None and mention.option not in options:
            yield unknown(self.scalar.spot_at(mention.option_start), "option", mention.option, options)


CHECKS = (check_conditions,)
