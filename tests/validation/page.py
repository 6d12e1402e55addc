"""The page of the family test: what was asked of the model, and in how many plays it answered so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tests.validation.family import PLAYS, READINGS, Direction, Kind, Reading

Shares = Mapping[tuple[str, Reading], float]
"""By direction and reading: the share of plays in which it holds."""

VERDICTS: Mapping[Kind, str] = {
    "hit": "as seen", "argued": "as argued", "miss": "**miss**", "open": "open",
}  # fmt: skip

HEAD = f"""\
# What the model says of cases that it has not seen

The parameters were set on one case, the two Kyrgyz appeals of 2010. Here they are left alone, and two later
cases are played as they went: Kazakhstan in January 2022, where the alliance came, and Armenia from May 2021
to February 2024, where it did not. What matters is the direction of things, not their size: the casts'
starting values are judgement (each scenario says so), there are two cases, and the rules were written by
people who knew them. A direction that comes out right is weak support; one that comes out wrong is told as
plainly. How far to trust the model at all is told in [TRUST.md](TRUST.md).

Each figure is the share of {PLAYS:,} plays of the historical line in which the sentence holds:

- **calibrated**: the parameters as they stand; luck alone varies. A scenario's own overrides are taken out;
- **drawn**: every parameter drawn at random from its plausible range, play by play;
- **henry**, **press**: two rival readings. In the first the averse welcome a refusal (Henry 2020); in the
  second the record teaches nothing (Press 2005), so what still holds there does not come from learning.

What an answer *raises* or a refusal *lowers* is the difference to the same play in which nobody learns from
answers: words, drills and preparations are not counted.

`test_family.py` holds the model to this page. What is marked *as seen*, or *as argued* for a course that was
not taken, must hold in at least four plays of five as calibrated and three of four when drawn; a *miss* must
still be a miss; and the page must be what the test computes (`pytest tests/validation --update-golden` writes
it anew). Nothing is tuned to pass.
"""


def page(titles: Mapping[str, str], directions: Sequence[Direction], shares: Shares) -> str:
    """The whole page; `titles` by case."""
    return "\n".join([HEAD, *_cases(titles, directions, shares), *_sum(directions), ""])


def _cases(titles: Mapping[str, str], directions: Sequence[Direction], shares: Shares) -> Iterator[str]:
    for case, title in titles.items():
        own = [each for each in directions if each.case == case]
        yield f"## {title}\n"
        yield f"| in the model | {' | '.join(READINGS)} | beside what happened |"
        yield f"| --- |{' ---: |' * len(READINGS)} --- |"
        for each in own:
            figures = " | ".join(f"{shares[each.id, reading]:.0%}" for reading in READINGS)
            yield f"| {each.text} | {figures} | {VERDICTS[each.kind]} |"
        yield ""
        for each in own:
            if each.note:
                yield f"- *{each.text}*: {each.note}"
        yield ""


def _sum(directions: Sequence[Direction]) -> Iterator[str]:
    counts = {kind: sum(each.kind == kind for each in directions) for kind in VERDICTS}
    yield "## What to make of it\n"
    yield (
        f"Of {len(directions)} directions {counts['hit']} come out as they were seen and {counts['miss']} do "
        f"not; {counts['argued']} concern courses that were not taken; {counts['open']} are open, since the "
        "record is mixed or the answer hangs on the cast. The misses have one root: who learns what from an "
        "answer is settled by exposure, likeness and the danger's name. What a member wished for, whom it is "
        "tied to, and who was helped instead do not enter. A rule for that could be written; it was not, for "
        "it would be tuned on the cases that it is to be tried on."
    )
