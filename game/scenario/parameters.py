"""Every number of the model that is not the scenario's: meaning, default, plausible range, basis.

A scenario may override any of them (`parameters:`), and so may a run (`--set`). Where the basis
says "judgement", nobody has measured it: the range is what we would not be surprised by.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the model, named `rule.word`."""

    name: str
    default: float
    low: float
    high: float
    meaning: str
    basis: str
    """A claim, a paper, a count, or "judgement"."""
    whole: bool = False
    """Whether it counts something, and so takes whole numbers only."""

    def allows(self, value: float) -> bool:
        """Whether it may have this value."""
        return self.low <= value <= self.high and (not self.whole or value == int(value))

    @property
    def bound(self) -> str:
        """Which values it may have, in words."""
        return f"{'a whole number ' if self.whole else ''}from {self.low:g} to {self.high:g}"


PARAMETERS: dict[str, Parameter] = {
    parameter.name: parameter
    for parameter in (
        # Beliefs at the start
        Parameter("start.evidence", 8, 4, 16,
                  "How much evidence the beliefs at the start rest on, in pseudo-observations", "judgement"),
        Parameter("start.restraint_evidence", 10, 5, 20,
                  "The same for the belief that force stays out", "judgement"),
        # 1 prepare
        Parameter("prepare.hope", 1.2, 0.4, 2.5,
                  "Evidence for rescue in a full step of promise, before any test", "C1; judgement"),
        Parameter("prepare.building", 4.0, 2, 7,
                  "Evidence for rescue in a full step of √(capacity·procedure)", "C1, C16; judgement"),
        Parameter("prepare.half_life", 9, 3, 24,
                  "Months in which a mandate loses half its force", "judgement"),
        # 2 consult
        Parameter("consult.base", 0.45, 0.2, 0.8, "A member's goodwill to any joint operation", "judgement"),
        Parameter("consult.exposure", 1.2, 0.6, 1.8,
                  "Weight of its own exposure to the threat: it insures itself", "judgement"),
        Parameter("consult.asker", 1.5, 0.5, 2.5, "Extra weight for the member that asked", "judgement"),
        Parameter("consult.mandate", 1.0, 0.5, 1.8, "Weight of an international mandate", "C17; judgement"),
        Parameter("consult.bargain", 1.6, 0.8, 2.4, "Weight of a safeguard given to it", "judgement"),
        Parameter("consult.capacity", 0.4, 0, 0.8, "Weight of a capable force", "C16; judgement"),
        Parameter("consult.back", 0.5, 0.2, 1.0, "Weight of the patron's backing", "judgement"),
        Parameter("consult.turmoil", 1.0, 0.4, 1.6,
                  "Weight of violence nearby, times its own exposure", "judgement"),
        Parameter("consult.aversion", 2.2, 1.4, 3.0,
                  "Weight of aversion, times the size of the operation", "C11; FACTS 3"),
        Parameter("consult.ties", 1.4, 0.8, 2.0,
                  "Weight of a member's own ties to the conflict", "C11; judgement"),
        Parameter("consult.noise", 0.35, 0.15, 0.6, "Scale of what nobody can know of a vote", "judgement"),
        Parameter("consult.veto", 0.35, 0.15, 0.7,
                  "How far below indifference a member vetoes rather than abstains", "FACTS 2; judgement"),
        Parameter("consult.quorum", 0.34, 0.2, 0.5,
                  "Share of members that must be willing under the limited rule", "judgement"),
        # 3 respond
        Parameter("respond.aid", 0.45, 0.3, 0.6, "The most that help without force can do", "judgement"),
        Parameter("respond.tried", 0.15, 0, 0.3, "What a blocked proposal still counts as aid", "judgement"),
        Parameter("respond.force", 0.85, 0.7, 1.0, "What the patron's own full force can do", "judgement"),
        Parameter("respond.clumsy", 0.25, 0.1, 0.4,
                  "Part of that lost where there is no procedure", "C16; judgement"),
        Parameter("respond.operation", 1.15, 0.9, 1.3,
                  "What a full, backed alliance operation can do", "judgement"),
        Parameter("respond.raw", 0.35, 0.2, 0.5,
                  "Part of that left with neither capacity nor procedure", "C16; judgement"),
        Parameter("respond.members", 0.15, 0, 0.3,
                  "What the members can lift without the patron's backing", "judgement"),
        Parameter("respond.need", 0.35, 0.2, 0.5, "What an appeal demands where there is no violence",
                  "judgement"),
        # 4 contain
        Parameter("contain.noise", 0.02, 0.005, 0.05, "Scale of chance in how violence flares", "judgement"),
        Parameter("contain.quell", 0.7, 0.4, 0.9, "Part of the violence that full, able support ends",
                  "judgement"),
        Parameter("contain.half_life", 1.8, 1, 4, "Months in which violence halves by itself",
                  "FACTS 1: calm within weeks of each outbreak"),
        Parameter("contain.deaths", 1750, 1000, 3500, "Deaths in a full outbreak that nobody stops",
                  "85–89 in April, 470 in June 2010 (FACTS 1)"),
        Parameter("contain.overthrow", 4.0, 2, 6,
                  "How steeply violence raises the chance that an incumbent falls", "C5; judgement"),
        Parameter("contain.shield", 6.0, 4, 8, "How steeply adequate help lowers it", "C5; judgement"),
        Parameter("contain.brittle", 0.6, -0.5, 1.5, "How brittle an incumbent is in calm times, in logits",
                  "judgement"),
        Parameter("contain.collapse", 0.96, 0.9, 0.99, "Violence past which the state comes apart",
                  "judgement"),
        # 5 judge
        Parameter("judge.learning", 9, 4, 14,
                  "Evidence in the gravest case, for the most like and exposed observer",
                  "Weisiger and Yarhi-Milo 2015; judgement"),
        Parameter("judge.calm", 0.4, 0.2, 0.6, "Part of a case's weight that does not hang on violence",
                  "judgement"),
        Parameter("judge.near", 0.9, 0.7, 1.0, "Likeness of an observer in the asker's region", "judgement"),
        Parameter("judge.far", 0.5, 0.3, 0.7, "Likeness of an observer elsewhere", "judgement"),
        Parameter("judge.negativity", 1.3, 1.05, 1.8, "Weight of a refusal beside a rescue of the same size",
                  "Mercer 1996; judgement"),
        Parameter("judge.excuse", 0.55, 0.3, 0.8,
                  "Most of a refusal that a vague treaty and no promise can excuse", "C8, C9; judgement"),
        Parameter("judge.loyalty", 0.25, 0.1, 0.5, "Extra weight when a loyal client is refused",
                  "C14; judgement"),
        Parameter("judge.spill", 0.15, 0.05, 0.3, "Part of the evidence that reaches the other threats",
                  "C2; judgement"),
        Parameter("judge.release", 1.0, 0.6, 1.0,
                  "Part of what a grudge excused that comes back when another client is refused", "C7"),
        Parameter("judge.flat", 0, 0, 1, "1: every member counts as equally exposed", "rival reading `flat`"),
        Parameter("judge.welcome", 0, 0, 1, "1: the averse welcome a refusal", "Henry 2020; `henry`"),
        Parameter("judge.plot", 0, 0, 1, "1: any grudge excuses a refusal whole", "C6; `plot`"),
        # 6 intrude
        Parameter("intrude.weight", 6, 3, 10, "Evidence against restraint in full force without a mandate",
                  "C17; judgement"),
        Parameter("intrude.floor", 0.1, 0, 0.3, "Part of that felt by one with no aversion", "judgement"),
        Parameter("intrude.invited", 0.6, 0.3, 0.9, "Part of that left when a member asked for the force",
                  "judgement"),
        Parameter("intrude.quiet", 0.3, 0.1, 0.6, "Evidence for restraint in a month without force",
                  "judgement"),
        # 7 realign
        Parameter("realign.belief", 4.0, 2, 6, "Weight of belief in rescue in choosing partners, in logits",
                  "C20; Narang and LeVeck 2019; judgement"),
        Parameter("realign.restraint", 2.5, 1, 4, "Weight of restraint, times aversion",
                  "FACTS 4.2; judgement"),
        Parameter("realign.leverage", 1.0, 0.5, 2, "Weight of the patron's leverage", "judgement"),
        Parameter("realign.pull", 2.0, 1, 4, "Weight of a partner's courtship, times affinity", "judgement"),
        Parameter("realign.suitors", 4.0, 2, 8, "How far courtship multiplies what lost belief does",
                  "C21; judgement"),
        Parameter("realign.pace", 0.25, 0.1, 0.4, "Part of the way to the wanted mix made in three months",
                  "judgement"),
        # 8 charge
        Parameter("charge.operation", 8, 5, 12, "Cost of full force, before violence and capacity", "C10"),
        Parameter("charge.violence", 0.6, 0.3, 0.9, "How far violence adds to that", "judgement"),
        Parameter("charge.thrift", 0.4, 0.2, 0.6, "Part of that which capacity saves", "C16; judgement"),
        Parameter("charge.friction", 7, 4, 11, "Cost of full force with no mandate at all", "C17"),
        Parameter("charge.unwilling", 1.5, 0.5, 3, "Cost of each unwilling member of an operation",
                  "C11; judgement"),
        Parameter("charge.aid", 4, 2, 6, "Cost of full aid in a stage", "judgement"),
        Parameter("charge.building", 9, 6, 14, "Cost of a full step of capacity or procedure", "judgement"),
        Parameter("charge.bargain", 5, 2, 8, "Cost of a full bargain or of full leverage", "judgement"),
        Parameter("charge.upkeep", 35, 20, 50,
                  "Cost in a year of influence over a region that is wholly diversified", "C12; judgement"),
        Parameter("charge.patience", 0.9, 0.3, 1.0, "δ: what a cost one year on counts today", "C10, C12"),
        # 9 shadow
        Parameter("shadow.years", 5, 0, 10, "Years that follow the last stage, with no decisions",
                  "2010 to 2015", whole=True),
        Parameter("shadow.fade", 0.24, 0.1, 0.5,
                  "Part of hope with nothing behind it that wears off in a year",
                  "C18; judgement"),
        Parameter("shadow.exit", 0.32, 0.2, 0.45, "Share of the alliance in its security at which a member "
                  "is as likely to think of leaving as not", "C0; Uzbekistan 1999, 2012"),
        Parameter("shadow.hazard", 0.3, 0.1, 0.6, "Chance in a year that one who thinks of it leaves",
                  "C0; judgement"),
    )
}  # fmt: skip
