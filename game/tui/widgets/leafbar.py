"""The names of the debrief's leaves, to turn between."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from game.tui.widgets.drawn import Drawn
from game.words import _, marked

TABS = {
    "scores": (marked("Scores"), marked("Scorecard")),
    "timeline": (marked("Time"), marked("Timeline")),
    "turning": (marked("Choices"), marked("Turning points")),
    "belief": (marked("Belief"), marked("Belief and truth")),
    "partners": (marked("Mix"), marked("Partners")),
    "claims": (marked("Claims"), marked("Claims")),
    "questions": (marked("Talk"), marked("To talk about")),
    "standing": (marked("Place"), marked("Your place")),
}
"""By leaf: its name where there is little room, and where there is more; in English."""
OPENS = {
    "scores": marked("Open the leaf “Scorecard”."),
    "timeline": marked("Open the leaf “Timeline”."),
    "turning": marked("Open the leaf “Turning points”."),
    "belief": marked("Open the leaf “Belief and truth”."),
    "partners": marked("Open the leaf “Partners”."),
    "claims": marked("Open the leaf “Claims”."),
    "questions": marked("Open the leaf “To talk about”."),
    "standing": marked("Open the leaf “Your place”."),
}
"""By leaf: what its key does."""


class Leaves(Drawn):
    """The leaves' names and keys on a rule, the one at hand in a frame."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False
        self.at = next(iter(TABS))

    def draw(self, width: int) -> Content:
        """One line; long names and more room between them where there is some."""
        long = sum(cell_len(_(names[1])) + 6 for names in TABS.values()) < width
        parts = [Content.styled("─", "$line")]
        for at, (id_, names) in enumerate(TABS.items(), 1):
            here = id_ == self.at
            space = " " if long else ""
            name = _(names[1] if long else names[0])
            press = Style.from_meta({"@click": f"screen.leaf({id_!r})"})
            label = Content.assemble(
                (f"{space}{at} ", "bold $accent"), (f"{name}{space}", "bold" if here else "$mild")
            )
            left, right = ("┤", "├") if here else ("─", "─")
            parts += [Content.styled(left, "$line"), label.stylize(press), Content.styled(right, "$line")]
        row = Content("").join(parts)
        return Content.assemble(row, ("─" * max(width - row.cell_length, 0), "$line"))
