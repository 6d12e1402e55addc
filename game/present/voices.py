"""Members in the council: how they vote and what they say, in their own voice.

The reason that a member gives is the weightiest one on the side on which it comes down; where a
weighty one stands on the other side, it says that too. Which of several phrasings it uses hangs on
the stage and the member alone. The tables are in English, noted for translators.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from game.engine.arrays import Array, added
from game.engine.rules.consult import support_terms, vetoes
from game.engine.scene import Scene
from game.engine.state import State, rescue, restraint, valued
from game.engine.world import World
from game.present.view import Lean, Vote, VoteView
from game.present.words import quoted
from game.scenario.model import Member
from game.words import _, marked

WEIGHTY = 0.4
"""A reason on the other side that is worth mentioning: a little more than what makes a veto."""

FOR: Mapping[str, Sequence[str]] = {
    "goodwill": (
        marked("We have no quarrel with helping an ally."),
        marked("An alliance is for something, and this is something."),
        marked("We see no harm in it, and some good."),
    ),
    "insurance": (
        marked("One day it may be our turn to telephone."),
        marked("What happens there could happen here, and we would want an answer."),
        marked("We insure our neighbour’s house because ours is made of the same wood."),
        marked("If help can come to them, it can come to us."),
    ),
    "asked": (
        marked("We asked for help, and we mean it."),
        marked("It is our country that burns; come."),
        marked("We called. We shall not vote against being answered."),
    ),
    "mandate": (
        marked("The world has given its leave, and that is enough for us."),
        marked("With a mandate this is law, not adventure."),
        marked("A mandate answers the questions that we would have asked."),
    ),
    "bargain": (
        marked("Our concerns were heard and written down."),
        marked("We were given safeguards, and we keep our side."),
        marked("What worried us has been settled."),
    ),
    "capacity": (
        marked("There is a force that can do it, so it should."),
        marked("The units exist and have trained for this."),
        marked("This time there is more than paper to send."),
    ),
    "backing": (
        marked("The largest of us pays and goes first, so we can follow."),
        marked("With that much weight behind it, it will be done properly."),
        marked("We would not go alone, and we are not asked to."),
    ),
    "violence": (
        marked("People are dying next door."),
        marked("Fire does not stop at a border."),
        marked("It has become too violent to look away."),
        marked("Every day of this brings it closer to us."),
    ),
    "noise": (
        marked("We have our reasons, and they are ours."),
        marked("The president decided it last night."),
        marked("Things were said that are not for this room."),
    ),
}
AGAINST: Mapping[str, Sequence[str]] = {
    "precedent": (
        marked("Troops sent into one member today can be sent into another tomorrow."),
        marked("We did not join in order to be entered."),
        marked("Let this be done once, and it will be done again, to us."),
        marked("What goes on inside a state is for that state."),
    ),
    "ties": (
        marked("Our own people live on both sides of this quarrel."),
        marked("We are too close to it to send soldiers, or to watch them sent."),
        marked("Whoever comes will be taken for a party to it, and we live beside it."),
    ),
    "noise": (
        marked("We have our reasons, and they are ours."),
        marked("The instruction came late, and it says no."),
        marked("Things were said that are not for this room."),
    ),
    "goodwill": (
        marked("Nothing in this persuades us."),
        marked("We do not see what it is to achieve."),
        marked("We were not convinced, and nobody tried very hard."),
    ),
}
DESPITE: Mapping[str, str] = {
    "insurance": marked("We may need such help ourselves, and still:"),
    "asked": marked("It was we who asked, and still:"),
    "mandate": marked("A mandate is something, and still:"),
    "bargain": marked("Our concerns were heard, and still:"),
    "violence": marked("We see what is happening, and still:"),
    "precedent": marked("We do not like the precedent, and still:"),
    "ties": marked("It touches us more than others, and still:"),
}
"""How a weighty reason on the other side is granted."""

LEANING: Mapping[str, Sequence[str]] = {
    "belief lost": (
        marked("We have seen what an appeal is worth."),
        marked("We watched, and drew our own conclusion."),
        marked("A promise that was not kept cannot be counted on."),
    ),
    "belief gained": (
        marked("Lately the alliance has meant something."),
        marked("We have reason to think that someone would come."),
        marked("What we saw spoke for staying close."),
    ),
    "restraint lost": (
        marked("We mind troops that nobody agreed to."),
        marked("Help that comes unasked is a thing to keep away from."),
        marked("We now lock a door that we used to leave open."),
    ),
    "courted": (
        marked("Others call often, and bring something each time."),
        marked("One talks to those who visit."),
        marked("There are offers, and we are reading them."),
    ),
    "held": (
        marked("Bases, credit and gas are arguments too."),
        marked("We know what we depend on."),
        marked("The ties are closer than they were, and we keep them."),
    ),
    "nothing": (
        marked("We are where we were."),
        marked("Nothing has happened that would change our mind."),
        marked("We keep our balance, as always."),
    ),
}
"""Why a member leans as it does."""

MOVING = 0.02
"""How far the mix that a member wants must lie from the one it has to be called a lean, as a share."""
NOTICED = 0.01


def votes(world: World, scene: Scene, state: State) -> tuple[VoteView, ...]:
    """How every member votes on what is proposed, and why; `state` as it stood before the vote."""
    shape = (len(world.members), *state.turmoil.shape)
    terms = {
        name: np.broadcast_to(term, shape)[:, 0] for name, term in support_terms(world, scene, state).items()
    }
    total = added(list(terms.values()))
    blocks = vetoes(world, total[:, None])[:, 0]
    views = []
    for i, member in enumerate(world.scenario.members):
        vote = vote_of(float(total[i]), blocks=bool(blocks[i]))
        why = reason(member, vote, {name: float(term[i]) for name, term in terms.items()}, scene.index + i)
        views.append(VoteView(member.id, member.name, vote, why))
    return tuple(views)


def vote_of(support: float, *, blocks: bool) -> Vote:
    """What a member's support comes down to."""
    if support >= 0.0:
        return "assents"
    return "vetoes" if blocks else "abstains"


