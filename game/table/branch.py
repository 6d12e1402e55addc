"""A finished game played otherwise from one of its decisions: what leads up to it, and where it is kept."""

from __future__ import annotations

import time
from dataclasses import astuple, replace

from game.engine.conditions import DecisionKey
from game.present.hindsight import Parent
from game.scenario.refusal import Refusal, unknown
from game.table.course import Course
from game.table.record import Branch, Chosen, Entry, MovedOn
from game.table.saves import Save, create, read


def leading_up(course: Course, key: DecisionKey) -> tuple[Entry, ...] | Refusal:
    """What was decided before a decision of the seat that plays, with what the others chose beside it.

    Within the decision's own stage, that is what was settled before it and what the other seats chose at
    once with it.
    """
    entries: list[Entry] = []
    for stage, over in zip(course.position.world.stages, course.settled, strict=False):
        entries += [Chosen(*each, *astuple(answer)) for each, answer in over.items() if each[1] != key[1]]
        own = [Chosen(*each, *astuple(answer)) for each, answer in over.items() if each[1] == key[1]]
        if stage.id == key[0]:
            known = [each.decision for each in own]
            if key[2] not in known:
                return unknown("decision", key[2], known)
            return (*entries, *own[: known.index(key[2])])
        entries += own or [MovedOn(stage.id)]
    return unknown("stage", key[0], [stage.id for stage in course.position.world.stages])


def origin(course: Course, place: str, key: DecisionKey) -> Branch:
    """What the record of the new game says of the one that it parts from."""
    choices = {".".join(each): answer.option for over in course.settled for each, answer in over.items()}
    return Branch(place, key[0], key[2], choices)


def parent(branch: Branch, role: str) -> Parent:
    """The game that a record names, ready to be played again."""
    choices = {_key(name): option for name, option in branch.choices.items()}
    return Parent(branch.place, (branch.stage, role, branch.decision), choices)


def kept(save: Save, branch: Branch, entries: tuple[Entry, ...]) -> Save | Refusal:
    """A new save beside that of the game parted from, holding what leads up to here."""
    record = read(save.path)
    if isinstance(record, Refusal):
        return record
    started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    new = create(replace(record.header, started=started, branch=branch))
    if isinstance(new, Refusal):
        return new
    if refusal := new.add(*entries):
        new.close()
        return refusal
    return new


def _key(name: str) -> DecisionKey:
    """A decision as a record writes it; of another form, one that no scenario has."""
    stage, _, rest = name.partition(".")
    role, _, decision = rest.partition(".")
    return stage, role, decision
