"""A scenario in other languages: nothing that a player sees is left out, and it is the same game."""

from __future__ import annotations

import shutil
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest

from game.authoring.rewriting import write
from game.authoring.translation import Survey, begun, document, surveyed
from game.commands.translate import Surveyed, translated
from game.scenario.diagnostics import Problem
from game.scenario.languages import read_translation
from game.scenario.loader import bundled, find_scenario, load_scenario, read_scenario
from game.scenario.model import Scenario
from game.scenario.places import Folder
from game.scenario.refusal import Refusal
from game.scenario.shelf import open_shelf
from game.scenario.texts import fingerprint, said_otherwise, texts
from tests.cli.here import tashkent
from tests.scenario.spoilt import SMALL, copy_small

NOT_SHOWN = {
    "id",
    "digest",
    "region",
    "date",
    "url",
    "format",
    "default",
    "role",
    "member",
    "client",
    "threat",
}
"""Fields that are text and no text: ids, places, dates."""


def test_no_translation_is_written_through_a_link(tmp_path: Path) -> None:
    folder, outside = copy_small(tmp_path), tmp_path / "outside"
    shutil.rmtree(folder / "lang", ignore_errors=True)
    outside.mkdir()
    (folder / "lang").symlink_to(outside)
    refused = translated(str(folder), "xx", writes=True)
    assert isinstance(refused, Refusal)
    assert "`lang` is a link" in refused.message
    assert list(outside.iterdir()) == []


def test_what_lies_behind_a_link_is_not_read_either(tmp_path: Path) -> None:
    folder, outside = copy_small(tmp_path), tmp_path / "outside"
    shutil.rmtree(folder / "lang", ignore_errors=True)
    outside.mkdir()
    (outside / "ru.yaml").write_text("language: Русский\ntexts: {}\n", "utf-8")
    (folder / "lang").symlink_to(outside)
    found = Folder(folder).read("lang/ru.yaml")
    assert isinstance(found, Problem)
    assert found.code == "not-a-plain-file"


