"""What an exploration found, as pictures: the same figures give the same file, byte for byte."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from game.analysis.findings import Finding, Grid
from game.analysis.knockout import WHOLE
from game.engine.book import SCORES
from game.present.plays import ILLUSTRATES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DARK, LIGHT, MARK = "#1b4965", "#a9c9dd", "#c8553d"
"""Told apart by those who see colours otherwise, and in grey."""
SHADES = "cividis"
FOREMOST = 12
"""Inputs in a tornado."""


def picture(finding: Finding, form: str) -> bytes:
    """As `png` or `svg`. Raise ImportError without Matplotlib."""
    import matplotlib as mpl  # noqa: PLC0415 (slow to start)
    from matplotlib.figure import Figure  # noqa: PLC0415

    style: dict[Any, Any] = {
        "svg.hashsalt": "tashkent",
        "font.size": 9.0,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    with mpl.rc_context(style):
        figure = Figure(figsize=(10.0, 6.5), layout="constrained")
        DRAWN[finding.kind](figure, finding)
        partial = " (partial)" if finding.partial else ""
        figure.suptitle(f"{finding.title} · {finding.kind}{partial}", fontsize=12, fontweight="bold")
        figure.supxlabel(f"{finding.plays:,} plays, seed {finding.seed}. {ILLUSTRATES}", fontsize=8)
        buffer = io.BytesIO()
        kept: dict[str, Any] = {"Date": None} if form == "svg" else {"Software": None}
        figure.savefig(buffer, format=form, dpi=150, metadata=kept)
    return buffer.getvalue()


def _strategies(figure: Figure, finding: Finding) -> None:
    """Each score in a panel: a strategy's mean, and the range of four plays in five."""
    records = _records(finding.grids[0])
    rows = np.arange(len(records))
    for axes, score in zip(figure.subplots(1, len(SCORES), sharey=True), SCORES, strict=True):
        low, mean, high = ([row[f"{score}{end}"] for row in records] for end in (" p10", "", " p90"))
        axes.hlines(rows, low, high, color=LIGHT, linewidth=7)
        axes.plot(mean, rows, "o", color=DARK)
        axes.set_yticks(rows, [row["strategy"] for row in records])
        axes.set_title(f"{score}\n({'more' if score == 'credibility' else 'less'} is better)")
        axes.grid(axis="x", alpha=0.3)
    axes.invert_yaxis()


def _sensitivity(figure: Figure, finding: Finding) -> None:
    """A tornado for each score: total indices, in front of them the first-order ones."""
    for axes, grid in zip(figure.subplots(1, len(finding.grids)), finding.grids, strict=True):
        records = [row for row in _records(grid) if row["total"] is not None][:FOREMOST]
        rows = np.arange(len(records))
        total, first = (np.array([row[name] for row in records]) for name in ("total", "first"))
        ends = np.array([[row["total low"], row["total high"]] for row in records]).T
        reach = np.abs(ends - total) * np.array([[1.0], [1.0]])
        axes.barh(
            rows, total, color=LIGHT, xerr=reach, error_kw={"ecolor": "#555555", "lw": 0.8}, label="total"
        )
        axes.barh(rows, np.maximum(first, 0.0), color=DARK, height=0.45, label="first order")
        axes.set_yticks(rows, [row["input"] for row in records])
        axes.set_title(grid.title)
        axes.set_xlim(left=0.0)
        axes.invert_yaxis()
        axes.grid(axis="x", alpha=0.3)
    axes.legend(loc="lower right", frameon=False)


def _thesis(figure: Figure, finding: Finding) -> None:
    """Statements by readings: in what share of plays each holds."""
    rates = finding.grids[0]
    readings = rates.columns[2:-1]
    records = _records(rates)
    axes = figure.subplots()
    table = [[_share(row[reading]) for reading in readings] for row in records]
    _heat(figure, axes, table, [f"{row['statement']}  {row['claim']}" for row in records], list(readings))
    for number, row in enumerate(records):
        axes.text(len(readings) - 0.4, number, str(row["verdict"]), va="center", fontsize=9)
    axes.set_title(rates.title, loc="left")


