"""The page of one game: whole, safe, readable by machines and by screen readers, and without scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from game.present.looking_back import ModelView, ParameterView
from game.report.game import Game
from game.report.html import command, report
from game.scenario.model import Scenario, Source
from game.table.local import LocalTable
from tests.report.games import LOUD, finished, game

VOID = {"meta", "link", "br", "circle", "rect", "path", "polyline", "polygon"}


class Outline(HTMLParser):
    """What is in a page: elements with their attributes, headings, and the words that are shown."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One more element, open unless it never holds anything."""
        self.elements.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID or (tag in {"rect", "polyline", "polygon", "circle"} and not self._closed()):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One that holds nothing."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Closes what was opened last."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Words, unless they are style."""
        if self._open[-1:] != ["style"]:
            self.words.append(data)

    def _closed(self) -> bool:
        return (self.get_starttag_text() or "").endswith("/>")

    @property
    def text(self) -> str:
        """All words on one line."""
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def page(flagship_game: Game) -> Outline:
    return Outline(report(flagship_game))


def test_a_page_tells_the_whole_game(page: Outline, flagship_game: Game) -> None:
    end, past = flagship_game.debrief, flagship_game.hindsight
    of = past.particulars
    wanted = [
        end.disclaimer,
        end.result_text,
        end.patience_text,
        past.caveat,
        past.readings,
        of.version,
        of.digest,
    ]
    wanted += [f"Seed {of.seed}", of.role_name, of.title, command(flagship_game.hindsight.particulars)]
    for outcome in end.outcomes:
        wanted += [outcome.title, *(choice.label for choice in outcome.choices)]
        wanted += [choice.rationale for choice in outcome.choices]
        wanted += [vote.name for vote in outcome.votes]
    wanted += [part for claim in end.claims for part in (claim.id, claim.paragraph, claim.because)]
    wanted += [point.text for point in past.turning[:5]]
    wanted += [member.text for member in past.members]
    wanted += [each.name for each in of.model.parameters]
    assert flagship_game.standing is not None
    wanted += [flagship_game.standing.own.text, flagship_game.standing.basis]
    for piece in wanted:
        assert " ".join(piece.split()) in page.text, piece


def test_a_page_runs_and_fetches_nothing(page: Outline) -> None:
    for tag, attributes in page.elements:
        assert tag not in {"script", "img", "iframe", "object", "embed", "form", "base"}
        for name, value in attributes.items():
            assert not name.startswith("on")
            if name in {"src", "srcset", "data", "action"}:
                pytest.fail(f"{tag} {name}={value}")
    rules = [a.get("content") for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert rules == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


def test_a_page_can_be_read_aloud(page: Outline) -> None:
    assert ("html", {"lang": "en"}) in page.elements
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    for before, after in zip(page.headings, page.headings[1:], strict=False):
        assert after - before <= 1
    tags = [tag for tag, _ in page.elements]
    assert tags.count("figure") == tags.count("figcaption") == 9
    assert tags.count("details") == 9, "each picture has its table"
    assert all(a.get("scope") in {"row", "col"} for tag, a in page.elements if tag == "th")
    ids = [a["id"] for _, a in page.elements if a.get("id")]
    assert len(ids) == len(set(ids))
    for _, a in page.elements:
        if a.get("aria-labelledby"):
            assert a["aria-labelledby"] in ids
        link = a.get("href") or ""
        if link.startswith("#"):
            assert link[1:] in ids, link


def test_what_people_typed_is_shown_as_typed_and_does_nothing(small_game: Game) -> None:
    text = report(small_game)
    assert "<script" not in text
    assert LOUD in Outline(text).text


def test_what_a_scenario_says_cannot_break_out_of_its_place(small: Scenario) -> None:
    odd = '<img src=x onerror=alert(1)> ![p](http://evil.example/p.png) [l](javascript:alert(1)) "</style><b>'
    stages = tuple(replace(stage, title=f"{odd} {stage.id}", discussion=(odd,)) for stage in small.stages)
    members = tuple(replace(member, name=f"{member.name}</title>{odd}") for member in small.members)
    scenario = replace(small, title=odd, stages=stages, members=members)
    text = report(game(finished(scenario, "capital")))
    page = Outline(text)
    assert {tag for tag, _ in page.elements} & {"img", "script", "b"} == set()
    assert not [a for _, a in page.elements if (a.get("href") or "").startswith("javascript")]
    at = {
        (tag, name)
        for tag, a in page.elements
        for name, value in a.items()
        if "evil.example" in (value or "")
    }
    assert at == {("a", "href")}, "it may be followed, and is not fetched"


def test_citations_lead_to_the_sources_at_the_end(small: Scenario) -> None:
    stages = tuple(replace(stage, discussion=("Who says so [gazette]?",)) for stage in small.stages)
    page = Outline(report(game(finished(replace(small, stages=stages), "capital"))))
    assert ("a", {"href": "#source-gazette"}) in page.elements
    assert ("li", {"id": "source-gazette"}) in page.elements


def test_a_source_without_a_safe_address_is_no_link(small: Scenario) -> None:
    stages = tuple(replace(stage, discussion=("Who says so [gazette]?",)) for stage in small.stages)
    sources = (Source("gazette", "G", "javascript:alert(1)"),)
    page = Outline(report(game(finished(replace(small, stages=stages, sources=sources), "capital"))))
    assert not [a for _, a in page.elements if (a.get("href") or "").startswith("javascript")]


def test_a_changed_model_is_told_and_can_be_played_again(small_game: Game) -> None:
    past = small_game.hindsight
    changed = ModelView(
        "henry",
        "Allies want reliability.",
        (("judge.reserve", "a grudge excuses"),),
        (
            ParameterView("charge.aid", 5.0, 4.0, 2.0, 6.0, "Cost of aid", "judgement", "run"),
            ParameterView("judge.welcome", 1.0, 0.0, 0.0, 1.0, "The averse", "henry", "variant"),
        ),
    )
    other = replace(small_game, hindsight=replace(past, particulars=replace(past.particulars, model=changed)))
    text = Outline(report(other)).text
    assert "henry: Allies want reliability." in text
    assert "charge.aid = 5 (default 4; set by the player)" in text
    assert "judge.welcome = 1 (default 0; set by the reading)" in text
    again = command(other.hindsight.particulars)
    assert again.endswith("--variant henry --without judge.reserve --set charge.aid=5")


def test_a_branch_and_a_notice_are_told(small: Scenario) -> None:
    seat = finished(small, "capital")
    other = seat.branch("summer", "answer", "operation")
    assert isinstance(other, LocalTable)
    told = replace(game(other), standing=None, notices=("The scenario has been changed.",))
    text = Outline(report(told)).text
    assert "This game parts from another game" in text
    assert "The scenario has been changed." in text
    assert "Where it stands" not in text
