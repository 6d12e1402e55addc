"""A host on a disk that fails, in a process of its own.

    python -m tests.classroom.disk full FOLDER           no file there can grow beyond 200 kB
    python -m tests.classroom.disk small FOLDER          FOLDER is put on a disk of 256 kB
    python -m tests.classroom.disk read-only FOLDER      FOLDER is put on a disk that turns read-only

On a disk that fills up, a class votes, back and forth, until votes are refused. It says what was
acknowledged, how the refusals read, and what the file holds when it is opened where there is room. On one
that is read-only, it says what comes of reading, opening, beginning and deleting a session.
"""

from __future__ import annotations

import asyncio
import json
import resource
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.applied import replayed
from game.classroom.host import Host
from game.classroom.store import Store, create, delete, looked_into, opened
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class, lake

REASON = "because " * 100
MOST = 3_000
"""Votes, by when every disk here is full."""
LARGEST = 200_000
"""Bytes of a file that cannot grow."""


def _mounted(folder: Path, *options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)], check=True)


async def _voted(host: Host, turn: int) -> Refusal | None:
    vote = e.Voted("ann", f"v{turn}", "answer", ("aid", "refuse")[turn % 2], REASON, quotable=False)
    return await host.do(w.Cast("spring", 0, vote), "ann")


async def _played(host: Host) -> tuple[list[str], list[str]]:
    """The votes that were acknowledged, and two refusals."""
    told: list[int] = []
    host.watch(lambda state: told.append(state.entries))
    running = asyncio.create_task(host.run())
    acknowledged, refusal = [], None
    for turn in range(MOST):
        before = len(told)
        refusal = await _voted(host, turn)
        if refusal:
            assert len(told) == before, "others were told of what was not kept"
            break
        acknowledged.append(f"v{turn}")
    again = await _voted(host, MOST)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return acknowledged, [str(refusal), str(again)]


def _begun(folder: Path) -> tuple[Class, Store]:
    """A class that has begun, and where it is kept."""
    begun = Class(lake())
    for student in ("ann", "ben"):
        begun.seat(student, "A", "capital")
    begun.begin("A")
    store = create("small", folder)
    assert not isinstance(store, Refusal), store
    store.append(begun.log)
    return begun, store


def filled(folder: Path, how: str) -> dict[str, list[str]]:
    """What became of a class on a disk that fills up."""
    if how == "small":
        _mounted(folder, "size=256k")
    begun, store = _begun(folder)
    if how == "full":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that it is an error, and no signal
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, resource.RLIM_INFINITY))
    with ThreadPoolExecutor(1) as pool:
        acknowledged, refusals = asyncio.run(_played(Host(store, begun.state, pool)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    store.close()
    roomy = shutil.copytree(folder, folder.parent / "roomy")
    kept = opened(store.name, roomy)
    assert not isinstance(kept, Refusal), kept
    log = list(kept.entries())
    kept.close()
    replayed(log, begun.world)
    votes = [each.event.request for each in log if isinstance(each.event, e.Voted)]
    return {"acknowledged": acknowledged, "kept": votes, "refusals": refusals}


def unwritable(folder: Path) -> dict[str, list[str]]:
    """What comes of what one may want of a session on a disk that is read-only."""
    _mounted(folder, "size=8m")
    store = _begun(folder)[1]
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    found = looked_into(store.name, folder)
    assert not isinstance(found, Refusal), found
    read = [str(each.event.kind) for each in found.entries()]
    found.close()
    tried = (opened(store.name, folder), create("small", folder), delete(store.name, folder))
    return {"read": read, "refusals": [str(each) for each in tried if isinstance(each, Refusal)]}


if __name__ == "__main__":
    wanted, place = sys.argv[1:]
    came = unwritable(Path(place)) if wanted == "read-only" else filled(Path(place), wanted)
    sys.stdout.write(json.dumps(came))
