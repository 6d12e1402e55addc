"""Pictures: the same bytes for the same play, nothing from outside, safe whatever they are told to draw."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest

from game.report import charts
from game.report.charts.canvas import INKS, MOST, Scale, covering, style
from game.report.game import Game
from game.report.page import TEMPLATES
from game.report.pictures import pictures
from game.scenario.model import Scenario
from tests.report.games import finished, game

SVG = "{http://www.w3.org/2000/svg}"
ODD = "</svg><script>&\"'"


def test_the_same_play_gives_the_same_bytes(small: Scenario) -> None:
    once, again = (pictures(game(finished(small, "capital"))) for _ in range(2))
    assert {name: each.svg for name, each in once.items()} == {name: each.svg for name, each in again.items()}


def test_a_picture_is_one_element_that_names_nothing_outside_it(flagship_game: Game) -> None:
    for picture in pictures(flagship_game).values():
        root = ET.fromstring(picture.svg)
        assert root.tag == f"{SVG}svg"
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
            "svg", "title", "text", "rect", "polyline", "polygon", "path", "circle",
        }  # fmt: skip
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|href|style=|url\(", picture.svg)
        assert root.find(f"{SVG}title") is not None
        assert root.get("aria-labelledby") == f"{picture.name}-title"


def test_ids_in_a_page_differ(flagship_game: Game) -> None:
    ids = [
        each
        for picture in pictures(flagship_game).values()
        for each in re.findall(r'\bid="([^"]+)"', picture.svg)
    ]
    assert len(ids) == len(set(ids)) == 9


def test_what_is_drawn_is_escaped() -> None:
    drawn = charts.waterfall(
        "odd", ODD, charts.Fall(ODD, ODD, (ODD, 0.0), (ODD, 1.0), [charts.Step(ODD, 1.0, ODD)], "higher")
    )
    drawn_ = charts.votes("odd", ODD, [(ODD, ODD)], [(ODD, ["assents"])], [("assents", ODD)])
    for text in (drawn, drawn_):
        assert "<script" not in text
        assert ODD in [each.text for each in ET.fromstring(text).iter()]


def test_every_colour_is_one_of_the_pages_with_one_for_light_paper_behind_it(flagship_game: Game) -> None:
    for picture in pictures(flagship_game).values():
        used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', picture.svg))
        assert used <= {"none", *(f"var(--{name}, {colour})" for name, colour in INKS.items())}


def test_a_table_beside_each_picture_has_its_figures(flagship_game: Game) -> None:
    for picture in pictures(flagship_game).values():
        assert picture.caption
        assert picture.rows
        assert {len(row) for row in picture.rows} == {len(picture.head)}


def test_the_scores_end_where_the_game_did(flagship_game: Game) -> None:
    last = pictures(flagship_game)["scores"].rows[-1]
    own = flagship_game.hindsight.lines[0].scores
    assert f"{own['credibility'][-1]:.0f}" == last[1]


def test_a_waterfalls_steps_lead_from_the_start_to_the_end(flagship_game: Game) -> None:
    for score in flagship_game.debrief.scores:
        rows = pictures(flagship_game)[f"causes-{score.score}"].rows
        total = sum(float(row[1].replace("−", "-")) for row in rows)
        assert total == pytest.approx(score.end - score.start, abs=0.06 * len(rows))


def contrast(one: str, other: str) -> float:
    """By WCAG 2: 1 for the same colour, 21 for black on white."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        r, g, b = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_inks_stand_out_from_the_paper_in_light_and_in_dark() -> None:
    style_sheet = Path(TEMPLATES, "page.css").read_text("utf-8")
    papers = [dict(re.findall(r"--(\w+): (#\w{6})", part)) for part in style_sheet.split("@media screen")[:2]]
    assert len(papers) == 2
    assert {name: papers[0][name] for name in INKS} == INKS
    for inks in papers:
        for name in ("ink", "mild", "own", "history", "other", "fourth", "fifth", "good", "bad", "link"):
            assert contrast(inks[name], inks["paper"]) >= 4.5, name
        for name in ("ink", "mild", "link"):
            assert contrast(inks[name], inks["panel"]) >= 4.5, name
        assert contrast(inks["cloud"], inks["paper"]) >= 1.8


def test_lines_are_told_apart_without_their_colours() -> None:
    assert len({style(number) for number in range(MOST)}) == MOST
    assert len({style(number)[1:] for number in range(5)}) == 5


def test_ticks_are_round_and_within() -> None:
    for low, high in ((-3.2, 17.0), (0.0, 1.0), (41.0, 44.5), (0.0, 100_000.0)):
        scale = Scale(low, high, 0.0, 100.0)
        ticks = scale.ticks(5)
        assert 2 <= len(ticks) <= 7
        assert all(low <= tick <= high for tick in ticks)
        steps = {round(b - a, 9) for a, b in pairwise(ticks)}
        assert len(steps) == 1


def test_a_small_change_looks_small() -> None:
    low, high = covering([50.0, 50.1])
    assert high - low >= 4.0


def test_one_value_has_a_scale() -> None:
    scale = Scale(3.0, 3.0, 0.0, 10.0)
    assert 0.0 <= scale(3.0) <= 10.0
