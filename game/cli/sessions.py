"""Sessions that are kept: `sessions` lists them; below it, what can be done with one."""

from __future__ import annotations

from pathlib import Path

import click

from game.cli.classroom import host
from game.cli.output import FINE, refuse, say


@click.group(invoke_without_command=True)
@click.option("--lang", "language", default="", metavar="LANG", help="Told in another language.")
@click.pass_context
def sessions(context: click.Context, language: str) -> int:
    """List the sessions that are kept, the latest first; or resume, export or delete one."""
    from game.words import use  # noqa: PLC0415

    use(language)
    if context.invoked_subcommand is not None:
        return FINE
    from game.commands.sessions import sessions_listed  # noqa: PLC0415

    return say(sessions_listed())


@sessions.command(context_settings={"ignore_unknown_options": True})
@click.argument("session")
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def resume(session: str, options: tuple[str, ...]) -> int:
    """Serve SESSION again, from where it was left: the same as tashkent host --resume SESSION.

    It takes the same OPTIONS that say where to serve, such as --bind and --port.
    """
    code: int = host.main(["--resume", session, *options], "tashkent host", standalone_mode=False) or FINE
    return code


@sessions.command()
@click.argument("session")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="PLACE",
    help="A folder for all files, or one file that ends in .html, .md, .json or .csv.",
)  # fmt: skip
@click.option("--names", is_flag=True, help="Students by their names, not by pseudonyms.")
@click.option(
    "--lang", "language", default="", metavar="LANG", help="Told in another language than the session's."
)
def export(session: str, output: Path | None, names: bool, language: str) -> int:  # noqa: FBT001
    """Write out SESSION: the report over all rooms, and tables of every event, vote, reason and score.

    Without --output, into a new folder here. A session that is being played can be written out too.
    """
    from game.commands.sessions import exported  # noqa: PLC0415
    from game.scenario.refusal import Refusal  # noqa: PLC0415
    from game.words import spoken, use  # noqa: PLC0415

    language = language or spoken()
    use(language)
    found = exported(session, output, names=names, language=language)
    return refuse(found) if isinstance(found, Refusal) else say(found)


@sessions.command()
@click.argument("session")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(session: str, yes: bool) -> int:  # noqa: FBT001
    """Delete SESSION: names, votes and reasons are overwritten on the disk. Exports are not touched."""
    from game.commands.sessions import deleted, described  # noqa: PLC0415
    from game.scenario.refusal import Refusal  # noqa: PLC0415
    from game.words import _  # noqa: PLC0415

    known = described(session)
    if isinstance(known, Refusal):
        return refuse(known)
    name, line = known
    if not yes:
        say([line])
        click.confirm(_("Delete it for good?"), abort=True)
    done = deleted(name)
    return refuse(done) if isinstance(done, Refusal) else say(done)
