"""The report of a session over all its rooms, as a page that needs nothing else, and as Markdown. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from game.classroom.comparison import Comparison, Question
from game.classroom.overrides import told
from game.classroom.pictures import NOTES, score_picture, scores_picture, split_picture
from game.classroom.record import Record
from game.classroom.tables import names_of, students
from game.classroom.views import HOW
from game.engine.book import SCORES
from game.present.aloud import date
from game.present.causes import NAMES
from game.present.claims import DISCLAIMER
from game.present.words import CITATION, number
from game.report.page import page
from game.report.text import escaped, prose, table
from game.words import _, spoken


@dataclass(frozen=True, slots=True)
class Said:
    """A vote with its reason, as a report shows it."""

    who: str
    room: str
    reason: str
    quotable: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a decision."""

    label: str
    historical: bool
    votes: int
    rooms: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One decision over all rooms."""

    id: str
    stage: str
    role: str
    prompt: str
    how: tuple[str, ...]
    """By room: how it was settled."""
    choices: tuple[Choice, ...]
    picture: Markup


@dataclass(frozen=True, slots=True)
class Session:
    """What is known of a session beside its log."""

    name: str
    opened: str
    """In UTC, ISO 8601."""
    notices: tuple[str, ...] = ()
    """What is not as it was when it was played."""


def html(of: Session, record: Record, found: Comparison, *, names: bool = False) -> str:
    """The page, in the language in use."""
    pictures = [("all", Markup(scores_picture("all", found)), "")]  # noqa: S704 (it escapes)
    pictures += [
        (score, Markup(score_picture(score, found, score)), _(NOTES[score]))  # noqa: S704 (it escapes)
        for score in SCORES
    ]
    return page(
        "session.html",
        spoken(),
        session=of,
        title=found.title,
        disclaimer=_(DISCLAIMER),
        facts=facts(record, names=names),
        ends=ends(found),
        pictures=[
            (_(NAMES[name]) if name in NAMES else "", picture, note) for name, picture, note in pictures
        ],
        parting=found.parting,
        parts=parts(record, found, names=names),
        overrides=overrides(record, names=names),
        students=took_part(record, names=names),
        discussion=[CITATION.sub("", each).strip() for each in found.discussion],
    )


def markdown(of: Session, record: Record, found: Comparison, *, names: bool = False) -> str:
    """The same without pictures."""
    lines = [f"# {_('A session of Tashkent')}: {escaped(found.title)}", "", f"*{_(DISCLAIMER)}*", ""]
    lines += [f"{of.name}, {date(of.opened[:10])}", *of.notices, ""]
    lines += [f"- {prose(fact)}" for fact in facts(record, names=names)]
    lines += ["", f"## {_('All rooms and history')}", ""]
    lines.append(_table(*ends(found)))
    if found.parting:
        lines += ["", f"## {_('Where the rooms parted')}", "", prose(_where(found.parting)), ""]
        lines += [
            f"- {escaped(split.label)}: {escaped(', '.join(split.rooms))}"
            for split in found.parting.splits
            if split.rooms
        ]
    lines += ["", f"## {_('Decisions, votes and reasons')}"]
    for part in parts(record, found, names=names):
        lines += ["", f"### {escaped(part.stage)}, {escaped(part.role)}: {prose(_plain(part.prompt))}", ""]
        lines += [escaped("; ".join(part.how)), ""]
        for choice in part.choices:
            mark = f" ({_('what was done in fact')})" if choice.historical else ""
            took = f"; {choice.rooms}" if choice.rooms else ""
            lines.append(f"- **{escaped(choice.label)}**{mark}: {choice.votes}{took}")
            lines += [
                f"    - {escaped(said.who)}, {escaped(said.room)}: {escaped(said.reason)}"
                for said in choice.said
            ]
    lines += ["", f"## {_('What the facilitator did')}", ""]
    lines += [f"- {when} {escaped(text)}" for when, text in overrides(record, names=names)]
    lines += ["", f"## {_('Who took part, and how')}", ""]
    lines.append(_table(*took_part(record, names=names)))
    lines += ["", f"## {_('To discuss')}", ""]
    lines += [f"- {prose(CITATION.sub('', each))}" for each in found.discussion]
    return "\n".join(lines) + "\n"


def facts(record: Record, *, names: bool) -> list[str]:
    """The session in a few lines."""
    opened, state = record.state.opened, record.state
    over = sum(room.phase == "over" for room in state.rooms.values())
    present = len(state.students)
    found = [
        _("{rooms} rooms, of which {over} came to the end; {students} students.").format(
            rooms=len(state.rooms), over=over, students=present
        ),
        _("Seed {seed}: the same luck in all rooms.").format(seed=opened.seed)
        if opened.same_luck
        else _("Seed {seed}: each room had its own luck.").format(seed=opened.seed),
        _("An empty seat was held by the policy {policy}.").format(policy=opened.opponent),
        _("{minutes} minutes for a stage.").format(minutes=f"{opened.seconds / 60:g}")
        if opened.seconds
        else _("No deadline."),
        _("Students are called by the names that they gave.")
        if names
        else _("Students are called by pseudonyms; what they typed may still say a name."),
    ]
    if any(each.practice for each in record.decided):
        found.append(_("What was decided in practice is not shown here; the exports have it."))
    return found


def ends(found: Comparison) -> tuple[list[str], list[list[str]]]:
    """The scores at the end, or as far as a room came."""
    head = [_("Room"), *(_(NAMES[score]) for score in SCORES), _("Deaths"), ""]
    rows = [
        [
            course.name,
            *(number(values[-1], 1) for values in course.values),
            number(course.deaths),
            "" if course.over else _("not over"),
        ]
        for course in (*found.rooms, found.history)
    ]
    return head, rows


def parts(record: Record, found: Comparison, *, names: bool) -> list[Part]:
    """Every decision that somebody voted on, in the order of play."""
    called = names_of(record, names=names)
    rooms = [course.name for course in found.rooms]
    made = []
    for place, question in enumerate(found.questions):
        key = (question.stage, question.role, question.decision)
        votes = [v for v in record.votes if v.counts and (v.stage, v.role, v.decision) == key]
        settled = [d for d in record.decided if d.counts and (d.stage, d.role, d.decision) == key]
        settled.sort(key=lambda d: rooms.index(d.room))
        choices = tuple(
            Choice(
                split.label,
                split.historical,
                sum(split.votes.values()),
                ", ".join(split.rooms),
                tuple(
                    Said(called(v.student), v.room, v.reason, v.quotable)
                    for v in votes
                    if v.option == split.option and v.reason
                ),
            )
            for split in question.splits
        )
        picture = Markup(split_picture(f"votes-{place}", question, rooms))  # noqa: S704 (it escapes)
        how = tuple(f"{d.room}: {_(HOW[d.how])}" for d in settled)
        made.append(
            Part(
                f"d{place}", question.stage_title, question.role_name, question.prompt, how, choices, picture
            )
        )
    return made


def overrides(record: Record, *, names: bool) -> list[tuple[str, str]]:
    """What the facilitator did: minutes and seconds of session time, and what, in words."""
    called = names_of(record, names=names)
    return [(f"{int(each.at) // 60}:{int(each.at) % 60:02d}", text) for each, text in told(record, called)]


def took_part(record: Record, *, names: bool) -> tuple[list[str], list[list[str]]]:
    """How each student took part, in the columns that fit a page."""
    roles = {role.id: role.name for role in record.state.world.scenario.roles}
    columns, rows = students(record, names=names)
    of = [dict(zip(columns, row, strict=True)) for row in rows]
    head = [
        _("Student"), _("Seat"), _("Minutes there"), _("Drops"), _("Votes"), _("Words of reasons"),
        _("Other votes"), _("Votes with the seat"),
    ]  # fmt: skip
    return head, [
        [
            f"{each['student']}{' (' + _('removed') + ')' if each['removed'] else ''}",
            f"{each['room']}, {roles[str(each['role'])]}",
            number(float(each["minutes_there"]), 1),
            str(each["drops"]),
            _("{votes} of {of}").format(votes=each["votes"], of=each["decisions_of_seat"]),
            str(each["words"]),
            str(each["other_votes"]),
            str(each["votes_with_seat"]),
        ]
        for each in of
    ]


def _where(question: Question) -> str:
    return f"{question.stage_title}, {question.role_name}: {_plain(question.prompt)}"


def _plain(text: str) -> str:
    return " ".join(CITATION.sub("", text).split())


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return table(head, ([escaped(cell) for cell in row] for row in rows))
