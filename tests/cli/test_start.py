"""How soon the program is there: what is not needed is not read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.run import environment


def loaded(code: str, data: Path) -> set[str]:
    """The modules that are loaded when this code has run."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        env=environment(data),
        timeout=30,
        check=True,
    )
    return set(done.stdout.split())


def test_the_command_line_alone_reads_neither_engine_nor_scenarios(tmp_path: Path) -> None:
    modules = loaded("import game.cli", tmp_path)
    assert "click" in modules
    assert not modules & {"numpy", "pydantic", "yaml", "platformdirs", "game.engine", "game.scenario.model"}


def test_a_game_begins_without_what_it_needs_later_or_never(tmp_path: Path) -> None:
    modules = loaded("import game.commands.session, game.scenario.whole", tmp_path)
    assert "numpy" in modules
    assert not modules & {
        "rapidfuzz",
        "textual",
        "matplotlib",
        "game.present.debrief",
        "asyncio",
        "platformdirs",
    }
