"""The end of a game made by hand: two stages, five years, beside other courses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from game.present.looking_back import (
    Axis,
    Hindsight,
    LineView,
    MemberHindsight,
    Milestone,
    ModelView,
    Otherwise,
    Particulars,
    Parting,
    Reading,
    TurningPoint,
)
from game.present.standing import Mark, Spread, Standing
from game.present.view import ClaimView, Debrief, MemberView, ScoreLine, Span
from game.scenario.model import Source
from game.scenario.refusal import Refusal
from game.table.table import Table
from game.tui.screens.debrief import DebriefScreen
from tests.tui.driver import NARROW
from tests.tui.nouns import CAUSES, MEMBERS, PARTNERS, outcome
from tests.tui.stand import Script, Stand, stand


def _line(kind: str, name: str, result: float, shift: float) -> LineView:
    steps = range(8)
    return LineView(
        kind=kind,  # type: ignore[arg-type]
        name=name,
        summary="",
        result=result,
        scores={
            "credibility": tuple(58.0 - (2.0 + shift) * step for step in steps),
            "cost": tuple((3.0 - shift) * step for step in steps),
            "diversification": tuple(40.0 + (1.5 + shift) * step for step in steps),
        },
    )


def _point(number: int, label: str, difference: float) -> TurningPoint:
    others = (
        Otherwise(
            "refuse",
            1,
            "Call it an internal matter",
            "No troops and no money.",
            -20.0 - difference,
            -difference,
            {"credibility": 7.8, "cost": 0.6, "diversification": -11.7},
            "credibility +7.8, cost +0.6 and diversification −11.7",
            (),
            expected=9.5,
        ),
        Otherwise(
            "troops",
            4,
            "Send your own troops",
            "Quick, dear and without anybody's leave.",
            -29.0,
            -9.0 - difference,
            {"credibility": -2.0},
            "credibility −2.0",
            ("your choice in “The river towns burn”",),
        ),
    )
    return TurningPoint(
        stage=("spring", "summer")[number - 1],
        number=number,
        title=("Ash asks for help", "The river towns burn")[number - 1],
        date="2001-04-07",
        decision="answer",
        prompt="Ash is on the line. What do you answer?",
        option="aid",
        chosen=2,
        label=label,
        historical=False,
        others=others,
        difference=difference,
        text="“Call it an internal matter” would have been worth more by your weights.",
        expected=-9.5,
        sense="regret",
        judged="Luck is not to blame: over other luck it is worth more on average.",
    )


def _member(at: int) -> MemberHindsight:
    readings = tuple(Reading(Span(40.0 - step, 56.0 - step), 47.0 + at * 6.0, at < 2) for step in range(3))
    mix = tuple(
        dict(zip(PARTNERS, (70.0 - 10.0 * step, 15.0 + 5.0 * step, 15.0, 5.0 * step), strict=True))
        for step in range(4)
    )
    told = "You read it right all through." if at < 2 else "You misread it on “internal crisis” all through."
    return MemberHindsight(
        id=("alder", "birch", "cedar", "elder")[at],
        name=MEMBERS[at],
        readings={"internal crisis": readings, "force stays out": readings},
        mix=(mix[0], mix[1], mix[1], mix[1], mix[2], mix[2], mix[2], mix[3]),
        left=at == 1,
        text=told,
    )


def hindsight(*, parted: bool = True) -> Hindsight:
    """What only the end of that game can show: two stages, five years."""
    lines = [
        _line("own", "This game", -20.0, 0.0),
        _line("historical", "What was done in fact", -34.5, 0.8),
        _line("parent", "The game it parted from", -26.1, 0.4),
        _line("named", "Build first, then go, and come back before the snow", 3.2, -1.5),
    ]
    years = [Milestone(f"year-{n}", "year", f"{n} years later", f"+{n}", "") for n in range(1, 6)]
    return Hindsight(
        particulars=Particulars(
            "lake",
            "The Lake Pact",
            "capital",
            "The Capital",
            "planner",
            4,
            "0.1.0",
            "d" * 64,
            (),
            ModelView("", "", (), ()),
        ),
        milestones=(
            Milestone("start", "start", "Start", "0", ""),
            Milestone("spring", "stage", "Ash asks for help", "1", "2001-04-07"),
            Milestone("summer", "stage", "The river towns burn", "2", "2001-07-01"),
            *years,
        ),
        axes=(
            Axis(
                "credibility", "Credibility", "higher", 50.0, "below it the members expect to be left alone"
            ),
            Axis("cost", "Cost", "lower", 100.0, "the price of one ordinary year of influence"),
            Axis("diversification", "Diversification", "lower", 50.0, "above it more is arranged outside"),
        ),
        lines=tuple(line for line in lines if parted or line.kind != "parent"),
        turning=(_point(2, "Back an operation of the pact", -16.5), _point(1, "Send money and doctors", 2.2)),
        caveat="Each is this play with one choice made otherwise and all else as it was.",
        moments=("Ash asks for help", "The river towns burn", "After the last stage"),
        members=tuple(_member(at) for at in range(4)),
        readings="In 12 of 24 readings the truth lay within your range.",
        parting=Parting(
            "lake-capital-4",
            "spring",
            "Ash asks for help",
            "What do you answer?",
            "Call it an internal matter",
            "Send money and doctors",
            "This game parts from the game kept as lake-capital-4 in “Ash asks for help”.",
        )
        if parted
        else None,
    )


def debrief() -> Debrief:
    """The end of that game."""
    past = hindsight()
    verdicts = ("borne out", "not borne out", "not tested")
    return Debrief(
        role_name="The Capital",
        result=-20.0,
        result_historical=-34.5,
        result_text="A point of credibility counts 1.0 for you; a point of cost counts −1.0.",
        scores=tuple(ScoreLine(axis.score, axis.name, 1.0, 2.0, 3.0, {}) for axis in past.axes),
        short_cost=12.0,
        long_cost=9.0,
        patience_flip=0.9,
        patience_text="This play and the historical line change places in cost at a patience of 0.90.",
        outcomes=(outcome(), replace(outcome(proposed=False), stage="summer", title="The river towns burn")),
        years=CAUSES,
        truth=tuple(
            MemberView(
                id=member.id,
                name=member.name,
                asks=False,
                belief={"internal crisis": Span(31.0, 31.0)},
                restraint=Span(70.0, 70.0),
                lean="drifting",
                outside=Span(40.0, 40.0),
                shares={},
                reason="",
                red_line="",
                view="",
            )
            for member in past.members
        ),
        left=(MEMBERS[1],),
        claims=tuple(
            ClaimView(
                f"C{n}",
                f"¶{n}",
                f"What is claimed of case {n} comes to pass.",
                verdicts[n % 3],  # type: ignore[arg-type]
                f"In this game it moved by {n} points.",
                ("judge.excuse",) if n % 2 else (),
            )
            for n in range(22)
        ),
        lessons=("A first answer is remembered.",),
        discussion=("Who was watching, and what did they learn [gazette]?", "Was it wise to wait?"),
        undone=2,
        disclaimer="Illustrative, not predictive.",
        misread="All through the game your services read credibility 2.9 points too low.",
    )


def standing() -> Standing:
    """Where that game stands among a hundred others."""
    spreads = tuple(
        Spread(id_, name, better, tuple(float(10 * n) for n in range(11)), 0.0, 2.5, tuple(range(40)))  # type: ignore[arg-type]
        for id_, name, better in (
            ("credibility", "Credibility", "higher"),
            ("cost", "Cost", "lower"),
            ("diversification", "Diversification", "lower"),
            ("result", "Result", "higher"),
        )
    )
    ids = [each.id for each in spreads]
    marks = tuple(
        Mark(kind, kind, name, "", dict.fromkeys(ids, at), dict.fromkeys(ids, at), 7 * n, 3.5 * n, text)  # type: ignore[arg-type]
        for n, (kind, name, at, text) in enumerate(
            (
                ("own", "This game", 44.0, "Your game stands at the frontier."),
                ("historical", "What was done in fact", 20.0, "What was done in fact lacks 3.5 points."),
                ("named", "Build first, then go, and come back before the snow", 80.0, "It lacks 7 points."),
            )
        )
    )
    cloud = tuple((float(n), float(n * 7 % 50), float(n * 3 % 60)) for n in range(100))
    return Standing(
        role="capital",
        role_name="The Capital",
        plays=100,
        seed=4,
        basis="The others are 100 plays of the same scenario.",
        spreads=spreads,
        marks=marks,
        start=(56.0, 0.0, 38.0),
        sample=cloud,
        frontier=cloud[-3:],
        frontier_text="3 plays stand at the frontier.",
    )


class Over:
    """A table at which the game made by hand is over; keeps what it is asked to branch to."""

    role, finished, place = "capital", True, "lake-capital-5"

    def __init__(self, answer: object = None, *, parted: bool = True) -> None:
        self.answer = answer
        self.parted = parted
        self.asked: list[tuple[str, ...]] = []

    @property
    def sources(self) -> Mapping[str, Source]:
        return {"gazette": Source("gazette", "The Lake Gazette", "https://example.org/gazette")}

    def debrief(self) -> Debrief:
        return debrief()

    def hindsight(self) -> Hindsight:
        return hindsight(parted=self.parted)

    def standing(self) -> Standing | Refusal:
        return standing()

    def branch(self, *asked: str) -> object:
        self.asked.append(asked)
        return self.answer


def ending(table: object) -> DebriefScreen:
    """The debrief of that game."""
    return DebriefScreen(cast(Table, table))


def looked(script: Script, size: tuple[int, int] = NARROW, table: Any = None) -> Stand:
    """Play a script before the end of that game."""
    return stand(lambda: ending(table or Over()), script, size=size)
