"""A new scenario: a small, complete, playable folder from the template and a few answers. Writes files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from game.authoring.answers import Answers, id_of
from game.authoring.rewriting import write
from game.authoring.schemas import schemas
from game.present.words import sentence
from game.scenario.checks.prose import citations
from game.scenario.diagnostics import Problem
from game.scenario.kinds import id_like, is_id
from game.scenario.loader import bundled, find_scenario, read_scenario
from game.scenario.model import Member, Scenario
from game.scenario.nodes import MapNode
from game.scenario.places import fault
from game.scenario.refusal import Refusal
from game.scenario.shelf import MAIN, Shelf, open_shelf

SCHEMAS = ".schema"
"""The folder of the schemas, beside `scenario.yaml`: editors read them to help while typing."""
CAST = ("alliance", "threats", "members", "partners", "roles")
"""What `--from` copies of another scenario, in this order."""
PART = re.compile(r"^# <secretariat>\n(.*?)^# </secretariat>\n", re.DOTALL | re.MULTILINE)
"""What stands in the template for a second seat only."""
BLANK = re.compile(r"\{\{([a-z-]+)\}\}")
NO_SOURCES = """
# Facts in texts cite their sources by id, as in [handbook]. None is cited yet:
# sources:
#   handbook: {title: "A handbook of alliances, 2029", url: "https://example.org"}
"""


@dataclass(frozen=True, slots=True)
class _Memory:
    """A scenario's files before they are written."""

    id: str
    texts: Mapping[str, str]

    def holds(self, name: str) -> bool:
        return any(each == name or each.startswith(f"{name}/") for each in self.texts)

    def names(self, folder: str) -> list[str] | Problem:
        start = f"{folder}/"
        return [name.removeprefix(start) for name in self.texts if name.startswith(start)]

    def read(self, name: str) -> bytes | Problem:
        text = self.texts.get(name)
        return fault("unreadable", name, name=name, why="there is none") if text is None else text.encode()


@dataclass(slots=True)
class _Borrowed:
    """The cast of another scenario, as text and as ids."""

    words: dict[str, str] = field(default_factory=dict)
    """By placeholder of the template."""
    seconded: bool = True
    """Whether there is a secretariat."""


def create(path: Path, answers: Answers, model: str | None = None) -> tuple[str, ...] | Refusal:
    """Write a new scenario's folder and say which files it has; what is there is never written over.

    `model` is the id or path of a scenario whose cast is copied.
    """
    if refusal := unfit_place(path):
        return refusal
    cast = _borrowed(model) if model else _invented(answers)
    if isinstance(cast, Refusal):
        return cast
    words = {**cast.words, "id": path.name, "title": answers.title, "schema": SCHEMAS}
    texts = {name: _filled(text, words, seconded=cast.seconded) for name, text in _template()}
    shelf = Shelf(_Memory(path.name, texts))
    if read_scenario(shelf) is None:
        first = shelf.problems.sorted()[0]
        return Refusal(f"These answers do not make a scenario: {first.message} ({first.file}).", first.hint)
    texts |= {f"{SCHEMAS}/{name}": text for name, text in schemas().items()}
    for name, text in texts.items():
        if refusal := write(path / name, text):
            return refusal
    return tuple(texts)


def unfit_place(path: Path) -> Refusal | None:
    """Why no scenario can be begun at a path; or nothing."""
    if not path.name:
        return Refusal(
            f"`{path}` is a folder that is there already.",
            "Say what the new one is to be called: tashkent scenario new my-crisis, say.",
        )
    if not is_id(path.name):
        return Refusal(
            f"`{path.name}` cannot be a scenario's id.",
            "Use small letters, digits, - and _, at most 40, beginning with a letter: "
            f"{id_like(path.name) or 'my-crisis'}, say.",
        )
    if path.name in bundled():
        return Refusal(
            f"`{path.name}` is a scenario that comes with the game.",
            f"Choose another id; to begin with its cast: tashkent scenario new NAME --from {path.name}",
        )
    if path.exists() or path.is_symlink():
        return Refusal(
            f"There is something called `{path}` already.", "Choose another name, or move it away."
        )
    return None


def _template() -> Iterator[tuple[str, str]]:
    """The template's files but the cast, by name."""
    for file in _below(files("game.authoring") / "template", ""):
        if file[0] != "cast.yaml":
            yield file


