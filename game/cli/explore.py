"""What could have happened, what mattered, and is the article right?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from game.cli.output import FINE, INTERRUPTED, refuse, say, say_json
from game.cli.values import Given, named, numbers, rival

if TYPE_CHECKING:
    from game.commands.explore import Kind

C = TypeVar("C", bound=Callable[..., Any])

PLAYS = {"strategies": 10_000, "sensitivity": 100_000, "thesis": 2_000, "balance": 100_000, "knockout": 2_000}
"""How many, unless somebody says."""


@click.group()
def explore() -> None:
    """Ask many plays: strategies, sensitivity, the thesis, balance, knockouts.

    The same seed gives the same figures, whoever does the work. Ctrl-C keeps what is done.

    With --json: {"kind", "scenario", "seed", "plays", "partial", …, "tables": {TABLE: {"title", "about",
    "rows": [{COLUMN: VALUE}]}}, "notes": [TEXT]}; .csv and .parquet have the same rows.
    """


def asked(kind: Kind) -> Callable[[C], C]:
    """The argument and the options that every question has."""
    options = (
        click.argument("scenario", type=named),
        click.option(
            "--plays",
            type=click.IntRange(1),
            default=PLAYS[kind],
            show_default=True,
            metavar="N",
            help="How many, of each sort that is compared.",
        ),
        click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=1, show_default=True, metavar="N"),
        click.option(
            "--workers",
            type=click.IntRange(1, 1024),
            metavar="N",
            help="Processes; by default as many as there are cores, where it is worth it.",
        ),
        click.option("--dask", default="", metavar="tcp://…", help="The address of a Dask cluster."),
        click.option(
            "-o",
            "outputs",
            multiple=True,
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Write .csv, .json, .parquet, .png or .svg. May be repeated.",
        ),
        click.option("--lang", "language", default="", metavar="LANG", help="Told in another language."),
        click.option("--json", "as_json", is_flag=True, help="One JSON document instead of text."),
    )

    def decorated(command: C) -> C:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


def departing(command: C) -> C:
    """The options of a question that can be asked of another model."""
    for option in (
        rival,
        click.option("--without", multiple=True, metavar="RULE", help="Switch a rule off. May be repeated."),
        click.option("--set", "settings", multiple=True, metavar="PARAM=V", help="Set a parameter."),
    ):
        command = option(command)
    return command


@explore.command()
@asked("strategies")
@departing
@click.option(
    "--no-planner",
    "planner",
    is_flag=True,
    flag_value=False,
    default=True,
    help="Leave the planner out: most of the time goes into its 32 plays.",
)
def strategies(**given: Any) -> int:
    """Policies and named lines against each other: scores, dominance, and δ*."""
    return answered("strategies", **given)


@explore.command()
@asked("sensitivity")
@click.option("--line", default="historical", show_default=True, metavar="P", help="Who plays all seats.")
def sensitivity(**given: Any) -> int:
    """Which parameters drive each score: first-order and total indices."""
    return answered("sensitivity", **given)


@explore.command()
@asked("thesis")
def thesis(**given: Any) -> int:
    """How often the article's statements hold, under every table of parameters and rival reading."""
    return answered("thesis", **given)


@explore.command()
@asked("balance")
@departing
def balance(**given: Any) -> int:
    """Dominant, dominated and dead options, and what each role can win."""
    return answered("balance", **given)


@explore.command()
@asked("knockout")
@departing
def knockout(**given: Any) -> int:
    """Each rule off: what of the historical pattern is lost."""
    return answered("knockout", **given)


@explore.command()
@click.option("--lang", "language", default="", metavar="LANG", help="Told in another language.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of text.")
def model(language: str, as_json: bool) -> int:  # noqa: FBT001
    """Every parameter and rule: default, range, meaning, basis; and the rival readings. Plays nothing."""
    from game.commands.explore_model import document, told  # noqa: PLC0415
    from game.words import use  # noqa: PLC0415

    use(language)
    if as_json:
        say_json(document())
        return FINE
    return say(told())


def answered(
    kind: Kind,
    *,
    scenario: str,
    plays: int,
    seed: int,
    workers: int | None,
    dask: str,
    outputs: tuple[Path, ...],
    language: str,
    as_json: bool,
    line: str = "historical",
    settings: Given = (),
    without: Given = (),
    variant: str | None = None,
    planner: bool = True,
) -> int:
    """Ask, show how far it is, and tell what came of it."""
    from game.commands.explore import Answer, Question, explored  # noqa: PLC0415
    from game.commands.explore_crew import Hands  # noqa: PLC0415
    from game.words import _, use  # noqa: PLC0415

    use(language)
    question = Question(
        kind=kind,
        scenario=scenario,
        plays=plays,
        seed=seed,
        hands=Hands(workers, dask),
        line=line,
        parameters=numbers(settings),
        without=without,
        variant=variant,
        outputs=outputs,
        planner=planner,
        language=language,
    )
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=1, label=_("Exploring"), file=sys.stderr, hidden=hidden) as bar:

        def length(whole: int) -> None:
            bar.length = whole

        answer = explored(question, length, bar.update)
    if not isinstance(answer, Answer):
        return refuse(answer)
    if as_json:
        say_json(dict(answer.document))
    else:
        say(answer.text())
    return INTERRUPTED if answer.finding.partial else FINE
