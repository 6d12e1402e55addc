"""Games as one JSON document, and as one table of figures: for those who reckon further with them.

Both keep their form: names may be added under a new `version`, and none changes its meaning.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from game import __version__
from game.present.standing import Standing
from game.present.view import Causes, OutcomeView
from game.report.game import Game
from game.report.html import choices

FORMAT, VERSION = "tashkent-report", 1
COLUMNS = ("game", "scenario", "role", "seed", "record", "moment", "subject", "item", "value", "text")
"""Of the table: a row a figure, or a fact that is none."""

Document = dict[str, Any]
Row = tuple[str, str, str, str, str | float]
"""Record, moment, subject, item, and the value: a number, or else text."""


def document(games: Sequence[Game]) -> Document:
    """All that a report tells, by name. Beliefs and shares are in percent, scores in points."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "engine": __version__,
        "disclaimer": games[0].debrief.disclaimer,
        "games": [_game(game) for game in games],
    }


def _game(game: Game) -> Document:
    end, past = game.debrief, game.hindsight
    of = past.particulars
    return {
        "name": game.name,
        "notices": list(game.notices),
        "scenario": {"id": of.scenario, "title": of.title, "digest": of.digest},
        "engine": of.version,
        "role": {"id": of.role, "name": of.role_name},
        "opponent": of.opponent,
        "seed": of.seed,
        "model": {
            "variant": of.model.variant or None,
            "without": [rule for rule, _does in of.model.without],
            "parameters": {
                each.name: {"value": each.value, "default": each.default, "set_by": each.since or None}
                for each in of.model.parameters
            },
        },
        "undone": end.undone,
        "result": {"own": end.result, "historical": end.result_historical},
        "cost": {"short": end.short_cost, "long": end.long_cost},
        "patience_flip": end.patience_flip,
        "choices": choices(end),
        "milestones": [
            {"id": each.id, "kind": each.kind, "name": each.name, "date": each.date or None}
            for each in past.milestones
        ],
        "courses": [
            {
                "kind": line.kind,
                "name": line.name,
                "result": line.result,
                "scores": {score: list(values) for score, values in line.scores.items()},
            }
            for line in past.lines
        ],
        "stages": [_stage(outcome) for outcome in end.outcomes],
        "years": [_causes(causes) for causes in end.years],
        "turning_points": [
            {
                "stage": point.stage,
                "decision": point.decision,
                "option": point.option,
                "difference": point.difference,
                "others": [
                    {"option": other.option, "gain": other.gain, "changes": dict(other.changes)}
                    for other in point.others
                ],
            }
            for point in past.turning
        ],
        "members": [
            {
                "id": member.id,
                "name": member.name,
                "left": member.left,
                "mix": [dict(mix) for mix in member.mix],
                "readings": {
                    kind: [
                        {"low": each.thought.low, "high": each.thought.high, "was": each.was} for each in read
                    ]
                    for kind, read in member.readings.items()
                },
            }
            for member in past.members
        ],
        "claims": [
            {
                "id": claim.id,
                "paragraph": claim.paragraph,
                "verdict": claim.verdict,
                "because": claim.because,
                "rules": list(claim.rules),
            }
            for claim in end.claims
        ],
        "standing": _standing(game.standing) if game.standing else None,
        "discussion": list(end.discussion),
    }


def _stage(outcome: OutcomeView) -> Document:
    return {
        "id": outcome.stage,
        "title": outcome.title,
        "date": outcome.date,
        "choices": [
            {
                "role": choice.role,
                "decision": choice.decision,
                "option": choice.option,
                "label": choice.label,
                "historical": choice.historical,
                "reason": choice.rationale,
            }
            for choice in outcome.choices
        ],
        "proposed": outcome.proposed,
        "carried": outcome.carried,
        "votes": {vote.member: vote.vote for vote in outcome.votes},
        "causes": [_causes(causes) for causes in outcome.causes],
    }


def _causes(causes: Causes) -> Document:
    return {
        "score": causes.score,
        "before": causes.before,
        "after": causes.after,
        "causes": [
            {"rule": cause.rule, "change": cause.change, "text": cause.text, "claims": list(cause.claims)}
            for cause in causes.causes
        ],
    }


def _standing(standing: Standing) -> Document:
    return {
        "plays": standing.plays,
        "marks": [
            {
                "kind": mark.kind,
                "id": mark.id,
                "values": dict(mark.values),
                "ahead": dict(mark.ahead),
                "beaten": mark.beaten,
                "gap": mark.gap,
            }
            for mark in standing.marks
        ],
    }


def table(games: Iterable[Game]) -> str:
    """The figures as CSV: a row each, told apart by what kind of record it is and of whom and when.

    What a spreadsheet would take for a formula gets an apostrophe before it.
    """
    buffer = io.StringIO(newline="")
    out = csv.writer(buffer, lineterminator="\n")
    out.writerow(COLUMNS)
    for game in games:
        of = game.hindsight.particulars
        head = (tame(game.name), of.scenario, of.role, of.seed)
        for *facts, value in _rows(game):
            number = isinstance(value, float | int)
            cells = [tame(str(fact)) for fact in facts]
            out.writerow([*head, *cells, value if number else "", "" if number else tame(str(value))])
    return buffer.getvalue()


def tame(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip()[:1] in {"=", "+", "-", "@"} or text[:1] in {"\t", "\r"} else text


def _rows(game: Game) -> Iterator[Row]:
    end, past = game.debrief, game.hindsight
    for line in past.lines:
        yield "result", "", line.kind if line.kind != "named" else line.name, "result", line.result
        for score, values in line.scores.items():
            for milestone, value in zip(past.milestones, values, strict=True):
                yield "score", milestone.id, line.kind if line.kind != "named" else line.name, score, value
    yield "cost", "", "own", "short", end.short_cost
    yield "cost", "", "own", "long", end.long_cost
    for outcome in end.outcomes:
        for choice in outcome.choices:
            yield "choice", outcome.stage, choice.role, choice.decision, choice.option
            if choice.rationale:
                yield "reason", outcome.stage, choice.role, choice.decision, choice.rationale
        for vote in outcome.votes:
            yield "vote", outcome.stage, vote.member, "vote", vote.vote
        for causes in outcome.causes:
            for cause in causes.causes:
                yield "cause", outcome.stage, causes.score, cause.rule, cause.change
    for causes in end.years:
        for cause in causes.causes:
            yield "cause", "years", causes.score, cause.rule, cause.change
    for point in past.turning:
        yield "turning", point.stage, point.decision, point.option, point.difference
    yield from _member_rows(game)
    for claim in end.claims:
        yield "claim", "", claim.id, "verdict", claim.verdict
    if game.standing:
        for mark in game.standing.marks:
            for score, share in mark.ahead.items():
                yield "ahead", "", mark.id, score, share
    for each in past.particulars.model.parameters:
        yield "parameter", "", each.name, "value", each.value


def _member_rows(game: Game) -> Iterator[Row]:
    past = game.hindsight
    moments = [outcome.stage for outcome in game.debrief.outcomes]
    for member in past.members:
        for milestone, mix in zip(past.milestones, member.mix, strict=True):
            for partner, share in mix.items():
                yield "mix", milestone.id, member.id, partner, share
        for kind, read in member.readings.items():
            for at, each in enumerate(read):
                moment = moments[at] if at < len(moments) else "end"
                yield "reading-low", moment, member.id, kind, each.thought.low
                yield "reading-high", moment, member.id, kind, each.thought.high
                yield "reading-was", moment, member.id, kind, each.was
