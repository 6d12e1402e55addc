"""The commands, their exit codes, and the only place that prints to stdout.

Exit codes: 0 fine, 1 the check found problems, 2 wrong usage or unreadable input, 70 a mistake of ours,
130 interrupted, 141 nobody reads the output any more. Modules are imported where a command needs them:
how soon the first prompt stands is a feature.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from game import __version__

if TYPE_CHECKING:
    from game.commands.wish import Wish
    from game.plain.talk import Talk
    from game.scenario.refusal import Refusal

FINE, PROBLEMS, USAGE, FAULT, INTERRUPTED, UNREAD = 0, 1, 2, 70, 130, 141

STATE = {"turmoil", "mandate", "capacity", "procedure", "belief", "restraint", "share", "promise", "flag"}
"""How state of a play is called, as no parameter of the model is."""

Given = tuple[str, ...]


class UnwrittenError(Exception):
    """What is printed reaches nobody: stdout is a broken pipe, or its disk is full."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


def main() -> None:
    """Run the command line and exit."""
    from game.commands.streams import drop_output, prepare  # noqa: PLC0415

    # Start-up: pydantic would look for plugins, and the collector would go over what stays for good.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.set_threshold(100_000)
    prepare()
    try:
        code = commands.main(prog_name="tashkent", standalone_mode=False) or FINE
    except UnwrittenError as error:
        drop_output()
        code = UNREAD if isinstance(error.cause, BrokenPipeError) else USAGE
        if code == USAGE:
            print(f"The output cannot be written: {error.cause.strerror}.", file=sys.stderr)
    except click.ClickException as wrong:
        wrong.show()
        code = wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 (the last resort: nobody shall see a traceback)
        code = _fault(error)
    sys.exit(code)


@click.group(invoke_without_command=True)
@click.version_option(__version__, package_name="tashkent")
@click.pass_context
def commands(context: click.Context) -> int:
    """A policy simulation game: an alliance, an appeal for help, and what the other members learn from it.

    Without a command: pick a scenario and a seat, and play.
    """
    if context.invoked_subcommand is None:
        code: int = context.invoke(play)
        return code
    return FINE


@commands.command()
@click.argument("scenario", required=False)
@click.option("--role", metavar="ROLE", help="The seat that you take; asked if not given.")
@click.option("--seed", type=int, metavar="N", help="The luck of this game; drawn at random if not given.")
@click.option(
    "--opponent",
    metavar="POLICY",
    help="Who plays the other seats: planner (the default), historical, random, or a line of the scenario.",
)
@click.option("--resume", metavar="SAVE", help="Go on with a saved game: its name, its path, or last.")
@click.option("--save", type=click.Path(path_type=Path), metavar="FILE", help="Save in this file.")
@click.option("--no-save", is_flag=True, help="Do not save.")
@click.option(
    "--plain",
    is_flag=True,
    help="As linear text, for screen readers, pipes and slow links; the default for now.",
)
@click.option("--screen", is_flag=True, help="On the whole screen: a preview of the full-screen game.")
@click.option("--yes", is_flag=True, help="Confirm every choice, and wait for nothing.")
@click.option("--variant", metavar="NAME", help="A rival reading: press, henry, flat or plot.")
@click.option("--without", multiple=True, metavar="RULE", help="Switch a rule off. May be repeated.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=V",
    help="Set a parameter; with --at also state, such as turmoil=0.9. May be repeated.",
)
@click.option("--lang", "language", default="", metavar="LANG", help="Play it in another language.")
@click.option("--at", default="", metavar="STAGE", help="For authors: open the game at a stage. Not saved.")
@click.option(
    "--choose",
    multiple=True,
    metavar="STAGE.ROLE.DECISION=OPTION",
    help="With --at: what was chosen before that stage, instead of what was done in fact.",
)
def play(
    scenario: str | None,
    role: str | None,
    seed: int | None,
    opponent: str | None,
    resume: str | None,
    save: Path | None,
    no_save: bool,  # noqa: FBT001
    plain: bool,  # noqa: FBT001
    screen: bool,  # noqa: FBT001
    yes: bool,  # noqa: FBT001
    variant: str | None,
    without: Given,
    settings: Given,
    language: str,
    at: str,
    choose: Given,
) -> int:
    """Play SCENARIO: the id of one that comes with the game, or the path of a folder or a zip file.

    Choices can be piped in, one a line: printf '2\\n1\\n' | tashkent play SCENARIO --role ROLE --seed 1
    """
    from game.commands.wish import Wish  # noqa: PLC0415
    from game.words import use  # noqa: PLC0415

    use(language)
    if resume and (scenario or role or opponent or variant or without or settings or seed is not None):
        raise click.UsageError("--resume takes the scenario, the seat and all settings from the save.")
    if plain and screen:
        raise click.UsageError("--plain and --screen exclude each other.")
    if no_save and save:
        raise click.UsageError("--save and --no-save exclude each other.")
    parameters, given = _parted(_numbers(settings)) if at else (_numbers(settings), {})
    if not at and any(name.partition(".")[0] in STATE for name in parameters):
        raise click.UsageError("State such as turmoil is set at a stage: add --at STAGE.")
    if choose and not at:
        raise click.UsageError("--choose says what came before the stage of --at.")
    if at and (resume or save):
        raise click.UsageError("--at begins a game that is not saved.")
    wish = Wish(
        scenario=scenario,
        role=role,
        seed=seed,
        opponent=opponent,
        resume=resume,
        save=save,
        saved=not no_save,
        parameters=parameters,
        without=without,
        variant=variant,
        yes=yes,
        language=language,
        at=at,
        given=given,
        choices=_pairs(choose, "--choose", "STAGE.ROLE.DECISION=OPTION"),
    )
    return _play(wish, screen=screen)


