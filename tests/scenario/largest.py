"""The largest scenario that is permitted, as files; and what it takes to check it.

    python -m tests.scenario.largest FOLDER

writes it there, checks it in a process whose memory is its own, and prints what that took as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from game.authoring.inspection import inspected
from tests.bench.memory import peak

MEMBERS, THREATS, PARTNERS, STAGES, DECISIONS, FLAGS = 24, 8, 8, 30, 4, 60
LEVERS = 20
"""Of an option."""
ROLES = ("capital", "second")


def write_largest(folder: Path) -> Path:
    """Write it: every option has levers of its own, and most are never on offer."""
    (folder / "stages").mkdir(parents=True)
    (folder / "scenario.yaml").write_text("\n".join(_main()) + "\n", "utf-8")
    for stage in range(STAGES):
        file = folder / "stages" / f"{stage:02}-s{stage}.yaml"
        file.write_text("\n".join(_stage(stage)) + "\n", "utf-8")
    return folder


def _levels(letter: str, count: int, level: float) -> str:
    return "{" + ", ".join(f"{letter}{number}: {level}" for number in range(count)) + "}"


def _main() -> Iterator[str]:
    threats, partners = _levels("t", THREATS, 0.5), _levels("p", PARTNERS, 0.5)
    yield "format: 1\ntitle: Largest\nsummary: As large as may be.\nminutes: 600\ndifficulty: hard\nalliance:"
    yield f"  name: All\n  patron: First\n  region: r\n  council_rule: consensus\n  promise: {threats}"
    yield "  capacity: 0.1\n  procedure: 0.1\nthreats:"
    yield from (f"  t{number}: {{name: T{number}, duty: 0.1}}" for number in range(THREATS))
    yield "members:"
    for number in range(MEMBERS):
        clients = ", clients: {c: {name: C}}" if number == 0 else ""
        yield (
            f"  m{number}: {{name: M{number}, adjective: M, region: r, exposure: {threats}, aversion: 0.5, "
            f"rescue: {threats}, restraint: 0.5, share: {{alliance: 1}}, affinity: {partners}{clients}}}"
        )
    yield "partners:"
    yield from (f"  p{number}: {{name: P{number}, pull: 0.4}}" for number in range(PARTNERS))
    yield "roles:"
    weights = "{credibility: 1, cost: 1, diversification: 1}"
    yield from (f"  {role}: {{name: {role}, kind: patron, brief: b, weights: {weights}}}" for role in ROLES)


def _stage(stage: int) -> Iterator[str]:
    yield f"id: s{stage}\ndate: {2030 + stage}-01-01\nmonths: 1\ntitle: T\nbriefing: b\nturmoil: 0.1"
    yield "appeal: {from: m0, client: c, threat: t0, severity: 0.5}\ndecisions:"
    names = _lever_names()
    for place, role in enumerate(ROLES):
        yield f"  {role}:"
        for decision in range(DECISIONS):
            yield f"    d{decision}:\n      prompt: q\n      options:"
            for option in range(4):
                number = ((stage * len(ROLES) + place) * DECISIONS + decision) * 4 + option
                more = (
                    ", historical: true" if option == 0 else f", when: turmoil > 1 and flag.f{number % FLAGS}"
                )
                levers = ", ".join(names[(number * LEVERS + each) % len(names)] for each in range(LEVERS))
                yield f"        o{number}: {{label: L{number}, summary: s, levers: {{{levers}}}{more}}}"


def _lever_names() -> list[str]:
    def of(lever: str, letter: str, count: int) -> Iterable[str]:
        return (f"{lever}.{letter}{number}: 0.01" for number in range(count))

    return [
        *of("promise", "t", THREATS), *of("bargain", "m", MEMBERS), *of("leverage", "m", MEMBERS),
        *of("pull", "p", PARTNERS), "mandate: 0.01", "capacity: 0.01", "procedure: 0.01", "back: 0.5",
        *(f"flag.f{number}: 1" for number in range(FLAGS)),
    ]  # fmt: skip


def main() -> None:
    """Write, check, tell."""
    folder = write_largest(Path(sys.argv[1]))
    start = time.process_time()
    inspection = inspected(folder)
    errors = [problem.message for problem in inspection.problems if problem.severity == "error"]
    took = {"seconds": time.process_time() - start, "mb": peak(), "errors": errors}
    sys.stdout.write(json.dumps({**took, "played": inspection.evidence is not None}))


if __name__ == "__main__":
    main()
