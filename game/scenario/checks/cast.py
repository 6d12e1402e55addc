"""Rules about the alliance, its members, partners and roles."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.catalogue import problem
from game.scenario.checks.references import absent, complete, indexed, unknown
from game.scenario.diagnostics import Problem
from game.scenario.draft import Draft
from game.scenario.lookalikes import APOSTROPHES, QUOTES
from game.scenario.model import ALLIANCE, POLICIES
from game.scenario.nodes import Entry, MapNode, ScalarNode, Spot, number_of
from game.scenario.parameters import PARAMETERS
from game.scenario.suggestions import did_you_mean

SHARE_TOLERANCE = 0.001
CURLY = QUOTES.keys() | APOSTROPHES.keys()


def check_promises(draft: Draft) -> Iterator[Problem]:
    """The alliance promises something, be it nothing, about every threat."""
    alliance = draft.root.map("alliance")
    yield from indexed(alliance.map("promise"), "threat", draft.threats)
    yield from complete(alliance, "promise", "threat", draft.threats)


def check_member_tables(draft: Draft) -> Iterator[Problem]:
    """A member's exposure and beliefs cover every threat, its affinities every partner."""
    for member in draft.members.values():
        for key in ("exposure", "rescue"):
            yield from indexed(member.map(key), "threat", draft.threats)
            yield from complete(member, key, "threat", draft.threats)
        yield from indexed(member.map("affinity"), "partner", draft.partners)
        yield from complete(member, "affinity", "partner", draft.partners)
        yield from indexed(member.map("share"), "partner", (ALLIANCE, *draft.partners))
        yield from complete(member, "share", "partner", (ALLIANCE,))


def check_shares(draft: Draft) -> Iterator[Problem]:
    """A member's shares make up a whole."""
    for member in draft.members.values():
        shares = [number_of(entry.value) for entry in member.map("share").entries.values()]
        total = sum(share for share in shares if share is not None)
        if shares and None not in shares and abs(total - 1) > SHARE_TOLERANCE:
            yield problem("shares-sum", member.key_spot("share"), total=f"{total:.4g}")


def check_region(draft: Draft) -> Iterator[Problem]:
    """Someone lives in the region over which diversification is measured."""
    region = draft.root.map("alliance").text("region")
    regions = [member.word("region") for member in draft.members.values()]
    if region is not None and regions and region.value not in regions:
        hint = did_you_mean(str(region.value), sorted({*regions} - {""}))
        yield problem("empty-region", region.spot, hint, region=region.value)


def check_reserved_ids(draft: Draft) -> Iterator[Problem]:
    """`alliance` stands for the alliance itself among the partners, `random` for a policy among the lines."""
    reserved = (
        ("partners", "partner", {ALLIANCE: "the alliance itself"}),
        ("lines", "line of play", dict.fromkeys(POLICIES, "a way of choosing that every scenario has")),
    )
    for key, kind, taken in reserved:
        for name, entry in draft.root.map(key).entries.items():
            if name in taken:
                yield problem("reserved-id", entry.key.spot, id=name, what=taken[name], kind=kind)


def check_names(draft: Draft) -> Iterator[Problem]:
    """What players know by its name has a name of its own; a partner's is not the alliance's either."""
    alliance = draft.root.map("alliance").text("name")
    kinds = ("members", "member"), ("threats", "threat"), ("roles", "role"), ("lines", "line of play")
    for key, what in (*kinds, ("partners", "partner")):
        seen: dict[str, Spot] = {}
        if key == "partners" and alliance is not None:
            seen[str(alliance.value).strip()] = alliance.spot
        for node in draft.root.maps(key).values():
            name = node.text("name")
            if name is not None:
                first = seen.setdefault(str(name.value).strip(), name.spot)
                if first is not name.spot:
                    where = f"{first.file}:{first.line}"
                    yield problem("duplicate-name", name.spot, what=what, name=name.value, where=where)