def test_a_link_in_the_place_of_a_half_written_file_leads_nowhere(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", "utf-8")
    (tmp_path / ".ru.yaml.new").symlink_to(victim)
    assert write(tmp_path / "ru.yaml", "text") is None
    assert victim.read_text("utf-8") == "mine"
    assert (tmp_path / "ru.yaml").read_text("utf-8") == "text"


@pytest.mark.parametrize(("said", "code"), [('"Eins\\nZwei"', "several-lines"), ("x" * 301, "too-long")])
def test_a_name_stays_on_its_line_in_every_language(said: str, code: str, tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    (folder / "lang").mkdir(exist_ok=True)
    lines = f"language: Deutsch\ntexts:\n  members.alder.name:\n    text: {said}\n"
    (folder / "lang" / "de.yaml").write_text(lines, "utf-8")
    loaded = load_scenario(folder, "de")
    assert loaded.scenario is None
    assert code in [problem.code for problem in loaded.problems]


def survey(folder: Path, *, writes: bool = True) -> Survey:
    """The Russian of a folder, brought up to date if it `writes`."""
    found = translated(str(folder), "ru", writes=writes)
    assert isinstance(found, Surveyed)
    assert found.survey is not None, found.problems
    return found.survey


def spoken(noun: object, path: str = "") -> dict[str, str]:
    """Every text in a scenario's nouns by where it stands, found without knowing the language."""
    found: dict[str, str] = {}
    if isinstance(noun, str):
        return {path: noun}
    if isinstance(noun, dict):
        for key, value in noun.items():
            found |= spoken(value, f"{path}.{key}")
    elif isinstance(noun, tuple):
        for number, value in enumerate(noun):
            found |= spoken(value, f"{path}.{number}")
    elif is_dataclass(noun):
        for each in fields(noun):
            if each.name not in NOT_SHOWN | {
                "kind",
                "when",
                "difficulty",
                "council_rule",
                "reversible",
                "choices",
            }:
                found |= spoken(getattr(noun, each.name), f"{path}.{each.name}")
    return {key: text for key, text in found.items() if text.strip()}


@pytest.mark.parametrize("name", [*bundled(), str(SMALL)])
def test_every_text_can_be_said_otherwise_and_nothing_else_changes(name: str) -> None:
    scenario = load_scenario(find_scenario(name)).scenario
    assert scenario is not None
    changed = said_otherwise(scenario, lambda _id, text: f"«{text}»" if text.strip() else text)
    before, after = spoken(scenario), spoken(changed)
    assert {key: text for key, text in after.items() if text != f"«{before[key]}»"} == {}
    assert said_otherwise(scenario, lambda _id, text: text) == scenario
    assert changed.digest == scenario.digest


def test_the_ids_of_texts_are_no_positions(small: Scenario) -> None:
    turned = replace(
        small,
        stages=small.stages[::-1],
        members=small.members[::-1],
        discussion=small.discussion[::-1],
        events=small.events[::-1],
    )
    assert texts(turned) == texts(small)


def test_extracting_twice_changes_nothing_and_loses_nothing(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    first = survey(folder)
    assert first.translated == 0
    assert len(first.missing) == first.texts
    file = folder / "lang" / "ru.yaml"
    text = file.read_text(encoding="utf-8")
    long = "Длинный текст, " * 20 + "конец."
    text = text.replace("  title:\n    # Small\n", "  title:\n    # Small\n")
    head, _, rest = text.partition('    text: ""\n')
    text = head + '    text: "Кратко: «да» # нет"\n' + rest
    head, _, rest = text.partition('    text: ""\n')
    text = head + f"    text: |-\n      {long}\n\n      - второй абзац\n" + rest
    head, _, rest = text.partition('    text: ""\n')
    text = head + f"    text: '{long}'\n" + rest
    file.write_text(text, encoding="utf-8")
    second = survey(folder)
    assert second.translated == 3
    once = file.read_text(encoding="utf-8")
    assert survey(folder).translated == 3
    assert file.read_text(encoding="utf-8") == once
    said = load_scenario(folder, "ru").scenario
    assert said is not None
    assert said.title == "Кратко: «да» # нет"
    assert said.summary == f"{long}\n\n- второй абзац"


def test_a_changed_original_makes_its_translation_stale(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    survey(folder)
    file = folder / "lang" / "ru.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('    text: ""\n', '    text: "Мало"\n', 1), encoding="utf-8")
    main = folder / "scenario.yaml"
    title = next(line for line in main.read_text().split("\n") if line.startswith("title:"))
    main.write_text(main.read_text().replace(title, "title: Something else"))
    found = survey(folder)
    assert found.stale == ("title",)
    assert [problem.code for problem in found.problems] == ["text-stale"]
    assert survey(folder).stale == ("title",), "bringing the file up to date does not hide it"
    said = load_scenario(folder, "ru").scenario
    assert said is not None
    assert said.title == "Мало"
    line = f'    of: "{fingerprint(title.partition(": ")[2])}"\n'
    text = file.read_text(encoding="utf-8")
    assert line in text
    file.write_text(text.replace(line, ""), encoding="utf-8")
    assert survey(folder).stale == ()


def test_a_text_that_is_gone_leaves_an_orphan_that_is_kept(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    survey(folder)
    file = folder / "lang" / "ru.yaml"
    extra = '  stages.winter.title:\n    of: "00000000"\n    text: "Зима"\n'
    file.write_text(file.read_text(encoding="utf-8") + extra, encoding="utf-8")
    found = survey(folder)
    assert found.orphans == ("stages.winter.title",)
    assert [problem.code for problem in found.problems] == ["text-id"]
    assert "Зима" in file.read_text(encoding="utf-8")


def test_citations_must_be_those_of_the_original() -> None:
    shelf = open_shelf(find_scenario("kyrgyzstan-2010"))
    scenario = read_scenario(shelf)
    assert scenario is not None
    translation = read_translation(shelf, "ru")
    assert translation is not None
    cited = "lines.refuse.summary"
    entry = translation.texts[cited]
    worse = replace(
        translation, texts={cited: replace(entry, text="Каждый раз это внутреннее дело [invented].")}
    )
    (problem,) = surveyed(scenario, worse).problems
    assert problem.code == "text-citations"
    assert "`[invented]` is new" in problem.message


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_scenarios_russian_is_whole_and_up_to_date(name: str) -> None:
    shelf = open_shelf(find_scenario(name))
    scenario = read_scenario(shelf)
    assert scenario is not None
    translation = read_translation(shelf, "ru")
    assert translation is not None
    assert document(scenario, translation) == shelf.texts["lang/ru.yaml"]
    found = surveyed(scenario, translation)
    assert found.problems == ()
    assert found.missing == ()
    russian = load_scenario(find_scenario(name), "ru").scenario
    assert russian is not None
    assert max(len(o.label) for s in russian.stages for d in s.decisions for o in d.options) <= 60


@pytest.mark.parametrize("code", ["Russian", "r", "ru_RU", "../ru", ""])
def test_what_is_no_language_is_refused_in_words(code: str) -> None:
    shelf = open_shelf(SMALL)
    assert isinstance(begun(shelf, code), Refusal)


def test_a_broken_translation_shows_its_problems(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    (folder / "lang").mkdir()
    (folder / "lang" / "ru.yaml").write_text("language: Русский\ntexts:\n  title: {txt: Мало}\n")
    found = translated(str(folder), "ru", writes=True)
    assert isinstance(found, Surveyed)
    assert [problem.code for problem in found.problems] == ["unknown-key"]
    assert load_scenario(folder, "ru").scenario is None
    assert load_scenario(folder).scenario is not None


def test_a_translated_game_is_the_same_game(tmp_path: Path) -> None:
    arguments = (
        "play",
        "kyrgyzstan-2010",
        "--plain",
        "--role",
        "moscow",
        "--seed",
        "4",
        "--opponent",
        "historical",
    )
    own = tashkent(*arguments, typed="1\nquit\n", data=tmp_path / "a")
    russian = tashkent(*arguments, "--lang", "ru", typed="1\nquit\n", data=tmp_path / "b")
    assert russian.returncode == own.returncode == 0
    assert "Круглый стол в Бишкеке" in russian.stdout
    assert "Этап 1 из 9 · 29 марта 2010 года" in russian.stdout
    save = "saves/kyrgyzstan-2010-moscow-4.jsonl"
    kept = [(tmp_path / name / save).read_text().split("\n")[1:] for name in ("a", "b")]
    assert kept[0] == kept[1]
    again = tashkent("play", "--plain", "--resume", "last", typed="quit\n", data=tmp_path / "b")
    assert "Kyrgyzstan 2010: two appeals" in again.stdout, "a save has no language of its own"


def test_a_language_that_there_is_not_is_refused_in_words(tmp_path: Path) -> None:
    done = tashkent("run", "kyrgyzstan-2010", "--plays", "1", "--lang", "rus", data=tmp_path)
    assert done.returncode == 2
    assert "no translation into `rus`" in done.stderr
    assert "`ru`" in done.stderr
