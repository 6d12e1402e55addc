"""Restart of a host: from the start of a process until a session of 200 students in 50 rooms stands again.

Usage: python -m tests.bench.bench_classroom_restore [--rounds N] [--rooms N] [--students N]

Every room has played the whole flagship: votes with reasons, changed minds, drops, pauses, deadlines; in all
of them something was let happen twice, and every tenth was rewound once.
"""

from __future__ import annotations

import argparse
import os
import time
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.applied import replayed
from game.classroom.store import Store, create, opened
from game.scenario.loader import find_scenario, load_scenario
from tests.bench.measure import Row, seconds, table
from tests.bench.processes import SCENARIO, Starter
from tests.classroom.classes import Class

LIMIT = 5.0
MINUTES = 5.0
REASON = (
    "If we do not answer now, those who watch will not ask us again, and we shall read of it in the papers."
)

RESUMED = """
from concurrent.futures import ThreadPoolExecutor
from game.classroom.host import Host
from game.classroom.opening import Opening, resumed
found = resumed({name!r})
assert isinstance(found, Opening), found
host = Host(found.store, found.state, ThreadPoolExecutor(1))
assert all(room.phase == "over" for room in host.state.rooms.values())
"""


def played(rooms: int, students: int) -> Class:
    """A session, played to the end."""
    scenario = load_scenario(find_scenario(SCENARIO)).scenario
    assert scenario is not None
    random = Random(1)
    names = tuple(f"Room {number}" for number in range(1, rooms + 1))
    found = Class(scenario, rooms=names, seconds=MINUTES * 60.0)
    for number in range(students):
        found.must(w.Join(f"s{number}", f"Student {number}", f"{number:064x}"))
        found.must(e.Connected(f"s{number}"), "host")
    found.begin()
    turn = 0
    while any(room.phase == "open" for room in found.state.rooms.values()):
        for name, room in found.state.rooms.items():
            if turn in {2, 5} and room.play.stage:
                news = ("news", "News", "News comes.", (("turmoil", 0.05),))
                found.must(e.Injected(name, room.play.stage.id, *news))
        found.plan()
        for name in names:
            _voted(found, name, random)
        found.must(e.Paused(names))
        found.now += 60.0
        found.must(e.Resumed(names))
        found.wait(2 * MINUTES * 60.0)
        if turn == 4:
            for name in names[::10]:
                found.must(e.Rewound(name, scenario.stages[3].id, "once more"))
        turn += 1
    return found


def _voted(found: Class, name: str, random: Random) -> None:
    """A room votes, of one mind or not; some change theirs, and some go and come back."""
    room = found.state.rooms[name]
    stage = room.play.stage
    if stage is None:
        return
    for role, seat in room.seats.items():
        for student in seat.students * 2:
            if random.random() < 0.1:
                found.must(e.Dropped(student), "host")
                found.must(e.Connected(student), "host")
            for decision in found.state.due(name, role):
                known = room.play.decision(role, decision)
                option = random.choice(known.options) if known else ""
                cast = found.ballot(student, option, decision)
                vote = e.Voted(student, cast.vote.request, decision, option, REASON, quotable=True)
                found.do(w.Cast(stage.id, room.attempt, vote), student)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.bench_classroom_restore", description=__doc__
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rooms", type=int, default=50)
    parser.add_argument("--students", type=int, default=200)
    wanted = parser.parse_args()
    with TemporaryDirectory(prefix="tashkent-bench-") as home:
        began = time.perf_counter()
        found = played(wanted.rooms, wanted.students)
        playing = time.perf_counter() - began
        folder = Path(home, "data", "sessions")
        store = create(SCENARIO, folder)
        assert isinstance(store, Store)
        store.note({"code": "ABC234"})
        store.append(found.log)
        store.close()
        starter = Starter(Path(home))
        starter.environment["TASHKENT_DATA"] = f"{home}/data"
        code = RESUMED.format(name=store.name)
        starter.whole_run(code)  # compiles
        worked = [os.times()]
        whole = []
        for _ in range(wanted.rounds):
            whole.append(starter.whole_run(code))
            worked.append(os.times())
        effort = [
            after.children_user + after.children_system - before.children_user - before.children_system
            for before, after in pairwise(worked)
        ]
        again = opened(store.name, folder)
        assert isinstance(again, Store)
        size = again.path.stat().st_size / 1e6
        parts = {
            "read": tuple(seconds(lambda: list(again.entries())) for _ in range(wanted.rounds)),
            "replayed": tuple(
                seconds(lambda: replayed(found.log, found.world)) for _ in range(wanted.rounds)
            ),
        }
        again.close()
    print(
        f"{wanted.students} students in {wanted.rooms} rooms, {SCENARIO}: {len(found.log):,} entries, "
        f"{size:.1f} MB; playing it took {playing:.1f} s; load {os.getloadavg()[0]:.1f} in the end"
    )
    lines = [
        Row("a host is started and the session stands again", "s, wall", tuple(whole), limit=LIMIT),
        Row("the same, without what others do on the machine", "s, CPU", tuple(effort), limit=LIMIT),
        Row("of which: its log is read off the disk", "s, CPU", parts["read"]),
        Row("of which: its log is replayed", "s, CPU", parts["replayed"]),
    ]
    print(*table(lines), sep="\n")


if __name__ == "__main__":
    main()
