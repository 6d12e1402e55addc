"""The real program in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SMALL = Path(__file__).parents[1] / "scenarios" / "small"
PLAY = ("play", str(SMALL), "--role", "capital", "--seed", "4", "--opponent", "historical")
"""A game of the small scenario, all its luck and seats known."""


def environment(data: Path, **more: str) -> dict[str, str]:
    """What the program is told of the world: a data folder of the test's own."""
    return {**os.environ, "TASHKENT_DATA": str(data), "PYTHONUTF8": "1", **more}


def tashkent(*arguments: str, typed: str = "", data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end with this on stdin."""
    return subprocess.run(
        [sys.executable, "-m", "game", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(data, **more),
        timeout=60,
        check=False,
    )


def started(*arguments: str, data: Path, **more: str) -> subprocess.Popen[bytes]:
    """A command that is running, with pipes to all its streams."""
    return subprocess.Popen(
        [sys.executable, "-m", "game", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(data, **more),
    )
