"""The article's main statements (C9–C18, C20, C21), each a yes or a no in every play of any scenario.

A statement compares the same play with itself under one change: the same luck, the same table of
parameters, another answer or another cast. So it needs no lines of play but where it is about them.
What the engine cannot say is left out: what the patron chooses is the players' business (of C10, that a
short-sighted patron refuses; of C14, that loyalty does not move him), and energy has no lever (of C21).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from game.analysis.case import COST, CREDIBILITY, DIVERSIFICATION, Arm, Case, UntriedError
from game.analysis.casts import Cast, alike, built, calmer, courted, graver, loyal, promised, untied
from game.engine.arrays import Array, Mask, added
from game.engine.settings import VARIANTS
from game.engine.state import short_cost
from game.words import marked

STEEP = 10.0
"""Points of credibility: what is called a steep fall. A judgement."""
READY = 0.8
"""How far forces, rules and words are brought, where a statement is about having them."""
CALM, EAGER = 0.2, 0.8
"""How actively suitors court, where a statement is about that."""


def words_over(level: float) -> Cast:
    """Much is promised over forces and rules of this level."""
    return lambda scenario: promised(READY)(built(level, level)(scenario))


IDLE = Arm()
"""Nothing is said or done from first to last, whoever asks."""
FORCE = Arm(answer=(("force", 1.0),))
COVERED = Arm(answer=(("force", 1.0), ("mandate", 1.0)))
VOTED = (("deploy", 0.6), ("back", 1.0))
"""An operation put to the council wherever somebody asks."""
COUNCIL, UNTIED = Arm(answer=VOTED), Arm(answer=VOTED, cast=untied)
DRILLED, UNDRILLED = Arm(cast=promised(READY)), Arm(cast=promised(0.2))
ALIKE = Arm(cast=alike)
LOYAL, STRANGE = Arm(cast=loyal(1.0)), Arm(cast=loyal(0.0))
LIGHTER, CALMER = Arm(cast=graver(0.5)), Arm(cast=calmer(0.25))
WAVED_THROUGH = frozenset({"consult"})
SENT = {
    (capacity, procedure): Arm(answer=VOTED, cast=built(capacity, procedure), without=WAVED_THROUGH)
    for capacity in (0.0, READY)
    for procedure in (0.0, READY)
}
COURTED = {pull: Arm(cast=courted(pull)) for pull in (CALM, EAGER)}
HOLLOW, SOLID = (Arm(cast=words_over(level)) for level in (0.0, READY))
REFUSE, TALK, REMEDY = Arm("refuse"), Arm("talk"), Arm("remedy")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, and how it is tried."""

    id: str
    """The claim's, with a letter where there are several of it."""
    text: str
    """At most 38 characters."""
    tried: str
    """What is compared."""
    makers: tuple[str, ...]
    """The rules that say it outright, if any do: without them it must fall."""
    holds: Callable[[Case], Mask]
    """(play,). Raise UntriedError if the scenario cannot try it."""

    @property
    def claim(self) -> str:
        """Which of the article's claims it is about."""
        return self.id.rstrip("abc")


def _below(one: Array, other: Array) -> Mask:
    return np.asarray(np.less(one, other))


def _met(case: Case) -> str:
    """The first stage in which somebody asks."""
    return case.appealed[0]


def _drilled(case: Case) -> Mask:
    return _below(case.learnt(DRILLED), case.learnt(UNDRILLED))


def _talked(case: Case) -> Mask:
    return _below(case.end(TALK, CREDIBILITY), case.end(REFUSE, CREDIBILITY))


def _dearer(case: Case) -> Mask:
    _met(case)
    return _below(case.over(IDLE, COST), case.over(FORCE, COST))


def _no_ground(case: Case) -> Mask:
    _met(case)
    return np.asarray(case.over(FORCE, DIVERSIFICATION) >= case.over(IDLE, DIVERSIFICATION))


def _least_willing(case: Case, arm: Arm, stage: str) -> Array:
    """(play,): the support of the member that is least for it."""
    votes: Array = case.after(arm, stage).votes.min(axis=0)
    return votes