def _knockout(figure: Figure, finding: Finding) -> None:
    """Rules by parts of the pattern: how often each is still seen."""
    grid, key = finding.grids
    parts = [str(row[0]) for row in key.rows]
    records = _records(grid)
    table = [[_share(row[part]) for part in (*parts, "jointly")] for row in records]
    axes = figure.subplots()
    _heat(figure, axes, table, [_off(row["without"]) for row in records], [*parts, "jointly"], small=True)
    axes.set_title(grid.title, loc="left")


def _balance(figure: Figure, finding: Finding) -> None:
    """Every option by what it does to cost and to credibility; the dominated are hollow."""
    records = [row for row in _records(finding.grids[0]) if row["cost"] is not None]
    axes = figure.subplots()
    for dominated, face in ((False, DARK), (True, "none")):
        some = [row for row in records if (row["verdict"] == "dominated") == dominated]
        axes.scatter(
            [row["cost"] for row in some],
            [row["credibility"] for row in some],
            s=[12.0 + 30.0 * abs(row["diversification"]) for row in some],
            facecolors=face,
            edgecolors=[MARK if row["diversification"] > 0.0 else DARK for row in some],
            linewidths=1.0,
            label="dominated" if dominated else "not dominated",
        )
    far = sorted(records, key=lambda row: -(row["cost"] ** 2 + row["credibility"] ** 2))
    for row in _apart(far):
        left = row["cost"] < 0.0
        axes.annotate(
            row["option"],
            (row["cost"], row["credibility"]),
            (7 if left else -7, 6),
            textcoords="offset points",
            ha="left" if left else "right",
            fontsize=7,
        )
    axes.axhline(0.0, color="#999999", linewidth=0.8)
    axes.axvline(0.0, color="#999999", linewidth=0.8)
    axes.set_xlabel("cost: change in points (less is better)")
    axes.set_ylabel("credibility: change in points")
    axes.set_title("What taking an option does; size: diversification, red where it rises", loc="left")
    axes.legend(frameon=False)


def _apart(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first of them that can be labelled without writing over each other."""
    height = max(abs(row["credibility"]) for row in records) / FOREMOST
    kept: list[dict[str, Any]] = []
    for row in records:
        side = row["cost"] < 0.0
        near = (each for each in kept if (each["cost"] < 0.0) == side)
        if len(kept) < FOREMOST and all(
            abs(each["credibility"] - row["credibility"]) > height for each in near
        ):
            kept.append(row)
    return kept


def _heat(
    figure: Figure,
    axes: Axes,
    table: list[list[float]],
    rows: list[str],
    columns: list[str],
    *,
    small: bool = False,
) -> None:
    """Shares as shades and figures; what was not tried is left white."""
    figure.set_size_inches(10.0, max(4.0, 0.9 + 0.27 * len(rows)))
    axes.imshow(np.array(table), cmap=SHADES, vmin=0.0, vmax=1.0, aspect="auto")
    axes.set_xticks(
        range(len(columns)), columns, rotation=30 if small else 0, ha="right" if small else "center"
    )
    axes.set_yticks(range(len(rows)), rows)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    for i, cells in enumerate(table):
        for k, share in enumerate(cells):
            told = "–" if np.isnan(share) else f"{100.0 * share:.0f}"
            ink = "black" if np.isnan(share) or share > 0.55 else "white"
            axes.text(k, i, told, ha="center", va="center", color=ink, fontsize=8)


def _off(rule: str) -> str:
    return "the whole model" if rule == WHOLE else f"without {rule}"


def _share(cell: Any) -> float:
    return float("nan") if cell is None else float(cell)


def _records(grid: Grid) -> list[dict[str, Any]]:
    return [dict(zip(grid.columns, row, strict=True)) for row in grid.rows]


DRAWN: dict[str, Callable[[Figure, Finding], None]] = {
    "strategies": _strategies,
    "sensitivity": _sensitivity,
    "thesis": _thesis,
    "balance": _balance,
    "knockout": _knockout,
}
