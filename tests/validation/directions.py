"""The directions: what was seen in 2022 and in 2021–24, as sentences about the model's historical lines."""

from __future__ import annotations

import numpy as np

from game.engine.arrays import Mask
from game.engine.book import SCORES
from tests.validation.family import Direction, Family, least, mean

KAZAKHSTAN, ARMENIA = "kazakhstan-2022", "armenia-2021"
ANSWERED, LATER, REFUSED = "session", "summer", "freeze"
"""The stages after which the rescue is over, half a year has passed, and Armenia has frozen its part."""
LINGER = {("leaving", "moscow", "answer"): "linger"}
INTERNAL = {("word", "moscow", "label"): "internal", ("word", "secretariat", "label"): "article-two"}
CREDIBILITY, DIVERSIFICATION = SCORES.index("credibility"), SCORES.index("diversification")


def _carried(case: Family) -> Mask:
    carried = next(stage.carried for stage in case.history.stages if stage.id == "letter")
    return np.greater(0.0 if carried is None else carried, 0.0)


def _kept(case: Family) -> Mask:
    return np.asarray(case.history.final.overthrown == 0.0)


def _exposed_restored(case: Family) -> Mask:
    return mean(case.worth(ANSWERED), case.exposed("internal")) > 0.0


def _exposed_gain_most(case: Family) -> Mask:
    exposed = case.exposed("internal")
    others = case.rows(lambda i: i not in exposed)
    return mean(case.worth(ANSWERED), exposed) > mean(case.worth(ANSWERED), others)


def _averse_not_restored(case: Family) -> Mask:
    return mean(case.worth(ANSWERED), case.averse) <= 0.0


def _averse_gain_less(case: Family) -> Mask:
    others = case.rows(lambda i: i not in case.averse)
    return mean(case.worth(ANSWERED), case.averse) < mean(case.worth(ANSWERED), others)


def _armenia_not_consoled(case: Family) -> Mask:
    return case.worth(ANSWERED)[case.world.members["armenia"]] <= 0.0


def _trust_kept(case: Family) -> Mask:
    return mean(case.trust(LATER), case.averse) >= 0.0


def _staying_costs_trust(case: Family) -> Mask:
    stayed = case.trust(LATER, case.instead(LINGER))
    return mean(stayed, case.averse) < mean(case.trust(LATER), case.averse)


def _label_teaches(case: Family) -> Mask:
    k, i = case.world.threats["internal"], case.world.members["kyrgyzstan"]
    other = case.after(ANSWERED, case.instead(INTERNAL))
    told = case.after(ANSWERED)
    return np.asarray(
        other.rescue_good[i, k] / (other.rescue_good[i, k] + other.rescue_bad[i, k])
        > told.rescue_good[i, k] / (told.rescue_good[i, k] + told.rescue_bad[i, k])
    )


def _better_than_refusal(case: Family) -> Mask:
    refused = case.line("refuse")
    return np.asarray(
        (case.history.end[CREDIBILITY] > refused.end[CREDIBILITY])
        & (case.history.end[DIVERSIFICATION] < refused.end[DIVERSIFICATION])
    )


def _multi_vector(case: Family) -> Mask:
    return case.share(LATER)[case.world.members["kazakhstan"]] < 0.0


def _external_falls_most(case: Family) -> Mask:
    i = case.world.members["armenia"]
    return case.belief(REFUSED, "external")[i] < case.belief(REFUSED, "internal")[i]


def _external_falls_everywhere(case: Family) -> Mask:
    return np.asarray((case.belief(REFUSED, "external") < case.belief(REFUSED, "internal")).all(axis=0))


def _appellant_loses_most(case: Family) -> Mask:
    return least(case.belief(REFUSED, "external"), case.world.members["armenia"])


def _appellant_leaves_fastest(case: Family) -> Mask:
    return least(case.share(REFUSED), case.world.members["armenia"])


def _credibility_falls(case: Family) -> Mask:
    return case.history.end[CREDIBILITY] < case.history.start[CREDIBILITY]


def _each_refusal_adds(case: Family) -> Mask:
    i, k = case.world.members["armenia"], case.world.threats["external"]
    stages = [
        state.rescue_good[i, k] / (state.rescue_good[i, k] + state.rescue_bad[i, k])
        for state in (case.start, case.after("lake"), case.after("november"), case.after("jermuk"))
    ]
    falls = [later < earlier for earlier, later in zip(stages, stages[1:], strict=False)]
    return np.logical_and.reduce(falls)


