"""A lesson in real browsers and a terminal: two students here, one there, a facilitator, a projector."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from game.classroom import events as e
from game.classroom import wishes as w
from game.classroom.comparison import compared
from game.classroom.record import recorded
from game.classroom.report import Session, html
from game.scenario.model import Scenario
from tests.classroom.browsers import Facilitator, Lesson, Screens
from tests.classroom.classes import Class
from tests.classroom.lesson import Host
from tests.classroom.terminal import Attended
from tests.cli.run import environment

pytestmark = [pytest.mark.slow(20), pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """One room of the shortest scenario, with a clock."""
    found = Host(tmp_path / "data", "osh-june-2010", "--rooms", "1", "--minutes", "10", "--seed", "4")
    yield found
    found.close()


def test_a_room_is_played_to_its_end_in_two_browsers_and_a_terminal(
    host: Host, chromium: Browser, tmp_path: Path
) -> None:
    screens = Screens(chromium, tmp_path)
    outside = environment(tmp_path / "other")
    to = ("join", host.link["address"], host.link["code"], "--name", "Cem")
    with Attended(*to, environment=outside) as terminal:
        lesson = Lesson(host, screens, terminal)
        lesson.first_stage()
        lesson.second_stage()
        lesson.third_stage()
        slides = lesson.debrief()
        assert "Room 1" in terminal.text
        assert "Traceback" not in terminal.text
    assert {"Credibility", "Cost", "Diversification", "To discuss"} <= slides.keys()
    assert "Room 1" in slides["All rooms, and what was done in fact"]
    assert "history" in slides["All rooms, and what was done in fact"]
    assert "Seven officials and a map" in slides["Where you disagreed most"]
    assert "A rumour on the telephones" in slides["What your teacher changed"]
    assert ": moved on" in slides["What your teacher changed"]
    mistakes = tmp_path / "data" / "host.log"
    assert not mistakes.exists() or "Traceback" not in mistakes.read_text("utf-8")
    assert screens.complaints == []


@pytest.fixture
def rehearsed(tmp_path: Path) -> Iterator[Host]:
    """Two rooms with scripted students, who are given nothing to decide before the first stage is open."""
    found = Host(tmp_path / "data", "osh-june-2010", "--rooms", "2", "--seed", "4", "--rehearse", "5")
    yield found
    found.close()


def test_students_and_seats_are_put_in_order_from_the_console_by_keys(
    rehearsed: Host, chromium: Browser, tmp_path: Path
) -> None:
    screens = Screens(chromium, tmp_path)
    one = Facilitator(rehearsed, screens.page(rehearsed.link["console"], 820, 1100))
    one.student(1)
    one.press("Make captain", "dialog")
    one.done(e.Captained)
    one.student(1)
    one.press("New link", "dialog")
    one.page.locator("dialog .link").get_by_text("/s/").wait_for()
    one.done(e.Relinked)
    one.student(0)
    one.choose("Room", "Room 2")
    one.press("Move", "dialog")
    one.done(e.Moved)
    one.press("Seat…")
    one.choose("Who decides", "random")
    one.press("Set", "dialog")
    one.done(e.Delegated)
    one.student(0)
    one.fill("Name, as everybody sees it", "Somebody else")
    one.press("Rename", "dialog")
    one.done(e.Renamed)
    one.page.locator("#rooms .student", has_text="Somebody else").wait_for()
    one.student(0)
    one.press("Remove…", "dialog")
    one.page.get_by_text("they can join again with the code").wait_for()
    one.press("Remove", "dialog")
    one.done(e.Removed)
    one.done(e.Allowed)  # joining was closed along with it
    expect(one.page.locator("#joining")).not_to_be_checked()
    one.page.locator("#joining").focus()
    one.page.keyboard.press("Space")
    rehearsed.until(lambda: len(rehearsed.of(e.Allowed)) == 2, "joining")
    screens.keep(one.page, "console-tablet")
    assert screens.complaints == []


def test_rooms_are_led_from_the_console_by_keys(rehearsed: Host, chromium: Browser, tmp_path: Path) -> None:
    screens = Screens(chromium, tmp_path)
    one = Facilitator(rehearsed, screens.page(rehearsed.link["console"], 1280, 800))
    one.press("Begin", "#bar")
    one.done(e.Begun)
    one.press("Pause", "#bar")
    one.done(e.Paused)
    one.press("Nudge")
    one.done(e.Nudged)
    one.press("Message…", "#bar")
    one.page.get_by_role("combobox", name="To", exact=True).wait_for()
    one.fill("Message", "Ten minutes left")
    one.press("Send", "dialog")
    one.done(e.Told)
    one.press("Inject…")
    one.choose("Which", "")
    one.fill("Title", "A storm")
    one.fill("What the room reads", "Helicopters cannot fly.")
    one.page.locator("dialog .lever select").select_option("turmoil")
    one.page.locator("dialog .lever input").fill("0.05")
    expect(one.page.get_by_role("button", name="Let it happen")).to_be_disabled()
    one.press("Preview", "dialog")
    one.page.get_by_text("It does: violence +5.").wait_for()
    screens.keep(one.page, "composed")
    one.fill("Title", "A storm in the pass")
    expect(one.page.get_by_role("button", name="Let it happen")).to_be_disabled()  # it is not what was seen
    one.press("Preview", "dialog")
    one.page.get_by_text("It does: violence +5.").wait_for()
    one.press("Let it happen", "dialog")
    one.done(e.Injected)
    one.press("Rewind…")
    one.fill("Why (kept in the report)", "A storm that was not meant")
    one.press("Rewind", "dialog")
    one.done(e.Rewound)
    assert screens.complaints == []


def test_the_console_turns_the_projectors_slides_and_closes_the_session(
    rehearsed: Host, chromium: Browser, tmp_path: Path
) -> None:
    screens = Screens(chromium, tmp_path)
    projector = screens.page(rehearsed.link["projector"], 1280, 720)
    one = Facilitator(rehearsed, screens.page(rehearsed.link["console"], 1280, 800))
    one.press("Open the debrief", "header")
    one.press("Open it", "dialog")
    projector.get_by_role("heading", name="All rooms, and what was done in fact").wait_for()
    one.press("Slide ›", "header")
    projector.get_by_role("heading", name="Credibility").wait_for()
    one.press("‹ Slide", "header")
    projector.get_by_role("heading", name="All rooms, and what was done in fact").wait_for()
    one.press("Close the session…", "header")
    one.press("Close it", "dialog")
    one.page.get_by_text("The session is closed and kept.").wait_for()
    assert rehearsed.process.wait(30) == 0


def test_all_pages_come_back_by_themselves_even_after_a_wrong_session_was_up(
    tmp_path: Path, chromium: Browser
) -> None:
    first = ("osh-june-2010", "--rooms", "1", "--seed", "4")
    host = Host(tmp_path / "data", *first)
    port, name = host.link["address"].rpartition(":")[2], host.link["name"]
    try:
        screens = Screens(chromium, tmp_path)
        console = screens.page(host.link["console"], 1280, 800)
        projector = screens.page(host.link["projector"], 1280, 720)
        student = screens.page(f"{host.link['address']}/?code={host.link['code']}", 1100, 700)
        assert student.evaluate("document.activeElement.id") == "name"  # the code came with the link
        student.fill("#name", "Aida")
        student.click("button")
        host.until(lambda: host.of(e.Connected), "Aida's joining")
        host.kill()
        host = Host(tmp_path / "data", *first, port=port)
        student.get_by_text("does not know your seat").wait_for()
        console.get_by_text("The host is away.").wait_for()
        projector.get_by_text("The host is away.").wait_for()
        host.kill()
        host = Host(tmp_path / "data", "--resume", name, port=port)
        for page in (console, projector):
            page.locator("#away").wait_for(state="hidden")
        console.get_by_text("1 of 1").wait_for()
        student.locator("#gone").wait_for(state="hidden")
        student.locator("body.-first-byte").wait_for()  # the screen is drawn again
        fresh = screens.page(host.link["address"], 1100, 700)
        assert fresh.evaluate("document.activeElement.id") == "code"
    finally:
        host.close()


def test_a_reason_without_spaces_makes_no_report_wider_than_its_window(
    small: Scenario, chromium: Browser, tmp_path: Path
) -> None:
    of = Class(small)
    of.seat("ann", "A", "capital")
    of.begin("A")
    cast = of.ballot("ann", "aid")
    of.must(replace(cast, vote=replace(cast.vote, reason="x" * 1000)), "ann")
    of.must(w.Advance(("A",)))
    read = recorded(of.log, of.world)
    target = tmp_path / "report.html"
    target.write_text(html(Session("small-1", of.log[0].wall, ()), read, compared(read), names=True), "utf-8")
    page = chromium.new_page(viewport={"width": 1000, "height": 800})
    page.goto(target.as_uri())
    page.get_by_text("x" * 1000).first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1000
