"""The architecture is a failing test: imports run one way, and the engine is pure."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

GAME = Path(__file__).parents[1] / "game"
PURE = {
    "__future__", "collections", "collections.abc", "dataclasses", "enum", "functools", "io", "itertools",
    "json", "math", "numpy",
    "numpy.typing", "typing", "zipfile", "zlib",
}  # fmt: skip
"""What the engine may import beside itself, the scenario's nouns and the version."""


def imported(file: Path) -> set[str]:
    """The modules that a file names in its imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("file", sorted((GAME / "engine").rglob("*.py")), ids=lambda file: file.name)
def test_the_engine_imports_numpy_and_the_pure_parts_of_the_library_alone(file: Path) -> None:
    ours = {
        name
        for name in imported(file)
        if name == "game" or name.startswith(("game.engine", "game.scenario."))
    }
    assert imported(file) - ours <= PURE


def test_only_the_commands_print() -> None:
    loud = [
        str(file.relative_to(GAME))
        for file in GAME.rglob("*.py")
        if file != GAME / "cli" / "output.py"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not loud


@pytest.mark.parametrize(
    "layer", ["scenario.loader", "engine.play", "policies.planner", "analysis.ensemble", "present.seat"]
)
def test_the_core_is_imported_without_a_screen_or_a_socket(layer: str) -> None:
    script = (
        f"import game.{layer}, sys; print(*sorted(sys.modules.keys() & {{'textual', 'socket', 'sqlite3'}}))"
    )
    seen = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not seen.stdout.strip()