@commands.command()
@click.argument("scenario")
@click.option("--plays", type=click.IntRange(1), default=1000, show_default=True, metavar="N")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=1, show_default=True, metavar="N")
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="ROLE=P",
    help="Who plays a seat: historical (the default), random, planner, or a line of the scenario.",
)
@click.option(
    "--choose",
    multiple=True,
    metavar="STAGE.ROLE.DECISION=OPTION",
    help="Fix a choice. Where it is not on offer, the decision's default is taken, and counted.",
)
@click.option("--set", "settings", multiple=True, metavar="PARAM=V", help="Set a parameter. May be repeated.")
@click.option("--without", multiple=True, metavar="RULE", help="Switch a rule off. May be repeated.")
@click.option("--variant", metavar="NAME", help="A rival reading: press, henry, flat or plot.")
@click.option("--lang", "language", default="", metavar="LANG", help="Names in another language.")
@click.option("--explain", is_flag=True, help="Causes by rule and claim, stage by stage.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of text.")
def run(
    scenario: str,
    plays: int,
    seed: int,
    policies: Given,
    choose: Given,
    settings: Given,
    without: Given,
    variant: str | None,
    language: str,
    explain: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> int:
    """Play SCENARIO any number of times without a player, and sum up."""
    from game.commands.run import Batch, Ran, ran  # noqa: PLC0415

    batch = Batch(
        scenario=scenario,
        plays=plays,
        seed=seed,
        policies=_pairs(policies, "--policy", "ROLE=P"),
        choices=_pairs(choose, "--choose", "STAGE.ROLE.DECISION=OPTION"),
        parameters=_numbers(settings),
        without=without,
        variant=variant,
        explained=explain,
        language=language,
    )
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=plays, label="Playing", file=sys.stderr, hidden=hidden) as bar:
        done = ran(batch, bar.update)
    if not isinstance(done, Ran):
        return _refuse(done)
    if as_json:
        _print_json(done.document)
        return FINE
    return _say(done.text())


@commands.command()
def saves() -> int:
    """List your saved games, the latest first."""
    from game.commands.listing import listing  # noqa: PLC0415

    return _say(listing())


@commands.group()
def scenario() -> None:
    """Work on scenarios."""


