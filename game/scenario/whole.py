"""The parts that were read, put together: validated, cross-checked and, when all is well, built."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from game.scenario.build import build
from game.scenario.catalogue import problem
from game.scenario.checks import check
from game.scenario.diagnostics import Problem, Problems
from game.scenario.draft import Draft
from game.scenario.kinds import is_id
from game.scenario.model import Scenario
from game.scenario.nodes import Entry, ListNode, MapNode, ScalarNode
from game.scenario.schema import ScenarioForm
from game.scenario.source import Document
from game.scenario.stage_forms import StageForm
from game.scenario.validate import validate


@dataclass(frozen=True, slots=True)
class StageFile:
    """A file of `stages/`, as far as it was read."""

    name: str
    document: Document

    @property
    def id(self) -> str:
        """The stage's id as the file's name has it."""
        return re.sub(r"^[0-9]+-|\.ya?ml$", "", self.name.rpartition("/")[2], flags=re.IGNORECASE)

    @property
    def placed(self) -> bool:
        """Whether its place among the stages is known, and all that it says."""
        return self.document.whole and re.search(r"(^|/)[0-9]{2}-[^/]+$", self.name) is not None

    @property
    def node(self) -> MapNode | None:
        """The stage, if there is one."""
        root = self.document.root
        return root if isinstance(root, MapNode) else None


def assemble(
    identity: str, main: Document, files: Sequence[StageFile] | None, problems: Problems
) -> Scenario | None:
    """The scenario, or None with every problem of its parts added to `problems`.

    `files` is None when it is not known which stages there are.
    """
    stages = [file.node for file in files or () if file.node is not None]
    partly = {file.name for file in files or () if not file.document.whole}
    if not isinstance(main.root, MapNode):
        for node in stages:
            problems.extend(_without_gaps(validate(node, StageForm)[1], partly))
        return None
    form, faults = validate(_graft(main.root, stages), ScenarioForm)
    faults = list(_without_gaps(faults, partly if main.whole else {*partly, main.root.spot.file}))
    problems.extend(faults)
    problems.extend(_check_names(identity, main.root, files or ()))
    if main.whole and files is not None:
        problems.extend(check(_draft(main.root, files, sound=not faults)))
    if form is None or problems.failed:
        return None
    return build(identity, form)


def _draft(root: MapNode, files: Sequence[StageFile], *, sound: bool) -> Draft:
    """What is known for sure: stages that were read in part, or whose place is unknown, are left out."""
    nodes = [file.node for file in files if file.node is not None and file.placed]
    unread = frozenset(file.id for file in files if file.node is None or not file.placed)
    return Draft(_graft(root, nodes), (*root.map_list("stages"), *nodes), unread, sound)


def _graft(root: MapNode, nodes: Sequence[MapNode]) -> MapNode:
    """The scenario's mapping with the stages of the folder under `stages`, as if they stood inline."""
    if not nodes:
        return root
    key = ScalarNode(root.spot, "stages", "stages")
    stages = ListNode(root.spot, (*root.map_list("stages"), *nodes))
    return MapNode(root.spot, {**root.entries, "stages": Entry(key, stages)})


def _without_gaps(faults: Iterable[Problem], partly: Collection[str]) -> Iterator[Problem]:
    """The faults but those that may come of something that was not read."""
    return (fault for fault in faults if fault.code != "missing-key" or fault.file not in partly)


def _check_names(identity: str, root: MapNode, files: Sequence[StageFile]) -> Iterator[Problem]:
    """The names of folder and files agree with what they hold."""
    if not is_id(identity):
        yield problem("bad-scenario-id", root.spot, id=identity)
    if files and "stages" in root:
        yield problem("stages-twice", root.key_spot("stages"))
    for file in files:
        named = file.node.text("id") if file.node is not None else None
        if named is not None and named.value != file.id:
            hint = f"name the file `NN-{named.value}.yaml`, or the stage `{file.id}`"
            yield problem("stage-file-id", named.spot, hint, id=named.value, name=file.id)
