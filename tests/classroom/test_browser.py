"""A lesson in real browsers and a terminal: two students here, one there, a facilitator, and the projector."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from game.classroom import events as e
from game.classroom.store import looked_into
from game.scenario.refusal import Refusal
from tests.classroom.terminal import Terminal
from tests.cli.run import environment, started
from tests.report.browser import browser

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]

PATIENCE = 45.0
"""Seconds after which something that should come to pass is taken not to."""

LINKS = {
    "code": r"and type\s+(\w+)", "address": r"Students open\s+(\S+)", "console": r"Your console\s+(\S+)",
    "projector": r"The projector\s+(\S+)", "name": r"session (\S+)",
}  # fmt: skip


class Host:
    """`tashkent host`, and what its teacher reads."""

    def __init__(self, data: Path, *arguments: str) -> None:
        self.data = data
        self.process = started("host", *arguments, "--port", "0", "--workers", "1", data=data)
        assert self.process.stdout
        said = ""
        while "Ctrl+C" not in said:
            line = self.process.stdout.readline().decode()
            assert line, said
            said += line
        found = {name: re.search(pattern, said) for name, pattern in LINKS.items()}
        self.link = {name: match[1] for name, match in found.items() if match}

    def log(self) -> list[e.Event]:
        """What is kept."""
        store = looked_into(str(self.data / "sessions" / f"{self.link['name']}.session"))
        assert not isinstance(store, Refusal), store
        try:
            return [entry.event for entry in store.entries()]
        finally:
            store.close()

    def of(self, kind: type[e.Event]) -> list[e.Event]:
        """The events of a kind."""
        return [event for event in self.log() if isinstance(event, kind)]

    def until(self, come: Callable[[], object], what: str) -> None:
        """Wait until something has come to pass."""
        end = time.monotonic() + PATIENCE
        while not come():
            assert time.monotonic() < end, f"{what} did not come to pass"
            time.sleep(0.1)

    def votes(self, student: str) -> int:
        """How often somebody has voted."""
        return sum(isinstance(event, e.Voted) and event.student == student for event in self.log())

    def close(self) -> None:
        """As by Ctrl+C."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                stream.close()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """One room of the shortest scenario, with a clock."""
    found = Host(tmp_path / "data", "osh-june-2010", "--rooms", "1", "--minutes", "10", "--seed", "4")
    yield found
    found.close()


@pytest.fixture
def chromium() -> Iterator[Browser]:
    """The system's browser."""
    path = browser()
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


class Screens:
    """All pages of a lesson, what they complained of, and pictures of them."""

    def __init__(self, chromium: Browser, folder: Path) -> None:
        self._browser, self._folder = chromium, folder
        self.complaints: list[str] = []

    def page(self, address: str, width: int, height: int) -> Page:
        """A page of a browser of its own."""
        context = self._browser.new_context(viewport={"width": width, "height": height})
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        page.goto(address)
        return page

    def keep(self, page: Page, name: str) -> None:
        """A picture, to be looked at."""
        page.screenshot(path=self._folder / f"{name}.png")


class Pupil:
    """A student who takes the option that is offered first, in a browser or in a terminal."""

    def __init__(self, host: Host, student: str, press: Callable[[str], None]) -> None:
        self._host, self.student, self._press = host, student, press

    def vote(self) -> None:
        """On whatever is open: put away what is told, choose, say why."""
        before = self._host.votes(self.student)
        for _ in range(5):
            for key in ("escape", "o", "enter", "because", "enter"):
                self._press(key)
                time.sleep(0.3)
            end = time.monotonic() + 3.0
            while time.monotonic() < end:
                if self._host.votes(self.student) > before:
                    return
                time.sleep(0.1)
        raise AssertionError(f"{self.student} could not vote")


def in_browser(page: Page) -> Callable[[str], None]:
    """Keys for a page with a terminal in it."""

    def press(key: str) -> None:
        if key in {"escape", "enter"}:
            page.keyboard.press(key.title())
        else:
            page.keyboard.type(key)

    return press


def in_terminal(terminal: Terminal) -> Callable[[str], None]:
    """Keys for a terminal."""
    return lambda key: terminal.press({"escape": "\x1b", "enter": "\r"}.get(key, key))


def act(console: Page, what: str, *, confirm: bool = False) -> None:
    """Press a button of the toolbar."""
    console.click(f"#bar [data-do={what}]")
    if confirm:
        console.click("dialog .main")


