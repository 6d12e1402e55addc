"""No message to a seat holds what that seat may not know: every message of whole games is walked for it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import pytest

from game.classroom import events as e
from game.classroom import protocol as p
from game.classroom import views
from game.classroom import wishes as w
from game.classroom.feed import Feed
from game.classroom.host import Host
from game.classroom.projector import comparison, progress
from game.classroom.room import planned
from game.classroom.slides import slides
from game.classroom.state import State
from game.classroom.store import Store, create
from game.engine.state import rescue, restraint
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from tests.classroom.classes import Class, lake
from tests.classroom.secrets import SECRET, Reader, planted, secret, told_to
from tests.classroom.up import running

ROOMS = (secret("room", "a"), secret("room", "b"))


class Heard:
    """All that one student was ever told, checked as it comes."""

    def __init__(self, host: Host, reader: Reader) -> None:
        self.host, self.reader = host, reader
        self.feed = Feed(host, reader.student, self.push)
        self.count = 0
        self.seen: set[str] = set()
        self.stage: p.StageNow | None = None
        self.wrong: list[str] = []

    async def push(self, message: p.Message) -> None:
        """Take one message."""
        self.count += 1
        document, state = p.written(message), self.host.state
        over = isinstance(message, p.End)
        found = set(SECRET.findall(document))
        self.seen |= found
        self.wrong += [
            f"{message.model_dump()['kind']}: {each}"
            for each in found
            if not self.reader.may_see(each, state, over=over)
        ]
        if not over:
            told = set(numbers(json.loads(document)))
            self.wrong += [f"the truth: {each}" for each in told & truths(state, self.reader.room)]
        if isinstance(message, p.StageNow):
            self.stage = message
        if isinstance(message, p.Outcome):
            others = [each for each in message.outcome.choices if each.role != self.reader.role]
            self.wrong += [f"why others chose: {each.rationale}" for each in others if each.rationale]

    async def ask(self, request: p.Request) -> list[p.Message]:
        """Ask for something, and take what comes."""
        found = await self.feed.answer(request)
        for message in found:
            await self.push(message)
        return found


def numbers(document: Any) -> Iterator[float]:
    """Every number in a document."""
    match document:
        case dict():
            for each in document.values():
                yield from numbers(each)
        case list():
            for each in document:
                yield from numbers(each)
        case float():
            yield document


def truths(state: State, room: str) -> set[float]:
    """What members truly believe, now or before, where it is no round number that may stand for anything."""
    found = set()
    for position in state.rooms[room].play.positions:
        for table in (rescue(position.state), restraint(position.state)):
            found |= {float(each) for each in table.ravel() if round(float(each), 5) != float(each)}
    return found


async def lesson(host: Host, seed: int) -> dict[str, Heard]:
    """Two rooms play to the end, with everything that may happen on the way."""
    random = Random(seed)
    heard: dict[str, Heard] = {}
    for number, (room, role) in enumerate([(r, s) for r in ROOMS for s in ("capital", "bureau")] * 2):
        name = f"s{number}"
        await host.do(w.Join(name, secret("name", name), "", room, role), name)
        await host.arrived(name)
        heard[name] = Heard(host, Reader(name, room, role))
    lines = [asyncio.create_task(each.feed.run()) for each in heard.values()]
    await host.do(w.Begin(ROOMS), "facilitator")
    for room in ROOMS:
        where = told_to(room)
        await host.do(e.Told((room,), "", secret("told", where)), "facilitator")
        await host.do(e.Told((room,), "bureau", secret("told", where, "bureau")), "facilitator")
        text = f"News: {secret('news', where)}"
        news = e.Injected(room, "spring", "news", secret("news", where), text, (("turmoil", 0.2),))
        await host.do(news, "facilitator")
    for each in heard.values():  # or the stage may be over before all have read of it
        while secret("news", told_to(each.reader.room)) not in each.seen:
            await asyncio.sleep(0.01)
    turn = 0
    while any(room.phase != "over" for room in host.state.rooms.values()):
        turn += 1
        if turn == 5:
            await host.do(e.Rewound(ROOMS[0], "spring", "again"), "facilitator")
            await host.do(e.Delegated(ROOMS[1], "bureau", "planner"), "facilitator")
        for name, each in heard.items():
            await asyncio.sleep(0)
            shown = each.stage
            if shown and shown.view and host.state.rooms[each.reader.room].phase == "open":
                if turn == 1:
                    await each.ask(
                        p.AskForecast(id=f"f{name}", stage=shown.view.stage, attempt=shown.attempt)
                    )
                decision = shown.view.decisions[0]
                await each.ask(
                    p.Vote(
                        id=f"{name}-{turn}",
                        stage=shown.view.stage,
                        attempt=shown.attempt,
                        decision=decision.id,
                        option=random.choice([option.id for option in decision.options]),
                        reason=secret("reason", name),
                        quotable=name == "s0",
                    )
                )
                if random.random() < 0.3:
                    await each.ask(
                        p.Lock(id="l", stage=shown.view.stage, attempt=shown.attempt, decision=decision.id)
                    )
        await asyncio.sleep(0.01)
    for name, each in heard.items():
        await asyncio.sleep(0)
        (end,) = await each.ask(p.AskEnd(id=f"e{name}"))
        assert isinstance(end, p.End), end
    for line in lines:
        line.cancel()
    await asyncio.gather(*lines, return_exceptions=True)
    return heard


def begun(scenario: Scenario, folder: Path) -> tuple[Store, Class]:
    """A session of two rooms over a scenario with secrets."""
    store = create("small", folder)
    assert isinstance(store, Store)
    opening = Class(planted(scenario), rooms=ROOMS, reasons=True)
    store.append(opening.log)
    return store, opening


@pytest.mark.parametrize(
    "seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)]
)
def test_no_message_to_a_seat_or_the_projector_holds_what_is_not_for_it(tmp_path: Path, seed: int) -> None:
    store, opening = begun(lake(), tmp_path)
    projected: list[str] = []

    async def main(pool: ThreadPoolExecutor) -> tuple[Host, dict[str, Heard]]:
        host = Host(store, opening.state, pool)
        host.watch(lambda state: projected.append(repr(progress(state, host.now, "http://here", "ABC234"))))
        async with running(host), asyncio.timeout(60.0):
            return host, await lesson(host, seed)

    with ThreadPoolExecutor(2) as pool:
        host, heard = asyncio.run(main(pool))
    for name, each in heard.items():
        assert not each.wrong, (each.reader, each.wrong[:5])
        # What is theirs did come: the walk looks at something.
        role, where = each.reader.role, told_to(each.reader.room)
        assert {
            secret("brief", role), secret("briefing", role), secret("name", name),
            secret("told", where), secret("news", where), each.reader.room,
            secret("summary", role, "spring", "refuse" if role == "capital" else "wait"),
        } <= each.seen  # fmt: skip
        assert any(found.startswith("zqreason") for found in each.seen)
        assert (secret("told", where, "bureau") in each.seen) == (role == "bureau")
    # Before the debrief the projector names rooms, and nothing else that is anybody's.
    assert projected
    assert set(SECRET.findall("".join(projected))) == set(ROOMS)
    found = comparison(str(store.path), host.state)
    assert not isinstance(found, Refusal), found
    shown = set(SECRET.findall(repr(slides(found))))
    assert not {each for each in shown if each.startswith(("zqname", "zqbrief", "zqtold"))}
    assert {each for each in shown if each.startswith("zqreason")} <= {secret("reason", "s0")}  # it agreed
    store.close()


def test_views_are_reckoned_apart_from_the_play_that_the_writer_goes_on_with(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Class(small)
    one.seat("ann", "A", "capital")
    one.begin("A")
    one.vote("ann", "aid")
    play = one.room("ann").play

    def touched(*_: object) -> None:
        raise AssertionError("a generator of luck serves one thread at a time")

    monkeypatch.setattr(play.position.luck, "_bits", touched)
    assert views.stage_view(play, "capital", {}) is not None
    assert views.outcome_view(play, 0, "capital").stage == "spring"
    assert views.foreseen(play, "capital", {})
    assert planned(play, one.held("A"))
