"""A host with a certificate of its own: whoever knows the certificate joins, and nobody else is fooled."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from game.classroom.dialling import joined, language_of
from game.classroom.hosting import Place, tls
from game.classroom.server import Server, serving
from game.scenario.refusal import Refusal
from tests.classroom.hall import fronted
from tests.cli.run import environment

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl here makes a certificate")

JOINS = """
import asyncio, json, sys
from game.classroom import protocol as p
from game.classroom.dialling import dial, joined
async def join(base, code):
    token = await joined(base, code, "Ann")
    line = await dial(base)
    await line.send(p.written(p.Hello(version=p.VERSION, token=token)))
    print(p.read_news(await line.receive()).kind)
    await line.close()
asyncio.run(join(*sys.argv[1:]))
"""


@pytest.fixture
def certified(tmp_path: Path) -> Place:
    """A place with a certificate for this machine that nobody else vouches for."""
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost "
        f"-addext subjectAltName=IP:127.0.0.1 -keyout {key} -out {certificate}"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    return Place(certificate=certificate, key=key)


@asynccontextmanager
async def up(folder: Path, place: Place) -> AsyncIterator[tuple[str, str]]:
    """The address of a host, and the code."""
    context = tls(place)
    assert not isinstance(context, Refusal)
    async with (
        fronted(folder) as (front, opening),
        serving(Server(front), "127.0.0.1", 0, context) as port,
    ):
        yield f"https://127.0.0.1:{port}", opening.code


def test_whoever_is_given_the_certificate_joins_over_a_safe_line(tmp_path: Path, certified: Place) -> None:
    async def run() -> str:
        async with up(tmp_path, certified) as (address, code):
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", JOINS, address, code,
                stdout=subprocess.PIPE,
                env=environment(tmp_path, SSL_CERT_FILE=str(certified.certificate)),
            )  # fmt: skip
            out, _ = await process.communicate()
            return out.decode().strip()

    assert asyncio.run(run()) == "welcome"


def test_a_certificate_that_nobody_vouches_for_is_said_to_be_what_is_wrong(
    tmp_path: Path, certified: Place
) -> None:
    async def run() -> list[object]:
        async with up(tmp_path, certified) as (address, code):
            return [await joined(address, code, "Ann"), await language_of(address, "token")]

    for refusal in asyncio.run(run()):
        assert isinstance(refusal, Refusal)
        assert "self-signed certificate" in refusal.message
        assert "SSL_CERT_FILE" in refusal.hint
