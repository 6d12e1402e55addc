"""`tashkent explore`: in a process of its own, but where what is said matters alone."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from game.commands.explore_files import unwritable
from game.engine.settings import RULES
from game.scenario.parameters import PARAMETERS
from tests.cli import here
from tests.cli.run import SMALL, environment, tashkent

KINDS = {
    "strategies": ("--plays", "6"),
    "sensitivity": ("--plays", "4000"),
    "thesis": ("--plays", "8"),
    "balance": ("--plays", "2000"),
    "knockout": ("--plays", "40"),
}
"""Each question, with few plays."""
TABLES = {
    "strategies": {"scores", "dominance", "patience"},
    "sensitivity": {"credibility", "cost", "diversification"},
    "thesis": {"rates", "reasons"},
    "balance": {"options", "roles"},
    "knockout": {"knockout", "patterns"},
}
ILLUSTRATES = "This illustrates an argument; it does not predict."
Ask = Callable[..., subprocess.CompletedProcess[str]]


def asked(kind: str, *more: str, data: Path, ask: Ask = tashkent) -> subprocess.CompletedProcess[str]:
    return ask("explore", kind, str(SMALL), *KINDS[kind], *more, data=data, PWD=str(data))


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each question in turn."""
    return str(request.param)


def test_every_question_is_answered_within_80_columns_and_as_files(kind: str, tmp_path: Path) -> None:
    names = [tmp_path / f"found.{ending}" for ending in ("json", "csv", "svg")]
    files = (part for name in names for part in ("-o", str(name)))
    done = asked(kind, *files, data=tmp_path, ask=here.tashkent)
    assert (done.returncode, done.stderr) == (0, "")
    text = [line for line in done.stdout.splitlines() if "is written" not in line]
    assert text[0].startswith(f"The Lake Pact · {kind}, ")
    assert ILLUSTRATES in text
    assert "PARTIAL" not in done.stdout
    assert max(map(len, text)) <= 80
    document = json.loads(names[0].read_text())
    assert document["tables"].keys() == TABLES[kind]
    assert document["seed"] == 1
    assert document["partial"] is False
    assert ILLUSTRATES in document["notes"]
    first, *others = document["tables"].items()
    with names[1].open(newline="") as file:
        assert len(list(csv.DictReader(file))) == len(first[1]["rows"])
    assert all((tmp_path / f"found-{name}.csv").exists() for name, _ in others)
    assert ElementTree.fromstring(names[2].read_text()).tag.endswith("svg")


@pytest.mark.slow
def test_the_same_seed_gives_the_same_figures_and_the_same_picture(tmp_path: Path) -> None:
    told, pictures = [], []
    for number in range(2):
        picture = tmp_path / f"{number}.png"
        told.append(asked("thesis", "--json", "-o", str(picture), data=tmp_path).stdout)
        pictures.append(picture.read_bytes())
    assert told[0] == told[1]
    assert pictures[0] == pictures[1]


@pytest.mark.slow
def test_the_figures_do_not_hang_on_the_number_of_processes(kind: str, tmp_path: Path) -> None:
    two = asked(kind, "--json", "--workers", "2", data=tmp_path).stdout
    one, other = (
        asked(kind, "--json", "--workers", "1", *more, data=tmp_path, ask=here.tashkent).stdout
        for more in ((), ("--seed", "2"))
    )
    assert json.loads(one) == json.loads(two)
    assert one != other


def test_json_is_one_document_and_nothing_else(tmp_path: Path) -> None:
    done = asked("balance", "--json", "--without", "judge", "--set", "charge.aid=3", data=tmp_path)
    document: dict[str, Any] = json.loads(done.stdout)
    assert document["without"] == ["judge"]
    assert document["parameters"] == {"charge.aid": 3.0}


def test_a_table_for_a_notebook_keeps_its_types(tmp_path: Path) -> None:
    from pyarrow import parquet  # type: ignore[import-untyped]  # noqa: PLC0415

    target = tmp_path / "found.parquet"
    assert asked("balance", "-o", str(target), data=tmp_path).returncode == 0
    table = parquet.read_table(target)
    assert {str(field.name): str(field.type) for field in table.schema}["taken"] == "double"
    assert (tmp_path / "found-roles.parquet").exists()


@pytest.mark.slow
def test_no_file_is_written_where_none_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "game", "explore", "thesis", str(SMALL), "--plays", "10"],
        cwd=tmp_path,
        env=environment(tmp_path, PYTHONPATH=str(SMALL.parents[2])),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert not [path for path in tmp_path.rglob("*") if path.suffix in {".png", ".svg", ".csv"}]


def test_the_planner_can_be_left_out(tmp_path: Path) -> None:
    done = asked("strategies", "--no-planner", "--json", data=tmp_path, ask=here.tashkent)
    document = json.loads(done.stdout)
    names = {row["strategy"] for row in document["tables"]["scores"]["rows"]}
    assert "historical" in names
    assert "planner" not in names
    assert "The planner was left out." in document["notes"]


def test_the_model_is_listed_whole_for_readers_and_programs(tmp_path: Path) -> None:
    text = here.tashkent("explore", "model", data=tmp_path).stdout
    assert max(map(len, text.splitlines())) <= 80
    document = json.loads(here.tashkent("explore", "model", "--json", data=tmp_path).stdout)
    assert [each["name"] for each in document["parameters"]] == list(PARAMETERS)
    assert {each["name"] for each in document["rules"]} == RULES.keys()
    for each in (*document["parameters"], *document["rules"], *document["variants"]):
        assert f"  {each['name']}" in text
    learning = next(each for each in document["parameters"] if each["name"] == "judge.learning")
    assert (learning["default"], learning["low"], learning["high"]) == (9, 4, 14)


