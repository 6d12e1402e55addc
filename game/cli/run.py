"""Play without a player, and sum up."""

from __future__ import annotations

import sys

import click

from game.cli.output import FINE, INTERRUPTED, refuse, say, say_json
from game.cli.values import Given, named, numbers, pairs, rival


@click.command()
@click.argument("scenario", type=named)
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
@rival
@click.option("--lang", "language", default="", metavar="LANG", help="Told in another language.")
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Processes; by default as many as there are cores, where it is worth it.",
)
@click.option("--dask", default="", metavar="tcp://…", help="The address of a Dask cluster.")
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
    workers: int | None,
    dask: str,
    explain: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> int:
    """Play SCENARIO any number of times without a player, and sum up.

    The figures are the same whoever does the work. Ctrl-C keeps what is done.
    """
    from game.commands.explore_crew import Hands  # noqa: PLC0415
    from game.commands.run import Batch, Ran, ran  # noqa: PLC0415
    from game.words import use  # noqa: PLC0415

    use(language)
    batch = Batch(
        scenario=scenario,
        plays=plays,
        seed=seed,
        policies=pairs(policies, "--policy", "ROLE=P"),
        choices=pairs(choose, "--choose", "STAGE.ROLE.DECISION=OPTION"),
        parameters=numbers(settings),
        without=without,
        variant=variant,
        explained=explain,
        language=language,
        hands=Hands(workers, dask),
    )
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=plays, label="Playing", file=sys.stderr, hidden=hidden) as bar:
        done = ran(batch, bar.update)
    if not isinstance(done, Ran):
        return refuse(done)
    if as_json:
        say_json(done.document)
    else:
        say(done.text())
    return INTERRUPTED if done.partial else FINE
