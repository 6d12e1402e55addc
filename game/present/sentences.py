"""What happened in a stage, rule by rule, in sentences that name who and how much."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from game.analysis.retrace import Steps
from game.engine.arrays import Array
from game.engine.rules.respond import in_force
from game.engine.state import State, rescue, restraint, valued
from game.engine.world import CompiledAppeal
from game.present.causes import Told, of_the_rule
from game.present.words import listed, opening, part, quoted, signed, within
from game.scenario.model import Event, Option
from game.words import _, marked

NOTICED = 0.005
"""A change of a level that is worth a word: half a point of 100."""

BUILT = {
    "capacity": marked("capacity rose to {level}"), "procedure": marked("procedure rose to {level}"),
}  # fmt: skip
"""By level: what is said where it rose, in English."""


class Account:
    """The sentences of one stage of one play, or of years in which nobody decides."""

    def __init__(
        self,
        steps: Steps,
        options: Sequence[Option] = (),
        events: Sequence[Event] = (),
        ended: State | None = None,
    ) -> None:
        self.steps = steps
        self.scenario = steps.world.scenario
        self._options = options
        """What was taken."""
        self._events = events
        """What happened as it opened."""
        self._ended = ended or steps.ended

    def tell(self, rule: str, change: float) -> Told:
        """What `rule` did to a score here."""
        rose = change > 0
        match rule:
            case "prepare":
                return self._prepare()
            case "judge" if self.appeal:
                return self._judge(self.appeal, rose=rose)
            case "judge.reserve" if self.appeal:
                return self._reserve()
            case "realign":
                return self._realign(rose=rose)
            case "shadow.fade":
                return self._fade()
            case "charge.operation":
                return self._operation()
            case "charge.friction":
                return self._friction()
            case "charge.aid":
                return _("Help without force was paid for: money, kit, people"), ()
            case "charge.building":
                return _("Forces, kit and rules had to be built"), ("C16",)
            case "charge.bargain":
                return self._bargain()
            case "charge.direct":
                return self._direct(rose=rose)
            case "charge.upkeep":
                more = _("A region more diversified than at the start cost more to hold influence in")
                less = _("A region less diversified than at the start cost less to hold influence in")
                return (more if rose else less), ("C12",)
        return of_the_rule(rule)

    @property
    def appeal(self) -> CompiledAppeal | None:
        """The appeal that was made, if any."""
        return next(
            (appeal for appeal, where in self.steps.scene.appeals if where is None or where[0] > 0.0), None
        )

    @property
    def asker(self) -> str:
        """The client that asked, by name; empty without an appeal."""
        return self.client(self.appeal.client) if self.appeal else ""

    def client(self, number: int) -> str:
        """A client's name."""
        member, client = next(key for key, each in self.steps.world.clients.items() if each == number)
        clients = next(each.clients for each in self.scenario.members if each.id == member)
        return within(next(each.name for each in clients if each.id == client))

    def met(self) -> str:
        """How far the appeal was met, as the end of a sentence on it."""
        adequacy = float(self.steps.ended.adequacy[0])
        if adequacy < 0.02:
            return _("left unanswered")
        if adequacy >= 0.98:
            return _("met in full")
        return _("met to {part} of what it needed").format(part=part(adequacy))

    def _name(self, member: int) -> str:
        return self.scenario.members[member].name

    def _prepare(self) -> Told:
        before, after = self.steps.around("prepare")
        raised = [
            _("the promise of help in {threat} rose to {level} of 100").format(
                threat=threat.name, level=f"{after.promise[k, 0] * 100:.0f}"
            )
            for k, threat in enumerate(self.scenario.threats)
            if after.promise[k, 0] - before.promise[k, 0] > NOTICED
        ]
        built = [
            _(rose).format(level=f"{getattr(after, name)[0] * 100:.0f}")
            for name, rose in BUILT.items()
            if getattr(after, name)[0] - getattr(before, name)[0] > NOTICED
        ]
        if raised and built:
            told = _("Words and means raised hopes before any test: {promises}, and {means}")
            return told.format(promises=listed(raised), means=listed(built)), ("C1", "C16")
        if built:
            told = _("Means that can be seen raised belief: {means} of 100")
            return told.format(means=listed(built)), ("C16",)
        if raised:
            told = _("Words and drills raised hopes before any test: {promises}")
            return told.format(promises=listed(raised)), ("C1",)
        return _("What happened as the stage opened raised hopes"), ("C1",)

    def _judge(self, appeal: CompiledAppeal, *, rose: bool) -> Told:
        before, after = self.steps.around("judge")
        moved = (rescue(after) - rescue(before))[:, appeal.threat, 0] * 100.0
        most = int(np.argmax(moved if rose else -moved))
        exposed = self.steps.world.exposure[:, appeal.threat, 0]
        if exposed[most] >= exposed.max():
            gained = _("the most exposed, {member}, gained most ({change} points of belief)")
            lost = _("the most exposed, {member}, lost most ({change} points of belief)")
        else:
            gained = _("one of the watchers, {member}, gained most ({change} points of belief)")
            lost = _("one of the watchers, {member}, lost most ({change} points of belief)")
        claims = ["C4", "C13"] if not rose else ["C13"]
        if not rose and appeal.loyalty > 0 and self.steps.world.on("judge.loyalty"):
            claims.append("C14")
        if not rose and appeal.severity >= 0.9:
            claims.append("C15")
        saw = _("Members saw the appeal of {asker} {met}").format(asker=self.asker, met=self.met())
        change = (gained if rose else lost).format(member=self._name(most), change=signed(moved[most], 1))
        return f"{saw}; {change}", tuple(claims)

    def _reserve(self) -> Told:
        before, after = self.steps.around("judge.reserve")
        freed = (before.reserve - after.reserve).sum(axis=1)[:, 0]
        earlier = self.client(int(np.argmax(freed)))
        told = _(
            "With {asker} refused as well, a quarrel with {earlier} no longer explained the earlier "
            "refusal, and what it had excused now counted"
        )
        return told.format(asker=self.asker, earlier=earlier), ("C6", "C7")

    def _realign(self, *, rose: bool) -> Told:
        before, after = self.steps.opened, self._ended
        moved = -(after.share[:, 0, 0] - before.share[:, 0, 0]) * 100.0
        regional = self.steps.world.regional
        most = max(regional, key=lambda i: moved[i] if rose else -moved[i])
        away = _(
            "The region’s security cooperation moved outside the alliance, that of {member} most "
            "({change} points outside)"
        )
        back = _(
            "The region’s security cooperation moved back to the alliance, that of {member} most "
            "({change} points outside)"
        )
        told = (away if rose else back).format(member=self._name(most), change=signed(moved[most], 1))
        why, claims = self._motives(most, after, outward=rose)
        return (f"{told}: {listed(why)}" if why else told), claims

    def _motives(self, member: int, state: State, *, outward: bool) -> tuple[list[str], tuple[str, ...]]:
        """Why a member moves, by what has changed since the start."""
        world = self.steps.world

        def since_start(now: Array, start: Array) -> float:
            return float(now[member, 0] - start[member, 0])

        belief = since_start(valued(world.needs, rescue(state)), valued(world.needs, world.belief))
        trust = since_start(restraint(state), world.restraint)
        courted = bool(np.any(state.pull[:, 0] - world.pull[:, 0] > NOTICED))
        motives = (
            (belief < -NOTICED, _("it believes less that help would come"), "C20"),
            (courted, _("others court it harder"), "C21"),
            (trust < -NOTICED, _("it trusts less that force stays out"), "C17"),
        )
        if not outward:
            held = float(state.leverage[member, 0]) > NOTICED
            motives = (
                (belief > NOTICED, _("it believes more that help would come"), "C20"),
                (held, _("the hold over it has tightened"), "C12"),
                (trust > NOTICED, _("it trusts more that force stays out"), "C17"),
            )
        return [text for so, text, claim in motives if so], tuple(claim for so, text, claim in motives if so)

    def _fade(self) -> Told:
        able = float(np.sqrt(self._ended.capacity[0] * self._ended.procedure[0])) * 100.0
        told = _("Hope wore off where little stood behind it: means and rules together reach {level} of 100")
        return told.format(level=f"{able:.0f}"), ("C18",)

    def _operation(self) -> Told:
        move = self.steps.scene.move
        own = float(np.max(move.get("force", 0.0))) > 0
        joint = float(np.max(move.get("deploy", 0.0))) > 0 and float(self.steps.ended.carried[0]) > 0
        whose = [_("{patron}’s own").format(patron=self.scenario.alliance.patron)] if own else []
        whose += [_("those of the joint operation")] if joint else []
        return _("Troops in the field had to be paid for: {whose}").format(whose=listed(whose)), ("C10",)

    def _friction(self) -> Told:
        state = self.steps.ended
        unwilling = [self._name(int(i)) for i in np.flatnonzero(state.votes[:, 0] < 0.0)]
        armed = float(np.max(in_force(self.steps.scene, state))) > 0.0
        parts = [_("without a full mandate")] if armed and state.mandate[0] < 1.0 - NOTICED else []
        against = bool(unwilling) and float(state.carried[0]) > 0
        parts += [_("against the will of {members}").format(members=listed(unwilling))] if against else []
        if not parts:  # all but a full mandate: next to nothing is paid
            return of_the_rule("charge.friction")
        told = _("Those who were sent went {how}, and that had its price")
        return told.format(how=listed(parts)), ("C17", *(["C11"] if against else []))

    def _bargain(self) -> Told:
        move = self.steps.scene.move
        gained = [
            member.name
            for member in self.scenario.members
            if any(np.max(move.get(f"{lever}.{member.id}", 0.0)) > 0 for lever in ("bargain", "leverage"))
        ]
        told = _("Safeguards and favours were paid for: {members}")
        return told.format(members=listed(gained)), ("C11",)

    def _direct(self, *, rose: bool) -> Told:
        charged = [quoted(opening(event.text)) for event in self._events if event.levers.get("cost")]
        charged += [quoted(option.label) for option in self._options if option.levers.get("cost")]
        told = _("A direct charge came with {what}") if rose else _("A direct saving came with {what}")
        return told.format(what=listed(charged)), ()
