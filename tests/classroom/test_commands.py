"""`tashkent host` and `tashkent join` as they are typed: real processes, plain words."""

from __future__ import annotations

import asyncio
import math
import os
import re
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from game.classroom.dialling import base_of, joined, token_of
from game.classroom.hosting import Place, own_address, taken, tls, unheard
from game.classroom.qr import lines, svg
from game.commands.host import LOOPBACK, HostWish, hosted
from game.commands.seating import RefusedError
from game.scenario.refusal import Refusal
from tests.cli import here
from tests.cli.run import SMALL, environment, started, tashkent


def _up(process: subprocess.Popen[bytes]) -> str:
    """What a host says until it listens."""
    assert process.stdout
    said = ""
    while "Ctrl+C" not in said:
        line = process.stdout.readline().decode()
        assert line, said
        said += line
    return said


def _ended(process: subprocess.Popen[bytes]) -> str:
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    return out.decode()


@pytest.mark.slow
def test_a_host_says_where_to_join_and_goes_on_with_the_same_code_and_the_same_links(
    tmp_path: Path,
) -> None:
    process = started("host", str(SMALL), "--rooms", "2", "--port", "0", "--workers", "1", data=tmp_path)
    said = _up(process)
    address, code = re.findall(r"tashkent join (\S+) (\S+)", said)[0]
    link = re.findall(r"\S+/f/\S+", said)[0]
    assert "█" in said
    assert "--bind" in said  # it is reached from this machine alone, and says so
    token = asyncio.run(joined(address, code, "Ann"))
    assert isinstance(token, str)
    goodbye = _ended(process)
    assert process.returncode == 0
    name = re.findall(r"--resume (\S+)", goodbye)[0]
    secret = link.rpartition("/")[2]
    holders = [
        path for path in tmp_path.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()
    ]
    assert {path.suffix for path in holders} == {".session"}
    assert not any(path.stat().st_mode & 0o077 for path in holders)
    for more, same in (((), True), (("--new-links",), False)):
        again = ("host", "--resume", name, *more, "--port", "0", "--workers", "1")
        process = started(*again, data=tmp_path)
        said = _up(process)
        assert re.findall(r"tashkent join \S+ (\S+)", said) == [code]
        assert (re.findall(r"\S+/f/\S+", said)[0].rpartition("/")[2] == secret) is same
        _ended(process)
    assert not (tmp_path / "host.log").read_text(encoding="utf-8")


