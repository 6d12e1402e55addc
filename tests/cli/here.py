"""The program in this process: what it says and its exit code, without what a process costs to start."""

from __future__ import annotations

import gc
import sys
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from game.cli import main
from game.words import use


def tashkent(*arguments: str, typed: str = "", data: Path, **more: str) -> CompletedProcess[str]:
    """As `tests.cli.run.tashkent`, for promises on what is said rather than on the process that says it."""
    said, complained = StringIO(), StringIO()
    threshold = gc.get_threshold()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"TASHKENT_DATA": str(data), **more}.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["tashkent", *arguments])
        patch.setattr(sys, "stdin", StringIO(typed))
        patch.setattr(sys, "stdout", said)
        patch.setattr(sys, "stderr", complained)
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            gc.set_threshold(*threshold)
            use("")
    return CompletedProcess(["tashkent", *arguments], code, said.getvalue(), complained.getvalue())
