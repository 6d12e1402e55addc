"""`when:` expressions: what they mean, what they refuse, and where they say so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.scenario.catalogue import DIAGNOSTICS
from game.scenario.conditions import Binary, Expression, Name, Number, Operator, Unary, Word
from game.scenario.parsing import MAX_LENGTH, MAX_NESTING, read

TURMOIL = Name(("turmoil",))
ROAD = Name(("flag", "road"))


def tree(text: str) -> Expression:
    """The tree of a sound expression."""
    reading = read(text)
    assert reading.condition is not None, reading.faults
    return reading.condition.tree


def codes(text: str) -> list[str]:
    """What is wrong with an expression."""
    return [fault.code for fault in read(text).faults]


def above(number: float) -> Expression:
    """`turmoil > number`."""
    return Binary(">", TURMOIL, Number(number))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("flag.road", ROAD),
        ("true", Number(1.0)),
        ("turmoil > .5", above(0.5)),
        ("turmoil>0.5", above(0.5)),
        ("not flag.road", Unary("not", ROAD)),
        ("not turmoil > 1", Unary("not", above(1.0))),
        ("flag.road or flag.road and flag.road", Binary("or", ROAD, Binary("and", ROAD, ROAD))),
        ("not flag.road and flag.road", Binary("and", Unary("not", ROAD), ROAD)),
        ("(flag.road or flag.road) and flag.road", Binary("and", Binary("or", ROAD, ROAD), ROAD)),
        (
            "1 - 2 - 3 < 2 + 3 * 4",
            Binary(
                "<",
                Binary("-", Binary("-", Number(1.0), Number(2.0)), Number(3.0)),
                Binary("+", Number(2.0), Binary("*", Number(3.0), Number(4.0))),
            ),
        ),
        ("-turmoil * 2 < 0", Binary("<", Binary("*", Unary("-", TURMOIL), Number(2.0)), Number(0.0))),
        ("turmoil >= -1", Binary(">=", TURMOIL, Unary("-", Number(1.0)))),
        (
            "chosen.osh.moscow.answer != 'joint-force'",
            Binary("!=", Name(("chosen", "osh", "moscow", "answer")), Word("joint-force")),
        ),
        ("'aid' == chosen.moscow.answer", Binary("==", Name(("chosen", "moscow", "answer")), Word("aid"))),
        ('chosen.moscow.answer == "aid"', Binary("==", Name(("chosen", "moscow", "answer")), Word("aid"))),
        (
            "flag.a-b + carried.osh >= 1",
            Binary(">=", Binary("+", Name(("flag", "a-b")), Name(("carried", "osh"))), Number(1.0)),
        ),
        ("limited == true", Binary("==", Name(("limited",)), Number(1.0))),
    ],
)  # fmt: skip
def test_an_expression_means_what_it_says(text: str, meaning: Expression) -> None:
    assert tree(text) == meaning


def test_spaces_and_line_breaks_do_not_matter() -> None:
    assert tree("  turmoil\n >\t0.5 \n") == tree("turmoil>0.5")


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("turmoil > 1 and turmoil", "condition-not-truth", 16),
        ("turmoil", "condition-not-truth", 0),
        ("-flag.road", "condition-not-truth", 0),
        ("not turmoil", "condition-not-truth", 4),
        ("(turmoil > 1) * 2 > 1", "condition-not-number", 0),
        ("turmoil > (flag.road and flag.road)", "condition-not-number", 10),
        ("turmoil == 'aid'", "condition-word", 11),
        ("'aid'", "condition-word", 0),
        ("chosen.a.b", "condition-choice", 0),
        ("chosen.a.b == chosen.a.b", "condition-choice", 0),
        ("chosen.a.b > 'x'", "condition-choice", 11),
        ("1 < 2 < 3", "condition-chain", 6),
        ("1 < 2 == 3 > 2", "condition-chain", 6),
        ("max(1, 2) > 1", "condition-call", 3),
        ("flag.road(1)", "condition-call", 9),
        ("turmoil > 1e5", "condition-number", 10),
        ("turmoil > 1.", "condition-number", 10),
        ("turmoil > 0x1F", "condition-number", 10),
        ("turmoil > 1 2", "condition-place", 12),
        ("flag.road)", "condition-place", 9),
        ("* 2 > 1", "condition-place", 0),
        ("()", "condition-place", 1),
        ("", "condition-end", 0),
        ("turmoil >  ", "condition-end", 9),
        ("(turmoil > 1", "condition-bracket", 0),
        ("turmoil > not flag.road", "condition-not-number", 10),
        ("turmoil ** 2 > 1", "condition-sign", 8),
        ("a if b else c", "condition-place", 2),
        ("lambda: 1", "condition-sign", 6),
        ("flag.road; flag.road", "condition-sign", 9),
        ("'aid == chosen.a.b", "condition-sign", 0),
        ("(flag.road ')'", "condition-place", 11),
        ("flag.road '('", "condition-place", 10),
    ],
)
def test_what_is_refused_is_refused_where_it_stands(text: str, code: str, place: int) -> None:
    reading = read(text)
    assert [(fault.code, fault.start) for fault in reading.faults][:1] == [(code, place)]
    assert reading.condition is None


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("flag.a && flag.b", "`and`"), ("flag.a || flag.b", "`or`"), ("!flag.a", "`not`"), ("1 = 1", "`==`"),
        ("1 <> 2", "`!=`"), ("1 =< 2", "`<=`"), ("1 ≥ 2", "`>=`"), ("turmoil > 50%", "0.5"),
        ("turmoil > 0,5", "decimal point"), ("flag.a AND flag.b", "`and`"), ("True", "`true`"),
        ("turmoil ^ 2 > 1", "multiply"), ("promise[internal] > 1", "`promise.internal`"),
        ("chosen.a.b == ‘x’", "plain quotation mark"), ("1 − 1 > 0", "plain hyphen"),
    ],
)  # fmt: skip
def test_other_languages_signs_are_answered_with_ours(text: str, advice: str) -> None:
    (fault,) = read(text).faults
    assert advice in fault.hint


def test_faults_of_type_are_all_told_at_once() -> None:
    assert codes("turmoil and mandate or 'x'") == [
        "condition-not-truth",
        "condition-not-truth",
        "condition-word",
    ]


def test_limits_hold() -> None:
    long = "flag.road" + " or flag.road" * 200
    deep = "(" * MAX_NESTING + "flag.road" + ")" * MAX_NESTING
    assert codes(long[: MAX_LENGTH + 1]) == ["condition-too-long"]
    assert codes("1" + "+1" * 120 + ">1") == ["condition-too-long"]
    assert codes(deep) == []
    assert codes(f"({deep})") == ["condition-too-long"]
    assert codes("not " * (MAX_NESTING + 1) + "flag.road") == ["condition-too-long"]
    assert codes("-" * (MAX_NESTING + 1) + "1 > 0") == ["condition-too-long"]


NUMBERS = st.integers(0, 99_999).map(lambda n: Number(n / 100))
MARKS = st.sampled_from([ROAD, Name(("limited",)), Name(("tried", "osh"))])
COMPARISONS: st.SearchStrategy[Operator] = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
SUMS: st.SearchStrategy[Operator] = st.sampled_from(["+", "-", "*", "/"])
LOGIC: st.SearchStrategy[Operator] = st.sampled_from(["and", "or"])


def numbers(deeper: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Sums and signs over numbers."""
    return st.builds(Binary, SUMS, deeper, deeper) | st.builds(Unary, st.just("-"), deeper)