def _tied(case: Case) -> Mask:
    stages = [stage.id for stage in case.scenario.stages if any(appeal.ties for appeal in stage.appeals)]
    if not stages:
        raise UntriedError(marked("no member is entangled in its conflicts"))
    heavier = [
        _below(_least_willing(case, COUNCIL, each), _least_willing(case, UNTIED, each)) for each in stages
    ]
    return np.asarray(np.logical_or.reduce(heavier))


def _flips(case: Case) -> Mask:
    """Refusal is the cheaper for one who sees only today, the dearer for one who sees all years alike."""
    return _below(short_cost(case.trace(REFUSE).final), short_cost(case.trace(REMEDY).final)) & _below(
        _undiscounted(case, REMEDY), _undiscounted(case, REFUSE)
    )


def _undiscounted(case: Case, arm: Arm) -> Array:
    """(play,): the whole cost, as a patience of 1 counts it."""
    world, trace = case.world(arm), case.trace(arm)
    patience = np.asarray(world["charge.patience"])
    last = world.stages[-1].years
    years = [*(stage.years for stage in world.stages), *(last + 1.0 + i for i in range(len(trace.years)))]
    total = short_cost(trace.final)
    for passed, when in zip((*trace.stages, *trace.years), years, strict=True):
        if "charge.upkeep" in passed.lines:
            total = total + passed.lines["charge.upkeep"][COST] / np.power(patience, when)
    return total


def _ranked(case: Case, arm: Arm) -> Mask:
    """Of those who only watch: the most exposed to the danger at hand loses more than the least exposed."""
    _met(case)
    askers = {appeal.member for stage in case.scenario.stages for appeal in stage.appeals}
    rows = [i for i, member in enumerate(case.scenario.members) if member.id not in askers]
    lost = case.lost(arm)
    k = int(lost.mean(axis=(0, 2)).argmax())  # the danger that was asked against costs most
    exposure = case.world(arm).exposure[:, k, 0]
    low, high = min(rows, key=lambda i: exposure[i]), max(rows, key=lambda i: exposure[i])
    if exposure[low] == exposure[high]:
        raise UntriedError(marked("those who only watch are exposed alike"))
    return _below(lost[low, k], lost[high, k])


def _loyal(case: Case) -> Mask:
    _met(case)
    return _below(case.learnt(LOYAL), case.learnt(STRANGE))


def _graver(case: Case) -> Mask:
    stage = (_met(case),)
    return _below(case.learnt(IDLE, stage), case.learnt(LIGHTER, stage))


def _more_violent(case: Case) -> Mask:
    stage = (_met(case),)
    return _below(case.learnt(IDLE, stage), case.learnt(CALMER, stage))


def _complements(case: Case) -> Mask:
    _met(case)
    end = {which: case.learnt(arm) for which, arm in SENT.items()}
    both, forces, rules, none = (end[at] for at in ((READY, READY), (READY, 0.0), (0.0, READY), (0.0, 0.0)))
    return np.asarray(both - forces > rules - none)


def _arrested(case: Case) -> Mask:
    return np.asarray(case.end(REMEDY, CREDIBILITY) >= case.start(REMEDY, CREDIBILITY))


def _better(case: Case) -> Mask:
    return _below(case.end(REFUSE, CREDIBILITY), case.end(REMEDY, CREDIBILITY))


def _costs_more(case: Case) -> Mask:
    _met(case)
    return _below(short_cost(case.last(COVERED)), short_cost(case.last(FORCE)))


def _gains_less(case: Case) -> Mask:
    _met(case)
    return _below(case.over(COVERED, DIVERSIFICATION), case.over(FORCE, DIVERSIFICATION))


def _steep(case: Case) -> Mask:
    return np.asarray(case.start(IDLE, CREDIBILITY) - case.end(IDLE, CREDIBILITY) >= STEEP)


def _fades(case: Case) -> Mask:
    def decline(arm: Arm) -> Array:
        return case.over(arm, CREDIBILITY) - case.end(arm, CREDIBILITY)

    return _below(decline(SOLID), decline(HOLLOW))


