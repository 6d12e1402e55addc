"""The report of one finished game as plain Markdown. Pure: nouns of `present` in, text out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.present.aloud import date
from game.present.claims import BUILT_IN, IN_FACT, said_outright
from game.present.looking_back import Hindsight
from game.present.markup import cited
from game.present.standing import Standing, percent
from game.present.view import Debrief
from game.present.words import listed, number, sentence
from game.report.html import HEADINGS, command, note, scorecard, verdicts
from game.report.stages import told
from game.report.text import bullets, escaped, prose, table
from game.scenario.model import Source
from game.words import _, counted


def report(
    debrief: Debrief,
    hindsight: Hindsight,
    sources: Mapping[str, Source],
    standing: Standing | None = None,
) -> str:
    """The whole document; citations link to their sources at the end."""
    blocks = [
        *_head(debrief, hindsight),
        *_scorecard(debrief, hindsight),
        *_course(hindsight),
        *told(debrief, hindsight),
        *_turning(hindsight),
        *_place(standing),
        *_members(debrief, hindsight),
        *_claims(debrief),
        *_talk(debrief),
        *_again(debrief, hindsight),
    ]
    text = "\n\n".join(blocks)
    return "\n\n".join([text, *_sources(text, sources)]) + "\n"


def _heading(name: str) -> str:
    return f"## {_(HEADINGS[name])}"


def _head(debrief: Debrief, hindsight: Hindsight) -> Iterator[str]:
    game = hindsight.particulars
    yield f"# {escaped(game.title)}"
    played = _("Played as {role}. Seed {seed}, Tashkent {version}.")
    yield played.format(role=escaped(game.role_name), seed=game.seed, version=game.version)
    if hindsight.parting:
        yield prose(hindsight.parting.text)
    yield f"> {prose(debrief.disclaimer)}"


def _scorecard(debrief: Debrief, hindsight: Hindsight) -> Iterator[str]:
    yield _heading("scorecard")
    head, rows = scorecard(hindsight)
    rows = [[escaped(cell) for cell in row] for row in rows]
    rows[1][0] = f"**{rows[1][0]}**"
    yield table(head, rows)
    yield f"{prose(note(debrief, hindsight))} {prose(debrief.result_text)}"
    paid = _("Of the cost, {short} was paid at once and {long} comes later.").format(
        short=number(debrief.short_cost, 1), long=number(debrief.long_cost, 1)
    )
    yield f"{paid} {prose(debrief.patience_text)} {prose(debrief.misread)}"
    if debrief.undone:
        yield counted(
            "A decision was taken back once.", "A decision was taken back {count} times.", debrief.undone
        ).format(count=debrief.undone)


def _course(hindsight: Hindsight) -> Iterator[str]:
    """The scores at every milestone, beside what was done in fact and the game parted from."""
    yield _heading("course")
    lines = [line for line in hindsight.lines if line.kind != "named"]
    names = [escaped(line.name[0].lower() + line.name[1:]) for line in lines]
    yield _("In each cell, one after the other: {courses}.").format(courses=listed(names))
    rows = [
        [
            escaped(milestone.name),
            date(milestone.date),
            *(" / ".join(number(line.scores[axis.score][at]) for line in lines) for axis in hindsight.axes),
        ]
        for at, milestone in enumerate(hindsight.milestones)
    ]
    yield table(["", "", *(axis.name for axis in hindsight.axes)], rows)


def _turning(hindsight: Hindsight) -> Iterator[str]:
    if not hindsight.turning:
        return
    yield _heading("turning")
    yield prose(hindsight.caveat)
    yield "\n".join(
        f"{rank}. **{escaped(point.title)}**, {escaped(point.label)}. {prose(point.text)}"
        for rank, point in enumerate(hindsight.turning, 1)
    )


def _place(standing: Standing | None) -> Iterator[str]:
    if standing is None:
        return
    yield _heading("place")
    yield prose(standing.basis)
    names = [spread.name for spread in standing.spreads]
    rows = [
        [escaped(mark.name), *(percent(mark.ahead[spread.id]) for spread in standing.spreads)]
        for mark in standing.marks
    ]
    yield _("Better than how many of the others:")
    yield table(["", *names], rows)
    yield prose(f"{standing.own.text} {standing.frontier_text}")


def _members(debrief: Debrief, hindsight: Hindsight) -> Iterator[str]:
    yield _heading("members")
    partners = list(hindsight.members[0].mix[0]) if hindsight.members else []
    rows = [
        [
            escaped(member.name) + (f" {_('(left)')}" if member.left else ""),
            *(f"{number(member.mix[0][each])} → {number(member.mix[-1][each])}" for each in partners),
        ]
        for member in hindsight.members
    ]
    yield _(
        "With whom they arrange their security, in percent, at the start and after the years that follow:"
    )
    yield table(["", *(escaped(each) for each in partners)], rows)
    threats = list(debrief.truth[0].belief) if debrief.truth else []
    yield _("How likely they think in the end that help would come, in percent, and where they lean:")
    yield table(
        ["", *(escaped(each) for each in threats), _("Leans")],
        [
            [escaped(each.name), *(number(each.belief[threat].low) for threat in threats), _(each.lean)]
            for each in debrief.truth
        ],
    )
    yield prose(hindsight.readings)
    yield bullets(f"**{escaped(member.name)}.** {prose(member.text)}" for member in hindsight.members)


def _claims(debrief: Debrief) -> Iterator[str]:
    yield _heading("claims")
    for verdict, heading in verdicts().items():
        of_it = [claim for claim in debrief.claims if claim.verdict == verdict]
        if of_it:
            yield f"### {heading}"
            yield bullets(
                f"**{claim.id}** ({claim.paragraph}). {prose(claim.claim)} {prose(claim.because)} "
                f"{prose(said_outright(claim.rules))}".rstrip()
                for claim in of_it
            )
    yield prose(_(BUILT_IN))


def _talk(debrief: Debrief) -> Iterator[str]:
    if debrief.lessons:
        yield f"## {_('What the choices teach')}"
        yield bullets(prose(lesson) for lesson in debrief.lessons)
    if debrief.discussion:
        yield _heading("talk")
        yield prose(_(IN_FACT))
        yield "\n".join(f"{at}. {prose(each)}" for at, each in enumerate(debrief.discussion, 1))


def _again(debrief: Debrief, hindsight: Hindsight) -> Iterator[str]:
    game = hindsight.particulars
    yield _heading("again")
    yield _("The same game, with the same luck and the same opponent:")
    yield f"    {command(game)}"
    facts = [
        _("Engine {version}.").format(version=game.version),
        _("Scenario `{scenario}`, content `{digest}`.").format(
            scenario=game.scenario, digest=game.digest[:12]
        ),
    ]
    facts += [prose(each) for each in game.departures] or [_("Parameters as the scenario has them.")]
    changed = _("`{name}` is {value}, by default {default}: {meaning}.")
    facts += [
        changed.format(
            name=each.name,
            value=f"{each.value:g}",
            default=f"{each.default:g}",
            meaning=prose(each.meaning),
        )
        for each in game.model.changed
    ]
    yield bullets(facts)
    yield _("What was chosen, by stage, seat and decision:")
    yield "\n".join(
        f"    {outcome.stage}.{choice.role}.{choice.decision}={choice.option}"
        for outcome in debrief.outcomes
        for choice in outcome.choices
    )


def _sources(text: str, sources: Mapping[str, Source]) -> Iterator[str]:
    """What the text cites, and where it is: also as link definitions, so that citations become links."""
    known = [sources[each] for each in cited(text) if each in sources]
    if not known:
        return
    yield f"## {_('Sources')}"
    told = [prose(" ".join(sentence(part) for part in (each.title, each.note) if part)) for each in known]
    yield bullets(
        f"\\[{each.id}\\] {what} {each.url}".strip() for each, what in zip(known, told, strict=True)
    )
    links = [f"[{each.id}]: <{each.url}>" for each in known if each.url]
    if links:
        yield "\n".join(links)