def truths(deeper: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Logic over truth values."""
    return st.builds(Binary, LOGIC, deeper, deeper) | st.builds(Unary, st.just("not"), deeper)


AMOUNTS: st.SearchStrategy[Expression] = st.recursive(NUMBERS | st.just(TURMOIL), numbers, max_leaves=4)
CHOICES = st.builds(
    Binary, st.sampled_from(["==", "!="]), st.just(Name(("chosen", "a", "b"))), st.just(Word("aid"))
)
TREES: st.SearchStrategy[Expression] = st.recursive(
    MARKS | CHOICES | st.builds(Binary, COMPARISONS, AMOUNTS, AMOUNTS), truths, max_leaves=5
)


def written(part: Expression) -> str:
    """An expression with every bracket spelt out."""
    match part:
        case Number(value):
            return f"{value:g}"
        case Word(value):
            return f"'{value}'"
        case Name(path):
            return ".".join(path)
        case Unary(operator, operand):
            return f"{operator} ({written(operand)})"
        case Binary(operator, Name(("chosen", *_)) as left, right):
            return f"{written(left)} {operator} {written(right)}"
        case Binary(operator, left, right):
            return f"({written(left)}) {operator} ({written(right)})"


@given(TREES)
def test_what_is_written_out_reads_back_as_the_same_tree(part: Expression) -> None:
    text = written(part)
    if len(text) <= MAX_LENGTH and "condition-too-long" not in codes(text):
        assert tree(text) == part


@given(st.text(max_size=60) | st.text(alphabet="ab.-1 ()<>=!+*/'&|", max_size=40))
def test_any_text_is_a_condition_or_explained_where_it_fails(text: str) -> None:
    reading = read(text)
    assert (reading.condition is None) == bool(reading.faults)
    for fault in reading.faults:
        assert fault.code in DIAGNOSTICS
        assert 0 <= fault.start <= len(text)
