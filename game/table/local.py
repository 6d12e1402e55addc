"""A game on this machine: a person in one seat, a policy in the others, every decision saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine.play import Policy
from game.engine.settings import Settings
from game.present.looking_back import Hindsight
from game.present.view import Debrief, OutcomeView, View
from game.scenario.model import Scenario, Source
from game.scenario.refusal import Refusal
from game.table.course import Course, Step, last_line
from game.table.looks import Looks
from game.table.others import Answer
from game.table.record import Branch, Chosen, Entry, Finished, MovedOn, TakenBack
from game.table.saves import Save
from game.table.table import Decided, News, Notice, Settled, Undone
from game.table.tidy import LONGEST_REASON, tidy
from game.words import _

if TYPE_CHECKING:
    from game.present.prospects import ForecastView
    from game.present.standing import Standing


@dataclass(frozen=True, slots=True)
class Misfit:
    """A line of a save that says something which cannot be done here."""

    applied: int
    """How many lines before it were done."""
    why: str
    """A clause, as in "there is no option `stay`"."""


class LocalTable:
    """One seat of one play, and `policy` in the other seats; satisfies `table.Table`.

    The others choose from where the stage stood when it opened, at once with the player. With `insists`,
    a decision that cannot be saved is refused; without, the game says so once and goes on unsaved.
    Raise ValueError if the scenario has no such role or the seed is out of range.
    """

    def __init__(
        self,
        scenario: Scenario,
        role: str,
        policy: Policy,
        *,
        seed: int,
        settings: Settings | None = None,
        insists: bool = True,
        opponent: str = "",
        branch: Branch | None = None,
        forecasts: bool = True,
    ) -> None:
        """`opponent` is the name that `policy` goes by, `branch` the game that this one parts from.

        Without `forecasts` the seat gets none.
        """
        self._course = Course(scenario, role, policy, seed, settings)
        self._opponent = opponent
        self._looks = Looks(self._course, opponent, branch)
        self._sources = {source.id: source for source in scenario.sources}
        self._insists = insists
        self._forecasts = forecasts
        self._save: Save | None = None
        self._lacks_end = False
        """Whether what was restored is a whole game but for its last line."""
        self._hear: list[Callable[[News], None]] = []

    @property
    def role(self) -> str:
        """The id of the role that this seat plays."""
        return self._course.role

    @property
    def finished(self) -> bool:
        """Whether all stages are over."""
        return self._course.finished

    @property
    def place(self) -> str:
        """The save's name, or its path if it lies elsewhere; empty while nothing is saved."""
        return self._save.place if self._save else ""

    @property
    def sources(self) -> Mapping[str, Source]:
        """By id: what the prose cites."""
        return self._sources

    def view(self) -> View:
        """All that this seat may see now. Raise ValueError if all stages are over."""
        return self._looks.view()

    def outcomes(self) -> tuple[OutcomeView, ...]:
        """The stages that are over, in order."""
        return tuple(self._course.outcomes)

    def team(self) -> None:
        """One plays alone here."""

    def forecast(self) -> ForecastView | Refusal:
        """Where each option of the stage at hand may lead; a refusal where that is switched off."""
        if not self._forecasts:
            return Refusal(_("Forecasts are switched off in this game."))
        if self.finished:
            return Refusal(_("All stages are over."))
        return self._looks.forecast()

    def debrief(self) -> Debrief:
        """The end of the game. Raise ValueError if a stage still waits."""
        return self._looks.debrief()

    def hindsight(self) -> Hindsight:
        """What only the end can show. Raise ValueError if a stage still waits."""
        return self._looks.hindsight()

    def standing(self) -> Standing | Refusal:
        """Where the finished game stands among many others."""
        if not self.finished:
            return Refusal(_("This game is not over yet."))
        return self._looks.standing()

    def branch(self, stage: str, decision: str, option: str, rationale: str = "") -> LocalTable | Refusal:
        """A new game, saved if this one is: this one up to a decision, which is then settled otherwise."""
        from game.table.branch import kept, leading_up, origin  # noqa: PLC0415 (only at the end)

        course, key = self._course, (stage, self.role, decision)
        if not self.finished:
            return Refusal(_("This game is not over yet."), _("Take decisions back to choose otherwise."))
        before = leading_up(course, key)
        if isinstance(before, Refusal):
            return before
        branch = origin(course, self.place, key)
        if branch.choices[".".join(key)] == option:
            return Refusal(
                _("`{option}` is what was chosen.").format(option=option), _("Choose another option.")
            )
        world, luck = course.position.world, course.position.luck
        other = LocalTable(
            world.scenario,
            self.role,
            course.policy,
            seed=luck.seed,
            settings=world.settings,
            insists=self._insists,
            opponent=self._opponent,
            branch=branch,
            forecasts=self._forecasts,
        )
        other.restore(before)
        if refusal := other._course.unfit(key, option):
            return refusal
        answer = Chosen(*key, option, tidy(rationale))
        other.restore([answer])
        if self._save:
            save = kept(self._save, branch, (*before, answer))
            if isinstance(save, Refusal):
                return save
            other.save_in(save)
        return other

    def choose(self, decision: str, option: str, rationale: str = "") -> Refusal | None:
        """Settle one decision of the stage at hand. It is on the disk before this returns None."""
        if self.finished:
            return Refusal(_("All stages are over."))
        answer = Answer(option, tidy(rationale))
        key = (self._course.stage.id, self.role, decision)
        if refusal := self._course.unfit(key, option):
            return refusal
        if len(answer.rationale) > LONGEST_REASON:
            long = _("A reason has at most {limit} characters.").format(limit=LONGEST_REASON)
            return Refusal(long, _("Put it more briefly."))
        made = {**self._course.made, key: answer}
        step = self._course.step(made)
        if refusal := self._keep(Chosen(*key, option, answer.rationale), step):
            return refusal
        self._course.made = made
        self._tell(Decided(key[0], decision, option))
        if step:
            self._take(step)
        return None

    def move_on(self) -> Refusal | None:
        """Leave a stage in which this seat has nothing to decide."""
        if self.finished:
            return Refusal(_("All stages are over."))
        step = self._course.step({})
        if step is None:
            return Refusal(_("There is still something to decide in this stage."))
        if refusal := self._keep(MovedOn(self._course.stage.id), step):
            return refusal
        self._take(step)
        return None

    def undo(self) -> Refusal | None:
        """Take back the last decision of this stage, or else go back to the start of the one before."""
        if not self._course.made and not self._course.outcomes:
            return Refusal(_("There is nothing to take back: this is the start."))
        if refusal := self._keep(TakenBack(), None):
            return refusal
        self._course.back()
        self._tell(Undone(self._course.stage.id))
        return None

    def stop_saving(self) -> Refusal | None:
        """Go on without keeping what is decided from here on; what was kept stays."""
        if self._save is None:
            return Refusal(_("This game is not being saved."))
        self.close()
        return None

    def listen(self, hear: Callable[[News], None]) -> None:
        """Have `hear` called with everything that changes, in order, from here on."""
        self._hear.append(hear)

    def close(self) -> None:
        """Let go of the save. Everything decided is on the disk already."""
        if self._save:
            self._save.close()
            self._save = None

    def save_in(self, save: Save) -> Refusal | None:
        """Keep what is decided from here on in `save`, which holds what was decided so far."""
        self._save = save
        return save.add(last_line(self._course.position)) if self._lacks_end else None

    def restore(self, entries: Sequence[Entry]) -> Misfit | None:
        """Do again what a save says, from the start; stops before the first line that cannot be done."""
        self._looks.forget()
        self._lacks_end = False
        for number, entry in enumerate(entries):
            if misfit := self._course.redo(entry):
                return Misfit(number, misfit)
            self._lacks_end = self.finished and not isinstance(entry, Finished)
        return None

    def _take(self, step: Step) -> None:
        self._course.take(step)
        self._tell(Settled(self._course.outcomes[-1], self.finished))

    def _keep(self, entry: Entry, step: Step | None) -> Refusal | None:
        """Have a line on the disk, and what belongs to the end of the stage, or say why not."""
        if self._save is None:
            return None
        entries: list[Entry] = [*(step.new if step else ()), entry]
        if step and step.after.stage is None:
            entries.append(last_line(step.after))
        refusal = self._save.add(*entries)
        if refusal is None:
            return None
        if self._insists:
            hint = _(
                "Nothing was decided and nothing is lost. Make room and try again, or stop saving (save off)."
            )
            return Refusal(refusal.message, hint)
        self.close()
        self._tell(Notice(" ".join([refusal.message, _("The game goes on without being saved.")])))
        return None

    def _tell(self, news: News) -> None:
        self._looks.forget()
        for hear in self._hear:
            hear(news)
