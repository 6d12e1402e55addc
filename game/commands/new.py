"""`tashkent scenario new`: the questions, and what is said when the folder stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from shlex import quote

import click

from game.authoring.answers import unfit


def answer(question: str, given: Mapping[str, str]) -> Callable[[str], str]:
    """A check of what is typed in answer to a question after others, for click to ask again."""

    def checked(typed: str) -> str:
        if wrong := unfit(question, typed.strip(), given):
            raise click.UsageError(wrong)
        return typed.strip()

    return checked


def written(path: Path, names: tuple[str, ...]) -> Iterator[str]:
    """What there is now, and how to go on."""
    name = quote(str(path))
    yield f"{path} holds a scenario of two stages:"
    for each in names:
        if not each.startswith("."):
            yield f"  {each}"
    yield ""
    yield "Begin with scenario.yaml: its comments say what is what. On the way:"
    yield f"  tashkent scenario check {name}"
    yield f"  tashkent scenario test {name}"
    yield f"  tashkent play {name}"
