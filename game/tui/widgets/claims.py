"""The article's claims, and whether this game bore them out."""

from __future__ import annotations

from textual.content import Content

from game.present.claims import said_outright
from game.present.view import ClaimView
from game.present.words import sentence
from game.tui.figures import fitted
from game.tui.prose import prose
from game.tui.widgets.drawn import Row
from game.words import _, marked

VERDICTS = {
    "borne out": ("●", "$good", marked("borne out"), marked("{count} borne out")),
    "not borne out": ("✕", "$bad", marked("not borne out"), marked("{count} not borne out")),
    "not tested": ("○", "$mild", marked("not tested"), marked("{count} not tested")),
}
"""By verdict: its sign, its style, and how it and their number are said."""


def claim_row(claim: ClaimView, row: Row) -> Content:
    """One claim in a list: the verdict, its number, its paragraph, its beginning."""
    mark, style, _said, _count = VERDICTS[claim.verdict]
    lead = Content.assemble(
        row.mark[0], (f"{mark} ", style), f"{claim.id:<4}", (f"{claim.paragraph:<6}", "$faint")
    )
    room = row.width - lead.cell_length
    return Content.assemble(lead, fitted(claim.claim, room) if room > 12 else "")


def claim_told(claim: ClaimView) -> Content:
    """One claim in full, with the figures of this game."""
    mark, style, verdict, _count = VERDICTS[claim.verdict]
    where = _("{paragraph} of the article").format(paragraph=claim.paragraph)
    return Content.assemble(
        (f"{claim.id}", "bold $primary"),
        (f"  {where}", "$faint"),
        "\n\n",
        prose(sentence(claim.claim)),
        "\n\n",
        (f"{mark} {sentence(_(verdict))}", f"bold {style}"),
        "  ",
        prose(f"{claim.because} {said_outright(claim.rules)}"),
    )


def counted(claims: tuple[ClaimView, ...]) -> Content:
    """How many of each verdict, and of those borne out how many had to be."""
    parts = []
    for verdict, (mark, style, _said, said) in VERDICTS.items():
        of_it = [claim for claim in claims if claim.verdict == verdict]
        told = _(said).format(count=len(of_it))
        if verdict == "borne out":
            built_in = sum(bool(claim.rules) for claim in of_it)
            told += _(" ({count} of them built in)").format(count=built_in)
        parts.append(Content.assemble((f"{mark} ", style), told))
    return Content("   ").join(parts)
