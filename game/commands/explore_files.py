"""What an exploration found, as files: CSV, JSON, Parquet, and pictures."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from game.analysis.findings import Finding, Grid
from game.commands.explore_pictures import picture
from game.scenario.refusal import Refusal
from game.words import _

TABLES = (".csv", ".parquet")
PICTURES = (".png", ".svg")
ENDINGS = (*TABLES, ".json", *PICTURES)


def unwritable(path: Path) -> Refusal | None:
    """Why a file of this name cannot come of it; found out before hours of work, and not after."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        text = _("`{path}` ends in none of {endings}.")
        return Refusal(
            text.format(path=path, endings=", ".join(ENDINGS)), _("The ending says what is written.")
        )
    if not path.absolute().parent.is_dir():
        return Refusal(_("There is no folder `{folder}`.").format(folder=path.parent))
    if ending == ".parquet" and find_spec("pyarrow") is None:
        return Refusal(
            _("Parquet is written with PyArrow, which is not installed."),
            _("In the project's folder: {command}. CSV and JSON do without it.").format(
                command="pip install -e '.[explore]'"
            ),
        )
    there = path.exists()
    try:
        with path.open("ab"):  # what is there stays as it is
            pass
        if not there:
            path.unlink()
    except OSError as error:
        text = _("{file} cannot be written: {reason}.")
        return Refusal(text.format(file=path, reason=error.strerror), _("Choose another place."))
    return None


def written(path: Path, finding: Finding, document: Mapping[str, Any]) -> Iterator[str]:
    """Write it, and say so. Further tables go into files beside a table's, named after them."""
    for target, data in _files(path, finding, document):
        try:
            target.write_bytes(data)
        except OSError as error:
            yield _("{file} cannot be written: {reason}.").format(file=target, reason=error.strerror)
        else:
            yield _("{file} is written.").format(file=target)


def _files(path: Path, finding: Finding, document: Mapping[str, Any]) -> Iterator[tuple[Path, bytes]]:
    ending = path.suffix.lower()
    if ending == ".json":
        yield path, f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()
    elif ending in PICTURES:
        yield path, picture(finding, ending[1:])
    else:
        table: Callable[[Grid], bytes] = _csv if ending == ".csv" else _parquet
        for number, grid in enumerate(finding.grids):
            target = path if number == 0 else path.with_stem(f"{path.stem}-{grid.id}")
            yield target, table(grid)


def _csv(grid: Grid) -> bytes:
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(grid.columns)
    rows.writerows(grid.rows)
    return text.getvalue().encode()


def _parquet(grid: Grid) -> bytes:
    import pyarrow  # type: ignore[import-untyped]  # noqa: PLC0415 (an optional dependency)
    from pyarrow import parquet  # noqa: PLC0415

    columns = {name: [row[i] for row in grid.rows] for i, name in enumerate(grid.columns)}
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), buffer)
    return buffer.getvalue()
