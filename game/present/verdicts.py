"""Every claim with the verdict of one game."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from game.present import verdicts_conduct as conduct
from game.present import verdicts_drift as drift
from game.present import verdicts_record as record
from game.present.claims import CLAIMS
from game.present.evidence import Case, Finding
from game.present.view import ClaimView
from game.present.words import sentence
from game.words import _

JUDGES: Mapping[str, Callable[[Case], Finding]] = {
    "C0": drift.exit_is_live,
    "C1": record.promise_before_a_test,
    "C2": record.other_dangers_fall_less,
    "C3": record.cover_within_decides,
    "C4": record.drops_at_the_test,
    "C5": conduct.refused_incumbents_fall,
    "C6": record.quarrel_discounts,
    "C7": record.second_refusal_teaches_more,
    "C8": record.vagueness_cushions,
    "C9": record.rehearsal_eats_the_excuse,
    "C10": conduct.stepping_in_costs_now,
    "C11": conduct.ties_block,
    "C12": conduct.patience_decides,
    "C13": record.exposed_lose_most,
    "C14": record.loyalty_buys_nothing,
    "C15": record.graver_costs_more,
    "C16": conduct.complements,
    "C17": conduct.mandate_counts,
    "C18": conduct.nothing_built,
    "C19": drift.recognition_is_no_substitute,
    "C20": drift.lost_belief_diversifies,
    "C21": drift.suitors_multiply,
}
"""By claim: what puts it to the test."""


def verdicts(case: Case) -> tuple[ClaimView, ...]:
    """All claims, in order."""
    views = []
    for claim in CLAIMS:
        verdict, because = JUDGES[claim.id](case)
        rules = claim.rules if verdict == "borne out" else ()
        views.append(ClaimView(claim.id, claim.paragraph, _(claim.text), verdict, sentence(because), rules))
    return tuple(views)
