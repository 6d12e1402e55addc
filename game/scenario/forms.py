"""What every form of the scenario language has in common."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Form(BaseModel):
    """A mapping of the language. Values are taken as written: `"1"` is not a number, `1` is not text."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True, allow_inf_nan=False)
    noun: ClassVar[str]
    """What messages call it."""
