"""The report of one finished game as plain Markdown. Pure: nouns of `present` in, text out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.present.aloud import date
from game.present.claims import BUILT_IN, IN_FACT, said_outright
from game.present.looking_back import Hindsight
from game.present.markup import cited
from game.present.standing import Standing, percent
from game.present.view import Debrief
from game.present.words import listed, number, sentence, within
from game.report.stages import told
from game.report.text import bullets, escaped, prose, table
from game.scenario.model import Source
from game.words import _

VERDICTS = {"borne out": "Borne out", "not borne out": "Not borne out", "not tested": "Not tested"}


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


def _head(debrief: Debrief, hindsight: Hindsight) -> Iterator[str]:
    game = hindsight.particulars
    yield f"# {escaped(game.title)}"
    yield f"Played as {escaped(game.role_name)}. Seed {game.seed}, Tashkent {game.version}."
    if hindsight.parting:
        yield prose(hindsight.parting.text)
    yield f"> {prose(debrief.disclaimer)}"


def _scorecard(debrief: Debrief, hindsight: Hindsight) -> Iterator[str]:
    yield "## Scorecard"
    names = [axis.name for axis in hindsight.axes]
    own = hindsight.lines[0]
    rows = [["At the start", *(number(own.scores[axis.score][0]) for axis in hindsight.axes), ""]]
    for line in hindsight.lines:
        ends = [number(line.scores[axis.score][-1]) for axis in hindsight.axes]
        name = f"**{escaped(line.name)}**" if line is own else escaped(line.name)
        rows.append([name, *ends, number(line.result, 1)])
    yield table(["", *names, "Result"], rows)
    better = listed([f"{axis.better} {axis.name.lower()}" for axis in hindsight.axes])
    yield (
        f"All at the end of the years that follow; {better} is better. What was done in fact met "
        f"the luck of this game; named courses are means over many plays. The result is by the weights of {escaped(within(debrief.role_name))}. "
        f"{prose(debrief.result_text)}"
    )
    yield (
        f"Of the cost, {number(debrief.short_cost, 1)} was paid at once and {number(debrief.long_cost, 1)} "
        f"comes later. {prose(debrief.patience_text)} {prose(debrief.misread)}"
    )
    if debrief.undone:
        times = "once" if debrief.undone == 1 else f"{debrief.undone} times"
        yield f"A decision was taken back {times}."


def _course(hindsight: Hindsight) -> Iterator[str]:
    """The scores at every milestone, beside what was done in fact and the game parted from."""
    yield "## The course of it"
    lines = [line for line in hindsight.lines if line.kind != "named"]
    yield "In each cell: " + ", then ".join(line.name[0].lower() + line.name[1:] for line in lines) + "."
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
    yield "## Turning points"
    yield prose(hindsight.caveat)
    yield "\n".join(
        f"{rank}. **{escaped(point.title)}**, {escaped(point.label)}. {prose(point.text)}"
        for rank, point in enumerate(hindsight.turning, 1)
    )


def _place(standing: Standing | None) -> Iterator[str]:
    if standing is None:
        return
    yield "## Where it stands"
    yield prose(standing.basis)
    names = [spread.name for spread in standing.spreads]
    rows = [
        [escaped(mark.name), *(percent(mark.ahead[spread.id]) for spread in standing.spreads)]
        for mark in standing.marks
    ]
    yield "Better than how many of the others:"
    yield table(["", *names], rows)
    yield prose(f"{standing.own.text} {standing.frontier_text}")


def _members(debrief: Debrief, hindsight: Hindsight) -> Iterator[str]:
    yield "## The members, as they were and as they were read"
    partners = list(hindsight.members[0].mix[0]) if hindsight.members else []
    rows = [
        [
            escaped(member.name) + (" (left)" if member.left else ""),
            *(f"{number(member.mix[0][each])} → {number(member.mix[-1][each])}" for each in partners),
        ]
        for member in hindsight.members
    ]
    yield "With whom they arrange their security, in percent, at the start and after the years that follow:"
    yield table(["", *(escaped(each) for each in partners)], rows)
    threats = list(debrief.truth[0].belief) if debrief.truth else []
    yield "How likely they think in the end that help would come, in percent, and where they lean:"
    yield table(
        ["", *(escaped(each) for each in threats), "Leans"],
        [
            [escaped(each.name), *(number(each.belief[threat].low) for threat in threats), each.lean]
            for each in debrief.truth
        ],
    )
    yield prose(hindsight.readings)
    yield bullets(f"**{escaped(member.name)}.** {prose(member.text)}" for member in hindsight.members)


def _claims(debrief: Debrief) -> Iterator[str]:
    yield "## The article’s claims, in this game"
    for verdict, heading in VERDICTS.items():
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
        yield "## What the choices teach"
        yield bullets(prose(lesson) for lesson in debrief.lessons)
    if debrief.discussion:
        yield "## To discuss"
        yield prose(_(IN_FACT))
        yield "\n".join(f"{at}. {prose(each)}" for at, each in enumerate(debrief.discussion, 1))


def _again(debrief: Debrief, hindsight: Hindsight) -> Iterator[str]:
    game = hindsight.particulars
    yield "## To play it again"
    yield "The same game, with the same luck and the same opponent:"
    opponent = f" --opponent {game.opponent}" if game.opponent else ""
    yield f"    tashkent play {game.scenario} --role {game.role} --seed {game.seed}{opponent}"
    facts = [f"Engine {game.version}.", f"Scenario `{game.scenario}`, content `{game.digest[:12]}`."]
    facts += [prose(each) for each in game.departures] or ["Parameters as the scenario has them."]
    facts += [
        f"`{each.name}` is {each.value:g}, by default {each.default:g}: {prose(each.meaning)}."
        for each in game.model.changed
    ]
    yield bullets(facts)
    yield "What was chosen, by stage, seat and decision:"
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
    yield "## Sources"
    yield bullets(
        " ".join(
            [f"\\[{each.id}\\]", *(sentence(part) for part in (each.title, each.note) if part), each.url]
        ).strip()
        for each in known
    )
    links = [f"[{each.id}]: <{each.url}>" for each in known if each.url]
    if links:
        yield "\n".join(links)
