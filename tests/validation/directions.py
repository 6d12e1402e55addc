"""The directions: what was seen in 2022 and in 2021–24, as sentences about the model's historical lines."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from game.engine.arrays import Mask
from game.engine.book import SCORES
from tests.validation.family import PLAYS, Direction, Family, least, mean

KAZAKHSTAN, ARMENIA = "kazakhstan-2022", "armenia-2021"
ANSWERED, LATER, REFUSED = "session", "summer", "freeze"
"""The stages after which the rescue is over, half a year has passed, and Armenia has frozen its part."""
LINGER = {("leaving", "moscow", "answer"): "linger"}
INTERNAL = {("word", "moscow", "label"): "internal", ("word", "secretariat", "label"): "article-two"}
CREDIBILITY, DIVERSIFICATION = SCORES.index("credibility"), SCORES.index("diversification")


def _carried(case: Family) -> Mask:
    carried = next(stage.carried for stage in case.history.stages if stage.id == "letter")
    return np.asarray(np.greater(0.0 if carried is None else carried, 0.0))


def _kept(case: Family) -> Mask:
    return np.asarray(case.history.final.overthrown == 0.0)


def _exposed_restored(case: Family) -> Mask:
    return np.asarray(np.greater(mean(case.worth(ANSWERED), case.exposed("internal")), 0.0))


def _exposed_gain_most(case: Family) -> Mask:
    exposed = case.exposed("internal")
    others = case.rows(lambda i: i not in exposed)
    return np.asarray(np.greater(mean(case.worth(ANSWERED), exposed), mean(case.worth(ANSWERED), others)))


def _averse_not_restored(case: Family) -> Mask:
    return np.asarray(np.less_equal(mean(case.worth(ANSWERED), case.averse), 0.0))


def _averse_gain_less(case: Family) -> Mask:
    others = case.rows(lambda i: i not in case.averse)
    return np.asarray(np.less(mean(case.worth(ANSWERED), case.averse), mean(case.worth(ANSWERED), others)))


def _armenia_not_consoled(case: Family) -> Mask:
    return np.asarray(np.less_equal(case.worth(ANSWERED)[case.world.members["armenia"]], 0.0))


def _trust_kept(case: Family) -> Mask:
    return np.asarray(np.greater_equal(mean(case.trust(LATER), case.averse), 0.0))


def _staying_costs_trust(case: Family) -> Mask:
    stayed = case.trust(LATER, case.instead(LINGER))
    return np.asarray(np.less(mean(stayed, case.averse), mean(case.trust(LATER), case.averse)))


def _label_teaches(case: Family) -> Mask:
    i = case.world.members["kyrgyzstan"]
    under_its_name = case.taught(ANSWERED, "internal", INTERNAL)[i]
    return np.asarray(np.greater(under_its_name, case.taught(ANSWERED, "internal")[i]))


def _better_than_refusal(case: Family) -> Mask:
    refused = case.line("refuse")
    return np.asarray(
        (case.history.end[CREDIBILITY] > refused.end[CREDIBILITY])
        & (case.history.end[DIVERSIFICATION] < refused.end[DIVERSIFICATION])
    )


def _multi_vector(case: Family) -> Mask:
    return np.asarray(np.less(case.share(LATER)[case.world.members["kazakhstan"]], 0.0))


def _external_falls_most(case: Family) -> Mask:
    i = case.world.members["armenia"]
    fallen = np.minimum(case.taught(REFUSED, "internal")[i], 0.0)
    return np.asarray(np.less(case.taught(REFUSED, "external")[i], fallen))


def _external_falls_everywhere(case: Family) -> Mask:
    fallen = np.minimum(case.taught(REFUSED, "internal"), 0.0)
    return np.asarray((case.taught(REFUSED, "external") < fallen).all(axis=0))


def _appellant_loses_most(case: Family) -> Mask:
    taught = case.taught(REFUSED, "external")
    i = case.world.members["armenia"]
    return np.asarray(least(taught, i) & np.less(taught[i], 0.0))


def _appellant_leaves_fastest(case: Family) -> Mask:
    return least(case.share(REFUSED), case.world.members["armenia"])


def _driven_out_most(case: Family) -> Mask:
    driven = case.after(REFUSED).share[:, 0] - case.untaught(REFUSED).share[:, 0]
    i = case.world.members["armenia"]
    return np.asarray(least(driven, i) & np.less(driven[i], 0.0))


def _credibility_falls(case: Family) -> Mask:
    return np.asarray(np.less(case.history.end[CREDIBILITY], case.history.start[CREDIBILITY]))


def _each_refusal_adds(case: Family) -> Mask:
    i = case.world.members["armenia"]
    beliefs = [case.taught(stage, "external")[i] for stage in ("lake", "november", "jermuk")]
    falls = [np.less(later, earlier) for earlier, later in pairwise([np.zeros(PLAYS), *beliefs])]
    return np.asarray(np.logical_and.reduce(falls))


def _west_gains_most(case: Family) -> Mask:
    i = case.world.members["armenia"]
    partners = [name for name in case.world.partners if name != "alliance"]
    gains = np.stack([case.share(REFUSED, name)[i] for name in partners])
    return np.asarray(gains.argmax(axis=0) == partners.index("west"))


def _stays_on_paper(case: Family) -> Mask:
    return np.asarray(case.history.final.left[case.world.members["armenia"]] == 0.0)


def _friends_unmoved(case: Family) -> Mask:
    rows = [case.world.members[name] for name in ("kazakhstan", "belarus")]
    return np.asarray(np.greater_equal(mean(case.taught(REFUSED, "external"), rows), 0.0))


DIRECTIONS = (
    Direction(KAZAKHSTAN, "carried", "the council carries the operation in January", _carried),
    Direction(KAZAKHSTAN, "kept", "the incumbent who was helped keeps his chair", _kept,
              note="With the parameters of 2010, which know no strong incumbent; the scenario itself sets "
                   "`contain.brittle` to its lower bound."),
    Direction(KAZAKHSTAN, "exposed-restored",
              "the answer raises belief in help among those most exposed to trouble at home",
              _exposed_restored),
    Direction(KAZAKHSTAN, "averse-not-restored",
              "it does not raise it among the averse (Kazakhstan, Kyrgyzstan)",
              _averse_not_restored, "miss",
              "Aversion bears on votes, on trust in restraint and on shares, and not on belief in rescue: "
              "the averse learn from a rescue what others learn. In this cast they are also exposed."),
    Direction(KAZAKHSTAN, "averse-gain-less",
              "it raises it less among the averse than among the others", _averse_gain_less, "open",
              "What speaks for it is the cast and not aversion: the others fear attack more, and the answer "
              "was called one to an attack."),
    Direction(KAZAKHSTAN, "exposed-most",
              "it raises it more among those exposed to trouble at home than among the others",
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
              "had it stayed, they would have trusted restraint less", _staying_costs_trust, "argued"),
    Direction(KAZAKHSTAN, "label",
              "under its own name it would have done more for Kyrgyzstan's belief in help at home",
              _label_teaches, "argued"),
    Direction(KAZAKHSTAN, "better-than-refusal",
              "belief ends higher, and the region less diversified, than had the appeal been refused",
              _better_than_refusal, "argued"),
    Direction(KAZAKHSTAN, "multi-vector",
              "by June the alliance's part in Kazakhstan's security has shrunk all the same",
              _multi_vector, "open",
              "The record is mixed: drones from Turkey, support from Xi, distance over Ukraine, and 88 per "
              "cent of arms imports from Russia in 2020–24. The war is no lever of the model."),
    Direction(ARMENIA, "external-most",
              "the refusals lower Armenia's belief in help against attack more than against trouble at home",
              _external_falls_most),
    Direction(ARMENIA, "external-everywhere", "so they do every other member's", _external_falls_everywhere),
    Direction(ARMENIA, "each-adds", "each of the three refusals lowers it further", _each_refusal_adds),
    Direction(ARMENIA, "appellant-most", "Armenia's falls most of all members'", _appellant_loses_most),
    Direction(ARMENIA, "appellant-fastest",
              "by February 2024 the alliance's part has shrunk most in Armenia's security",
              _appellant_leaves_fastest,
              note="It holds where the record teaches nothing, too: Armenia is courted most. The next line "
                   "counts only what the refusals did."),
    Direction(ARMENIA, "driven-out-most",
              "what the refusals took from the alliance they took most from there", _driven_out_most),
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
