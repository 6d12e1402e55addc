"""What can be typed at any prompt, and how a prompt waits for something else."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from shlex import quote

from game.plain.answers import agrees
from game.plain.desk import Desk, screens
from game.plain.ending import tell_claims, tell_scorecard, tell_truth
from game.plain.forecast import tell_forecast
from game.plain.outcome import tell_causes, tell_log
from game.plain.page import Page
from game.plain.stage import (
    tell_alliance,
    tell_decision,
    tell_member,
    tell_members,
    tell_scores,
    tell_situation,
    tell_sources,
)
from game.plain.standing import tell_place_among
from game.plain.talk import Leave, Line, Prompt, Talk
from game.plain.turning import tell_turning
from game.present.words import within
from game.scenario.diagnostics import shorten
from game.scenario.refusal import Refusal, unknown
from game.words import _, marked

MORE = marked("Enter for more: ")


class Rewound(Exception):  # noqa: N818 (a wish, not an error)
    """A decision was taken back: the conversation goes on where the table now stands."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be typed at any prompt."""

    name: str
    help: str
    """In English, noted for translators."""
    act: Callable[[Desk, str], Talk | None]
    """Writes on the page; a conversation, where something has to be asked."""
    takes: str = ""
    """What may follow its name."""
    others: tuple[str, ...] = ()
    """Other names."""
    looks: bool = False
    """Whether it tells of the stage at hand."""


def ask(desk: Desk, prompt: str) -> Line:
    """Show the page, and wait for a line that is no command; commands are done on the way.

    Raise Leave when there are no more lines, Rewound when a decision was taken back.
    """
    while True:
        yield from show(desk)
        line = yield from desk.answer(prompt)
        if not (yield from _done(desk, line)):
            return line.strip()


def show(desk: Desk, *, end: bool = False) -> Talk:
    """What is on the page, a screen at a time where that is the manner; to type anything shows the rest.

    Nothing comes after it at the `end`.
    """
    if not end:
        desk.page.gap()
    *before, last = screens(desk.page.take(), desk.manner.height)
    while before:
        yield before.pop(0)
        line = yield from desk.answer(_(MORE))
        while (yield from _done(desk, line)):
            desk.page.gap()
            yield desk.page.take()
            line = yield from desk.answer(_(MORE))
        if line.strip():
            break
    yield "".join([*before, last])


def _done(desk: Desk, line: str) -> Generator[str | Prompt, str | None, bool]:
    """Do what a line says if it is a command; whether it was one."""
    word, _space, rest = line.strip().partition(" ")
    command = NAMED.get(word.casefold())
    if command is None or (rest and not command.takes):
        return False
    if command.looks and desk.blind:
        desk.notice(_("All stages are over. To stand in the last one again: undo."))
        return True
    talk = command.act(desk, rest.strip())
    if talk:
        yield from talk
    return True


def _help(desk: Desk, _words: str) -> None:
    page = desk.page
    page.heading(_("To choose, type an option's number, its id, or the beginning of its label."))
    page.line(_("To say why, add a reason: 2 because the council would block it."))
    page.heading(_("At any prompt you can also type:"))
    for command in COMMANDS:
        usage = f"{command.name} {_(command.takes) if command.takes else ''}".strip()
        page.line(_(command.help), lead=f"{usage}: ", indent=2)


def _again(desk: Desk, _words: str) -> None:
    tell_situation(desk.page, desk.view())


def _options(desk: Desk, _words: str) -> None:
    decision = desk.waiting()
    if decision is None:
        desk.notice(_("There is nothing to decide now."))
    else:
        view = desk.view()
        tell_decision(desk.page, decision, len(view.made), len(view.decisions))


def _forecast(desk: Desk, words: str) -> None:
    found = desk.table.forecast()
    if isinstance(found, Refusal):
        desk.notice(str(found))
        return
    waiting = desk.waiting()
    decision = next((each for each in found.decisions if waiting and each.decision == waiting.id), None)
    if waiting is None or decision is None:
        desk.notice(_("There is nothing to decide now."))
        return
    numbers = {option.id: number for number, option in enumerate(waiting.options, 1)}
    tell_forecast(desk.page, found, decision, numbers, words)


def _why(desk: Desk, _words: str) -> None:
    outcomes = desk.table.outcomes()
    if outcomes:
        tell_causes(desk.page, outcomes[-1].causes)
    else:
        desk.notice(_("No stage is over yet, so nothing has changed."))


def _members(desk: Desk, words: str) -> None:
    if desk.table.finished:
        tell_truth(desk.page, desk.table.debrief())
        return
    members = desk.view().members
    if not words:
        tell_members(desk.page, members)
    named = [each for each in members if words and words.casefold() in {each.id, each.name.casefold()}] or [
        each for each in members if words and each.name.casefold().startswith(words.casefold())
    ]
    for member in named:
        tell_member(desk.page, member)
    if words and not named:
        desk.notice(str(unknown("member", words, [each.name for each in members])))


def _scores(desk: Desk, _words: str) -> None:
    if desk.table.finished:
        tell_scorecard(desk.page, desk.table.debrief())
    else:
        tell_scores(desk.page, desk.view().scores, fully=True)


def _alliance(desk: Desk, _words: str) -> None:
    tell_alliance(desk.page, desk.view())


def _log(desk: Desk, _words: str) -> None:
    tell_log(desk.page, desk.table.outcomes(), desk.table.role)


