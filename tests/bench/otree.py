"""The yardstick: oTree's production server on SQLite, with a page to choose on and to say why."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType

FILES = {
    "settings.py": """
SESSION_CONFIGS = [dict(name="vote", app_sequence=["vote"], num_demo_participants=2)]
SESSION_CONFIG_DEFAULTS = dict(real_world_currency_per_point=1.0, participation_fee=0.0, doc="")
PARTICIPANT_FIELDS = []
SESSION_FIELDS = []
LANGUAGE_CODE = "en"
REAL_WORLD_CURRENCY_CODE = "USD"
USE_POINTS = True
ADMIN_USERNAME = "admin"
ADMIN_PASSWORD = ""
SECRET_KEY = "a yardstick"
""",
    "vote/__init__.py": """
from otree.api import *

class C(BaseConstants):
    NAME_IN_URL = "vote"
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = 12

class Subsession(BaseSubsession):
    pass

class Group(BaseGroup):
    pass

class Player(BasePlayer):
    option = models.StringField(choices=["a", "b", "c"])
    reason = models.LongStringField(blank=True)

class Vote(Page):
    form_model = "player"
    form_fields = ["option", "reason"]

page_sequence = [Vote]
""",
    "vote/Vote.html": "{{ block content }}\n{{ formfields }}\n{{ next_button }}\n{{ endblock }}\n",
    "_static/empty.txt": "",
    "_templates/empty.txt": "",
}

PATIENCE = 60.0


class Otree:
    """A server of its own, in an environment of its own; `unavailable` says why there is none."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None
        self.version = ""
        self.unavailable = ""

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Otree:
        for name, text in FILES.items():
            path = self._folder / "project" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        programs = self._folder / "venv" / "bin"
        pip, program = str(programs / "pip"), str(programs / "otree")
        subprocess.run([sys.executable, "-m", "venv", str(self._folder / "venv")], check=True)
        install = [pip, "install", "--quiet", "--disable-pip-version-check", "otree"]
        if subprocess.run(install, check=False, capture_output=True).returncode:
            self.unavailable = "the package cannot be installed here"
            return self
        shown = subprocess.run([pip, "show", "otree"], capture_output=True, text=True, check=False)
        self.version = next(iter(re.findall(r"^Version: (.*)$", shown.stdout, re.MULTILINE)), "?")
        environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "OTREE_PRODUCTION": "1",
        }
        where = self._folder / "project"
        reset = [program, "resetdb", "--noinput"]
        subprocess.run(reset, cwd=where, env=environment, check=True, capture_output=True)
        serve = [program, "prodserver", f"127.0.0.1:{self._port}"]
        with (self._folder / "log.txt").open("wb") as log:
            self._process = subprocess.Popen(
                serve, cwd=where, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > until:
                self.unavailable = "its server did not come up"
                break
            time.sleep(0.2)
        return self

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/api/sessions", timeout=2):
                return True
        except OSError:
            return False

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._process:
            os.killpg(self._process.pid, 15)  # its timer runs in a process of its own
            self._process.wait()
