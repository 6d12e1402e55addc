"""What the tables of an exploration call their columns and cells, in words; in files they keep their ids."""

from __future__ import annotations

from game.analysis.findings import Cell
from game.analysis.knockout import WHOLE
from game.analysis.sensitivity import LUCK
from game.analysis.thesis import MODEL
from game.words import _, in_context, marked

HEADS = {
    "credibility": marked("credibility"), "cost": marked("cost"),
    "diversification": marked("diversification"),
    "now": marked("now"), "later": marked("later"), "plays": marked("plays"), "total": marked("total"),
    "first": marked("first"), "statement": marked("statement"), MODEL: marked("model"),
    "verdict": marked("verdict"),
    "history": marked("history"), "own p10": marked("own p10"), "own p90": marked("own p90"),
    "better": marked("better"), "own part": marked("own part"), "without": marked("without"),
    "jointly": marked("jointly"), "seen": marked("seen"),
}  # fmt: skip
"""Columns; those that are not here are names that somebody can type."""
CELLS = {
    "built in": marked("built in"), "follows": marked("follows"), "open": marked("open"),
    "fails": marked("fails"), "untried": marked("untried"), "moves it": marked("moves it"),
    "hardly": marked("barely"), WHOLE: marked("nothing"), LUCK: marked("luck"),
}  # fmt: skip
"""Cells, in the same way."""
NONE = "–"


def headed(column: str) -> str:
    """A column's head."""
    return _(HEADS[column]) if column in HEADS else column


def said(cell: Cell) -> str:
    """A cell that is no number."""
    text = str(cell)
    return _(CELLS[text]) if text in CELLS else text


def shown(cell: Cell, form: str) -> str:
    """Any cell; `form` is how its column's numbers are shown. Shares just short of all or nothing say so."""
    if cell is None:
        return NONE
    if not isinstance(cell, int | float):
        return said(cell)
    if form == ".0%" and isinstance(cell, float) and (0.0 < cell < 0.005 or 0.995 <= cell < 1.0):
        return "<1%" if cell < 0.5 else ">99%"
    return written(cell, form)


def written(value: float, form: str) -> str:
    """A number, with the mark before decimals that the language has."""
    return format(value, form).replace(".", in_context("before decimals", "."))


def many(count: int) -> str:
    """A count, with the mark between thousands that the language has."""
    return f"{count:,}".replace(",", in_context("between thousands", ","))
