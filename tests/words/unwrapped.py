"""Phrases in the source that no translator is ever given, found by reading it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

WRAPS = {"_", "marked", "in_context", "counted"}
WORDS = re.compile(r"[A-Za-z]{2,}[^A-Za-z{}]* [^A-Za-z{}]*[A-Za-z]{2,}|[A-Za-z]{3,}[.:?!]( |$)")
"""Two words in a row, or one that ends a sentence: what reads as English, and no id, key or path does."""


def unwrapped(module: Path) -> list[str]:
    """The phrases of a module that are neither wrapped, nor docstrings, nor said only where we erred."""
    return [*_phrases(ast.parse(module.read_text("utf-8")))]


def _phrases(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in WRAPS:
            return
        case ast.Raise() | ast.Assert() | ast.Expr(value=ast.Constant()) | ast.AnnAssign(value=None):
            return
        case ast.Subscript(value=ast.Name(id="Literal")):
            return
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"))):
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
