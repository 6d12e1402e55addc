"""The conversation of one game, from the introduction to the debrief."""

from __future__ import annotations

from collections.abc import Generator

from game.plain.answers import Item, Picked, agrees, declines, parted, picked
from game.plain.commands import COMMANDS, Rewound, ask, show, tell_place
from game.plain.desk import Desk
from game.plain.ending import tell_claims, tell_questions, tell_scorecard, tell_truth
from game.plain.outcome import tell_causes, tell_outcome
from game.plain.page import Page
from game.plain.stage import condition, tell_decision, tell_situation, tell_standing
from game.plain.talk import Leave, Manner, Prompt, Talk
from game.present.markup import spoken
from game.present.view import DecisionView, OutcomeView, View
from game.scenario.diagnostics import shorten
from game.table.table import Table
from game.words import _, marked

Answer = Generator[str | Prompt, str | None, tuple[str, str]]
"""Ends in an option's id and a reason."""

HINT = marked(
    "Answer with a number, for instance 1. To give a reason, which is kept for the end: "
    "1 because it is too early. For everything else: help."
)


def play(table: Table, manner: Manner, opening: tuple[str, ...] = (), page: Page | None = None) -> Talk:
    """The whole game; `opening` are paragraphs that introduce it, before the role's brief.

    `page` is what has been written on before, if anything was.
    """
    desk = Desk(table, manner, page or Page(manner.width))
    try:
        if not table.finished:
            yield from _opening(desk, opening)
        while True:
            try:
                while not table.finished:
                    yield from _stage(desk)
                yield from _ending(desk)
            except Rewound:
                _rewound(desk)
            else:
                break
    except Leave:
        tell_place(desk.page, table.place)
    yield desk.page.take()


def _opening(desk: Desk, opening: tuple[str, ...]) -> Talk:
    page, view = desk.page, desk.view()
    for paragraph in opening:
        page.heading(paragraph)
    outcomes = desk.table.outcomes()
    if outcomes:
        page.heading(
            _("Welcome back: {over} of {of} stages are over.").format(over=len(outcomes), of=view.of)
        )
    else:
        page.prose(view.brief, label=_("Your brief"))
    yield from _pause(desk, _("the situation"))


def _stage(desk: Desk) -> Talk:
    """One stage: told, decided, and what came of it."""
    page, table = desk.page, desk.table
    view, over = desk.view(), len(table.outcomes())
    if desk.told != view.number:
        tell_situation(page, view)
        yield from _pause(desk, _("how things stand"))
        tell_standing(page, view)
        desk.told = view.number
        if view.decisions:
            yield from _pause(desk, _("your options"))
    if not view.decisions:
        page.heading(_("There is nothing for you to decide in this stage."))
        yield from _pause(desk, _("what follows"))
        refusal = table.move_on()
        if refusal:
            desk.notice(str(refusal))
    while (decision := desk.waiting()) and len(table.outcomes()) == over:
        yield from _decide(desk, view, decision)
    if len(table.outcomes()) > over:
        yield from _followed(desk, table.outcomes()[-1])


def _rewound(desk: Desk) -> None:
    """Where a player stands who took a decision back; the stage was told before."""
    view = desk.view()
    page = desk.page
    stands = _("Taken back. You stand in stage {number} of {of}, {title}.")
    page.heading(stands.format(number=view.number, of=view.of, title=spoken(view.stage_title)))
    page.line(_("Luck stays as it was. To read once more what is going on: situation."))
    desk.told = view.number


def _decide(desk: Desk, view: View, decision: DecisionView) -> Talk:
    """One decision, until the table takes it."""
    page, table = desk.page, desk.table
    tell_decision(page, decision, len(desk.view().made), len(view.decisions))
    if view.number == 1 and not view.made:
        page.heading(_(HINT))
    while True:
        option, rationale = yield from _answer(desk, decision)
        refusal = table.choose(decision.id, option, rationale)
        if refusal is None:
            break
        desk.notice(str(refusal))
    label = next(each.label for each in decision.options if each.id == option)
    page.heading(_("Decided: {label}.").format(label=label.rstrip(".")))
    yield page.take()


def _answer(desk: Desk, decision: DecisionView) -> Answer:
    """An option that is on offer, confirmed where that is the manner."""
    items = [Item(option.id, option.label) for option in decision.options]
    while True:
        line = yield from ask(desk, _("Your choice, 1 to {last}: ").format(last=len(items)))
        answer = picked(line, items, [command.name for command in COMMANDS])
        if not isinstance(answer, Picked):
            desk.notice(str(answer))
            continue
        number, option = next((n, each) for n, each in enumerate(decision.options, 1) if each.id == answer.id)
        if not option.on_offer:
            why = _("{number}, {option}, is not on offer: {condition}.")
            desk.notice(why.format(number=number, option=option.label, condition=condition(option)))
            continue
        rationale = answer.rationale
        if desk.manner.confirms:
            desk.notice(_("You choose {number}. {label}.").format(number=number, label=option.label))
            line = yield from ask(desk, _("Confirm? [Y/n] "))
            word, reason = parted(line)
            if not agrees(word):
                neither = _("`{word}` is neither yes nor no.").format(word=shorten(word))
                open_ = _("Nothing is decided yet.")
                desk.notice(open_ if declines(word) else f"{neither} {open_}")
                continue
            rationale = reason or rationale
        return option.id, rationale


def _followed(desk: Desk, outcome: OutcomeView) -> Talk:
    """What came of a stage, and why the scores changed."""
    desk.told = 0
    tell_outcome(desk.page, outcome, desk.table.role)
    yield from _pause(desk, _("why the scores changed"))
    tell_causes(desk.page, outcome.causes)
    yield from _pause(desk, _("the end") if desk.table.finished else _("the next stage"))


def _ending(desk: Desk) -> Talk:
    """The debrief, block by block."""
    debrief = desk.table.debrief()
    tell_scorecard(desk.page, debrief)
    if desk.manner.pauses:
        desk.page.heading(
            _("To see what each decision was worth, type turning; where you stand among many others, stand.")
        )
    yield from _pause(desk, _("what became of the members"))
    tell_truth(desk.page, debrief)
    yield from _pause(desk, _("the article's claims"))
    tell_claims(desk.page, debrief.claims, fully=not desk.manner.pauses)
    yield from _pause(desk, _("lessons and questions"))
    tell_questions(desk.page, debrief)
    if desk.table.place and desk.manner.pauses:
        desk.notice(_("This game is kept as {place}.").format(place=desk.table.place))
    yield from show(desk, end=True)


def _pause(desk: Desk, ahead: str) -> Talk:
    """Wait for Enter where that is the manner."""
    if not desk.manner.pauses:
        yield from show(desk)
        return
    while line := (yield from ask(desk, _("Enter for {ahead}: ").format(ahead=ahead))):
        later = _("`{line}` is for later: press Enter for {ahead}, or type help.")
        desk.notice(later.format(line=shorten(line), ahead=ahead))
