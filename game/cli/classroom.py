"""A class: `host` serves a session, `join` takes a seat in one."""

from __future__ import annotations

from pathlib import Path

import click

from game.cli.output import FINE, INTERRUPTED, USAGE, complain, fault, refuse, say, write
from game.cli.values import named


@click.command()
@click.argument("scenario", required=False, type=named)
@click.option("--resume", metavar="SESSION", help="Go on with a kept session: its name, or last.")
@click.option(
    "--new-links", is_flag=True, help="With --resume: the console's and the projector's links anew."
)
@click.option("--rooms", type=int, default=1, show_default=True, metavar="N", help="How many rooms play.")
@click.option("--roles", metavar="ROLE,…", default="", help="The seats for people; all of them if not given.")
@click.option("--minutes", type=float, metavar="M", help="Time for each stage; no limit if not given.")
@click.option("--seed", type=int, metavar="N", help="The luck, the same in all rooms; drawn if not given.")
@click.option("--own-luck", is_flag=True, help="Each room has its own luck.")
@click.option(
    "--opponent", metavar="POLICY", default="historical", show_default=True, help="Who holds an empty seat."
)
@click.option("--no-forecast", is_flag=True, help="Nobody is given forecasts.")
@click.option("--no-reasons", is_flag=True, help="A vote needs no reason.")
@click.option("--practice", is_flag=True, help="The first stage is first played as practice.")
@click.option("--choose-seats", is_flag=True, help="Students choose room and seat; else they are dealt.")
@click.option(
    "--lang",
    "language",
    default="",
    metavar="LANG",
    help="Play it in another language; a kept session goes on in its own.",
)
@click.option(
    "--rehearse",
    type=click.IntRange(0, 200),
    default=0,
    metavar="N",
    help="Fill it with N scripted students, to try the lesson alone.",
)
@click.option(
    "--bind", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="0.0.0.0 for the whole network."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N")
@click.option(
    "--address", default="", metavar="URL", help="What students type, if it is not what is bound to."
)
@click.option("--cert", type=click.Path(path_type=Path), metavar="FILE", help="A TLS certificate, as PEM.")
@click.option("--key", type=click.Path(path_type=Path), metavar="FILE", help="The certificate's key.")
@click.option("--proxy", is_flag=True, help="A reverse proxy on this machine stands before it.")
@click.option("--workers", type=click.IntRange(0, 64), default=0, metavar="N", help="Processes for screens.")
def host(
    scenario: str | None,
    resume: str | None,
    new_links: bool,  # noqa: FBT001
    rooms: int,
    roles: str,
    minutes: float | None,
    seed: int | None,
    own_luck: bool,  # noqa: FBT001
    opponent: str,
    no_forecast: bool,  # noqa: FBT001
    no_reasons: bool,  # noqa: FBT001
    practice: bool,  # noqa: FBT001
    choose_seats: bool,  # noqa: FBT001
    language: str,
    rehearse: int,
    bind: str,
    port: int,
    address: str,
    cert: Path | None,
    key: Path | None,
    proxy: bool,  # noqa: FBT001
    workers: int,
) -> int:
    """Serve SCENARIO to a class: students join in a browser, or with tashkent join.

    Everything is kept as it happens; a session that was closed or cut off goes on with --resume.
    """
    from game.classroom.hosting import Place  # noqa: PLC0415
    from game.commands.host import HostWish, hosted  # noqa: PLC0415
    from game.commands.seating import RefusedError  # noqa: PLC0415
    from game.words import use  # noqa: PLC0415

    use(language)
    if scenario and resume:
        raise click.UsageError("A SCENARIO begins a session, --resume goes on with one: give one of the two.")
    if not scenario and not resume:
        raise click.UsageError("Give a SCENARIO to begin a session, or --resume SESSION to go on with one.")
    seats = tuple(each.strip() for each in roles.split(",") if each.strip())
    if roles and not seats:
        raise click.BadParameter(f"write ROLE,ROLE, got {roles!r}", param_hint="--roles")
    wish = HostWish(
        scenario=scenario or "",
        resume=resume or "",
        relinked=new_links,
        rooms=rooms,
        roles=seats,
        minutes=minutes,
        seed=seed,
        own_luck=own_luck,
        opponent=opponent,
        forecasts=not no_forecast,
        reasons=not no_reasons,
        practice=practice,
        chooses=choose_seats,
        language=language,
        rehearse=rehearse,
        place=Place(bind, port, address.rstrip("/"), cert, key, proxy, workers),
    )
    try:
        hosted(wish, lambda line: write(f"{line}\n"))
    except RefusedError as refused:
        return refuse(refused.refusal)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 (what was kept is kept; the report says where the details are)
        return fault(error)
    return FINE


@click.command()
@click.argument("address")
@click.argument("code", required=False)
@click.option("--name", metavar="NAME", help="What you want to be called; asked if not given.")
@click.option(
    "--room",
    default="",
    metavar="ROOM",
    help="The room you want, by name or number, if the host lets you choose.",
)
@click.option("--role", default="", metavar="ROLE", help="The seat you want, if the host lets you choose.")
@click.option(
    "--lang",
    "language",
    default="",
    metavar="LANG",
    help="The language of keys and labels; the session's if not given.",
)
def join(address: str, code: str | None, name: str | None, room: str, role: str, language: str) -> int:
    """Take a seat in a class: the host's ADDRESS and the CODE stand on the board.

    A personal link instead of the address brings you back to your seat.
    """
    from game.commands.streams import full_screen  # noqa: PLC0415
    from game.words import _, use  # noqa: PLC0415

    use(language)
    if not full_screen():
        complain(_("A seat needs a whole terminal. In a browser, open the address that stands on the board."))
        return USAGE
    from game.classroom.dialling import token_of  # noqa: PLC0415
    from game.commands.join import JoinWish, sat  # noqa: PLC0415
    from game.commands.seating import RefusedError  # noqa: PLC0415

    if not token_of(address):
        code = code or click.prompt(_("Code"))
        name = name or click.prompt(_("Your name"))
    try:
        left = sat(JoinWish(address, code or "", name or "", room, role, language))
    except RefusedError as refused:
        return refuse(refused.refusal)
    if left.fault:
        return fault(left.fault)
    say([left.said])
    return INTERRUPTED if left.interrupted else FINE
