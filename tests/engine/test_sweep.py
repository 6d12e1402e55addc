"""The claims again, over ten times as many tables of parameters."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import given, is_hypothesis_test

from game.engine.settings import Settings
from game.scenario.model import Scenario
from tests.engine import test_claims_belief, test_claims_blame, test_claims_council, test_claims_drift
from tests.engine.plays import SWEEP, tables


def claims(*modules: ModuleType) -> dict[str, Callable[..., None]]:
    """The bodies of the tests that are tried on tables of parameters, and the plays in a table."""
    return {
        name: test.hypothesis.inner_test
        for module in modules
        for name, test in vars(module).items()
        if is_hypothesis_test(test)
    }


CLAIMS = claims(test_claims_belief, test_claims_blame, test_claims_council, test_claims_drift)


@pytest.mark.slow
@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_holds_over_a_long_sweep(scenario: Scenario, claim: str) -> None:
    @SWEEP
    @given(model=tables(400))
    def sweep(model: Settings) -> None:
        CLAIMS[claim](scenario, model=model)

    sweep()
