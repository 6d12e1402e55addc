"""Levers as an author reads them back: what an option or an event does, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from game.present.words import points, signed, within
from game.scenario.levers import LEVERS
from game.scenario.model import Scenario

ORDER = {name: place for place, name in enumerate(LEVERS)}


def lever_words(levers: Mapping[str, float], scenario: Scenario) -> Iterator[str]:
    """Each lever in words, in the vocabulary's order; levels count in points out of 100."""
    names = _names(scenario)
    for lever in sorted(levers, key=lambda each: (ORDER[each.partition(".")[0]], each)):
        first, _, index = lever.partition(".")
        yield WORDS[first](names.get(lever, index), levers[lever])


def _names(scenario: Scenario) -> dict[str, str]:
    """What stands for a lever's index, by the lever; the patron's name for its own levers."""
    names = {f"promise.{threat.id}": threat.name for threat in scenario.threats}
    names |= {f"pull.{partner.id}": within(partner.name) for partner in scenario.partners}
    for member in scenario.members:
        names |= {f"bargain.{member.id}": member.name, f"leverage.{member.id}": member.name}
    return names | dict.fromkeys(("force", "back"), scenario.alliance.patron)


def _level(text: str) -> Callable[[str, float], str]:
    """A change of level; `{}` stands for the index."""
    return lambda name, value: f"{text.format(name)} {signed(100.0 * value)}"


def _share(text: str) -> Callable[[str, float], str]:
    """A share of something whole."""
    return lambda name, value: f"{text.format(name)} ({100.0 * value:.0f}%)"


WORDS: dict[str, Callable[[str, float], str]] = {
    "aid": _share("help without force"),
    "force": _share("{}’s own troops"),
    "deploy": _share("an operation put to the council"),
    "back": _share("{}’s weight behind the operation"),
    "mandate": _level("mandate"),
    "promise": _level("promise of help in {}"),
    "capacity": _level("capacity"),
    "procedure": _level("procedure"),
    "bargain": _level("terms for {}"),
    "leverage": _level("hold over {}"),
    "pull": _level("courtship by {}"),
    "turmoil": _level("violence"),
    "cost": lambda _, value: f"{'saves' if value < 0.0 else 'costs'} {points(value)}",
    "rule": lambda _, value: (
        "the willing may go alone" if value > 0.0 else "the council decides by consensus"
    ),
    "flag": lambda name, _: f"sets {name}",
}