def test_too_few_plays_to_rank_are_said_to_be_too_few(tmp_path: Path) -> None:
    done = asked("sensitivity", "--plays", "1000", data=tmp_path, ask=here.tashkent)
    assert "for the 1,000 that were asked for" in " ".join(done.stdout.split())
    assert "TOO FEW PLAYS TO RANK" in done.stdout


def test_where_something_would_be_written_is_tried_before_hours_of_work(tmp_path: Path) -> None:
    done = here.tashkent("explore", "balance", str(SMALL), "-o", "/proc/x.png", data=tmp_path)
    assert done.returncode == 2
    assert "/proc/x.png cannot be written" in done.stderr
    assert done.stdout == ""
    there = tmp_path / "there.csv"
    there.write_text("kept", encoding="utf-8")
    assert unwritable(there) is None
    assert there.read_text(encoding="utf-8") == "kept"
    assert unwritable(tmp_path / "new.csv") is None
    assert not (tmp_path / "new.csv").exists()


def test_a_run_is_told_within_80_columns_by_titles_and_in_one_form_of_numbers(tmp_path: Path) -> None:
    done = here.tashkent("run", "kyrgyzstan-2010", "--plays", "20", "--explain", data=tmp_path)
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("Osh burns  ") for line in lines)
    members = lines[next(i for i, line in enumerate(lines) if "restraint" in line and "left" in line) + 1]
    assert re.search(r"Kazakhstan( +[0-9]+\.[0-9]){4} +[0-9.]+%$", members)


def test_a_run_tells_its_causes_to_programs_too(tmp_path: Path) -> None:
    plain, explained = (
        json.loads(here.tashkent("run", str(SMALL), "--plays", "5", "--json", *more, data=tmp_path).stdout)
        for more in ((), ("--explain",))
    )
    assert not any("causes" in each for each in (*plain["stages"], *plain["years"]))
    for each in (*explained["stages"], *explained["years"]):
        assert each["causes"]
        assert all(
            change.keys() == {"credibility", "cost", "diversification"} for change in each["causes"].values()
        )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--set", "charge.aid=3", "--set", "charge.aid=4"), "charge.aid is given twice"),
        (
            ("--choose", "spring.capital.answer=aid", "--choose", "spring.capital.answer=refuse"),
            "given twice",
        ),
        (("--variant", "press", "--variant", "flat"), "give one, got press and flat"),
        (("--set", "foo=1"), "tashkent explore model"),
        (("--set", "judge.learning=0"), "between 4 and 14, got 0. Its meaning: Evidence in the"),
        (("--choose", "spring.capital.answer=nope"), "There is no option `nope`. The options are `"),
        (("--without", "nothing-at-all"), "tashkent explore model"),
    ],
)
def test_what_a_run_is_asked_twice_or_amiss_is_refused_in_whole_sentences(
    arguments: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    done = here.tashkent("run", str(SMALL), "--plays", "5", *arguments, data=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("strategies", str(SMALL), "-o", "x.pdf"),
            "`x.pdf` ends in none of .csv, .parquet, .json, .png, .svg",
        ),
        (("strategies", str(SMALL), "-o", "no/where.csv"), "There is no folder `no`"),
        (("strategies", str(SMALL), "--variant", "pres"), "press"),
        (("sensitivity", str(SMALL), "--line", "silense"), "silence"),
        (("balance", str(SMALL), "--set", "charge.aid=99"), "charge.aid lies between"),
        (("thesis", "nowhere-at-all"), "nowhere-at-all"),
        (("thesis", str(SMALL), "--plays", "0"), "--plays"),
        (("thesis", str(SMALL), "--workers", "0"), "--workers"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_any_work(
    arguments: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    done = here.tashkent("explore", *arguments, data=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


# A cluster ----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_by_address_gives_the_same_figures(tmp_path: Path) -> None:
    from distributed import LocalCluster  # noqa: PLC0415 (slow to start)

    cluster_of: Any = LocalCluster
    with cluster_of(
        n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path)
    ) as cluster:
        for kind in ("thesis", "balance"):
            here, there = (
                asked(kind, "--json", *more, data=tmp_path)
                for more in ((), ("--dask", cluster.scheduler_address))
            )
            assert there.returncode == 0, there.stderr
            assert there.stdout == here.stdout


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    done = asked("thesis", "--dask", "tcp://127.0.0.1:9", data=tmp_path)
    assert done.returncode == 2
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr


# The flagship -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_flagship_answers_every_question(kind: str, tmp_path: Path) -> None:
    few = {"strategies": "4", "sensitivity": "20000", "thesis": "40", "balance": "2000", "knockout": "40"}
    target = tmp_path / "found.png"
    work = subprocess.run(
        [
            sys.executable,
            "-m",
            "game",
            "explore",
            kind,
            "kyrgyzstan-2010",
            "--plays",
            few[kind],
            "-o",
            target,
        ],
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        timeout=300,
        check=False,
    )
    assert (work.returncode, work.stderr) == (0, "")
    lines = [line for line in work.stdout.splitlines() if "is written" not in line]
    assert max(map(len, lines)) <= 80
    assert target.stat().st_size > 20_000
