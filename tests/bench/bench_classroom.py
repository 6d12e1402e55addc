"""A class on this machine: how soon its screens stand, how soon votes are safe, what it takes; beside oTree.

Usage: python -m tests.bench.bench_classroom [--students N] [--crowd N] [--rounds N] [--no-otree]

Students' programs run in this process, the host and its workers in theirs; oTree (the pip package `otree` in
an environment that this makes, its production server, SQLite) in its own. All share the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

from game.classroom import protocol as p
from tests.bench.measure import Row, table
from tests.bench.otree import Otree
from tests.classroom.hosts import Bot, Hosted, seated

SCENARIO = "kyrgyzstan-2010"
SIZE = (100, 30)
"""Columns and lines of a browser's terminal."""
ARRIVAL = 10.0
"""Seconds within which a class comes in."""
OTREE_PORT = 8931
TALLEST = 600.0


def later(samples: Sequence[float], share: float) -> float:
    """What so large a share of the samples stays within."""
    return sorted(samples)[min(int(share * len(samples)), len(samples) - 1)]


def resident(pids: Sequence[int]) -> float:
    """Megabytes of memory that processes hold."""
    found = 0.0
    for pid in pids:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        found += int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024
    return found


@dataclass
class Seen:
    """What a class of browsers has come to see."""

    first: list[float] = field(default_factory=list)
    """Seconds from the form to each one's first screen."""
    playing: int = 0
    """How many see the first stage."""


async def screen(session: aiohttp.ClientSession, host: Hosted, number: int, wait: float, seen: Seen) -> None:
    """A browser: from the form to the first screen, and on to the first stage."""
    await asyncio.sleep(wait)
    began = time.perf_counter()
    form = {"code": host.code, "name": f"Student {number}"}
    async with session.post(f"{host.address}/join", data=form, allow_redirects=False) as answer:
        link = answer.headers["Location"]
    async with session.get(f"{host.address}{link}") as page:
        await page.read()
    address = f"{host.address}{link}/ws?width={SIZE[0]}&height={SIZE[1]}"
    async with session.ws_connect(address, max_msg_size=0) as socket:
        shown, awaited = b"", [b"has not begun", b"Stage 1 of"]
        async for message in socket:
            if message.type is not aiohttp.WSMsgType.BINARY or not awaited:
                continue
            shown += message.data
            if awaited[0] in shown:
                shown = shown.partition(awaited.pop(0))[2]
                if awaited:
                    seen.first.append(time.perf_counter() - began)
                else:
                    seen.playing += 1


async def screens(host: Hosted, count: int, spread: float) -> tuple[list[float], float]:
    """Browsers that come in one after the other: seconds to each one's first screen; memory in the end."""
    seen = Seen()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        each = spread / max(count - 1, 1)
        tasks = [asyncio.create_task(screen(session, host, n, n * each, seen)) for n in range(count)]
        async with asyncio.timeout(TALLEST):
            while seen.playing < count:  # once all have come, the rooms begin by themselves
                await asyncio.sleep(0.05)
        await asyncio.sleep(2)
        memory = resident([host.pid, *host.workers()])
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return seen.first, memory


async def timed_vote(bot: Bot, option: int) -> float:
    """Seconds from a vote to the host's word that it is on the disk."""
    assert bot.stage
    assert bot.stage.view
    decision = bot.stage.view.decisions[0]
    began = time.perf_counter()
    answer = await bot.vote(decision.id, decision.options[option].id)
    assert isinstance(answer, p.Done), answer
    return time.perf_counter() - began


