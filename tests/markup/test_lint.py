"""Warnings: each names its line, and what is right is not warned of."""

import time

import pytest

from markup import lint, parse
from markup.lint import (
    LONG_PAGE_BYTES,
    LONG_PARAGRAPH_CHARACTERS,
    MOST_WARNINGS,
    warnings_of,
)

UNDEFINED = "The note [^a] is used, but not defined."
UNUSED = "The note [^a] is defined, but used nowhere."
TWICE = "The note [^a] is defined twice."
NO_BRACKETS = "[[ has no ]] in the same line."
NO_OPENING_BRACKETS = "]] has no [[ in the same line."
NO_BRACKET = "[ has no ]."
NO_OPENING_BRACKET = "] has no [."
NO_END = "The address that begins with ]( has no ) at its end."
NO_BRACES = "{{ has no }}."
NO_OPENING_BRACES = "}} has no {{."
NO_FENCE = "``` opens a block of code that is not closed."
NO_DOLLARS = "$$ stands alone: a formula stands between two of them."
NO_WORDS = "An image has no words for those who can't see it: ![words](address)."
LONG_PARAGRAPH = "A very long paragraph: could it be divided?"
LONG_PAGE = "The page is long: several shorter ones are easier to read."


def _same(heading: str) -> str:
    return (
        f"Another section is called “{heading}” too: links to it lead to the first one."
    )


def _empty(heading: str) -> str:
    return f"The section “{heading}” has no text yet, so readers are not shown it."


