"""`tashkent scenario pack`: what is said of an archive that was written."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from game.authoring.pack import Packed


def told(packed: Packed) -> Iterator[str]:
    """What it holds, and how to use it."""
    name = quote(str(packed.path))
    yield f"{packed.path}: {len(packed.files)} files, {max(1, packed.size // 1024)} KiB."
    yield f"Whoever gets it can play it as it is: tashkent play {name}"
