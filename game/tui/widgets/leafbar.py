"""The names of the debrief's leaves, to turn between."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

from game.tui.widgets.drawn import Drawn

TABS = {
    "scores": ("Scores", "Scorecard"),
    "timeline": ("Time", "Timeline"),
    "turning": ("Choices", "Turning points"),
    "belief": ("Belief", "Belief and truth"),
    "partners": ("Mix", "Partners"),
    "claims": ("Claims", "Claims"),
    "questions": ("Talk", "To talk about"),
    "standing": ("Place", "Where you stand"),
}
"""By leaf: its name where there is little room, and where there is more."""


class Leaves(Drawn):
    """The leaves' names and keys on a rule, the one at hand in a frame."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False
        self.at = next(iter(TABS))

    def draw(self, width: int) -> Content:
        """One line; long names and more room between them where there is some."""
        long = sum(len(name) + 6 for _, name in TABS.values()) < width
        parts = [Content.styled("─", "$line")]
        for at, (id_, names) in enumerate(TABS.items(), 1):
            here = id_ == self.at
            space = " " if long else ""
            name = names[1] if long else names[0]
            press = Style.from_meta({"@click": f"screen.leaf({id_!r})"})
            label = Content.assemble(
                (f"{space}{at} ", "bold $accent"), (f"{name}{space}", "bold" if here else "$mild")
            )
            left, right = ("┤", "├") if here else ("─", "─")
            parts += [Content.styled(left, "$line"), label.stylize(press), Content.styled(right, "$line")]
        row = Content("").join(parts)
        return Content.assemble(row, ("─" * max(width - row.cell_length, 0), "$line"))
