"""The commands, and how the program ends.

Exit codes: 0 fine, 1 the check found problems, 2 wrong usage or unreadable input, 70 a mistake of ours,
130 interrupted, 141 nobody reads the output any more. Modules are imported where a command needs them:
how soon the first prompt stands is a feature.
"""

from __future__ import annotations

import gc
import os
import sys

import click

from game import __version__
from game.cli.classroom import host, join
from game.cli.explore import explore
from game.cli.output import FINE, INTERRUPTED, UNREAD, USAGE, UnwrittenError, complain, fault, say
from game.cli.play import play
from game.cli.report import handout, report
from game.cli.run import run
from game.cli.scenario import scenario
from game.cli.sessions import sessions


def main() -> None:
    """Run the command line and exit."""
    from game.commands.streams import drop_output, prepare  # noqa: PLC0415

    # Start-up: pydantic would look for plugins, numpy would start threads for products of matrices, of which
    # there are few and small ones here, and the collector would go over what stays for good.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for library in ("OPENBLAS", "MKL", "OMP"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    gc.set_threshold(100_000)
    prepare()
    try:
        code = commands.main(prog_name="tashkent", standalone_mode=False) or FINE
    except UnwrittenError as error:
        drop_output()
        code = UNREAD if isinstance(error.cause, BrokenPipeError) else USAGE
        if code == USAGE:
            complain(f"The output cannot be written: {error.cause.strerror}.")
    except click.ClickException as wrong:
        wrong.show()
        code = wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 (the last resort: nobody shall see a traceback)
        code = fault(error)
    sys.exit(code)


@click.group(invoke_without_command=True)
@click.version_option(__version__, package_name="tashkent")
@click.pass_context
def commands(context: click.Context) -> int:
    """A policy simulation game: an alliance, an appeal for help, and what the other members learn from it.

    Without a command: pick a scenario and a seat, and play.
    """
    if context.invoked_subcommand is None:
        code: int = context.invoke(play, variant=None)  # `invoke` gives defaults as they are before callbacks
        return code
    return FINE


@commands.command()
def saves() -> int:
    """List your saved games, the latest first."""
    from game.commands.listing import listing  # noqa: PLC0415

    return say(listing())


for command in (play, run, explore, report, handout, scenario, host, join, sessions):
    commands.add_command(command)