def _terms(desk: Desk, words: str) -> None:
    terms, wanted = desk.view().terms, words.casefold()
    chosen = {
        id_: term for id_, term in terms.items() if not wanted or wanted in {id_, term[0].casefold()}
    } or {id_: term for id_, term in terms.items() if term[0].casefold().startswith(wanted)}
    if not terms:
        desk.notice(_("This scenario explains no words."))
    elif not words:
        names = ", ".join(name for name, _text in terms.values())
        desk.notice(_("Words explained: {names}.").format(names=names))
        example = _("Type terms and one of them, for instance terms {term}.")
        desk.page.line(example.format(term=next(iter(terms))))
    elif chosen:
        for name, text in chosen.values():
            desk.page.gap()
            desk.page.prose(f"{name}: {text}")
    else:
        desk.notice(str(unknown("explained word", words, terms)))


def _brief(desk: Desk, _words: str) -> None:
    view = desk.view()
    desk.page.prose(view.brief, label=_("You are {role}").format(role=within(view.role_name)))


def _sources(desk: Desk, words: str) -> None:
    if words in {"on", "off"}:
        desk.page.cites = words == "on"
        named, bare = (
            _("From here on texts name their sources."), _("From here on texts leave out their sources."),
        )  # fmt: skip
        desk.notice(named if desk.page.cites else bare)
    else:
        tell_sources(desk.page, desk.view(), desk.table.sources)
        desk.page.line(_("To have them named in the text: sources on."))


def _undo(desk: Desk, _words: str) -> None:
    refusal = desk.table.undo()
    if refusal is None:
        raise Rewound
    desk.notice(str(refusal))


def _save(desk: Desk, words: str) -> None:
    if words == "off":
        refusal = desk.table.stop_saving()
        desk.notice(str(refusal) if refusal else _("From here on this game is not saved."))
    elif words:
        desk.notice(_("I do not know `save {word}`: type save, or save off.").format(word=shorten(words)))
    else:
        tell_place(desk.page, desk.table.place)


def _claims(desk: Desk, words: str) -> None:
    if not desk.table.finished:
        desk.notice(_("The article's claims are put to the test at the end of the game."))
        return
    claims = desk.table.debrief().claims
    named = [claim for claim in claims if not words or claim.id.casefold() == words.casefold()]
    if named:
        tell_claims(desk.page, named, fully=True)
    else:
        desk.notice(str(unknown("claim", words, [claim.id for claim in claims])))


def _turning(desk: Desk, _words: str) -> None:
    if not desk.table.finished:
        desk.notice(_("What each decision was worth is told at the end of the game."))
    else:
        tell_turning(desk.page, desk.table.hindsight())


def _stand(desk: Desk, _words: str) -> None:
    found = desk.table.standing()
    if isinstance(found, Refusal):
        desk.notice(str(found))
    else:
        tell_place_among(desk.page, found)


def _quit(desk: Desk, _words: str) -> Talk:
    if desk.manner.confirms and not desk.table.place and not desk.table.finished:
        desk.notice(_("This game is not saved, and will be lost."))
        desk.page.gap()
        yield desk.page.take()
        line = yield from desk.answer(_("Quit all the same? [y/N] "))
        if not line.strip() or not agrees(line):
            desk.notice(_("You stay."))
            return
    raise Leave


def tell_place(page: Page, place: str) -> None:
    """How to go on with a game that is kept there; or that it is kept nowhere."""
    if place:
        page.heading(_("Your game is saved. To play on:"))
        page.command(f"tashkent play --resume {quote(place)}")
    else:
        page.heading(_("This game is not saved."))


COMMANDS = (
    Command("help", marked("this list."), _help, others=("?", "h", "commands")),
    Command(
        "situation",
        marked("what is going on, once more."),
        _again,
        others=("again", "look", "stage"),
        looks=True,
    ),
    Command("options", marked("what you can choose, once more."), _options, others=("choices",)),
    Command(
        "forecast",
        marked("where the options may lead, or one of them and why."),
        _forecast,
        marked("[NUMBER]"),
        looks=True,
    ),
    Command("why", marked("why the scores changed in the last stage."), _why, others=("causes",)),
    Command(
        "members", marked("the members, or all about one of them."), _members, marked("[NAME]"), ("member",)
    ),
    Command("scores", marked("the scores, with their history."), _scores, others=("score",)),
    Command(
        "alliance",
        marked("its forces, rules, mandate and promises."),
        _alliance,
        others=("levels",),
        looks=True,
    ),
    Command("log", marked("what was decided so far."), _log, others=("history",)),
    Command(
        "terms",
        marked("the words explained, or one of them."),
        _terms,
        marked("[WORD]"),
        ("term",),
        looks=True,
    ),
    Command("brief", marked("who you are and what you want."), _brief, looks=True),
    Command(
        "sources",
        marked("what this stage's texts rest on; on names it in the text."),
        _sources,
        "[on|off]",
        looks=True,
    ),
    Command("claims", marked("at the end, the article's claims in full, or one of them."), _claims, "[C7]"),
    Command("turning", marked("at the end, what each of your decisions was worth."), _turning),
    Command("stand", marked("at the end, where you stand among many other plays."), _stand),
    Command("undo", marked("take your last decision back."), _undo),
    Command("save", marked("where this game is saved; save off stops saving."), _save, "[off]"),
    Command("quit", marked("leave; a saved game can be resumed."), _quit, others=("exit", "q")),
)
NAMED = {name: command for command in COMMANDS for name in (command.name, *command.others)}
