"""What a seat knows, as ranges to show: percent for beliefs and shares, points for scores."""

from __future__ import annotations

from dataclasses import dataclass

from game.analysis.reading import Band, Seat, Standing
from game.engine.book import SCORES, scores
from game.engine.play import Position
from game.engine.rules.realign import wanted_shares
from game.engine.state import State, rescue, restraint
from game.engine.world import World
from game.present.causes import BETTER, NAMES, span
from game.present.view import MemberView, ScoreView, Span
from game.present.voices import lean, leaning
from game.words import _, marked


@dataclass(frozen=True, slots=True)
class Threshold:
    """A level of a score that means something."""

    level: float
    means: str
    """In English, noted for translators."""


THRESHOLDS: dict[str, Threshold] = {
    "credibility": Threshold(
        50.0,
        marked(
            "below it the members, by what each fears most, expect to be left alone more often than helped"
        ),
    ),
    "cost": Threshold(
        100.0, marked("the price of one ordinary year of influence in the region")
    ),
    "diversification": Threshold(
        50.0, marked("above it more of the region’s security is arranged outside the alliance than within")
    ),
}  # fmt: skip


def score_views(position: Position, role: str) -> tuple[ScoreView, ...]:
    """The three scores as the seat reads them, now and at the end of each stage before."""
    gauge = Seat(position, role).gauge()
    points = [position.start, *(stage.scores for stage in position.record)]
    past = [gauge.band(point) for point in points]
    now = gauge.band(scores(position.world, position.state))
    trend = gauge.read(points[-1]) - gauge.read(points[-2] if position.record else points[-1])
    return tuple(
        ScoreView(
            id=score,
            name=_(NAMES[score]),
            now=span(now, (s, 0)),
            past=tuple(span(band, (s, 0)) for band in past),
            trend=float(trend[s, 0]),
            better=BETTER[score],
            threshold=THRESHOLDS[score].level,
            threshold_means=_(THRESHOLDS[score].means),
        )
        for s, score in enumerate(SCORES)
    )


def member_views(position: Position, role: str, asker: int | None) -> tuple[MemberView, ...]:
    """The members as the seat reads them; `asker` is the number of the one that asks for help.

    How far they lean is there for all to see; what they believe is read.
    """
    standing = Seat(position, role).standing(position.state)
    return _members(position.world, position.state, standing, asker, len(position.record))


def members_as_they_are(world: World, state: State) -> tuple[MemberView, ...]:
    """The members without a seat's misreading: ranges of no width."""
    belief, held = rescue(state), restraint(state)
    exactly = Standing(Band(belief, belief), Band(held, held), Band(state.share, state.share))
    return _members(world, state, exactly, None, len(world.stages))


def _members(
    world: World, state: State, standing: Standing, asker: int | None, turn: int
) -> tuple[MemberView, ...]:
    scenario, wanted = world.scenario, wanted_shares(world, state)
    partners = [scenario.alliance.name, *(partner.name for partner in scenario.partners)]
    views = []
    for i, member in enumerate(scenario.members):
        where = lean(world, state, wanted, i)
        share = [span(standing.share, (i, p, 0), 100.0) for p in range(len(partners))]
        views.append(
            MemberView(
                id=member.id,
                name=member.name,
                asks=asker == i,
                belief={
                    threat.name: span(standing.belief, (i, k, 0), 100.0)
                    for k, threat in enumerate(scenario.threats)
                },
                restraint=span(standing.restraint, (i, 0), 100.0),
                lean=where,
                outside=Span(100.0 - share[0].high, 100.0 - share[0].low),
                shares=dict(zip(partners, share, strict=True)),
                reason=leaning(world, state, where, i, turn + i),
                red_line=member.red_line,
                view=member.view,
            )
        )
    return tuple(views)
