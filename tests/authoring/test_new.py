"""A new scenario passes its check and its tests as it is, whatever it is called and whoever plays in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.authoring.answers import QUESTIONS, Answers, unfit
from game.authoring.inspection import inspected
from game.authoring.new import create
from game.authoring.schemas import schemas
from game.commands.test import Trials, trials
from game.scenario.loader import bundled, load_scenario
from game.scenario.refusal import Refusal
from tests.cli.here import tashkent
from tests.scenario.spoilt import SMALL


def made(path: Path, answers: Answers | None = None, model: str | None = None) -> Path:
    """A new scenario, written."""
    done = create(path, answers or Answers(), model)
    assert not isinstance(done, Refusal), done
    return path


def assert_sound(folder: Path) -> None:
    """It passes `check`, played, without a warning, and `test`."""
    problems = inspected(folder, plays=2_000).problems
    assert [problem for problem in problems if problem.severity != "note"] == []
    found = trials(str(folder))
    assert isinstance(found, Trials)
    found.run()
    assert len(found.verdicts) == 2
    assert not found.failed, "\n".join(found.told())


def test_a_new_scenario_is_sound_as_it_is(tmp_path: Path) -> None:
    folder = made(tmp_path / "demo")
    assert_sound(folder)
    scenario = load_scenario(folder).scenario
    assert scenario is not None
    assert len(scenario.stages) == 2
    assert {role.kind for role in scenario.roles} == {"patron", "secretariat"}


def test_an_authors_own_names_are_taken(tmp_path: Path) -> None:
    answers = Answers(
        "Übung “Süd”: eins # zwei", "L’Alliance", "Côte d'Or", "The Dark Isle", "Bär 2", "St. X"
    )
    folder = made(tmp_path / "own", answers)
    assert_sound(folder)
    scenario = load_scenario(folder).scenario
    assert scenario is not None
    assert scenario.title == answers.title
    assert [member.id for member in scenario.members] == ["dark-isle", "bar-2", "st-x"]
    assert scenario.stages[0].briefing.startswith("Crowds fill the capital of The Dark Isle.")


@pytest.mark.parametrize("model", [*bundled(), str(SMALL)])
def test_a_borrowed_cast_makes_a_sound_scenario(model: str, tmp_path: Path) -> None:
    folder = made(tmp_path / "borrowed", model=model)
    loaded = load_scenario(folder)
    original = load_scenario(Path("scenarios") / model if model in bundled() else model).scenario
    assert loaded.scenario is not None
    assert original is not None
    assert loaded.scenario.alliance == original.alliance
    assert loaded.scenario.threats == original.threats
    assert loaded.scenario.members == original.members
    assert loaded.scenario.partners == original.partners
    assert loaded.scenario.roles == original.roles
    assert [problem for problem in loaded.problems if problem.severity == "error"] == []
    found = trials(str(folder))
    assert isinstance(found, Trials)
    found.run()
    assert not found.failed, "\n".join(found.told())


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("taken", "file", "link"):
        refused = create(tmp_path / name, Answers())
        assert isinstance(refused, Refusal)
        assert "already" in refused.message
    assert (tmp_path / "file").read_text() == "mine"
    assert list((tmp_path / "taken").iterdir()) == []


@pytest.mark.parametrize("name", ["My Crisis", "2010", "crisis.", "", "x" * 41])
def test_a_name_that_can_be_no_id_is_refused_in_words(name: str, tmp_path: Path) -> None:
    refused = create(tmp_path / name, Answers())
    assert isinstance(refused, Refusal)
    assert list(tmp_path.iterdir()) == []


def test_members_need_names_of_their_own(tmp_path: Path) -> None:
    refused = create(tmp_path / "demo", Answers(asker="Same", objector="same"))
    assert isinstance(refused, Refusal)
    assert not (tmp_path / "demo").exists()


def test_a_cast_that_cannot_be_had_is_refused_in_words(tmp_path: Path) -> None:
    refused = create(tmp_path / "demo", Answers(), "kyrgystan-2010")
    assert isinstance(refused, Refusal)
    assert "kyrgyzstan-2010" in refused.hint


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_suggested_can_be_used(question: str) -> None:
    assert unfit(question, getattr(Answers(), question)) == ""


@pytest.mark.parametrize("answer", ["", "x" * 99, 'a "b"', "{x}", "a\\b", "a\x1bb", "a\nb"])
def test_what_would_not_read_as_yaml_is_asked_again(answer: str) -> None:
    assert unfit("asker", answer)
    assert unfit("title", answer)


def test_a_name_that_is_taken_is_asked_again_and_the_other_answers_stay(tmp_path: Path) -> None:
    typed = "A title\nAn alliance\nFirst\nSame\nSAME\nOther\nFirst\nЖар\nThird\n"
    done = tashkent("scenario", "new", str(tmp_path / "demo"), typed=typed, data=tmp_path / "data")
    assert done.returncode == 0
    assert "Same is the member that asks: give this one another name." in done.stderr
    assert "First is the leading state: give this one another name." in done.stderr
    assert "an id is made of the name" in done.stderr
    scenario = load_scenario(tmp_path / "demo").scenario
    assert scenario is not None
    assert [member.name for member in scenario.members] == ["Same", "Other", "Third"]


def test_a_place_that_cannot_be_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    here = tashkent("scenario", "new", ".", data=tmp_path)
    assert here.stderr.startswith("`.` is a folder that is there already.")
    odd = tashkent("scenario", "new", "My Crisis", data=tmp_path)
    assert "my-crisis, say." in odd.stderr
    assert "?" not in here.stderr + odd.stderr


def test_every_file_points_to_a_schema_that_is_there(tmp_path: Path) -> None:
    folder = made(tmp_path / "demo")
    for file in folder.rglob("*.yaml"):
        first = file.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first.startswith("# yaml-language-server: $schema=")
        schema = (file.parent / first.partition("=")[2]).resolve()
        assert schema.read_text(encoding="utf-8") == schemas()[schema.name]
