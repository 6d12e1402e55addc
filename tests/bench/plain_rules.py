"""The plain game's rules, one function each, in the order in which they run. `game.engine.rules` says why."""

from __future__ import annotations

import math

from game.engine.draws import Purpose
from game.engine.rules.realign import LEAVING
from game.engine.rules.shadow import DOUBT
from game.scenario.model import ALLIANCE, Appeal
from tests.bench.plain_nouns import Ally, Move, Play, Turn, able, clip, logistic, outside


def prepare(play: Play, move: Move) -> None:
    """Levers on promise, capacity, procedure, mandate, bargains; words and kit raise hope."""
    p, built = play.game.p, able(play)
    promised: dict[str, float] = {}
    for lever, change in move.items():
        kind, _, index = lever.partition(".")
        match kind:
            case "capacity":
                play.capacity = clip(play.capacity + change)
            case "procedure":
                play.procedure = clip(play.procedure + change)
            case "mandate":
                play.mandate = clip(play.mandate + change)
            case "rule":
                play.limited = change > 0 if change else play.limited
            case "promise":
                before = play.promise[index]
                play.promise[index] = clip(before + change)
                promised[index] = max(play.promise[index] - before, 0.0)
            case "bargain":
                ally = play.allies[index]
                ally.bargain = clip(ally.bargain + change)
            case "leverage":
                ally = play.allies[index]
                ally.leverage = min(max(ally.leverage + change, -1.0), 1.0)
            case "pull":
                play.pull[index] = clip(play.pull[index] + change)
            case "flag":
                play.flags.add(index)
    gained = max(able(play) - built, 0.0)
    if not gained and not promised:
        return
    for threat in play.game.threats:
        hope = p["prepare.hope"] * promised.get(threat, 0.0)
        hope += p["prepare.building"] * (1 - play.game.duty[threat]) * gained
        for ally in play.allies.values():
            ally.good[threat] += hope


def consult(play: Play, turn: Turn, move: Move) -> None:
    """The council votes on an operation."""
    size = move.get("deploy", 0.0)
    if size <= 0:
        return
    p = play.game.p
    back = move.get("back", 0.0)
    willing = 0
    blocked = False
    for index, ally in enumerate(play.allies.values()):
        ally.vote = support(play, ally, size, back)
        ally.vote += p["consult.noise"] * logistic(play, turn.index, Purpose.COUNCIL, index)
        willing += ally.vote >= 0
        blocked = blocked or ally.vote < -p["consult.veto"]
    share = willing / len(play.allies)
    if play.limited:
        play.carried = share if share >= p["consult.quorum"] else 0.0
    else:
        play.carried = float(willing > 0 and not blocked)


def support(play: Play, ally: Ally, size: float, back: float) -> float:
    """How a member feels about an operation, but for what nobody can know."""
    p, member, appeal = play.game.p, ally.member, play.appeal
    if appeal is None:
        exposed, nearby, ties, asked = member.exposure[play.game.threats[0]], 0.4, 0.0, False
    else:
        exposed = member.exposure[appeal.threat]
        nearby = 1.0 if member.region == play.game.members[appeal.member].region else 0.4
        ties = appeal.ties.get(member.id, 0.0)
        asked = member.id == appeal.member
    return (
        p["consult.base"]
        + p["consult.exposure"] * exposed
        + p["consult.asker"] * asked
        + p["consult.mandate"] * play.mandate
        + p["consult.bargain"] * ally.bargain
        + p["consult.capacity"] * play.capacity
        + p["consult.back"] * back
        + p["consult.turmoil"] * exposed * nearby * play.violence
        - p["consult.aversion"] * member.aversion * size
        - p["consult.ties"] * ties
    )


def respond(play: Play, move: Move) -> None:
    """Aid, force and a carried operation add up to a response."""
    p = play.game.p
    aid, force = move.get("aid", 0.0), move.get("force", 0.0)
    size, back = move.get("deploy", 0.0), move.get("back", 0.0)
    tried = 0.0 if play.carried else p["respond.tried"] * size
    soft = 1 - (1 - aid) * (1 - tried)
    own = p["respond.force"] * force * (1 - p["respond.clumsy"] * (1 - play.procedure))
    backed = p["respond.members"] + (1 - p["respond.members"]) * back
    skilled = p["respond.raw"] + (1 - p["respond.raw"]) * able(play)
    joint = clip(p["respond.operation"] * size * backed * play.carried * skilled)
    hard = 1 - (1 - own) * (1 - joint)
    play.support = 1 - (1 - hard) * (1 - p["respond.aid"] * soft)
    need = p["respond.need"] + (1 - p["respond.need"]) * play.violence
    play.adequacy = min(play.support / need, 1.0)


