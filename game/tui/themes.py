"""The colours: four palettes with the same names, so that no widget knows which one is in use.

Beside Textual's own names each has `good`, `bad`, `mild` (neither), `faint` (what may be passed over) and
`line` (borders). All of them but `line` are for text, and stand out from the background by 4.5 to 1 or more.
"""

from __future__ import annotations

from textual.theme import Theme

from game.words import marked

DEFAULT = "dark"


def _theme(
    name: str,
    *,
    dark: bool,
    ground: str,
    surface: str,
    panel: str,
    text: str,
    faint: str,
    line: str,
    main: str,
    accent: str,
    good: str,
    bad: str,
    mild: str,
) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=main,
        secondary=main,
        accent=accent,
        success=good,
        error=bad,
        warning=accent,
        foreground=text,
        background=ground,
        surface=surface,
        panel=panel,
        text_alpha=1.0,
        variables={
            "good": good,
            "bad": bad,
            "mild": mild,
            "faint": faint,
            "line": line,
            "block-cursor-background": main,
            "block-cursor-foreground": ground,
            "block-cursor-blurred-background": panel,
            "block-cursor-blurred-foreground": text,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": panel,
            "border": main,
            "border-blurred": line,
            "scrollbar": line,
            "scrollbar-hover": faint,
            "scrollbar-active": main,
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "scrollbar-corner-color": ground,
            "input-cursor-background": text,
            "input-cursor-foreground": ground,
            "screen-selection-background": accent,
            "screen-selection-foreground": ground,
        },
    )


THEMES: dict[str, tuple[str, Theme]] = {
    "dark": (
        marked("Dark"),
        _theme(
            "dark", dark=True, ground="#0f151b", surface="#151d25", panel="#1f2b36", text="#d9e0e6",
            faint="#8b99a6", line="#344654", main="#58b8c4", accent="#e3b261", good="#86c58a", bad="#ec8a72",
            mild="#a9b6c2",
        ),
    ),
    "light": (
        marked("Light"),
        _theme(
            "light", dark=False, ground="#faf6ee", surface="#f2ecdf", panel="#e6dcc8", text="#22272c",
            faint="#63635c", line="#c3b69c", main="#0b6470", accent="#8a5200", good="#24682f", bad="#a8321f",
            mild="#4d545a",
        ),
    ),
    "contrast": (
        marked("High contrast"),
        _theme(
            "contrast", dark=True, ground="#000000", surface="#000000", panel="#262626", text="#ffffff",
            faint="#d0d0d0", line="#8c8c8c", main="#00e5ff", accent="#ffe600", good="#7dff7d", bad="#ff9c8a",
            mild="#ffffff",
        ),
    ),
    "safe": (
        marked("Colour-blind safe"),
        _theme(  # after Okabe and Ito: blue against orange, which every kind of colour vision tells apart
            "safe", dark=True, ground="#101418", surface="#171c22", panel="#232b33", text="#dfe4e8",
            faint="#95a1ab", line="#3b4853", main="#9ad0f5", accent="#f0e442", good="#56b4e9", bad="#f0a03c",
            mild="#b4bec6",
        ),
    ),
}  # fmt: skip
"""By name: what it is called, in English, and the palette."""
