"""A schematic map of the alliance: its members as tiles, by region, and the partners that court them.

It knows no geography: the scenario's regions stand where they fit, in the scenario's order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.style import Style

from game.tui.figures import between, fitted, packed, range_bar
from game.tui.keys import key
from game.tui.widgets.drawn import Drawn
from game.tui.widgets.emblem import named_region
from game.tui.widgets.members import LEANS, Asked, lean, vote
from game.words import _, in_context

if TYPE_CHECKING:
    from game.present.view import MemberView, Span

TILE_LEAST = 19
"""The least width of a tile, borders included."""

NUMBERS = 7
SHOWN_THREATS = 2
"""So many threats have a line in a tile; the member's own sheet has all."""

Line = Content
Block = list[Line]
"""Lines of one width."""


class Map(Drawn):
    """Members by region, each with its belief by threat, its lean and its vote; a click opens one."""

    can_focus = True
    BINDINGS: ClassVar = [
        key("j,down,l,right", "screen.step_member(1)", "Next", "The next member.", shown=False),
        key("k,up,h,left", "screen.step_member(-1)", "Previous", "The member before.", shown=False),
        key("enter", "open", "More", "All about the member at hand."),
    ]

    def __init__(self, regions: Mapping[str, str], *, id: str) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.auto_links = False
        self._regions = regions
        """By member: where it lies."""
        self._members: tuple[MemberView, ...] = ()
        self._asked = Asked()
        self._at_hand = ""

    def show(self, members: tuple[MemberView, ...], asked: Asked) -> None:
        """Tell of the members."""
        self._members, self._asked = members, asked
        self.refresh(layout=True)

    def ask(self, asked: Asked) -> None:
        """Tell of the votes on another option."""
        if asked != self._asked:
            self._asked = asked
            self.refresh()

    async def action_open(self) -> None:
        """All about the member at hand."""
        await self.run_action(f"screen.open_member({self._at_hand!r})")

    def point(self, member: str) -> None:
        """Mark this member."""
        if member != self._at_hand:
            self._at_hand = member
            self.refresh()

    def draw(self, width: int) -> Content:
        """The regions, then the neighbours, then the key."""
        if not self._members or width < TILE_LEAST:
            return Content("")
        columns = max(width // TILE_LEAST, 1)
        tile = width // columns
        grouped: dict[str, list[MemberView]] = {}
        for member in self._members:
            grouped.setdefault(self._regions.get(member.id, ""), []).append(member)
        lines: Block = []
        for shelf in _shelves(grouped, columns):
            blocks = [self._region(name, members, span_, tile) for name, members, span_ in shelf]
            lines += _beside(blocks)
        return Content("\n").join([*self._legend(width), *lines, *self._neighbours(width), _key(width)])

    def _legend(self, width: int) -> Block:
        """What the lines of a tile are."""
        threats = list(self._members[0].belief)[:SHOWN_THREATS]
        lines = in_context("between lines", ", then ").join(threats)
        come = _("Help would come: {threats}")
        said = f" {come.format(threats=lines)}"
        return [each.rstrip() for each in Content.styled(said, "$faint").wrap(width)]

    def _region(self, name: str, members: Sequence[MemberView], columns: int, tile: int) -> Block:
        width = columns * tile
        title = Content.styled(fitted(f" {named_region(name)}", width), "bold $primary")
        lines: Block = [title] if name else []
        for at in range(0, len(members), columns):
            lines += _beside([self._tile(member, tile) for member in members[at : at + columns]])
        return [_filled(line, width) for line in lines]

    def _tile(self, member: MemberView, width: int) -> Block:
        here = member.id == self._at_hand
        corner, side, edge = ("╔╗╚╝", "║", "═") if here else ("╭╮╰╯", "│", "─")
        frame = "bold $accent" if here or member.asks else LEANS[member.lean][1].replace("$faint", "$line")
        inner = width - 2
        name = fitted(f"{'! ' if member.asks else ''}{member.name}", min(inner - 2, 40)).rstrip()
        rule = edge * max(inner - Content(name).cell_length - 3, 0)
        top = Content.assemble((f"{corner[0]}{edge} ", frame), (name, "bold"), (f" {rule}{corner[1]}", frame))
        body = [_belief(belief, inner) for belief in member.belief.values()][:SHOWN_THREATS]
        leans, votes = lean(member), vote(member, self._asked)
        rule = edge * max(inner - leans.cell_length - 4, 0)
        bottom = Content.assemble(
            (f"{corner[2]}{edge} ", frame),
            leans,
            (f" {rule}", frame),
            votes or (edge, frame),
            (corner[3], frame),
        )
        open_ = Style.from_meta({"@click": f"screen.open_member({member.id!r})"})
        framed = [
            top,
            *(Content.assemble((side, frame), _filled(line, inner), (side, frame)) for line in body),
            bottom,
        ]
        return [_filled(line, width).stylize(open_) for line in framed]

    def _neighbours(self, width: int) -> Block:
        """The partners outside, with what the member at hand gives each."""
        member = next((each for each in self._members if each.id == self._at_hand), self._members[0])
        partners = list(member.shares.items())[1:]
        outside = _("{member} cooperates outside with").format(member=member.name)
        shares = [Content.styled(f" ◇ {partner} {between(share)}%", "$mild") for partner, share in partners]
        return [Content.styled(f" {outside}", "$faint"), packed(shares, width, 1)]


def _shelves(
    grouped: Mapping[str, list[MemberView]], columns: int
) -> list[list[tuple[str, list[MemberView], int]]]:
    """Regions on shelves: small ones share one, as long as their members fit side by side."""
    shelves: list[list[tuple[str, list[MemberView], int]]] = []
    room = 0
    for name, members in sorted(grouped.items(), key=lambda item: len(item[1])):
        need = min(len(members), columns)
        if need > room:
            shelves.append([])
            room = columns
        shelves[-1].append((name, members, need))
        room -= need
    return shelves


def _beside(blocks: Sequence[Block]) -> Block:
    """Blocks side by side, each as wide as its lines."""
    height = max(len(block) for block in blocks)
    widths = [block[0].cell_length for block in blocks]
    return [
        Content("").join(
            block[at] if at < len(block) else Content.blank(width)
            for block, width in zip(blocks, widths, strict=True)
        )
        for at in range(height)
    ]


def _filled(line: Content, width: int) -> Content:
    return line.truncate(width).pad_right(max(width - line.cell_length, 0))


def _belief(belief: Span, width: int) -> Content:
    bar = range_bar(belief, width - NUMBERS - 1)
    return Content.assemble(*bar, f"{between(belief):>{NUMBERS}} ")


def _key(width: int) -> Content:
    """What the signs mean."""
    leans = "  ".join(f"{sign} {_(name)}" for name, (sign, _style) in LEANS.items())
    return Content.styled(f" {leans}", "$faint").truncate(width, ellipsis=True)
