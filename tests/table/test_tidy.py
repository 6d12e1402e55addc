"""What people write, wherever it is to be shown."""

from __future__ import annotations

from game.table.tidy import tidy


def test_what_people_write_is_one_line_that_steers_no_terminal() -> None:
    assert tidy(" a\nb\t\x1b[31mred\x9b0m \u202eback \u200d") == "a b [31mred 0m back"
    assert tidy("Жанна Ó’Hara 李") == "Жанна Ó’Hara 李"
