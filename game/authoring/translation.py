"""A scenario's texts put out for translation, and what is missing, stale or orphaned. Writes files."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from game.authoring.diagnoses import problem
from game.authoring.rewriting import write
from game.present.words import sentence
from game.scenario.citations import CITATION
from game.scenario.diagnostics import Problem
from game.scenario.languages import LANGUAGE, Translated, Translation, read_translation
from game.scenario.model import Scenario
from game.scenario.places import LANGUAGES, Folder
from game.scenario.refusal import Refusal
from game.scenario.shelf import Shelf
from game.scenario.texts import fingerprint, texts

OWN_NAMES = {
    "be": "Беларуская", "de": "Deutsch", "en": "English", "es": "Español", "fr": "Français",
    "hy": "Հայերեն", "kk": "Қазақша", "ky": "Кыргызча", "pl": "Polski", "ru": "Русский", "tg": "Тоҷикӣ",
    "tr": "Türkçe", "uk": "Українська", "uz": "Oʻzbekcha", "zh": "中文",
}  # fmt: skip
"""Of languages that authors of such scenarios are likely to need; others begin with their code."""

WIDTH = 96
"""Columns of a line of the file, as far as words allow."""

HEAD = """\
# The texts of this scenario in another language. Write each translation below `text`; leave `of` alone:
# it tells whether the original has changed since. Keep citations such as [source-id] as they are.
# What is empty is shown in the original. To bring this file up to date:
#   tashkent scenario translate PATH {code}
"""
LEFT = "  # No longer in the scenario: take them out, or give them the id of what took their place.\n"


@dataclass(frozen=True, slots=True)
class Survey:
    """How far a translation goes."""

    code: str
    file: str
    texts: int
    """Of the original."""
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    """Translated from an original that has changed since."""
    orphans: tuple[str, ...]
    """Translated, but no longer in the scenario."""
    problems: tuple[Problem, ...]
    """Warnings with their places, but for what is missing."""

    @property
    def translated(self) -> int:
        """How many texts a player sees in this language."""
        return self.texts - len(self.missing)


def surveyed(scenario: Scenario, translation: Translation) -> Survey:
    """Compare a translation with its scenario."""
    originals = texts(scenario)
    written = {identity: one for identity, one in translation.texts.items() if one.text.strip()}
    stale = [
        identity
        for identity, one in written.items()
        if identity in originals and one.of and one.of != fingerprint(originals[identity])
    ]
    orphans = [identity for identity in written if identity not in originals]
    return Survey(
        translation.code,
        translation.file,
        len(originals),
        tuple(identity for identity in originals if identity not in written),
        tuple(stale),
        tuple(orphans),
        tuple(_problems(translation.code, originals, written, {*stale}, {*orphans})),
    )


def _problems(
    code: str,
    originals: Mapping[str, str],
    written: Mapping[str, Translated],
    stale: set[str],
    orphans: set[str],
) -> Iterator[Problem]:
    for identity, one in written.items():
        spot = one.entry.key.spot
        if identity in orphans:
            yield problem("text-id", spot, id=identity)
        elif identity in stale:
            yield problem("text-stale", spot, id=identity, lang=code)
        else:
            wanted, found = (set(CITATION.findall(text)) for text in (originals[identity], one.text))
            if wanted != found:
                missing = [f"`[{source}]` is missing" for source in sorted(wanted - found)]
                extra = [f"`[{source}]` is new" for source in sorted(found - wanted)]
                yield problem("text-citations", spot, id=identity, what=", ".join(missing + extra))


def begun(shelf: Shelf, code: str) -> Translation | Refusal | None:
    """The translation as it stands, an empty one where there is none; None if its file has problems."""
    if not LANGUAGE.fullmatch(code):
        return Refusal(f"`{code}` is not a language's code.", "Write ru, pt-br or zh-hant, say.")
    file = f"{LANGUAGES}/{code}.yaml"
    if shelf.place is not None and shelf.place.holds(file):
        return read_translation(shelf, code)
    return Translation(code, OWN_NAMES.get(code, code), file, {})


def extract(shelf: Shelf, scenario: Scenario, translation: Translation) -> Refusal | None:
    """Write the translation's file anew: all texts in order, originals beside them, nothing lost."""
    if not isinstance(shelf.place, Folder):
        return Refusal("A translation can be written into a folder only, not into an archive.")
    if link := shelf.place.link_on_the_way(translation.file):
        return Refusal(f"`{link.file}` is a link, and nothing is written through it.", sentence(link.hint))
    return write(shelf.place.path / translation.file, document(scenario, translation))


def document(scenario: Scenario, translation: Translation) -> str:
    """The text of a translation's file, brought up to date with its scenario."""
    originals = texts(scenario)
    name = json.dumps(translation.language, ensure_ascii=False)
    parts = [HEAD.format(code=translation.code), f"language: {name}\ntexts:\n"]
    for identity, original in originals.items():
        parts.append(_entry(identity, original, translation.texts.get(identity)))
    orphans = {
        identity: one
        for identity, one in translation.texts.items()
        if identity not in originals and one.text.strip()
    }
    if orphans:
        parts.append(LEFT)
        parts += [_entry(identity, "", one) for identity, one in orphans.items()]
    return "".join(parts)


def _entry(identity: str, original: str, one: Translated | None) -> str:
    """One text: its id, the original as a comment, its fingerprint, the translation."""
    done = one is not None and bool(one.text.strip())
    now = fingerprint(original) if original else ""
    of = one.of if one is not None and done and one.of else now
    lines = [f"  {identity}:"]
    for paragraph in original.strip().split("\n"):
        lines += textwrap.wrap(
            paragraph, WIDTH, initial_indent="    # ", subsequent_indent="    # ", break_long_words=False,
            break_on_hyphens=False,
        ) or ["    #"]  # fmt: skip
    lines.append(f'    of: "{of}"')
    lines.append(f"    text: {_scalar(one.text.strip() if one else '')}")
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    """A text as YAML, so that people like to read it."""
    if "\n" in text:
        return "|-\n" + "\n".join(f"      {line}".rstrip() for line in text.split("\n"))
    if len(text) > WIDTH - 20 and "  " not in text:
        lines = textwrap.wrap(text, WIDTH - 6, break_long_words=False, break_on_hyphens=False)
        return ">-\n" + "\n".join(f"      {line}" for line in lines)
    return json.dumps(text, ensure_ascii=False)
