"""`scenario graph`: what hangs on what, as text and as pictures."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from game.authoring.diagrams import dot, mermaid
from game.authoring.graph import ANYWHERE, Edge, Graph, graph
from game.authoring.picture import picture
from game.commands.graph import drawn
from game.scenario.model import Scenario
from game.scenario.parsing import read
from game.scenario.refusal import Refusal
from tests.cli.here import tashkent
from tests.cli.run import SMALL

AID = "option summer.capital.answer=aid"
PNG = b"\x89PNG\r\n\x1a\n"


def needs(found: Graph, target: str) -> set[tuple[str, bool]]:
    """What a node asks for, and whether it asks that it be not so."""
    return {
        (edge.source, edge.against) for edge in found.edges if edge.tie == "needs" and edge.target == target
    }


def asking(small: Scenario, when: str) -> set[tuple[str, bool]]:
    """What the aid of summer would ask for under another condition."""
    condition = read(when).condition
    assert condition is not None
    summer = small.stages[1]
    answer = summer.decisions[0]
    option = replace(answer.options[1], when=condition)
    answer = replace(answer, options=(answer.options[0], option, *answer.options[2:]))
    summer = replace(summer, decisions=(answer, *summer.decisions[1:]))
    return needs(graph(replace(small, stages=(small.stages[0], summer))), AID)


def test_a_condition_is_tied_to_all_that_it_asks_for(small: Scenario) -> None:
    assert needs(graph(small), AID) == {
        ("flag corridor", False),
        ("option spring.capital.answer=troops", False),
    }
    assert needs(graph(small), "option summer.capital.answer=troops") == {("stage spring", True)}
    assert needs(graph(small), "event raid") == {("event drought", True)}


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        ("turmoil > 0.5", set()),
        ("not (flag.corridor or tried.spring)", {("flag corridor", True), ("stage spring", True)}),
        ("not not flag.corridor", {("flag corridor", False)}),
        ("chosen.bureau.draft != 'plan'", {("option spring.bureau.draft=plan", True)}),
        ("not chosen.bureau.draft != 'plan'", {("option spring.bureau.draft=plan", False)}),
        ("carried.spring + 1 > 1", {("stage spring", False)}),
    ],
)
def test_a_not_turns_what_is_asked_for_round(
    small: Scenario, when: str, asked: set[tuple[str, bool]]
) -> None:
    assert asking(small, when) == asked


def test_flags_are_tied_to_what_sets_them(small: Scenario) -> None:
    assert Edge("option spring.capital.answer=aid", "flag corridor", "sets") in graph(small).edges


def test_what_hangs_on_nothing_is_left_out_unless_all_is_wanted(small: Scenario) -> None:
    some, whole = ({node.id for node in graph(small, everything=e).nodes} for e in (False, True))
    assert some < whole
    assert "option spring.capital.answer=refuse" in whole - some
    assert "decision summer.bureau.draft" in some
    options = sum(len(decision.options) for stage in small.stages for decision in stage.decisions)
    assert sum(each.startswith("option") for each in whole) == options


def test_edges_join_nodes_that_are_there(flagship: Scenario) -> None:
    for everything in (False, True):
        found = graph(flagship, everything=everything)
        ids = [node.id for node in found.nodes]
        assert len(ids) == len(set(ids))
        assert {end for edge in found.edges for end in (edge.source, edge.target)} <= set(ids)
    assert {node.id for node in found.of(ANYWHERE)} == {f"event {event.id}" for event in flagship.events}


def test_mermaid_frames_each_stage_and_names_each_node_once(flagship: Scenario) -> None:
    lines = list(mermaid(graph(flagship, everything=True), flagship))
    assert lines[0] == "flowchart LR"
    assert sum(line.startswith("  subgraph") for line in lines) == len(flagship.stages) + 1
    assert lines.count("  end") == len(flagship.stages) + 1
    nodes = [found[1] for line in lines if (found := re.match(r" +(n\d+)[\[({>]", line))]
    assert len(nodes) == len(set(nodes))
    assert any("-. not .->" in line for line in lines)


def test_signs_that_mean_something_are_written_as_codes(small: Scenario) -> None:
    odd = replace(small.stages[0], title='A "quoted" [title]; 50% <b> \\ `x`')
    scenario = replace(small, stages=(odd, small.stages[1]))
    text = "\n".join(mermaid(graph(scenario), scenario))
    assert "A #34;quoted#34; #91;title#93;#59; 50% #60;b#62; #92; #96;x#96;" in text
    text = "\n".join(dot(graph(scenario), scenario))
    assert 'label="1. A \\"quoted\\" [title]; 50% <b> \\\\ `x`"' in text


def test_dot_is_one_graph_with_a_cluster_for_each_stage(flagship: Scenario) -> None:
    text = "\n".join(dot(graph(flagship), flagship))
    assert text.startswith("digraph scenario {")
    assert text.count("subgraph cluster_") == len(flagship.stages) + 1
    assert text.count("{") == text.count("}")


def test_a_picture_holds_every_title_and_option(small: Scenario) -> None:
    data = picture(graph(small, everything=True), small, "svg")
    words = " ".join("".join(ET.fromstring(data).itertext()).split())
    for stage in small.stages:
        assert stage.title in words
        for decision in stage.decisions:
            assert f"{decision.role}.{decision.id}" in words
    assert "⚑ corridor" in words
    assert "★ Refuse again" in words
    assert data == picture(graph(small, everything=True), small, "svg")


def test_a_picture_is_drawn_of_any_scenario(small: Scenario) -> None:
    stages = tuple(
        replace(stage, title="$\\frac{x}$ 中文 🜛 " + "very " * 40, events=(), appeals=())
        for stage in small.stages
    )
    odd = replace(small, stages=stages, events=(), title="مرحبا")
    assert picture(graph(odd, everything=True), odd, "png").startswith(PNG)


def test_text_is_printed_and_pictures_are_written(tmp_path: Path) -> None:
    printed = tashkent("scenario", "graph", str(SMALL), data=tmp_path)
    assert printed.returncode == 0
    assert printed.stdout.startswith("flowchart LR\n")
    written = tashkent("scenario", "graph", str(SMALL), "-o", str(tmp_path / "a.png"), data=tmp_path)
    assert (written.returncode, written.stdout) == (0, f"{tmp_path / 'a.png'} is written.\n")
    assert (tmp_path / "a.png").read_bytes().startswith(PNG)


@pytest.mark.parametrize(
    ("name", "form", "start"),
    [
        ("a.svg", None, b"<?xml"),
        ("a.dot", None, b"digraph"),
        ("a.mmd", None, b"flowchart"),
        ("a.txt", "dot", b"digraph"),
    ],
)
def test_a_files_ending_says_its_format(tmp_path: Path, name: str, form: str | None, start: bytes) -> None:
    done = drawn(str(SMALL), form, tmp_path / name, everything=False)
    assert not isinstance(done, Refusal)
    assert list(done) == [f"{tmp_path / name} is written."]
    assert (tmp_path / name).read_bytes().startswith(start)


def refusal(*arguments: Any, **options: Any) -> str:
    """Why something is not drawn."""
    found = drawn(*arguments, **options)
    assert isinstance(found, Refusal)
    return str(found)


def test_a_picture_that_nobody_named_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("small.png").write_text("mine")
    assert "There is a file `small.png` already." in refusal(str(SMALL), "png", None, everything=False)
    assert Path("small.png").read_text() == "mine"


def test_what_cannot_be_drawn_or_written_is_refused(tmp_path: Path) -> None:
    assert "cannot be written" in refusal(str(SMALL), "dot", tmp_path / "no" / "a.dot", everything=False)
    assert "no scenario" in refusal("nowhere", None, None, everything=False)


def test_a_file_whose_ending_says_no_format_is_not_written(tmp_path: Path) -> None:
    refused = drawn(str(SMALL), None, tmp_path / "a.xyz", everything=False)
    assert isinstance(refused, Refusal)
    assert "`.svg`" in refused.message
    assert not (tmp_path / "a.xyz").exists()


def test_a_diagram_replaces_a_file_only_if_it_may(tmp_path: Path) -> None:
    file = tmp_path / "a.dot"
    file.write_text("mine", "utf-8")
    refused = tashkent("scenario", "graph", str(SMALL), "-o", str(file), data=tmp_path)
    assert (refused.returncode, file.read_text("utf-8")) == (2, "mine")
    assert "--force" in refused.stderr
    tashkent("scenario", "graph", str(SMALL), "-o", str(file), "--force", data=tmp_path)
    assert "digraph" in file.read_text("utf-8")
