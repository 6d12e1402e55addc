"""An address as a picture that a telephone reads."""

from __future__ import annotations

import io

import segno


def svg(text: str) -> bytes:
    """For a page, dark on light."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=4, scale=8, light="#fff")
    return out.getvalue()


def lines(text: str) -> tuple[str, ...]:
    """For a terminal: two rows of the picture in a line, light blocks on the terminal's own dark.

    A terminal that is light shows it inverted, which cameras read as well.
    """
    rows = [list(row) for row in segno.make(text, error="l", micro=False).matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    signs = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    return tuple(
        "".join(signs[int(bool(top)), int(bool(bottom))] for top, bottom in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
