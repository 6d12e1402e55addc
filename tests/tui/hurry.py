"""Textual in a hurry: it waits for what is under way, not for time to pass, and reads a style sheet once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any
from unittest.mock import patch

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.screen import Screen

_read: dict[tuple[object, ...], list[RuleSet]] = {}
_parse = Stylesheet._parse_rules


async def idle(_shortest: float = 0.0, longest: float = 1.0) -> None:
    """Wait until no task of this program has anything to do at once, or for `longest` seconds."""
    until, ready = monotonic() + longest, asyncio.get_running_loop()._ready  # type: ignore[attr-defined]  # asyncio's
    await asyncio.sleep(0)
    while ready and monotonic() < until:
        await asyncio.sleep(0)


def under_way(screen: Screen[Any]) -> bool:
    """Whether a screen has yet to be laid out or painted, or to call what waits for that."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


def _parsed(
    sheet: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """As Textual's own, which forgets with each program what hundreds of programs here have in common."""
    what = (css, read_from, is_default_rules, tie_breaker, scope)
    key = (*what, frozenset(sheet._variables.items()))
    if key not in _read:
        _read[key] = _parse(sheet, *what)
    return _read[key]


@contextmanager
def hurried() -> Iterator[None]:
    """While a program is driven by a test."""
    with (
        patch("textual.pilot.wait_for_idle", idle),
        patch("textual.app.wait_for_idle", idle),
        patch.object(Stylesheet, "_parse_rules", _parsed),
    ):
        yield
