"""The article's claims, and whether this game bore them out."""

from __future__ import annotations

from textual.content import Content

from game.present.view import ClaimView
from game.present.words import sentence
from game.tui.figures import fitted
from game.tui.prose import prose
from game.tui.widgets.drawn import Row

VERDICTS = {
    "borne out": ("●", "$good"),
    "not borne out": ("✕", "$bad"),
    "not tested": ("○", "$mild"),
}


def claim_row(claim: ClaimView, row: Row) -> Content:
    """One claim in a list: the verdict, its number, its paragraph, its beginning."""
    mark, style = VERDICTS[claim.verdict]
    lead = Content.assemble(
        row.mark[0], (f"{mark} ", style), f"{claim.id:<4}", (f"{claim.paragraph:<6}", "$faint")
    )
    room = row.width - lead.cell_length
    return Content.assemble(lead, fitted(claim.claim, room) if room > 12 else "")


def claim_told(claim: ClaimView) -> Content:
    """One claim in full, with the figures of this game."""
    mark, style = VERDICTS[claim.verdict]
    return Content.assemble(
        (f"{claim.id}", "bold $primary"),
        (f"  {claim.paragraph} of the article", "$faint"),
        "\n\n",
        prose(sentence(claim.claim)),
        "\n\n",
        (f"{mark} {sentence(claim.verdict)}", f"bold {style}"),
        "  ",
        prose(claim.because),
    )


def counted(claims: tuple[ClaimView, ...]) -> Content:
    """How many of each verdict."""
    parts = []
    for verdict, (mark, style) in VERDICTS.items():
        count = sum(claim.verdict == verdict for claim in claims)
        parts.append(Content.assemble((f"{mark} ", style), f"{count} {verdict}"))
    return Content("   ").join(parts)