def test_a_port_in_use_is_said_before_a_session_is_opened(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = tashkent("host", str(SMALL), "--port", str(port), data=tmp_path)
    assert ended.returncode == 2
    assert ended.stderr == f"Port {port} is in use. Choose another one by --port, or close what has it.\n"
    assert not (tmp_path / "sessions").exists()


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (HostWish(resume="last"), "no session"),
        (HostWish("nowhere"), "nowhere"),
        (HostWish(str(SMALL), rooms=0), "1 to"),
        (HostWish(str(SMALL), roles=("captial",)), "capital"),
        (HostWish(str(SMALL), minutes=-1), "more than 0"),
        (HostWish(str(SMALL), minutes=0), "more than 0"),
        (HostWish(str(SMALL), minutes=1e9), "more than 0"),
        (HostWish(str(SMALL), minutes=math.nan), "more than 0"),
        (HostWish(str(SMALL), place=Place(address="foo")), "http://foo"),
        (HostWish(str(SMALL), place=Place(address="http://x:99999")), "no address"),
        (HostWish(str(SMALL), place=Place(address="http://x/class")), "Write http://x"),
        (HostWish(str(SMALL), seed=-1), "seed"),
        (HostWish(str(SMALL), opponent="nobody"), "nobody"),
        (HostWish(str(SMALL), place=Place(port=0, certificate=Path("/nowhere.pem"))), "certificate"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_a_host_cannot_do_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wish: HostWish, said: str
) -> None:
    monkeypatch.setenv("TASHKENT_DATA", str(tmp_path))
    monkeypatch.setattr("game.commands.host._log", lambda: Path(os.devnull))
    heard: list[str] = []
    with pytest.raises(RefusedError) as refused:
        hosted(replace(wish, place=replace(wish.place, port=0)), heard.append)
    assert said in str(refused.value.refusal)
    assert not heard
    assert not list(tmp_path.rglob("*.session"))


def test_a_host_is_told_what_to_serve(tmp_path: Path) -> None:
    ended = here.tashkent("host", data=tmp_path)
    assert ended.returncode == 2
    assert "Give a SCENARIO" in ended.stderr
    ended = here.tashkent("host", str(SMALL), "--resume", "last", data=tmp_path)
    assert ended.returncode == 2
    assert "give one of the two" in ended.stderr
    ended = here.tashkent("host", str(SMALL), "--roles", ",", data=tmp_path)
    assert ended.returncode == 2
    assert "--roles" in ended.stderr


def test_joining_needs_a_terminal_and_says_what_else_there_is(tmp_path: Path) -> None:
    ended = here.tashkent("join", "127.0.0.1:1", "ABCDEF", data=tmp_path)
    assert ended.returncode == 2
    assert "browser" in ended.stderr


def test_an_address_is_taken_as_it_is_typed() -> None:
    assert base_of("10.0.0.7:8000") == "http://10.0.0.7:8000"
    assert base_of("https://class.example/?code=X") == "https://class.example"
    assert isinstance(base_of("http://:80"), Refusal)
    assert isinstance(base_of("ftp://x"), Refusal)
    assert isinstance(base_of("http://x:99999"), Refusal)
    assert token_of("http://10.0.0.7:8000/s/secret") == token_of("10.0.0.7:8000/s/secret") == "secret"
    assert token_of("http://[::1/s/x") == ""
    assert token_of("http://10.0.0.7:8000/") == ""


def test_nobody_there_and_somebody_else_there_are_told_apart() -> None:
    async def ask() -> tuple[object, object]:
        async def other(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi")
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(other, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        strange = await joined(f"http://127.0.0.1:{port}", "ABCDEF", "Ann")
        server.close()
        await server.wait_closed()
        return strange, await joined(f"http://127.0.0.1:{port}", "ABCDEF", "Ann")

    strange, nobody = asyncio.run(ask())
    assert isinstance(strange, Refusal)
    assert "no host of this game" in strange.message
    assert isinstance(nobody, Refusal)
    assert "Nobody answers" in nobody.message


def test_where_a_host_listens_is_told_as_others_know_it() -> None:
    assert own_address("127.0.0.1") == "127.0.0.1"
    assert own_address("::1") == "[::1]"
    assert own_address("0.0.0.0") != "0.0.0.0"
    assert taken(Place(port=0)) is None
    assert taken(Place(bind="203.0.113.1")) is not None
    assert "rights" in unheard(Place(port=80), PermissionError(13, "no")).message


@pytest.mark.parametrize(
    ("address", "alone"),
    [("http://127.0.0.1:80", True), ("http://[::1]:80", True), ("http://localhost:80", True),
     ("http://192.168.127.5:80", False), ("http://localhost.example:80", False)],
)  # fmt: skip
def test_only_an_address_of_this_machine_is_said_to_be_reached_from_it_alone(
    address: str, alone: bool
) -> None:
    assert bool(LOOPBACK.match(address)) == alone


def test_a_certificate_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cert.pem"
    path.write_text("no certificate", encoding="utf-8")
    assert isinstance(tls(Place(certificate=path)), Refusal)
    assert tls(Place()) is None


def test_an_address_can_be_read_by_a_telephone_from_a_terminal_and_a_page() -> None:
    rows = lines("http://192.168.1.7:8000/")
    assert len({len(row) for row in rows}) == 1
    assert set("".join(rows)) <= set("█▀▄ ")
    assert svg("http://192.168.1.7:8000/").startswith(b"<?xml")


@pytest.mark.slow
def test_a_host_that_is_killed_leaves_no_worker_behind(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "game", "host", str(SMALL), "--port", "0", "--workers", "1"],
        stdout=subprocess.PIPE,
        env=environment(tmp_path),
    )
    _up(process)
    search = ["bash", "-c", f"until pgrep -P {process.pid}; do sleep 0.05; done"]
    found = subprocess.run(search, capture_output=True, text=True, check=True, timeout=20)
    (worker,) = (int(each) for each in found.stdout.split())
    process.kill()
    process.wait()
    assert process.stdout
    process.stdout.close()
    for _ in range(200):
        status = Path(f"/proc/{worker}/stat")
        if not status.exists() or status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z":
            return
        subprocess.run(["sleep", "0.05"], check=True)
    os.kill(worker, signal.SIGKILL)
    raise AssertionError("the worker is still there")
