"""People before real browsers and a terminal: students, a facilitator, and those who look at a projector."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from game.classroom import events as e
from tests.classroom.lesson import Host
from tests.classroom.terminal import Attended


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
        page.on("console", self._heard)
        page.goto(address)
        return page

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(said.text)

    def keep(self, page: Page, name: str) -> None:
        """A picture, to be looked at."""
        page.screenshot(path=self._folder / f"{name}.png")


class Pupil:
    """A student who takes the option that is offered first, in a browser or in a terminal."""

    def __init__(self, host: Host, student: str, press: Callable[[str], None]) -> None:
        self._host, self.student, self._press = host, student, press

    def vote(self, *, otherwise: bool = False) -> None:
        """On whatever is open: put away what is told, choose the first option, or the second, say why."""
        before = self._host.votes(self.student)
        for patience in range(1, 9):  # the busier the machine, the longer a screen takes to come
            for key in ("escape", "o", *(["down"] if otherwise else []), "enter", "because", "enter"):
                self._press(key)
                time.sleep(0.3 * patience)
            end = time.monotonic() + 3.0 * patience
            while time.monotonic() < end:
                if self._host.votes(self.student) > before:
                    return
                time.sleep(0.1)
        raise AssertionError(f"{self.student} could not vote")


def in_browser(page: Page) -> Callable[[str], None]:
    """Keys for a page with a terminal in it."""
    named = {"escape": "Escape", "enter": "Enter", "down": "ArrowDown"}

    def press(key: str) -> None:
        if key in named:
            page.keyboard.press(named[key])
        else:
            page.keyboard.type(key)

    return press


def in_terminal(terminal: Attended) -> Callable[[str], None]:
    """Keys for a terminal."""
    named = {"escape": "\x1b", "enter": "\r", "down": "\x1b[B"}
    return lambda key: terminal.type(named.get(key, key))


class Lesson:
    """A room with two students in browsers and one in a terminal, a console, a projector."""

    def __init__(self, host: Host, screens: Screens, terminal: Attended) -> None:
        """Let all of them come."""
        self.host, self.screens = host, screens
        self.projector = screens.page(host.link["projector"], 1280, 720)
        self.projector.get_by_text(host.link["code"], exact=True).wait_for()
        self.console = screens.page(host.link["console"], 1280, 800)
        host.until(lambda: len(host.of(e.Connected)) == 1, "the terminal's joining")
        door = f"{host.link['address']}/?code={host.link['code']}"
        self.pages = [self._joined(door, name, number) for number, name in enumerate(("Aida", "Bo <b>"), 2)]
        joined = [event for event in host.log() if isinstance(event, e.Joined)]
        assert [event.role for event in joined] == ["moscow", "secretariat", "moscow"]
        presses = [in_terminal(terminal), *map(in_browser, self.pages)]
        self.pupils = [
            Pupil(host, event.student, press) for event, press in zip(joined, presses, strict=True)
        ]

    def _joined(self, door: str, name: str, number: int) -> Page:
        page = self.screens.page(door, 1100, 700)
        page.fill("#name", name)
        page.click("button")
        self.host.until(lambda: len(self.host.of(e.Connected)) == number, f"{name}'s joining")
        return page

    def act(self, what: str, *, confirm: bool = False) -> None:
        """Press a button of the console's toolbar."""
        self.console.click(f"#bar [data-do={what}]")
        if confirm:
            self.console.click("dialog .main")

    def closed(self, stages: int) -> None:
        """Wait for so many stages to be over."""
        self.host.until(lambda: len(self.host.of(e.Closed)) == stages, f"the end of stage {stages}")

    def first_stage(self) -> None:
        """Paused, gone on, injected into, and agreed on by all."""
        self.console.get_by_text("Bo <b>").wait_for()  # a name is text
        self.act("begin")
        self.projector.get_by_text("Stage 1 of 3").wait_for()
        self.act("pause")
        self.projector.get_by_text("Stage 1 of 3, paused").wait_for()
        self.screens.keep(self.projector, "2-paused")
        self.act("resume")
        self.act("inject")
        self.console.get_by_text("violence now").wait_for()
        self.screens.keep(self.console, "3-inject")
        self.console.get_by_role("button", name="Let it happen").click()
        self.host.until(lambda: self.host.of(e.Injected), "the inject")
        self.screens.keep(self.pages[0], "4-student")
        for pupil in (*self.pupils, *self.pupils):
            pupil.vote()
        self.closed(1)
        self.screens.keep(self.pages[0], "5-outcome")

    def second_stage(self) -> None:
        """Disagreed on, and moved on by the facilitator."""
        cem, bo, aida = self.pupils
        aida.vote()
        cem.vote(otherwise=True)
        self.screens.keep(self.console, "6-console")
        self.act("advance", confirm=True)
        self.closed(2)
        assert bo.student not in {
            each.student for each in self.host.of(e.Voted)[6:] if isinstance(each, e.Voted)
        }
        settled = [event.how for event in self.host.log() if isinstance(event, e.Settled)]
        assert {*settled} == {"agreed", "advanced"}

    def third_stage(self) -> None:
        """To the end."""
        cem, bo, aida = self.pupils
        self.projector.get_by_text("Stage 3 of 3").wait_for()
        for pupil in (aida, cem, bo, bo):
            pupil.vote()
        self.closed(3)
        self.console.get_by_text("all stages played").wait_for()
        self.screens.keep(self.pages[0], "7-student-over")

    def debrief(self) -> dict[str, str]:
        """The projector's slides: text by title."""
        self.console.click("#debrief")
        self.console.click("dialog .main")
        self.projector.get_by_role("heading", name="All rooms, and what was done in fact").wait_for()
        found: dict[str, str] = {}
        for number in range(40):
            found.setdefault(
                self.projector.inner_text("#slide h2"), self.projector.text_content("#slide") or ""
            )
            self.screens.keep(self.projector, f"8-debrief-{number:02d}")
            if self.projector.locator("#next").is_disabled():
                break
            self.projector.keyboard.press("ArrowRight")
        return found


class Facilitator:
    """Somebody at a console who uses the keyboard alone."""

    def __init__(self, host: Host, page: Page) -> None:
        self._host, self.page = host, page
        page.get_by_text("5 of 5").wait_for()

    def press(self, name: str, within: str = "#rooms") -> None:
        """Go to the first button of this name, and press it."""
        button = self.page.locator(within).get_by_role("button", name=name, exact=True).first
        expect(button).to_be_enabled()
        button.focus()
        self.page.keyboard.press("Enter")

    def student(self, place: int) -> None:
        """Open the sheet of a student."""
        self.page.locator("#rooms .student").nth(place).focus()
        self.page.keyboard.press("Enter")

    def choose(self, name: str, value: str) -> None:
        """In a list of the sheet."""
        self.page.get_by_role("combobox", name=name, exact=True).select_option(value)

    def fill(self, name: str, text: str) -> None:
        """A line of the sheet."""
        self.page.get_by_role("textbox", name=name).fill(text)

    def done(self, kind: type[e.Event]) -> None:
        """It is in the log; whatever sheet is open is put away."""
        self._host.until(lambda: self._host.of(kind), kind.__name__)
        self.page.keyboard.press("Escape")
