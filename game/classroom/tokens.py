"""Secrets: the code with which a class joins, and the links. Of students' links only hashes are kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets

LETTERS = "ABCDEFGHJKMNPQRTUVWXY346789"
"""Of a join code: none that is taken for another when read off a projector."""

CODE_LENGTH = 6
"""Some 400 million codes; guessing is slowed down besides."""

SECRET_BYTES = 24


def join_code() -> str:
    """What students type to join."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def same_code(typed: str, code: str) -> bool:
    """Whether a code is the right one: case, spaces and hyphens are no matter."""
    plain = "".join(c for c in typed.upper() if c.isalnum())
    return hmac.compare_digest(plain.encode(), code.encode())


def secret() -> str:
    """What makes a personal link one's own: nobody guesses it."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hashed(token: str) -> str:
    """What is kept of a link. A long random secret needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
