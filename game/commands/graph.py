"""`tashkent scenario graph`: what hangs on what in a scenario, as a diagram in text or as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from game.authoring.diagrams import dot, mermaid
from game.authoring.graph import graph
from game.commands.seating import RefusedError, loaded
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal

TEXTS = {"mermaid": mermaid, "dot": dot}
ENDINGS = {".mmd": "mermaid", ".dot": "dot", ".gv": "dot", ".svg": "svg", ".png": "png"}
"""By the ending of the file that is to be written: the format, where none is named."""


def drawn(
    path: str, form: str | None, output: Path | None, *, everything: bool, replace: bool = False
) -> Iterator[str] | Refusal:
    """The diagram as lines, or a word about the file that was written.

    A picture goes into a file in any case; one that is there is written over only if it may be replaced.
    """
    if output and not form and output.suffix.lower() not in ENDINGS:
        endings = ", ".join(f"`{each}`" for each in ENDINGS)
        return Refusal(f"`{output}` ends in none of {endings}.", "Call it so, or say --format.")
    form = form or ENDINGS.get(output.suffix.lower() if output else "", "mermaid")
    try:
        scenario, _ = loaded(path)
    except RefusedError as refused:
        return refused.refusal
    if form in TEXTS and output is None:
        return TEXTS[form](graph(scenario, everything=everything), scenario)
    target = output or Path(f"{scenario.id}.{form}")
    if target.exists() and not replace:
        return Refusal(f"There is a file `{target}` already.", "Add --force to replace it, or say -o FILE.")
    return _written(target, _data(scenario, form, everything=everything))


def _data(scenario: Scenario, form: str, *, everything: bool) -> bytes:
    if form in TEXTS:
        lines = TEXTS[form](graph(scenario, everything=everything), scenario)
        return "".join(f"{line}\n" for line in lines).encode()
    from game.authoring.picture import picture  # noqa: PLC0415 (matplotlib is slow to load)

    return picture(graph(scenario, everything=True), scenario, form)


def _written(target: Path, data: bytes) -> Iterator[str] | Refusal:
    try:
        target.write_bytes(data)
    except OSError as error:
        return Refusal(f"`{target}` cannot be written: {error.strerror}.")
    return iter([f"{target} is written."])
