"""A scenario's graph as a picture: a column for each stage, lines from what is done to what asks for it.

Drawn with matplotlib, which brings its own fonts and needs no system program. All sizes are in points.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path as Curve
from matplotlib.textpath import text_to_path

from game.authoring.graph import ANYWHERE, HISTORY, Edge, Graph, Node, stage_id
from game.scenario.model import Scenario

COLUMN, GUTTER, MARGIN = 190.0, 62.0, 26.0
ROW, CONDITION, GAP, TITLE, HEADING = 13.0, 10.0, 9.0, 24.0, 24.0
"""Heights: a line of text, a line of a condition, between boxes, a stage's title, the scenario's."""
INSET = 6.0
PLAIN, BOLD = FontProperties(size=7.2), FontProperties(size=7.2, weight="bold")
CONDITIONAL, PENNANT = FontProperties(size=6.2, style="italic"), FontProperties(size=6.2, weight="bold")
HEAD, NAME = FontProperties(size=8.4, weight="bold"), FontProperties(size=14.0, weight="bold")
FLAG, FLAG_START = "⚑", "flag "
LEGEND = (
    f"{HISTORY} what was done in fact; {FLAG} sets a flag.",
    "Lines lead from what is done, or a flag, to what asks for it;",
    "dashed ones to what asks that it was not done.",
)

INK, PALE, PAPER, FRAME = "#1d2530", "#66707c", "#ffffff", "#c5ccd4"
FILLS = {"decision": "#f4f6f8", "event": "#fff6e0", "appeal": "#fdeaea"}
TITLES = ("#2f4858", "#ffffff")
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "#7a3e9d", "#4d4d4d")
"""Of lines, one colour for each flag, told apart by the colour-blind too (Okabe and Ito)."""
OTHER = "#8c96a1"
"""Of lines from choices, events and votes."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in a box."""

    node: str
    text: str
    bold: bool = False
    condition: bool = False

    @property
    def height(self) -> float:
        """In points."""
        return CONDITION if self.condition else ROW


@dataclass(slots=True)
class Box:
    """A frame with lines of text: a decision with its options, events, an appeal."""

    kind: str
    lines: list[Line] = field(default_factory=list)

    @property
    def height(self) -> float:
        """In points."""
        return sum(line.height for line in self.lines) + INSET


def picture(graph: Graph, scenario: Scenario, form: str) -> bytes:
    """The picture of a graph with everything in it, as `svg` or `png`."""
    columns = [(stage, title, list(_boxes(graph, stage))) for stage, title in _columns(graph)]
    tallest = max(sum(box.height + GAP for box in boxes) for _, _, boxes in columns)
    width = 2 * MARGIN + len(columns) * COLUMN + (len(columns) - 1) * GUTTER
    height = 2 * MARGIN + HEADING + TITLE + GAP + tallest + len(LEGEND) * ROW
    figure = Figure(figsize=(width / 72.0, height / 72.0), facecolor=PAPER)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0.0, width)
    axes.set_ylim(height, 0.0)
    axes.axis("off")
    drawing = _Drawing(axes, graph)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph", UserWarning)  # a sign that no font has is drawn as a box
        drawing.write(MARGIN, MARGIN, scenario.title, NAME)
        for number, (stage, title, boxes) in enumerate(columns):
            drawing.column(MARGIN + number * (COLUMN + GUTTER), MARGIN + HEADING, title, stage, boxes)
        drawing.ties()
        drawing.legend(MARGIN, height - MARGIN)
        return _saved(figure, form)


def _saved(figure: Figure, form: str) -> bytes:
    """The same bytes for the same figure: no date, no random names in an SVG."""
    buffer = io.BytesIO()
    metadata = {"Date": None, "Creator": "tashkent"} if form == "svg" else {"Software": "tashkent"}
    with rc_context({"svg.hashsalt": "tashkent", "svg.fonttype": "none"}):
        figure.savefig(buffer, format=form, dpi=144, metadata=metadata)
    return buffer.getvalue()


def _columns(graph: Graph) -> Iterator[tuple[str, str]]:
    """What may happen in any stage, then the stages, by id, with their titles."""
    if any(True for _ in graph.of(ANYWHERE)):
        yield ANYWHERE, "In any stage"
    for node in graph.nodes:
        if node.kind == "stage":
            yield node.stage, node.label


def _boxes(graph: Graph, stage: str) -> Iterator[Box]:
    """A stage's boxes: its appeals, its events together, its decisions with their options."""
    events = Box("event")
    decision: Box | None = None
    for node in graph.of(stage):
        if node.kind == "appeal":
            yield Box("appeal", list(_lines(node)))
        elif node.kind == "event":
            events.lines += _lines(node)
        elif node.kind == "decision":
            if events.lines:
                yield events
                events = Box("event")
            if decision:
                yield decision
            decision = Box("decision", [Line(node.id, node.label, bold=True)])
        elif decision:
            decision.lines += _lines(node)
    if decision:
        yield decision
    if events.lines:
        yield events