async def votes(host: Hosted, count: int, rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Votes one by one at a person's pace, all at once, and the seconds that each such crowd took."""

    async def nothing() -> None:
        return None

    bots = [await seated(host, f"Voter {number}") for number in range(count)]
    for bot in bots:
        bot._play = nothing  # type: ignore[method-assign]  # they vote as they are told to
    tasks = [asyncio.create_task(bot.run()) for bot in bots]
    await bots[0].until(lambda: all(bot.stage and bot.stage.view and bot.team for bot in bots))
    deciding = [bot for bot in bots if bot.stage and bot.stage.view and bot.stage.view.decisions]
    paced: list[float] = []

    async def pace(number: int, bot: Bot) -> None:
        await asyncio.sleep(5.0 * number / len(deciding))
        paced.append(await timed_vote(bot, _option(bot)))

    for _ in range(2):
        await asyncio.gather(*(pace(number, bot) for number, bot in enumerate(deciding)))
    crowd: list[float] = []
    whole: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        crowd += await asyncio.gather(*(timed_vote(bot, _option(bot)) for bot in deciding))
        whole.append(time.perf_counter() - began)
        await asyncio.sleep(0.5)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return paced, crowd, whole


def _option(bot: Bot) -> int:
    """Mates never agree, so that no decision is settled while it is measured; each vote is a new one."""
    assert bot.team
    return [mate.you for mate in bot.team.team.mates].index(True) % 2


async def submissions(address: str, count: int, rounds: int) -> tuple[list[float], list[float]]:
    """The same of oTree: seconds of each submission, and of each crowd of them."""
    found: list[float] = []
    whole: list[float] = []
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(total=TALLEST)
    ) as session:
        wish = {"session_config_name": "vote", "num_participants": count}
        async with session.post(f"{address}/api/sessions", json=wish) as answer:
            code = (await answer.json(content_type=None))["code"]
        async with session.get(f"{address}/api/sessions/{code}") as answer:
            people = [each["code"] for each in (await answer.json(content_type=None))["participants"]]
        pages = []
        for person in people:  # one by one: only submissions are measured
            async with session.get(f"{address}/InitializeParticipant/{person}") as answer:
                await answer.read()
                pages.append(str(answer.url))

        async def submit(page: str) -> tuple[float, str]:
            began = time.perf_counter()
            form = {"option": "b", "reason": "a reason"}
            async with session.post(page, data=form, allow_redirects=False) as answer:
                await answer.read()
                assert answer.status in {302, 303}, answer.status
                took = time.perf_counter() - began
                after = answer.headers["Location"]
            return took, after if after.startswith("http") else f"{address}{after}"

        for _ in range(rounds):
            began = time.perf_counter()
            done = await asyncio.gather(*(submit(page) for page in pages))
            whole.append(time.perf_counter() - began)
            found += [took for took, _ in done]
            pages = []
            for _, after in done:
                async with session.get(after) as answer:
                    await answer.read()
                    pages.append(str(answer.url))
    return found, whole


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_classroom", description=__doc__)
    parser.add_argument("--students", type=int, default=40, help="a class")
    parser.add_argument("--crowd", type=int, default=200, help="a lecture hall; 0 for none")
    parser.add_argument("--rounds", type=int, default=5, help="how often all vote at once")
    parser.add_argument("--no-otree", action="store_true", help="without the yardstick")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="tashkent-bench-") as home:
        lines = measured(Path(home), given.students, given.crowd, given.rounds, otree=not given.no_otree)
    print(f"{os.cpu_count()} cores; load {os.getloadavg()[0]:.1f} in the end; screens of {SIZE[0]}×{SIZE[1]}")
    print(*table(lines), sep="\n")


def measured(home: Path, students: int, crowd: int, rounds: int, *, otree: bool) -> list[Row]:
    """The lines of the table."""
    workers = {"WORKERS": str(os.cpu_count() or 2)}
    lines: list[Row] = []
    with Hosted(home / "a", scenario=SCENARIO, rooms=10, students=students, **workers) as host:
        time.sleep(5)
        first, memory = asyncio.run(screens(host, students, ARRIVAL))
    lines += [
        Row(f"{students} join within {ARRIVAL:.0f} s: to the first screen", "s", tuple(first)),
        Row("the same, the last of them", "s", (max(first),), limit=2.0),
        Row(f"{students} playing: host and workers", "MB", (memory,)),
    ]
    with Hosted(home / "b", scenario=SCENARIO, rooms=students // 4 or 1, students=students) as host:
        paced, together, whole = asyncio.run(votes(host, students, rounds))
    ours = [students / each for each in whole]
    lines += [
        Row("a vote, until it is on the disk", "ms", tuple(each * 1e3 for each in paced), limit=50.0),
        Row("99 of 100 within", "ms", (later(paced, 0.99) * 1e3,), limit=250.0),
        Row(f"{students} votes at once, 99 of 100 within", "ms", (later(together, 0.99) * 1e3,), limit=500.0),
        Row("votes a second", "1/s", tuple(ours), "more"),
    ]
    if crowd:
        with Hosted(home / "c", scenario=SCENARIO, rooms=50, students=crowd, **workers) as host:
            time.sleep(5)
            _, memory = asyncio.run(screens(host, crowd, crowd * 0.4))
        with Hosted(home / "d", scenario=SCENARIO, rooms=50, students=crowd) as host:
            _, together, _ = asyncio.run(votes(host, crowd, rounds))
        lines += [
            Row(f"{crowd} votes at once, 99 of 100 within", "s", (later(together, 0.99),), limit=2.0),
            Row(f"{crowd} playing: host and workers", "MB", (memory,), limit=1200.0),
        ]
    if otree:
        lines += beside(home / "otree", students, rounds, statistics.median(ours))
    return lines


def beside(home: Path, students: int, rounds: int, ours: float) -> list[Row]:
    """The same number of submissions to oTree, and how many times its rate ours is."""
    with Otree(home, OTREE_PORT) as server:
        if server.unavailable:
            print(f"oTree: {server.unavailable}")
            return []
        found, whole = asyncio.run(submissions(server.address, students, rounds))
    theirs = [students / each for each in whole]
    name = f"oTree {server.version}"
    return [
        Row(f"{name}: {students} submissions at once, 99 of 100 within", "ms", (later(found, 0.99) * 1e3,)),
        Row(f"{name}: submissions a second", "1/s", tuple(theirs), "more"),
        Row("ours ÷ theirs, a second", "×", (ours / statistics.median(theirs),), "more", 10.0),
    ]


if __name__ == "__main__":
    main()
