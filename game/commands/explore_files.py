"""What an exploration found, as files: CSV, JSON, Parquet, and pictures."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from game.analysis.findings import Finding, Grid
from game.commands.explore_pictures import picture
from game.scenario.refusal import Refusal

TABLES = (".csv", ".parquet")
PICTURES = (".png", ".svg")
ENDINGS = (*TABLES, ".json", *PICTURES)


def unwritable(path: Path) -> Refusal | None:
    """Why a file of this name cannot come of it; found out before hours of work, and not after."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        return Refusal(f"`{path}` ends in none of {', '.join(ENDINGS)}.", "The ending says what is written.")
    if not path.absolute().parent.is_dir():
        return Refusal(f"There is no folder `{path.parent}`.")
    if ending == ".parquet" and not _installed("pyarrow"):
        return Refusal(
            "Parquet is written with PyArrow, which is not installed.",
            "In the project's folder: pip install -e '.[explore]'. CSV and JSON do without it.",
        )
    if ending in PICTURES and not _installed("matplotlib"):
        return Refusal(
            "Pictures are drawn with Matplotlib, which is not installed.",
            "Install it with: pip install matplotlib. Tables do without it.",
        )
    return None


def _installed(name: str) -> bool:
    from importlib.util import find_spec  # noqa: PLC0415 (only where files are wanted)

    return find_spec(name) is not None


def written(path: Path, finding: Finding, document: Mapping[str, Any]) -> Iterator[str]:
    """Write it, and say so. Further tables go into files beside a table's, named after them."""
    for target, data in _files(path, finding, document):
        try:
            target.write_bytes(data)
        except OSError as error:
            yield f"{target} cannot be written: {error.strerror}."
        else:
            yield f"{target} is written."


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
