"""A `when:` in words: why an option is not on offer."""

from __future__ import annotations

import operator as op

from game.present.words import listed, number, opening, quoted, within
from game.scenario.conditions import (
    Binary,
    Condition,
    Expression,
    Name,
    Number,
    Operator,
    Unary,
    Word,
    names,
)
from game.scenario.model import ALLIANCE, Scenario
from game.words import _, marked

COMPARED: dict[str, str] = {
    "<": marked("{amount} is below {other}"), "<=": marked("{amount} is at most {other}"),
    ">": marked("{amount} is above {other}"), ">=": marked("{amount} is at least {other}"),
    "==": marked("{amount} is {other}"), "!=": marked("{amount} is not {other}"),
}  # fmt: skip
CONTRARY: dict[str, Operator] = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==", "and": "or", "or": "and",
}  # fmt: skip
CALCULATED: dict[str, str] = {
    "+": marked("{amount} plus {other}"), "-": marked("{amount} less {other}"),
    "*": marked("{amount} times {other}"), "/": marked("{amount} divided by {other}"),
}  # fmt: skip
LEVELS = {
    "turmoil": marked("violence"), "mandate": marked("the mandate"), "capacity": marked("capacity"),
    "procedure": marked("procedure"), "deaths": marked("the number of deaths"),
    "credibility": marked("credibility"), "cost": marked("cost so far"),
    "diversification": marked("diversification"),
}  # fmt: skip
WHOLE = frozenset({"deaths", "credibility", "cost", "diversification"})
"""Names that are read in points or persons; every other level is shown as points out of 100."""
MARKS = {
    "limited": (marked("the willing may go without the rest"), marked("the council decides by consensus")),
    "overthrown": (
        marked("the incumbent has been overthrown"), marked("the incumbent has not been overthrown")
    ),
    "collapsed": (marked("the state has come apart"), marked("the state has not come apart")),
}  # fmt: skip
"""Names that are either so or not, and how both are said."""


def required(condition: Condition, scenario: Scenario) -> str:
    """The condition as the end of a sentence: `Only if violence is above 30.`"""
    return _("Only if {claim}.").format(claim=_Teller(scenario).claim(condition.tree))


