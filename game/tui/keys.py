"""Keys: one table makes the bindings, the footer, the help and the command palette agree."""

from __future__ import annotations

from textual.binding import Binding

SHOWN = {
    "enter": "⏎", "escape": "Esc", "question_mark": "?", "comma": ",", "space": "Space", "tab": "Tab",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn",
    "home": "Home", "end": "End",
}  # fmt: skip
"""As they stand on most keyboards, in whatever language."""


def key(keys: str, action: str, label: str, what: str, *, shown: bool = True, first: bool = False) -> Binding:
    """A binding: `label` stands in the footer, `what` is a sentence for the help and the palette.

    Both are in English, noted for translators, and translated where they are shown. With `first`, the key
    does this wherever the focus is.
    """
    return Binding(keys, action, label, show=shown, tooltip=what, priority=first)


def named(keys: str) -> str:
    """The first of some keys as a person calls it: `^p`, `⏎`, `?`."""
    name = keys.split(",", maxsplit=1)[0].strip()
    if name.startswith("ctrl+"):
        return f"^{name[5:]}"
    return SHOWN.get(name, name)


MOVES = (
    key("j,down", "cursor_down", "Down", "One line down.", shown=False),
    key("k,up", "cursor_up", "Up", "One line up.", shown=False),
    key("g,home", "first", "First", "To the first line.", shown=False),
    key("G,end", "last", "Last", "To the last line.", shown=False),
)
"""In lists: what Textual's own lists know, and the keys of vi."""

SCROLLS = (
    key("j,down", "scroll_down", "Down", "One line down.", shown=False),
    key("k,up", "scroll_up", "Up", "One line up.", shown=False),
    key("g,home", "scroll_home", "Top", "To the top.", shown=False),
    key("G,end", "scroll_end", "End", "To the end.", shown=False),
    key("space,pagedown", "page_down", "Page down", "One page down.", shown=False),
    key("pageup", "page_up", "Page up", "One page up.", shown=False),
)
"""In texts."""