def contain(play: Play, turn: Turn, move: Move) -> None:
    """Violence goes on or is quelled; people die; incumbents fall, states come apart."""
    p = play.game.p
    quelled = p["contain.quell"] * play.support * (0.4 + 0.6 * max(play.capacity, play.support))
    play.deaths += p["contain.deaths"] * play.flare * play.violence**5 * (1 - quelled)
    left = clip(play.turmoil * (1 - quelled) + move.get("turmoil", 0.0))
    play.turmoil = left * 0.5 ** (turn.stage.months / p["contain.half_life"])
    if left >= p["contain.collapse"]:
        play.collapsed = True
    appeal = play.appeal
    if appeal and play.game.clients[appeal.member, appeal.client].incumbent:
        danger = (
            p["contain.brittle"]
            + p["contain.overthrow"] * play.violence
            - p["contain.shield"] * play.adequacy
        )
        if play.chance.uniform(turn.index, Purpose.OVERTHROW) < 1 / (1 + math.exp(-danger)):
            play.overthrown = True


def judge(play: Play) -> None:
    """Every member watches an appeal and learns."""
    appeal = play.appeal
    if appeal is None:
        return
    game, p = play.game, play.game.p
    client = game.clients[appeal.member, appeal.client]
    gravity = appeal.severity * (p["judge.calm"] + (1 - p["judge.calm"]) * play.violence)
    vague = 1 - game.duty[appeal.threat]
    blame = p["judge.negativity"] * (1 - p["judge.excuse"] * vague * (1 - play.promise[appeal.threat]))
    blame *= 1 + p["judge.loyalty"] * client.loyalty
    reserve = play.reserve[appeal.member, appeal.client]
    for ally in play.allies.values():
        weight = p["judge.learning"] * likeness(play, ally, appeal) * ally.member.exposure[appeal.threat]
        weight *= gravity
        bad = weight * (1 - play.adequacy) * blame
        tell(play, ally.good, appeal, weight * play.adequacy)
        tell(play, ally.bad, appeal, bad * (1 - client.grudge))
        reserve[ally.member.id] += bad * client.grudge


def likeness(play: Play, ally: Ally, appeal: Appeal) -> float:
    """How much an observer has in common with the asker."""
    if ally.member.id == appeal.member:
        return 1.0
    near = ally.member.region == play.game.members[appeal.member].region
    return play.game.p["judge.near" if near else "judge.far"]


def tell(play: Play, evidence: dict[str, float], appeal: Appeal, news: float) -> None:
    """News of a threat, of which a little reaches the others."""
    for threat in evidence:
        evidence[threat] += news if threat == appeal.threat else news * play.game.p["judge.spill"]


def release(play: Play) -> None:
    """What a grudge excused counts once a different client is refused too."""
    appeal = play.appeal
    if appeal is None:
        return
    refused = max(1 - 2 * play.adequacy, 0.0) * play.game.p["judge.release"]
    for (member, client), reserve in play.reserve.items():
        if member == appeal.member and client != appeal.client:
            for ally in play.allies.values():
                bad = reserve[ally.member.id] * refused
                reserve[ally.member.id] -= bad
                tell(play, ally.bad, appeal, bad)


def in_force(play: Play, move: Move) -> float:
    """0–1: how much force is on the ground."""
    joint = move.get("deploy", 0.0) * move.get("back", 0.0) * play.carried
    return 1 - (1 - move.get("force", 0.0)) * (1 - joint)


def unwilling(play: Play) -> int:
    """How many members were against."""
    return sum([ally.vote < 0 for ally in play.allies.values()])