@scenario.command()
@click.argument("path")
@click.option("--static", is_flag=True, help="Read the scenario only; do not play it.")
@click.option("--strict", is_flag=True, help="Fail at warnings too.")
@click.option("--coverage", is_flag=True, help="What became of every option, and what it does.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of text.")
@click.option("--github", is_flag=True, help="Annotations for GitHub's workflows instead of excerpts.")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=1, show_default=True, metavar="N")
@click.option("--plays", type=click.IntRange(1), default=20_000, show_default=True, metavar="N")
def check(
    path: str,
    static: bool,  # noqa: FBT001
    strict: bool,  # noqa: FBT001
    coverage: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    github: bool,  # noqa: FBT001
    seed: int,
    plays: int,
) -> int:
    """Check the scenario in the folder PATH, or one that comes with the game by its id.

    It is read for mistakes, then played thousands of times at random for what reading cannot find:
    options never on offer, events that never happen, choices that make no difference or are no choice.
    """
    from game.commands.check import Checked, checked  # noqa: PLC0415

    if static and coverage:
        raise click.UsageError("--coverage needs the plays that --static leaves out.")
    if as_json and github:
        raise click.UsageError("--json and --github exclude each other.")
    found = checked(path, played=not static, strict=strict, covered=coverage, seed=seed, plays=plays)
    if not isinstance(found, Checked):
        return _refuse(found)
    if as_json:
        _print_json(found.document())
    else:
        _say(found.annotations() if github else found.text())
    return PROBLEMS if found.failed else FINE


@scenario.command()
@click.argument("path", metavar="NAME", type=click.Path(path_type=Path))
@click.option("--from", "model", metavar="SCENARIO", help="Copy the cast of this scenario.")
@click.option("--yes", is_flag=True, help="Ask nothing: take what is suggested.")
@click.option("--title", help="What it is called.")
def new(path: Path, model: str | None, yes: bool, title: str | None) -> int:  # noqa: FBT001
    """Write a new scenario: a small folder NAME, complete and playable, whose comments teach."""
    from game.authoring.new import QUESTIONS, Answers, create  # noqa: PLC0415
    from game.commands.new import answer, written  # noqa: PLC0415

    given = {"title": title} if title else {}
    open_ = ["title"] if model else list(QUESTIONS)
    asked = () if yes else [question for question in open_ if question not in given]
    for question in asked:
        suggested = getattr(Answers(), question)
        check = answer(question)
        given[question] = click.prompt(QUESTIONS[question], default=suggested, value_proc=check, err=True)
    done = create(path, Answers(**given), model)
    return _say(written(path, done)) if isinstance(done, tuple) else _refuse(done)


@scenario.command()
@click.argument("path")
@click.option(
    "--choose",
    multiple=True,
    metavar="STAGE.ROLE.DECISION=OPTION",
    help="A choice that is replayed. May be repeated.",
)
@click.option("--rest", default="historical", metavar="POLICY", help="Who settles the rest; else history.")
@click.option("--until", default="", metavar="STAGE", help="The last stage to show; else all, and the end.")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=1, show_default=True, metavar="N")
@click.option("--static", is_flag=True, help="Check by reading only.")
def watch(path: str, choose: Given, rest: str, until: str, seed: int, static: bool) -> int:  # noqa: FBT001
    """Check and replay the scenario PATH whenever one of its files is saved, and show what changed."""
    from game.authoring.watch import Course  # noqa: PLC0415
    from game.commands.watch import watched  # noqa: PLC0415
    from game.scenario.refusal import Refusal  # noqa: PLC0415

    fixed = _pairs(choose, "--choose", "STAGE.ROLE.DECISION=OPTION")
    try:
        found = watched(path, Course(fixed, rest, until, seed), played=not static)
        return _refuse(found) if isinstance(found, Refusal) else _say(found)
    except KeyboardInterrupt:
        return _say(["", "No longer watching."])


@scenario.command()
@click.argument("path")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE.zip", help="Where to.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def pack(path: str, output: Path | None, force: bool) -> int:  # noqa: FBT001
    """Put the scenario PATH into one file, ID.zip, which can be played and checked as it is."""
    from game.authoring.pack import Packed  # noqa: PLC0415
    from game.authoring.pack import pack as packed  # noqa: PLC0415
    from game.commands.pack import told  # noqa: PLC0415

    done = packed(path, output, replace=force)
    return _say(told(done)) if isinstance(done, Packed) else _refuse(done)


@scenario.command()
@click.argument("path")
@click.argument("language", metavar="LANG")
@click.option("--check", "checks", is_flag=True, help="Write nothing; only tell how far it is.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of text.")
def translate(path: str, language: str, checks: bool, as_json: bool) -> int:  # noqa: FBT001
    """Put the texts of the scenario PATH into lang/LANG.yaml for translation, or bring it up to date."""
    from game.commands.translate import Surveyed, translated  # noqa: PLC0415

    found = translated(path, language, writes=not checks)
    if not isinstance(found, Surveyed):
        return _refuse(found)
    if as_json:
        _print_json(found.document())
    else:
        _say(found.told())
    return PROBLEMS if found.problems else FINE


