"""A host of its own process for tests and benches, which does by itself what a teacher would do.

    python -m tests.classroom.serve PORT SCENARIO ROOMS STUDENTS [RESUME]

It says `up ADDRESS CODE NAME` once it listens, begins all rooms as soon as so many students are there, and
with the environment variable ROUNDS set, sets a room that is over back to its start.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.front import Front
from game.classroom.hosting import Place, up
from game.classroom.opening import Opening, Order, fresh, resumed
from game.scenario.loader import find_scenario, load_scenario
from game.scenario.refusal import Refusal


def _opening(scenario: str, rooms: int, resume: str) -> Opening:
    if resume:
        found = resumed(resume)
    else:
        loaded = load_scenario(find_scenario(scenario)).scenario
        assert loaded is not None
        seconds = float(os.environ.get("SECONDS_A_STAGE", "0"))
        practice = bool(os.environ.get("PRACTICE"))
        path = scenario if "/" in scenario else ""
        found = fresh(Order(loaded, path, rooms, (), seconds, 7, reasons=False, practice=practice))
    assert not isinstance(found, Refusal), found
    return found


async def _teach(front: Front, students: int) -> None:
    """Begin when all are there; go round and round, if told to."""
    host = front.host
    changed = asyncio.Event()
    host.watch(lambda _: changed.set())
    while True:
        changed.clear()
        state = host.state
        waiting = tuple(room.name for room in state.rooms.values() if room.phase == "waiting")
        if waiting and sum(each.there for each in state.students.values()) >= students > 0:
            await host.do(w.Begin(waiting), "facilitator")
        if os.environ.get("ROUNDS"):
            first = state.world.stages[0].id
            for room in state.rooms.values():
                if room.phase == "over":
                    await host.do(e.Rewound(room.name, first, "once more"), "facilitator")
        await changed.wait()


async def main() -> None:
    """Serve until told to end."""
    port, scenario, rooms, students, *rest = sys.argv[1:]
    opening = _opening(scenario, int(rooms), rest[0] if rest else "")
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    workers = int(os.environ.get("WORKERS", "1"))
    async with up(opening, Place(port=int(port), workers=workers)) as front:
        sys.stdout.write(f"up {front.address} {front.code} {opening.store.name}\n")
        sys.stdout.flush()
        teaching = asyncio.create_task(_teach(front, int(students)))
        await over.wait()
        teaching.cancel()
    opening.store.close()


if __name__ == "__main__":
    asyncio.run(main())
