"""A game's pictures, each with a caption and with a table that says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from game.present.looking_back import Axis, Hindsight, LineView
from game.present.standing import Mark, Spread, Standing, percent
from game.present.view import Causes, Debrief, ScoreLine
from game.present.words import about, number, signed, still
from game.report.charts import (
    Band,
    Cloud,
    Course,
    Fall,
    Heap,
    Panel,
    Step,
    Weighed,
    courses,
    place,
    waterfall,
    weighed,
)
from game.report.game import Game
from game.report.picture import Picture
from game.report.portraits import beliefs, council, partners
from game.words import _

SCORES = ("credibility", "cost", "diversification")
"""In the order in which a standing's points have them."""


def pictures(game: Game) -> dict[str, Picture]:
    """Those that the game gives matter for, by name."""
    found = [
        scores(game.hindsight, game.standing),
        among(game.standing) if game.standing else None,
        *moved(game.debrief),
        turning(game.hindsight),
        partners(game.hindsight),
        beliefs(game.hindsight),
        council(game.debrief),
    ]
    return {each.name: each for each in found if each}


def scores(past: Hindsight, standing: Standing | None = None) -> Picture:
    """The three scores over time, beside other courses, and where other plays end."""
    lines = drawn_lines(past)
    bands = {each.id: Band(each.deciles[1], each.deciles[5], each.deciles[9]) for each in _spreads(standing)}
    title = _("The three scores over time")
    panels = [
        Panel(
            axis.name,
            better(axis),
            [Course(line.name, line.scores[axis.score]) for line in lines],
            level=axis.threshold,
            band=bands.get(axis.score),
        )
        for axis in past.axes
    ]
    since = sum(each.kind != "year" for each in past.milestones) - 1
    marks = [each.mark for each in past.milestones]
    others = _("where 8 of 10 others end")
    caption = _(
        "Each score at the start (0), after every stage (by number) and in the years that follow (+1 …), "
        "beside the mean of other courses of play. The dotted lines: where decisions end, and a level that "
        "means something ({levels})."
    )
    levels = "; ".join(
        f"{axis.name.lower()} {number(axis.threshold)}: {axis.threshold_means}" for axis in past.axes
    )
    return Picture(
        "scores",
        Markup(courses("scores", title, marks, panels, since, others)),  # noqa: S704 (charts escape what they draw)
        title,
        caption.format(levels=levels),
        (_("Moment"), *(f"{axis.name}: {line.name}" for axis in past.axes for line in lines)),
        tuple(
            (
                milestone.name,
                *(number(line.scores[axis.score][at]) for axis in past.axes for line in lines),
            )
            for at, milestone in enumerate(past.milestones)
        ),
    )


def drawn_lines(past: Hindsight) -> list[LineView]:
    """The game, what was done in fact, the game parted from, the best and the worst of the named lines."""
    named = sorted((each for each in past.lines if each.kind == "named"), key=lambda each: -each.result)
    chosen = {each.name for each in (*named[:1], *named[-1:])}
    return [each for each in past.lines if each.kind != "named" or each.name in chosen]


def _spreads(standing: Standing | None) -> tuple[Spread, ...]:
    return standing.spreads if standing else ()


def among(standing: Standing, shown: Sequence[tuple[str, Mark]] = ()) -> Picture:
    """The game among many others, or else these games by their names."""
    names = {each.id: each.name for each in standing.spreads}
    marks = list(shown) or [(each.name, each) for each in _drawn_marks(standing)]
    title = _("The place among {count} other plays").format(count=about(standing.plays))

    def cloud(across: str, up: str) -> Cloud:
        x, y = SCORES.index(across), SCORES.index(up)
        return Cloud(
            names[across],
            names[up],
            [(point[x], point[y]) for point in standing.sample],
            [(point[x], point[y]) for point in standing.frontier],
            [(name, mark.values[across], mark.values[up]) for name, mark in marks],
        )

    heaps = [
        Heap(
            each.name,
            "" if shown else _("ahead of {share}").format(share=percent(standing.own.ahead[each.id])),
            each.low,
            each.width,
            each.bins,
            [mark.values[each.id] for _name, mark in marks],
        )
        for each in standing.spreads
    ]
    words = (_("another play"), _("at the frontier"))
    return Picture(
        "place",
        Markup(  # noqa: S704 (charts escape what they draw)
            place(
                "place",
                title,
                [cloud("cost", "credibility"), cloud("cost", "diversification")],
                heaps,
                words,
            )
        ),
        title,
        standing.basis if shown else f"{standing.basis} {standing.own.text}",
        (
            _("Course"),
            *names.values(),
            *(_("{score}: ahead of").format(score=each) for each in names.values()),
        ),
        tuple(
            (
                name,
                *(number(mark.values[each], 1) for each in names),
                *(percent(mark.ahead[each]) for each in names),
            )
            for name, mark in (shown or [(each.name, each) for each in standing.marks])
        ),
    )


