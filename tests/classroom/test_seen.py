"""What a student reads: what happens, what a vote comes to, and what the teacher keeps from the class."""

from __future__ import annotations

from collections.abc import Callable

from game.classroom import events as e
from game.classroom import wishes as w
from game.tui.classroom.app import ClassApp
from game.tui.classroom.screens import TeamDecideScreen, WaitScreen
from game.tui.classroom.sheets import TeamSheet, VoteSheet
from tests.classroom.sitting import Script, Student


async def mate(student: Student) -> str:
    """Somebody else in the same seat, whose screen is there."""
    for name in ("Bek", "Chinara"):
        await student.room.join(name)
    state = student.room.host.state
    own = state.students["Ann"]
    other = next(each.id for each in state.sitting(own.room, own.role) if each.id != "Ann")
    await student.room.host.arrived(other)
    return other


async def other_votes(student: Student, other: str, option: str) -> None:
    """On the first decision of the seat."""
    state = student.room.host.state
    room = state.rooms["Room 1"]
    decision = state.due("Room 1", state.students[other].role)[0]
    assert room.play.stage
    vote = e.Voted(other, f"of {other} for {option}", decision, option, "so be it", quotable=False)
    assert await student.room.host.do(w.Cast(room.play.stage.id, room.attempt, vote), other) is None


def test_what_the_teacher_lets_happen_is_told_by_its_title_and_stands_first(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        await student.pilot.press("o")
        host = student.room.host
        stage = host.state.world.stages[0].id
        happens = e.Injected("Room 1", stage, "storm", "A storm [b]", "Helicopters cannot fly.", ())
        await host.do(happens, "facilitator")
        await student.until(lambda: "▲ A storm [b] Helicopters cannot fly." in student.text)
        await student.until(lambda: student.app.screen.query_one("#situation").has_focus)
        student.app.clear_notifications()
        await student.until(lambda: student.text.count("Helicopters cannot fly.") == 1)
        assert student.text.index("Helicopters cannot fly.") < student.text.index("Crowds fill")
        assert "▲ A storm [b]" in student.text.partition("Stage 1")[0]  # on top, whatever pane is shown

    assert sat(script).fault is None


def test_what_happens_is_told_over_a_vote_that_is_being_written_and_takes_nothing_from_it(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        await student.pilot.press("o", "enter")
        await student.on(VoteSheet)
        await student.pilot.press(*"bec")
        host = student.room.host
        stage = host.state.world.stages[0].id
        await host.do(e.Injected("Room 1", stage, "storm", "A storm", "No flights.", ()), "facilitator")
        await student.until(lambda: "A storm" in student.text)
        await student.pilot.press(*"ause")
        box = student.app.screen
        assert isinstance(box, VoteSheet)
        await student.until(lambda: box.written == "because")

    assert sat(script).fault is None


def test_the_option_that_is_taken_without_a_vote_is_marked_by_a_sign_and_a_word(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        await student.pilot.press("o")
        view = student.app.shared.view()
        label = next(each.label for each in view.decisions[0].options if each.id == view.decisions[0].default)
        await student.until(lambda: f"{label} ◆ default" in student.text)
        assert student.text.count("◆") == 1

    assert sat(script).fault is None


def test_without_forecasts_nobody_is_shown_what_may_come_of_an_option(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        await student.begin()
        await student.pilot.press("o")
        await student.until(lambda: "adds to cost" in student.text)
        assert "Forecast" in student.text
        await student.room.host.do(e.Allowed(joining=True, forecasts=False), "facilitator")
        await student.until(lambda: "adds to cost" not in student.text)
        await student.until(lambda: "Forecast" not in student.text)
        for told in ("Cost 0", "passes", "Doing nothing", "%"):
            assert told not in student.text.partition("Options")[2]
        option = student.app.shared.view().decisions[0].options[0]
        assert (option.pass_chance, option.consent, option.votes, option.adds.high) == (None, "", (), 0.0)
        await student.pilot.press("enter")
        await student.on(VoteSheet)
        await student.until(lambda: "You vote for" in student.text or "You choose" in student.text)
        sheet = student.text.partition("You ")[2].partition("Why?")[0]
        assert "Cost" not in sheet
        assert "Passes" not in sheet
        await student.pilot.press("escape")
        await student.room.host.do(e.Allowed(joining=True, forecasts=True), "facilitator")
        await student.until(lambda: "adds to cost" in student.text)

    assert sat(script).fault is None


def test_a_class_reads_beforehand_what_is_hard_in_a_scenario(sat: Callable[[Script], ClassApp]) -> None:
    async def script(student: Student) -> None:
        await student.on(WaitScreen)
        await student.until(lambda: "Please note" in student.text)
        note = student.room.host.state.world.scenario.content_note
        assert note.split()[0] in student.text
        await student.begin()
        await student.pilot.press("b")
        await student.until(lambda: "Please note" in student.text)

    assert sat(script).fault is None


def test_votes_are_counted_in_a_way_that_no_option_is_numbered(sat: Callable[[Script], ClassApp]) -> None:
    async def script(student: Student) -> None:
        other = await mate(student)
        await student.begin()
        option = student.app.shared.view().decisions[0].options[0]
        await other_votes(student, other, option.id)
        await student.pilot.press("y")
        await student.on(TeamSheet)
        await student.until(lambda: f"1 × {option.label}" in student.text)

    assert sat(script).fault is None


def test_ones_own_vote_is_not_told_as_what_the_seat_has_decided(
    sat: Callable[[Script], ClassApp],
) -> None:
    async def script(student: Student) -> None:
        other = await mate(student)
        await student.begin()
        option = student.app.shared.view().decisions[0].options[0]
        await student.vote("because")
        said = f"○ You voted for “{option.label}”; your seat has not decided yet."
        await student.until(lambda: said in student.text)
        assert "the others have not" not in student.text
        await other_votes(student, other, option.id)
        await student.until(lambda: f"✓ {option.label} Your seat has decided" in student.text)
        assert isinstance(student.app.screen, TeamDecideScreen)

    assert sat(script).fault is None
