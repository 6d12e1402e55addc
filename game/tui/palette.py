"""The command palette: everything that a key does on the screen at hand, and what has no key of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from game.tui.keys import MOVES, SCROLLS
from game.tui.themes import THEMES
from game.words import _

if TYPE_CHECKING:
    from textual.screen import Screen

    from game.tui.habits import Habits

MOVING = {binding.action for binding in (*MOVES, *SCROLLS)}


def commands(app: Habits, screen: Screen[object]) -> Iterator[SystemCommand]:
    """What can be done now, by name."""
    known: set[str] = set()
    for node, binding, enabled, _tooltip in screen.active_bindings.values():
        action = binding.action
        if enabled and binding.description and binding.tooltip and action not in MOVING | known:
            known.add(action)
            run = partial(app.run_action, action, node)
            yield SystemCommand(_(binding.description), _(binding.tooltip), run)
    for name, (title, _theme) in THEMES.items():
        change = partial(app.keep, replace(app.settings, theme=name))
        colours = _("Colours: {name}").format(name=_(title))
        yield SystemCommand(colours, _("Use these colours from now on."), change)
    yield SystemCommand(_("Picture"), _("Save a picture of the screen, as SVG."), app.deliver_screenshot)
