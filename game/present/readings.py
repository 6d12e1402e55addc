"""Belief against truth: what a seat took the members to think through a play, and what they thought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from game.analysis.reading import Seat
from game.engine.book import SCORES
from game.engine.play import Position
from game.engine.state import State, rescue, restraint
from game.engine.trace import Trace
from game.present.causes import NAMES, span
from game.present.looking_back import MemberHindsight, Reading
from game.present.view import Span
from game.present.words import listed, number, points, quoted
from game.words import _, marked

RESTRAINT = marked("force stays out")
"""What is read beside help in each threat."""

END = marked("After the last stage")

LEAST = 0.05
"""Points: a misreading below this is none."""

OFTEN = 0.8
"""How often a range is meant to hold the truth."""


def members_in_hindsight(
    positions: Sequence[Position], trace: Trace, role: str
) -> tuple[MemberHindsight, ...]:
    """The members of one explained play, as `role` read them when each stage opened, and as they were."""
    return tuple(_members(positions, trace, role))


def readings_held(members: Sequence[MemberHindsight]) -> str:
    """How often the truth lay within the ranges, in a sentence."""
    all_ = [reading for member in members for name in member.readings.values() for reading in name]
    held = sum(reading.held for reading in all_)
    return _(
        "In {held} of {all} readings the truth lay within your range; ranges are drawn to hold it "
        "{often} times in 100. A misreading lasts, so they miss together."
    ).format(held=held, all=len(all_), often=number(OFTEN * 100))


def scores_misread(seat: Seat) -> str:
    """How far a seat's figures for the scores lie from the truth, all through its one play: a sentence."""
    gauge = seat.gauge()
    parts = []
    for s, score in enumerate(SCORES):
        shift, rate = float(gauge.shift[s, 0]), round(float(gauge.factor[s, 0]) * 100.0)
        name = _(NAMES[score]).lower()
        if abs(shift) >= LEAST:
            told = _("{score} {points} too high") if shift > 0.0 else _("{score} {points} too low")
            parts.append(told.format(score=name, points=points(shift)))
        elif rate != 100:
            parts.append(_("{score} at {percent}% of what it was").format(score=name, percent=rate))
    if not parts:
        return _("Your services read the scores right all through the game.")
    return _(
        "All through the game your services read {parts}: by so much the levels here differ from those that "
        "you were told."
    ).format(parts=listed(parts))


def _members(positions: Sequence[Position], trace: Trace, role: str) -> Iterator[MemberHindsight]:
    world = positions[0].world
    scenario = world.scenario
    seat = Seat(positions[0], role)
    partners = [scenario.alliance.name, *(partner.name for partner in scenario.partners)]
    ends = [done.state for done in (*trace.stages, *trace.years) if done.state]
    shares = [world.share, *(state.share for state in ends)]
    moments = [*(stage.title for stage in scenario.stages), _(END)]
    looked = [_looked(seat, position.state) for position in positions]
    names = [*(threat.name for threat in scenario.threats), _(RESTRAINT)]
    for i, member in enumerate(scenario.members):
        readings = {name: tuple(each[name, i] for each in looked) for name in names}
        yield MemberHindsight(
            id=member.id,
            name=member.name,
            readings=readings,
            mix=tuple(
                {name: float(share[i, p, 0]) * 100.0 for p, name in enumerate(partners)} for share in shares
            ),
            left=bool(trace.final.left[i, 0] > 0.0),
            text=_told(readings, moments),
        )


def _looked(seat: Seat, state: State) -> dict[tuple[str, int], Reading]:
    """By what is read and the member's number: how the seat reads a state, and what it is."""
    scenario, standing = seat.world.scenario, seat.standing(state)
    belief, held = rescue(state), restraint(state)
    found: dict[tuple[str, int], Reading] = {}
    for i in range(len(scenario.members)):
        for k, threat in enumerate(scenario.threats):
            thought = span(standing.belief, (i, k, 0), 100.0)
            found[threat.name, i] = _reading(thought, float(belief[i, k, 0]) * 100.0)
        thought = span(standing.restraint, (i, 0), 100.0)
        found[_(RESTRAINT), i] = _reading(thought, float(held[i, 0]) * 100.0)
    return found


def _reading(thought: Span, was: float) -> Reading:
    return Reading(thought, was, thought.low <= was <= thought.high)


def _told(readings: Mapping[str, Sequence[Reading]], moments: Sequence[str]) -> str:
    """What was misread about a member, for how long, and by how much at worst."""
    parts = []
    for name, through in readings.items():
        missed = [
            (reading, moment) for reading, moment in zip(through, moments, strict=True) if not reading.held
        ]
        if not missed:
            continue
        worst, moment = max(missed, key=lambda each: _off(each[0]))
        when = _("all through")
        if len(missed) < len(through):
            when = _("{missed} times of {all}").format(missed=len(missed), all=len(through))
        last = _("after the last stage")
        where = last if moment == _(END) else _("in {stage}").format(stage=quoted(moment))
        part = _("{what} {when}, at worst {where} ({low} to {high}, where it was {was})")
        parts.append(
            part.format(
                what=quoted(name),
                when=when,
                where=where,
                low=number(worst.thought.low),
                high=number(worst.thought.high),
                was=number(worst.was),
            )
        )
    if not parts:
        return _("Your services read it right all through: the truth always lay within their range.")
    return _("Your services misread it on {parts}.").format(parts=listed(parts))


def _off(reading: Reading) -> float:
    """How far the truth lay outside the range, in points."""
    return max(reading.thought.low - reading.was, reading.was - reading.thought.high, 0.0)
