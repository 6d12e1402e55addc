"""The conversation of a game: every prompt answers, every answer is understood or refused in words."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.plain.commands import COMMANDS, NAMED
from game.plain.game import play
from game.plain.talk import Manner
from game.scenario.model import Scenario
from tests.plain.converse import game, steps
from tests.table.tables import AID_THEN_GO, played, saved, table, with_an_idle_stage, with_two_decisions

CAREFUL = Manner(confirms=True, pauses=True)


def said_after(transcript: str, line: str) -> str:
    """What was said from a typed line on."""
    _, found, rest = transcript.partition(f": {line}\n")
    assert found, f"{line!r} was never typed in:\n{transcript}"
    return rest


def test_numbers_alone_play_a_whole_game(small: Scenario) -> None:
    seat = table(small)
    text = game(seat, "2", "3")
    assert seat.finished
    assert [choice.option for outcome in seat.outcomes() for choice in outcome.choices] == [
        "aid", "wait", "operation", "wait",
    ]  # fmt: skip
    for part in (
        "Stage 1 of 2 · 7 April 2001 · Ash asks for help",
        "The end",
        "Illustrative, not predictive",
    ):
        assert part in text


def test_the_same_answers_give_the_same_text(small: Scenario) -> None:
    assert game(table(small), "2 because", "1") == game(table(small), "2 because", "1")


def test_the_first_stage_says_how_to_answer_and_the_others_do_not(small: Scenario) -> None:
    text = game(table(small), "2", "3")
    assert text.count("Answer with a number") == 1
    assert text.index("Answer with a number") < text.index("Your choice, 1 to 3")


def test_a_reason_is_kept_and_told(small: Scenario) -> None:
    assert "Your reason: They asked." in game(table(small), "2 because they asked", "1")


def test_what_is_not_on_offer_is_refused_with_its_condition(small: Scenario) -> None:
    seat = table(small)
    text = game(seat, "1", "2", "1")
    assert "2. Send doctors through the corridor (not on offer: " in text
    assert "is not on offer" in said_after(text, "1").split("Your choice")[1]
    assert seat.outcomes()[1].choices[0].option == "refuse"


def test_an_unknown_answer_is_refused_with_a_suggestion(small: Scenario) -> None:
    assert "I do not know `trops`. Did you mean 3 (troops)?" in game(table(small), "trops")


def test_no_more_lines_ends_the_game_in_words(
    small: Scenario, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert game(table(small)).endswith("<end>\n\nThis game is not saved.\n")
    path = tmp_path_factory.mktemp("saves") / "my game.jsonl"
    seat, _ = saved(small, path)
    assert game(seat, "2").endswith(
        f"<end>\n\nYour game is saved. To play on:\n  tashkent play --resume '{path}'\n"
    )


def test_choices_are_confirmed_where_a_person_sits(small: Scenario) -> None:
    seat = table(small)
    text = game(seat, "", "", "", "2", "n", "3 because now", "because later", manner=CAREFUL)
    assert "You choose 2. Send money and doctors." in text
    assert "Nothing is decided yet." in text
    choice = seat.outcomes()[0].choices[0]
    assert (choice.option, choice.rationale) == ("troops", "later")


def test_what_is_neither_yes_nor_no_decides_nothing(small: Scenario) -> None:
    seat = table(small)
    assert "`perhaps` is neither yes nor no" in game(seat, "", "", "", "2", "perhaps", manner=CAREFUL)
    assert seat.outcomes() == ()


def test_an_answer_before_its_time_is_refused_with_what_comes_next(small: Scenario) -> None:
    assert "`3` is for later: press Enter for the situation" in game(table(small), "3", manner=CAREFUL)


def test_long_blocks_wait_screen_by_screen(small: Scenario) -> None:
    talk = play(table(small), Manner(height=12, pauses=True))
    screens = [
        step for step in steps(talk, ["", "", "", "", "", "", "2", *[""] * 60]) if isinstance(step, str)
    ]
    assert len(screens) > 20
    assert max(screen.count("\n") for screen in screens) <= 12


def test_who_types_at_a_long_block_sees_the_rest_at_once(small: Scenario) -> None:
    low = Manner(height=6, pauses=True)
    patient, hasty = (game(table(small), "", line, *[""] * 30, manner=low) for line in ("", "x"))
    assert hasty.count("Enter for more") < patient.count("Enter for more")


@pytest.mark.parametrize("name", sorted(NAMED.keys() - {"quit", "q", "exit", "undo"}))
def test_every_command_answers_at_every_prompt(small: Scenario, name: str) -> None:
    lines = [name, "", name, "", name, "", name, "2", name, "y", name, "", name, "", name]
    text = game(table(small), *lines, manner=CAREFUL)
    answers = text.split(f": {name}\n")[1:] + text.split(f"] {name}\n")[1:]
    assert len(answers) == 8
    assert all(answer.strip() and "I do not know" not in answer.split("Enter for")[0] for answer in answers)


def test_help_names_every_command(small: Scenario) -> None:
    text = said_after(game(table(small), "help"), "help")
    for command in COMMANDS:
        assert f"  {command.name}" in text


def test_a_member_can_be_looked_at_by_any_name(small: Scenario) -> None:
    for name in ("birch", "Birch", "bir"):
        assert "Red line: No precedent" in game(table(small), f"members {name}")
    assert "There is no member `Brich`." in game(table(small), "members Brich")


def test_words_are_explained(small: Scenario) -> None:
    assert "Words explained: Mandate." in game(table(small), "terms")
    assert "Leave from beyond the pact" in game(table(small), "terms mand")
    assert "Did you mean `mandate`?" in game(table(small), "terms mandat e")


def test_sources_are_listed_and_can_be_shown_in_the_text(small: Scenario) -> None:
    text = game(table(small), "sources", "sources on", "situation")
    assert "The Lake Gazette, yearbook. https://example.org/gazette" in text
    before, _, shown = text.partition("sources on")
    assert "[gazette]" not in before
    assert "[gazette]" in shown


def test_why_tells_the_causes_of_the_last_stage(small: Scenario) -> None:
    text = game(table(small), "why", "2", "why")
    assert "nothing has changed" in said_after(text, "why").split("Your choice")[0]
    assert text.count("Why the scores changed") == 2


def test_the_log_tells_what_was_decided(small: Scenario) -> None:
    text = game(table(small), "log", "2", "log")
    assert "Nothing has been decided yet." in text
    assert "1. 7 April 2001, Ash asks for help." in text


def test_undo_goes_back_and_says_where(small: Scenario) -> None:
    seat = table(small)
    text = game(seat, "undo", "2", "undo", "3", "1")
    assert "There is nothing to take back" in text
    assert "Taken back. You stand in stage 1 of 2, Ash asks for help." in text
    assert seat.outcomes()[0].choices[0].option == "troops"
    assert "You took a decision back once." in text


def test_undo_within_a_stage_asks_the_decision_again(small: Scenario) -> None:
    seat = table(with_two_decisions(small))
    text = game(seat, "2", "undo", "3", "1")
    assert text.count("Decision 1 of 2: Ash is on the line.") == 2
    assert [choice.option for choice in seat.outcomes()[0].choices][:2] == ["troops", "refuse"]


def test_a_finished_game_can_be_reopened_from_its_end(small: Scenario) -> None:
    seat = table(small)
    played(seat, AID_THEN_GO)
    text = game(seat, "undo", "1", "y", "", "", *[""] * 4, manner=CAREFUL)
    assert "You stand in stage 2 of 2" in text
    assert text.count("The end: your scorecard.") == 2


@pytest.mark.parametrize("name", sorted(NAMED.keys() - {"quit", "q", "exit", "undo"}))
def test_every_command_answers_at_the_end_of_a_game_that_was_over_before(small: Scenario, name: str) -> None:
    text = game(played(table(small), AID_THEN_GO), name, manner=CAREFUL)
    assert said_after(text, name).split("Enter for")[0].strip()


def test_a_stage_with_nothing_to_decide_is_told_and_passed(small: Scenario) -> None:
    seat = table(with_an_idle_stage(small), "bureau")
    assert "There is nothing for you to decide in this stage." in game(seat, "1", "1")
    assert seat.finished


def test_quit_leaves_and_warns_of_what_would_be_lost(small: Scenario) -> None:
    assert "Quit all the same? [y/N] no" in game(table(small), "quit", "no", manner=CAREFUL)
    assert "You stay." in game(table(small), "quit", "no", manner=CAREFUL)
    assert game(table(small), "quit", "y", manner=CAREFUL).endswith("This game is not saved.\n")
    assert "Quit all the same" not in game(table(small), "quit")


def test_a_decision_that_cannot_be_saved_is_refused_until_saving_is_stopped(
    small: Scenario, tmp_path_factory: pytest.TempPathFactory
) -> None:
    seat, save = saved(small, tmp_path_factory.mktemp("saves") / "game.jsonl")
    save.close()  # every write now fails
    text = game(seat, "2", "save off", "2", "save")
    assert "could not be written" in said_after(text, "2").split("Your choice")[0]
    assert "From here on this game is not saved." in text
    assert len(seat.outcomes()) == 1


def test_the_causes_that_are_shown_add_up(small: Scenario) -> None:
    text = game(table(small), "2", "1")
    checked = 0
    for block in text.split("Why the scores changed, in points:")[1:]:
        total, parts = None, 0
        for line in block.split("\n\n")[0].splitlines():
            words = line.split()
            if line.startswith("  ") and not line.startswith("    ") and line.rstrip().endswith(":"):
                assert total is None or total == parts
                ends = words[-1].endswith("):")  # at the end of a game the levels stand before the change
                total, parts = tenths(words[-1].strip("():") if ends else words[1].strip(",")), 0
            elif line.startswith("    ") and words[0][0] in "+−":
                parts += tenths(words[0])
        checked += total == parts
    assert checked >= 3


def tenths(shown: str) -> int:
    """+1.2 as 12, −0.4 as −4."""
    return round(float(shown.replace("−", "-")) * 10)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["1", "2", "undo", "y", "why", "members birch", "3 because x"]),
            st.text(max_size=8),
        ),
        max_size=12,
    )
)
def test_no_line_breaks_the_conversation(small: Scenario, lines: Iterable[str]) -> None:
    game(table(small), *lines, manner=CAREFUL)
    game(table(small), *lines)