def _west_gains_most(case: Family) -> Mask:
    i = case.world.members["armenia"]
    partners = [name for name in case.world.partners if name != "alliance"]
    gains = np.stack([case.share(REFUSED, name)[i] for name in partners])
    return np.asarray(gains.argmax(axis=0) == partners.index("west"))


def _stays_on_paper(case: Family) -> Mask:
    return np.asarray(case.history.final.left[case.world.members["armenia"]] == 0.0)


def _friends_unmoved(case: Family) -> Mask:
    rows = [case.world.members[name] for name in ("kazakhstan", "belarus")]
    return mean(case.belief(REFUSED, "external"), rows) >= 0.0


DIRECTIONS = (
    Direction(KAZAKHSTAN, "carried", "the council carries the operation in January", _carried),
    Direction(KAZAKHSTAN, "kept", "the incumbent who was helped keeps his chair", _kept,
              note="With the parameters of 2010, which know no strong incumbent; the scenario itself sets "
                   "`contain.brittle` to its lower bound."),
    Direction(KAZAKHSTAN, "exposed-restored",
              "belief in help rises among the members most exposed to trouble at home", _exposed_restored),
    Direction(KAZAKHSTAN, "averse-not-restored",
              "belief in help does not rise among the averse (Kazakhstan, Kyrgyzstan)",
              _averse_not_restored, "miss",
              "Aversion bears on votes, on trust in restraint and on shares, and not on belief in rescue: "
              "the averse learn from a rescue what others learn. In this cast they are also among the exposed."),
    Direction(KAZAKHSTAN, "averse-gain-less",
              "belief in help rises less among the averse than among the others", _averse_gain_less, "miss",
              "For the same reason, and since the asker, who weighs the answer most, is one of them."),
    Direction(KAZAKHSTAN, "exposed-most",
              "it rises more among those exposed to trouble at home than among the others",
              _exposed_gain_most, "open",
              "It hangs on the label. Called external, the answer is weighed by exposure to attack, and "
              "Armenia, which fears attack most, is told most by it."),
    Direction(KAZAKHSTAN, "armenia-not-consoled",
              "Armenia, itself refused eight months before, takes no comfort from it",
              _armenia_not_consoled, "miss",
              "The model has a record of each danger and none of who was helped: a member may not ask why "
              "them and not us."),
    Direction(KAZAKHSTAN, "trust-kept",
              "a joint, invited force that leaves on its day costs the averse no trust in restraint",
              _trust_kept),
    Direction(KAZAKHSTAN, "staying",
              "had it stayed, they would have trusted restraint less", _staying_costs_trust),
    Direction(KAZAKHSTAN, "label",
              "under its own name the same answer would have raised Kyrgyzstan's belief in help at home more",
              _label_teaches),
    Direction(KAZAKHSTAN, "better-than-refusal",
              "belief ends higher, and the region less diversified, than had the appeal been refused",
              _better_than_refusal),
    Direction(KAZAKHSTAN, "multi-vector",
              "by June the alliance's part in Kazakhstan's security has shrunk all the same",
              _multi_vector, "open",
              "The record is mixed: drones from Turkey, support from Xi, distance over Ukraine, and 88 per "
              "cent of arms imports from Russia in 2020–24. The war is no lever of the model."),
    Direction(ARMENIA, "external-most",
              "Armenia's belief in help against attack falls more than against trouble at home",
              _external_falls_most),
    Direction(ARMENIA, "external-everywhere", "so does every other member's", _external_falls_everywhere),
    Direction(ARMENIA, "each-adds", "each of the three refusals lowers it further", _each_refusal_adds),
    Direction(ARMENIA, "appellant-most", "Armenia's falls most of all members'", _appellant_loses_most),
    Direction(ARMENIA, "appellant-fastest",
              "by February 2024 the alliance's part in Armenia's security has shrunk most of all members'",
              _appellant_leaves_fastest),
    Direction(ARMENIA, "credibility", "the alliance is believed less in the end", _credibility_falls),
    Direction(ARMENIA, "west", "of the partners, the EU and the United States gain most in Armenia",
              _west_gains_most, "open",
              "Observers and money came from the West, arms from India and France; which is the more, "
              "nobody has a common measure for."),
    Direction(ARMENIA, "stays-on-paper",
              "five years on Armenia has not formally left", _stays_on_paper, "open",
              "Frozen in 2024, it had not left by the end of 2025, and called that the point of no return."),
    Direction(ARMENIA, "friends-unmoved",
              "members with friends in Baku (Kazakhstan, Belarus), who wished for no help, lose no belief",
              _friends_unmoved, "miss",
              "Ties bear on votes and not on what a refusal teaches: a member that wanted the refusal "
              "learns from it as one that dreaded it."),
)  # fmt: skip
