"""What is said of conditions, and of what one part of a scenario says of another: code, message, way out."""

from __future__ import annotations

CONDITIONS = {
    "condition-too-long": (
        "the condition {what}",
        "set a flag in an earlier stage and ask for that",
    ),
    "condition-sign": (
        "`{sign}` is not used in conditions",
        "conditions know numbers, names, + - * /, < <= > >= == !=, `and`, `or`, `not` and brackets",
    ),
    "condition-number": (
        "`{number}` is not a number",
        "write digits, with a point before the fraction",
    ),
    "condition-bracket": (
        "the bracket that opens here is never closed",
        "close it with `)`",
    ),
    "condition-call": (
        "`{name}` cannot be called",
        "there are no functions: write names with points, as in `promise.internal`",
    ),
    "condition-end": (
        "the condition ends too early",
        "write what is missing after the last word or sign",
    ),
    "condition-place": (
        "`{sign}` cannot stand here",
        "is an operator such as `and`, `>` or `==` missing before it, or a value?",
    ),
    "condition-chain": (
        "comparisons cannot be chained",
        "write `a < b and b < c`",
    ),
    "condition-not-truth": (
        "`{part}` is a number, where something true or false is needed",
        "compare it with a number",
    ),
    "condition-not-number": (
        "`{part}` is true or false, where a number is needed",
        "join conditions with `and` and `or`",
    ),
    "condition-word": (
        "`{word}`: quoted words stand beside `chosen` only",
        "write names without quotes; compare `chosen.ROLE.DECISION == 'option'`",
    ),
    "condition-choice": (
        "`{name}` can only be compared with an option's id, by `==` or `!=`",
        "write `chosen.STAGE.ROLE.DECISION == 'option'`",
    ),
}


REFERENCES = {
    "unknown-id": ("there is no {what} `{id}` {where}", "correct its spelling, or add it"),
    "missing-entry": ("`{key}` has no value for the {what} {ids}", "add one, be it 0"),
    "shares-sum": ("the shares add up to {total}", "make them add up to 1"),
    "empty-region": ("no member lies in the region `{region}`", "give at least one member this region"),
    "reserved-id": ("`{id}` stands for {what}", "choose another id for the {kind}"),
    "duplicate-name": (
        "a {what} is called `{name}`, and so is what stands at {where}",
        "give it a name of its own: players tell them apart by their names",
    ),
    "idle-role": ("`{role}` has nothing to decide in any stage", "give it a decision, or take the role out"),
    "ambiguous-id": ("`{id}` is a role and a {what} as well", "rename one of them"),
    "unknown-parameter": ("there is no parameter `{name}`", "correct its spelling, or take it out"),
    "parameter-range": ("`{name}` is {value}; it must be {bound}", "choose a value within the range"),
    "bad-path": ("`{path}` does not name a decision", "write STAGE.ROLE.DECISION, as in `osh.moscow.answer`"),
    "no-stages": ("there are no stages", "write one stage a file: `stages/01-april.yaml`, and so on"),
    "stages-twice": (
        "stages are listed here and in the folder `stages` as well",
        "move them all into the folder, or all here",
    ),
    "stage-file-id": (
        "this stage's id is `{id}`, but its file is named for `{name}`",
        "make them one: `NN-{id}.yaml`",
    ),
    "bad-scenario-id": (
        "the folder's name, `{id}`, cannot be a scenario's id",
        "rename the folder: small letters, digits, `-` and `_`, at most 40, beginning with a letter",
    ),
    "duplicate-id": ("a second {what} `{id}`; the first is at {where}", "rename one of them"),
    "too-many-options": (
        "the stages have {count} options together; at most {limit} are allowed",
        "take out decisions or stages: nobody can weigh so many",
    ),
    "too-many-flags": (
        "there are {count} different flags; at most {limit} are allowed",
        "let several options set the same flag",
    ),
    "own-tie": ("`{member}` is the one that asks: it has no ties to its own conflict", "take it out"),
    "no-historical": (
        "no option of `{decision}` is marked as the historical one",
        "add `historical: true` to the option that was taken in fact",
    ),
    "two-historical": (
        "`{decision}` has a second historical option; the first is marked on line {line}",
        "mark only the option that was taken in fact",
    ),
    "default-conditional": (
        "`{option}` is the default, and so must always be on offer",
        "take its `when` out, or choose another default",
    ),
    "historical-conditional": (
        "`{option}` is the historical option, taken when nobody chooses, and so must always be on offer",
        "take its `when` out, or name another option as the decision's `default`",
    ),
    "unknown-lever": ("there is no lever `{lever}`", "correct its spelling, or take it out"),
    "lever-index": ("the lever `{lever}` {needs}", "write it as in the guide's table of levers"),
    "lever-value": ("`{lever}` is {value}; it must be {want}", "choose a value within the lever's range"),
    "patron-only-lever": (
        "`{role}` is a secretariat and has no `{lever}`",
        "a secretariat convenes, drafts, proposes and speaks: it has `deploy`, `mandate`, `procedure` …",
    ),
    "unknown-name": ("conditions know no `{name}`", "use a name from the guide's list"),
    "incomplete-name": (
        "`{name}` is not a whole name",
        "write the ids that belong to it, with points between",
    ),
    "unknown-flag": (
        "no lever sets the flag `{flag}`",
        "set it by an option's or an event's lever, `flag.NAME: 1`",
    ),
    "not-yet": (
        "the {what} `{id}` comes too late for this condition",
        "a condition sees choices and votes of earlier stages only, and events that came before it",
    ),
    "unknown-source": (
        "there is no source `{source}`",
        "add it under `sources`, or write `\\[…]` if no citation is meant",
    ),
}

