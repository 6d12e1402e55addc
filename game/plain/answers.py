"""What a typed line means: an option by number, id or beginning of its label, with a reason or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from game.scenario.diagnostics import shorten
from game.scenario.refusal import Refusal
from game.scenario.suggestions import nearest
from game.words import _, in_context

BECAUSE = "because"
YES = {"y", "yes", "ok", "aye", "sure"}
NO = {"n", "no", "nay", "back"}
"""What is understood in every language, beside the player's own words for it."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be picked from a numbered list."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked, and why."""

    id: str
    rationale: str = ""


def agrees(word: str) -> bool:
    """Whether a word is a yes; Enter alone is one."""
    own = in_context("words for yes, parted by spaces", "y yes")
    return not word.strip() or word.strip().casefold() in {*YES, *own.split()}


def declines(word: str) -> bool:
    """Whether a word is a no."""
    own = in_context("words for no, parted by spaces", "n no")
    return word.strip().casefold() in {*NO, *own.split()}


def picked(line: str, items: Sequence[Item], also: Sequence[str] = ()) -> Picked | Refusal:
    """The item that a line names; `also` are other words that the line may have been meant to be."""
    what, reason = parted(line)
    found = _named(line.strip(), items)  # a label may itself have "because" in it
    if found:
        return Picked(found[0].id) if len(found) == 1 else _several(line.strip(), found, items)
    found = _named(what, items) if reason or what != line.strip() else []
    if found:
        return Picked(found[0].id, reason) if len(found) == 1 else _several(what, found, items)
    return _unknown(what, items, also)


def parted(line: str) -> tuple[str, str]:
    """A line as what stands before and after its first `because`."""
    words = "|".join(re.escape(word) for word in (BECAUSE, in_context("before a reason", "because")))
    found = re.search(rf"(?:^|[\s,;:.])(?:{words})\b[\s,:]*", line, re.IGNORECASE)
    if not found:
        return line.strip(), ""
    return line[: found.start()].strip(" ,;:."), line[found.end() :].strip()


def _named(word: str, items: Sequence[Item]) -> list[Item]:
    """The items that a word may mean; a number, an id or a whole label wins over a beginning."""
    number = re.fullmatch(r"[#(]?([0-9]{1,4})[.)]?", word)
    if number:
        at = int(number[1]) - 1
        return [items[at]] if 0 <= at < len(items) else []
    folded = " ".join(word.casefold().split())
    if not folded:
        return []
    exact = [item for item in items if folded in {item.id.casefold(), item.label.casefold().rstrip(".")}]
    return exact or [
        item for item in items if item.label.casefold().startswith(folded) or item.id.startswith(folded)
    ]


def _several(word: str, found: Sequence[Item], items: Sequence[Item]) -> Refusal:
    ways = [f"{items.index(item) + 1} ({item.label})" for item in found]
    could = _("`{word}` could be {ways} or {last}.")
    could = could.format(word=shorten(word), ways=", ".join(ways[:-1]), last=ways[-1])
    return Refusal(could, _("Give the number."))


def _unknown(word: str, items: Sequence[Item], also: Sequence[str]) -> Refusal:
    within = _("Give a number from 1 to {last}.").format(last=len(items))
    if not word:
        return Refusal(_("There was no answer."), within)
    if re.fullmatch(r"-?[0-9.,]+", word):
        return Refusal(_("There is no number {number} here.").format(number=shorten(word)), within)
    near = nearest(word, [*(item.id for item in items), *(item.label for item in items), *also])
    said = _("I do not know `{word}`.").format(word=shorten(word))
    if not near:
        return Refusal(said, _("Give a number from 1 to {last}, or type help.").format(last=len(items)))
    numbers = {name: n for n, item in enumerate(items, 1) for name in (item.id, item.label)}
    meant = [f"{numbers[name]} ({name})" if name in numbers else name for name in near]
    choice = in_context("between alternatives", " or ")
    return Refusal(said, _("Did you mean {names}?").format(names=choice.join(meant)))
