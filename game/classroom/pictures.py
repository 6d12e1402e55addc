"""Pictures of a session: all rooms and history through the stages, and how votes split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from game.classroom.comparison import Comparison, Course, Question, Split
from game.engine.book import SCORES
from game.present.causes import NAMES
from game.present.words import CITATION
from game.report.charts.canvas import DASHES, MARKERS, WIDTH, Canvas, Scale, covering, wide, wrapped
from game.words import _, counted, marked

INKS = ("own", "other", "fourth", "fifth", "bad")
"""Of rooms; history has its own."""
NAMED = 10
"""Lines that are named each; of more, only the highest, the lowest and history."""
NOTES = {
    "credibility": marked("How far members believe that help comes: higher is better."),
    "cost": marked("What it cost at once and in the long run: lower is better."),
    "diversification": marked("How far members arrange their security elsewhere: lower is better."),
}

LEAST = 20.0
"""Points that a scale reaches over: less than that would make much of little."""

LEFT, RIGHT, HEAD, FOOT = 34.0, 150.0, 30.0, 20.0


@dataclass(frozen=True, slots=True)
class _Place:
    x: float
    y: float
    width: float
    height: float


def score_picture(name: str, found: Comparison, score: str, height: float = 330.0) -> str:
    """One score of all rooms and of history, stage by stage."""
    canvas = Canvas(height)
    place = _Place(LEFT, 4.0, WIDTH - LEFT - RIGHT, height - FOOT - 4.0)
    _panel(canvas, found, score, place, size=12.0, named=True)
    title = _("{score}: all rooms and history, stage by stage").format(score=_(NAMES[score]))
    return canvas.svg(name, title)


def scores_picture(name: str, found: Comparison) -> str:
    """The three scores side by side, on one picture."""
    high, gap = 250.0, 52.0
    canvas = Canvas(HEAD + high + FOOT + 40.0)
    width = (WIDTH - LEFT + gap) / len(SCORES) - gap
    for number, score in enumerate(SCORES):
        place = _Place(LEFT + number * (width + gap), HEAD, width - 8, high)
        _panel(canvas, found, score, place, size=10.0, named=False)
    _legend(canvas, found, HEAD + high + FOOT + 14.0)
    return canvas.svg(name, _("The three scores of all rooms and history, stage by stage"))


def split_picture(name: str, question: Question, rooms: Sequence[str]) -> str:
    """The votes for each option over all rooms, a segment a room; beside them the rooms that took it."""
    label, row, size = 250.0, 44.0, 12.0
    most = max((sum(split.votes.values()) for split in question.splits), default=0)
    across = Scale(0, max(most, 1), label + 12, WIDTH - 150)
    canvas = Canvas(len(question.splits) * row + 34)
    for number, split in enumerate(question.splits):
        middle = number * row + row / 2 + 4
        lines = wrapped(split.label, label - 18, size, most=3)
        for at, line in enumerate(lines):
            canvas.text(
                label,
                middle + (at - (len(lines) - 1) / 2) * 14,
                line,
                "ink",
                size,
                "end",
                bold=bool(split.rooms),
            )
        if split.historical:
            canvas.mark(MARKERS[3], 6, middle, 9, "history", said=_("what was done in fact"))
        _bar(canvas, split, across, middle, 22.0, rooms)
    _foot(canvas, canvas.height - 10, label)
    return canvas.svg(name, _("Votes: {question}").format(question=question.prompt))


def votes_picture(name: str, questions: Sequence[Question], rooms: Sequence[str]) -> str:
    """The votes on several decisions below each other: of each, the options that got one or were taken."""
    label, row, gap = 290.0, 27.0, 10.0
    heads = [_headed(question) for question in questions]
    shown = [_told(question) for question in questions]
    most = max((sum(split.votes.values()) for splits in shown for split in splits), default=0)
    across = Scale(0, max(most, 1), label + 12, WIDTH - 150)
    height = 16.0 * sum(map(len, heads)) + row * sum(map(len, shown)) + gap * len(shown)
    canvas = Canvas(height + 20)
    y = 10.0
    for head, splits in zip(heads, shown, strict=True):
        for line in head:
            canvas.text(0, y, line, "ink", 12.0, bold=True)
            y += 16.0
        for split in splits:
            lines = wrapped(split.label, label - 18, 10.5, most=2)
            for at, line in enumerate(lines):
                middle = y + 4 + (at - (len(lines) - 1) / 2) * 11.5
                canvas.text(label, middle, line, "ink", 10.5, "end", bold=bool(split.rooms))
            if split.historical:
                canvas.mark(MARKERS[3], 6, y + 4, 8, "history", said=_("what was done in fact"))
            _bar(canvas, split, across, y + 4, 16.0, rooms)
            y += row
        y += gap
    _foot(canvas, canvas.height - 8, label)
    return canvas.svg(name, _("Votes: {question}").format(question="; ".join(map(_asked, questions))))


def rows_of(question: Question) -> int:
    """How many rows of such a picture a decision takes."""
    return len(_headed(question)) + len(_told(question))


def _headed(question: Question) -> list[str]:
    return wrapped(_asked(question), WIDTH, 12.0, most=2)


def _asked(question: Question) -> str:
    return f"{question.role_name}: {CITATION.sub('', question.prompt)}"


def _told(question: Question) -> list[Split]:
    return [split for split in question.splits if split.votes or split.rooms]


def _bar(canvas: Canvas, split: Split, across: Scale, y: float, high: float, rooms: Sequence[str]) -> None:
    """An option's votes, a segment a room; how many there are; and the rooms that took it."""
    at = 0
    for room, votes in split.votes.items():
        start, end = across(at), across(at + votes)
        ink = INKS[rooms.index(room) % len(INKS)]
        canvas.rect(start, y - high / 2, end - start - 1.5, high, ink, said=f"{room}: {votes}")
        at += votes
    canvas.text(across(at) + 6, y, str(at), "mild", 12.0)
    if split.rooms:
        canvas.text(WIDTH, y, _rooms(split.rooms), "ink", 10.5, "end", bold=True)


