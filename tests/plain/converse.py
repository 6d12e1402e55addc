"""Conversations without a terminal: lines in, the whole transcript out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.plain.game import play
from game.plain.talk import Manner, Prompt, Talk
from game.table.table import Table


def steps(talk: Talk, lines: Iterable[str]) -> Iterator[str | Prompt | tuple[Prompt, str | None]]:
    """What a conversation says, and its prompts with what is typed there; then there are no more lines."""
    typed = iter(lines)
    try:
        step = next(talk)
        while True:
            yield step
            line = next(typed, None) if isinstance(step, Prompt) else None
            if isinstance(step, Prompt):
                yield step, line
            step = talk.send(line)
    except StopIteration:
        return


def transcript(talk: Talk, lines: Iterable[str]) -> str:
    """All that a conversation says when these lines are typed, and then no more; with the lines in it."""
    said = []
    for step in steps(talk, lines):
        if isinstance(step, str):
            said.append(step)
        elif isinstance(step, tuple):
            prompt, line = step
            said.append(f"{prompt.text}{'<end>' if line is None else line}\n")
    return "".join(said)


def game(table: Table, *lines: str, manner: Manner | None = None) -> str:
    """The transcript of a game at a table."""
    return transcript(play(table, manner or Manner()), lines)
