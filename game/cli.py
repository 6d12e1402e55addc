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
    from game.commands.seating import Wish
    from game.plain.talk import Talk
    from game.scenario.refusal import Refusal

FINE, PROBLEMS, USAGE, FAULT, INTERRUPTED, UNREAD = 0, 1, 2, 70, 130, 141

Given = tuple[str, ...]


def main() -> None:
    """Run the command line and exit."""
    from game.commands.streams import drop_output, prepare  # noqa: PLC0415

    # Start-up: pydantic would look for plugins, and the collector would go over what stays for good.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.set_threshold(100_000)
    prepare()
    try:
        code = commands.main(prog_name="tashkent", standalone_mode=False) or FINE
        sys.stdout.flush()
    except click.ClickException as wrong:
        wrong.show()
        code = wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except BrokenPipeError:
        drop_output()
        code = UNREAD
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
    expose_value=False,
    help="As linear text, for screen readers, pipes and slow links.",
)
@click.option("--yes", is_flag=True, help="Confirm every choice, and wait for nothing.")
@click.option("--variant", metavar="NAME", help="A rival reading: press, henry, flat or plot.")
@click.option("--without", multiple=True, metavar="RULE", help="Switch a rule off. May be repeated.")
@click.option("--set", "settings", multiple=True, metavar="PARAM=V", help="Set a parameter. May be repeated.")
def play(
    scenario: str | None,
    role: str | None,
    seed: int | None,
    opponent: str | None,
    resume: str | None,
    save: Path | None,
    no_save: bool,  # noqa: FBT001
    yes: bool,  # noqa: FBT001
    variant: str | None,
    without: Given,
    settings: Given,
) -> int:
    """Play SCENARIO, the id of one that comes with the game or the path of a folder.

    Choices can be piped in, one a line: printf '2\\n1\\n' | tashkent play SCENARIO --role ROLE --seed 1
    """
    from game.commands.seating import Wish  # noqa: PLC0415

    if resume and (scenario or role or opponent or variant or without or settings or seed is not None):
        raise click.UsageError("--resume takes the scenario, the seat and all settings from the save.")
    if no_save and save:
        raise click.UsageError("--save and --no-save exclude each other.")
    wish = Wish(
        scenario=scenario,
        role=role,
        seed=seed,
        opponent=opponent,
        resume=resume,
        save=save,
        saved=not no_save,
        parameters=_numbers(settings),
        without=without,
        variant=variant,
        yes=yes,
    )
    return _play(wish)


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
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of text.")
def check(path: str, as_json: bool) -> int:  # noqa: FBT001
    """Check the scenario in the folder PATH, or one that comes with the game by its id."""
    from game.commands.check import Checked, checked  # noqa: PLC0415

    found = checked(path)
    if not isinstance(found, Checked):
        return _refuse(found)
    if as_json:
        _print_json(found.document())
    else:
        _say(found.text())
    return PROBLEMS if found.errors else FINE


def _play(wish: Wish) -> int:
    """Play in the way that suits who is there; today there is one, linear text."""
    from game.commands.seating import RefusedError  # noqa: PLC0415
    from game.commands.session import Session  # noqa: PLC0415
    from game.commands.streams import manner  # noqa: PLC0415

    session = Session(wish, manner(yes=wish.yes))
    try:
        return _converse(session.talk())
    except RefusedError as refused:
        return _refuse(refused.refusal)
    except KeyboardInterrupt:
        print(f"\n\n{session.farewell()}", end="")
        return INTERRUPTED
    except BrokenPipeError:
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
        if not isinstance(said, Prompt):
            print(said, end="", flush=True)
            continue
        print(said.text, end="", flush=True)
        try:
            line = read_line(sys.stdin)
        except KeyboardInterrupt:
            code = INTERRUPTED
        if not sys.stdin.isatty() or line is None:
            print(line or "")  # so that a transcript reads as it would on a screen


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
        print(line)
    return FINE


def _print_json(document: dict[str, Any]) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2))


def _refuse(refusal: Refusal) -> int:
    sys.stdout.flush()
    print(refusal, file=sys.stderr)
    return USAGE


def _fault(error: Exception, place: str = "") -> int:
    from game.commands.faults import report  # noqa: PLC0415

    print(report(error, place), file=sys.stderr)
    return FAULT