@scenario.command()
@click.argument("path")
@click.option("--stage", default="", metavar="STAGE", help="One stage only.")
@click.option("--lang", "language", default="", metavar="LANG", help="Its texts in another language.")
def show(path: str, stage: str, language: str) -> int:
    """Look the scenario PATH over: cast, stages, every option and what it does, and how long it takes."""
    from game.commands.show import shown  # noqa: PLC0415
    from game.commands.streams import manner  # noqa: PLC0415
    from game.scenario.refusal import Refusal  # noqa: PLC0415

    found = shown(path, stage, manner(yes=True).width, language)
    return _refuse(found) if isinstance(found, Refusal) else _say(found)


@scenario.command()
@click.argument("path")
@click.option(
    "--format", "form", type=click.Choice(["mermaid", "dot", "svg", "png"]), help="Else by -o; else mermaid."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to.")
@click.option("--all", "everything", is_flag=True, help="Options and events that nothing hangs on, too.")
def graph(path: str, form: str | None, output: Path | None, everything: bool) -> int:  # noqa: FBT001
    """Draw the scenario PATH: its stages and decisions, and what hangs on which choice, event or flag.

    Mermaid and DOT are printed, or written with -o; SVG and PNG are pictures of everything, in a file.
    """
    from game.commands.graph import drawn  # noqa: PLC0415
    from game.scenario.refusal import Refusal  # noqa: PLC0415

    done = drawn(path, form, output, everything=everything)
    return _refuse(done) if isinstance(done, Refusal) else _say(done)


@scenario.command()
@click.option(
    "--of",
    "kind",
    type=click.Choice(["scenario", "stage", "test"]),
    default="scenario",
    show_default=True,
    help="Of which of a scenario's files.",
)
@click.option("--write", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Write all of them.")
def schema(kind: str, folder: Path | None) -> int:
    """The language as JSON Schema, with which an editor completes and checks YAML while you type."""
    from game.commands.schema import text, written  # noqa: PLC0415
    from game.scenario.refusal import Refusal  # noqa: PLC0415

    if folder is None:
        return _say([text(kind)])
    done = written(folder)
    return _refuse(done) if isinstance(done, Refusal) else _say(done)


@scenario.command(hidden=True)
@click.option("--write", "guide", type=click.Path(path_type=Path), metavar="FILE", help="Into this guide.")
def reference(guide: Path | None) -> int:
    """The tables of the authoring guide, as the code has them."""
    from game.commands.reference import put_into, tables  # noqa: PLC0415
    from game.scenario.refusal import Refusal  # noqa: PLC0415

    done = tables() if guide is None else put_into(guide)
    return _refuse(done) if isinstance(done, Refusal) else _say(done)


@scenario.command("test")
@click.argument("path", required=False)
@click.option("--figures", is_flag=True, help="List what a test can measure, and run nothing.")
@click.option("-k", "keyword", default="", metavar="WORD", help="Only tests whose file or promise has WORD.")
@click.option("-v", "--verbose", is_flag=True, help="A line a test instead of a dot.")
@click.option("--update", is_flag=True, help="Show recorded figures that changed, and write them.")
@click.option("--yes", is_flag=True, help="Write them without asking.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of text.")
def try_out(
    path: str | None,
    figures: bool,  # noqa: FBT001
    keyword: str,
    verbose: bool,  # noqa: FBT001
    update: bool,  # noqa: FBT001
    yes: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> int:
    """Run the tests in the folder `tests` of the scenario PATH, or of one that comes with the game."""
    from game.commands import test  # noqa: PLC0415

    if figures:
        return _say(test.figures())
    if path is None:
        raise click.UsageError("Say which scenario: its folder, its zip file, or its id.")
    if update and as_json:
        raise click.UsageError("--update and --json exclude each other.")
    found = test.trials(path, keyword)
    if not isinstance(found, test.Trials):
        return _refuse(found)
    if as_json:
        found.run()
        _print_json(found.document())
        return PROBLEMS if found.failed else FINE
    found.run(lambda verdict: _print(f"{test.line(verdict)}\n" if verbose else test.mark(verdict)))
    if not verbose:
        _print("\n")
    if not (update and found.changes):
        _say(found.told())
        return PROBLEMS if found.failed else FINE
    _say(found.difference())
    if not (yes or click.confirm("Write these figures?", err=True)):
        return PROBLEMS
    if refusal := found.update():
        return _refuse(refusal)
    _say(["Written."])
    if found.failed:
        _say(found.told())
    return PROBLEMS if found.failed else FINE


def _play(wish: Wish, *, screen: bool) -> int:
    """Play on the whole screen where that is wanted and there is one, else as linear text."""
    from game.commands.streams import full_screen  # noqa: PLC0415

    return _show(wish) if screen and full_screen() else _tell(wish)


def _show(wish: Wish) -> int:
    from game.commands.screen import farewell, shown  # noqa: PLC0415

    ended = shown(wish)
    if ended.fault:
        return _fault(ended.fault, ended.place)
    if ended.refused:
        return _refuse(ended.refused)
    _print(farewell(ended))
    return INTERRUPTED if ended.interrupted else FINE


def _tell(wish: Wish) -> int:
    from game.commands.seating import RefusedError  # noqa: PLC0415
    from game.commands.session import Session  # noqa: PLC0415
    from game.commands.streams import manner  # noqa: PLC0415

    session = Session(wish, manner(yes=wish.yes))
    try:
        return _converse(session.talk())
    except RefusedError as refused:
        return _refuse(refused.refusal)
    except KeyboardInterrupt:
        _print(f"\n\n{session.farewell()}")
        return INTERRUPTED
    except UnwrittenError:
        raise
    except Exception as error:  # noqa: BLE001 (the report names the player's save)
        return _fault(error, session.place)
    finally:
        session.close()


def _converse(talk: Talk) -> int:
    """Print what a conversation says and read what it asks for; Ctrl-C at a prompt counts as its end."""
    from game.commands.streams import read_line  # noqa: PLC0415
    from game.plain.talk import Prompt  # noqa: PLC0415

    code, line = FINE, None
    while True:
        try:
            said = talk.send(line)
        except StopIteration:
            return code
        line = None
        _print(said.text if isinstance(said, Prompt) else said)
        if not isinstance(said, Prompt):
            continue
        try:
            line = read_line(sys.stdin)
        except KeyboardInterrupt:
            code = INTERRUPTED
        if not sys.stdin.isatty() or line is None:
            _print(f"{line or ''}\n")  # so that a transcript reads as it would on a screen


def _numbers(settings: Given) -> dict[str, float]:
    """PARAM=V, each."""
    found = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            raise click.BadParameter(
                f"write PARAM=V with a number, got {setting!r}", param_hint="--set"
            ) from None
    return found


def _parted(numbers: dict[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Parameters of the model, and state of a play: what is no parameter is taken for state."""
    from game.scenario.parameters import PARAMETERS  # noqa: PLC0415

    parameters = {name: value for name, value in numbers.items() if name in PARAMETERS}
    return parameters, {name: value for name, value in numbers.items() if name not in PARAMETERS}


def _pairs(given: Given, option: str, form: str) -> dict[str, str]:
    """NAME=VALUE, each."""
    found = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not (name and equals and value):
            raise click.BadParameter(f"write {form}, got {pair!r}", param_hint=option)
        found[name.strip()] = value.strip()
    return found


def _say(lines: Iterable[str]) -> int:
    for line in lines:
        _print(f"{line}\n")
    return FINE


def _print(text: str) -> None:
    """To stdout, at once. Raise UnwrittenError if it does not get there."""
    try:
        print(text, end="", flush=True)
    except OSError as error:
        raise UnwrittenError(error) from None


def _print_json(document: dict[str, Any]) -> None:
    _print(f"{json.dumps(document, ensure_ascii=False, indent=2)}\n")


def _refuse(refusal: Refusal) -> int:
    print(refusal, file=sys.stderr)
    return USAGE


def _fault(error: BaseException, place: str = "") -> int:
    from game.commands.faults import report  # noqa: PLC0415

    print(report(error, place), file=sys.stderr)
    return FAULT
