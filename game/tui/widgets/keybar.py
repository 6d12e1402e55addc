"""The footer: every key that does something here, clickable, on as many lines as that takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.style import Style

from game.tui.figures import packed
from game.tui.keys import named
from game.tui.widgets.drawn import Drawn
from game.words import _

if TYPE_CHECKING:
    from textual.screen import Screen


class KeyBar(Drawn):
    """The keys of the screen that it is on, those of the widget in focus first, then those of the program."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False
        self._shown = Content("")

    def on_mount(self) -> None:
        """Show the keys anew when they change."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def draw(self, width: int) -> Content:
        """The keys with their names, wrapped between them."""
        return packed([_item(binding, enabled=enabled) for binding, enabled in self._keys()], width)

    def _keys(self) -> list[tuple[Binding, bool]]:
        """What each node offers to be shown, once: a list may know Enter by another name than its screen."""
        active = {each.binding.action: each.enabled for each in self.screen.active_bindings.values()}
        hidden = {binding.action for binding in _offered(self.screen) if not self._allowed(binding.action)}
        nodes: list[DOMNode] = [self.screen, *([] if self.screen.is_modal else [self.app])]
        if self.screen.focused:
            nodes.insert(0, self.screen.focused)
        found: dict[str, tuple[Binding, bool]] = {}
        for node in nodes:
            for binding in _offered(node):
                if binding.show and binding.action not in hidden:
                    found.setdefault(binding.key, (binding, active.get(binding.action, True)))
        return list(found.values())

    def _allowed(self, action: str) -> bool:
        """Whether the screen does this now, or might."""
        return self.screen.check_action(action.partition("(")[0], ()) is not False

    def _changed(self, _screen: Screen[object]) -> None:
        shown, self._shown = self._shown, self.draw(self.size.width)
        if not shown.is_same(self._shown):
            self.refresh(layout=shown.plain.count("\n") != self._shown.plain.count("\n"))


def _offered(node: DOMNode) -> list[Binding]:
    """The bindings that the game gave a node's class, not those that Textual did."""
    own = [each for each in type(node).__mro__ if each.__module__.startswith("game.")]
    return [
        binding for each in own for binding in vars(each).get("BINDINGS", ()) if isinstance(binding, Binding)
    ]


def _item(binding: Binding, *, enabled: bool) -> Content:
    key = binding.key.split(",", maxsplit=1)[0]
    press = Style.from_meta({"@click": f"app.simulate_key({key!r})"})
    shown, name = ("bold $accent", "$mild") if enabled else ("$faint", "$faint")
    return Content.assemble((named(key), shown), " ", (_(binding.description), name)).stylize(press)
