"""A student's screens, at a host in the same process: waiting, voting, the team, mishaps, the end."""

from __future__ import annotations

from collections.abc import Callable

from game.classroom import events as e
from game.classroom import wishes as w
from game.tui.classroom.app import ClassApp
from game.tui.classroom.screens import TeamDebriefScreen, TeamDecideScreen, WaitScreen
from game.tui.classroom.sheets import TeamSheet
from game.tui.classroom.strip import TeamStrip
from game.tui.classroom.words import clock
from tests.classroom.sitting import Script, Student


def test_a_student_waits_votes_with_a_reason_and_looks_back(sat: Callable[[Script], ClassApp]) -> None:
    async def script(student: Student) -> None:
        await student.on(WaitScreen)
        await student.until(lambda: "has not begun" in student.text)
        await student.begin()
        while not isinstance(student.app.screen, TeamDebriefScreen):
            if isinstance(student.app.screen, TeamDecideScreen):
                if student.app.screen.view and student.app.screen.view.decisions:
                    await student.vote("because")
                else:
                    await student.pilot.press("enter")
            elif type(student.app.screen).__name__ == "OutcomeScreen":
                await student.pilot.press("escape")
            await student.pilot.pause(0.02)
        await student.until(lambda: "Looking back" not in student.text)
        entries = [each.event for each in student.room.opening.store.entries()]
        votes = [each for each in entries if isinstance(each, e.Voted) and each.decision]
        assert {each.reason for each in votes} == {"because"}
        assert not any(each.quotable for each in votes)

    assert sat(script).fault is None


def test_the_team_stands_on_top_and_in_a_box_with_names_shown_as_they_are(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        for name in ("[b]Bek[/b]", "Chinara"):
            await student.room.join(name)
        await student.until(lambda: student.app.shared.team() is not None)
        await student.begin()
        strip = student.app.screen.query_one(TeamStrip)
        assert strip.region.y == 0
        await student.until(lambda: "Room 1" in student.text)
        own = next(each for each in student.room.host.state.students.values() if each.name == "Ann")
        mates = student.room.host.state.sitting(own.room, own.role)
        await student.pilot.press("y")
        await student.on(TeamSheet)
        for mate in mates:
            assert mate.name in student.text
        assert "oldest vote" in student.text  # the rule for a tie is shown beforehand
        await student.pilot.press("escape")
        await student.on(TeamDecideScreen)

    assert sat(script).fault is None


def test_every_screen_says_that_the_host_is_away_and_that_it_is_back(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        await student.pilot.press("l")
        student.room.up = False
        await student.room.cut()
        await student.until(lambda: "host is away" in student.text)
        await student.pilot.press("escape")
        await student.until(lambda: "host is away" in student.text)
        student.room.up = True
        await student.until(lambda: not student.app.shared.away)
        await student.until(lambda: "host is away" not in student.text)

    assert sat(script).fault is None


def test_what_the_teacher_says_is_shown_as_text(sat: Callable[[Script], ClassApp]) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        await student.room.host.do(e.Told(("Room 1",), "", "Two [bold]minutes[/] left"), "facilitator")
        await student.until(lambda: "Two [bold]minutes[/] left" in student.text)

    assert sat(script).fault is None


def test_a_room_that_is_set_back_after_its_end_plays_on(sat: Callable[[Script], ClassApp]) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        host = student.room.host
        first = host.state.world.stages[0].id
        while host.state.rooms["Room 1"].phase == "open":
            await host.do(w.Advance(("Room 1",)), "facilitator")
        await student.until(lambda: student.app.shared.finished)
        await host.do(e.Rewound("Room 1", first, "again"), "facilitator")
        await student.until(lambda: student.app.shared.open)
        for _ in range(200):
            if isinstance(student.app.screen, TeamDecideScreen):
                break
            await student.pilot.press("escape")
            await student.pilot.pause(0.02)
        assert isinstance(student.app.screen, TeamDecideScreen)
        assert student.app.screen.view
        assert student.app.screen.view.number == 1

    assert sat(script).fault is None


def test_who_is_removed_leaves_with_the_hosts_last_word(sat: Callable[[Script], ClassApp]) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        await student.room.host.do(e.Removed("Ann"), "facilitator")
        await student.until(lambda: student.app.said)

    app = sat(script)
    assert "Join again" in app.said
    assert app.fault is None


def test_a_window_that_is_too_small_is_told_only_what_helps_in_a_class(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        await student.pilot.resize_terminal(60, 20)
        await student.until(lambda: "needs 80 × 24" in student.text)
        assert "--plain" not in student.text
        await student.room.host.do(w.Advance(("Room 1",)), "facilitator")
        await student.until(lambda: len(student.app.shared.outcomes()) == 1)
        await student.until(lambda: "needs 80 × 24" in student.text)
        await student.pilot.resize_terminal(80, 24)
        await student.until(lambda: "What was decided" in student.text)

    assert sat(script).fault is None


def test_a_clock_is_minutes_and_seconds() -> None:
    assert [clock(each) for each in (0.0, 59.6, 61.0, 3600.0, -3.0)] == [
        "0:00",
        "1:00",
        "1:01",
        "60:00",
        "0:00",
    ]
