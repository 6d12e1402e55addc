"""The guide's reference, written from the code: every key, lever, name, parameter and problem.

In the guide each table stands between `<!-- reference: NAME -->` and `<!-- end of reference -->`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from game.authoring.catalogue import FINDINGS
from game.authoring.diagnoses import DIAGNOSES
from game.authoring.quantities import forms
from game.authoring.schemas import SCENARIO, TEST, documents
from game.scenario.catalogue import DIAGNOSTICS
from game.scenario.checks.conditions import NAMES
from game.scenario.diagnostics import Diagnostic
from game.scenario.levers import LEVERS
from game.scenario.parameters import PARAMETERS

PLACE = re.compile(r"(<!-- reference: ([a-z]+) -->\n).*?(<!-- end of reference -->)", re.DOTALL)

NAME_HELP = {
    "turmoil": "violence in the country that asks, 0 to 1",
    "mandate": "an international mandate, 0 to 1",
    "capacity": "forces, kit and training, 0 to 1",
    "procedure": "rules and drills, 0 to 1",
    "limited": "yes if the council goes by the limited rule",
    "overthrown": "yes if an incumbent that appealed has fallen",
    "collapsed": "yes if the state has come apart",
    "deaths": "persons so far",
    "credibility": "the score so far, 0 to 100",
    "cost": "the score so far, in points",
    "diversification": "the score so far, 0 to 100",
    "promise": "how far help has been promised against a threat, 0 to 1",
    "belief": "how far a member believes that help comes against a threat, 0 to 1",
    "restraint": "how far a member trusts that force stays out unless agreed, 0 to 1",
    "share": "a partner's part of a member's security cooperation, 0 to 1; `alliance` is the alliance",
    "bargain": "what has been settled with a member, 0 to 1",
    "leverage": "the patron's hold over a member, beside the start, −1 to 1",
    "pull": "how actively a partner courts the region, 0 to 1",
    "flag": "yes if a lever has set the flag",
    "happened": "yes if the event has happened",
    "carried": "1 if an operation was carried in a stage; where the willing may go, their share; else 0",
    "tried": "yes if an operation was put to the council in a stage",
    "chosen": "an earlier choice, compared by `==` or `!=` with an option's id in quotes; without the stage, "
    "that of the latest earlier stage with such a decision",
}
"""What each name of `NAMES` stands for."""

ENDLESS = 1e9
"""A maximum from which on nobody needs to be told of it."""
INDICES = {"threat": "THREAT", "member": "MEMBER", "partner": "PARTNER", "flag": "NAME"}
COMBINED = {"sum": "added", "max": "the larger", "either": "either helps"}


def renewed(guide: str) -> str:
    """The guide with every table as the code has it now. Raise KeyError at a table that is not known."""
    return PLACE.sub(lambda found: f"{found[1]}\n{TABLES[found[2]]()}\n{found[3]}", guide)


def keys() -> str:
    """Every key of `scenario.yaml` and of a stage, form by form."""
    document = documents()[SCENARIO]
    return _forms(document, first="scenario.yaml")


def test_keys() -> str:
    """Every key of a file in `tests/`."""
    return _forms(documents()[TEST], first="A file of `tests/`")


def figures() -> str:
    """What a test can measure."""
    rows = ((f"`{form}`", meaning) for form, meaning in forms().items())
    return _table(("Figure", "Meaning"), rows)


def levers() -> str:
    """The vocabulary."""
    rows = (
        (
            f"`{lever.name}{f'.{INDICES[lever.index]}' if lever.index else ''}`",
            f"{lever.low:g} to {lever.high:g}" if lever.name != "rule" else "`limited`, `consensus`",
            f"{lever.help} ({lever.unit})",
            COMBINED[lever.combine],
            "patron" if lever.patron_only else "both",
        )
        for lever in LEVERS.values()
    )
    return _table(("Lever", "Values", "What it does", "Two seats at once", "Who"), rows)


def names() -> str:
    """What conditions may name."""
    rows = ((f"`{_form(name, parts)}`", NAME_HELP[name]) for name, parts in NAMES.items())
    return _table(("Name", "Meaning"), rows)


def parameters() -> str:
    """The model's numbers."""
    rows = (
        (
            f"`{each.name}`",
            f"{each.default:g}",
            f"{each.low:g} to {each.high:g}{', whole' if each.whole else ''}",
            each.meaning,
            each.basis,
        )
        for each in PARAMETERS.values()
    )
    return _table(("Parameter", "Value", "Range", "Meaning", "Basis"), rows)


