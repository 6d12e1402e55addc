"""A stage that is over, in words: what was decided, how the council voted, what it did and why."""

from __future__ import annotations

from collections.abc import Mapping

from game.analysis.reading import Seat
from game.analysis.retrace import Steps, steps
from game.engine.conditions import DecisionKey
from game.engine.play import Position
from game.engine.trace import StageTrace
from game.present.causes import explained
from game.present.sentences import NOTICED, Account
from game.present.view import ChoiceView, OutcomeView
from game.present.voices import votes
from game.present.words import about, rounded, sentence
from game.scenario.model import Option, Outcome, Scenario, Stage
from game.words import _, counted


def outcome(
    before: Position, after: Position, rationales: Mapping[DecisionKey, str], role: str | None = None
) -> OutcomeView:
    """The stage that stood open in `before` and is the last on record in `after`; of one explained play.

    Changes are exact. With a `role` the levels are that seat's readings, as its next view has them;
    without one, as in a debrief, they are the truth. Raise ValueError if no stage stood open in
    `before`, or the play was not explained.
    """
    compiled, done = before.stage, after.record[-1]
    if compiled is None or done.state is None:
        raise ValueError("an outcome is of a stage that was played and explained")
    scenario = before.world.scenario
    stage = scenario.stages[compiled.index]
    passed = steps(before, done.choices)
    happened = [each for each in (*scenario.events, *stage.events) if done.happened[each.id][0]]
    account = Account(passed, _options(stage, done), happened)
    proposed = done.tried is not None and float(done.tried[0]) > 0.0
    voted = proposed and before.world.on("consult")
    carried = float(done.state.carried[0]) > 0.0
    start = before.record[-1].scores if before.record else before.start
    gauge = Seat(after, role).gauge() if role else None
    return OutcomeView(
        stage=stage.id,
        title=stage.title,
        date=stage.date,
        choices=_choices(scenario, stage, done, rationales, proposed=proposed, carried=carried),
        proposed=proposed,
        carried=carried,
        votes=votes(before.world, passed.scene, passed.around("consult")[0]) if voted else (),
        happened=_happened(account, passed),
        causes=explained(start, done.lines, account.tell, gauge),
    )


def _choices(
    scenario: Scenario,
    stage: Stage,
    done: StageTrace,
    rationales: Mapping[DecisionKey, str],
    *,
    proposed: bool,
    carried: bool,
) -> tuple[ChoiceView, ...]:
    names = {role.id: role.name for role in scenario.roles}
    views = []
    for decision, option in zip(stage.decisions, _options(stage, done), strict=True):
        key = (stage.id, decision.role, decision.id)
        views.append(
            ChoiceView(
                role=decision.role,
                role_name=names[decision.role],
                decision=decision.id,
                prompt=decision.prompt,
                option=option.id,
                label=option.label,
                outcome=_told(option.outcome, proposed=proposed, carried=carried),
                historical=option.historical,
                teaches=option.teaches,
                rationale=rationales.get(key, ""),
            )
        )
    return tuple(views)


def _options(stage: Stage, done: StageTrace) -> tuple[Option, ...]:
    """What was taken, decision by decision."""
    return tuple(
        decision.options[int(done.choices[stage.id, decision.role, decision.id][0])]
        for decision in stage.decisions
    )


def _told(told: Outcome, *, proposed: bool, carried: bool) -> str:
    """The option's own text, and what it says of the council's vote if there was one."""
    vote = (told.carried if carried else told.blocked) if proposed else ""
    return "\n\n".join(text.strip() for text in (told.text, vote) if text.strip())


def _happened(account: Account, passed: Steps) -> tuple[str, ...]:
    """What followed: how far the appeal was met, who fell, how many died, what became of the violence."""
    opened, ended = passed.opened, passed.ended
    texts = []
    if account.appeal:
        appeal = _("the appeal of {asker} was {met}")
        texts.append(appeal.format(asker=account.asker, met=account.met()))
        if ended.overthrown[0] > opened.overthrown[0]:
            texts.append(_("{asker} was overthrown").format(asker=account.asker))
    died = float(ended.deaths[0] - opened.deaths[0])
    if died >= 1.0:
        texts.append(_dead(died))
    if ended.collapsed[0] > opened.collapsed[0]:
        texts.append(_("the state came apart"))
    if opened.turmoil[0] > NOTICED or ended.turmoil[0] > NOTICED:
        violence = _("violence stood at {opened} of 100 as the stage opened, and at {ended} as it ended")
        texts.append(
            violence.format(opened=f"{opened.turmoil[0] * 100:.0f}", ended=f"{ended.turmoil[0] * 100:.0f}")
        )
    return tuple(sentence(text) for text in texts)


def _dead(died: float) -> str:
    """How many died, from one on."""
    if died < 1.5:
        return _("one person died")
    said = counted("about {count} person died", "about {count} people died", rounded(died))
    return said.format(count=about(died))