def _foot(canvas: Canvas, y: float, label: float) -> None:
    """What the columns below `label` and beside it mean."""
    canvas.mark(MARKERS[3], 6, y, 8, "history")
    canvas.text(16, y, _("what was done in fact"), "mild", 10.5)
    canvas.text(label + 12, y, _("votes, a colour a room"), "mild", 10.5)
    canvas.text(WIDTH, y, _("who took it"), "mild", 10.5, "end")


def _rooms(names: Sequence[str]) -> str:
    """`Room 1, 2, 5`, or how many of many."""
    if len(names) > 5:
        return counted("{count} room", "{count} rooms", len(names)).format(count=len(names))
    first = names[0].rpartition(" ")[0]
    if first and all(name.rpartition(" ")[0] == first for name in names):
        return f"{first} {', '.join(name.rpartition(' ')[2] for name in names)}"
    return ", ".join(names)


def _panel(canvas: Canvas, found: Comparison, score: str, place: _Place, *, size: float, named: bool) -> None:
    row = SCORES.index(score)
    lines = [*found.rooms, found.history]
    values = [value for line in lines for value in line.values[row]]
    up = Scale(*covering(values, least=LEAST), place.y + place.height - 4, place.y + 4)
    across = Scale(0, len(found.marks) - 1, place.x, place.x + place.width)
    if not named:
        canvas.text(place.x - LEFT, 10, _(NAMES[score]), "ink", size + 3, bold=True)
    for tick in up.ticks(5):
        canvas.line([(place.x, up(tick)), (place.x + place.width, up(tick))], "grid")
        canvas.text(place.x - 6, up(tick), f"{tick:.0f}", "mild", size, "end")
    base = place.y + place.height
    for at, mark in enumerate(found.marks):
        if named or at in {0, found.since, len(found.marks) - 1}:
            canvas.text(across(at), base + 12, _mark(mark), "mild", size, "middle")
    if 0 < found.since < len(found.marks) - 1:
        canvas.line([(across(found.since), place.y), (across(found.since), base)], "mild", 1.0, "1 3")
    history = found.history.values[row]
    for number, course in enumerate(found.rooms):
        _line(canvas, course.values[row], number, across, up, many=len(found.rooms) > NAMED)
    canvas.line([(across(at), up(value)) for at, value in enumerate(history)], "history", 3.0, DASHES[1])
    if named:
        _ends(canvas, found, row, across, up, size)


def _mark(mark: str) -> str:
    """A moment as it stands below a picture: `start`, a stage's number, or `+1` for a year that follows."""
    return _("start") if mark == "start" else mark.removesuffix("y")


def _line(
    canvas: Canvas, values: Sequence[float], number: int, across: Scale, up: Scale, *, many: bool
) -> None:
    points = [(across(at), up(value)) for at, value in enumerate(values)]
    ink = INKS[number % len(INKS)]
    canvas.line(points, ink, 1.2 if many else 2.4)
    if not many and points:
        marker = MARKERS[number // len(INKS) % len(MARKERS)]
        for x, y in points:
            canvas.mark(marker, x, y, 6.5, ink)


def _ends(canvas: Canvas, found: Comparison, row: int, across: Scale, up: Scale, size: float) -> None:
    """Names beside the ends of lines, moved apart where they would lie upon each other."""
    lines = [(course, INKS[number % len(INKS)]) for number, course in enumerate(found.rooms)]
    if len(lines) > NAMED:
        order = sorted(lines, key=lambda each: each[0].values[row][-1])
        lines = [order[0], order[-1]]
    lines.append((found.history, "history"))
    lines.sort(key=lambda each: up(each[0].values[row][-1]))
    exact = [up(course.values[row][-1]) for course, _ink in lines]
    places = list(exact)
    for at, (_upper, lower) in enumerate(pairwise(exact), 1):
        places[at] = max(places[at - 1] + size + 3, lower)
    over = max(0.0, places[-1] - (canvas.height - FOOT))
    for (course, ink), y in zip(lines, places, strict=True):
        text = f"{course.values[row][-1]:.0f}  {_named(course)}"
        canvas.text(across(len(found.marks) - 1) + 9, y - over, text, ink, size, bold=course is found.history)


def _named(course: Course) -> str:
    """A room that still plays says that its figure is none of the end's."""
    return course.name if course.over else _("{room} (so far)").format(room=course.name)


def _legend(canvas: Canvas, found: Comparison, y: float) -> None:
    """Each room's line, as many as are told apart, and history's."""
    x = 0.0
    shown: list[tuple[Course, str]] = []
    if len(found.rooms) <= NAMED:
        shown = [(course, INKS[number % len(INKS)]) for number, course in enumerate(found.rooms)]
    for number, (course, ink) in enumerate([*shown, (found.history, "history")]):
        dashes = DASHES[1] if ink == "history" else ""
        canvas.line([(x, y), (x + 20, y)], ink, 3.0 if dashes else 2.4, dashes)
        if not dashes:
            canvas.mark(MARKERS[number // len(INKS) % len(MARKERS)], x + 10, y, 6.5, ink)
        canvas.text(x + 26, y, _named(course), "ink", 11)
        x += 26 + wide(_named(course), 11) + 16