def _drawn_marks(standing: Standing) -> list[Mark]:
    """The game, what was done in fact, the best and the worst of the named lines."""
    named = [each for each in standing.marks if each.kind == "named"]
    named.sort(key=lambda each: -each.values["result"])
    return [*(each for each in standing.marks if each.kind != "named"), *named[:1], *named[1:][-1:]]


def better(axis: Axis) -> str:
    """Which way is good."""
    return _("higher is better") if axis.better == "higher" else _("lower is better")


def moved(end: Debrief) -> list[Picture]:
    """What moved each score through the whole game: a step for each stage, and one for the years."""
    return [_moved(end, score) for score in end.scores]


def _moved(end: Debrief, score: ScoreLine) -> Picture:
    steps = list(_steps(end, score.score))
    title = _("What moved {score}").format(score=score.name.lower())
    fall = Fall(
        score.name,
        _("from {start} to {end}").format(start=number(score.start, 1), end=number(score.end, 1)),
        (_("At the start"), score.start),
        (_("In the end"), score.end),
        [Step(label, change, shown) for label, change, shown, _why in steps],
        next((causes.better for causes, _told in _of(end, score.score)), "higher"),
    )
    caption = _(
        "A step for each stage, and one for the years that follow; steps for the worse have a line through "
        "them. What made each step is told stage by stage."
    )
    name = f"causes-{score.score}"
    return Picture(
        name,
        Markup(waterfall(name, title, fall)),  # noqa: S704 (charts escape what they draw)
        title,
        caption,
        (_("Stage"), _("Change"), _("Most of it")),
        tuple((label, shown, why) for label, _change, shown, why in steps),
    )


def _of(end: Debrief, score: str) -> Iterator[tuple[Causes, str]]:
    for at, outcome in enumerate(end.outcomes, 1):
        for causes in outcome.causes:
            if causes.score == score:
                yield causes, f"{at}. {outcome.title}"
    for causes in end.years:
        if causes.score == score:
            yield causes, _("The years that followed")


def _steps(end: Debrief, score: str) -> Iterator[tuple[str, float, str, str]]:
    """Label, change, the change as shown, and its greatest cause in words; steps of nothing are left out."""
    for causes, told in _of(end, score):
        if not still(causes.shown):
            most = max(causes.causes, key=lambda cause: abs(cause.change))
            yield told, causes.after - causes.before, causes.shown, f"{most.text} ({most.shown})"


def turning(past: Hindsight) -> Picture | None:
    """Each decision beside the best that else could have been chosen."""
    if not past.turning:
        return None
    title = _("Turning points")
    points = [
        Weighed(
            f"{point.number}. {point.title}: {point.label}", point.difference, signed(point.difference, 1)
        )
        for point in past.turning
    ]
    return Picture(
        "turning",
        Markup(  # noqa: S704 (charts escape what they draw)
            weighed("turning", title, points, _("another choice was better"), _("the choice was the best"))
        ),
        title,
        past.caveat,
        (_("Decision"), _("Chosen"), _("Best of the others"), _("Difference"), _("In the end")),
        tuple(
            (
                f"{point.number}. {point.title}",
                point.label,
                point.others[0].label,
                signed(point.difference, 1),
                point.others[0].told,
            )
            for point in past.turning
        ),
    )
