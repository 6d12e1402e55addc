"""What a save says: a header and what was decided since, one JSON document a line. Pure text, no files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from game.engine.settings import Settings
from game.scenario.refusal import Refusal
from game.table.seeds import unfit
from game.words import _

FORMAT = 1
"""Of the lines below; a later one is refused."""


@dataclass(frozen=True, slots=True)
class Branch:
    """The finished game from which a play parts, and at which decision of the player's seat."""

    place: str
    """Its save, as one would name it; empty if it has none."""
    stage: str
    decision: str
    choices: Mapping[str, str]
    """All that was chosen in it, by STAGE.ROLE.DECISION: enough to play it again beside this one."""


@dataclass(frozen=True, slots=True)
class Header:
    """Everything that a play needs to be played again, but the choices."""

    scenario: str
    """Its id."""
    digest: str
    """Of what the scenario said when the play began."""
    path: str
    """Where the scenario's folder was; empty for one that comes with the game."""
    version: str
    """Of the engine."""
    role: str
    opponent: str
    """Who plays the other seats: the name of a policy, or a line of the scenario."""
    seed: int
    parameters: Mapping[str, float] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    variant: str | None = None
    started: str = ""
    """When, in UTC, ISO 8601."""
    branch: Branch | None = None
    forecasts: bool = True
    """Whether the seat could ask where options may lead."""

    @property
    def settings(self) -> Settings:
        """How the play departs from the model as it stands."""
        return Settings(dict(self.parameters), frozenset(self.without), self.variant)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A seat settled a decision."""

    stage: str
    role: str
    decision: str
    option: str
    rationale: str = ""


@dataclass(frozen=True, slots=True)
class MovedOn:
    """The player left a stage that had nothing to decide."""

    stage: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The player undid a decision."""


@dataclass(frozen=True, slots=True)
class Finished:
    """All stages are over; the scores after the years that follow."""

    credibility: float
    cost: float
    diversification: float


Entry = Chosen | MovedOn | TakenBack | Finished

KINDS: dict[str, type[Entry]] = {
    "choice": Chosen,
    "pass": MovedOn,
    "undo": TakenBack,
    "finish": Finished,
}
NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Record:
    """A whole save, as read."""

    header: Header
    entries: tuple[Entry, ...]
    lines: tuple[int, ...]
    """The line of the file on which each entry stands, from 1."""
    length: int
    """How many bytes of the file were read as whole lines."""
    torn: bool
    """Whether a last line that was not fully written was dropped."""


class _UnreadableError(Exception):
    """A line does not say what a save's line says; the message tells what."""


def header_line(header: Header) -> bytes:
    """The first line of a save."""
    # ASCII, since a path may hold bytes that are no text in any encoding.
    return _line({"kind": "game", "format": FORMAT, **asdict(header)}, ascii_only=True)


def entry_line(entry: Entry) -> bytes:
    """One line of a save after the first."""
    return _line({"kind": NAMES[type(entry)], **asdict(entry)})


def parse(data: bytes) -> Record | Refusal:
    """The save that these bytes hold; a torn last line is dropped, any other fault refused by its line."""
    whole, _newline, rest = data.rpartition(b"\n")
    lines = whole.split(b"\n") if whole else []
    if not lines:
        return Refusal(_("This is not a saved game: it has no whole line."))
    try:
        header = _header(_document(lines[0]))
    except _UnreadableError as fault:
        return Refusal(_("This is not a saved game: {fault}.").format(fault=fault))
    entries: list[Entry] = []
    torn, length = bool(rest), len(whole) + 1
    for number, line in enumerate(lines[1:], 2):
        try:
            document = _document(line)
        except _UnreadableError as fault:
            if number == len(lines) and not rest:  # a disk may keep a line's end and lose its middle
                torn, length = True, length - len(line) - 1
                break
            return _corrupt(number, fault)
        try:
            entries.append(_entry(document))
        except _UnreadableError as fault:
            return _corrupt(number, fault)
    return Record(header, tuple(entries), tuple(range(2, len(entries) + 2)), length, torn)


def _corrupt(number: int, fault: _UnreadableError) -> Refusal:
    return Refusal(
        _("The save cannot be read: line {line} {fault}.").format(line=number, fault=fault),
        _("Nothing was changed. Delete line {line} and all after it to resume from before that.").format(
            line=number
        ),
    )


def _line(document: Mapping[str, object], *, ascii_only: bool = False) -> bytes:
    return json.dumps(document, ensure_ascii=ascii_only).encode() + b"\n"


def _document(line: bytes) -> dict[str, Any]:
    try:
        document = json.loads(line.decode())
    except (ValueError, RecursionError):
        raise _UnreadableError(_("is not JSON")) from None
    if not isinstance(document, dict):
        raise _UnreadableError(_("is not a JSON object"))
    return document


def _header(document: dict[str, Any]) -> Header:
    if document.get("kind") != "game":
        raise _UnreadableError(_("its first line does not say so"))
    if document.get("format") != FORMAT:
        other = _("its format is {format}, and this version reads {known}")
        raise _UnreadableError(other.format(format=repr(document.get("format")), known=FORMAT))
    parameters = document.get("parameters", {})
    without = document.get("without", [])
    variant = document.get("variant")
    seed = document.get("seed")
    if not isinstance(seed, int) or isinstance(seed, bool) or unfit(seed):
        raise _UnreadableError(_("its first line names no seed"))
    if (
        not isinstance(parameters, dict)
        or not isinstance(without, list)
        or not isinstance(variant, str | None)
    ):
        raise _UnreadableError(_("its first line has settings of another form"))
    return Header(
        **{
            name: _text(document, name)
            for name in ("scenario", "digest", "path", "version", "role", "opponent")
        },
        seed=seed,
        parameters={name: _number(parameters, name) for name in parameters},
        without=tuple(str(rule) for rule in without),
        variant=variant,
        started=_text(document, "started"),
        branch=_branch(document.get("branch")),
        forecasts=document.get("forecasts") is not False,
    )


def _branch(document: object) -> Branch | None:
    if document is None:
        return None
    if not isinstance(document, dict) or not isinstance(document.get("choices"), dict):
        raise _UnreadableError(_("its first line does not say from which game it parts"))
    choices = {name: _text(document["choices"], name) for name in document["choices"]}
    return Branch(**{name: _text(document, name) for name in ("place", "stage", "decision")}, choices=choices)


def _entry(document: dict[str, Any]) -> Entry:
    match document.get("kind"):
        case "choice":
            fields = ("stage", "role", "decision", "option", "rationale")
            return Chosen(**{name: _text(document, name) for name in fields})
        case "pass":
            return MovedOn(_text(document, "stage"))
        case "undo":
            return TakenBack()
        case "finish":
            scores = ("credibility", "cost", "diversification")
            return Finished(**{name: _number(document, name) for name in scores})
        case kind:
            raise _UnreadableError(_("is of a kind that is not known: {kind}").format(kind=repr(kind)))


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str):
        raise _UnreadableError(_("has no text under {name}").format(name=repr(name)))
    return value


def _number(document: Mapping[str, Any], name: str) -> float:
    value = document.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _UnreadableError(_("has no number under {name}").format(name=repr(name)))
    return float(value)
