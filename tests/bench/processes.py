"""Measurements that need a process of their own: how soon it speaks, and how large it grows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

SCENARIO = "kyrgyzstan-2010"
PROMPT = b"Your choice, 1 to "
"""With which the first question of a linear game begins."""
HABITS = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "TASHKENT_DATA")
"""Variables of a developer's machine that would make a start slower, or faster, than a user's."""


class Starter:
    """Starts processes as on a user's machine: modules compiled beforehand, saves in a folder of their own.

    Everything that they write goes below `home`; what the first one compiles, the next ones find there.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._numbers = count()
        kept = {name: value for name, value in os.environ.items() if name not in HABITS}
        self.environment = {**kept, "PYTHONPYCACHEPREFIX": str(home / "compiled")}

    def first_prompt(self) -> float:
        """Seconds from the start of a new linear game in a pipe, with its save, to its first question.

        Raise RuntimeError if it ends without one.
        """
        folder = str(self.home / f"player-{next(self._numbers)}")
        command = [*game_command(), "play", SCENARIO, "--role", "moscow", "--plain"]
        start = time.perf_counter()
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,  # held open, or the game would end
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**self.environment, "HOME": folder, "XDG_DATA_HOME": folder},
        ) as process:
            assert process.stdout is not None
            said = b""
            while PROMPT not in said:
                more = os.read(process.stdout.fileno(), 65_536)
                if not more:
                    raise RuntimeError(f"{' '.join(command)} asked nothing:\n{said.decode()}")
                said += more
            taken = time.perf_counter() - start
            process.kill()
        return taken

    def whole_run(self, code: str) -> float:
        """Seconds from the start of a Python that runs this code to its end.

        Raise CalledProcessError if it fails.
        """
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, env=self.environment)
        return time.perf_counter() - start

    def megabytes(self, plays: int) -> float:
        """The most memory that a process held which tallied so many plays.

        Raise CalledProcessError if it fails.
        """
        command = [sys.executable, "-m", "tests.bench.memory", str(plays)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=self.environment)
        return float(done.stdout)


def game_command() -> list[str]:
    """The game as a user starts it: the installed script beside this interpreter, else the module."""
    script = shutil.which("tashkent", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-m", "game"]
