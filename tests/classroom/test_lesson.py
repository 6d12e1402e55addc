"""A whole lesson over the network: two rooms, a host that is killed on the way, and the report of both."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import pytest

from game.classroom import events as e
from game.classroom.dialling import joined
from game.classroom.rehearsal import Pupil
from game.scenario.refusal import Refusal
from tests.classroom.lesson import Host
from tests.cli.run import SMALL, tashkent

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


async def ordered(host: Host, *orders: dict[str, Any]) -> None:
    """Have the console do something."""
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{host.link['console']}/ws") as socket:
        for number, order in enumerate(orders):
            await socket.send_json({"id": f"c{number}", **order})
            async with asyncio.timeout(10):
                answer = {"id": ""}
                while answer["id"] != f"c{number}":
                    answer = json.loads(await socket.receive_str())
            assert answer["kind"] == "done", answer


async def until(host: Host, kind: type[e.Event], count: int) -> None:
    """Wait until so many things of a kind have come to pass."""
    async with asyncio.timeout(40):
        while len(host.of(kind)) < count:
            await asyncio.sleep(0.1)


async def taught(data: Path) -> Host:
    """Five students in two rooms; the host is killed in the first stage, and goes on."""
    host = Host(data, str(SMALL), "--rooms", "2", "--seed", "4")
    try:
        address = host.link["address"]
        tokens = [await joined(address, host.link["code"], f"Pupil {number}") for number in range(5)]
        pupils = []
        for number, token in enumerate(tokens):
            assert not isinstance(token, Refusal), token
            pupils.append(asyncio.create_task(Pupil(address, token, Random(number), 0.05).run()))
        await until(host, e.Connected, 5)
        rooms = ["Room 1", "Room 2"]
        await ordered(host, {"kind": "begin", "rooms": rooms})
        await until(host, e.Voted, 3)
        await asyncio.to_thread(host.kill)
        code = host.link["code"]
        host = await asyncio.to_thread(Host, data, "--resume", "last", port=address.rpartition(":")[2])
        assert host.link["code"] == code
        await until(host, e.Connected, 5)
        async with asyncio.timeout(60):
            await asyncio.gather(*pupils)
        await ordered(host, {"kind": "debrief"})
    finally:
        host.close()
    return host


@pytest.mark.slow
def test_a_lesson_outlives_its_host_and_its_report_compares_the_rooms(tmp_path: Path) -> None:
    data = tmp_path / "data"
    host = asyncio.run(taught(data))
    closed = [(event.room, event.stage) for event in host.log() if isinstance(event, e.Closed)]
    assert sorted(closed) == [
        ("Room 1", "spring"), ("Room 1", "summer"), ("Room 2", "spring"), ("Room 2", "summer"),
    ]  # fmt: skip
    report = tmp_path / "lesson.md"
    done = tashkent("sessions", "export", "last", "-o", str(report), data=data)
    assert done.returncode == 0, done.stderr
    text = report.read_text("utf-8")
    assert "2 rooms, of which 2 came to the end; 5 students." in text
    assert "| Room 1 |" in text
    assert "| Room 2 |" in text
    assert "Pupil" not in text
    log = data / "host.log"
    assert not log.exists() or "could not be done" not in log.read_text("utf-8")
