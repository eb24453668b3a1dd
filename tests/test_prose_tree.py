"""The tree of a text: every construct, with its attributes and its place (line and column from 0)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.prose import Node, parse_line, parse_text, plain_text, walk
from briefbook.prose.parse import parse_blocks, parse_marks

# The text, then its tree: two spaces a level, `type words {attributes} line:column`, no place for words.
TREES = {
    "heading": ("## Head *x*", "heading {'level': 2} 0:0|  text 'Head '|  emphasis 0:8|    text 'x'"),
    "strong": ("a **b**", "paragraph 0:0|  text 'a '|  strong 0:2|    text 'b'"),
    "reference": (
        "One [two][three]",
        "paragraph 0:0|  text 'One '|  reference {'target': 'three'} 0:4|    text 'two'",
    ),
    "reference without words": ("[][a]", "paragraph 0:0|  reference {'target': 'a'} 0:0"),
    "reference to another briefing": ("[b][a/c]", "paragraph 0:0|  reference {'target': 'a/c'} 0:0|    text 'b'"),
    "reference with marks": (
        "[*a* `b`][c]",
        "paragraph 0:0|  reference {'target': 'c'} 0:0|    emphasis 0:1|      text 'a'|    text ' '|    code 'b' 0:5",
    ),
    "brackets alone": ("[sic] and [a]", "paragraph 0:0|  text '[sic] and [a]'"),
    "escaped": (r"\[a\]\[b\]", "paragraph 0:0|  text '[a][b]'"),
    "link": ("a [b](c)", "paragraph 0:0|  text 'a '|  link {'href': 'c'} 0:2|    text 'b'"),
    "address": (
        "<https://a.example>",
        "paragraph 0:0|  link {'href': 'https://a.example'} 0:0|    text 'https://a.example'",
    ),
    "image": ("a ![b](c)", "paragraph 0:0|  text 'a '|  image 'b' {'src': 'c', 'alt': 'b'} 0:2"),
    "citation": (
        "a [@b; @c, p. 4]",
        "paragraph 0:0|  text 'a '|  citation '[@b; @c, p. 4]' {'cites': (('b', ''), ('c', 'p. 4'))} 0:2",
    ),
    "mail": ("desk@a.example", "paragraph 0:0|  text 'desk@a.example'"),
    "code": ("`{{ a }} [b][c] @d`", "paragraph 0:0|  code '{{ a }} [b][c] @d' 0:0"),
    "line ends": (
        "a\nb\\\nc",
        "paragraph 0:0|  text 'a'|  softbreak 0:1|  text 'b'|  break 1:1|  text 'c'",
    ),
    "list": (
        "3. a\n   - b",
        "list {'ordered': True, 'start': 3} 0:0|  item 0:0|    paragraph {'tight': True} 0:0|      text 'a'"
        "|    list {'ordered': False, 'start': 1} 1:3|      item 1:3|        paragraph {'tight': True} 1:3"
        "|          text 'b'",
    ),
    "quote": ("> a\n> b", "quote 0:0|  paragraph 0:0|    text 'a'|    softbreak 0:3|    text 'b'"),
    "table": (
        "| a | b |\n|---|--:|\n| c \\| d | [e][f] |",
        "table 0:0|  row 0:0|    cell {'header': True, 'align': ''} 0:0|      text 'a'"
        "|    cell {'header': True, 'align': 'right'} 0:0|      text 'b'"
        "|  row 2:0|    cell {'header': False, 'align': ''} 0:0|      text 'c | d'"
        "|    cell {'header': False, 'align': 'right'} 0:0"
        "|      reference {'target': 'f'} 2:11|        text 'e'",
    ),
    "table without outer bars": (
        "a|b\n-|-\nc|[d][e]",
        "table 0:0|  row 0:0|    cell {'header': True, 'align': ''} 0:0|      text 'a'"
        "|    cell {'header': True, 'align': ''} 0:0|      text 'b'"
        "|  row 2:0|    cell {'header': False, 'align': ''} 0:0|      text 'c'"
        "|    cell {'header': False, 'align': ''} 0:0|      reference {'target': 'e'} 2:2|        text 'd'",
    ),
    "definitions": (
        "T\n:   D",
        "definitions 0:0|  term 0:0|    text 'T'|  definition 1:0|    paragraph {'tight': True} 1:0|      text 'D'",
    ),
    "admonition": (
        '!!! note "T"\n    B',
        "admonition {'tag': 'note', 'title': 'T', 'fold': False} 0:0"
        "|  title 0:0|    text 'T'|  paragraph 1:4|    text 'B'",
    ),
    "fold": (
        "??? tip\n    B",
        "admonition {'tag': 'tip', 'title': 'Tip', 'fold': True} 0:0"
        "|  title 0:0|    text 'Tip'|  paragraph 1:4|    text 'B'",
    ),
    "fence": ("```py x\na\n```", "fence 'a\\n' {'language': 'py', 'closed': True} 0:0"),
    "open fence": ("~~~\na\n~~", "fence 'a\\n~~' {'language': '', 'closed': False} 0:0"),
    "fence of one line": ("```", "fence {'language': '', 'closed': False} 0:0"),
    "indented": ("    a", "fence 'a\\n' {'language': '', 'closed': True} 0:4"),
    "rule": ("---", "rule 0:0"),
    "component": (
        "a\n{{ b(c=1) }}\nd",
        "paragraph 0:0|  text 'a'|component '{{ b(c=1) }}' 1:0|paragraph 2:0|  text 'd'",
    ),
    "component in code": ("    {{ b() }}", "fence '{{ b() }}\\n' {'language': '', 'closed': True} 0:4"),
    "footnote": (
        "a[^b]\n\n[^b]: c",
        "paragraph 0:0|  text 'a'|  footnote_reference {'number': 1, 'use': 0} 0:1"
        "|footnotes 0:0|  footnote {'number': 1, 'use': 0} 0:0|    paragraph 2:0|      text 'c'",
    ),
    "unused footnote": (
        "a\n\n> [^b]: c",
        "paragraph 0:0|  text 'a'|quote 2:0|problem '[^b]' {'code': 'unused-footnote'} 2:0",
    ),
    "undefined footnote": ("a[^b]", "paragraph 0:0|  text 'a'|  problem '[^b]' {'code': 'undefined-footnote'} 0:1"),
    "html": ("a <b>", "paragraph 0:0|  text 'a '|  problem '<b>' {'code': 'raw-html'} 0:2"),
    "odd html": ("a <b/c=d>", "paragraph 0:0|  text 'a '|  problem '<b/c=d>' {'code': 'raw-html'} 0:2"),
    "no html": ("1 < 2 > 0 <- a", "paragraph 0:0|  text '1 < 2 > 0 <- a'"),
    "html block": ("<div>\na\n</div>", "problem '<div>\\na\\n</div>' {'code': 'raw-html'} 0:0"),
    "braces": ("a {{ b }} c", "paragraph 0:0|  text 'a '|  problem '{{ b }}' {'code': 'braces'} 0:2|  text ' c'"),
    "two on a line": (
        "{{ a() }} {{ b() }}",
        "paragraph 0:0|  problem '{{ a() }}' {'code': 'braces'} 0:0"
        "|  text ' '|  problem '{{ b() }}' {'code': 'braces'} 0:10",
    ),
    "open brace": ("{% a", "paragraph 0:0|  problem '{% a' {'code': 'braces'} 0:0"),
    "variable": ("$5 ${A}", "paragraph 0:0|  text '$5 '|  problem '${A}' {'code': 'braces'} 0:3"),
    "bare citation": (
        "as @a says",
        "paragraph 0:0|  text 'as '|  problem '@a' {'code': 'citation-form'} 0:3|  text ' says'",
    ),
    "odd citation": ("[see @a]", "paragraph 0:0|  problem '[see @a]' {'code': 'citation-form'} 0:0"),
    "definition": ("[a]: b", "problem '[a]: b' {'code': 'link-definition'} 0:0"),
    "brackets": ("a " + "[" * 30, "paragraph 0:0|  text 'a " + "x" * 30 + "'|problem {'code': 'nested-too-deep'} 0:2"),
}


def _dump(node: Node, depth: int = 0) -> str:
    words = f" {node.text!r}" if node.text else ""
    attributes = f" {dict(node.attributes)}" if node.attributes else ""
    place = "" if node.type == "text" else f" {node.place[0]}:{node.place[1]}"  # nothing is said about mere words
    children = (_dump(child, depth + 1) for child in node.children if child.type != "text" or child.text)
    return "|".join([f"{'  ' * depth}{node.type}{words}{attributes}{place}", *children])


@pytest.mark.parametrize("name", TREES)
def test_a_construct_and_its_place(name):
    text, tree = TREES[name]
    assert "|".join(_dump(child) for child in parse_text(text).children) == tree


def test_one_line_has_marks_and_no_blocks():
    root = parse_line("## a [b][c]\n- d")
    assert "|".join(_dump(child) for child in root.children) == (
        "text '## a '|reference {'target': 'c'} 0:5|  text 'b'|softbreak 0:11|text '- d'"
    )


def test_deep_nesting_is_a_problem_and_no_crash():
    for text in ("> " * 200 + "a", "".join("  " * n + "- a\n" for n in range(200)), "[" * 5000 + "]" * 5000):
        assert "nested-too-deep" in {node.attributes.get("code") for node in walk(parse_text(text))}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## A *b* [c][d] `e`", "A b c e"),
        ("a\nb\\\nc", "a b c"),
        ("a [@b] {{ c }}[^d]\n\n[^d]: e", "a"),
        ("![alt](src) [][x]", "alt"),
        ("- a\n- b\n\n> c", "a b c"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
    ],
)
def test_the_words_of_a_text(text, words):
    assert " ".join(plain_text(parse_text(text)).split()) == words


_PIECES = [
    "[a][b]",
    "[@c]",
    "*d*",
    "**",
    "`e`",
    "<b>",
    "[f](g)",
    "&amp;",
    "{{ h }}",
    "\\*",
    "i",
    " ",
    "|",
    "- ",
    ":",
    "1. ",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_the_short_way_for_a_single_line_gives_the_same_tree(text):
    assert parse_text(f"x{text}") == parse_blocks(f"x{text}")


@given(st.text(min_size=1) | st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map("".join))
def test_the_short_way_for_a_line_without_marks_gives_the_same_tree(text):
    assert parse_line(text) == parse_marks(text)
