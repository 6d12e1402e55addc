"""Play: on the whole screen where there is one, else as linear text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from game.cli.output import FINE, INTERRUPTED, UnwrittenError, fault, refuse, write
from game.cli.values import STATE, Given, named, numbers, pairs, parted, rival

if TYPE_CHECKING:
    from game.commands.wish import Wish
    from game.plain.talk import Talk


@click.command()
@click.argument("scenario", required=False, type=named)
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
    help="As linear text, for screen readers, pipes and slow links; the default where there is no terminal.",
)
@click.option("--no-forecast", is_flag=True, help="Do not tell where options may lead.")
@click.option("--yes", is_flag=True, help="Confirm every choice, and wait for nothing.")
@rival
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
    no_forecast: bool,  # noqa: FBT001
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
    if no_save and save:
        raise click.UsageError("--save and --no-save exclude each other.")
    parameters, given = parted(numbers(settings)) if at else (numbers(settings), {})
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
        forecasts=not no_forecast,
        yes=yes,
        language=language,
        at=at,
        given=given,
        choices=pairs(choose, "--choose", "STAGE.ROLE.DECISION=OPTION"),
    )
    return _play(wish, plain=plain)


def _play(wish: Wish, *, plain: bool) -> int:
    """Play on the whole screen where there is one, else, or if that is wanted, as linear text."""
    from game.commands.streams import full_screen  # noqa: PLC0415

    return _tell(wish) if plain or not full_screen() else _show(wish)


def _show(wish: Wish) -> int:
    from game.commands.screen import farewell, in_kept_language, shown  # noqa: PLC0415

    wish = in_kept_language(wish)
    ended = shown(wish)
    if ended.fault:
        return fault(ended.fault, ended.place)
    if ended.refused:
        return refuse(ended.refused)
    write(farewell(ended))
    return INTERRUPTED if ended.interrupted else FINE


def _tell(wish: Wish) -> int:
    from game.commands.seating import RefusedError  # noqa: PLC0415
    from game.commands.session import Session  # noqa: PLC0415
    from game.commands.streams import manner  # noqa: PLC0415

    session = Session(wish, manner(yes=wish.yes))
    try:
        return _converse(session.talk())
    except RefusedError as refused:
        return refuse(refused.refusal)
    except KeyboardInterrupt:
        write(f"\n\n{session.farewell()}")
        return INTERRUPTED
    except UnwrittenError:
        raise
    except Exception as error:  # noqa: BLE001 (the report names the player's save)
        return fault(error, session.place)
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
        write(said.text if isinstance(said, Prompt) else said)
        if not isinstance(said, Prompt):
            continue
        try:
            line = read_line(sys.stdin)
        except KeyboardInterrupt:
            code = INTERRUPTED
        if not sys.stdin.isatty() or line is None:
            write(f"{line or ''}\n")  # so that a transcript reads as it would on a screen