SLIPS = [
    # Sources, pictures, templates
    ("One.\n\n{{cite|date=1990}}", [(3, "A source needs at least a title.")]),
    (
        "One.[^a]\n\n[^a]: {{cite|title=A|isbn=0-306-40615-3}}",
        [(3, "The ISBN 0-306-40615-3 is mistyped: its check digit is wrong.")],
    ),
    (
        "[[File:A.png]]",
        [
            (
                1,
                "File:A.png has no words here for those who can't see it: "
                "[[File:A.png|alt=What it shows]], or |decorative.",
            )
        ],
    ),
    (
        "A\n\n:::notice\nb",
        [
            (
                3,
                "The box that begins here has no ::: on a line of its own at its end.",
            )
        ],
    ),
    ("[[File:A.png|alt=a|b [[c", [(1, NO_BRACKETS), (1, NO_BRACKETS)]),
    # References
    ("One.\n\nTwo.[^a]", [(3, UNDEFINED)]),
    ("One[^a]\nand two.[^a]", [(1, UNDEFINED)]),
    ("| x |\n|---|\n| y[^a] |", [(3, UNDEFINED)]),
    ("One.\n\n[^a]: Note.", [(3, UNUSED)]),
    ("> One.\n>\n> [^a]: Note.", [(3, UNUSED)]),
    ("One.[^a]\n\n[^a]: Note.\n[^a]: Again.", [(4, TWICE)]),
    ("One.[^a]\n\n```\n[^a]: Note.\n```", [(1, UNDEFINED)]),
    # Headings
    ("## A\n\nx\n\n## A\n\ny", [(5, _same("A"))]),
    ("## The *war*\n\nx\n\n### The war!\n\ny", [(5, _same("The war!"))]),
    ("## A\n\nx\n\n## B", [(5, _empty("B"))]),
    ("## A\n\n### B\n\n## C\n\nx", [(1, _empty("A")), (3, _empty("B"))]),
    ("##\n\nx", [(1, "A heading has no words.")]),
    (
        "## A\n\nx\n\n#### B\n\ny",
        [(5, "The heading “B” skips a level: below ## comes ###.")],
    ),
    # Brackets
    ("One [[two.", [(1, NO_BRACKETS)]),
    ("One\ntwo [[three\nfour]].", [(2, NO_BRACKETS)]),
    ("* a\n* [[b", [(2, NO_BRACKETS)]),
    ("[[a [[b]]", [(1, NO_BRACKETS)]),
    ("One]] two.", [(1, NO_OPENING_BRACKETS)]),
    ("[[One]] two]]", [(1, NO_OPENING_BRACKETS)]),
    ("[[One]]] two", [(1, NO_OPENING_BRACKET)]),
    ("[One]] two", [(1, NO_OPENING_BRACKET)]),
    ("One\ntwo] three", [(2, NO_OPENING_BRACKET)]),
    ("]One[", [(1, NO_OPENING_BRACKET), (1, NO_BRACKET)]),
    ("One [two three", [(1, NO_BRACKET)]),
    ("One\n[two [three] four", [(2, NO_BRACKET)]),
    ("One [two\n\nthree] four", [(1, NO_BRACKET), (3, NO_OPENING_BRACKET)]),
    ("| [x | y] |\n|---|---|\n| z | z |", [(1, NO_BRACKET), (1, NO_OPENING_BRACKET)]),
    ("One.[^a two", [(1, NO_BRACKET)]),
    ("^[One [two]", [(1, NO_BRACKET)]),
    ("## One [two\n\nx", [(1, NO_BRACKET)]),
    (r"One [two \[three", [(1, NO_BRACKET)]),
    (r"One \[two\n\nthree]".replace(r"\n", "\n"), [(3, NO_OPENING_BRACKET)]),
    (r"One \\[two", [(1, NO_BRACKET)]),
    ("One `[` two]", [(1, NO_OPENING_BRACKET)]),
    ("[b](http://x.y", [(1, NO_END)]),
    ("One\n[b](http://x.y and (two) three", [(2, NO_END)]),
    ("[b](http://x.y and [c](http://z)", [(1, NO_END)]),
    ("![b](a.png", [(1, NO_END)]),
    (r"[b](a\)", [(1, NO_END)]),
    (r"[[A|b \[c\]]]", [(1, NO_BRACKETS)]),
    ("[b(http://x.y)", [(1, NO_BRACKET)]),
    ("b](http://x.y)", [(1, NO_OPENING_BRACKET)]),
    ("[[b](http://x.y)", [(1, NO_BRACKET)]),
    ("[b]](http://x.y)", [(1, NO_OPENING_BRACKET)]),
    ("One }} two", [(1, NO_OPENING_BRACES)]),
    ("{{One}} }}", [(1, NO_OPENING_BRACES)]),
    ("{{One}}}} two", [(1, NO_OPENING_BRACES)]),
    ("}} One {{", [(1, NO_OPENING_BRACES), (1, NO_BRACES)]),
    ("{{One} two", [(1, NO_BRACES)]),
    ("One {{two.", [(1, NO_BRACES)]),
    ("{{ {{ }}\n\n{{ }}", [(1, NO_BRACES)]),
    ("One $$x.", [(1, NO_DOLLARS)]),
    ("$$x$$\n\nOne\ntwo $$", [(4, NO_DOLLARS)]),
    ("One.\n\n```\nx", [(3, NO_FENCE)]),
    ("One.\n\n```", [(3, NO_FENCE)]),
    ("* a\n\n  ```\n  x\n\nOne.", [(3, NO_FENCE)]),
    ("~~~\nx", [(1, NO_FENCE.replace("```", "~~~"))]),
    # Links and images
    (
        "One\n[[<b>]]",
        [(2, "The link [[<b>]] leads nowhere. A title can't contain '<'.")],
    ),
    (
        "[[|x]]",
        [(1, "The link [[|x]] leads nowhere. A link needs a title or a section.")],
    ),
    (
        "[[:Talk:Talk:A]]",
        [
            (
                1,
                "The link [[:Talk:Talk:A]] leads nowhere. "
                "A title has one namespace only.",
            )
        ],
    ),
    ("x\n![](a.png)", [(2, NO_WORDS)]),
    ("![ ][a]", [(1, NO_WORDS)]),
    # Length
    ("One.\n\n" + "x" * (LONG_PARAGRAPH_CHARACTERS + 1), [(3, LONG_PARAGRAPH)]),
    ("é " * (LONG_PAGE_BYTES // 3) + "xyz", [(None, LONG_PAGE), (1, LONG_PARAGRAPH)]),
]

RIGHT = [
    ":::notice\na\n:::\n\n```\n:::notice\n```",
    "[[File:A.png|alt=a|b[^1]]]\n\n[^1]: Note.",
    "{{cite|title=A|isbn=0-306-40615-2}}",
    "[[File:A.png|alt=a|b [[c]] [d].]]",
    "[[File:A.png|decorative]]",
    "",
    "One.[^a] Two.[^a]\n\n[^a]: Note.",
    "One.[^a]\n\n[^a]: Note.[^b]\n[^b]: Another.",
    "One.^[A note.]",
    r"One \[^a] \[[two \{{ \$$ `[[` `` {{ ` ``",
    "`$$` and `[^a]` and `![](x)`",
    "```\n[[ {{ $$ [^a] ![](x)\n```",
    "    [[ {{ $$ [^a]",
    "~~~~\n```\n~~~~",
    "> ```\n> x\n> ```\n\nOne.",
    r"$\frac{{a}}{b}$ and $$\frac{{a}{b}$$",
    "$$\n\\frac{{a}{b}\n$$",
    "## A\n\nx\n\n### B\n\ny\n\n## C\n\nz",
    "### A\n\nx",
    "One.[^a]\n\n## Notes\n\n[^a]: Note.",
    "[[A|b]], [[A#B]], [[#A]], [[Category:X]] and [[:Category:X]]",
    "| [[A|b]] | [[A\\|b]] |\n|---|---|\n| x | y |",
    "[[a](https://example.org), b]",
    "![A map](a.png)",
    "{{ x }} and {{\n\ny\n\n}}",
    "He [sic] said [...] “[t]hat”, [a [b] c] and [d\ne].",
    "[] and [ ] and [[a] b] and [a [b]]",
    r"\[ \] \[[a \]] [a\] b] \{{ \}} [b\](c",
    r"One \[a], \[[a]], \[[a](b) and \{{a}}",
    r"[a \[b] and [a\]",
    r"[[A|b \{c]] and [[A \(b\)]]",
    "One \\[[^a]\\]\n\n[^a]: Note.",
    "`[` `]` `]]` `}}` `](` and ``[ ` ]]``",
    "```\n] ]] }} [b](c\n```\n\n    ] ]] }} [b](c",
    "* [ ] a\n* [x] b",
    '[a](https://example.org/b_(c)) and [d](e (f)) and [g](h "i)")',
    "[a](<b c(>) and [d](e[f) and [g](h]i) and <https://example.org/[x>",
    "[a](\nb\n) and [c][d] and [d]\n\n[d]: https://example.org/[",
    "[![a](b.png)](c) and [*a* [b]](c)",
    "One [a](see there), a) b) and :(",
    "[0, 1), (0, 1], ]0, 1[, [0;1[, ]a, b] and $[0, 1)$",
    "{a}, {a, {b}}, {{a}, b} and {{{a}}}",
    "#REDIRECT [[A]]",
    "x" * LONG_PARAGRAPH_CHARACTERS,
]

HOSTILE = [
    "[[", "`", "` `` ", "[^a]", "[^a] b ", "{{", "$$ ", "$a", "# a\n", "![](", "[[<]] ",
    "\\[[", "`a` ", "[^a]: x\n\n", "```\n\n> ", "> ", "* [[\n", "|[[|\n|-|\n", "}}{{ ",
    "[", "]", "](", "](a", "](a ", "](a (", "](a 'b", "[a](<", "(a,", "]a,b", "<a",
    "{a", "[a,\n", "](" + " " * 5_000, "\\[ [", "] \\]",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SLIPS)
def test_a_slip_is_told_with_its_line(text, expected):
    found = warnings_of(parse(text))

    assert [(warning.line, warning.message) for warning in found] == expected


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_warned_of(text):
    assert warnings_of(parse(text)) == ()


def test_warnings_come_in_the_order_of_the_text():
    text = "![](x)\n\n{{\n\n[[\n\n## A\n\n[^a]"

    lines = [warning.line for warning in warnings_of(parse(text))]

    assert lines == [1, 3, 5, 9]


def test_a_long_name_is_cut_short():
    [warning] = warnings_of(parse(f"[[<{'x' * 200}]]"))

    assert f"[[<{'x' * 56}… leads" in warning.message


def test_only_so_many_are_told_as_somebody_reads():
    found = warnings_of(parse("[[ \n\n" * 200))

    assert len(found) == MOST_WARNINGS
    assert found[-1] == lint.Warning(NO_BRACKETS, MOST_WARNINGS * 2 - 1)


def test_a_page_that_is_shown_as_it_was_typed_is_warned_of_that_and_its_length_only():
    document = parse("[" * 200_000 + "\n\n[^a]: Note.")

    assert [(warning.message, warning.line) for warning in warnings_of(document)] == [
        (
            "This page has more links and brackets than can be shown formatted. "
            "Dividing it would help. Readers would see it as it was typed.",
            None,
        ),
        (LONG_PAGE, None),
    ]


@pytest.mark.parametrize("unit", HOSTILE)
def test_no_text_takes_long(unit):
    document = parse(unit * (100_000 // len(unit)))
    start = time.thread_time()

    warnings_of(document)

    assert time.thread_time() - start < 1
