"""Paper: a report of finished games, and what a scenario's seats are handed out."""

from __future__ import annotations

from pathlib import Path

import click

from game.cli.output import refuse, say
from game.cli.values import named


@click.command()
@click.argument("saves", nargs=-1, required=True, metavar="SAVE…")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to: .html, .md, .csv, .json.",
)
@click.option("--lang", "language", default="", metavar="LANG", help="Told in another language.")
@click.option("--names", is_flag=True, help="Of a class's session: by names, not by pseudonyms.")
def report(
    saves: tuple[str, ...],
    output: Path | None,
    language: str,
    names: bool,  # noqa: FBT001
) -> int:
    """Write a report of a finished game, saved as SAVE (its name, its path, or last); of several, compared.

    The name of a class's session gives the report over all its rooms.

    Without -o it is a page (HTML) in this folder. It needs no network, and prints on A4.
    """
    from game.commands.report import reported  # noqa: PLC0415
    from game.commands.session_report import is_session, session_reported  # noqa: PLC0415
    from game.scenario.refusal import Refusal  # noqa: PLC0415
    from game.words import use  # noqa: PLC0415

    use(language)
    if len(saves) == 1 and is_session(saves[0]):
        done = session_reported(saves[0], output, names=names, language=language)
    else:
        done = reported(saves, output, language)
    return refuse(done) if isinstance(done, Refusal) else say(done)


@click.command()
@click.argument("scenario", type=named)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to: .html.")
@click.option("--role", default="", metavar="ROLE", help="Only what this role is handed out.")
@click.option("--lang", "language", default="", metavar="LANG", help="In another language.")
def handout(scenario: str, output: Path | None, role: str, language: str) -> int:
    """Write what a class is handed out for SCENARIO: briefs, option cards, member cards, a debrief sheet.

    A page (HTML) for A4 paper; what is private to a role has sheets of its own.
    """
    from game.commands.handout import handed_out  # noqa: PLC0415
    from game.scenario.refusal import Refusal  # noqa: PLC0415
    from game.words import use  # noqa: PLC0415

    use(language)
    done = handed_out(scenario, output, role, language)
    return refuse(done) if isinstance(done, Refusal) else say(done)
