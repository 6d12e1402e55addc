"""Levers as an author reads them back: what an option or an event does, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from game.present.words import points, signed, within
from game.scenario.levers import LEVERS
from game.scenario.model import Scenario
from game.words import _, marked

ORDER = {name: place for place, name in enumerate(LEVERS)}


def lever_words(levers: Mapping[str, float], scenario: Scenario) -> Iterator[str]:
    """Each lever in words, in the vocabulary's order; levels count in points out of 100."""
    names = _names(scenario)
    for lever in sorted(levers, key=lambda each: (ORDER[each.partition(".")[0]], each)):
        first, _dot, index = lever.partition(".")
        name = names.get(lever, index)
        yield WORDS[first](name if first == "flag" else _(NAMES[first]).format(name=name), levers[lever])


def lever_name(lever: str, scenario: Scenario) -> str:
    """What a lever is called, as in `promise.internal`. Raise KeyError if there is none of this name."""
    first, _dot, index = lever.partition(".")
    return _(NAMES[first]).format(name=_names(scenario).get(lever, index))


def _names(scenario: Scenario) -> dict[str, str]:
    """What stands for a lever's index, by the lever; the patron's name for its own levers."""
    names = {f"promise.{threat.id}": threat.name for threat in scenario.threats}
    names |= {f"pull.{partner.id}": within(partner.name) for partner in scenario.partners}
    for member in scenario.members:
        names |= {f"bargain.{member.id}": member.name, f"leverage.{member.id}": member.name}
    return names | dict.fromkeys(("force", "back"), scenario.alliance.patron)


def _level(name: str, value: float) -> str:
    """A change of level."""
    return f"{name} {signed(100.0 * value)}"


def _share(name: str, value: float) -> str:
    """A share of something whole."""
    return f"{name} ({100.0 * value:.0f}%)"


NAMES = {
    "aid": marked("help without force"),
    "force": marked("{name}’s own troops"),
    "deploy": marked("an operation put to the council"),
    "back": marked("{name}’s weight behind the operation"),
    "mandate": marked("mandate"),
    "promise": marked("promise of help in {name}"),
    "capacity": marked("capacity"),
    "procedure": marked("procedure"),
    "bargain": marked("terms for {name}"),
    "leverage": marked("hold over {name}"),
    "pull": marked("courtship by {name}"),
    "turmoil": marked("violence"),
    "cost": marked("cost"),
    "rule": marked("the council's rule"),
    "flag": marked("the mark {name}"),
}
"""What levers are called; `{name}` stands for what the index names."""
WORDS: dict[str, Callable[[str, float], str]] = {
    **dict.fromkeys(("aid", "force", "deploy", "back"), _share),
    **dict.fromkeys(
        ("mandate", "promise", "capacity", "procedure", "bargain", "leverage", "pull", "turmoil"), _level
    ),
    "cost": lambda _name, value: (_("saves {points}") if value < 0.0 else _("costs {points}")).format(
        points=points(value)
    ),
    "rule": lambda _name, value: (
        _("the willing may go alone") if value > 0.0 else _("the council decides by consensus")
    ),
    "flag": lambda name, _value: _("sets {name}").format(name=name),
}
"""What one does, by its name or its index in words."""
