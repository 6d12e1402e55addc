"""Citations in prose: a source's id in brackets."""

from __future__ import annotations

import re

CITATION = re.compile(r"(?<!\\)\[([a-z][a-z0-9_-]*)\](?!\()")
"""`[source-id]` in prose; not `[text](url)` or `\\[text]`."""