def test_a_room_is_played_to_its_end_in_two_browsers_and_a_terminal(
    host: Host, chromium: Browser, tmp_path: Path
) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    screens = Screens(chromium, pictures)
    projector = screens.page(host.link["projector"], 1280, 720)
    projector.get_by_text(host.link["code"], exact=True).wait_for()
    console = screens.page(host.link["console"], 1280, 800)
    door = f"{host.link['address']}/?code={host.link['code']}"
    students = []
    for number, name in enumerate(("Aida", "Bakyt <b>", "Cem"), 1):
        if name == "Cem":
            break
        page = screens.page(door, 1100, 700)
        page.fill("#name", name)
        page.click("button")
        students.append(page)
        host.until(lambda count=number: len(host.of(e.Connected)) == count, f"{name} joining")
    screens.keep(projector, "1-joining")
    outside = environment(tmp_path / "other")
    with Terminal(
        "join", host.link["address"], host.link["code"], "--name", "Cem", environment=outside
    ) as terminal:
        host.until(lambda: len(host.of(e.Connected)) == 3, "Cem joining")
        joined = [event for event in host.log() if isinstance(event, e.Joined)]
        assert [event.role for event in joined] == ["moscow", "secretariat", "moscow"]
        aida, bakyt, cem = (
            Pupil(host, event.student, press)
            for event, press in zip(joined, [*map(in_browser, students), in_terminal(terminal)], strict=True)
        )
        console.get_by_text("Bakyt <b>").wait_for()  # a name is text

        act(console, "begin")
        projector.get_by_text("Stage 1 of 3").wait_for()
        act(console, "pause")
        projector.get_by_text("Stage 1 of 3, paused").wait_for()
        screens.keep(projector, "2-paused")
        act(console, "resume")
        act(console, "inject")
        console.get_by_text("violence now").wait_for()
        screens.keep(console, "3-inject")
        console.get_by_role("button", name="Let it happen").click()
        host.until(lambda: host.of(e.Injected), "the inject")
        screens.keep(students[0], "4-student")

        aida.vote()
        cem.vote()
        aida.vote()
        screens.keep(console, "5-console")
        cem.vote()
        bakyt.vote()
        bakyt.vote()
        host.until(lambda: len(host.of(e.Closed)) == 1, "the first stage's end")
        screens.keep(students[0], "6-outcome")

        aida.vote()
        act(console, "advance", confirm=True)
        host.until(lambda: len(host.of(e.Closed)) == 2, "the second stage's end")
        settled = [event for event in host.log() if isinstance(event, e.Settled)]
        assert {event.how for event in settled} == {"agreed", "advanced"}

        projector.get_by_text("Stage 3 of 3").wait_for()
        aida.vote()
        cem.vote()
        while len(host.of(e.Closed)) == 2:
            bakyt.vote()
            time.sleep(0.5)
        console.get_by_text("all 3 stages played").wait_for()
        console.click("#debrief")
        console.click("dialog .main")

        projector.get_by_role("heading", name="All rooms, and what was done in fact").wait_for()
        titles = []
        for number in range(40):
            titles.append(projector.inner_text("#slide h2"))
            screens.keep(projector, f"7-debrief-{number:02d}")
            if projector.locator("#next").is_disabled():
                break
            projector.keyboard.press("ArrowRight")
        assert {"Credibility", "Where you disagreed most", "What your teacher changed", "To discuss"} <= {
            *titles
        }
        assert "A rumour on the telephones" in projector.content() or any(
            "A rumour" in text for text in _slides(projector, len(titles))
        )
        drawn = projector.evaluate("document.querySelectorAll('#slide svg').length")
        assert drawn in {0, 1}
        screens.keep(console, "8-console-over")
        screens.keep(students[0], "9-student-over")
        assert "Room 1" in terminal.text
        assert "Traceback" not in terminal.text
    host_log = tmp_path / "data" / "host.log"
    assert not host_log.exists() or "Traceback" not in host_log.read_text("utf-8")
    assert screens.complaints == []


def _slides(projector: Page, count: int) -> list[str]:
    """The text of all slides, from the last to the first."""
    found = []
    for _ in range(count):
        found.append(projector.inner_text("#slide"))
        projector.keyboard.press("ArrowLeft")
    return found
