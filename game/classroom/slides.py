"""The debrief, slide by slide, for a projector: little on each, large, in the order of a talk. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.classroom.comparison import Comparison, Question
from game.classroom.pictures import (
    NOTES,
    rows_of,
    score_picture,
    scores_picture,
    split_picture,
    votes_picture,
)
from game.engine.book import SCORES
from game.present.causes import NAMES
from game.present.words import CITATION
from game.words import _

LINES = 6
"""Of a list that is read from the back of a room."""
ROWS = 14
"""Of bars and prompts on one slide."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One thing to look at."""

    title: str
    note: str = ""
    svg: str = ""
    """A picture, to stand in the page."""
    quotes: tuple[tuple[str, str], ...] = ()
    """A reason in quotation marks, and what it was given for."""
    items: tuple[str, ...] = ()


def slides(found: Comparison) -> tuple[Slide, ...]:
    """All of them."""
    rooms = [course.name for course in found.rooms]
    made = [
        Slide(
            _("All rooms, and what was done in fact"),
            _("Dotted line: nobody decides any more; the years show what it was worth."),
            scores_picture("all", found),
        )
    ]
    made += [Slide(_(NAMES[score]), _(NOTES[score]), score_picture(score, found, score)) for score in SCORES]
    if found.parting:
        many = len(rooms) > 1
        title = _("Where the rooms parted") if many else _("Where you disagreed most")
        made.append(_question("parted", title, found.parting, rooms))
    if found.quotes:
        quotes = tuple(
            (_("“{words}”").format(words=each.reason), f"{each.role_name}: {each.label}")
            for each in found.quotes
        )
        made.append(Slide(_("Some of your reasons"), quotes=quotes))
    made += _votes(found, rooms)
    made += _lists(_("What your teacher changed"), found.overrides)
    made += _lists(_("To discuss"), [CITATION.sub("", each).strip() for each in found.discussion])
    return tuple(made)


def _votes(found: Comparison, rooms: Sequence[str]) -> Iterator[Slide]:
    """How students voted on everything else, a slide a stage, or as many as it takes to be read."""
    asked = [
        each
        for each in found.questions
        if each is not found.parting and any(split.votes for split in each.splits)
    ]
    pages: list[list[Question]] = []
    for question in asked:
        last = pages[-1] if pages else []
        fits = sum(map(rows_of, [*last, question])) <= ROWS
        if last and last[-1].stage == question.stage and fits:
            last.append(question)
        else:
            pages.append([question])
    for number, page in enumerate(pages):
        svg = votes_picture(f"votes-{number}", page, rooms)
        yield Slide(_("How you voted"), page[0].stage_title, svg)


def _question(name: str, title: str, question: Question, rooms: Sequence[str]) -> Slide:
    where = f"{question.stage_title} · {question.role_name}: {CITATION.sub('', question.prompt)}"
    return Slide(title, where, split_picture(name, question, rooms))


def _lists(title: str, items: Sequence[str]) -> list[Slide]:
    return [Slide(title, items=tuple(items[at : at + LINES])) for at in range(0, len(items), LINES)]