def reason(member: Member, vote: Vote, terms: Mapping[str, float], turn: int) -> str:
    """Why it votes so: the weightiest reason on its side, and a weighty one on the other."""
    side = 1.0 if vote == "assents" else -1.0
    own = {name: term * side for name, term in terms.items() if term * side > 0.0}
    specific = {name: weight for name, weight in own.items() if name != "goodwill"} or own
    phrases = FOR if side > 0 else AGAINST
    main = max(specific, key=lambda name: specific[name], default="goodwill")
    said = phrases[main if main in phrases else "goodwill"]
    text = _(said[turn % len(said)])
    if vote == "vetoes" and member.red_line and turn % 2:
        text = _("{text} Our line is known: {line}.").format(text=text, line=quoted(member.red_line))
    other = {name: -term * side for name, term in terms.items() if name in DESPITE and -term * side > WEIGHTY}
    if not other:
        return text
    return f"{_(DESPITE[max(other, key=lambda name: other[name])])} {text[0].lower()}{text[1:]}"


def lean(world: World, state: State, wanted: Array, member: int) -> Lean:
    """Where a member is moving: its wanted mix, beside the one that it has."""
    if state.left[member, 0] > 0.0:
        return "leaving"
    pull = float(wanted[member, 0, 0] - state.share[member, 0, 0])
    if pull > MOVING:
        return "toward us"
    if pull >= -MOVING:
        return "steady"
    thinks_of_it = float(wanted[member, 0, 0]) < float(np.max(world["shadow.exit"]))
    return "leaving" if thinks_of_it else "drifting"


def leaning(world: World, state: State, where: Lean, member: int, turn: int) -> str:
    """Why it leans so, by what has changed most since the start."""

    def since(now: Array, start: Array) -> float:
        return float(now[member, 0] - start[member, 0])

    belief = since(valued(world.needs, rescue(state)), valued(world.needs, world.belief))
    trust = since(restraint(state), world.restraint)
    inward = {"belief gained": belief, "held": float(state.leverage[member, 0])}
    outward = {
        "belief lost": -belief,
        "restraint lost": -trust,
        "courted": float(np.max(state.pull[:, 0] - world.pull[:, 0], initial=0.0)),
    }
    motives = {"toward us": inward, "steady": {}}.get(where, outward)
    moved = {name: size for name, size in motives.items() if size > NOTICED}
    phrases = LEANING[max(moved, key=lambda name: moved[name], default="nothing")]
    return _(phrases[turn % len(phrases)])
