"""What authors do to scenarios: slips of the pen, and worse."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.scenario.catalogue import DIAGNOSTICS
from game.scenario.diagnostics import render
from game.scenario.loader import load_scenario
from tests.scenario.spoilt import MAIN, SMALL, SPRING, SUMMER, copy_small, replaced

USES = (
    (MAIN, "region: lakes\n  council_rule", "lakes"),
    (MAIN, "council_rule: consensus", "consensus"),
    (MAIN, "share: {alliance: 0.6,", "alliance"),
    (MAIN, "affinity: {plains: 0.6,", "plains"),
    (MAIN, "rescue: {internal: 0.35, external: 0.55}", "external"),
    (MAIN, "levers: {bargain.birch: -0.1}", "birch"),
    (MAIN, "levers: {bargain.birch: -0.1}", "bargain"),
    (MAIN, "not happened.drought", "drought"),
    (MAIN, "not happened.drought", "happened"),
    (MAIN, "kind: secretariat", "secretariat"),
    (MAIN, "summer.capital.answer: operation", "summer"),
    (MAIN, "summer.capital.answer: operation", "capital"),
    (MAIN, "summer.capital.answer: operation", "answer"),
    (MAIN, "summer.capital.answer: operation", "operation"),
    (MAIN, "what to do [gazette]", "gazette"),
    (MAIN, "difficulty: easy", "difficulty"),
    (SPRING, "from: alder", "alder"),
    (SPRING, "threat: internal\n", "internal"),
    (SPRING, "briefings:\n  capital:", "briefings"),
    (SPRING, "levers: {promise.internal: -0.05}", "promise"),
    (SPRING, "levers: {promise.internal: -0.05}", "internal"),
    (SPRING, "levers: {procedure: 0.3,", "procedure"),
    (SPRING, "reversible: partly", "partly"),
    (SPRING, "teaches: A first", "teaches"),
    (SUMMER, "default: refuse", "refuse"),
    (SUMMER, "flag.corridor or", "corridor"),
    (SUMMER, "chosen.spring.capital.answer == 'troops'", "spring"),
    (SUMMER, "chosen.spring.capital.answer == 'troops'", "troops"),
    (SUMMER, "chosen.bureau.draft == 'plan'", "bureau"),
    (SUMMER, "chosen.bureau.draft == 'plan'", "draft"),
    (SUMMER, "not tried.spring", "spring"),
    (SUMMER, "turmoil >= 0.3", "turmoil"),
    (SUMMER, "when: overthrown", "overthrown"),
    (SUMMER, "ties: {birch: 0.9}\n    when", "birch"),
)
"""Places in the small scenario (file, text that stands there once) where a known word is used."""


def slips(word: str, seed: int) -> list[str]:
    """The word with two letters swapped, one left out, one added, one replaced."""
    chance = random.Random(seed)
    at = chance.randrange(len(word) - 1)
    letter = chance.choice([letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in word])
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    typed = [word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]]
    return [slip for slip in (swapped, *typed) if slip != word]


def test_a_slip_in_any_word_is_told_with_the_right_word(tmp_path: Path) -> None:
    scenario = copy_small(tmp_path)
    missed, tried = [], 0
    for seed, (file, text, word) in enumerate(USES):
        for slip in slips(word, seed):
            loaded = replaced(scenario, file, text, text.replace(word, slip))
            tried += 1
            assert loaded.scenario is None, slip
            hints = [problem.hint for problem in loaded.problems if problem.hint.startswith("did you mean")]
            if not any(f"`{word}`" in hint for hint in hints):
                missed.append((word, slip))
    assert tried > 120
    assert len(missed) <= 0.05 * tried, missed


TEXTS = {name: (SMALL / name).read_text("utf-8") for name in (MAIN, SPRING, SUMMER)}
PIECES = (
    "\t", "  ", "\n", ":", ": ", "- ", "'", '"', "[", "]", "{", "}", "#", "&a ", "*a", "!x ", "|", ">", "?",
    "%", "null", "true", "no", "1e999", "-1", "0,5", ".nan", "when: ", "historical: true\n", "levers: {}",
    "éü中𝄞", "\u2028", "\x00", "\x1b", "---\n", "...\n", "<<: ", "flag.x", "chosen.", "a" * 50, "not ",
    "(", ")",
)  # fmt: skip

EDITS = st.lists(
    st.tuples(
        st.sampled_from(sorted(TEXTS)),
        st.integers(0, 6000),
        st.integers(0, 40),
        st.sampled_from(PIECES) | st.just(""),
    ),
    min_size=1,
    max_size=4,
)
"""File, place, how many characters go, what comes in their stead."""


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(EDITS)
def test_a_scenario_spoilt_anyhow_still_loads_or_is_explained(edits: list[tuple[str, int, int, str]]) -> None:
    texts = dict(TEXTS)
    for name, place, length, piece in edits:
        text = texts[name]
        at = place % len(text)
        texts[name] = text[:at] + piece + text[at + length :]
    with tempfile.TemporaryDirectory() as folder:
        scenario = Path(folder) / "small"
        (scenario / "stages").mkdir(parents=True)
        for name, text in texts.items():
            (scenario / name).write_text(text, "utf-8")
        loaded = load_scenario(scenario)
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    assert (loaded.scenario is None) == bool(errors)
    for problem in loaded.problems:
        assert problem.severity == DIAGNOSTICS[problem.code].severity
        lines = loaded.texts[problem.file].split("\n")
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.message
        assert problem.hint
        assert render(problem, loaded.texts[problem.file]).startswith(f"{problem.file}:{problem.line}:")


def lines_of_small() -> list[tuple[str, int]]:
    """Every line of the small scenario that says something."""
    return [
        (name, number)
        for name, text in TEXTS.items()
        for number, line in enumerate(text.split("\n"))
        if line.strip() and not line.startswith("#")
    ]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_scenario_without_any_one_of_its_lines_still_loads_or_is_explained(
    name: str, tmp_path: Path
) -> None:
    scenario = copy_small(tmp_path)
    for file, number in lines_of_small():
        if file == name:
            lines = TEXTS[name].split("\n")
            (scenario / name).write_text("\n".join(lines[:number] + lines[number + 1 :]), "utf-8")
            loaded = load_scenario(scenario)
            assert (loaded.scenario is None) == any(
                problem.severity == "error" for problem in loaded.problems
            )
