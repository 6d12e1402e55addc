"""The flagship spoilt at random: lines deleted, indents swapped, values of a wrong type, random bytes.

    python -m tests.scenario.mutations FIRST COUNT

tries mutations FIRST … FIRST + COUNT − 1, each of which is known by its number, in a process whose memory is
its own, and prints what came of them as JSON.
"""

from __future__ import annotations

import gc
import json
import random
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from unittest.mock import patch

from game.engine.compile import compile_world
from game.engine.draws import Luck
from game.engine.play import run
from game.policies.random import Random
from game.scenario import shelf as shelves
from game.scenario.catalogue import DIAGNOSTICS
from game.scenario.diagnostics import Problem, Problems, render
from game.scenario.loader import find_scenario, read_scenario
from game.scenario.model import Scenario
from game.scenario.places import fault
from game.scenario.shelf import MAIN, Shelf
from game.scenario.source import Document, parse
from tests.bench.memory import peak

Files = dict[str, bytes]
Edit = Callable[[random.Random, list[str]], None]

VALUES = (
    "", "null", "true", "no", "0", "-1", "1e999", ".nan", "2010-06-12", "[]", "{}", "[1, 2]", "{a: b}", "'",
    '"', "|", ">-", "- x", "&a", "*a", "!!int 3", "0x1F", "1_000", "a: b", "#", "é中𝄞", "x" * 5000, "9" * 400,
    "?",
)  # fmt: skip
"""What may stand where something else belongs."""
PIECES = (
    b"\x00", b"\xff", b"\xc3", b"\t", b"\r", b"\x1b[31m", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"---\n",
    b"...\n", b"%YAML 1.1\n", b"<<: *a\n", b"[" * 40, b"{", b"}", b": ", b"- ", b"'", b'"', b"&a ", b"!x ",
    b"\n\n", b"  ",
)  # fmt: skip
"""What may get in between."""
MOST_FAULTS = 5
"""How many failures are told in full."""


@dataclass(slots=True)
class Outcome:
    """What came of some mutations."""

    tried: int = 0
    valid: int = 0
    """How many still were scenarios."""
    codes: list[str] = field(default_factory=list)
    """The kinds of problem that were told, each once."""
    slowest: float = 0.0
    """Seconds of the processor's time of the slowest load: other work on the machine does not count."""
    megabytes: float = 0.0
    """The most memory that the process ever held, Python and the game's modules included."""
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Held:
    """A scenario's files, held in memory."""

    files: Files
    id: str = "kyrgyzstan-2010"

    def holds(self, name: str) -> bool:
        """Whether there is such a file, or something in such a folder."""
        return name in self.files or any(each.startswith(f"{name}/") for each in self.files)

    def names(self, folder: str) -> list[str] | Problem:
        """The files that lie in a folder."""
        return [each.removeprefix(f"{folder}/") for each in self.files if each.startswith(f"{folder}/")]

    def read(self, name: str) -> bytes | Problem:
        """A file's bytes."""
        data = self.files.get(name)
        return fault("unreadable", name, name=name, why="it is gone") if data is None else data


def flagship() -> Files:
    """The files of the flagship that are read for play."""
    folder = find_scenario("kyrgyzstan-2010")
    names = [MAIN, *sorted(f"stages/{each.name}" for each in (folder / "stages").glob("*.yaml"))]
    return {name: (folder / name).read_bytes() for name in names}


def delete_lines(chance: random.Random, lines: list[str]) -> None:
    """Some lines in a row are gone."""
    at = chance.randrange(len(lines))
    del lines[at : at + chance.choice((1, 1, 1, 2, 5, 40))]


def swap_indents(chance: random.Random, lines: list[str]) -> None:
    """Two lines have each other's indentation."""
    one, other = (chance.randrange(len(lines)) for _ in range(2))
    first, second = lines[one], lines[other]
    start, end = (line[: len(line) - len(line.lstrip())] for line in (first, second))
    lines[one], lines[other] = end + first.lstrip(), start + second.lstrip()


def shift(chance: random.Random, lines: list[str]) -> None:
    """Some lines in a row are indented more, or less."""
    at, by = chance.randrange(len(lines)), chance.choice((-4, -2, -1, 1, 2, 3, 8))
    for i in range(at, min(at + chance.choice((1, 1, 3, 12)), len(lines))):
        lines[i] = (
            " " * by + lines[i] if by > 0 else lines[i][min(-by, len(lines[i]) - len(lines[i].lstrip())) :]
        )


