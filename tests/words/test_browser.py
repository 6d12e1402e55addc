"""Every word of the teacher's pages, sheets and all, as a browser shows them, was given to translators."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright

from game.classroom import events as e
from game.classroom import wishes as w
from game.policies.named import NAMES
from game.scenario.loader import load_scenario
from tests.classroom import hall
from tests.classroom.hall import Hall
from tests.cli.run import SMALL
from tests.report.browser import browser
from tests.words.pseudo import spoken, told_in_it
from tests.words.test_pages import bare

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]

TEXTS = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) found.push(walk.currentNode.data);
  for (const name of ["aria-label", "title", "alt", "placeholder"])
    for (const each of document.querySelectorAll(`[${name}]`)) found.push(each.getAttribute(name));
  return found;
}"""
"""All that a page shows, or has read out."""
SHEETS = ("tell", "inject", "advance")


class Reader:
    """Looks at pages, and notes what is English on any of them."""

    def __init__(self, found: Hall) -> None:
        lines = (line.id for line in found.front.host.state.world.scenario.lines)
        self._same = re.compile(
            "|".join((*map(re.escape, (*NAMES, *lines)), found.front.code, r"http\S+|class\.example"))
        )
        """Ids, the code, and addresses."""
        self.found: dict[str, list[str]] = {}

    async def look(self, page: Page, where: str) -> None:
        """Read a page once it has been drawn."""
        await page.wait_for_timeout(400)
        texts: list[str] = await page.evaluate(TEXTS)
        if left := bare([self._same.sub(" ", text) for text in texts]):
            self.found[where] = left


async def console(reader: Reader, page: Page, found: Hall) -> None:
    """Everything that a teacher can open."""
    await reader.look(page, "waiting")
    await page.click("#bar [data-do=begin]")
    await page.locator(".room.open").nth(1).wait_for()
    await reader.look(page, "begun")
    for sheet in SHEETS:
        await page.click(f"#bar [data-do={sheet}]")
        await reader.look(page, sheet)
        await page.keyboard.press("Escape")
    await page.click("#bar [data-do=inject]")
    await page.locator("dialog select").first.select_option("")
    await page.locator("dialog .lever select").select_option("turmoil")
    await page.locator("dialog input[type=text]").first.fill("Буря")
    await page.fill("dialog textarea", "Пыль")
    await page.locator("dialog .acts button").first.click()
    await page.locator(".preview table").wait_for()
    await reader.look(page, "composed")
    await page.keyboard.press("Escape")
    for place, button in enumerate(
        (".student", ".who .acts button >> nth=-1", ".foot .acts button >> nth=3")
    ):
        await page.locator(".room").first.locator(button).first.click()
        await reader.look(page, f"sheet {place}")
        await page.keyboard.press("Escape")
    await page.click("#bar [data-do=pause]")
    await reader.look(page, "paused")
    await page.click("#bar [data-do=resume]")
    for room in found.front.host.state.rooms:
        await found.front.host.do(w.Advance((room,)), "facilitator")
    await found.front.host.do(e.Rewound(room, "spring", "Ещё раз"), "facilitator")
    await reader.look(page, "rewound")
    await page.click("#debrief")
    await reader.look(page, "debrief")
    await page.click("dialog .main")
    await reader.look(page, "debriefed")


def test_the_teachers_pages_show_nothing_that_is_not_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: dict[str, list[str]] = {}
    small = load_scenario(SMALL)
    assert small.scenario
    told = replace(small, scenario=told_in_it(small.scenario))
    monkeypatch.setattr(hall, "load_scenario", lambda _path: told)

    async def visit(found: Hall) -> None:
        reader = Reader(found)
        await found.join("Анна")
        async with async_playwright() as play:
            chromium = await play.chromium.launch(executable_path=browser(), args=["--no-sandbox"])

            async def opened(path: str) -> Page:
                page = await chromium.new_page()
                page.on("pageerror", lambda error: reader.found.setdefault("errors", []).append(str(error)))
                await page.goto(str(found.client.make_url(path)))
                return page

            projector = await opened(f"/p/{found.opening.projector}")
            await reader.look(projector, "joining")
            await console(reader, await opened(f"/f/{found.opening.facilitator}"), found)
            await projector.locator("#slide svg").wait_for()
            await reader.look(projector, "slides")
            await reader.look(await opened("/"), "door")
            await reader.look(await opened("/s/nothing"), "nothing")
            await chromium.close()
        read.update(reader.found)

    with spoken(monkeypatch):
        hall.visited(tmp_path, visit)
    assert read == {}
