"""The texts of a scenario as written, each with its place, its limit in words and what may be asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from game.scenario.draft import Draft
from game.scenario.forms import Form
from game.scenario.kinds import Words
from game.scenario.nodes import MapNode, ScalarNode, Spot
from game.scenario.schema import MemberForm, RoleForm, ScenarioForm, TermForm
from game.scenario.stage_forms import (
    AppealForm,
    DecisionForm,
    EventForm,
    InjectForm,
    OptionForm,
    OutcomeForm,
    StageForm,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One text."""

    key: str
    """The key that it stands under."""
    scalar: ScalarNode
    limit: int | None
    """The most words that it may have."""
    factual: bool
    """Whether it tells what was so; else it proposes, asks, addresses or imagines."""

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.scalar.value)

    def paragraphs(self) -> Iterator[tuple[int, str]]:
        """Where each paragraph begins in the text, and the paragraph.

        A blank line parts them; all but a `|` text have lost it to a plain line break.
        """
        gap = r"\n\s*\n" if self.scalar.raw.startswith("|") else r"\n"
        start = 0
        for found in re.finditer(gap, self.text):
            yield start, self.text[start : found.start()]
            start = found.end()
        yield start, self.text[start:]

    def spot_at(self, offset: int) -> Spot:
        """Where the word at `offset` of the text stands in the file."""
        word = self.text[offset:].split(maxsplit=1)[0]
        raw, place = self.scalar.raw, -1
        for _ in range(self.text.count(word, 0, offset) + 1):
            place = raw.find(word, place + 1)
            if place < 0:
                return self.scalar.spot
        line = raw.count("\n", 0, place)
        column = place - raw.rfind("\n", 0, place) if line else self.scalar.spot.column + place
        return Spot(self.scalar.spot.file, self.scalar.spot.line + line, column)


def passages(draft: Draft) -> Iterator[Passage]:
    """Every text that a player or a teacher reads, in the order of the files."""
    root = draft.root
    yield from _of(root, ScenarioForm, "summary")
    yield from _of(root, ScenarioForm, "content_note", factual=True)
    for term in root.maps("terms").values():
        yield from _of(term, TermForm, "text", factual=True)
    for member in draft.members.values():
        yield from _of(member, MemberForm, "red_line")
        yield from _of(member, MemberForm, "view", factual=True)
    for role in root.maps("roles").values():
        yield from _of(role, RoleForm, "brief")
    yield from _events(root)
    for stage in draft.stages:
        yield from _of(stage, StageForm, "briefing", factual=True)
        for key, entry in stage.map("briefings").entries.items():
            if isinstance(entry.value, ScalarNode) and isinstance(entry.value.value, str):
                yield Passage(f"briefings.{key}", entry.value, _limit(StageForm, "briefing"), factual=True)
        for appeal in stage.map_list("appeal"):
            yield from _of(appeal, AppealForm, "text", factual=True)
        yield from _events(stage)
    for seat in draft.seats:
        yield from _of(seat.node, DecisionForm, "prompt")
        for option in seat.node.maps("options").values():
            yield from _option(option)


def _option(option: MapNode) -> Iterator[Passage]:
    yield from _of(option, OptionForm, "summary")
    mark = option.get("historical")
    happened = isinstance(mark, ScalarNode) and mark.value is True
    limit = _limit(OutcomeForm, "text")
    yield from _of(option, OptionForm, "outcome", limit=limit, factual=happened)
    outcome = option.map("outcome")
    for key in outcome.entries:
        yield from _of(outcome, OutcomeForm, key, limit=limit, factual=happened)
    yield from _of(option, OptionForm, "teaches")


def _events(node: MapNode) -> Iterator[Passage]:
    for event in node.map_list("events"):
        yield from _of(event, EventForm, "text", factual=True)
    for inject in node.map_list("injects"):
        yield from _of(inject, InjectForm, "text", factual=True)


def _of(
    node: MapNode, form: type[Form], key: str, *, limit: int | None = None, factual: bool = False
) -> Iterator[Passage]:
    scalar = node.text(key)
    if scalar is not None and str(scalar.value).strip():
        yield Passage(key, scalar, limit or _limit(form, key), factual)


@cache
def _limit(form: type[Form], key: str) -> int | None:
    field = form.model_fields.get(key)
    limits = [each.limit for each in field.metadata if isinstance(each, Words)] if field else []
    return limits[0] if limits else None
