"""What every picture shares: paper, inks that follow the page's light or dark, and SVG that is always the same.

A figure is drawn in stand-in colours; in the SVG each becomes a CSS variable with a colour for light paper
behind it, so that the page decides. Text stays text. Nothing in a picture names anything outside it.
"""

from __future__ import annotations

import io
import re
import textwrap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

WIDTH = 7.4
"""Inches: the text width of an A4 page."""

INKS = {
    "ink": "#1d2530", "mild": "#525e6b", "grid": "#d9dee4", "paper": "#ffffff",
    "own": "#005a9c", "history": "#b84a00", "other": "#00735a", "fourth": "#8a3b78", "fifth": "#6b5900",
    "good": "#00735a", "bad": "#b3261e", "cloud": "#aebccb",
}  # fmt: skip
"""By name: the colour on light paper. The page's style sheet has those for dark."""

STAND_IN = {name: f"#{number:02x}{number:02x}fe" for number, name in enumerate(INKS, 1)}
"""What is drawn with; nothing else has these colours."""

STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "tashkent",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "sans-serif"],
    "font.size": 8.0,
    "axes.unicode_minus": True,
    "text.parse_math": False,
}
SERIES = ("own", "history", "other", "fourth", "fifth")
DASHES = ("-", (0, (5, 2)), (0, (1, 1.4)), (0, (6, 2, 1, 2)), (0, (3, 1)))
MARKERS = ("o", "s", "^", "D", "v")
"""Lines are told apart by all three: some readers see no colours, some prints have none."""


def ink(name: str) -> str:
    """The stand-in of an ink. Raise KeyError if there is none of this name."""
    return STAND_IN[name]


@contextmanager
def drawing(height: float, width: float = WIDTH) -> Iterator[Figure]:
    """An empty figure of this size in inches, to be drawn on and handed to `svg` before this ends."""
    with rc_context(STYLE), warnings.catch_warnings():  # type: ignore[arg-type]
        warnings.filterwarnings("ignore", "Glyph", UserWarning)  # a sign that no font has is the reader's font's
        yield Figure(figsize=(width, height))


def bare(axes: Axes, *, grid: str = "") -> None:
    """Without a box; with hair lines along `x` or `y` if asked for."""
    axes.set_facecolor("none")
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0, colors=ink("mild"), labelsize=7.5, pad=3)
    if grid:
        axes.grid(axis=grid, color=ink("grid"), linewidth=0.8)
        axes.set_axisbelow(True)


def heading(axes: Axes, text: str, note: str = "") -> None:
    """A panel's title above its left corner, and something about it above the right one."""
    axes.set_title(text, loc="left", fontsize=9.0, fontweight="bold", color=ink("ink"), pad=6)
    if note:
        axes.set_title(note, loc="right", fontsize=7.5, color=ink("mild"), pad=6)


def wrapped(text: str, width: int) -> str:
    """On lines of so many characters."""
    return "\n".join(textwrap.wrap(text, width)) or text


def svg(figure: Figure, name: str, title: str) -> str:
    """The figure as an element to stand in a page: `name` sets its ids apart, `title` is read aloud.

    The same bytes for the same figure. Call it within `drawing`.
    """
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    found = re.search(r"<svg\b.*</svg>", buffer.getvalue(), re.DOTALL)
    if found is None:
        raise ValueError("matplotlib wrote no SVG")
    text = re.sub(r"<metadata>.*?</metadata>|<style\b.*?</style>|<!--.*?-->", "", found[0], flags=re.DOTALL)
    box = re.search(r'viewBox="([^"]+)"', text)
    head = (
        f'<svg class="picture" role="img" aria-labelledby="{name}-title" viewBox="{box[1] if box else ""}" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'stroke-linejoin="round"><title id="{name}-title">{escape(title)}</title>'
    )
    text = re.sub(r"^<svg\b[^>]*>", lambda _: head, text)
    return _inked(_named_apart(text, name)).strip()


def _named_apart(text: str, name: str) -> str:
    """Ids that something refers to get the picture's name before them; the others go."""
    wanted = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', text)) | {f"{name}-title"}

    def kept(found: re.Match[str]) -> str:
        if found[1] not in wanted:
            return ""
        return found[0] if found[1].startswith(f"{name}-") else f' id="{name}-{found[1]}"'

    text = re.sub(r'\sid="([^"]*)"', kept, text)
    return re.sub(r'(url\(#|href="#)(?!%s-)' % re.escape(name), rf"\g<1>{name}-", text)


def _inked(text: str) -> str:
    for name, stand_in in STAND_IN.items():
        text = text.replace(stand_in, f"var(--{name}, {INKS[name]})")
    return re.sub(r"\n\s*", "\n", re.sub(r"\n\s*\n", "\n", text))
