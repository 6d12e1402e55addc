"""A `when:` in words: why an option is not on offer."""

from __future__ import annotations

import operator as op
from collections.abc import Iterator

from game.present.words import listed, number, opening, quoted, within
from game.scenario.conditions import Binary, Condition, Expression, Name, Number, Operator, Unary, Word
from game.scenario.model import ALLIANCE, Event, Scenario

COMPARED: dict[str, str] = {
    "<": "is below", "<=": "is at most", ">": "is above", ">=": "is at least", "==": "is", "!=": "is not",
}  # fmt: skip
CONTRARY: dict[str, Operator] = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==", "and": "or", "or": "and",
}  # fmt: skip
CALCULATED: dict[str, str] = {"+": "plus", "-": "less", "*": "times", "/": "divided by"}
LEVELS = {
    "turmoil": "violence", "mandate": "the mandate", "capacity": "capacity", "procedure": "procedure",
    "deaths": "the number of deaths", "credibility": "credibility", "cost": "cost so far",
    "diversification": "diversification",
}  # fmt: skip
WHOLE = frozenset({"deaths", "credibility", "cost", "diversification"})
"""Names that are read in points or persons; every other level is shown as points out of 100."""
MARKS = {
    "limited": ("the willing may go without the rest", "the council decides by consensus"),
    "overthrown": ("the incumbent has been overthrown", "the incumbent has not been overthrown"),
    "collapsed": ("the state has come apart", "the state has not come apart"),
}
"""Names that are either so or not, and how both are said."""


def required(condition: Condition, scenario: Scenario) -> str:
    """The condition as the end of a sentence: `Only if violence is above 30.`"""
    return f"Only if {_Teller(scenario).claim(condition.tree)}."