def swap_lines(chance: random.Random, lines: list[str]) -> None:
    """Two lines have changed places."""
    one, other = (chance.randrange(len(lines)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]


def repeat(chance: random.Random, lines: list[str]) -> None:
    """Some lines in a row stand there twice."""
    at = chance.randrange(len(lines))
    lines[at:at] = lines[at : at + chance.choice((1, 1, 4, 20, 200))]


def change_value(chance: random.Random, lines: list[str]) -> None:
    """What follows a key is something else."""
    keyed = [i for i, line in enumerate(lines) if ": " in line] or [0]
    at = chance.choice(keyed)
    lines[at] = f"{lines[at].partition(': ')[0]}: {chance.choice(VALUES)}"


def swap_words(chance: random.Random, lines: list[str]) -> None:
    """A word is another word of the file."""
    words = "\n".join(lines).split()
    at = chance.randrange(len(lines))
    if own := lines[at].split():
        lines[at] = lines[at].replace(chance.choice(own), chance.choice(words), 1)


EDITS: tuple[Edit, ...] = (
    delete_lines, delete_lines, swap_indents, swap_indents, shift, swap_lines, repeat, change_value,
    change_value, swap_words,
)  # fmt: skip


def scatter(chance: random.Random, data: bytes) -> bytes:
    """Random bytes in the place of some, or a file cut off."""
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(spoilt) + 1)
        piece = chance.choice((chance.choice(PIECES), chance.randbytes(chance.choice((1, 4, 64)))))
        spoilt[at : at + chance.choice((0, 0, 1, 16))] = piece
    return bytes(spoilt[: chance.randrange(len(spoilt) + 1)] if chance.random() < 0.1 else spoilt)


def mutated(number: int, files: Files) -> Files:
    """The files, spoilt in one to three ways."""
    chance = random.Random(number)
    spoilt = dict(files)
    for _ in range(chance.choice((1, 1, 2, 3))):
        name = chance.choice(sorted(spoilt))
        if chance.random() < 0.25:
            spoilt[name] = scatter(chance, spoilt[name])
            continue
        lines = spoilt[name].decode("utf-8", "surrogateescape").split("\n")
        chance.choice(EDITS)(chance, lines)
        spoilt[name] = "\n".join(lines).encode("utf-8", "surrogateescape")
    return spoilt


def fault_of(scenario: Scenario | None, shelf: Shelf) -> str:
    """What is wrong with what an author was told; or nothing."""
    problems = shelf.problems.sorted()
    if (scenario is None) != any(problem.severity == "error" for problem in problems):
        return "neither a scenario nor an error, or both"
    for problem in problems:
        lines = shelf.texts.get(problem.file, "").split("\n")
        if problem.severity != DIAGNOSTICS[problem.code].severity:
            return f"{problem}: another severity"
        if not 1 <= problem.line <= len(lines) or not 1 <= problem.column <= len(lines[problem.line - 1]) + 1:
            return f"{problem}: no such place"
        if not (problem.message and problem.hint):
            return f"{problem}: nothing said"
        if not render(problem, shelf.texts.get(problem.file, "")).startswith(
            f"{problem.file}:{problem.line}:"
        ):
            return f"{problem}: shown oddly"
    return ""


def play(scenario: Scenario) -> None:
    """Two plays, to their end."""
    run(compile_world(scenario), {role.id: Random() for role in scenario.roles}, Luck(1, 0, 2))


def remembering(files: Files) -> Callable[[str, str, Problems], Document]:
    """`parse`, which reads each file that is as it was only once: a tree is never changed."""
    known = {data.decode("utf-8") for data in files.values()}
    trees: dict[tuple[str, str], Document] = {}

    def remembered(file: str, text: str, problems: Problems) -> Document:
        if text not in known:
            return parse(file, text, problems)
        if (file, text) not in trees:
            trees[file, text] = parse(file, text, problems)
        return trees[file, text]

    return remembered


def tried(first: int, count: int) -> Outcome:
    """The mutations, loaded and, where they still are scenarios, played."""
    files = flagship()
    outcome, codes = Outcome(), set()
    for number in range(first, first + count):
        spoilt = Shelf(Held(mutated(number, files)))
        start = time.process_time()
        try:
            scenario = read_scenario(spoilt)
            outcome.slowest = max(outcome.slowest, time.process_time() - start)
            wrong = fault_of(scenario, spoilt)
            if scenario is not None:
                outcome.valid += 1
                play(scenario)
        except Exception:  # noqa: BLE001 (any exception at all is what is looked for)
            wrong = traceback.format_exc()
        outcome.tried += 1
        codes |= {problem.code for problem in spoilt.problems}
        if wrong and len(outcome.failures) < MOST_FAULTS:
            outcome.failures.append(f"mutation {number}: {wrong}")
    outcome.codes = sorted(codes)
    outcome.megabytes = peak()
    return outcome


if __name__ == "__main__":
    warnings.simplefilter("error")
    gc.set_threshold(100_000)  # as the program does
    number, many = map(int, sys.argv[1:])
    with patch.object(shelves, "parse", remembering(flagship())):
        sys.stdout.write(json.dumps(asdict(tried(number, many))))
