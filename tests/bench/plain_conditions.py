"""The plain game's conditions: one recursive function over the tree."""

from __future__ import annotations

from game.scenario.conditions import Binary, Expression, Name, Number, Unary, Word
from tests.bench.plain_nouns import Play, cost, credibility, diversification


def holds(tree: Expression, play: Play) -> bool:
    """Whether a condition holds now."""
    return value(tree, play) != 0


def value(tree: Expression, play: Play) -> float:
    """What an expression comes to; truth is 1 or 0."""
    match tree:
        case Number(number):
            return number
        case Name(path):
            return named(path, play)
        case Unary("not", operand):
            return not holds(operand, play)
        case Unary("-", operand):
            return -value(operand, play)
        case Binary(operator, Name(path), Word(word)) | Binary(operator, Word(word), Name(path)):
            return (chosen(path, play) == word) == (operator == "==")
        case Binary("and", left, right):
            return holds(left, play) and holds(right, play)
        case Binary("or", left, right):
            return holds(left, play) or holds(right, play)
        case Binary(operator, left, right):
            return combined(operator, value(left, play), value(right, play))
    raise ValueError(f"no expression: {tree}")


def combined(operator: str, x: float, y: float) -> float:
    """Arithmetic and comparisons; a division by zero yields 0."""
    match operator:
        case "+":
            return x + y
        case "-":
            return x - y
        case "*":
            return x * y
        case "/":
            return x / y if y else 0.0
        case "<":
            return x < y
        case "<=":
            return x <= y
        case ">":
            return x > y
        case ">=":
            return x >= y
        case "==":
            return x == y
        case "!=":
            return x != y
    raise ValueError(f"no operator: {operator}")


def chosen(path: tuple[str, ...], play: Play) -> str:
    """`chosen.STAGE.ROLE.DECISION`, or without the stage the latest such choice."""
    match path:
        case (_, stage, role, decision):
            return play.chosen[stage, role, decision]
        case (_, role, decision):
            return play.latest[role, decision]
    raise ValueError(f"no choice: {path}")


def named(path: tuple[str, ...], play: Play) -> float:
    """Named state."""
    match path:
        case ("turmoil" | "mandate" | "capacity" | "procedure" | "limited" | "overthrown" | "collapsed"
              | "deaths" as field,):  # fmt: skip
            return float(getattr(play, field))
        case ("credibility",):
            return credibility(play)
        case ("cost",):
            return cost(play)
        case ("diversification",):
            return diversification(play)
        case ("flag", flag):
            return flag in play.flags
        case ("happened", event):
            return event in play.happened
        case ("carried", stage):
            return play.carried_in[stage]
        case ("tried", stage):
            return play.tried_in[stage]
        case ("promise", threat):
            return play.promise[threat]
        case ("pull", partner):
            return play.pull[partner]
        case ("bargain", member):
            return play.allies[member].bargain
        case ("leverage", member):
            return play.allies[member].leverage
        case ("restraint", member):
            return play.allies[member].restraint
        case ("belief", member, threat):
            return play.allies[member].belief(threat)
        case ("share", member, partner):
            return play.allies[member].share[partner]
    raise ValueError(f"no name: {path}")