def _below(folder: Traversable, start: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            yield from _below(entry, f"{start}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield f"{start}{entry.name}", entry.read_text(encoding="utf-8")


def _filled(text: str, words: Mapping[str, str], *, seconded: bool) -> str:
    """A text of the template with its blanks filled in."""
    text = PART.sub(r"\1" if seconded else "", text)
    for _ in range(2):  # the cast has blanks of its own
        text = BLANK.sub(lambda blank: words[blank[1]], text)
    return text


def _invented(answers: Answers) -> _Borrowed | Refusal:
    """The template's own cast, under the author's names."""
    names = {"asker": answers.asker, "objector": answers.objector, "friend": answers.friend}
    ids = {key: id_of(name) for key, name in names.items()}
    if len({*ids.values(), ""}) < len(ids) + 1:
        return Refusal("The three members need three different names, with a letter first.")
    return _Borrowed(
        {
            **names,
            **{f"{key}-id": word for key, word in ids.items()},
            "alliance": answers.alliance,
            "patron": answers.patron,
            "cast": (files("game.authoring") / "template" / "cast.yaml").read_text(encoding="utf-8"),
            "sources": NO_SOURCES,
            "capital": "capital",
            "bureau": "bureau",
            "threat": "unrest",
            "client-first": "government",
            "client-second": "council",
        }
    )


def _borrowed(model: str) -> _Borrowed | Refusal:
    """The cast of another scenario."""
    shelf = open_shelf(find_scenario(model), bundled())
    scenario = read_scenario(shelf)
    if scenario is None:
        first = next(problem for problem in shelf.problems.sorted() if problem.severity == "error")
        return Refusal(f"No cast can be taken from `{model}`: {first.message}.", sentence(first.hint))
    askers = [member for member in scenario.members if member.clients]
    patrons = [role.id for role in scenario.roles if role.kind == "patron"]
    bureaus = [role.id for role in scenario.roles if role.kind == "secretariat"]
    if not (askers and patrons and len(scenario.members) > 1):
        return Refusal(
            f"No cast can be taken from `{model}`.",
            "The template needs a patron, and two members of which one has a client that may appeal.",
        )
    asker = askers[0]
    objector = _wariest(scenario, asker)
    return _Borrowed(
        {
            "asker": asker.name,
            "asker-id": asker.id,
            "objector": objector.name,
            "objector-id": objector.id,
            "cast": _sliced(shelf, scenario),
            "sources": _sources(shelf),
            "capital": patrons[0],
            "bureau": bureaus[0] if bureaus else "",
            "threat": min(scenario.threats, key=lambda threat: threat.duty).id,
            "client-first": asker.clients[0].id,
            "client-second": asker.clients[-1].id,
        },
        seconded=bool(bureaus),
    )


def _wariest(scenario: Scenario, asker: Member) -> Member:
    others = [member for member in scenario.members if member.id != asker.id]
    return max(others, key=lambda member: member.aversion)


def _sliced(shelf: Shelf, scenario: Scenario) -> str:
    """The lines of the cast as its author wrote them, comments included."""
    root, lines = _main(shelf)
    starts = sorted(entry.key.spot.line for entry in root.entries.values())
    parts = [f"# The cast is that of `{scenario.id}`. Change what differs here."]
    for key in CAST:
        first = root.key_spot(key).line
        end = next((line for line in starts if line > first), len(lines) + 1)
        parts += lines[first - 1 : end - 1]
    return "\n".join(parts).rstrip() + "\n"


def _sources(shelf: Shelf) -> str:
    """The sources that the cast's texts cite, as they were written."""
    root, lines = _main(shelf)
    cast = (root.entries[key].value for key in CAST)
    cited = {found[1] for node in cast for _, found in citations(node)}
    entries = root.map("sources").entries
    starts = sorted(entry.key.spot.line for entry in (*root.entries.values(), *entries.values()))
    parts = ["sources:"]
    for key, entry in entries.items():
        if key in cited:
            first = entry.key.spot.line
            end = next((line for line in starts if line > first), len(lines) + 1)
            parts += lines[first - 1 : end - 1]
    return "\n".join(parts) if len(parts) > 1 else NO_SOURCES.strip("\n")


def _main(shelf: Shelf) -> tuple[MapNode, list[str]]:
    """The tree and the lines of a `scenario.yaml` that has been read without errors."""
    root = shelf.document(MAIN).root
    if not isinstance(root, MapNode):
        raise AssertionError("the scenario loaded, so its file is a mapping")
    return root, shelf.texts[MAIN].split("\n")
