"""A student who is behind: nothing is lost, nothing counts where it was not meant, nobody is stuck."""

from __future__ import annotations

from collections.abc import Callable

from game.classroom import events as e
from game.classroom import wishes as w
from game.tui.classroom.app import ClassApp
from game.tui.classroom.screens import TeamDebriefScreen, TeamDecideScreen, WaitScreen
from game.tui.classroom.sheets import VoteSheet
from game.tui.screens.outcome import OutcomeScreen
from tests.classroom.sitting import Script, Student

ROOM = ("Room 1",)


async def opened(student: Student) -> None:
    """The box of a vote, with a reason begun."""
    await student.pilot.press("o", "enter")
    await student.on(VoteSheet)
    await student.pilot.press(*"because")
    await student.until(lambda: student.app.screen.written == "because")  # type: ignore[attr-defined]


async def over(student: Student, stages: int) -> None:
    """The teacher moves on until so many stages are over, and the student's screen has been told."""
    host = student.room.host
    while len(host.state.rooms["Room 1"].play.taken) < stages:
        await host.do(w.Advance(ROOM), "facilitator")
    await student.until(lambda: len(student.app.shared.outcomes()) == stages)
    await student.on(OutcomeScreen)


def votes(student: Student) -> list[e.Voted]:
    """What was counted."""
    entries = [each.event for each in student.room.opening.store.entries()]
    return [each for each in entries if isinstance(each, e.Voted)]


def test_a_student_two_stages_behind_reads_them_in_order_and_comes_to_the_debrief(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        await over(student, 1)
        await over(student, 2)
        decide = student.app.screen_stack[1]
        assert isinstance(decide, TeamDecideScreen)
        await student.until(lambda: decide._untold)
        first, second = student.app.shared.outcomes()
        assert first.title in student.text
        await student.pilot.press("escape")
        await student.until(lambda: second.title in student.text)
        await student.on(OutcomeScreen)
        await student.pilot.press("escape")
        await student.on(TeamDebriefScreen)
        assert [type(each) for each in student.app.screen_stack] == [WaitScreen, TeamDebriefScreen]
        await student.until(lambda: "Looking back" not in student.text)

    assert sat(script).fault is None


def test_the_debrief_takes_along_who_is_still_reading_what_came_of_a_stage(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        await over(student, 2)
        await student.pilot.press("question_mark")
        await student.room.host.do(e.Debriefed(), "facilitator")
        await student.on(TeamDebriefScreen)
        await student.until(lambda: "has opened the debrief" in student.text)
        await student.until(lambda: "Looking back" not in student.text)

    assert sat(script).fault is None


def test_a_stage_that_ends_behind_an_open_box_is_told_and_leads_to_the_next(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        await student.pilot.press("t")
        await over(student, 1)
        await student.pilot.press("escape")
        await student.on(TeamDecideScreen)
        await student.until(lambda: "Stage 2 of 2" in student.text)

    assert sat(script).fault is None


def test_a_vote_that_was_begun_in_one_stage_is_taken_away_and_counts_in_no_other(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        await opened(student)
        await over(student, 1)
        await student.until(lambda: "over before you voted" in student.text)
        assert "because" in student.text  # what was written is not lost without a word
        await student.pilot.press("escape")
        await student.on(TeamDecideScreen)
        await student.until(lambda: "Stage 2 of 2" in student.text)
        await student.pilot.press(*"anew", "enter")
        assert votes(student) == []

    assert sat(script).fault is None


def test_a_vote_is_refused_in_another_stage_than_that_in_which_its_box_was_opened(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        await opened(student)
        box, table = student.app.screen, student.app.shared
        assert isinstance(box, VoteSheet)
        before = table.moment
        await student.room.host.do(w.Advance(ROOM), "facilitator")
        # The host has moved on, and the key is pressed before the box is gone.
        await student.room.until(lambda: table.moment != before)
        if box.is_current:
            box.action_vote()
        await student.on(OutcomeScreen)
        await student.pilot.press("escape")
        assert votes(student) == []

    assert sat(script).fault is None


def test_a_room_that_is_set_back_closes_the_box_and_keeps_what_was_written(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        first = student.room.host.state.world.stages[0].id
        await opened(student)
        await student.room.host.do(e.Rewound("Room 1", first, "again"), "facilitator")
        await student.on(TeamDecideScreen)
        await student.until(lambda: "was not sent" in student.text)
        await student.pilot.press("o", "enter")
        await student.on(VoteSheet)
        await student.until(lambda: student.app.screen.query("#reason"))
        assert student.app.screen.written == "because"  # type: ignore[attr-defined]
        await student.pilot.press("enter")
        await student.until(lambda: votes(student))
        assert votes(student)[0].reason == "because"

    assert sat(script).fault is None


def test_what_has_not_happened_after_all_is_told_no_more(sat: Callable[[Script], ClassApp]) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        first = student.room.host.state.world.stages[0].id
        await over(student, 1)
        await over(student, 2)
        await student.room.host.do(e.Rewound("Room 1", first, "again"), "facilitator")
        await student.on(TeamDecideScreen)
        await student.until(lambda: "Stage 1 of 2" in student.text)
        assert [type(each) for each in student.app.screen_stack] == [WaitScreen, TeamDecideScreen]

    assert sat(script).fault is None


def test_a_room_whose_debrief_was_open_plays_on_with_a_whole_screen_around_the_vote(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        first = student.room.host.state.world.stages[0].id
        await over(student, 2)
        await student.room.host.do(e.Debriefed(), "facilitator")
        await student.on(TeamDebriefScreen)
        await student.until(lambda: "Looking back" not in student.text)
        await student.room.host.do(e.Rewound("Room 1", first, "again"), "facilitator")
        await student.until(lambda: "You are" in student.text)
        await student.pilot.press("escape")
        await student.until(lambda: "Stage 1 of 2" in student.text)
        await student.pilot.press("o", "enter")
        await student.on(VoteSheet)
        await student.until(lambda: student.app.screen.query("#reason"))
        await student.pilot.pause()
        frame = student.app.screen.query_one(".sheet").region
        assert frame.x > 0
        assert frame.y > 0
        assert "Stage 1 of 2" in student.text
        await student.pilot.press(*"anew", "enter")
        await student.until(lambda: votes(student))

    assert sat(script).fault is None
