"""Work on scenarios: the commands of authors."""

from __future__ import annotations

from pathlib import Path

import click

from game.cli.output import FINE, PROBLEMS, refuse, say, say_json, write
from game.cli.values import Given, named, pairs


@click.group()
def scenario() -> None:
    """Work on scenarios."""


@scenario.command()
@click.argument("path", type=named)
@click.option("--static", is_flag=True, help="Read the scenario only; do not play it.")
@click.option("--strict", is_flag=True, help="Fail at warnings too.")
@click.option("--coverage", is_flag=True, help="What became of every option, and what it does.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of text.")
@click.option("--github", is_flag=True, help="Annotations for GitHub's workflows instead of excerpts.")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=1, show_default=True, metavar="N")
@click.option("--plays", type=click.IntRange(1), metavar="N", help="Random plays; else 20000, or fewer.")
def check(
    path: str,
    static: bool,  # noqa: FBT001
    strict: bool,  # noqa: FBT001
    coverage: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    github: bool,  # noqa: FBT001
    seed: int,
    plays: int | None,
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
        return refuse(found)
    if as_json:
        say_json(found.document())
    else:
        say(found.annotations() if github else found.text())
    return PROBLEMS if found.failed else FINE


@scenario.command()
@click.argument("path", metavar="NAME", type=click.Path(path_type=Path))
@click.option("--from", "model", metavar="SCENARIO", type=named, help="Copy the cast of this scenario.")
@click.option("--yes", is_flag=True, help="Ask nothing: take what is suggested.")
@click.option("--title", help="What it is called.")
def new(path: Path, model: str | None, yes: bool, title: str | None) -> int:  # noqa: FBT001
    """Write a new scenario: a small folder NAME, complete and playable, whose comments teach."""
    from game.authoring.answers import QUESTIONS, Answers, unfit  # noqa: PLC0415
    from game.authoring.new import create, unfit_place  # noqa: PLC0415
    from game.commands.new import answer, written  # noqa: PLC0415

    if refusal := unfit_place(path):
        return refuse(refusal)  # before anything is asked
    if title and (wrong := unfit("title", title)):
        raise click.BadParameter(wrong, param_hint="--title")
    given = {"title": title} if title else {}
    open_ = ["title"] if model else list(QUESTIONS)
    asked = () if yes else [question for question in open_ if question not in given]
    for question in asked:
        suggested = getattr(Answers(), question)
        check = answer(question, given)
        given[question] = click.prompt(QUESTIONS[question], default=suggested, value_proc=check, err=True)
    done = create(path, Answers(**given), model)
    return say(written(path, done)) if isinstance(done, tuple) else refuse(done)


@scenario.command()
@click.argument("path", type=named)
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

    fixed = pairs(choose, "--choose", "STAGE.ROLE.DECISION=OPTION")
    try:
        found = watched(path, Course(fixed, rest, until, seed), played=not static)
        return refuse(found) if isinstance(found, Refusal) else say(found)
    except KeyboardInterrupt:
        return say(["", "No longer watching."])


@scenario.command()
@click.argument("path", type=named)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE.zip", help="Where to.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def pack(path: str, output: Path | None, force: bool) -> int:  # noqa: FBT001
    """Put the scenario PATH into one file, ID.zip, which can be played and checked as it is."""
    from game.authoring.pack import Packed  # noqa: PLC0415
    from game.authoring.pack import pack as packed  # noqa: PLC0415
    from game.commands.pack import told  # noqa: PLC0415

    done = packed(path, output, replace=force)
    return say(told(done)) if isinstance(done, Packed) else refuse(done)


@scenario.command()
@click.argument("path", type=named)
@click.argument("language", metavar="LANG")
@click.option("--check", "checks", is_flag=True, help="Write nothing; only tell how far it is.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of text.")
def translate(path: str, language: str, checks: bool, as_json: bool) -> int:  # noqa: FBT001
    """Put the texts of the scenario PATH into lang/LANG.yaml for translation, or bring it up to date."""
    from game.commands.translate import Surveyed, translated  # noqa: PLC0415

    found = translated(path, language, writes=not checks)
    if not isinstance(found, Surveyed):
        return refuse(found)
    if as_json:
        say_json(found.document())
    else:
        say(found.told())
    return PROBLEMS if found.problems else FINE


@scenario.command()
@click.argument("path", type=named)
@click.option("--stage", default="", metavar="STAGE", help="One stage only.")
@click.option("--lang", "language", default="", metavar="LANG", help="Its texts in another language.")
def show(path: str, stage: str, language: str) -> int:
    """Look the scenario PATH over: cast, stages, every option and what it does, and how long it takes."""
    from game.commands.show import shown  # noqa: PLC0415
    from game.commands.streams import manner  # noqa: PLC0415
    from game.scenario.refusal import Refusal  # noqa: PLC0415

    found = shown(path, stage, manner(yes=True).width, language)
    return refuse(found) if isinstance(found, Refusal) else say(found)


@scenario.command()
@click.argument("path", type=named)
@click.option(
    "--format", "form", type=click.Choice(["mermaid", "dot", "svg", "png"]), help="Else by -o; else mermaid."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to.")
@click.option("--all", "everything", is_flag=True, help="Options and events that nothing hangs on, too.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def graph(path: str, form: str | None, output: Path | None, everything: bool, force: bool) -> int:  # noqa: FBT001
    """Draw the scenario PATH: its stages and decisions, and what hangs on which choice, event or flag.

    Mermaid and DOT are printed, or written with -o; SVG and PNG are pictures of everything, in a file.
    """
    from game.commands.graph import drawn  # noqa: PLC0415
    from game.scenario.refusal import Refusal  # noqa: PLC0415

    done = drawn(path, form, output, everything=everything, replace=force)
    return refuse(done) if isinstance(done, Refusal) else say(done)


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
        return say([text(kind)])
    done = written(folder)
    return refuse(done) if isinstance(done, Refusal) else say(done)


@scenario.command(hidden=True)
@click.option("--write", "guide", type=click.Path(path_type=Path), metavar="FILE", help="Into this guide.")
def reference(guide: Path | None) -> int:
    """The tables of the authoring guide, as the code has them."""
    from game.commands.reference import put_into, tables  # noqa: PLC0415
    from game.scenario.refusal import Refusal  # noqa: PLC0415

    done = tables() if guide is None else put_into(guide)
    return refuse(done) if isinstance(done, Refusal) else say(done)


@scenario.command("test")
@click.argument("path", required=False, type=named)
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
        return say(test.figures())
    if path is None:
        raise click.UsageError("Say which scenario: its folder, its zip file, or its id.")
    if update and as_json:
        raise click.UsageError("--update and --json exclude each other.")
    found = test.trials(path, keyword)
    if not isinstance(found, test.Trials):
        return refuse(found)
    if as_json:
        found.run()
        say_json(found.document())
        return PROBLEMS if found.failed else FINE
    found.run(lambda verdict: write(f"{test.line(verdict)}\n" if verbose else test.mark(verdict)))
    if not verbose:
        write("\n")
    if not (update and found.changes):
        say(found.told())
        return PROBLEMS if found.failed else FINE
    say(found.difference())
    if not (yes or click.confirm("Write these figures?", err=True)):
        return PROBLEMS
    if refusal := found.update():
        return refuse(refusal)
    say(["Written."])
    if found.failed:
        say(found.told())
    return PROBLEMS if found.failed else FINE
