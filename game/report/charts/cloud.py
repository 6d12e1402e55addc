"""A play's place in a cloud of others: clouds over two scores, and how each score comes out over all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.report.charts.canvas import WIDTH, Canvas, Scale, covering, style


@dataclass(frozen=True, slots=True)
class Cloud:
    """Other plays over two scores, and where courses of play lie among them."""

    across: str
    up: str
    """What the axes are called."""
    points: Sequence[tuple[float, float]]
    edge: Sequence[tuple[float, float]]
    """The frontier."""
    marks: Sequence[tuple[str, float, float]]
    """Name and place; at least one; the first is this play."""


@dataclass(frozen=True, slots=True)
class Heap:
    """How one figure comes out over all plays."""

    title: str
    note: str
    low: float
    """Where the first bin begins."""
    width: float
    bins: Sequence[int]
    marks: Sequence[float]
    """Of the same courses of play."""


def place(
    name: str, title: str, clouds: Sequence[Cloud], heaps: Sequence[Heap], words: tuple[str, str]
) -> str:
    """Clouds above, heaps below; `words` say what a dot and a point of the frontier are."""
    entries = [(style(n)[2], style(n)[0], label) for n, (label, _, _) in enumerate(clouds[0].marks)]
    entries += [("dot", "cloud", words[0]), ("dot", "mild", words[1])]
    top = Canvas(0).legend(0, 0, entries) + 22.0
    high, left, gap = 205.0, 40.0, 46.0
    canvas = Canvas(top + high + 205)
    canvas.legend(0, 0, entries)
    room = (WIDTH - left + gap) / max(len(clouds), 1)
    for number, cloud in enumerate(clouds):
        _cloud(canvas, cloud, left + number * room, top, room - gap, high)
    room = WIDTH / max(len(heaps), 1)
    for number, heap in enumerate(heaps):
        _heap(canvas, heap, number * room, top + high + 86, room - 18, 70)
    return canvas.svg(name, title)


def _cloud(canvas: Canvas, cloud: Cloud, x: float, y: float, width: float, height: float) -> None:
    shown = [*cloud.points, *((a, b) for _, a, b in cloud.marks)]
    across = Scale(*covering(a for a, _ in shown), x, x + width)
    up = Scale(*covering(b for _, b in shown), y + height, y)
    for tick in up.ticks(5):
        canvas.line([(x, up(tick)), (x + width, up(tick))], "grid")
        canvas.text(x - 6, up(tick), f"{tick:g}", "mild", 10, "end")
    for tick in across.ticks(6):
        canvas.text(across(tick), y + height + 11, f"{tick:g}", "mild", 10, "middle")
    canvas.dots([(across(a), up(b)) for a, b in cloud.points], "cloud", 1.6)
    within = [(a, b) for a, b in cloud.edge if across.low <= a <= across.high and up.low <= b <= up.high]
    canvas.dots([(across(a), up(b)) for a, b in within], "mild", 1.9)
    for number, (label, a, b) in reversed([*enumerate(cloud.marks)]):
        ink, _, marker = style(number)
        said = f"{label}: {a:.0f}, {b:.0f}"
        canvas.mark(marker, across(a), up(b), 15 if number == 0 else 10.5, ink, said=said)
    canvas.text(x + width, y + height + 27, f"{cloud.across} →", "ink", 11, "end", bold=True)
    canvas.text(x - 20, y - 12, f"↑ {cloud.up}", "ink", 11, bold=True)


def _heap(canvas: Canvas, heap: Heap, x: float, y: float, width: float, height: float) -> None:
    canvas.text(x, y - 16, heap.title, "ink", 12, bold=True)
    end = heap.low + heap.width * len(heap.bins)
    across = Scale(*covering([heap.low, end, *heap.marks], 0.0), x, x + width)
    most = max([*heap.bins, 1])
    for number, count in enumerate(heap.bins):
        left, right = across(heap.low + number * heap.width), across(heap.low + (number + 1) * heap.width)
        tall = height * count / most
        canvas.rect(left, y + height - tall, right - left + 0.15, tall, "cloud")
    for tick in across.ticks(3):
        canvas.text(across(tick), y + height + 10, f"{tick:g}".replace("-", "−"), "mild", 10, "middle")
    for number, value in reversed([*enumerate(heap.marks)]):
        ink, _, marker = style(number)
        canvas.line([(across(value), y), (across(value), y + height)], ink, 2.4 if number == 0 else 1.4)
        canvas.mark(marker, across(value), y, 8 if number == 0 else 6, ink)
    canvas.text(x, y + height + 26, heap.note, "mild", 11)
