"""Pictures of the members: their partners, what they thought and were taken to think, and how they voted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from game.present.looking_back import Hindsight
from game.present.view import Debrief, OutcomeView
from game.present.words import number
from game.report.charts import Mix, Read, mixes, readings, votes
from game.report.picture import Picture
from game.words import _, marked

VOTES = {"assents": marked("for it"), "abstains": marked("abstained"), "vetoes": marked("against it")}
"""What votes are called in pictures and tables."""


def partners(past: Hindsight) -> Picture | None:
    """With whom members arrange their security."""
    if not past.members:
        return None
    title = _("With whom the members arrange their security")
    names = list(past.members[0].mix[0])
    members = [Mix(each.name, [[mix[name] for mix in each.mix] for name in names]) for each in past.members]
    return Picture(
        "partners",
        Markup(  # noqa: S704 (charts escape what they draw)
            mixes("partners", title, [each.mark for each in past.milestones], names, members)
        ),
        title,
        _("In percent of each member’s security cooperation, from the start to the years that follow."),
        (_("Member"), *names),
        tuple(
            (
                each.name,
                *(f"{number(each.mix[0][name])} → {number(each.mix[-1][name])}" for name in names),
            )
            for each in past.members
        ),
    )


def beliefs(past: Hindsight) -> Picture | None:
    """What was read of members, beside what was so."""
    if not past.members:
        return None
    title = _("What the members thought, and what they were taken to think")
    kinds = list(past.members[0].readings)
    rows = [
        (
            member.name,
            [
                Read(
                    [each.thought.low for each in member.readings[kind]],
                    [each.thought.high for each in member.readings[kind]],
                    [each.was for each in member.readings[kind]],
                )
                for kind in kinds
            ],
        )
        for member in past.members
    ]
    marks = [*(str(at) for at in range(1, len(past.moments))), _("end")]
    words = (_("your reading"), _("the truth"), _("the truth, outside your reading"))
    return Picture(
        "beliefs",
        Markup(readings("beliefs", title, [_capital(kind) for kind in kinds], rows, marks, words)),  # noqa: S704 (as above)
        title,
        past.readings,
        (_("Member"), _("Moment"), *(_capital(kind) for kind in kinds)),
        tuple(
            (
                member.name,
                past.moments[at],
                *(
                    _("{low} to {high}; was {was}").format(
                        low=number(each.thought.low), high=number(each.thought.high), was=number(each.was)
                    )
                    for each in (member.readings[kind][at] for kind in kinds)
                ),
            )
            for member in past.members
            for at in range(len(past.moments))
        ),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def council(end: Debrief) -> Picture | None:
    """How members voted on what was put to the council."""
    put = [(at, each) for at, each in enumerate(end.outcomes, 1) if each.proposed and each.votes]
    if not put:
        return None
    title = _("How the council voted")
    names = list(dict.fromkeys(vote.name for _at, each in put for vote in each.votes))
    cast = [{vote.name: vote.vote for vote in each.votes} for _at, each in put]
    heads = [(_("Stage {number}").format(number=at), fate(each)) for at, each in put]
    rows: list[tuple[str, Sequence[str]]] = [(name, [by.get(name, "") for by in cast]) for name in names]
    return Picture(
        "council",
        Markup(votes("council", title, heads, rows, [(vote, _(word)) for vote, word in VOTES.items()])),  # noqa: S704 (as above)
        title,
        _("A column for each operation that was put to the council."),
        (_("Member"), *(f"{head} ({fate_})" for head, fate_ in heads)),
        tuple((name, *_worded(by.get(name, "") for by in cast)) for name in names),
    )


def fate(outcome: OutcomeView) -> str:
    """What became of an operation."""
    return _("carried") if outcome.carried else _("blocked")


def _worded(votes_: Iterable[str]) -> Iterator[str]:
    for vote in votes_:
        yield _(VOTES[vote]) if vote else "–"
