"""The host's pages: what may be done without a secret, what goes with every answer, what is never said."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import make_mocked_request

from game.classroom import events as e
from game.classroom import front as fronts
from game.classroom.dialling import language_of
from game.classroom.front import WAITING, WRONG_CODES, Front
from game.classroom.headers import address_of, own_origin
from game.classroom.tokens import hashed
from tests.classroom import hall
from tests.classroom.hall import Client

Visit = Callable[[Client, Front], Awaitable[None]]


def visited(folder: Path, visit: Visit, *, proxied: bool = False) -> None:
    """Have somebody look around at a host without workers."""
    hall.visited(folder, lambda found: visit(found.client, found.front), rooms=1, proxied=proxied)


async def join(client: Client, code: str, name: str = "Ann", **headers: str) -> ClientResponse:
    """Fill in the form."""
    return await client.post(
        "/join", data={"code": code, "name": name}, allow_redirects=False, headers=headers
    )


def test_the_code_and_a_name_lead_to_a_personal_link_that_looking_does_not_use_up(tmp_path: Path) -> None:
    async def visit(client: Client, front: Front) -> None:
        answer = await join(client, f" {front.code[:3].lower()}-{front.code[3:]} ")
        assert answer.status == 303
        link = answer.headers["Location"]
        assert len(link) >= len("/s/") + 22  # 128 bits or more
        for _ in range(3):  # a chat's preview and a telephone look as well
            page = await client.get(link)
            assert page.status == 200
        students = list(front.host.state.students.values())
        assert [(each.name, each.there) for each in students] == [("Ann", False)]
        assert link.rpartition("/")[2] not in repr(front.host.state)

    visited(tmp_path, visit)


@pytest.mark.parametrize(
    "path", ["/", "/s/nothing", "/static/page.css", "/static/textual/js/textual.js", "/no"]
)
def test_every_answer_says_what_may_run_and_who_may_keep_it(tmp_path: Path, path: str) -> None:
    async def visit(client: Client, front: Front) -> None:
        answer = await client.get(path)
        written = answer.headers["Content-Security-Policy"].split(";")
        rules = {
            name: set(rest.split()) for name, _, rest in (each.strip().partition(" ") for each in written)
        }
        assert rules["default-src"] == {"'none'"}
        assert rules["script-src"] == {"'self'"}
        assert rules["frame-ancestors"] == {"'none'"}
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "aiohttp" not in str(answer.headers).casefold()

    visited(tmp_path, visit)


def test_pages_hold_no_script_or_style_of_their_own_and_nothing_from_elsewhere(tmp_path: Path) -> None:
    async def visit(client: Client, front: Front) -> None:
        link = (await join(client, front.code)).headers["Location"]
        for path in ("/", link, "/nowhere"):
            text = await (await client.get(path)).text()
            assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:", text)
            for address in re.findall(r'(?:src|href|action)="([^"]*)"', text):
                assert address.startswith("/"), address
                if address.startswith("/static/"):
                    assert (await client.get(address)).status == 200, address

    visited(tmp_path, visit)


def test_what_is_typed_is_shown_as_text_and_a_name_holds_no_escapes(tmp_path: Path) -> None:
    async def visit(client: Client, front: Front) -> None:
        wicked = "<script>alert(1)</script>\x1b]0;x\x07\u202e"
        text = await (await join(client, "wrong", wicked)).text()
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text
        text = await (await client.get("/", params={"code": '"><b>'})).text()
        assert '"><b>' not in text
        await join(client, front.code, wicked)
        (student,) = front.host.state.students.values()
        assert student.name.isprintable()
        assert len(student.name) <= 40

    visited(tmp_path, visit)


def test_guessing_codes_is_slowed_down_and_a_right_one_from_the_same_address_still_joins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[float] = []
    sleep = asyncio.sleep

    async def counted(seconds: float) -> None:
        if seconds == fronts.SLOWED:
            held.append(seconds)
            await sleep(0)
        else:
            await sleep(seconds)

    monkeypatch.setattr(asyncio, "sleep", counted)

    async def visit(client: Client, front: Front) -> None:
        for _ in range(WRONG_CODES):
            assert (await join(client, "AAAAAA")).status == 400
        assert not held
        assert (await join(client, "AAAAAA")).status == 400
        assert (await join(client, front.code)).status == 303
        assert len(held) == 2
        assert len(front.host.state.students) == 1

    visited(tmp_path, visit)


def test_who_guesses_many_codes_at_once_is_told_to_wait_a_few_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fronts, "SLOWED", 0.2)

    async def visit(client: Client, front: Front) -> None:
        answers = await asyncio.gather(*(join(client, "AAAAAA") for _ in range(WRONG_CODES + WAITING + 10)))
        slow = [each for each in answers if each.status == 429]
        assert slow
        assert "a few seconds" in await slow[0].text()
        assert (await join(client, front.code)).status == 303
        assert not front.waiting

    visited(tmp_path, visit)

    visited(tmp_path, visit)


def test_a_whole_class_behind_one_address_joins_at_once_for_only_wrong_codes_count(tmp_path: Path) -> None:
    async def visit(client: Client, front: Front) -> None:
        answers = await asyncio.gather(*(join(client, front.code, f"N{n}") for n in range(60)))
        assert {each.status for each in answers} == {303}
        assert len({each.headers["Location"] for each in answers}) == 60

    visited(tmp_path, visit)


def test_behind_a_private_link_that_opens_nothing_a_page_tries_again_by_itself(tmp_path: Path) -> None:
    async def visit(client: Client, front: Front) -> None:
        for page, again in (("/s/x", True), ("/nowhere", False)):
            answer = await client.get(page)
            assert answer.status == 404
            assert ('http-equiv="refresh"' in await answer.text()) is again

    visited(tmp_path, visit)


def test_guessing_links_is_slowed_down(tmp_path: Path) -> None:
    async def visit(client: Client, front: Front) -> None:
        statuses = [(await client.get(f"/s/guess{number}")).status for number in range(70)]
        assert statuses[0] == 404
        assert statuses[-1] == 429
        token = (await join(client, front.code)).headers["Location"]
        assert (await client.get(token)).status == 200  # who has a link is not kept out by who has none

    visited(tmp_path, visit)


def test_another_sites_page_can_neither_post_here_nor_open_a_socket(tmp_path: Path) -> None:
    async def visit(client: Client, front: Front) -> None:
        assert (await join(client, front.code, Origin="https://evil.example")).status == 403
        link = (await join(client, front.code, Origin="http://class.example")).headers["Location"]
        for path in ("/api/ws", f"{link}/ws"):
            headers = {
                "Upgrade": "websocket",
                "Connection": "Upgrade",
                "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
                "Sec-WebSocket-Version": "13",
                "Origin": "https://evil.example",
            }
            assert (await client.get(path, headers=headers)).status == 403

    visited(tmp_path, visit)


def test_an_origin_is_ones_own_by_the_host_that_was_asked_for_or_the_address_that_is_told() -> None:
    def own(origin: str) -> bool:
        request = make_mocked_request("GET", "/", headers={"Host": "10.0.0.7:8000", "Origin": origin})
        return own_origin(request, "https://class.example")

    assert own("http://10.0.0.7:8000")
    assert own("https://class.example")
    assert not own("http://10.0.0.7:9000")
    assert not own("null")


def test_a_proxys_word_on_addresses_counts_only_where_there_is_to_be_one() -> None:
    request = make_mocked_request("GET", "/", headers={"X-Forwarded-For": "6.6.6.6, 10.0.0.9"})
    assert address_of(request, proxied=True) == "10.0.0.9"
    assert address_of(request, proxied=False) != "10.0.0.9"


def test_what_is_too_long_or_goes_wrong_is_said_in_words_alone(tmp_path: Path) -> None:
    async def visit(client: Client, front: Front) -> None:
        answer = await client.post("/join", data={"code": "x" * 40_000})
        assert answer.status == 413
        front.host.do = None  # type: ignore[method-assign,assignment]  # a mistake of ours
        answer = await join(client, front.code)
        text = await answer.text()
        assert answer.status == 500
        assert "went wrong" in text
        assert not re.search(r"Traceback|\.py|NoneType|/work|aiohttp", text)

    visited(tmp_path, visit)


def test_a_program_joins_by_json_and_is_refused_in_words(tmp_path: Path) -> None:
    async def visit(client: Client, front: Front) -> None:
        answer = await client.post("/api/join", json={"code": front.code, "name": "Bot"})
        assert front.attending.student((await answer.json())["token"])
        answer = await client.post("/api/join", json={"code": "AAAAAA", "name": "Bot"})
        assert (answer.status, (await answer.json())["message"]) == (
            400,
            "That is not the code of this session.",
        )
        for body in (b"[1]", b"{", b'{"code": 7}', b"[" * 10_000):
            answer = await client.post("/api/join", data=body, headers={"Content-Type": "application/json"})
            assert answer.status == 400

    visited(tmp_path, visit)


def test_a_terminal_is_told_which_language_the_class_speaks(tmp_path: Path) -> None:
    async def visit(client: Client, front: Front) -> None:
        base = str(client.make_url("")).rstrip("/")
        answer = await client.post("/api/join", json={"code": front.code, "name": "Bot"})
        token = (await answer.json())["token"]
        assert await language_of(base, token) == ""
        state = front.host.state
        front.host.state = replace(state, opened=replace(state.opened, language="ru"))
        assert await language_of(base, token) == "ru"
        assert await language_of(base, "nothing") == ""

    visited(tmp_path, visit)


def test_a_link_that_was_issued_anew_or_whose_student_was_removed_opens_nothing(tmp_path: Path) -> None:
    async def visit(client: Client, front: Front) -> None:
        link = (await join(client, front.code)).headers["Location"]
        (student,) = front.host.state.students
        assert await front.host.do(e.Relinked(student, hashed("new")), "facilitator") is None
        assert (await client.get(link)).status == 404
        assert (await client.get("/s/new")).status == 200
        assert await front.host.do(e.Removed(student), "facilitator") is None
        assert (await client.get("/s/new")).status == 404

    visited(tmp_path, visit)


@pytest.mark.parametrize("chooses", [True, False])
def test_the_form_asks_for_a_seat_just_where_it_may_be_chosen(tmp_path: Path, *, chooses: bool) -> None:
    async def visit(found: hall.Hall) -> None:
        text = await (await found.client.get("/")).text()
        assert ("<select" in text) == chooses
        wish = {"code": found.front.code, "name": "Ann", "room": "Room 2", "role": "bureau"}
        answer = await found.client.post("/join", data=wish, allow_redirects=False)
        students = found.front.host.state.students.values()
        assert [(each.room, each.role) for each in students] == [("Room 2", "bureau")] * chooses
        assert (answer.status == 303) == chooses
        # A terminal is told the same.
        said = await (await found.client.post("/api/join", json={**wish, "room": "2"})).json()
        assert ("token" in said) == chooses
        if not chooses:
            assert "dealt" in said["message"]
            return
        again = {**wish, "name": ""}
        text = await (await found.client.post("/join", data=again)).text()
        assert "<option selected>Room 2</option>" in text  # what was chosen is not lost
        assert '<option value="bureau" selected>' in text

    hall.visited(tmp_path, visit, chooses=chooses)
