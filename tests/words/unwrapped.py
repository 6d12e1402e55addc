"""Phrases in the source, found by reading it: those that translators are given, and those they are not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import extract_from_ast

from game.classroom.pages import WRAPPED

Phrase = tuple[str | None, tuple[str, ...]]
"""A context, if it has one, and a phrase in its forms."""

WRAPS = {"_", "marked", "in_context", "counted"}
WORDS = re.compile(r"[A-Za-z]{2,}[^A-Za-z{}]* [^A-Za-z{}]*[A-Za-z]{2,}|[A-Za-z]{3,}[.:?!]( |$)")
"""Two words in a row, or one that ends a sentence: what reads as English, and no id, key or path does."""


def of_a_template(file: Path) -> list[Phrase]:
    """What a template of a report or a page gives to translators."""
    tree = Environment(autoescape=True).parse(file.read_text("utf-8"))
    names = ("_", "in_context", "counted")
    found: list[Phrase] = []
    for _line, name, said in extract_from_ast(tree, names):
        forms = tuple(each for each in ((said,) if isinstance(said, str) else said or ()) if each)
        if forms:  # else it is a phrase by its name, which is noted elsewhere
            found.append((forms[0], forms[1:]) if name == "in_context" else (None, forms))
    return found


def wrapped(module: Path) -> list[Phrase]:
    """What a module gives to translators, formatted strings and the tables of screens included.

    A screen's labels and sentences stand in `key(…)`, what is said about it in `ABOUT`.
    """
    return [*dict.fromkeys(_wrapped(ast.parse(module.read_text("utf-8"))))]


def _wrapped(tree: ast.AST) -> Iterator[Phrase]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="_" | "marked"), args=[said]):
                yield from ((None, (text,)) for text in [_literal(said)] if text)
            case ast.Call(func=ast.Name(id="in_context"), args=[context, said]):
                yield from ((_literal(context), (text,)) for text in [_literal(said)] if text)
            case ast.Call(func=ast.Name(id="counted"), args=[one, many, _]) if _literal(one):
                yield None, (_literal(one), _literal(many))
            case ast.Call(func=ast.Name(id="key"), args=[_, _, *told]):
                yield from ((None, (text,)) for each in told if (text := _literal(each)))
            case ast.Assign(targets=[ast.Name(id="ABOUT")], value=value):
                yield from ((None, (text,)) for text in [_literal(value)] if text)


def _literal(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def unwrapped(module: Path) -> list[str]:
    """The phrases of a module that are neither wrapped, nor docstrings, nor said only where we erred."""
    return [*_phrases(ast.parse(module.read_text("utf-8")))]


SCRIPT = re.compile(r"/\*.*?\*/|(?<!\\)//[^\n]*|\"(?:[^\"\\]|\\.)*\"|`(?:[^`\\]|\\.)*`", re.DOTALL)
"""A comment, which says nothing to anybody, or a text of a script."""
FILLED = re.compile(r"\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
"""What is filled into such a text."""


CODE = re.compile(
    r"use strict|wss?:|https?:|\[[a-z-]+\]|\[type=|\((?:pointer|orientation): |^`width=|px \"Roboto"
)
"""What says that such a text is no phrase: a pragma, an address, a selector, a query, a size, a font."""


def bare_in_script(script: Path) -> list[str]:
    """The phrases of a page's script that are not wrapped."""
    text = WRAPPED.sub("_(", script.read_text("utf-8"))
    texts = (found for found in SCRIPT.findall(text) if found[0] in '"`')
    return [found for found in texts if WORDS.search(FILLED.sub("", found[1:-1])) and not CODE.search(found)]


def _phrases(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in WRAPS:
            return
        case ast.Raise() | ast.Assert() | ast.Expr(value=ast.Constant()) | ast.AnnAssign(value=None):
            return
        case ast.Subscript(value=ast.Name(id="Literal")):
            return
        case ast.Assign(targets=[ast.Name(id="ABOUT")], value=ast.Constant()):
            return
        case ast.Call(func=ast.Name(id="key")):
            return
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re" | "log" | "logging"))):
            return
        case ast.Call(func=ast.Attribute(attr="execute" | "executemany" | "executescript")):
            return
        case ast.Constant(value=str() as text):
            if WORDS.search(text):
                yield text
            return
        case ast.JoinedStr(values=values):
            text = "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in values)
            if WORDS.search(text):
                yield text
            values = [each for each in values if not isinstance(each, ast.Constant)]
            for value in values:
                yield from _phrases(value)
            return
    for child in ast.iter_child_nodes(node):
        yield from _phrases(child)