class _Teller:
    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._members = {member.id: member.name for member in scenario.members}
        self._threats = {threat.id: threat.name for threat in scenario.threats}
        self._partners = {partner.id: within(partner.name) for partner in scenario.partners}
        self._partners[ALLIANCE] = "the alliance"
        self._stages = {stage.id: stage.title for stage in scenario.stages}

    def claim(self, tree: Expression, *, holds: bool = True) -> str:
        """A truth value in words; with `holds` false, its contrary."""
        match tree:
            case Unary("not", operand):
                return self.claim(operand, holds=not holds)
            case Binary(("and" | "or") as operator, left, right):
                operator = operator if holds else CONTRARY[operator]
                joined = self.claim(left, holds=holds), self.claim(right, holds=holds)
                return f"either {joined[0]}, or {joined[1]}" if operator == "or" else " and ".join(joined)
            case Binary(operator, Name(path), Word(word)) | Binary(operator, Word(word), Name(path)):
                return self._choice(path, word, chosen=(operator == "==") == holds)
            case Binary(operator, Number() as left, right) if operator in COMPARED:
                return self._comparison(MIRRORED[operator], right, left, holds=holds)
            case Binary(operator, left, right) if operator in COMPARED:
                return self._comparison(operator, left, right, holds=holds)
            case Name(path):
                return self._mark(path, holds=holds)
            case Number(value):
                return "nothing else stands in the way" if bool(value) == holds else "the impossible happens"
            case _:
                return f"{self.amount(tree)} {'is' if holds else 'is not'} other than nothing"

    def amount(self, tree: Expression, *, whole: bool = False) -> str:
        """A number in words; `whole` where it stands beside points or persons."""
        match tree:
            case Number(value):
                return number(value if whole else value * 100.0)
            case Name(path):
                return self._level(path)
            case Binary(operator, left, right) if operator in CALCULATED:
                plain = whole or operator in "*/"
                sides = self.amount(left, whole=plain), self.amount(right, whole=plain)
                return f"{sides[0]} {CALCULATED[operator]} {sides[1]}"
            case Unary("-", Number(value)):
                return self.amount(Number(-value), whole=whole)
            case Unary("-", operand):
                return f"nothing less {self.amount(operand, whole=whole)}"
            case _:
                return f"the truth that {self.claim(tree)}"

    def _comparison(self, operator: str, left: Expression, right: Expression, *, holds: bool) -> str:
        operator = operator if holds else CONTRARY[operator]
        if isinstance(left, Name) and isinstance(right, Number) and self._is_mark(left.path):
            return self._mark(left.path, holds=_allows_one(operator, right.value))
        whole = any(name.path[0] in WHOLE for name in (*_names(left), *_names(right)))
        return f"{self.amount(left, whole=whole)} {COMPARED[operator]} {self.amount(right, whole=whole)}"

    def _is_mark(self, path: tuple[str, ...]) -> bool:
        return path[0] in MARKS or path[0] in {"flag", "happened", "tried", "carried"}

    def _mark(self, path: tuple[str, ...], *, holds: bool) -> str:
        match path:
            case (level,) if level in MARKS:
                return MARKS[level][0 if holds else 1]
            case ("flag", flag):
                return self._flag(flag, holds=holds)
            case ("happened", event):
                text = quoted(opening(self._event(event)))
                return f"this {'has' if holds else 'has not'} happened: {text}"
            case ("tried" | "carried" as what, stage):
                done = "put to the council" if what == "tried" else "carried by the council"
                return f"an operation {'was' if holds else 'was not'} {done} in {quoted(self._stages[stage])}"
            case _:
                return f"{self._level(path)} is {'above' if holds else 'no more than'} 0"

    def _flag(self, flag: str, *, holds: bool) -> str:
        setters = [
            quoted(option.label)
            for stage in self._scenario.stages
            for decision in stage.decisions
            for option in decision.options
            if f"flag.{flag}" in option.levers
        ]
        setters += [quoted(opening(event.text)) for event in self._events() if f"flag.{flag}" in event.levers]
        if len(setters) == 1:
            return f"{setters[0]} {'has' if holds else 'has not'} come before"
        return f"{'one' if holds else 'none'} of these has come before: {listed(setters)}"

    def _choice(self, path: tuple[str, ...], word: str, *, chosen: bool) -> str:
        _, *where, role, decision = path
        name = within(next(each.name for each in self._scenario.roles if each.id == role))
        label = next(
            option.label
            for stage in self._scenario.stages
            if not where or stage.id == where[0]
            for each in stage.decisions
            if (each.role, each.id) == (role, decision)
            for option in each.options
            if option.id == word
        )
        when = f" in {quoted(self._stages[where[0]])}" if where else " before"
        return f"{name} {'chose' if chosen else 'did not choose'} {quoted(label)}{when}"

    def _level(self, path: tuple[str, ...]) -> str:
        match path:
            case (level,) if level in LEVELS:
                return LEVELS[level]
            case ("promise", threat):
                return f"the promise of help in {self._threats[threat]}"
            case ("belief", member, threat):
                return f"{self._members[member]}’s belief in help in {self._threats[threat]}"
            case ("restraint", member):
                return f"{self._members[member]}’s trust that force stays out"
            case ("share", member, partner):
                return f"{self._members[member]}’s cooperation with {self._partners[partner]}"
            case ("bargain", member):
                return f"what has been settled with {self._members[member]}"
            case ("leverage", member):
                return f"the hold over {self._members[member]}"
            case ("pull", partner):
                return f"the courtship of {self._partners[partner]}"
            case ("carried", stage):
                return f"what the council carried in {quoted(self._stages[stage])}"
            case _:
                return f"the truth that {self._mark(path, holds=True)}"

    def _event(self, event: str) -> str:
        return next(each.text for each in self._events() if each.id == event)

    def _events(self) -> Iterator[Event]:
        yield from self._scenario.events
        for stage in self._scenario.stages:
            yield from stage.events


MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
"""A comparison read from its other side."""
TESTS = {"<": op.lt, "<=": op.le, ">": op.gt, ">=": op.ge, "==": op.eq, "!=": op.ne}


def _allows_one(comparison: str, bound: float) -> bool:
    """Whether a mark that is compared to a number has to be set."""
    return bool(TESTS[comparison](1.0, bound))


def _names(tree: Expression) -> Iterator[Name]:
    match tree:
        case Name():
            yield tree
        case Unary(_, operand):
            yield from _names(operand)
        case Binary(_, left, right):
            yield from _names(left)
            yield from _names(right)
        case _:
            return