def problems() -> str:
    """Every kind of problem that the tools tell of."""
    parts = (
        ("Found by reading", DIAGNOSTICS),
        ("Found in texts and in play, by `scenario check`", FINDINGS),
        ("Found in tests and translations", DIAGNOSES),
    )
    return "\n".join(f"**{title}**\n\n{_problems(table)}" for title, table in parts)


def _problems(table: Mapping[str, Diagnostic]) -> str:
    rows = (
        (f"`{each.code}`", each.severity, _template(each.message), _template(each.fix))
        for each in table.values()
    )
    return _table(("Code", "Severity", "What is said", "What to do"), rows)


def _template(text: str) -> str:
    """With blanks in capitals: `{key}` as KEY."""
    text = re.sub(
        r"`?\{(\w+)\}`?", lambda blank: blank[1].upper().replace("_", " "), text.replace("{{}}", "{}")
    )
    return text or "the message says it"


def _form(name: str, parts: tuple[str, ...]) -> str:
    if name == "chosen":
        return "chosen.[STAGE.]ROLE.DECISION"
    words = {"holder": "PARTNER", "flag": "NAME"}
    return ".".join([name, *(words.get(part, part.upper()) for part in parts)])


def _forms(document: Mapping[str, Any], first: str) -> str:
    parts = [f"**{first}**\n\n{_keys(document)}"]
    for name, form in document["$defs"].items():
        parts.append(f"**{name.capitalize()}**: {form['description']}\n\n{_keys(form)}")
    return "\n".join(parts)


def _keys(form: Mapping[str, Any]) -> str:
    required = form.get("required", ())
    rows = (
        (f"`{key}`", _kind(value), "yes" if key in required else "", _help(value))
        for key, value in form["properties"].items()
    )
    return _table(("Key", "Value", "Needed", "Meaning"), rows)


def _help(value: Mapping[str, Any]) -> str:
    """What a key says, or the form that it only points to."""
    name = str(value.get("$ref", "")).rpartition("/")[2]
    return str(value.get("description") or documents()[SCENARIO]["$defs"][name]["description"])


def _kind(value: Mapping[str, Any]) -> str:
    """The kind of a value, in a few words."""
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2]
    if "anyOf" in value:
        return " or ".join(dict.fromkeys(_kind(each) for each in value["anyOf"]))
    if "enum" in value:
        return ", ".join(f"`{each}`" for each in value["enum"])
    if "const" in value:
        return f"`{value['const']}`"
    match value.get("type"):
        case "string":
            return "id" if value.get("pattern", "").startswith("^[a-z]") else _text(value)
        case "number" | "integer" as kind:
            return f"{'whole number' if kind == 'integer' else 'number'}{_range(value)}"
        case "boolean":
            return "`true`, `false`"
        case "array":
            return f"list of {_kind(value['items'])}{_most(value, 'maxItems')}"
        case "object" if "patternProperties" in value and "properties" not in value:
            kind = _kind(next(iter(value["patternProperties"].values())))
            return f"by id: {kind}{_most(value, 'maxProperties')}"
        case "object":
            return "mapping"
    return "anything"


def _most(value: Mapping[str, Any], key: str) -> str:
    """How many entries there may be, where that is limited."""
    return f", at most {value[key]}" if key in value else ""


def _text(value: Mapping[str, Any]) -> str:
    if "maxLength" in value and not value.get("description", "").endswith(" words)."):
        return f"text, {value['maxLength']} characters"
    return "date" if "pattern" in value else "text"


def _range(value: Mapping[str, Any]) -> str:
    low = value.get("minimum", value.get("exclusiveMinimum"))
    if low is None:
        return ""
    start = f", {'above ' if 'exclusiveMinimum' in value else ''}{low:g}"
    high = value.get("maximum", ENDLESS)
    return f"{start} or more" if high >= ENDLESS else f"{start} to {high:g}"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    return "".join(f"{line}\n" for line in _lines(list(heads), rows))


def _lines(heads: list[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join(['---'] * len(heads))}|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


TABLES: dict[str, Callable[[], str]] = {
    "figures": figures,
    "keys": keys,
    "levers": levers,
    "names": names,
    "parameters": parameters,
    "problems": problems,
    "tests": test_keys,
}
"""By the name that stands in the guide."""
