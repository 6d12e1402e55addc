"""What authors read: problems with a place, a message and a way out, and how they are printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Literal

from game.scenario.nodes import Spot

Severity = Literal["error", "warning", "note"]

EXCERPT_WIDTH = 72
"""The widest excerpt of a line, in columns; a longer line is cut around the caret."""

TAB_WIDTH = 4
QUOTED_LENGTH = 60
"""The longest piece of an author's text that a message repeats, in characters."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that an author should know.

    An error keeps the scenario from loading; a warning is probably a mistake; a note is worth a look.
    """

    code: str
    severity: Severity
    file: str
    """Relative to the scenario's folder, with forward slashes."""
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    message: str
    hint: str = ""
    more: int = 0
    """Of how many further problems of its file it tells, which are not shown."""

    def document(self) -> dict[str, str | int]:
        """The same for a machine; a problem that tells of others says in its message of how many."""
        return {key: value for key, value in asdict(self).items() if key != "more"}

    @property
    def place(self) -> tuple[str, int, int]:
        """File, line and column: the order in which problems are told."""
        return (self.file, self.line, self.column)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A kind of problem: its stable code, its weight, and the words for it."""

    code: str
    severity: Severity
    message: str
    """A template; the names in braces are filled in by the check that found the problem."""
    fix: str
    """What to do about it, a template too; it is the hint when the check has no better one."""

    def at(self, spot: Spot, hint: str = "", /, **words: object) -> Problem:
        """The problem of this kind at `spot`."""
        shown = {name: shorten(str(word)) for name, word in words.items()}
        message = self.message.format(**shown).rstrip()
        advice = hint or self.fix.format(**shown)
        return Problem(self.code, self.severity, spot.file, spot.line, spot.column, message, advice)


MOST_TOLD = 40
"""How many problems of a file are shown; whoever has mended those may look again."""

MORE = Diagnostic(
    "more-problems", "note", "and {count} more in this file", "mend these first, then check again"
)

GRAVEST: tuple[Severity, ...] = ("error", "warning", "note")


def curtailed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """All of them once each, by file, line and column; of many in one file the gravest, and how many more."""
    by_file: dict[str, list[Problem]] = {}
    for problem in sorted(dict.fromkeys(problems), key=lambda problem: problem.place):
        by_file.setdefault(problem.file, []).append(problem)
    return tuple(problem for found in by_file.values() for problem in _first(found))


def _first(found: list[Problem]) -> Iterator[Problem]:
    """What is shown of the problems of one file."""
    single = [problem for problem in found if not problem.more]
    shown = sorted(single, key=lambda problem: GRAVEST.index(problem.severity))[:MOST_TOLD]
    shown.sort(key=lambda problem: problem.place)
    yield from shown
    left = len(single) - len(shown) + sum(problem.more for problem in found)
    if left:
        last = found[-1] if not shown else shown[-1]
        yield more(Spot(*last.place), left)


def more(spot: Spot, count: int) -> Problem:
    """What stands for so many problems of a file that are not shown."""
    return replace(MORE.at(spot, count=count), more=count)


class Problems:
    """Collects problems; the first at a place hides a later stage's problem at the same place."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def add(self, problem: Problem) -> None:
        """Record a problem."""
        self._found.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Record the problems of one stage of reading, apart from those where an earlier stage found one."""
        taken = {problem.place for problem in self._found if problem.severity == "error"}
        self._found.extend(problem for problem in problems if problem.place not in taken)

    def revise(self, better: Callable[[Problem], Problem]) -> None:
        """Put what `better` makes of each problem in its place."""
        self._found = [better(problem) for problem in self._found]

    @property
    def failed(self) -> bool:
        """Whether there is an error among them."""
        return any(problem.severity == "error" for problem in self._found)

    def sorted(self) -> tuple[Problem, ...]:
        """All of them once each, by file, line and column, as far as `curtailed` shows them."""
        return curtailed(self._found)


def sign(char: str) -> str:
    """A single character in a message, told apart from the marks around it."""
    return {"`": "a backquote", "'": "an apostrophe", '"': "a double quotation mark"}.get(char, f"`{char}`")


def shorten(text: str, length: int = QUOTED_LENGTH) -> str:
    """`text` on one line, without control characters, cut to `length`."""
    flat = "".join(_visible(char) for char in " ".join(text.split()))
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def render(problem: Problem, text: str) -> str:
    """The problem as an author reads it: place, code, message, the line with a caret, the hint.

    `text` is the file's content; when it has no such line (a missing file, say), no excerpt is shown.
    """
    file = "".join(map(_visible, problem.file))
    head = f"{file}:{problem.line}:{problem.column}: {problem.severity} {problem.code}"
    parts = [f"{head}: {problem.message}"]
    lines = text.split("\n", problem.line)
    if text and problem.line <= len(lines):
        excerpt, caret = _excerpt(lines[problem.line - 1], problem.column)
        gutter = str(problem.line)
        parts.append(f"  {gutter} | {excerpt}".rstrip())
        parts.append(f"  {' ' * len(gutter)} | {' ' * caret}^")
    if problem.hint:
        parts.append(f"  hint: {problem.hint}")
    return "\n".join(parts)


def _excerpt(line: str, column: int) -> tuple[str, int]:
    """The line as shown, and how many columns stand left of the caret."""
    left = [_visible(char) for char in line[: column - 1]]
    right = [_visible(char) for char in line[column - 1 :]]
    room = EXCERPT_WIDTH * 2 // 3
    cut_left = False
    width = sum(map(_width, left))
    while width > room:
        width -= _width(left.pop(0))
        cut_left = True
    start = ("…" if cut_left else "") + "".join(left)
    caret = width + cut_left
    end, width = "", caret
    for char in right:
        width += _width(char)
        if width > EXCERPT_WIDTH:
            end += "…"
            break
        end += char
    return start + end, caret


def _visible(char: str) -> str:
    if char == "\t":
        return " " * TAB_WIDTH
    return (
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char
    )


def _width(shown: str) -> int:
    """The columns that one character (or an expanded tab) takes on a terminal."""
    if len(shown) > 1:
        return len(shown)
    if unicodedata.combining(shown):
        return 0
    return 2 if unicodedata.east_asian_width(shown) in "WF" else 1
