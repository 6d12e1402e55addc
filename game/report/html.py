"""The report of one finished game as a page that needs nothing else: no network, no script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from game.present.looking_back import Hindsight, Particulars
from game.present.markup import cited
from game.present.view import Debrief
from game.present.words import listed, number, within
from game.report.game import Game
from game.report.page import page
from game.report.pictures import pictures
from game.report.portraits import VOTES
from game.scenario.model import Source
from game.words import _, marked

VERDICTS = {
    "borne out": marked("Borne out"),
    "not borne out": marked("Not borne out"),
    "not tested": marked("Not tested"),
}
HEADINGS = {
    "scorecard": marked("Scorecard"),
    "course": marked("The course of it"),
    "turning": marked("Turning points"),
    "place": marked("Where it stands"),
    "stages": marked("Stage by stage"),
    "members": marked("The members, as they were and as they were read"),
    "claims": marked("The article’s claims, in this game"),
    "talk": marked("To discuss"),
    "again": marked("To play it again"),
    "model": marked("The model"),
}
SETTERS = {"scenario": marked("scenario"), "variant": marked("reading"), "run": marked("player")}
"""Who may set a parameter."""


def report(game: Game, language: str = "") -> str:
    """The whole page."""
    drawn = pictures(game)
    headings = {name: _(heading) for name, heading in HEADINGS.items()}
    there = [name for name in HEADINGS if name not in {"turning", "place"} or name in drawn]
    return page(
        "report.html",
        language,
        game=game,
        pictures=drawn,
        headings=headings,
        contents=[(name, headings[name]) for name in there],
        scorecard=scorecard(game.hindsight),
        note=note(game.debrief, game.hindsight),
        verdicts=verdicts(),
        votes={vote: _(word) for vote, word in VOTES.items()},
        setters={name: _(word) for name, word in SETTERS.items()},
        command=command(game.hindsight.particulars),
        choices=choices(game.debrief),
        known=list(game.sources),
        sources=sources(game),
    )


def verdicts() -> dict[str, str]:
    """What is said of claims."""
    return {verdict: _(word) for verdict, word in VERDICTS.items()}


def scorecard(hindsight: Hindsight) -> tuple[list[str], list[list[str]]]:
    """Its head, and the scores at the start and at every course's end, with the result; the second row is
    the game's own."""
    own = hindsight.lines[0]
    rows = [[_("At the start"), *(number(own.scores[axis.score][0]) for axis in hindsight.axes), ""]]
    for line in hindsight.lines:
        ends = (number(line.scores[axis.score][-1]) for axis in hindsight.axes)
        rows.append([line.name, *ends, number(line.result, 1)])
    return ["", *(axis.name for axis in hindsight.axes), _("Result")], rows


def note(debrief: Debrief, hindsight: Hindsight) -> str:
    """What the scorecard counts."""
    ways = [
        (_("higher {score}") if axis.better == "higher" else _("lower {score}")).format(
            score=axis.name.lower()
        )
        for axis in hindsight.axes
    ]
    return _(
        "All at the end of the years that follow; {ways} is better. What was done in fact met the luck of "
        "this game; named courses are means over many plays. The result is by the weights of {role}."
    ).format(ways=listed(ways), role=within(debrief.role_name))


def command(of: Particulars) -> str:
    """What plays the same game again, but for what was chosen."""
    opponent = f" --opponent {of.opponent}" if of.opponent else ""
    changed = [f" --variant {of.model.variant}"] if of.model.variant else []
    changed += [f" --without {rule}" for rule, _does in of.model.without]
    changed += [f" --set {each.name}={each.value:g}" for each in of.model.parameters if each.since == "run"]
    return f"tashkent play {of.scenario} --role {of.role} --seed {of.seed}{opponent}{''.join(changed)}"


def choices(end: Debrief) -> list[str]:
    """What every seat chose, in the form that `--choose` takes."""
    return [
        f"{outcome.stage}.{choice.role}.{choice.decision}={choice.option}"
        for outcome in end.outcomes
        for choice in outcome.choices
    ]


def sources(game: Game) -> list[Source]:
    """Those that the page cites, in the order in which it does."""
    end = game.debrief
    return cited_in(_texts(end), game.sources)


def cited_in(texts: Iterable[str], known: Mapping[str, Source]) -> list[Source]:
    """The sources that these texts cite, once each."""
    ids = dict.fromkeys(each for text in texts for each in cited(text))
    return [known[each] for each in ids if each in known]


def _texts(end: Debrief) -> Iterable[str]:
    for outcome in end.outcomes:
        for choice in outcome.choices:
            yield from (choice.prompt, choice.outcome)
        yield from (vote.reason for vote in outcome.votes)
        yield from outcome.happened
    yield from end.discussion
    yield from end.lessons
