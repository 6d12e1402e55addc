"""How a team stands, in words: for the line on top, the box, and the page on which one waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from game.present.markup import flat, spoken
from game.tui.figures import hung
from game.words import _, counted, marked

if TYPE_CHECKING:
    from game.present.view import View
    from game.table.team import Mate, Polling, Team

AWAY = marked("The host is away. What was decided is safe; this screen goes on by itself.")


def clock(seconds: float) -> str:
    """Minutes and seconds: `12:05`."""
    whole = max(int(seconds + 0.5), 0)
    return f"{whole // 60}:{whole % 60:02}"


def line(team: Team, left: float | None, *, away: bool) -> Content:
    """The team in one line: the room, the clock, who is there, how the vote stands, whom all wait for."""
    if away:
        return Content.styled(f" ✕ {_(AWAY)}", "bold $bad")
    parts = [Content.styled(f" {flat(team.room)}", "bold $primary"), _time(team, left)]
    if team.practice:
        parts.append(Content.styled(_("practice"), "bold $accent"))
    if len(team.mates) > 1:
        there = sum(mate.there for mate in team.mates)
        parts.append(Content(_("{there} of {all} here").format(there=there, all=len(team.mates))))
    parts += _standing(team)
    if team.happenings:
        parts.append(Content.styled(f"▲ {flat(team.happenings[-1].title)}", "bold $accent"))
    return Content("  ").join(part for part in parts if part.plain)


def _time(team: Team, left: float | None) -> Content:
    if team.paused:
        return Content.styled(_("paused"), "bold $accent")
    if left is None or team.phase != "open":
        return Content("")
    return Content.styled(clock(left), "bold $bad" if left < 60 else "bold $accent")


def _standing(team: Team) -> list[Content]:
    """How the vote stands."""
    if team.phase != "open":
        return []
    at = next((poll for poll in team.polls if not poll.settled), None)
    if at is None:
        names = ", ".join(flat(name) for name in team.waits_for)
        return [Content(_("the room waits for {seats}").format(seats=names) if names else "")]
    voted = sum(len(each.names) for each in at.wanted)
    return [Content(counted("{voted} vote", "{voted} votes", voted).format(voted=voted))] if voted else []


def noted(note: str) -> Content:
    """What a class should know of the scenario beforehand."""
    return Content.assemble((f"{_('Please note')}  ", "bold $accent"), spoken(note))


def told(team: Team, view: View | None, left: float | None, width: int) -> Content:
    """All about the team: mates, votes with their reasons, rules, messages."""
    blocks = [_who(team, width), *(_poll(poll, view, width) for poll in team.polls)]
    if team.waits_for:
        names = ", ".join(flat(name) for name in team.waits_for)
        blocks.append(hung(Content.styled(_("The room waits for "), "$faint"), Content(names), width))
    if left is not None and team.phase == "open" and not team.paused:
        blocks.append(Content.assemble((_("Time left "), "$faint"), (clock(left), "bold")))
    blocks.append(hung(Content(""), Content.styled(flat(team.rules), "$mild"), width))
    if team.messages:
        said = [hung(Content.styled("▸ ", "$accent"), Content(flat(each)), width) for each in team.messages]
        blocks.append(
            Content("\n").join([Content.styled(_("Your teacher"), "bold $primary"), *reversed(said)])
        )
    return Content("\n\n").join(blocks)


def _who(team: Team, width: int) -> Content:
    title = Content.assemble(
        (flat(team.seat or _("Your seat")), "bold $primary"), (f"  {flat(team.room)}", "$faint")
    )
    return Content("\n").join([title, *(_mate(mate, width) for mate in team.mates)])


def _mate(mate: Mate, width: int) -> Content:
    lead = Content.styled("● " if mate.there else "○ ", "$good" if mate.there else "$faint")
    notes = [
        text
        for holds, text in (
            (mate.you, _("you")),
            (mate.captain, _("captain")),
            (not mate.there, _("away")),
        )
        if holds
    ]
    name = Content.assemble(flat(mate.name), (f"  {', '.join(notes)}" if notes else "", "$faint"))
    return hung(lead, name, width)


def _poll(poll: Polling, view: View | None, width: int) -> Content:
    """One decision: what is wanted by whom, and why."""
    decision = next((each for each in view.decisions if each.id == poll.decision), None) if view else None
    labels = {each.id: spoken(each.label) for each in decision.options} if decision else {}
    title = spoken(decision.prompt) if decision else _("To go on")
    lines = [hung(Content(""), Content.styled(title, "bold"), width)]
    for wanted in poll.wanted:
        label = labels.get(wanted.option, _("to go on") if not wanted.option else wanted.option)
        names = ", ".join(flat(name) for name in wanted.names)
        lead = Content.styled(f"{len(wanted.names):>2} × ", "bold $accent")
        lines.append(hung(lead, Content.assemble(label, (f"  {names}", "$mild")), width))
        lines += [
            hung(Content("     "), Content.styled(f"“{flat(reason)}”", "$faint italic"), width)
            for reason in wanted.reasons
        ]
    if poll.settled or poll.how:
        label = labels.get(poll.settled, poll.settled)
        lines.append(
            hung(
                Content.styled("✓ ", "$good"),
                Content.assemble(label, (f"  {flat(poll.how)}", "$faint")),
                width,
            )
        )
    elif not poll.wanted:
        lines.append(Content.styled(_("Nobody has voted yet."), "$faint"))
    return Content("\n").join(lines)
