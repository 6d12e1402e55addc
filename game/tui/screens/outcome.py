"""Between stages: what was decided and what it led to, as a short scene, and why the scores changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive

from game.present.aloud import date
from game.present.view import OutcomeView, View
from game.tui.figures import ends
from game.tui.guide import Guide
from game.tui.keys import key
from game.tui.prose import line
from game.tui.screens.base import Page
from game.tui.widgets.drawn import Drawn, Text
from game.tui.widgets.keybar import KeyBar
from game.tui.widgets.scene import ALL, Decisions, Followed, Told
from game.tui.widgets.waterfall import Waterfall
from game.words import _, marked

PACE = {Decisions: 0.5, Followed: 0.25, Waterfall: 0.45}
"""Seconds for a part, where things may move."""

COUNCIL = {
    "decided": marked("What was decided"),
    "followed": marked("What the council said"),
    "why": marked("Why the scores changed"),
}
NO_COUNCIL = {"decided": marked("What was decided"), "why": marked("What came of it, and why")}
"""By page: what it is called; where the council had nothing to vote on, what followed stands beside why."""


class Headline(Drawn):
    """The stage, and which of the pages this is."""

    def __init__(self, outcome: OutcomeView, pages: Sequence[str]) -> None:
        super().__init__()
        self._outcome = outcome
        self._pages = pages
        self.page: int | None = 0
        """None where all stand side by side."""

    def draw(self, width: int) -> Content:
        """One line."""
        outcome = self._outcome
        left = Content.assemble(line(outcome.title, "bold $primary"), ("  " + date(outcome.date), "$faint"))
        if self.page is None:
            return left.truncate(width, ellipsis=True)
        dots = " ".join("●" if at == self.page else "○" for at in range(len(self._pages)))
        right = Content.assemble((_(self._pages[self.page]), "$mild"), "  ", (dots, "$accent"))
        return ends(left, right, width)


class OutcomeScreen(Page[None]):
    """A stage that is over; goes of itself when it has been read."""

    CSS_PATH = "../outcome.tcss"
    ABOUT = """
A stage is over. First stands what every seat decided and why, the other seats' own reasons included. Then
how the council voted, if anything was put to it, each member with its reason, and what followed.

**Why the scores changed** goes step by step from the level before to the level after. Each bar is one
cause, with the rule's own sentence and the claims of the article behind it (C4 is the fourth claim; all
are listed at the end of the game). The steps add up to the change. While a game is on, the levels are the
ranges in which you read them to lie; at the end of the game they are told as they were.