WARNINGS = {
    "no-patron": (
        "no role is of the kind `patron`",
        "without one, nobody can use force or back an operation",
    ),
    "silent-client": ("`{client}` never appeals", "give it an appeal, or take it out"),
    "same-label": (
        "`{option}` is called as the option on line {line} is",
        "give it a label of its own: players choose by it",
    ),
    "same-option": (
        "`{option}` says and does the same as the option on line {line}",
        "let it do something else, or take one of them out",
    ),
    "patron-is-member": (
        "`{name}` is the patron, and a member is called so as well",
        "the leading state is no member: it stands under `alliance` alone",
    ),
    "curly-quotes": (
        "the marks around {name} are curly, and belong to the name",
        'write it without marks, or with plain ones: "{plain}"',
    ),
    "near-citation": (
        "`{written}` looks like a citation, and is none",
        "write `[id]` with a source's id alone, as `sources` has it; page and author go beside it",
    ),
    "date-order": ("{date} comes before the stage before it, {before}", "are the stages in the right order?"),
    "unreachable-appeal": (
        "this alternative is never made: the one on line {line} always holds",
        "put the alternative without a condition last",
    ),
    "never-happens": ("`{event}` never happens: its chance is 0", "give it a chance, or take it out"),
    "constant-condition": (
        "this condition is the same in every play",
        "ask for the state of play, or take the `when` out",
    ),
    "out-of-reach": (
        "`{name}` goes from {low} to {high}, and is held against {limit}",
        "hold it against a number within that range",
    ),
    "flag-too-early": (
        "the flag `{flag}` cannot be set yet at this point",
        "set it in an earlier stage, or ask for it later",
    ),
    "unused-flag": ("no condition asks for the flag `{flag}`", "ask for it as `flag.{flag}`, or take it out"),
    "never-proposed": (
        "nothing in the stage `{stage}` puts an operation to the council",
        "give one of its options the lever `deploy`, or ask for another stage",
    ),
    "unused-source": ("no text cites the source `{source}`", "cite it as `[{source}]`, or take it out"),
}
