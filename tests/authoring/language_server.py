"""The YAML language server from npm, as an editor talks to it: just enough of the protocol, over pipes."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

PACKAGE = "yaml-language-server@2.0.0"
PATIENCE = 60
"""Seconds for any answer."""

Message = dict[str, Any]


def installed(folder: Path) -> list[str] | str:
    """The command that runs the server, installed below `folder`; or why it cannot be had."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return "node and npm are not installed"
    install = [
        npm,
        "install",
        "--prefix",
        str(folder),
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        PACKAGE,
    ]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"npm cannot install it: {done.stderr}"
    return [
        node,
        str(folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"),
        "--stdio",
    ]


class LanguageServer:
    """A running server. It is told nothing of schemas: the files name their own."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._heard: queue.Queue[Message] = queue.Queue()
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> LanguageServer:
        """Shake hands."""
        workspace = {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}}
        completion = {"completionItem": {"snippetSupport": False, "documentationFormat": ["plaintext"]}}
        capabilities = {"workspace": workspace, "textDocument": {"completion": completion}}
        self.ask("initialize", {"processId": os.getpid(), "rootUri": None, "capabilities": capabilities})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {}})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Part."""
        self._process.kill()
        self._process.communicate()

    def open(self, file: Path) -> list[Message]:
        """The diagnostics of a file as it lies on the disk."""
        text = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": file.read_text("utf-8")}
        self._tell("textDocument/didOpen", {"textDocument": text})
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics":
                found: list[Message] = message["params"]["diagnostics"]
                return found

    def completions(self, file: Path, line: int, column: int) -> dict[str, Message]:
        """What is offered at a place of an open file, by label; lines and columns count from 0."""
        place = {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": column}}
        items = self.ask("textDocument/completion", place)
        return {item["label"]: item for item in (items or {}).get("items", [])}

    def ask(self, method: str, params: Message) -> Any:
        """The answer to a request."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _next(self) -> Message:
        """The next message. What the server asks in turn is answered on the way."""
        message = self._heard.get(timeout=PATIENCE)
        if "id" in message and "method" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    @staticmethod
    def _answer(message: Message) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        yaml = {
            "validate": True,
            "completion": True,
            "hover": True,
            "schemaStore": {"enable": False, "url": ""},
        }
        return [yaml if item.get("section") == "yaml" else {} for item in message["params"]["items"]]

    def _tell(self, method: str, params: Message) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        pipe = self._process.stdin
        assert pipe is not None
        pipe.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        pipe.flush()

    def _listen(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        while head := pipe.readline():
            length = int(head.removeprefix(b"Content-Length:")) if head.startswith(b"Content-Length:") else 0
            while pipe.readline().strip():
                pass
            self._heard.put(json.loads(pipe.read(length)))