▲ and ▼ say which way a cause moved the score. Whether that is good hangs on the score: credibility is
better high, cost and diversification are better low.
"""
    BINDINGS: ClassVar = [
        key(
            "enter",
            "next",
            "Go on",
            "Show what is still to come, then the next page, then the next stage.",
            first=True,
        ),
        key("right,l,space,pagedown", "forth", "Next page", "The next page.", shown=False),
        key("left,h,backspace,pageup", "back", "Back", "The page before."),
        key("r", "again", "Again", "Tell it once more from the beginning."),
        key("escape", "skip", "Skip", "Straight to the next stage."),
    ]

    clock: reactive[float] = reactive(0.0)
    """Seconds since the telling began."""

    def __init__(self, outcome: OutcomeView, view: View | None, role: str = "") -> None:
        """`view` is what the player sees next, None at the end; `role` says who plays, should it be None."""
        super().__init__()
        self._outcome = outcome
        self._role = view.role if view else role
        self._titles = COUNCIL if outcome.proposed else NO_COUNCIL
        self._pages = tuple(self._titles)
        self._page = 0
        self._telling: list[tuple[Told, float, float]] = []
        """What is being told now, in order; from when on, and how many seconds a part takes."""
        self._until = 0.0

    def compose(self) -> ComposeResult:
        """Two or three pages; side by side where there is room."""
        outcome = self._outcome
        yield Headline(outcome, tuple(self._titles.values()))
        with Horizontal(id="pages"):
            with Text(id="scene"):
                yield Decisions(outcome, self._role)
            with Text(id="why"):
                yield Followed(outcome)
                for causes in outcome.causes:
                    yield Waterfall(causes)
        yield Guide("outcome")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to tell."""
        self.set_class(self._outcome.proposed, "-council")
        self._turn()
        self.call_after_refresh(self.action_again)

    def fit(self, size: Size) -> None:
        """Put all pages side by side or on top of each other; nothing that was told is told again."""
        super().fit(size)
        self._turn()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual's)
        """There is no way back from the first page, nor where all stand side by side."""
        if action in {"back", "forth"} and self.wide:
            return False
        return None if action == "back" and self._page == 0 else True

    def action_next(self) -> None:
        """Finish what is being told; else turn the page; else go."""
        if self._telling:
            self._finish()
        elif self.wide or self._page == len(self._pages) - 1:
            self.dismiss(None)
        else:
            self.action_forth()

    def action_forth(self) -> None:
        """The next page."""
        self._finish()
        if self._page < len(self._pages) - 1:
            self._page += 1
            self._turn()
            self._tell(self._on_page())

    def action_back(self) -> None:
        """The page before, as it was."""
        self._finish()
        self._page = max(self._page - 1, 0)
        self._turn()

    def action_again(self) -> None:
        """From the beginning."""
        self._finish()
        self._page = 0
        self._turn()
        self._tell(self._on_page())

    def action_skip(self) -> None:
        """Straight on."""
        self._finish()
        self.dismiss(None)

    def _on_page(self) -> list[Told]:
        """What there is to tell on the page at hand, or on all of them."""
        return [each for each in self.query(Told) if self.wide or self._belongs(each)]

    def _belongs(self, told: Told) -> bool:
        match self._pages[self._page]:
            case "decided":
                return isinstance(told, Decisions)
            case "followed":
                return isinstance(told, Followed)
            case _:
                return isinstance(told, Waterfall if self._outcome.proposed else Waterfall | Followed)

    def _turn(self) -> None:
        """Show the page at hand."""
        if not self.is_mounted or not self.display:  # not there yet, or left before it was painted
            return
        head = self.query_one(Headline)
        head.page = None if self.wide else self._page
        head.refresh()
        for at, name in enumerate(self._pages):
            self.set_class(not self.wide and at == self._page, f"-{name}")
        scene, why = self.query_one("#scene", Text), self.query_one("#why", Text)
        scene.scroll_home(animate=False)
        why.scroll_home(animate=False)
        (scene if self._page == 0 and not self.wide else why).focus()
        self.refresh_bindings()

    def _tell(self, widgets: Iterable[Told]) -> None:
        """Tell these one after the other, where things may move."""
        self._telling, self._until = [], 0.0
        for each in widgets:
            pace = next(pace for kind, pace in PACE.items() if isinstance(each, kind))
            self._telling.append((each, self._until, pace))
            self._until += pace * each.count
        if self.app.animation_level == "none" or not self._until:
            self._finish()
        else:
            for each, _from, _took in self._telling:
                each.told = 0.0
            self.clock = 0.0
            self.animate("clock", self._until, duration=self._until, easing="linear")
        self.refresh_bindings()

    def watch_clock(self, clock: float) -> None:
        """Tell what is due by now."""
        for each, start, pace in self._telling:
            each.told = min(max((clock - start) / pace, 0.0), float(each.count))
        if clock >= self._until:
            self._told()

    def _finish(self) -> None:
        """Tell at once what is left to tell."""
        self._told()
        self.app.animator.force_stop_animation(self, "clock")

    def _told(self) -> None:
        """All that was being told is told; the clock may still be at its last tick."""
        telling, self._telling = self._telling, []
        for each, _from, _took in telling:
            each.told = ALL
