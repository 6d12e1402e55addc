"""“Did you mean”: the known names nearest to an unknown one."""

from __future__ import annotations

from collections.abc import Iterable

from game.words import _, in_context

LISTED = 12
"""How many allowed names a hint lists when none is near."""

LONGEST = 80
"""The longest word, in characters, that can be a slip of the pen."""

SHARE_WRONG = 0.4
"""How large a share of a word's letters may be wrong for it still to be a slip of the pen."""

BEGINNING = 3
"""How many letters two words must share at their start for the shorter to be the longer cut short."""

HABITS = {
    "choices": "options", "choice": "options", "effects": "levers", "effect": "levers", "condition": "when",
    "if": "when", "probability": "chance", "description": "summary", "text": "briefing", "name": "title",
    "question": "prompt", "actors": "roles", "countries": "members", "states": "members", "lesson": "teaches",
}  # fmt: skip
"""Words that other tools use for ours."""


def nearest(word: str, names: Iterable[str]) -> tuple[str, ...]:
    """The known names that `word` is probably meant to be, best first, at most three.

    A swapped pair, a missing, an extra or a wrong letter count one each; case, and `-` for `_`, nothing.
    """
    if len(word) > LONGEST:
        return ()
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (loaded for the first slip only: start-up time)
    from rapidfuzz.process import extract  # noqa: PLC0415

    known = {name: _fold(name) for name in names}
    folded = _fold(word)
    wrong = max(1, int(SHARE_WRONG * len(folded)))
    near = extract(folded, known, scorer=OSA.distance, score_cutoff=wrong, limit=None)
    scored = {
        (distance, name) for text, distance, name in near if distance <= max(1, SHARE_WRONG * len(text))
    }
    for name, text in known.items():
        begun = text.startswith(folded) or folded.startswith(text)
        if begun and min(len(text), len(folded)) >= BEGINNING:
            scored.add((abs(len(text) - len(folded)), name))
    if not scored and HABITS.get(folded) in known:
        return (HABITS[folded],)
    best = min(scored, default=(0, ""))[0]
    return tuple(name for distance, name in sorted(scored) if distance == best)[:3]


def meant(word: str, names: Iterable[str]) -> str:
    """A hint for an unknown `word` when a known name is near; else nothing."""
    near = nearest(word, names)
    names = in_context("between alternatives", " or ").join(f"`{name}`" for name in near)
    return _("did you mean {names}?").format(names=names) if near else ""


def did_you_mean(word: str, names: Iterable[str], what: str = "") -> str:
    """A hint for an unknown `word`: the nearest known names, else all that are allowed (`what` they are)."""
    known = tuple(dict.fromkeys(names))
    if hint := meant(word, known):
        return hint
    if len(known) < 2:
        only = _("the only one is {name}").format(name=listed(known))
        return only if known else _("there are none yet")
    return _("{what} are {names}").format(what=what or _("the known ones"), names=listed(known))


def listed(names: Iterable[str]) -> str:
    """The names in backquotes, the first dozen of them."""
    known = tuple(names)
    names = ", ".join(f"`{name}`" for name in known[:LISTED])
    if len(known) <= LISTED:
        return names
    return _("{names} and {count} more").format(names=names, count=len(known) - LISTED)


def _fold(word: str) -> str:
    return word.lower().replace("_", "-")
