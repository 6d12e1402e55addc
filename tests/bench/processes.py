"""Measurements that need a process of their own: how soon it speaks, and how large it grows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SCENARIO = "kyrgyzstan-2010"
PROMPT = b"Your choice, 1 to "
"""With which the first question of a linear game begins."""


def game_command() -> list[str]:
    """The game as a user starts it: the installed script beside this interpreter, else the module."""
    script = shutil.which("tashkent", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-m", "game"]


def first_prompt() -> float:
    """Seconds from the start of a new linear game in a pipe, with its save, to its first question.

    Raise RuntimeError if it ends without one.
    """
    command = [*game_command(), "play", SCENARIO, "--role", "moscow", "--plain"]
    with tempfile.TemporaryDirectory() as home:
        return _until(command, PROMPT, {**os.environ, "HOME": home, "XDG_DATA_HOME": home})


def whole_run(*arguments: str) -> float:
    """Seconds from the start of this interpreter with these arguments to its end.

    Raise RuntimeError if it fails.
    """
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], stdin=subprocess.DEVNULL, check=False)
    taken = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"{arguments} ended with {done.returncode}")
    return taken


def megabytes(plays: int) -> float:
    """The most memory that a process held which tallied so many plays. Raise RuntimeError if it fails."""
    command = [sys.executable, "-m", "tests.bench.memory", str(plays)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return float(done.stdout)


def _until(command: Sequence[str], awaited: bytes, environment: dict[str, str]) -> float:
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    ) as process:
        assert process.stdout is not None
        said = b""
        while awaited not in said:
            more = os.read(process.stdout.fileno(), 65_536)
            if not more:
                raise RuntimeError(f"{' '.join(command)} asked nothing:\n{said.decode(errors='replace')}")
            said += more
        taken = time.perf_counter() - start
        process.kill()
    return taken
