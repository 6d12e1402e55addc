"""`tashkent scenario show`: an overview of a scenario, or of one of its stages."""

from __future__ import annotations

from collections.abc import Iterator

from game.authoring.overview import Overview
from game.commands.seating import RefusedError, loaded
from game.scenario.refusal import Refusal, unknown


def shown(path: str, stage: str, width: int, language: str = "") -> Iterator[str] | Refusal:
    """The overview in lines of that width; of one stage or in another language, if one is named."""
    try:
        scenario, _ = loaded(path, language)
    except RefusedError as refused:
        return refused.refusal
    overview = Overview(scenario, width)
    if not stage:
        return overview.whole()
    stages = [each.id for each in scenario.stages]
    return overview.stage(stage) if stage in stages else unknown("stage", stage, stages)
