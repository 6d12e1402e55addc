"""What is said of files, of YAML and of the shape of what it holds: code, message, way out."""

from __future__ import annotations

FILES = {
    "no-scenario": (
        "{what}",
        "a scenario is a folder with a `scenario.yaml` in it",
    ),
    "not-a-plain-file": (
        "`{name}` is {what}, and is not read",
        "put the file itself into the scenario's folder",
    ),
    "unreadable": (
        "`{name}` cannot be read: {why}",
        "check that it exists and that you may read it",
    ),
    "file-too-large": (
        "`{name}` is larger than {limit} KiB",
        "split it: one stage a file; leave data and pictures out",
    ),
    "scenario-too-large": (
        "the scenario's files are larger than {limit} KiB together",
        "leave out what is not played",
    ),
    "too-many-files": (
        "`{name}` holds more than {limit} files",
        "is this the folder of one scenario?",
    ),
    "yml-extension": (
        "`{name}` ends in `{ending}`, not in `.yaml`",
        "rename it to end in `.yaml`",
    ),
    "stage-file-name": (
        "`{name}` is not named as a stage's file is",
        "name it by two digits and the stage's id, as in `01-april.yaml`: the names give the order",
    ),
    "file-name": (
        "`{name}` has an invisible character in its name, and is not read",
        "give it a name of plain letters, digits and hyphens",
    ),
    "no-language": (
        "the scenario has no translation into `{language}`",
        "play it without --lang, or begin one: tashkent scenario translate PATH {language}",
    ),
    "archive-unreadable": (
        "`{name}` is not a zip file that can be read: {why}",
        "get it once more from where it came; or pack the folder again: tashkent scenario pack FOLDER",
    ),
    "archive-too-large": (
        "{what}",
        "no scenario needs that; if it is yours, pack it by: tashkent scenario pack FOLDER",
    ),
    "archive-bomb": (
        "`{name}` in the archive would unpack to {times} times its size",
        "do not use this file: no text shrinks that much",
    ),
    "archive-name": (
        "`{name}` in the archive {why}",
        "do not use this file; if it is yours, pack it by: tashkent scenario pack FOLDER",
    ),
    "archive-entry": (
        "`{name}` in the archive is {what}",
        "pack plain files only, without a password: tashkent scenario pack FOLDER",
    ),
    "archive-twice": (
        "`{name}` is in the archive twice",
        "pack it again: tashkent scenario pack FOLDER",
    ),
    "archive-several": (
        "the archive holds several scenarios: {found}",
        "pack each into a file of its own",
    ),
    "not-utf-8": (
        "the file is {what}",
        "save it as UTF-8 (in most editors: Save with encoding, UTF-8)",
    ),
}

