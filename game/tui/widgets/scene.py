"""A stage that is over, as a short scene: who decided what, how the council voted, what followed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from game.present.aloud import VOTED
from game.present.view import ChoiceView, OutcomeView, VoteView
from game.present.words import sentence
from game.tui.blocks import heading, stacked
from game.tui.figures import fitted, hung
from game.tui.prose import line, prose
from game.tui.widgets.drawn import Drawn
from game.words import _

VOTE_MARKS = {"assents": ("●", "$good"), "abstains": ("○", "$mild"), "vetoes": ("✕", "$bad")}

ALL = 1_000_000.0
"""More parts than anything has."""


class Told(Drawn):
    """Something that is told part by part; what is not told yet leaves its room empty."""

    STEPS = 1
    """How many looks a part has on its way."""

    told: reactive[float] = reactive(ALL, repaint=False)
    """How many parts are told, and how much of the next."""

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[int, Sequence[Content]] = {}
        """By width: wrapping is slow, and things may move twenty times a second."""

    def watch_told(self, before: float, after: float) -> None:
        """Draw anew if that makes a difference."""
        if ceil(before * self.STEPS) != ceil(after * self.STEPS):
            self.refresh()

    def made(self, width: int) -> Sequence[Content]:
        """The parts, in order."""
        raise NotImplementedError

    def parts(self, width: int) -> Sequence[Content]:
        """The same, made once."""
        if width not in self._made:
            self._made[width] = self.made(width)
        return self._made[width]

    def joined(self, parts: Sequence[Content]) -> Content:
        """The parts as they stand together."""
        return stacked(parts)

    def draw(self, width: int) -> Content:
        """All of it."""
        return self.joined(self.parts(width))

    def render(self) -> Content:
        """What is told so far."""
        return self.joined(
            [
                part if at < self.told else Content("\n" * part.plain.count("\n"))
                for at, part in enumerate(self.parts(self.size.width))
            ]
        )

    @property
    def count(self) -> int:
        """How many parts there are."""
        return len(self.parts(max(self.size.width, 20)))


class Decisions(Told):
    """What each seat decided, why, and what came of it in words; the player's own seat first."""

    def __init__(self, outcome: OutcomeView, role: str) -> None:
        super().__init__()
        self._choices = sorted(outcome.choices, key=lambda each: each.role != role)
        self._role = role

    def made(self, width: int) -> Sequence[Content]:
        """A decision each; a seat's first has its name above it."""
        found = []
        for role, choices in groupby(self._choices, key=lambda each: each.role):
            for at, choice in enumerate(choices):
                told = _choice(choice, width, own=role == self._role)
                found.append(told if at else Content("\n").join([self._seat(choice, width), told]))
        return found

    def _seat(self, choice: ChoiceView, width: int) -> Content:
        own = choice.role == self._role
        return heading(choice.role_name, width, Content.styled(_("you"), "$faint") if own else "")


class Followed(Told):
    """How the council voted and why, and what followed."""

    def __init__(self, outcome: OutcomeView) -> None:
        super().__init__()
        self._outcome = outcome

    def made(self, width: int) -> Sequence[Content]:
        """The verdict, each vote, each thing that followed."""
        outcome = self._outcome
        votes = [_vote(vote, _longest(outcome.votes), width) for vote in outcome.votes]
        found = []
        if outcome.proposed:
            mark = (_("● carried"), "$good") if outcome.carried else (_("✕ blocked"), "$bad")
            found.append(
                Content("\n").join([heading(_("The council"), width, Content.styled(*mark)), *votes[:1]])
            )
            found += votes[1:]
        if outcome.happened:
            texts = [hung(Content("• "), prose(text), width) for text in outcome.happened]
            found.append(Content("\n").join([heading(_("What followed"), width), *texts]))
        return found

    def joined(self, parts: Sequence[Content]) -> Content:
        """Votes follow each other without a gap."""
        votes = max(len(self._outcome.votes), 1)
        return stacked([Content("\n").join(list(parts[:votes])), *parts[votes:]])


def _choice(choice: ChoiceView, width: int, *, own: bool) -> Content:
    """The label, what came of it, and the reason."""
    in_fact = _("as in fact")
    fact = Content.styled(f"  {in_fact}", "$faint") if choice.historical else Content("")
    label = Content.assemble(line(sentence(choice.label), "bold"), fact)
    blocks = [hung(Content.styled("▸ ", "$accent"), label, width)]
    if choice.outcome:
        blocks.append(hung(Content("  "), prose(choice.outcome), width))
    if choice.rationale:
        whose = _("Your reason: ") if own else _("Its reason: ")
        reason = Content.assemble((whose, "$faint"), (sentence(choice.rationale), "$mild italic"))
        blocks.append(hung(Content("  "), reason, width))
    return Content("\n").join(blocks)


def _vote(vote: VoteView, longest: int, width: int) -> Content:
    mark, style = VOTE_MARKS[vote.vote]
    name = Content(vote.name).truncate(longest, ellipsis=True)
    lead = Content.assemble(
        (f"{mark} ", style),
        name.pad_right(longest - name.cell_length),
        "  ",
        (fitted(_(VOTED[vote.vote]), _voted()), style),
    )
    return hung(lead, line(sentence(vote.reason), "$mild"), width)


def _voted() -> int:
    """Cells for how a member voted: as many as the longest way of saying it takes, and one more."""
    return max(cell_len(_(said)) for said in VOTED.values()) + 1


def _longest(votes: Sequence[VoteView]) -> int:
    return min(max((Content(vote.name).cell_length for vote in votes), default=0), 16)
