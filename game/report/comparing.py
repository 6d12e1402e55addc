"""Several games of one scenario on one page: how they ended, where they parted, what each bore out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from game.present.standing import percent
from game.present.words import number
from game.report.charts import Band, Course, Panel, courses
from game.report.charts.canvas import MOST
from game.report.game import Game
from game.report.html import cited_in, verdicts
from game.report.page import page
from game.report.picture import Picture
from game.report.pictures import among, better
from game.words import _, marked

HEADINGS = {
    "ends": marked("How they ended"),
    "course": marked("The course of it"),
    "place": marked("Where they stand"),
    "choices": marked("Where they parted"),
    "turning": marked("Turning points"),
    "claims": marked("The article’s claims"),
    "talk": marked("To discuss"),
    "model": marked("The model"),
}


def comparison(games: Sequence[Game], language: str = "") -> str:
    """The page. Raise ValueError if there are fewer than two games, or more than one scenario."""
    if len(games) < 2 or len({each.hindsight.particulars.scenario for each in games}) != 1:
        raise ValueError("several games of one scenario are compared")
    first = games[0]
    headings = {name: _(heading) for name, heading in HEADINGS.items()}
    there = [name for name in HEADINGS if name != "place" or first.standing]
    discussion = first.debrief.discussion
    return page(
        "comparing.html",
        language,
        games=games,
        title=first.hindsight.particulars.title,
        headings=headings,
        contents=[(name, headings[name]) for name in there],
        ends=ends(games),
        scores=scores(games),
        place=together(games),
        rows=parted(games),
        claims=claims(games),
        disclaimer=first.debrief.disclaimer,
        discussion=discussion,
        sources=cited_in(discussion, first.sources),
        known=list(first.sources),
    )


def ends(games: Sequence[Game]) -> Mapping[str, object]:
    """A row a game, then what was done in fact."""
    axes = games[0].hindsight.axes
    rows = []
    for game in games:
        of, own = game.hindsight.particulars, game.hindsight.lines[0]
        scores_ = (number(own.scores[axis.score][-1]) for axis in axes)
        ahead = percent(game.standing.own.ahead["result"]) if game.standing else "–"
        rows.append((game.name, of.role_name, str(of.seed), *scores_, number(own.result, 1), ahead))
    past = games[0].hindsight.lines[1]
    rows.append((past.name, "–", "–", *(number(past.scores[a.score][-1]) for a in axes), "–", "–"))
    head = (_("Game"), _("Played as"), _("Seed"), *(a.name for a in axes), _("Result"), _("Better than"))
    return {"head": head, "rows": rows}


def scores(games: Sequence[Game]) -> Picture:
    """The games' scores over time in one picture, beside what was done in fact."""
    past = games[0].hindsight
    title = _("The three scores over time")
    shown = games[: MOST - 1]
    lines = {axis.score: [(game.name, game.hindsight.lines[0].scores[axis.score]) for game in shown]
             for axis in past.axes}  # fmt: skip
    history = past.lines[1]
    bands = {each.id: each.deciles for each in (games[0].standing.spreads if games[0].standing else ())}
    panels = [
        Panel(
            axis.name,
            better(axis),
            [
                *(Course(name, values) for name, values in lines[axis.score]),
                Course(history.name, history.scores[axis.score]),
            ],
            band=Band(*bands[axis.score][1:10:4]) if axis.score in bands else None,
            level=axis.threshold,
        )
        for axis in past.axes
    ]
    since = sum(each.kind != "year" for each in past.milestones) - 1
    marks = [each.mark for each in past.milestones]
    heads = [course.name for course in panels[0].courses]
    return Picture(
        "scores",
        Markup(courses("scores", title, marks, panels, since, _("where 8 of 10 others end"))),  # noqa: S704 (charts escape)
        title,
        _("Each game at the start (0), after every stage (by number) and in the years that follow (+1 …)."),
        (_("Moment"), *(f"{axis.name}: {head}" for axis in past.axes for head in heads)),
        tuple(
            (
                milestone.name,
                *(number(course.values[at]) for panel in panels for course in panel.courses),
            )
            for at, milestone in enumerate(past.milestones)
        ),
    )


def together(games: Sequence[Game]) -> Picture | None:
    """The games among the first one's cloud of others."""
    standing = games[0].standing
    if standing is None:
        return None
    marks = [(game.name, game.standing.own) for game in games if game.standing]
    return among(standing, [*marks, *((each.name, each) for each in standing.marks[1:2])])


def parted(games: Sequence[Game]) -> list[Mapping[str, object]]:
    """A row a decision: what was chosen in each game, and whether they differ; a game may lack one."""
    chosen: dict[tuple[str, str, str], dict[int, tuple[str, str, str]]] = {}
    titles: dict[tuple[str, str, str], tuple[str, str, str]] = {}
    for n, game in enumerate(games):
        for outcome in game.debrief.outcomes:
            for choice in outcome.choices:
                key = (outcome.stage, choice.role, choice.decision)
                titles.setdefault(key, (outcome.title, choice.role_name, choice.prompt))
                chosen.setdefault(key, {})[n] = (choice.option, choice.label, choice.rationale)
    return [
        {
            "stage": titles[key][0],
            "role": titles[key][1],
            "prompt": titles[key][2],
            "chosen": [(by[n][1], by[n][2]) if n in by else ("–", "") for n in range(len(games))],
            "parted": len({option for option, _label, _why in by.values()}) > 1,
        }
        for key, by in chosen.items()
    ]


def claims(games: Sequence[Game]) -> Mapping[str, object]:
    """A row a claim, a column a game."""
    said = verdicts()
    rows = [
        (claim.id, claim.paragraph, claim.claim, [said[game.debrief.claims[at].verdict] for game in games])
        for at, claim in enumerate(games[0].debrief.claims)
    ]
    return {"rows": rows}