def check_quotes(draft: Draft) -> Iterator[Problem]:
    """No name stands in curly quotation marks, which are no marks of YAML's and belong to the name."""
    tables = (draft.root.maps(key).values() for key in ("members", "threats", "partners", "roles", "lines"))
    for node in (draft.root.map("alliance"), *(each for table in tables for each in table)):
        for key in ("name", "patron", "adjective"):
            name = node.text(key)
            text = str(name.value) if name else ""
            if name and len(text) > 1 and text[0] in CURLY and text[-1] in CURLY:
                yield problem("curly-quotes", name.spot, name=text, plain=text[1:-1])


def check_patron_name(draft: Draft) -> Iterator[Problem]:
    """The leading state is no member of its own alliance."""
    patron = draft.root.map("alliance").word("patron").strip()
    for node in draft.members.values():
        name = node.text("name")
        if name is not None and patron and str(name.value).strip().casefold() == patron.casefold():
            yield problem("patron-is-member", name.spot, name=name.value)


def check_patron(draft: Draft) -> Iterator[Problem]:
    """Someone can act and pay."""
    if draft.roles and "" not in draft.roles.values() and "patron" not in draft.roles.values():
        yield problem("no-patron", draft.root.key_spot("roles"))


def check_role_ids(draft: Draft) -> Iterator[Problem]:
    """A role shares its id with no stage or decision, so that `STAGE.ROLE.DECISION` reads one way."""
    taken = dict.fromkeys(draft.stage_ids, "stage") | {seat.id: "decision" for seat in draft.seats}
    for key, entry in draft.root.map("roles").entries.items():
        if key in taken:
            yield problem("ambiguous-id", entry.key.spot, id=key, what=taken[key])


def check_parameters(draft: Draft) -> Iterator[Problem]:
    """Overrides name parameters of the model and stay within their ranges."""
    yield from parameter_faults(draft.root.map("parameters"))


def parameter_faults(table: MapNode) -> Iterator[Problem]:
    """What is wrong with the names and values of parameters in a mapping; of tests, too."""
    for name, entry in table.entries.items():
        parameter, value = PARAMETERS.get(name), number_of(entry.value)
        spot = entry.value.spot
        if parameter is None:
            hint = did_you_mean(name, PARAMETERS)
            yield problem("unknown-parameter", entry.key.spot, hint, name=name)
        elif value is not None and not parameter.allows(value):
            words: dict[str, object] = {"name": name, "value": f"{value:g}", "bound": parameter.bound}
            yield problem("parameter-range", spot, parameter.meaning, **words)


def check_lines(draft: Draft) -> Iterator[Problem]:
    """A line of play names decisions and options that there are."""
    for line in draft.root.maps("lines").values() if draft.stages else ():
        for entry in line.map("choices").entries.values():
            yield from _check_choice(draft, entry)


def _check_choice(draft: Draft, entry: Entry) -> Iterator[Problem]:
    path = str(entry.key.value).split(".")
    if len(path) != 3:
        yield problem("bad-path", entry.key.spot, path=entry.key.value)
        return
    stage, role, decision = path
    if stage in draft.unread:
        return
    if stage not in draft.stage_ids:
        yield unknown(entry.key.spot, "stage", stage, (*draft.stage_ids, *draft.unread))
        return
    seats = [seat for seat in draft.seats if seat.stage == draft.stage_ids.index(stage)]
    roles = {seat.role: seat for seat in seats}
    if role not in roles:
        spot = entry.key.spot_at(len(stage) + 1)
        yield from absent(draft, spot, "role", role, roles, f"in `{stage}`")
        return
    decisions = {seat.id: seat for seat in seats if seat.role == role}
    if decision not in decisions:
        spot = entry.key.spot_at(len(stage) + len(role) + 2)
        yield from absent(draft, spot, "decision", decision, decisions, f"of `{role}` in `{stage}`")
        return
    options = decisions[decision].options
    value = entry.value.value if isinstance(entry.value, ScalarNode) else None
    if options and isinstance(value, str) and value not in options:
        yield unknown(entry.value.spot, "option", value, options, f"in `{entry.key.value}`")


CHECKS = (
    check_promises, check_member_tables, check_shares, check_region, check_reserved_ids, check_names,
    check_patron, check_patron_name, check_quotes, check_role_ids, check_parameters, check_lines,
)  # fmt: skip
