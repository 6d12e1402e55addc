"""What a user has set for good: kept in one small file, written whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from game.tui.themes import DEFAULT, THEMES
from game.words import _

Reasons = Literal["optional", "required", "never"]
"""Whether a decision asks for its reason."""

FILE = "settings.json"
LANGUAGES = {"": "English", "ru": "русский"}
"""What the interface speaks, each by its own name."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the full-screen game looks and behaves for this user."""

    theme: str = DEFAULT
    motion: bool = True
    """Whether anything may move on the screen."""
    reasons: Reasons = "optional"
    guide: bool = True
    """Whether the first game explains the screens on the way."""
    forecasts: bool = True
    """Whether it can be asked where options may lead."""
    language: str = ""
    """In which the game is told from its next start on; empty for English."""


def folder() -> Path:
    """Where this user's settings live: $TASHKENT_CONFIG, else what the system provides."""
    if given := os.environ.get("TASHKENT_CONFIG"):
        return Path(given)
    from platformdirs import user_config_path  # noqa: PLC0415 (not needed where the variable is set: start-up time)

    return user_config_path("tashkent", appauthor=False)


def load() -> tuple[Settings, str]:
    """The settings, and what has to be said about them: a broken file counts as none, and is told."""
    path = folder() / FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Settings(), ""
    except OSError as error:
        unread = _("Your settings in {path} cannot be read: {why}. The usual ones are used.")
        return Settings(), unread.format(path=path, why=error.strerror)
    try:
        return _settings(json.loads(data)), ""
    except (ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, _WrongError) else _("it is no JSON")
        passed = _("Your settings in {path} are passed over: {why}.")
        return Settings(), passed.format(path=path, why=why)


def save(settings: Settings) -> str:
    """Keep the settings; the file is replaced at once. What went wrong, or nothing."""
    path = folder() / FILE
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, indent=2)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink()
        return _("Your settings cannot be kept in {path}: {why}.").format(path=path, why=error.strerror)
    return ""


class _WrongError(ValueError):
    """The file is JSON, and does not say what settings say."""


def _settings(document: Any) -> Settings:
    """Names that are not known are passed over: a later version of the game may have written them."""
    if not isinstance(document, dict):
        raise _WrongError(_("it holds no JSON object"))
    known = {field.name for field in fields(Settings)}
    found = Settings(**{name: value for name, value in document.items() if name in known})
    allowed: dict[str, tuple[object, ...]] = {
        "theme": tuple(THEMES),
        "reasons": get_args(Reasons),
        "motion": (True, False),
        "guide": (True, False),
        "forecasts": (True, False),
        "language": tuple(LANGUAGES),
    }
    for name, values in allowed.items():
        value = getattr(found, name)
        if not isinstance(value, str | bool) or value not in values:
            cannot = _("`{name}` cannot be {value}")
            raise _WrongError(cannot.format(name=name, value=json.dumps(value)[:40]))
    return found