YAML = {
    "control-character": (
        "the invisible character {what} is not allowed",
        "delete it; it often comes along with text pasted from elsewhere",
    ),
    "yaml-directive": (
        "lines that begin with `%` are not used here",
        "take the line out",
    ),
    "several-documents": (
        "a second document begins here",
        "one file holds one scenario or one stage: take the `---` out, or split the file",
    ),
    "empty-file": (
        "there is nothing in this file",
        "write the scenario or the stage into it, or delete the file",
    ),
    "too-many-values": (
        "more than {limit} values in one file",
        "split the file: one stage a file",
    ),
    "too-deep": (
        "brackets, dashes or indentation go deeper than {limit} levels",
        "look for an opening bracket too many, or a line of stray dashes",
    ),
    "value-too-long": (
        "a value of {length} characters; at most {limit} are read",
        "is a quotation mark missing? Otherwise shorten the text",
    ),
    "anchor-or-alias": (
        "`{name}`: anchors and aliases are not used here",
        "write the value out; text that begins with `&` or `*` needs quotes around it",
    ),
    "tag": (
        "`{tag}`: types in front of a value are not used here",
        "take it out; text that begins with `!` needs quotes around it",
    ),
    "merge-key": (
        "`<<` (merging another mapping) is not used here",
        "write the keys out",
    ),
    "key-not-text": (
        "a key must be a word, not {key}",
        "put quotes around it, or look for a missing word before the colon",
    ),
    "comma-in-braces": (
        "`{piece}` has no value: a comma divides the entries within braces",
        "put quotes around a text with a comma in it; otherwise write `key: value`",
    ),
    "duplicate-key": (
        "`{key}` is given twice; the first is on line {line}",
        "take one of them out, or rename it",
    ),
    "tab-indentation": (
        "a tab where the line is indented",
        "indent with spaces only, two for each level",
    ),
    "bad-indentation": (
        "this line does not fit the lines above it",
        "begin the lines of one level in the same column; put `: ` after the key in the line above",
    ),
    "unclosed-quote": (
        "{quote} opens a text here that is never closed",
        "close it by the same mark; within a pair of apostrophes, an apostrophe is written twice",
    ),
    "unclosed-bracket": (
        "the bracket `{bracket}` that opens here is not closed where it should be",
        "close it, and put a comma between the items",
    ),
    "inside-brackets": (
        "{char} is out of place within brackets",
        "put a comma between the items and quotes around text with colons, commas or brackets in it",
    ),
    "text-after-end": (
        "the value ended with {end}, but the line goes on",
        "put the whole text in double quotes; or, within apostrophes, write an apostrophe twice",
    ),
    "stray-colon": (
        "a colon is not allowed here",
        "put quotes around a text that has a colon in it, and a space after a key's colon",
    ),
    "missing-colon": (
        "`{key}` is not followed by a colon",
        "write `key: value`, or indent the line if it goes on with the text above",
    ),
    "stray-dash": (
        "a list cannot begin here",
        "put each `- ` on a line of its own, below its key",
    ),
    "stray-character": (
        "text cannot begin with {char}",
        "put quotes around the text",
    ),
    "bad-escape": (
        "an unknown character after a backslash within double quotes",
        "write the backslash twice, or use single quotes",
    ),
    "block-header": (
        "nothing but a comment may follow `|` or `>` on its line",
        "begin the text on the next line, indented",
    ),
    "yaml-syntax": (
        "not readable as YAML: {what}",
        "compare the line with the examples in the guide",
    ),
}

SHAPE = {
    "not-a-mapping": (
        "the file must hold `key: value` lines, not {got}",
        "compare it with the examples in the guide",
    ),
    "unknown-key": (
        "`{key}` is not a key of {place}",
        "take it out, or correct its spelling",
    ),
    "missing-key": (
        "{place} needs `{key}`",
        "add the key",
    ),
    "missing-value": (
        "`{key}` has no value",
        "write a value, or take the key out; an empty mapping is `{{}}`, an empty list `[]`",
    ),
    "wrong-type": (
        "`{key}` must be {want}, not {got}",
        "write the kind of value that the key takes",
    ),
    "out-of-range": (
        "`{key}` is {value}; it must be {bound}",
        "choose a value within the range",
    ),
    "not-finite": (
        "`{key}` must be an ordinary number",
        "write a number within the key's range",
    ),
    "unknown-word": (
        "`{value}` is not one of the words for `{key}`",
        "use one of the words that the key takes",
    ),
    "unknown-format": (
        "format {value} is not known",
        "this version reads `format: 1`",
    ),
    "wrong-count": (
        "`{key}` must have {bound}; it has {count}",
        "add or take out entries",
    ),
    "too-long": (
        "`{key}` has {length} characters; at most {limit} are allowed",
        "shorten it",
    ),
    "too-many-words": (
        "`{key}` has {count} words; at most {limit} are allowed",
        "shorten it: players read this on a small screen",
    ),
    "blank-text": (
        "`{key}` is blank",
        "write something, or take the key out if it is optional",
    ),
    "several-lines": (
        "`{key}` goes over several lines, and is shown on one",
        "write it on the line of its key; `>-` joins lines, `|` and `\\n` do not",
    ),
    "bad-url": (
        "`{value}` is no address in the web",
        "write it in full, as in https://example.org/report; for anything else there is `note`",
    ),
    "bad-date": (
        "`{value}` is not a date",
        "write year, month and day, as in 2010-06-12; the month, 2010-06, or the year alone will do",
    ),
    "bad-id": (
        "`{id}` cannot be an id",
        "use small letters, digits, `-` and `_`, at most 40, beginning with a letter",
    ),
}
