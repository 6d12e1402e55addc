"""Hosts in processes of their own, and students who speak the protocol with them."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType

from game.classroom import protocol as p
from game.classroom.client import Client, fresh_id
from game.classroom.dialling import dial, joined
from game.classroom.events import Entry
from game.classroom.store import looked_into
from game.scenario.refusal import Refusal
from tests.cli.run import SMALL

PATIENCE = 30.0
"""Seconds after which something that should come to pass is taken not to."""


class Hosted:
    """A host's process; `kill` is −9, and `restart` goes on with the same session at the same port."""

    def __init__(
        self, data: Path, *, scenario: str = str(SMALL), rooms: int = 1, students: int = 1, **more: str
    ) -> None:
        self.data = data
        self._wish = (scenario, str(rooms), str(students))
        self._environment = {**os.environ, "TASHKENT_DATA": str(data), "WORKERS": "1", **more}
        self.process: subprocess.Popen[str] | None = None
        self.address = self.code = self.name = ""
        self._start("0")

    def _start(self, port: str, *resume: str) -> None:
        command = [sys.executable, "-m", "tests.classroom.serve", port, *self._wish, *resume]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=self._environment, cwd=Path(__file__).parents[2]
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline().split()
        assert said, "the host did not come up"
        assert said[0] == "up"
        self.address, self.code, self.name = said[1:]

    @property
    def pid(self) -> int:
        """Of the front process."""
        assert self.process is not None
        return self.process.pid

    def kill(self) -> None:
        """Without a word."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()  # type: ignore[union-attr]  # a pipe, as asked for

    def restart(self) -> None:
        """Once it is down."""
        self._start(self.address.rpartition(":")[2], self.name)

    def workers(self) -> list[int]:
        """The ids of the worker processes."""
        found = subprocess.run(
            ["pgrep", "-P", str(self.pid)], capture_output=True, text=True, check=False
        ).stdout
        return [int(each) for each in found.split()]

    def log(self) -> list[Entry]:
        """What is kept."""
        store = looked_into(str(self.data / "sessions" / f"{self.name}.session"))
        assert not isinstance(store, Refusal), store
        try:
            return list(store.entries())
        finally:
            store.close()

    def length(self) -> int:
        """How many entries are kept; they are not read, of which there may be thousands."""
        store = looked_into(str(self.data / "sessions" / f"{self.name}.session"))
        assert not isinstance(store, Refusal), store
        try:
            return int(store._database.execute("SELECT count(*) FROM log").fetchone()[0])
        finally:
            store.close()

    def complaints(self) -> str:
        """What the host and its workers wrote down as mistakes."""
        log = self.data / "host.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def __enter__(self) -> Hosted:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


class Bot:
    """A student's program that votes for the default of whatever is open, at a pace of its own."""

    def __init__(self, base: str, token: str, *, pause: float = 0.0, seed: int = 0) -> None:
        self.token = token
        self.acknowledged: list[str] = []
        """The ids of the votes that the host said were kept."""
        self.stage: p.StageNow | None = None
        self.team: p.TeamNow | None = None
        self.outcomes: dict[int, p.Outcome] = {}
        self.seen: list[p.Message] = []
        self.returns = 0
        """How often the host has come back."""
        self.thinks = 0.0
        """Seconds before each vote, to which `pause` adds at random."""
        self._pause = pause
        self._random = random.Random(seed)
        self._voted: set[tuple[int, str, str]] = set()
        self._news = asyncio.Event()
        self.client = Client(partial(dial, base), token, self._hear, self._changed)

    def _hear(self, news: p.Welcome | p.StageNow | p.TeamNow | p.Outcome | p.Bye) -> None:
        self.seen.append(news)
        match news:
            case p.StageNow():
                self.stage = news
            case p.TeamNow():
                self.team = news
            case p.Outcome():
                self.outcomes[news.number] = news
        self._news.set()

    def _changed(self, away: bool) -> None:
        self.returns += not away

    async def run(self) -> None:
        """Play until cancelled."""
        line = asyncio.create_task(self.client.run())
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                await self._play()
        finally:
            line.cancel()
            await asyncio.gather(line, return_exceptions=True)

    async def until(self, come: Callable[[], object]) -> None:
        """Wait until something has come to pass."""
        async with asyncio.timeout(PATIENCE):
            while not come():
                await asyncio.sleep(0.01)

    async def _play(self) -> None:
        stage, team = self.stage, self.team
        if stage is None or team is None or stage.view is None:
            return
        wanted = {each.id: each.default for each in stage.view.decisions} or {"": ""}
        for poll in team.team.polls:
            key = (stage.attempt, stage.view.stage, poll.decision)
            if poll.settled or poll.decision not in wanted or key in self._voted:
                continue
            self._voted.add(key)
            if self.thinks or self._pause:
                await asyncio.sleep(self.thinks + self._pause * self._random.random())
            if await self.vote(poll.decision, wanted[poll.decision]) is None:
                self._voted.discard(key)
                self._news.set()

    async def vote(self, decision: str, option: str, *, id_: str = "") -> p.Message | None:
        """Vote in the stage that was told last; the host's answer, None if it is stale."""
        stage = self.stage
        assert stage is not None
        assert stage.view is not None
        vote = p.Vote(
            id=id_ or fresh_id(),
            stage=stage.view.stage,
            attempt=stage.attempt,
            decision=decision,
            option=option,
            reason="a reason",
        )
        answer = await self.client.ask(vote)
        if isinstance(answer, p.Done):
            self.acknowledged.append(vote.id)
        return None if isinstance(answer, p.Refused) and answer.stale else answer


async def seated(host: Hosted, name: str, **more: float) -> Bot:
    """A newcomer."""
    token = await joined(host.address, host.code, name)
    assert not isinstance(token, Refusal), token
    return Bot(host.address, token, pause=more.get("pause", 0.0), seed=int(more.get("seed", 0)))
