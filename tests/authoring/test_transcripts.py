"""Tests of scenarios: what they measure, what they refuse in words, and what an author reads when one fails.

Each file in `misread` is a test of the small scenario that cannot be run, with what its author reads pinned
beside it; PIN=1 in the environment writes the `.expected` files anew.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from game.analysis.ensemble import Sweep, tallied
from game.authoring.diagnoses import DIAGNOSES
from game.authoring.expectations import expected
from game.authoring.quantities import OF_A_MOMENT, OF_A_PLAY, forms
from game.authoring.transcripts import transcripts
from game.authoring.trial import trial
from game.commands.test import Trials, trials
from game.engine.settings import Settings
from game.policies.named import policies
from game.scenario.diagnostics import render
from game.scenario.loader import bundled, find_scenario, read_scenario
from game.scenario.model import Scenario
from game.scenario.refusal import Refusal
from game.scenario.shelf import open_shelf
from tests.scenario.spoilt import SMALL, copy_small

MISREAD = Path(__file__).parent / "misread"
NAMES = sorted(path.stem for path in MISREAD.glob("*.yaml"))


def with_test(tmp_path: Path, text: str, name: str = "one") -> Path:
    """The small scenario with a test of its own."""
    folder = copy_small(tmp_path)
    (folder / "tests").mkdir(exist_ok=True)
    (folder / "tests" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def run(folder: Path, keyword: str = "") -> Trials:
    """The tests of a folder, run."""
    found = trials(str(folder), keyword)
    assert isinstance(found, Trials)
    found.run()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_an_author_reads_what_is_pinned(name: str, tmp_path: Path) -> None:
    folder = with_test(tmp_path, (MISREAD / f"{name}.yaml").read_text(), name)
    found = run(folder)
    text = "".join(f"{render(each, found.shelf.texts.get(each.file, ''))}\n" for each in found.problems)
    expected_file = MISREAD / f"{name}.expected"
    if os.environ.get("PIN"):
        expected_file.write_text(text)
    assert text == expected_file.read_text()
    assert found.failed
    assert not found.verdicts


@pytest.mark.parametrize("name", NAMES)
def test_a_misread_test_is_named_for_what_it_shows(name: str) -> None:
    text = (MISREAD / f"{name}.expected").read_text()
    assert any(f" {code}: " in text for code in (name, name.rpartition("-")[0]))


def test_every_kind_of_problem_of_a_test_is_shown() -> None:
    text = "".join((MISREAD / f"{name}.expected").read_text() for name in NAMES)
    own = [code for code in DIAGNOSES if not code.startswith(("text-", "language-"))]  # translations'
    assert [code for code in own if f" {code}: " not in text] == []


@pytest.mark.parametrize("name", bundled())
def test_what_a_bundled_scenario_promises_holds(name: str) -> None:
    if not (find_scenario(name) / "tests").is_dir():
        pytest.skip("it promises nothing yet")
    found = run(find_scenario(name))
    assert not found.failed, "\n".join(found.told())


def test_the_flagship_promises_at_least_ten_things() -> None:
    shelf = open_shelf(find_scenario("kyrgyzstan-2010"))
    scenario = read_scenario(shelf)
    assert scenario is not None
    assert len(transcripts(shelf, scenario)) >= 10


@pytest.mark.parametrize(
    "text, met, unmet",
    [
        ("< 45", 44.9, 45.0),
        ("<= 20%", 0.2, 0.201),
        ("> 0.3", 0.301, 0.3),
        ("at least 3", 3.0, 2.9),
        ("48..54", 54.0, 54.1),
        ("10..20%", 0.1, 0.21),
        ("10%..20", 0.2, 0.21),
        ("−3 .. 2", -3.0, 2.5),
        ("41.5", 41.54, 41.56),
        ("happens", 0.01, 0.0),
        ("never", 0.0, 0.01),
        ("always", 1.0, 0.99),
    ],
)
def test_an_expectation_means_what_it_says(text: str, met: float, unmet: float) -> None:
    one = expected(text)
    assert one is not None
    assert one.met(met)
    assert not one.met(unmet)


def test_a_figure_is_shown_with_the_digits_that_tell_why_it_is_not_as_expected() -> None:
    one = expected("<= 20%")
    assert one is not None
    assert one.shown(0.2004) == "20.04%"
    assert one.shown(0.31) == "31.0%"


FIGURES = """\
about: Figures of all kinds.
rest: build-first
plays: 300
expect:
  credibility.start: "> 0"
  credibility.spring: "> 0"
  cost.short.spring: "> 0"
  cost.long.final: -100..100
  turmoil.summer: 0..1
  promise.internal.start: 0..1
  belief.birch.internal.start: 0..1
  restraint.cedar.final: 0..1
  share.birch.alliance.final: 0..1
  left.birch: 0..1
  deaths: at least 0
  limited.start: never
  tried.summer: 0..1
  carried.summer: 0..1
  vetoes.summer.birch: 0..1
  chosen.spring.bureau.draft.plan: always
  defaulted.summer.capital.answer: never
  result.capital: -200..200
