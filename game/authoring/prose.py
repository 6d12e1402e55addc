"""Rules about texts: what is told as a fact has a source, and no text is about to burst its limit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from game.authoring.catalogue import finding
from game.authoring.passages import Passage, passages
from game.scenario.checks.prose import near_citations, source_titles
from game.scenario.citations import CITATION
from game.scenario.diagnostics import Problem
from game.scenario.draft import Draft
from game.scenario.kinds import count_words

NEAR = 0.95
"""From which part of its limit on a text is nearly too long."""

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
COUNTED = (
    "dead|killed|wounded|injured|troops?|soldiers?|men|officers?|police|people|persons|refugees|casualties|"
    "victims|votes?|dollars?|roubles?|euros?|tons?|tonnes?|aircraft|tanks?|vehicles?|houses|per cent"
)
TELLING = (
    "said|announced|declared|signed|told|promised|denied|agreed|confirmed|admitted|reported|claimed|"
    "refused|ordered|pledged|appealed|resigned|voted"
)
NOBODY = (
    "I|He|She|It|We|You|They|Who|Nobody|Somebody|Someone|Everybody|Everyone|All|Some|None|Both|Each|One|This|"
    "That|There|Many|Most|Few|What|Those|These|Others"
)
"""Words with a capital that name no one."""
NUMBER = r"\d[\d.,]{0,20}"
"""Bounded, as is every space below: a text of nothing but `1,1,1,1` is looked over in one go."""
FACT = re.compile(
    rf"""
    \b(?:1[5-9]|20)\d\d\b                                   # a year
    | \b\d{{1,2}}(?:st|nd|rd|th)?\s{{1,3}}(?:{MONTHS})\b      # 12 June, 12th June
    | \b(?:{MONTHS})\s{{1,3}}\d{{1,2}}\b                      # June 12
    | \b\d{{1,3}}(?:[,.\u202f\u00a0]\d{{3}}){{1,6}}\b         # 2,000
    | \b{NUMBER}\s?%                                         # 40%
    | \b{NUMBER}\s{{1,3}}(?:{COUNTED})\b                      # 150 men
    | \b\d{{3,}}\b                                          # 470
    | \b{NUMBER}\s{{1,3}}(?:hundred|thousand|million|billion)\b
    | \b\w+\s(?:hundred|thousand|million|billion)\b(?!\s?s\b)  # seven thousand
    | \b(?!(?:{NOBODY})\b)[A-Z]\w+\s{{1,3}}(?:(?:has|had|have)\s{{1,3}})?(?:{TELLING})\b  # Karimov said
    """,
    re.VERBOSE,
)
"""What a reader would ask the origin of: years, days, numbers of some size, and what a named one said."""
VAGUE = re.compile(r"(?:a|an|one|the|some|several|few|many|hundred|thousand|million|of) \w+")
"""Not a count: `a thousand small things`."""
SPEECH = re.compile(r"\"[^\"]*\"|“[^“”]*”|‘[^‘’]*’(?!\w)")
"""Someone's words: who says them answers for them."""


def check_sources(draft: Draft) -> Iterator[Problem]:
    """A paragraph that tells a fact cites a source; where there are no sources at all, that is told once."""
    titles = source_titles(draft)
    facts = (
        (passage, at, fact)
        for passage in passages(draft)
        if passage.factual
        for at, fact in _facts(passage, titles)
    )
    if draft.root.map("sources").entries:
        for passage, at, fact in facts:
            yield finding("fact-without-source", passage.spot_at(at), fact=fact, key=passage.key)
        return
    for passage, at, fact in facts:
        yield finding("no-sources", passage.spot_at(at), fact=fact)
        return


def check_lengths(draft: Draft) -> Iterator[Problem]:
    """A text has some words to spare, for a translation or a second thought."""
    for passage in passages(draft):
        if passage.limit is not None:
            count = count_words(passage.text)
            if NEAR * passage.limit < count <= passage.limit:
                yield finding(
                    "near-limit", passage.scalar.spot, key=passage.key, count=count, limit=passage.limit
                )


def _facts(passage: Passage, titles: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The first fact of each paragraph that cites nothing, and where in the text it stands."""
    for start, paragraph in passage.paragraphs():
        if CITATION.search(paragraph):
            continue
        plain = SPEECH.sub(lambda said: " " * len(said[0]), paragraph)
        for miss, _ in near_citations(plain, titles):  # told of elsewhere; its year is no fact of the text
            plain = plain[: miss.start()] + " " * len(miss[0]) + plain[miss.end() :]
        for found in FACT.finditer(plain):
            if not VAGUE.fullmatch(found[0].lower()):
                yield start + found.start(), " ".join(found[0].split())
                break


CHECKS = (check_sources, check_lengths)