def _lines(node: Node) -> Iterator[Line]:
    yield Line(node.id, node.label)
    if node.when:
        yield Line(node.id, f"when {node.when}", condition=True)


class _Drawing:
    """Puts boxes and lines on the axes, and remembers where each node stands."""

    def __init__(self, axes: Axes, graph: Graph) -> None:
        self._axes = axes
        self._graph = graph
        self._rows: dict[str, tuple[float, float, float]] = {}
        """By node: its left and right edge, and the height at which lines meet it."""
        flags = [node.id for node in graph.nodes if node.kind == "flag"]
        self._colours = {flag: COLOURS[i % len(COLOURS)] for i, flag in enumerate(flags)}
        sets = [edge for edge in graph.edges if edge.tie == "sets"]
        self._setters = {flag: [edge.source for edge in sets if edge.target == flag] for flag in flags}
        self._flags = {
            edge.source: [other.target for other in sets if other.source == edge.source] for edge in sets
        }
        """By what sets them."""

    def column(self, x: float, y: float, title: str, stage: str, boxes: list[Box]) -> None:
        """A stage: its title, and its boxes below one another."""
        back, ink = TITLES
        self._frame(x, y, TITLE, back, back)
        self.write(x + INSET, y + TITLE / 2.0, _cut(title, HEAD, COLUMN - 2 * INSET), HEAD, colour=ink)
        self._rows[stage_id(stage)] = (x, x + COLUMN, y + TITLE / 2.0)
        y += TITLE + GAP
        for box in boxes:
            self._frame(x, y, box.height, FILLS[box.kind], FRAME)
            top = y + INSET / 2.0
            for line in box.lines:
                self._line(x, top + line.height / 2.0, line)
                top += line.height
            y += box.height + GAP

    def ties(self) -> None:
        """A line from everything that is asked for to what asks for it, behind the boxes."""
        for edge in self._graph.edges:
            if edge.tie == "needs":
                for source in self._setters.get(edge.source, [edge.source]):
                    self._curve(source, edge, self._colours.get(edge.source, OTHER))

    def legend(self, x: float, y: float) -> None:
        """How to read it, in lines that end above `y`."""
        for number, text in enumerate(reversed(LEGEND)):
            self.write(x, y - number * ROW, text, PLAIN, colour=PALE)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        font: FontProperties,
        *,
        colour: str = INK,
        side: Literal["left", "right"] = "left",
    ) -> None:
        """A line of text that begins, or ends, at `x`."""
        self._axes.text(
            x, y, text, color=colour, fontproperties=font, ha=side, va="center", zorder=4, parse_math=False
        )

    def _line(self, x: float, y: float, line: Line) -> None:
        if line.condition:
            text = _cut(line.text, CONDITIONAL, COLUMN - 3 * INSET)
            self.write(x + 2.0 * INSET, y, text, CONDITIONAL, colour=PALE)
            return
        room = COLUMN - 2 * INSET
        if flags := self._flags.get(line.node):
            name = f"{FLAG} {', '.join(flag.removeprefix(FLAG_START) for flag in flags)}"
            name = _cut(name, PENNANT, room / 2.0)
            self.write(x + COLUMN - INSET, y, name, PENNANT, colour=self._colours[flags[0]], side="right")
            room -= _width(name, PENNANT) + INSET
        font = BOLD if line.bold else PLAIN
        self.write(x + INSET, y, _cut(line.text, font, room), font)
        self._rows[line.node] = (x, x + COLUMN, y)

    def _frame(self, x: float, y: float, height: float, fill: str, edge: str) -> None:
        shape = "round,pad=0,rounding_size=3"
        self._axes.add_patch(
            FancyBboxPatch(
                (x, y), COLUMN, height, boxstyle=shape, facecolor=fill, edgecolor=edge, lw=0.8, zorder=3
            )
        )

    def _curve(self, source: str, edge: Edge, colour: str) -> None:
        _, start, y = self._rows[source]
        end, _, z = self._rows[edge.target]
        bend = GUTTER * (0.6 if end > start else 1.4)
        points = [(start, y), (start + bend, y), (end - bend, z), (end, z)]
        codes = [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4]
        style = "--" if edge.against else "-"
        line = PathPatch(
            Curve(points, codes),
            facecolor="none",
            edgecolor=colour,
            lw=1.1,
            linestyle=style,
            alpha=0.8,
            zorder=2,
        )
        self._axes.add_patch(line)
        self._axes.plot([end], [z], marker="o", markersize=2.6, color=colour, zorder=4)


def _cut(text: str, font: FontProperties, room: float) -> str:
    """A text shortened to a width."""
    if _width(text, font) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _width(f"{text[:middle]}…", font) <= room else (low, middle - 1)
    return f"{text[:low].rstrip()}…"


def _width(text: str, font: FontProperties) -> float:
    return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0])