def _drives_out(case: Case) -> Mask:
    _met(case)
    return _below(case.end(IDLE.deaf(), DIVERSIFICATION), case.end(IDLE, DIVERSIFICATION))


def _follows_belief(case: Case) -> Mask:
    """Over the members: those who lost more belief have left further, for that reason alone."""
    world = case.world(IDLE)
    lost = added(np.moveaxis(case.lost(IDLE) * world.needs, 1, 0))
    gone = case.last(IDLE.deaf()).share[:, 0] - case.last(IDLE).share[:, 0]
    rows = list(world.regional)
    if len(rows) < 3:
        raise UntriedError(marked("its region has too few members to compare"))
    one, other = (each[rows] - each[rows].mean(axis=0) for each in (lost, gone))
    return np.asarray(added(one * other) > 0.0)


def _courted(case: Case) -> Mask:
    _met(case)
    if not case.scenario.partners:
        raise UntriedError(marked("nobody courts its members"))

    def effect(pull: float) -> Array:
        arm = COURTED[pull]
        return case.over(arm, DIVERSIFICATION) - case.over(arm.deaf(), DIVERSIFICATION)

    return _below(effect(CALM), effect(EAGER))


STATEMENTS: tuple[Statement, ...] = (
    Statement("C9a", "drilled for, a refusal costs more", "nothing done, after much promise and after little",
              ("judge.excuse",), _drilled),
    Statement("C9b", "talk ends below plain refusal", "how `talk` and `refuse` end", (), _talked),
    Statement("C10a", "force costs more by the crisis's end", "force wherever asked, and nothing at all",
              ("charge",), _dearer),
    Statement("C10b", "force has won no ground by then", "force and nothing, as members drift",
              (), _no_ground),
    Statement("C11", "a tied neighbour weighs on a vote", "the least willing vote, with ties and none",
              ("consult",), _tied),
    Statement("C12", "the hasty refuse, the patient do not", "`refuse` and `remedy`, at δ = 0 and at δ = 1",
              ("charge.upkeep",), _flips),
    Statement("C13a", "the most exposed lose most", "onlookers alike but for their exposure",
              ("judge",), lambda case: _ranked(case, ALIKE)),
    Statement("C13b", "so it is in the cast as it stands", "the most and the least exposed onlooker",
              (), lambda case: _ranked(case, IDLE)),
    Statement("C14", "refusing the loyal costs more", "nothing done, for loyal camps and for others",
              ("judge.loyalty",), _loyal),
    Statement("C15a", "a graver refusal costs more", "the first appeal, and one half as grave",
              ("judge",), _graver),
    Statement("C15b", "the more violence, the more it costs", "the first appeal, amid more and less violence",
              ("judge",), _more_violent),
    Statement("C16a", "forces and rules need each other", "an operation with both, either and neither",
              ("respond",), _complements),
    Statement("C16b", "the remedy arrests the decline", "how `remedy` ends, and how it began", (), _arrested),
    Statement("C16c", "the remedy beats refusal in belief", "how `remedy` and `refuse` end", (), _better),
    Statement("C17a", "without a mandate force costs more", "force with a mandate and without",
              ("charge.friction",), _costs_more),
    Statement("C17b", "without one it drives members away", "force with and without, as members drift",
              ("intrude",), _gains_less),
    Statement("C18a", "unbuilt, belief falls by 10 or more", "nothing done, from start to end", (), _steep),
    Statement("C18b", "promises without forces fade", "the years after, with forces and without",
              ("shadow.fade",), _fades),
    Statement("C20a", "lost belief drives members away", "nothing done, where it teaches and where not",
              ("realign",), _drives_out),
    Statement("C20b", "who lost most goes furthest", "belief lost and share left, member by member",
              ("realign",), _follows_belief),
    Statement("C21", "suitors make lost belief cost more", "what refusals teach, courted much and little",
              ("realign.suitors",), _courted),
)  # fmt: skip
READINGS: tuple[str | None, ...] = (None, *VARIANTS)
"""The model as it stands, and its rivals."""
