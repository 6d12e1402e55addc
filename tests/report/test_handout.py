"""Handouts: every sheet is for one audience, and what one role knows is on its own sheets alone."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from game.report.handout import css, handout
from game.scenario.model import Role, Scenario
from tests.report.test_html import Outline


class Sheets(HTMLParser):
    """The words of each sheet, with whom it is for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A sheet begins."""
        whom = dict(attrs).get("data-for")
        if whom:
            self.sheets.append((whom, ""))

    def handle_data(self, data: str) -> None:
        """More of the sheet at hand."""
        if self.sheets:
            whom, text = self.sheets[-1]
            self.sheets[-1] = (whom, f"{text} {' '.join(data.split())}".strip())


def marked(scenario: Scenario) -> Scenario:
    """The scenario with a word in each private text that says whose it is."""

    def words(role: str, text: str) -> str:
        return f"{text} SECRET-{role}"

    roles = tuple(replace(each, brief=words(each.id, each.brief)) for each in scenario.roles)
    stages = tuple(
        replace(
            stage,
            briefings={role: words(role, text) for role, text in stage.briefings.items()},
            decisions=tuple(
                replace(
                    decision,
                    prompt=words(decision.role, decision.prompt),
                    options=tuple(
                        replace(option, summary=words(decision.role, option.summary))
                        for option in decision.options
                    ),
                )
                for decision in stage.decisions
            ),
        )
        for stage in scenario.stages
    )
    return replace(scenario, roles=roles, stages=stages)


@pytest.mark.parametrize("which", ["small", "flagship"])
def test_what_a_role_knows_in_private_is_on_its_own_sheets(
    which: str, request: pytest.FixtureRequest
) -> None:
    scenario: Scenario = request.getfixturevalue(which)
    sheets = Sheets(handout(marked(scenario))).sheets
    whose = {f"role-{at}": role.id for at, role in enumerate(scenario.roles, 1)}
    told = dict.fromkeys(whose.values(), 0)
    for whom, text in sheets:
        for role in told:
            if whose.get(whom) == role:
                told[role] += text.count(f"SECRET-{role}")
            else:
                assert f"SECRET-{role}" not in text, f"a sheet for {whom} tells what {role} knows"
    for seat in scenario.roles:
        texts = 1 + sum(bool(stage.briefings.get(seat.id)) for stage in scenario.stages)
        mine = [each for stage in scenario.stages for each in stage.decisions if each.role == seat.id]
        assert told[seat.id] == texts + len(mine) + sum(len(each.options) for each in mine)
    assert {whom for whom, _ in sheets} == {"all", "facilitator", *whose}


def test_one_roles_sheets_hold_nothing_else(small: Scenario) -> None:
    sheets = Sheets(handout(marked(small), "bureau")).sheets
    assert {whom for whom, _ in sheets} == {"role-2"} or {whom for whom, _ in sheets} == {"role-1"}
    text = " ".join(text for _, text in sheets)
    assert "SECRET-bureau" in text
    assert "SECRET-capital" not in text
    assert not any(stage.briefing.strip()[:40] in text for stage in small.stages)


def test_a_handout_does_not_tell_how_it_went_or_what_the_model_does(flagship: Scenario) -> None:
    sheets = Sheets(handout(flagship)).sheets
    before = " ".join(text for whom, text in sheets if whom != "facilitator")
    for stage in flagship.stages:
        for decision in stage.decisions:
            for option in decision.options:
                for told in (
                    option.outcome.text,
                    option.outcome.carried,
                    option.outcome.blocked,
                    option.teaches,
                ):
                    assert not told or told.strip()[:60] not in before


def test_every_option_has_a_card_and_every_member_too(flagship: Scenario) -> None:
    page = Outline(handout(flagship))
    options = sum(len(each.options) for stage in flagship.stages for each in stage.decisions)
    cards = [a for tag, a in page.elements if tag == "article"]
    assert len(cards) == options + len(flagship.members)
    for question in flagship.discussion:
        assert " ".join(question.partition("[")[0].split()) in page.text


def test_a_condition_is_told_on_the_card(small: Scenario) -> None:
    assert "Only if" in Outline(handout(small)).text


def test_a_handout_runs_and_fetches_nothing_whatever_names_say(small: Scenario) -> None:
    odd = '</style><script>alert(1)</script>"; } @import "http://evil.example'
    roles = (replace(small.roles[0], name=odd), *small.roles[1:])
    text = handout(replace(small, title=odd, roles=roles))
    assert "<script" not in text
    assert "@import" not in text.split("</style>")[1]
    page = Outline(text)
    assert {tag for tag, _ in page.elements} & {"script", "img", "iframe"} == set()


def test_a_string_in_a_style_sheet_cannot_end() -> None:
    assert css('a"b\\c\n</') == '"a\\000022 b\\00005c c\\00000a \\00003c \\00002f "'


def test_an_unknown_role_has_no_sheets(small: Scenario) -> None:
    with pytest.raises(KeyError):
        handout(small, "nobody")


def test_a_role_that_decides_nothing_still_has_its_brief(small: Scenario) -> None:
    other = Role("watcher", "The Watcher", "secretariat", "You watch.", small.roles[0].weights)
    text = Outline(handout(replace(small, roles=(*small.roles, other)))).text
    assert "You watch." in text
