"""The mark of the game, and the picture of a scenario: its time, its members, its region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from game.present.aloud import date
from game.tui.figures import ends, packed
from game.tui.widgets.drawn import Drawn
from game.words import _, marked

if TYPE_CHECKING:
    from game.tui.lobby import Offer

REGIONS = (marked("Central Asia"), marked("South Caucasus"), marked("Europe"))
"""Of the scenarios that come with the game: a region has an id and no name."""

TILES = "◆◇◈◇"
STAGE = "●"
LINE = "─"


class Brand(Drawn):
    """The name of the game above a frieze of tiles."""

    ALLOW_SELECT = False

    def draw(self, width: int) -> Content:
        """Two lines."""
        name = Content.assemble(("T A S H K E N T", "bold $primary"))
        about = Content.styled(_("one asks for help, all the others watch "), "$faint")
        frieze = Content.styled((TILES + " ") * (width // 5 + 1), "$line")[:width]
        return Content.assemble(ends(Content.assemble(" ", name), about, width), "\n", frieze)


def named_region(region: str) -> str:
    """A region as it is read: `central-asia` as Central Asia."""
    name = " ".join(word.capitalize() for word in region.replace("_", "-").split("-"))
    return _(name) if name else ""


def picture(offer: Offer, width: int) -> Content:
    """When a scenario plays, stage by stage, and who is in it."""
    lines = [_time(offer, width), Content("")]
    for region, members in offer.regions:
        label = Content.styled(f"{named_region(region)}:" if region else "", "$faint")
        dots = [Content.assemble(("● ", "$primary"), member) for member in members]
        lines.append(packed([label, *dots], width))
    return Content("\n").join(lines)


def _time(offer: Offer, width: int) -> Content:
    """The stages as marks on a line, as far apart as in time."""
    first, last = (date(offer.stages[0][0][:7]), date(offer.stages[-1][0][:7]))
    room = max(width - len(first) - len(last) - 4, len(offer.stages))
    months = [months for _, months in offer.stages[:-1]]
    spare = room - len(offer.stages)
    whole = sum(months) or 1.0
    marks, passed, drawn = STAGE, 0.0, 0
    for each in months:
        passed += each
        gap = round(passed / whole * spare) - drawn
        drawn += gap
        marks += LINE * gap + STAGE
    return Content.assemble((first, "$faint"), "  ", (marks, "$accent"), "  ", (last, "$faint"))
