"""Reports and handouts in a real browser with the network off: on the screen, in the dark, and on paper."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from game.report.comparing import comparison
from game.report.game import Game
from game.report.handout import handout
from game.report.html import report
from game.report.pictures import pictures
from game.scenario.loader import find_scenario, load_scenario
from game.scenario.model import Scenario
from game.words import use
from tests.report.browser import Seen, look
from tests.report.games import finished, game

A4 = (595.0, 842.0)
"""Points."""

SIZES = "[...document.querySelectorAll('svg')].map(e => [e.clientWidth, e.getBoundingClientRect().height])"
CUT = """
[...document.querySelectorAll('svg.picture')].flatMap(svg => {
  const box = svg.viewBox.baseVal;
  return [...svg.querySelectorAll('text')].filter(text => {
    const at = text.getBBox();
    return at.x < -1 || at.y < -1 || at.x + at.width > box.width + 1 || at.y + at.height > box.height + 1;
  }).map(text => svg.querySelector('title').textContent + ': ' + text.textContent);
})
"""
"""What of a picture's text lies outside the picture."""
OVERFLOW = "document.documentElement.scrollWidth"
PAPER = "getComputedStyle(document.body).backgroundColor"
INK = "getComputedStyle(document.querySelector('svg text')).fill"


def opened(text: str, folder: Path, *expressions: str, dark: bool = False, width: int = 900,
           prints: bool = False) -> Seen:  # fmt: skip
    """The page in a browser, which asked for nothing else and complained of nothing."""
    page = folder / "page.html"
    page.write_text(text, encoding="utf-8")
    seen = look(page, expressions, dark=dark, width=width, prints=prints)
    assert [each for each in seen.requests if not each.startswith("data:")] == [page.as_uri()]
    assert seen.complaints == []
    return seen


def paper(pdf: bytes) -> list[str]:
    """The text of each page, on one line; every page is of A4."""
    reader = PdfReader(io.BytesIO(pdf))
    for page in reader.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        assert (width, height) == pytest.approx(A4, abs=1.5)
    texts = (unicodedata.normalize("NFKC", page.extract_text()) for page in reader.pages)  # no ligatures
    return [" ".join(text.split()) for text in texts]


@pytest.mark.slow
def test_a_report_shows_every_picture_whole_in_light_and_in_dark(flagship_game: Game, tmp_path: Path) -> None:
    text = report(flagship_game)
    light = opened(text, tmp_path, SIZES, CUT, PAPER, INK, prints=True)
    sizes, cut, white, black = light.answers
    assert len(sizes) == len(pictures(flagship_game)) == 9
    assert all(width > 500 and height > 100 for width, height in sizes)
    assert cut == []
    dark = opened(text, tmp_path, PAPER, INK, dark=True)
    assert (white, black) == ("rgb(255, 255, 255)", "rgb(29, 37, 48)")
    assert dark.answers == ["rgb(20, 25, 31)", "rgb(230, 234, 239)"]
    pages = paper(light.pdf)
    assert 8 <= len(pages) <= 30
    for picture in pictures(flagship_game).values():
        first = " ".join(picture.caption.split()[:6])
        labels = re.findall(r">([^<>]+)</text>", picture.svg)
        on = [page for page in pages if first in page and all(label in page for label in labels[:1])]
        assert on, f"{picture.name} is parted from its caption"
    assert all(len(page) > 200 for page in pages[:-1]), "a page is all but empty"


@pytest.mark.slow
def test_pictures_have_room_for_a_longer_language(tmp_path: Path) -> None:
    scenario = load_scenario(find_scenario("kyrgyzstan-2010"), "ru").scenario
    assert scenario is not None
    use("ru")
    try:
        text = report(game(finished(scenario, "moscow")), "ru")
    finally:
        use("")
    sizes, cut = opened(text, tmp_path, SIZES, CUT).answers
    assert len(sizes) == 9
    assert cut == []


def test_a_report_fits_a_narrow_screen(small_game: Game, tmp_path: Path) -> None:
    (wide,) = opened(report(small_game), tmp_path, OVERFLOW, width=390).answers
    assert wide <= 390


def test_games_compared_show_every_picture_whole(small_game: Game, other_game: Game, tmp_path: Path) -> None:
    seen = opened(comparison([small_game, other_game]), tmp_path, SIZES, CUT)
    sizes, cut = seen.answers
    assert len(sizes) == 2
    assert all(width > 500 and height > 100 for width, height in sizes)
    assert cut == []


@pytest.mark.parametrize("which", ["small", pytest.param("flagship", marks=pytest.mark.slow)])
def test_no_printed_page_of_a_handout_holds_what_two_roles_know_in_private(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    scenario: Scenario = request.getfixturevalue(which)
    pages = paper(opened(handout(scenario), tmp_path, prints=True).pdf)
    own = {role.id: set(private(scenario, role.id)) for role in scenario.roles}
    found = dict.fromkeys(own, 0)
    for number, page in enumerate(pages, 1):
        on = {role for role, secrets in own.items() if any(secret in page for secret in secrets)}
        assert len(on) <= 1, f"page {number} holds what {sorted(on)} know"
        for role in on:
            name = next(each.name for each in scenario.roles if each.id == role)
            assert page.startswith(f"{name}: private"), f"page {number} does not say whose it is"
            found[role] += 1
    assert all(found.values())


def private(scenario: Scenario, role: str) -> Iterator[str]:
    """The beginnings of what only one role reads: brief, briefings, summaries of its options."""
    others = [each for each in scenario.roles if each.id != role]
    texts = [each.brief for each in scenario.roles if each.id == role]
    for stage in scenario.stages:
        texts.append(stage.briefings.get(role, ""))
        for decision in stage.decisions:
            if decision.role == role:
                texts += [option.summary for option in decision.options]
    shared = " ".join(
        option.summary
        for stage in scenario.stages for decision in stage.decisions
        if decision.role in {each.id for each in others} for option in decision.options
    )  # fmt: skip
    for text in texts:
        words = re.split(r"[\[*_`]", " ".join(text.split()))[0].split()[:7]
        if len(words) >= 4 and " ".join(words) not in shared:
            yield " ".join(words)
