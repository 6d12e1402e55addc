"""Who else might decide, and how: the mix of players that a forecast and a cloud of plays are made of.

A seat does, decision by decision, a third of the time what served it best in a rough plan, a third what was
done in fact, and a third anything on offer. The plan is made once, from random plays, not anew in every
future: a planner that looked ahead in each of them would take hours.
"""

from __future__ import annotations

import numpy as np

from game.engine.conditions import DecisionKey
from game.engine.play import Policy, Position, chosen, finish, settle
from game.engine.state import State
from game.engine.book import scores
from game.engine.trace import StageTrace
from game.policies.fixed import Historical, Script
from game.policies.planner import worth
from game.policies.random import Mix, Random

HABIT = 0.5
"""How often a seat that is only guessed at is expected to do what was done in fact."""
SKETCHES = 1_536
"""How many random plays the rough plan is made from."""
SKETCH = 4
"""The stream of luck from which they draw."""
THIRD = 1.0 / 3.0


def habit() -> Mix:
    """How a seat is expected to choose by another that knows nothing better."""
    return Mix(HABIT, Historical(), Random())
