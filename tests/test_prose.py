"""Sentences, calls of components, and the maps from a place in a text to a place in a file."""

import pytest

from briefbook.load.text import SourceFile
from briefbook.load.yaml import read_yaml
from briefbook.prose import Call, CallError, Locator, read_call, sentence_around, sentences
from briefbook.prose.locate import scalar_indexes


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It is so. It was so.", ["It is so.", "It was so."]),
        ("Is it? Yes! Good… And more", ["Is it?", "Yes!", "Good…", "And more"]),
        ("Dr. Smith met J. Doe at No. 5 in St. Ives.", ["Dr. Smith met J. Doe at No. 5 in St. Ives."]),
        ("It fell by 3.5 per cent. 40 left.", ["It fell by 3.5 per cent.", "40 left."]),
        ('He said "no." Then left.', ['He said "no."', "Then left."]),
        ("He left (at last). “So,” she said.", ["He left (at last).", "“So,” she said."]),
        ("The U.S. Army, e.g. Here.", ["The U.S. Army, e.g. Here."]),
        ("one. two", ["one. two"]),
        ("Речь. Ответ.", ["Речь.", "Ответ."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_sentences(text, parts):
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("offset", "found"),
    [(0, "One a."), (5, "One a."), (6, "One a."), (7, "Two b."), (12, "Two b."), (99, "One a. Two b.")],
)
def test_the_sentence_around_a_place(offset, found):
    assert sentence_around("One a. Two b.", offset) == found


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("{{ timeline() }}", Call("timeline")),
        ("{{timeline()}}", Call("timeline")),
        ('{{ event("a") }}', Call("event", ("a",))),
        (
            "{{ event('a', limit=3, only=\"b\", long=true) }}",
            Call("event", ("a",), {"limit": 3, "only": "b", "long": True}),
        ),
        ("{{ a(1.5, false) }}", Call("a", (1.5, False))),
    ],
)
def test_a_call_is_read(text, call):
    assert read_call(text) == call


PLAIN = "a component takes plain values: text in quotes, a number, true or false"
NAME = "only a component's name with its options may stand here"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ timeline }}", "'timeline' needs its brackets"),
        ("{{ timeline( }}", "this cannot be read as a component"),
        ("{{ }}", "this cannot be read as a component"),
        ("{{ a() b() }}", "this cannot be read as a component"),
        ("{{ a().b }}", NAME),
        ("{{ a.b() }}", NAME),
        ("{{ a()() }}", NAME),
        ("{{ 7 * 7 }}", NAME),
        ("{{ 'a' }}", NAME),
        ("{{ a(b) }}", PLAIN),
        ("{{ a(1 + 1) }}", PLAIN),
        ("{{ a([1]) }}", PLAIN),
        ("{{ a(b=c()) }}", PLAIN),
        ("{{ a(none) }}", PLAIN),
        ("{{ a(f'{b}') }}", PLAIN),
        ("{{ a(*b) }}", PLAIN),
        ("{{ a(**b) }}", "options are written as name=value, each once"),
        ("{{ a(b=1, b=2) }}", "options are written as name=value, each once"),
        ("{{ a('" + "b" * 600 + "') }}", "a call is no longer than 500 characters"),
    ],
)
def test_what_is_no_call_says_why(text, why):
    with pytest.raises(CallError) as caught:
        read_call(text)
    assert str(caught.value) == why


SCALARS = {
    "plain": "a: one two\n   three X\n",
    "single": "a: 'it''s ''one'' \n  two X'\n",
    "double": 'a: "\\"one\\" \\u00e9\\x41 \\\n  two\\n\\n \\t three X"\n',
    "literal": "a: |\n  one\n\n    two\n  three X\n",
    "literal with indent": "a: |2-\n    one X\n",
    "folded": "a: >-\n  one\n  two\n\n  three\n    four\n  X\n",
    "folded with comment": "a: > # words\n\n  one X\n",
    "wide letters": "a: é – 漢字 😀 X\n",
    "flow": "{a: one X}\n",
}


@pytest.mark.parametrize("name", SCALARS)
def test_every_character_of_a_scalar_is_found_in_the_file(name):
    text = SCALARS[name]
    tree, findings = read_yaml(SourceFile("a.yml", text))
    assert findings == []
    scalar = tree.values["a"]
    indexes = scalar_indexes(text, scalar)
    assert len(indexes) == len(scalar.text) + 1
    for character, index in zip(scalar.text, indexes, strict=False):
        if character.isalpha() and character not in "éA":  # those stand as escapes in one of the texts
            assert text[index] == character
    assert text[indexes[scalar.text.index("X")]] == "X"
    assert indexes == sorted(indexes)


def test_a_page_is_counted_from_where_its_text_begins():
    source = SourceFile("a.md", "---\ntitle: A\n---\nOne\nTwo\n")
    place = Locator.of_page(source, source.text.index("One")).find(1, 2)
    assert (place.path, place.line, place.column) == ("a.md", 5, 3)


def test_a_place_beyond_a_text_is_its_end():
    source = SourceFile("a.yml", "a: one\n")
    tree, _ = read_yaml(source)
    place = Locator.of_scalar(source, tree.values["a"]).find(9, 99)
    assert (place.line, place.column) == (1, 6)