def intrude(play: Play, turn: Turn, move: Move) -> None:
    """Force without a mandate or consent costs restraint, most among the averse."""
    p = play.game.p
    joint = move.get("deploy", 0.0) * move.get("back", 0.0) * play.carried
    against = unwilling(play) / len(play.allies)
    trespass = max(move.get("force", 0.0), joint * against) * (1 - play.mandate)
    if play.appeal:
        trespass *= p["intrude.invited"]
    good = p["intrude.quiet"] * min(turn.stage.months, 1.0) * (1 - in_force(play, move))
    for ally in play.allies.values():
        ally.restraint_good += good
        ally.restraint_bad += p["intrude.weight"] * (p["intrude.floor"] + ally.member.aversion) * trespass


def realign(play: Play, months: float) -> None:
    """Members move toward the partners they want."""
    game, p = play.game, play.game.p
    step = 1 - (1 - p["realign.pace"]) ** (months / 3)
    for ally in play.allies.values():
        member = ally.member
        gained = 0.0
        for threat, need in game.needs[member.id].items():
            gained += need * (ally.belief(threat) - member.rescue[threat])
        hold = p["realign.belief"] * gained + p["realign.leverage"] * ally.leverage - LEAVING * ally.left
        hold += p["realign.restraint"] * member.aversion * (ally.restraint - member.restraint)
        courted = p["realign.pull"] + p["realign.suitors"] * max(-gained, 0.0)
        pushed = math.exp(-hold)
        odds = {
            partner: rest * (1 + member.affinity[partner] * courted * play.pull[partner]) * pushed
            for partner, rest in game.odds[member.id].items()
        }
        loyal = 1 / (1 + sum(odds.values()))
        ally.share[ALLIANCE] += (loyal - ally.share[ALLIANCE]) * step
        for partner, against in odds.items():
            ally.share[partner] += (against * loyal - ally.share[partner]) * step


def charge(play: Play, move: Move) -> None:
    """The stage's bills."""
    p, ledger = play.game.p, play.ledger
    force = in_force(play, move)
    violent = 1 - p["charge.violence"] + p["charge.violence"] * play.violence
    ledger["operation"] += p["charge.operation"] * force * violent * (1 - p["charge.thrift"] * play.capacity)
    ledger["friction"] += p["charge.friction"] * force * (1 - play.mandate)
    if play.carried:
        ledger["friction"] += p["charge.unwilling"] * unwilling(play)
    for lever, value in move.items():
        if lever == "aid":
            ledger["aid"] += p["charge.aid"] * value
        elif lever in ("capacity", "procedure"):
            ledger["building"] += p["charge.building"] * max(value, 0.0)
        elif lever.startswith(("bargain.", "leverage.")):
            ledger["bargain"] += p["charge.bargain"] * max(value, 0.0)
        elif lever == "cost":
            ledger["direct"] += value


def upkeep(play: Play, months: float, years: float) -> None:
    """Influence costs more, convexly, the more the region diversifies."""
    p = play.game.p
    yearly = p["charge.upkeep"] * (outside(play) ** 2 - play.game.outside**2)
    play.upkeep += yearly * (months / 12) * p["charge.patience"] ** years


def court(play: Play, months: float) -> None:
    """Outside partners pull harder as time passes."""
    for partner in play.game.scenario.partners:
        play.pull[partner.id] = clip(play.pull[partner.id] + partner.growth * (months / 12))


def fade(play: Play) -> None:
    """In a year, hope with nothing behind it wears off, where the treaty is vague."""
    behind = able(play)
    for threat in play.game.threats:
        worn = play.game.p["shadow.fade"] * (1 - play.game.duty[threat])
        for ally in play.allies.values():
            ally.good[threat] *= max(1 - worn * max(ally.belief(threat) - behind, 0.0), 0.0)
        play.promise[threat] -= min(worn, 1.0) * max(play.promise[threat] - behind, 0.0)


def leave(play: Play, scene: int) -> None:
    """One for whom the alliance has become marginal may go."""
    p = play.game.p
    for index, ally in enumerate(play.allies.values()):
        tempted = clip((p["shadow.exit"] + DOUBT - ally.share[ALLIANCE]) / (2 * DOUBT))
        if play.chance.uniform(scene, Purpose.EXIT, index) < p["shadow.hazard"] * tempted:
            ally.left = True
