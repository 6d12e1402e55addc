"""What an author is asked of a new scenario, and which answers can be used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from game.scenario.kinds import hyphened, is_id
from game.scenario.source import FORBIDDEN

LONGEST_TITLE, LONGEST_NAME = 80, 30
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answers:
    """What the author said about the new scenario, with the defaults."""

    title: str = "A request for help"
    alliance: str = "The Northern Compact"
    patron: str = "Arden"
    asker: str = "Birchland"
    objector: str = "Cedaria"
    friend: str = "Dunmark"


QUESTIONS: Mapping[str, str] = {
    "title": "What is it called?",
    "alliance": "What is the alliance called?",
    "patron": "Which state leads it and pays for it?",
    "asker": "Which member asks for help?",
    "objector": "Which member fears intervention, and may object?",
    "friend": "Which member watches from afar?",
}
"""By field of Answers. With `--from` only the title is asked: the cast is another scenario's."""

PARTS = {
    "patron": "the leading state",
    "asker": "the member that asks",
    "objector": "the member that may object",
    "friend": "the member that watches",
}
"""The states, no two of which may be called the same."""


def unfit(question: str, answer: str, given: Mapping[str, str] = NOTHING) -> str:
    """Why an answer cannot be used beside those that are `given` already; or nothing."""
    limit = LONGEST_TITLE if question == "title" else LONGEST_NAME
    if not answer.strip():
        return "Say something, or press Enter for what is suggested."
    if len(answer) > limit:
        return f"At most {limit} characters."
    if not answer.isprintable() or FORBIDDEN.search(answer):
        return "Leave out characters that do not show."
    if question == "title":
        return "Leave out quotes and braces." if set(answer) & set('"\\{}') else ""
    if not re.fullmatch(r"[\w .'’-]+", answer):
        return "Use letters, digits, spaces, points, hyphens and apostrophes."
    return _unfit_name(question, answer, given) if question in PARTS else ""


def _unfit_name(question: str, answer: str, given: Mapping[str, str]) -> str:
    """Why a state cannot be called so."""
    if question != "patron" and not id_of(answer):
        return "Begin with a letter from a to z: an id is made of the name."
    for other, part in PARTS.items():
        if other != question and other in given and _plain(given[other]) == _plain(answer):
            return f"{given[other]} is {part}: give this one another name."
    return ""


def id_of(name: str) -> str:
    """A name as an id: The Dark Isle as dark-isle; nothing if nothing is left."""
    plain = hyphened(name.casefold().removeprefix("the "))
    return plain if is_id(plain) else ""


def _plain(name: str) -> str:
    """What must differ between two names."""
    return id_of(name) or name.strip().casefold()
