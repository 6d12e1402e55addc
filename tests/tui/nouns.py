"""A stage made by hand, so that what is shown of it changes with the screens alone.

Some names are long, wide or written from the right.
"""

from __future__ import annotations

from game.present.view import Cause, Causes, ChoiceView, OutcomeView, VoteView

MEMBERS = ("Alder", "白樺の国", "سدرة", "A republic with a name that is longer than any column")
"""Plain, wide, from the right, long."""

PARTNERS = ("The Lake Pact", "the Plains", "the Ocean League", "湖の同盟")


def choice(
    role: str, decision: str, label: str, *, rationale: str = "", historical: bool = False
) -> ChoiceView:
    """What a seat decided."""
    return ChoiceView(
        role=role,
        role_name={"capital": "The Capital", "bureau": "The Bureau"}[role],
        decision=decision,
        prompt=f"What about the {decision}?",
        option=label.split(maxsplit=1)[0].lower(),
        label=label,
        outcome=f"The {decision} was settled *at once* [gazette], and people went home.",
        historical=historical,
        teaches="A first answer is remembered.",
        rationale=rationale,
    )


CAUSES = (
    Causes(
        score="credibility",
        name="Credibility",
        before=56.6,
        after=48.8,
        shown="−7.8",
        better="higher",
        causes=(
            Cause("prepare", 0.2, "Words raised hopes before any test.", ("C1",), "+0.2"),
            Cause(
                "judge",
                -6.5,
                "Members saw the appeal of President Ash met to about a fifth of what it "
                "needed; the most exposed lost most.",
                ("C4", "C13"),
                "−6.5",
            ),
            Cause(
                "judge.reserve",
                -1.5,
                "A quarrel no longer explained the earlier refusal.",
                ("C6", "C7"),
                "−1.5",
            ),
            Cause("judge.spill", 0.0, "Nothing to speak of spilled over.", ("C2",), "0.0"),
        ),
    ),
    Causes(
        score="cost",
        name="Cost",
        before=6.4,
        after=11.6,
        shown="+5.2",
        better="lower",
        causes=(
            Cause("charge.aid", 1.2, "Help without force was paid for.", (), "+1.2"),
            Cause("charge.bargain", 4.0, "Safeguards and favours were paid for.", ("C11",), "+4.0"),
        ),
    ),
    Causes(
        score="diversification",
        name="Diversification",
        before=38.3,
        after=38.3,
        shown="0.0",
        better="lower",
        causes=(),
    ),
)

VOTES = (
    VoteView("alder", MEMBERS[0], "assents", "We called. We shall not vote against being answered."),
    VoteView(
        "birch",
        MEMBERS[1],
        "vetoes",
        "What goes on inside a state is for that state. Our line is known: "
        "“No precedent for troops inside a member”.",
    ),
    VoteView("cedar", MEMBERS[2], "abstains", "لن نعترض"),
    VoteView("elder", MEMBERS[3], "assents", "The largest of us pays and goes first, so we can follow."),
)


def outcome(*, proposed: bool = True) -> OutcomeView:
    """A stage that is over."""
    return OutcomeView(
        stage="spring",
        title="Ash asks for help",
        date="2001-04-07",
        choices=(
            choice("bureau", "draft", "Table an operation at once", rationale="It promises most."),
            choice("capital", "answer", "Send money and doctors", rationale="Doctors first", historical=True),
        ),
        proposed=proposed,
        carried=False,
        votes=VOTES if proposed else (),
        happened=(
            "The appeal of President Ash was met to about a fifth of what it needed.",
            "About 120 people died.",
        ),
        causes=CAUSES,
    )