class _Teller:
    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._members = {member.id: member.name for member in scenario.members}
        self._threats = {threat.id: threat.name for threat in scenario.threats}
        self._partners = {partner.id: within(partner.name) for partner in scenario.partners}
        self._partners[ALLIANCE] = _("the alliance")
        self._stages = {stage.id: stage.title for stage in scenario.stages}

    def claim(self, tree: Expression, *, holds: bool = True) -> str:
        """A truth value in words; with `holds` false, its contrary."""
        match tree:
            case Unary("not", operand):
                return self.claim(operand, holds=not holds)
            case Binary(("and" | "or") as operator, left, right):
                operator = operator if holds else CONTRARY[operator]
                joined = self.claim(left, holds=holds), self.claim(right, holds=holds)
                told = _("either {this}, or {that}") if operator == "or" else _("{this} and {that}")
                return told.format(this=joined[0], that=joined[1])
            case Binary(operator, Name(path), Word(word)) | Binary(operator, Word(word), Name(path)):
                return self._choice(path, word, chosen=(operator == "==") == holds)
            case Binary(operator, Number() as left, right) if operator in COMPARED:
                return self._comparison(MIRRORED[operator], right, left, holds=holds)
            case Binary(operator, left, right) if operator in COMPARED:
                return self._comparison(operator, left, right, holds=holds)
            case Name(path):
                return self._mark(path, holds=holds)
            case Number(value):
                if bool(value) == holds:
                    return _("nothing else stands in the way")
                return _("the impossible happens")
        so = _("{amount} is other than nothing") if holds else _("{amount} is not other than nothing")
        return so.format(amount=self.amount(tree))

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
                return _(CALCULATED[operator]).format(amount=sides[0], other=sides[1])
            case Unary("-", Number(value)):
                return self.amount(Number(-value), whole=whole)
            case Unary("-", operand):
                return _("nothing less {amount}").format(amount=self.amount(operand, whole=whole))
        return _("the truth that {claim}").format(claim=self.claim(tree))

    def _comparison(self, operator: str, left: Expression, right: Expression, *, holds: bool) -> str:
        operator = operator if holds else CONTRARY[operator]
        if isinstance(left, Name) and isinstance(right, Number) and self._is_mark(left.path):
            return self._mark(left.path, holds=_allows_one(operator, right.value))
        whole = any(path[0] in WHOLE for path in (*names(left), *names(right)))
        sides = self.amount(left, whole=whole), self.amount(right, whole=whole)
        return _(COMPARED[operator]).format(amount=sides[0], other=sides[1])

    def _is_mark(self, path: tuple[str, ...]) -> bool:
        return path[0] in MARKS or path[0] in {"flag", "happened", "tried", "carried"}

    def _mark(self, path: tuple[str, ...], *, holds: bool) -> str:
        match path:
            case (level,) if level in MARKS:
                return _(MARKS[level][0 if holds else 1])
            case ("flag", flag):
                return self._flag(flag, holds=holds)
            case ("happened", event):
                told = _("this has happened: {event}") if holds else _("this has not happened: {event}")
                return told.format(event=quoted(opening(self._event(event))))
            case ("tried", stage):
                put = _("an operation was put to the council in {stage}")
                never = _("an operation was not put to the council in {stage}")
                return (put if holds else never).format(stage=quoted(self._stages[stage]))
            case ("carried", stage):
                passed = _("an operation was carried by the council in {stage}")
                failed = _("an operation was not carried by the council in {stage}")
                return (passed if holds else failed).format(stage=quoted(self._stages[stage]))
        told = _("{level} is above 0") if holds else _("{level} is no more than 0")
        return told.format(level=self._level(path))

    def _flag(self, flag: str, *, holds: bool) -> str:
        setters = [
            quoted(option.label)
            for _key, decision in self._scenario.every_decision
            for option in decision.options
            if f"flag.{flag}" in option.levers
        ]
        happenings = [(event.text, event.levers) for event in self._scenario.every_event]
        happenings += [(inject.text, inject.levers) for inject in self._scenario.every_inject]
        setters += [quoted(opening(text)) for text, levers in happenings if f"flag.{flag}" in levers]
        if len(setters) == 1:
            only = _("{what} has come before") if holds else _("{what} has not come before")
            return only.format(what=setters[0])
        several = _("one of these has come before: {which}")
        none = _("none of these has come before: {which}")
        return (several if holds else none).format(which=listed(setters))

    def _choice(self, path: tuple[str, ...], word: str, *, chosen: bool) -> str:
        *where, role, decision = path[1:]
        name = within(next(each.name for each in self._scenario.roles if each.id == role))
        label = next(
            option.label
            for key, each in self._scenario.every_decision
            if key[1:] == (role, decision) and where in ([], [key[0]])
            for option in each.options
            if option.id == word
        )
        if where:
            told = _("{role} chose {option} in {stage}")
            if not chosen:
                told = _("{role} did not choose {option} in {stage}")
            return told.format(role=name, option=quoted(label), stage=quoted(self._stages[where[0]]))
        told = _("{role} chose {option} before") if chosen else _("{role} did not choose {option} before")
        return told.format(role=name, option=quoted(label))

    def _level(self, path: tuple[str, ...]) -> str:
        match path:
            case (level,) if level in LEVELS:
                return _(LEVELS[level])
            case ("promise", threat):
                return _("the promise of help in {threat}").format(threat=self._threats[threat])
            case ("belief", member, threat):
                told = _("{member}’s belief in help in {threat}")
                return told.format(member=self._members[member], threat=self._threats[threat])
            case ("restraint", member):
                return _("{member}’s trust that force stays out").format(member=self._members[member])
            case ("share", member, partner):
                told = _("{member}’s cooperation with {partner}")
                return told.format(member=self._members[member], partner=self._partners[partner])
            case ("bargain", member):
                return _("what has been settled with {member}").format(member=self._members[member])
            case ("leverage", member):
                return _("the hold over {member}").format(member=self._members[member])
            case ("pull", partner):
                return _("the courtship of {partner}").format(partner=self._partners[partner])
            case ("carried", stage):
                told = _("what the council carried in {stage}")
                return told.format(stage=quoted(self._stages[stage]))
        return _("the truth that {claim}").format(claim=self._mark(path, holds=True))

    def _event(self, event: str) -> str:
        return next(each.text for each in self._scenario.every_event if each.id == event)


MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
"""A comparison read from its other side."""
TESTS = {"<": op.lt, "<=": op.le, ">": op.gt, ">=": op.ge, "==": op.eq, "!=": op.ne}


def _allows_one(comparison: str, bound: float) -> bool:
    """Whether a mark that is compared to a number has to be set."""
    return bool(TESTS[comparison](1.0, bound))
