"""Claims about the record: what members make of promises, tests and refusals (C1–C4, C6–C9, C13–C15)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from game.engine.arrays import added
from game.engine.book import SCORES
from game.engine.state import rescue
from game.present.evidence import FELT, REFUSED, VAGUE, Case, Finding, Hearing, found, untested
from game.present.words import number, part, points, signed
from game.words import _, marked

NO_REFUSAL = marked("No appeal was refused in this play.")
NO_VAGUE_REFUSAL = marked("No appeal that the treaty is vague about was refused.")
NO_LOSS = marked("No refusal in this play lowered credibility.")


def promise_before_a_test(case: Case) -> Finding:
    """C1"""
    rose = case.booked("prepare", "credibility")
    if rose <= 0.0:
        return untested(_("Neither words nor forces were raised in this play."))
    return found(
        _("Words, drills and forces moved credibility by {change} before they were tested.").format(
            change=signed(rose, 1)
        ),
        so=rose > FELT,
    )


def other_dangers_fall_less(case: Case) -> Finding:
    """C2"""
    refusal = case.worst
    if refusal is None or len(case.world.threats) < 2:
        return untested(_(NO_LOSS))
    learned = refusal.learned().mean(axis=0)
    asked = refusal.appeal.threat
    others = float(np.mean(np.delete(learned, asked)))
    name = case.world.scenario.threats[asked].name
    return found(
        _("In {stage} belief in help in {threat} moved by {change}, in other cases by {others}.").format(
            stage=refusal.title,
            threat=name,
            change=signed(float(learned[asked]), 1),
            others=signed(others, 1),
        ),
        so=float(learned[asked]) < others,
    )


def cover_within_decides(case: Case) -> Finding:
    """C3"""
    world = case.world
    k = int(np.argmin(world.duty[:, 0]))
    belief = (rescue(case.ended) - world.belief)[:, :, 0]
    moved = added(list((world.needs[:, :, 0] * belief) * (100.0 / len(world.members))))
    if float(np.abs(moved).sum()) < FELT:
        return untested(_("Credibility did not move in this play."))
    leading = sum(bool(world.needs[i, k, 0] > VAGUE) for i in world.regional)
    name = world.scenario.threats[k].name
    share = float(abs(moved[k]) / np.abs(moved).sum())
    return found(
        _(
            "{leading} of {all} members in the region need cover most in {threat}; {part} of what moved "
            "credibility moved there ({change} points)."
        ).format(
            leading=leading,
            all=len(world.regional),
            threat=name,
            part=part(share),
            change=signed(float(moved[k]), 1),
        ),
        so=leading * 2 > len(world.regional) and share > VAGUE,
    )


def drops_at_the_test(case: Case) -> Finding:
    """C4"""
    if not case.refusals:
        return untested(_(NO_REFUSAL))
    first = case.refusals[0]
    s = SCORES.index("credibility")
    position = first.position
    opened = position.record[-1].scores if position.record else position.start
    before = float((opened - position.start)[s, 0])
    return found(
        _(
            "Before {stage} credibility had moved by {before} since the start; the answer given there moved "
            "it by {change}."
        ).format(stage=first.title, before=signed(before, 1), change=signed(-first.fall, 1)),
        so=first.fall > FELT and -first.fall < before,
    )


def quarrel_discounts(case: Case) -> Finding:
    """C6"""
    refusal = next((each for each in case.refusals if each.appeal.grudge > 0.0), None)
    if refusal is None:
        return untested(_("No client with whom the patron has a quarrel was refused."))
    plain = refusal.again(appeal=replace(refusal.appeal, grudge=0.0))
    return found(
        _(
            "Refusing {asker} moved credibility by {change}; without the quarrel it would have been "
            "{plain}. Whether a quarrel makes refusal likelier was the players’ to decide."
        ).format(asker=refusal.asker, change=signed(-refusal.fall, 1), plain=signed(-plain.fall, 1)),
        so=refusal.fall < plain.fall - FELT,
    )


def second_refusal_teaches_more(case: Case) -> Finding:
    """C7"""
    for second in case.refusals:
        earlier = [each for each in case.refusals if each.appeal.client in second.appeal.rivals]
        earlier = [each for each in earlier if each.steps.scene.index < second.steps.scene.index]
        if earlier:
            break
    else:
        return untested(_("No two camps of one member were refused in turn."))
    first = earlier[0]
    once = first.fall / (1.0 - first.adequacy)
    freed = -second.moved("judge.reserve")
    twice = (second.fall + freed) / (1.0 - second.adequacy)
    return found(
        _(
            "For a whole refusal, {first}’s would have cost {once} of credibility and {second}’s {twice}, "
            "of which {freed} came from what the quarrel had excused."
        ).format(
            first=first.asker,
            once=points(once),
            second=second.asker,
            twice=points(twice),
            freed=points(freed),
        ),
        so=freed > FELT and twice > once,
    )


def vagueness_cushions(case: Case) -> Finding:
    """C8"""
    refusal = _vague(case)
    if refusal is None:
        return untested(_(NO_VAGUE_REFUSAL))
    plain = refusal.again(case.without("judge.excuse"))
    return found(
        _(
            "In {stage} the refusal moved credibility by {change}; had the treaty left no excuse, by {plain}."
        ).format(stage=refusal.title, change=signed(-refusal.fall, 1), plain=signed(-plain.fall, 1)),
        so=refusal.fall < plain.fall - FELT,
    )


def rehearsal_eats_the_excuse(case: Case) -> Finding:
    """C9"""
    refusal = _vague(case)
    if refusal is None:
        return untested(_(NO_VAGUE_REFUSAL))
    k, state = refusal.appeal.threat, refusal.position.state
    falls = []
    for level in (0.0, 1.0):
        promise = state.promise.copy()
        promise[k] = level
        falls.append(refusal.again(promise=promise).fall)
    held = float(refusal.steps.around("judge")[0].promise[k, 0]) * 100.0
    return found(
        _(
            "In {stage} the promise stood at {promise} of 100 and the refusal moved credibility by {change}; "
            "with nothing promised before it would have been {nothing}, with everything {everything}."
        ).format(
            stage=refusal.title,
            promise=number(held),
            change=signed(-refusal.fall, 1),
            nothing=signed(-falls[0], 1),
            everything=signed(-falls[1], 1),
        ),
        so=falls[1] > falls[0] + FELT,
    )


def exposed_lose_most(case: Case) -> Finding:
    """C13"""
    refusal = case.worst
    if refusal is None:
        return untested(_(NO_LOSS))
    exposed = case.world.exposure[:, refusal.appeal.threat, 0]
    learned = refusal.learned()[:, refusal.appeal.threat]
    more = exposed > float(np.median(exposed))
    if not more.any():
        return untested(_("All members are equally exposed."))
    top, rest = float(learned[more].mean()), float(learned[~more].mean())
    return found(
        _(
            "In {stage} belief moved by {top} among the more exposed members and by {rest} among the others."
        ).format(stage=refusal.title, top=signed(top, 1), rest=signed(rest, 1)),
        so=top < rest and top < 0.0,
    )


def loyalty_buys_nothing(case: Case) -> Finding:
    """C14"""
    loyal = [each for each in case.hearings if each.appeal.loyalty > 0.0]
    if not loyal:
        return untested(_("No loyal client asked in this play."))
    best = max(loyal, key=lambda each: each.adequacy)
    if best.adequacy >= REFUSED:
        return found(
            _("{asker} was loyal and was helped: {met} of what was needed came in {stage}.").format(
                asker=best.asker, met=f"{best.adequacy:.0%}", stage=best.title
            ),
            so=False,
        )
    refusal = max(loyal, key=lambda each: each.appeal.loyalty)
    plain = refusal.again(case.without("judge.loyalty"))
    return found(
        _(
            "{asker} was loyal and was refused: {met} of what was needed came in {stage}. That it was loyal "
            "added {points} to the loss of credibility."
        ).format(
            asker=refusal.asker,
            met=f"{refusal.adequacy:.0%}",
            stage=refusal.title,
            points=points(refusal.fall - plain.fall),
        ),
        so=refusal.fall > plain.fall + FELT,
    )


def graver_costs_more(case: Case) -> Finding:
    """C15"""
    gravest = case.gravest
    if gravest is not None and gravest.adequacy >= REFUSED:
        return found(
            _("Help came to the gravest case, {stage}: {met} of what was needed.").format(
                stage=gravest.title, met=f"{gravest.adequacy:.0%}"
            ),
            so=False,
        )
    refusal = case.worst
    if refusal is None:
        return untested(_(NO_LOSS))
    lighter = refusal.again(appeal=replace(refusal.appeal, severity=refusal.appeal.severity / 2.0))
    violence = float(refusal.steps.opened.turmoil[0]) * 100.0
    return found(
        _(
            "In {stage}, with violence at {violence} of 100, the refusal moved credibility by {change}; one "
            "half as grave would have moved it by {lighter}."
        ).format(
            stage=refusal.title,
            violence=number(violence),
            change=signed(-refusal.fall, 1),
            lighter=signed(-lighter.fall, 1),
        ),
        so=refusal.fall > lighter.fall + FELT,
    )


def _vague(case: Case) -> Hearing | None:
    vague = [each for each in case.refusals if each.vague]
    return max(vague, key=lambda each: each.fall, default=None)
