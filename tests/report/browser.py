"""A real browser without a network: opens a file, says what it met there, and prints it.

Spoken to over its debugging protocol. Where there is none, tests skip; under TASHKENT_CI they fail.
"""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60.0
"""Seconds within which a browser has to start, and to answer."""


@dataclass
class Seen:
    """What a browser met in a page."""

    requests: list[str] = field(default_factory=list)
    """Every address that it asked for."""
    complaints: list[str] = field(default_factory=list)
    """Console errors, warnings and exceptions."""
    answers: list[Any] = field(default_factory=list)
    """Of the expressions, in their order."""
    picture: bytes = b""
    """The whole page as PNG."""
    pdf: bytes = b""
    """The page as it is printed."""


def browser() -> str:
    """The path of a browser. Skips the test if there is none."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        if os.environ.get("TASHKENT_CI"):
            pytest.fail("no browser is installed; .ci/run installs chromium")
        pytest.skip("no browser is installed (apt-get install chromium)")
    return found


def look(
    page: Path, expressions: Sequence[str] = (), *, dark: bool = False, width: int = 900, prints: bool = False
) -> Seen:
    """Open a file with the network off; evaluate, photograph, and print it if that is asked for."""
    with tempfile.TemporaryDirectory(prefix="tashkent-browser-") as home:
        command = [
            browser(), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--remote-debugging-port=0", f"--user-data-dir={home}", f"--window-size={width},1200",
            "about:blank",
        ]  # fmt: skip
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            port = _port(Path(home, "DevToolsActivePort"))
            session = _session(port, page, expressions, dark=dark, width=width, prints=prints)
            return asyncio.run(asyncio.wait_for(session, PATIENCE))
        finally:
            process.kill()
            process.wait()
            time.sleep(0.1)  # its children let go of the folder


def _port(file: Path) -> int:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if file.is_file() and (lines := file.read_text().splitlines()):
            return int(lines[0])
        time.sleep(0.05)
    raise TimeoutError("the browser did not start")


async def _session(
    port: int, page: Path, expressions: Sequence[str], *, dark: bool, width: int, prints: bool
) -> Seen:
    seen, numbers = Seen(), count(1)
    loaded = asyncio.Event()
    waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
    async with aiohttp.ClientSession() as http:
        async with http.get(f"http://127.0.0.1:{port}/json/list") as found:
            target = next(each for each in await found.json() if each["type"] == "page")
        async with http.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as line:

            async def call(method: str, **parameters: Any) -> dict[str, Any]:
                number = next(numbers)
                waiting[number] = asyncio.get_running_loop().create_future()
                await line.send_json({"id": number, "method": method, "params": parameters})
                return await waiting[number]

            async def listen() -> None:
                async for message in line:
                    _heard(message.json(), seen, waiting, loaded)

            ear = asyncio.create_task(listen())
            for domain in ("Page", "Network", "Log", "Runtime"):
                await call(f"{domain}.enable")
            await call(
                "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0,
                uploadThroughput=0,
            )  # fmt: skip
            scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
            await call("Emulation.setEmulatedMedia", features=[scheme])
            await call(
                "Emulation.setDeviceMetricsOverride", width=width, height=1200, deviceScaleFactor=1,
                mobile=False,
            )  # fmt: skip
            await call("Page.navigate", url=page.as_uri())
            await loaded.wait()
            for expression in expressions:
                answer = await call("Runtime.evaluate", expression=expression, returnByValue=True)
                seen.answers.append(answer["result"].get("value"))
            photo = await call("Page.captureScreenshot", captureBeyondViewport=True)
            seen.picture = base64.b64decode(photo["data"])
            if prints:
                printed = await call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
                seen.pdf = base64.b64decode(printed["data"])
            ear.cancel()
    return seen


def _heard(
    message: dict[str, Any],
    seen: Seen,
    waiting: dict[int, asyncio.Future[dict[str, Any]]],
    loaded: asyncio.Event,
) -> None:
    if "id" in message:
        future = waiting.pop(message["id"])
        if "error" in message:
            future.set_exception(RuntimeError(message["error"]["message"]))
        else:
            future.set_result(message["result"])
        return
    told = message["params"]
    match message["method"]:
        case "Page.loadEventFired":
            loaded.set()
        case "Network.requestWillBeSent":
            seen.requests.append(told["request"]["url"])
        case "Log.entryAdded":
            seen.complaints.append(told["entry"]["text"])
        case "Runtime.exceptionThrown":
            seen.complaints.append(told["exceptionDetails"]["text"])
        case "Runtime.consoleAPICalled":
            seen.complaints.append(str(told["args"]))
