"""The host's guide in scenarios/TEACHING.md: each of its commands does what it is said to do."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from game.classroom.store import kept
from game.cli import commands
from tests.cli.run import environment

GUIDE = (Path(__file__).parents[2] / "scenarios" / "TEACHING.md").read_text("utf-8")
HOSTING = GUIDE[GUIDE.index("## 7. Host a class") :]
LINES = [
    line
    for block in re.findall(r"```sh\n(.*?)```", HOSTING, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]


def hosted(arguments: list[str], folder: Path, data: Path) -> str:
    """What a host says until it is up, and then that it was closed."""
    command = [sys.executable, "-m", "game", *arguments, "--port", "0", "--workers", "1"]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    said = ""
    while "Ctrl+C" not in said:
        line = process.stdout.readline()
        assert line, said
        said += line
    process.send_signal(signal.SIGTERM)
    rest = process.communicate(timeout=30)[0]
    assert process.returncode == 0, said + rest
    return said + rest


def done(line: str, folder: Path, data: Path) -> str:
    """What a command says."""
    program, *arguments = shlex.split(line)
    if program != "tashkent":
        assert shutil.which(program), program
        subprocess.run([program, *arguments], cwd=folder, check=True, capture_output=True)
        return ""
    if arguments[0] == "host":
        return hosted(arguments, folder, data)
    found = subprocess.run(
        [sys.executable, "-m", "game", *arguments],
        cwd=folder, env=environment(data), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


@pytest.mark.slow(15)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.skipif(os.name != "posix", reason="the guide's commands are for a POSIX shell here")
def test_every_command_of_the_hosts_guide_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("TASHKENT_DATA", str(data))
    said = {line: done(line, tmp_path, data) for line in LINES if " join " not in line}
    assert all("/f/" in text and "/p/" in text for line, text in said.items() if "tashkent host" in line)
    assert any("https://" in text for line, text in said.items() if "--cert" in line)
    assert (tmp_path / "lesson" / "report.html").is_file()
    assert (tmp_path / "lesson-students.csv").read_text("utf-8").startswith("student,")
    sessions = sum("tashkent host osh" in line for line in LINES)
    assert len(list(kept())) == sessions - 1  # the last one was deleted


def test_the_commands_of_the_guide_are_commands() -> None:
    assert isinstance(commands, click.Group)
    for line in LINES:
        program, *arguments = shlex.split(line)
        if program == "tashkent":
            name, *rest = arguments
            command = commands.commands[name]
            command.make_context(name, list(rest), resilient_parsing=False).close()


def test_what_the_guide_says_of_options_and_buttons_is_there() -> None:
    static = Path(__file__).parents[2] / "game" / "classroom" / "web"
    pages = "".join(
        path.read_text("utf-8") for path in (static / "console.html", *static.glob("static/*.js"))
    )
    host = commands.commands["host"]
    known = {option for each in host.params for option in each.opts}
    assert set(re.findall(r"`(--[a-z]+(?:-[a-z]+)*)", HOSTING)) <= known
    buttons = re.findall(r"(?<!\*)\*([A-Z+−][^*]{2,20})\*(?!\*)", HOSTING)
    assert len(buttons) > 12
    assert not [button for button in buttons if button not in pages]
