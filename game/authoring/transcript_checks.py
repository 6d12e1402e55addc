"""Rules about a test: what it names exists, and what it expects can be understood."""

from __future__ import annotations

from collections.abc import Iterator

from game.authoring.diagnoses import problem
from game.authoring.expectations import expected
from game.authoring.quantities import Unknown, understood
from game.authoring.transcript_form import COMPARED, MAX_PLANNED, PlayForm, TranscriptForm
from game.engine.settings import RULES, VARIANTS
from game.policies.named import NAMES
from game.scenario.catalogue import problem as scenario_problem
from game.scenario.checks.cast import parameter_faults
from game.scenario.checks.references import unknown
from game.scenario.diagnostics import Problem
from game.scenario.model import Scenario
from game.scenario.nodes import Entry, ListNode, MapNode, ScalarNode
from game.scenario.parsing import read
from game.scenario.suggestions import did_you_mean, meant

QUOTES = 'put quotes around it, as in "> 0.3": a bare `>` or `|` begins a text of several lines'
NEW = "new"
"""What stands for a value that is still to be recorded."""


class Checker:
    """Checks one file's references against the scenario. Malformed parts are passed over: the form told."""

    def __init__(self, root: MapNode, scenario: Scenario) -> None:
        self.root = root
        self.scenario = scenario

    def problems(self) -> Iterator[Problem]:
        """Every one."""
        compare = self.root.map("compare")
        yield from self.play(self.root)
        yield from self.foresight()
        for side in COMPARED:
            yield from self.play(compare.map(side))
        keys = self.root.entries.keys()
        misspelt = keys - TranscriptForm.model_fields.keys()  # told already; it may be what is missing
        if not misspelt and not {"expect", "recorded", "compare"} & keys:
            yield problem("nothing-expected", self.root.spot)
        if "compare" in self.root:
            for key in (*PlayForm.model_fields, "expect", "recorded"):
                if key in self.root:
                    yield problem("compare-beside", self.root.key_spot(key), key=key)
        for name, entry in self.root.map("expect").entries.items():
            yield from self.quantity(entry.key, 0, name)
            yield from _expectation_faults(name, entry)
        for name, entry in self.root.map("recorded").entries.items():
            yield from self.quantity(entry.key, 0, name)
            value = entry.value.value if isinstance(entry.value, ScalarNode) else ""
            if value != NEW and (isinstance(value, bool) or not isinstance(value, int | float)):
                text = written(entry) or "a list or a mapping"
                yield problem("recorded-value", entry.value.spot, text=text)
        for scalar in comparisons(self.root):
            yield from self.comparison(scalar, [side for side in COMPARED if side in compare])

    def foresight(self) -> Iterator[Problem]:
        """No more plays look ahead than there is time for."""
        compare = self.root.map("compare")
        sides = [compare.map(side) for side in COMPARED] if "compare" in self.root else [self.root]
        planned = sum(_looks_ahead(side) for side in sides)
        plays = plays_of(self.root)
        if planned * plays > MAX_PLANNED:
            spot = self.root.key_spot("plays")
            yield problem("planned-plays", spot, count=f"{planned * plays:.0f}", limit=MAX_PLANNED // planned)

    def quantity(self, scalar: ScalarNode, offset: int, name: str) -> Iterator[Problem]:
        """A name that begins at a character of a value stands for something that can be measured."""
        found = understood(name, self.scenario)
        if not isinstance(found, Unknown):
            return
        parts = name.split(".")
        at = offset + sum(len(part) + 1 for part in parts[: found.part])
        spot = scalar.spot_at(min(at, offset + len(name)))
        if found.what == "moment":
            moment, path = ".".join(parts[found.part :]), ".".join(parts[: found.part])
            hint = meant(moment, found.known)
            yield problem("quantity-moment", spot, hint, moment=moment, name=path)
        elif found.what and found.part < len(parts):
            what = found.what.replace("holder", "partner")
            yield unknown(spot, what, parts[found.part], found.known)
        elif found.what:
            what = found.what.replace("holder", "partner")
            hint = f"go on with {'an' if what[0] in 'aeiou' else 'a'} {what}, as in "
            yield problem("quantity", spot, f"{hint}`{name}.{found.known[0]}`", name=name)
        else:
            yield problem("quantity", spot, meant(parts[0], found.known), name=name)

    def comparison(self, scalar: ScalarNode, sides: list[str]) -> Iterator[Problem]:
        """A comparison reads, and every name in it begins with a side and goes on with a quantity."""
        if not isinstance(scalar.value, str):
            yield problem("comparison", scalar.spot, what=f"`{scalar.raw}`")
            return
        reading = read(scalar.value)
        for fault in reading.faults:
            if fault.code == "condition-not-truth":
                yield problem("comparison", scalar.spot_at(fault.start), what=f"`{scalar.value}`")
            else:
                yield scenario_problem(fault.code, scalar.spot_at(fault.start), fault.hint, **fault.words)
        for mention in reading.mentions:
            side, *rest = mention.name.path
            if side not in sides:
                spot = scalar.spot_at(mention.start)
                yield problem("comparison-side", spot, did_you_mean(side, sides), side=side)
            else:
                yield from self.quantity(scalar, mention.start + len(side) + 1, ".".join(rest))

    def play(self, node: MapNode) -> Iterator[Problem]:
        """Policies, choices, rules and parameters that there are."""
        lines = [line.id for line in self.scenario.lines]
        roles = [role.id for role in self.scenario.roles]
        rest = node.text("rest")
        if rest is not None and rest.value not in (*NAMES, *lines):
            yield unknown(rest.spot, "policy", str(rest.value), (*NAMES, *lines))
        for role, entry in node.map("seats").entries.items():
            if role not in roles:
                yield unknown(entry.key.spot, "role", role, roles)
            policy = written(entry)
            if policy not in (*NAMES, *lines):
                yield unknown(entry.value.spot, "policy", policy, (*NAMES, *lines))
        for path, entry in node.map("choices").entries.items():
            yield from self.choice(path, entry)
        variant = node.text("variant")
        if variant is not None and variant.value not in VARIANTS:
            yield unknown(variant.spot, "variant", str(variant.value), VARIANTS)
        rules = node.get("without")
        for item in rules.items if isinstance(rules, ListNode) else ():
            if isinstance(item, ScalarNode) and item.value not in RULES:
                yield unknown(item.spot, "rule", str(item.value), RULES)
        yield from parameter_faults(node.map("parameters"))

    def choice(self, path: str, entry: Entry) -> Iterator[Problem]:
        """STAGE.ROLE.DECISION: option, all of which there are."""
        if path.count(".") != 2:
            yield scenario_problem("bad-path", entry.key.spot, path=path)
            return
        found = understood(f"chosen.{path}.{written(entry)}", self.scenario)
        if not isinstance(found, Unknown):
            return
        parts = path.split(".")
        if found.what == "option":
            yield unknown(entry.value.spot, "option", written(entry), found.known, f"in `{path}`")
            return
        number = found.part - 1
        spot = entry.key.spot_at(sum(len(part) + 1 for part in parts[:number]))
        yield unknown(spot, found.what, parts[number], found.known)


def plays_of(root: MapNode) -> float:
    """How many plays a test asks for; where it does not say: the one of its seed, or as many as is usual."""
    said = root.number("plays")
    usual: int = 1 if "seed" in root else TranscriptForm.model_fields["plays"].default
    return usual if said is None else said


def _looks_ahead(side: MapNode) -> bool:
    """Whether a seat of this line of play is the planner's."""
    seats = side.map("seats").entries.values()
    return "planner" in {side.word("rest"), *(written(entry) for entry in seats)}


def _expectation_faults(name: str, entry: Entry) -> Iterator[Problem]:
    """An expectation that can be understood, its range in order."""
    if not isinstance(entry.value, ScalarNode):
        yield problem("expectation", entry.value.spot, text="a list or a mapping", name=name)
        return
    text = written(entry)
    if entry.value.raw.startswith((">", "|")):
        yield problem("expectation", entry.value.spot, QUOTES, text=entry.value.raw, name=name)
        return
    found = expected(text)
    if found is None or isinstance(entry.value.value, bool):
        yield problem("expectation", entry.value.spot, text=text, name=name)
    elif found.sign == ".." and found.high < found.low:
        yield problem("expectation-range", entry.value.spot, text=text)


def written(entry: Entry) -> str:
    """An expectation as the author has it, without quotes."""
    value = entry.value
    if not isinstance(value, ScalarNode):
        return ""
    return value.value if isinstance(value.value, str) else value.raw


def comparisons(root: MapNode) -> Iterator[ScalarNode]:
    """The texts under `compare`'s `expect`, be it one or a list."""
    value = root.map("compare").get("expect")
    for item in value.items if isinstance(value, ListNode) else (value,):
        if isinstance(item, ScalarNode):
            yield item
