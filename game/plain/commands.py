"""What can be typed at any prompt, and how a prompt waits for something else."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from shlex import quote

from game.plain import looking
from game.plain.answers import agrees
from game.plain.desk import Desk, screens
from game.plain.page import Page
from game.plain.talk import Leave, Line, Prompt, Talk
from game.scenario.diagnostics import shorten
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
        looking.situation,
        others=("again", "look", "stage"),
        looks=True,
    ),
    Command("options", marked("what you can choose, once more."), looking.options, others=("choices",)),
    Command(
        "forecast",
        marked("where the options may lead, or one of them and why."),
        looking.forecast,
        marked("[NUMBER]"),
        looks=True,
    ),
    Command("why", marked("why the scores changed in the last stage."), looking.why, others=("causes",)),
    Command(
        "members",
        marked("the members, or all about one of them."),
        looking.members,
        marked("[NAME]"),
        ("member",),
    ),
    Command("scores", marked("the scores, with their history."), looking.scores, others=("score",)),
    Command(
        "alliance",
        marked("its forces, rules, mandate and promises."),
        looking.alliance,
        others=("levels",),
        looks=True,
    ),
    Command("log", marked("what was decided so far."), looking.log, others=("history",)),
    Command(
        "terms",
        marked("the words explained, or one of them."),
        looking.terms,
        marked("[WORD]"),
        ("term",),
        looks=True,
    ),
    Command("brief", marked("who you are and what you want."), looking.brief, looks=True),
    Command(
        "sources",
        marked("what this stage's texts rest on; on names it in the text."),
        looking.sources,
        "[on|off]",
        looks=True,
    ),
    Command(
        "claims", marked("at the end, the article's claims in full, or one of them."), looking.claims, "[C7]"
    ),
    Command("turning", marked("at the end, what each of your decisions was worth."), looking.turning),
    Command("stand", marked("at the end, where you stand among many other plays."), looking.stand),
    Command("undo", marked("take your last decision back."), _undo),
    Command("save", marked("where this game is saved; save off stops saving."), _save, "[off]"),
    Command("quit", marked("leave; a saved game can be resumed."), _quit, others=("exit", "q")),
)


NAMED = {name: command for command in COMMANDS for name in (command.name, *command.others)}