"""


def test_every_kind_of_figure_can_be_measured(tmp_path: Path, small: Scenario) -> None:
    (verdict,) = run(with_test(tmp_path, FIGURES)).verdicts
    assert verdict.passed, verdict.failures
    birch = next(member for member in small.members if member.id == "birch")
    assert verdict.figures["belief.birch.internal.start"] == pytest.approx(birch.rescue["internal"])
    assert verdict.figures["share.birch.alliance.final"] <= birch.share["alliance"] + 0.2


def test_every_figure_is_explained() -> None:
    assert {name.partition("[")[0].partition(".")[0] for name in forms()} >= {*OF_A_MOMENT, *OF_A_PLAY} - {
        "cost.short",
        "cost.long",
    }
    assert forms()["cost.short[.WHEN]"] == "the part that was paid at once"
    assert "share.MEMBER.PARTNER[.WHEN]" in forms()


def test_a_test_measures_what_the_engine_plays(tmp_path: Path, small: Scenario) -> None:
    text = "about: x\nrest: random\nseed: 9\nplays: 200\nexpect: {credibility.final: above 0}\n"
    (verdict,) = run(with_test(tmp_path, text)).verdicts
    seats = policies({}, small, "random")
    assert not isinstance(seats, Refusal)
    tally = tallied(Sweep(small, Settings(), seats, 9), 200)
    assert verdict.figures["credibility.final"] == pytest.approx(tally.final["credibility"].mean)


def test_a_seed_alone_is_one_play(tmp_path: Path) -> None:
    text = "about: x\nseed: 3\nexpect: {credibility.final: above 0}\n"
    assert run(with_test(tmp_path, text)).verdicts[0].transcript.plays == 1


def test_a_failure_tells_place_expectation_and_figure(tmp_path: Path) -> None:
    text = "about: Belief is lost.\nplays: 50\nexpect:\n  credibility.start: below 1\n"
    found = run(with_test(tmp_path, text))
    told = "\n".join(found.told())
    assert "FAILED tests/one.yaml: Belief is lost. (50 plays, seed 1)" in told
    assert (
        "tests/one.yaml:4:3: error failed: expected credibility.start: below 1; credibility.start is" in told
    )
    assert "0 passed, 1 failed" in told


def test_lines_of_play_are_compared_under_the_same_luck(tmp_path: Path) -> None:
    text = (
        "about: x\nplays: 50\ncompare:\n  a: {rest: random}\n  b: {rest: random}\n"
        "  expect:\n    - a.credibility.final == b.credibility.final\n    - a.cost.final > b.cost.final + 1\n"
    )
    (verdict,) = run(with_test(tmp_path, text)).verdicts
    assert [failure.expected for failure in verdict.failures] == ["a.cost.final > b.cost.final + 1"]


def test_update_writes_the_recorded_figures_and_nothing_else(tmp_path: Path) -> None:
    text = (
        "# Mine.\nabout: x\nseed: 3\nrecorded:\n  credibility.final: new   # the end\n  cost.final: 9999.5\n"
    )
    folder = with_test(tmp_path, text)
    file = folder / "tests" / "one.yaml"
    file.write_bytes(text.replace("\n", "\r\n").encode())
    found = run(folder)
    assert found.failed
    assert "-  cost.final: 9999.5" in list(found.difference())
    assert found.update() is None
    assert not found.failed
    assert not run(folder).failed
    after = file.read_bytes().decode()
    assert after.startswith("# Mine.\r\nabout: x\r\nseed: 3\r\nrecorded:\r\n  credibility.final: ")
    assert "   # the end\r\n  cost.final: " in after


def test_update_does_not_write_over_a_file_that_has_changed(tmp_path: Path) -> None:
    folder = with_test(tmp_path, "about: x\nseed: 3\nrecorded:\n  cost.final: 9999.5\n")
    found = run(folder)
    (folder / "tests" / "one.yaml").write_text("about: another\n")
    refusal = found.update()
    assert refusal is not None
    assert "has changed" in refusal.message
    assert (folder / "tests" / "one.yaml").read_text() == "about: another\n"


def test_a_word_picks_tests_by_file_or_promise(tmp_path: Path) -> None:
    folder = with_test(tmp_path, "about: First of all\nseed: 1\nexpect: {cost.start: 0}\n", "one")
    with_name = folder / "tests" / "two.yaml"
    with_name.write_text("about: Something else\nseed: 1\nexpect: {cost.start: 0}\n")
    assert [each.transcript.file for each in run(folder, "first").verdicts] == ["tests/one.yaml"]
    refused = trials(str(folder), "twoo")
    assert isinstance(refused, Refusal)
    assert "two" in refused.hint


def test_a_scenario_without_tests_is_refused_in_words(tmp_path: Path) -> None:
    refused = trials(str(copy_small(tmp_path)))
    assert isinstance(refused, Refusal)
    assert "There are no tests" in refused.message


def test_a_scenario_with_errors_shows_them_instead(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    shutil.rmtree(folder / "stages")
    found = run(folder)
    assert "no-stages" in [problem.code for problem in found.problems]
    assert found.failed


def test_the_document_has_figures_failures_and_counts(tmp_path: Path) -> None:
    text = "about: x\nplays: 50\nexpect: {credibility.start: below 1}\nrecorded: {cost.start: 4}\n"
    document = run(with_test(tmp_path, text)).document()
    (test,) = document["tests"]
    assert (document["passed"], document["failed"]) == (0, 1)
    assert test["failures"][0]["line"] == 3
    assert test["changes"] == [{"name": "cost.start", "old": "4", "new": "0"}]


def test_a_test_runs_alike_again(small: Scenario, tmp_path: Path) -> None:
    folder = with_test(tmp_path, FIGURES)
    shelf = open_shelf(folder)
    scenario = read_scenario(shelf)
    assert scenario is not None
    (one,) = transcripts(shelf, scenario)
    assert trial(small, one).figures == trial(small, one).figures
    assert SMALL.is_dir()
