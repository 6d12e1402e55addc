"""The projector: how to join, progress without spoilers, and then the debrief."""

from __future__ import annotations

import json
from pathlib import Path

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.projector import progress
from game.scenario.model import Scenario
from tests.classroom.classes import Class
from tests.classroom.hall import Hall, told, visited
from tests.classroom.secrets import SECRET, planted


def test_it_shows_how_to_join_then_progress_then_the_debrief(small: Scenario) -> None:
    of = Class(small, seconds=60.0)
    of.seat("ann", "A", "capital")
    modes = [progress(of.state, of.now, "http://class.example", "ABCDEF").mode]
    of.begin()
    modes.append(progress(of.state, of.now, "http://class.example", "ABCDEF").mode)
    of.must(e.Debriefed())
    modes.append(progress(of.state, of.now, "http://class.example", "ABCDEF").mode)
    assert modes == ["joining", "playing", "debrief"]


def test_progress_says_how_many_seats_have_decided_and_nothing_of_what(small: Scenario) -> None:
    of = Class(planted(small), seconds=60.0)
    of.seat("ann", "A", "capital")
    of.seat("ben", "A", "bureau")
    of.begin()
    of.vote("ann", "aid")
    found = progress(of.state, of.now, "http://class.example", "ABCDEF")
    a, b = found.rooms
    assert (a.decided, a.number, a.deadline) == ("1 of 2 seats decided", 1, 60.0)
    assert b.decided == ""
    said = repr(found)
    assert not SECRET.search(said)
    assert not [stage.title for stage in small.stages if stage.title in said]
    assert "Ann" not in said


def test_the_code_goes_when_joining_is_closed(small: Scenario) -> None:
    of = Class(small)
    of.must(e.Allowed(joining=False, forecasts=True))
    assert progress(of.state, 0.0, "http://class.example", "ABCDEF").code == ""


def test_the_page_opens_by_its_own_link_alone(tmp_path: Path) -> None:
    async def visit(hall: Hall) -> None:
        for token in ("x", await hall.join("Ann"), hall.opening.facilitator):
            assert (await hall.client.get(f"/p/{token}")).status == 404
            assert (await hall.client.get(f"/p/{token}/join.svg")).status == 404
        assert (await hall.client.get(f"/p/{hall.opening.projector}")).status == 200
        picture = await hall.client.get(f"/p/{hall.opening.projector}/join.svg")
        assert picture.content_type == "image/svg+xml"

    visited(tmp_path, visit)


def test_it_is_told_progress_and_once_the_debrief_is_open_its_slides(tmp_path: Path) -> None:
    async def visit(hall: Hall) -> None:
        await hall.join("Ann")
        async with hall.socket("p", hall.opening.projector) as socket:
            assert json.loads(await socket.receive_str())["progress"]["here"] == "1 student is in"
            await hall.front.host.do(w.Begin(("Room 1",)), "facilitator")
            await hall.front.host.do(w.Advance(("Room 1",)), "facilitator")
            await hall.front.host.do(e.Debriefed(), "facilitator")
            slides = (await told(socket, "slides"))["slides"]
        assert slides[0]["svg"].startswith("<svg")
        assert any(": moved on" in item for slide in slides for item in slide["items"])

    visited(tmp_path, visit)


def test_the_console_turns_the_slides_of_every_projector(tmp_path: Path) -> None:
    async def visit(hall: Hall) -> None:
        await hall.front.host.do(e.Debriefed(), "facilitator")
        secret = hall.opening.projector
        async with (
            hall.socket("p", secret) as one,
            hall.socket("p", secret) as other,
            hall.socket("f", hall.opening.facilitator) as console,
        ):
            for projector in (one, other):
                await told(projector, "slides")
            for by in (1, -1):
                await console.send_json({"kind": "turn", "id": f"c{by}", "by": by})
                await told(console, "done", f"c{by}")
                for projector in (one, other):
                    assert (await told(projector, "turn"))["by"] == by

    visited(tmp_path, visit)


def test_what_a_projector_says_is_not_heard(tmp_path: Path) -> None:
    async def visit(hall: Hall) -> None:
        await hall.join("Ann")
        async with hall.socket("p", hall.opening.projector) as socket:
            await socket.send_json({"kind": "begin", "id": "c1", "rooms": ["Room 1"]})
            await hall.front.host.do(e.Allowed(joining=False, forecasts=True), "facilitator")
            document = json.loads(await socket.receive_str())
            while document["progress"]["code"]:
                document = json.loads(await socket.receive_str())
            assert document["progress"]["mode"] == "joining"

    visited(tmp_path, visit)
