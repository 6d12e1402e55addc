"""The report of a game: whole, readable as Markdown, and safe whatever a player typed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from game.policies.random import Random
from game.report.markdown import report
from game.report.text import escaped, paragraphs, prose
from game.scenario.model import Scenario
from game.scenario.texts import said_otherwise
from game.table.local import LocalTable
from tests.table.tables import table

ODD = "<b>Loud</b> | *stars* [x](y) `code` \\ _under_"


def finished(scenario: Scenario, role: str, reason: str = "") -> LocalTable:
    """A game of first options."""
    seat = table(scenario, role, Random())
    while not seat.finished:
        decision = next(each for each in seat.view().decisions if each.id not in seat.view().made)
        option = next(each.id for each in decision.options if each.on_offer)
        assert seat.choose(decision.id, option, reason) is None
    return seat


def written(seat: LocalTable) -> str:
    return report(seat.debrief(), seat.hindsight(), seat.sources)


def shown(markdown: str) -> str:
    """What a reader of the rendered document sees, without marks."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    parts = []
    for token in tokens:
        if token.children:
            parts.append(
                "".join(each.content if each.type != "softbreak" else "\n" for each in token.children)
            )
        elif token.type == "code_block":
            parts.append(token.content)
    return "\n".join(parts)


def unbracketed(text: str) -> str:
    """Without the brackets of citations, which links lose."""
    return text.replace("[", "").replace("]", "")


@pytest.fixture(scope="module", params=["small", "flagship"])
def seat(request: pytest.FixtureRequest) -> LocalTable:
    scenario: Scenario = request.getfixturevalue(request.param)
    return finished(scenario, scenario.roles[0].id, "It was the first.")


def test_a_report_tells_the_whole_game(seat: LocalTable) -> None:
    end, past = seat.debrief(), seat.hindsight()
    text = unbracketed(shown(written(seat)))
    wanted = [end.disclaimer, end.result_text, end.patience_text, past.caveat, past.readings]
    wanted += [f"Seed {past.particulars.seed}", past.particulars.version, past.particulars.digest[:12]]
    for outcome in end.outcomes:
        wanted.append(outcome.title)
        wanted += [
            part for choice in outcome.choices for part in (choice.label, choice.prompt, choice.rationale)
        ]
        wanted += [part for vote in outcome.votes for part in (vote.name, vote.reason)]
        wanted += outcome.happened
        wanted += [
            f"{cause.shown}: {cause.text}" for each in outcome.causes for cause in each.causes
            if cause.shown.strip("+−0.")
        ]  # fmt: skip
    wanted += [part for claim in end.claims for part in (claim.id, claim.claim, claim.because)]
    wanted += [point.text for point in past.turning]
    wanted += [line.name for line in past.lines]
    wanted += [member.text for member in past.members]
    for piece in wanted:
        assert unbracketed(piece.strip()) in text, piece


def test_questions_are_there_without_the_marks_of_their_sources(seat: LocalTable) -> None:
    text = shown(written(seat))
    for question in seat.debrief().discussion:
        assert question.partition("[")[0].strip() in text


def test_every_table_is_whole(seat: LocalTable) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(written(seat))
    tables = [token for token in tokens if token.type == "table_open"]
    assert len(tables) == 4
    widths = []
    for token in tokens:
        if token.type == "tr_open":
            widths.append(0)
        elif token.type in {"td_open", "th_open"}:
            widths[-1] += 1
    assert min(widths) >= 3
    assert not any("| --- " in line for line in shown(written(seat)).splitlines())


def test_citations_link_to_the_sources_listed_at_the_end(small: Scenario) -> None:
    stages = tuple(replace(stage, discussion=("Who says so [gazette]?",)) for stage in small.stages)
    text = written(finished(replace(small, stages=stages), "capital"))
    assert "[gazette]: <https://example.org/gazette>" in text
    links = [
        child.attrs["href"]
        for token in MarkdownIt("commonmark").parse(text) for child in token.children or []
        if child.type == "link_open"
    ]  # fmt: skip
    assert "https://example.org/gazette" in links


def test_what_a_player_typed_is_shown_as_typed(small: Scenario) -> None:
    text = written(finished(small, "capital", ODD))
    assert shown(text).count(ODD) == 2
    assert "<b>" not in text


@pytest.mark.parametrize(
    "start", ["# a", "- a", "+ a", "> a", "1. a", "1) a", "***", "---", "===", "~~~", "&amp;"]
)
def test_words_that_look_like_marks_stay_words(start: str) -> None:
    assert shown(f"> {escaped(start)}") == start


def test_a_branch_says_what_it_parts_from(small: Scenario) -> None:
    seat = finished(small, "capital")
    other = seat.branch("summer", "answer", "operation")
    assert isinstance(other, LocalTable)
    text = shown(written(other))
    assert "This game parts from another game in “The river towns burn”" in text
    assert "The game it parted from" in text


def test_a_changed_model_is_told(small: Scenario) -> None:
    seat = finished(small, "capital")
    past = seat.hindsight()
    changed = replace(past, particulars=replace(past.particulars, departures=("Rules switched off: judge.",)))
    text = report(seat.debrief(), changed, {})
    assert "- Rules switched off: judge." in text
    assert "Parameters as the scenario has them" not in text
    assert "## Sources" not in text


LIVE = (
    "<img src=x onerror=alert(1)>", "![a](http://a.b/c.png)", "[x](javascript:alert(1))", r"\\[x](y)",
    "[a]: http://a.b", r"\<b>", "[almanac](http://a.b)", "![almanac]",
)  # fmt: skip


@pytest.mark.parametrize("odd", LIVE)
def test_an_authors_text_is_words_and_opens_nothing(odd: str) -> None:
    rendered = MarkdownIt("commonmark").render(f"{paragraphs(odd)}\n\n[almanac]: http://c.d\n")
    rest = re.sub(r'<a href="http://c\.d">|</a>', "", rendered)  # a citation leads to its source
    assert all(tag in {"p", "/p"} for tag in re.findall(r"<(/?\w+)", rest))


def test_emphasis_and_citations_of_an_author_stay() -> None:
    rendered = MarkdownIt("commonmark").render(f"{prose('*Now* [almanac].')}\n\n[almanac]: http://c.d\n")
    assert rendered == '<p><em>Now</em> <a href="http://c.d">almanac</a>.</p>\n'


def test_names_and_texts_of_a_scenario_open_nothing_in_a_report(small: Scenario) -> None:
    odd = said_otherwise(small, lambda _id, text: f"{text} <i>x</i> ![y](http://a.b) [z](http://a.b)")
    rendered = MarkdownIt("commonmark").enable("table").render(written(finished(odd, odd.roles[0].id)))
    assert not re.findall(r"<i>|<img|<a href=\"http://a\.b\"", rendered)
