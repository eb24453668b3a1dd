"""Did you mean? The first suggestion is usually right, and a wrong one is worse than none."""

import pytest

from briefbook.check.suggest import did_you_mean, nearest
from briefbook.kinds import KINDS
from briefbook.kinds.pages import COMPONENTS
from briefbook.model.shape import fields_of

IDS = ["open-letter", "refusal", "kyiv-reply", "st-petersburg-strike", "guardian-letter"]


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("refusl", IDS, "refusal"),
        ("Refusal", IDS, "refusal"),
        ("openletter", IDS, "open-letter"),
        ("kyiv_reply", IDS, "kyiv-reply"),
        ("strike", IDS, "st-petersburg-strike"),
        ("the-refusal", IDS, "refusal"),
        ("zzz", IDS, ""),
        ("a", ["x-a"], ""),
        ("x", [], ""),
    ],
)
def test_the_nearest_word(word, known, found):
    assert nearest(word, known) == found


def test_a_help_line_says_the_nearest_word_and_then_the_rest():
    assert did_you_mean("refusl", IDS) == "did you mean 'refusal'?"
    assert did_you_mean("refusl", IDS, "Look there") == "did you mean 'refusal'? Look there"
    assert did_you_mean("zzz", IDS, "Look there") == "Look there"
    assert did_you_mean("zzz", IDS) == ""


def _misspelt(word: str) -> list[str]:
    """A letter left out, doubled, and two exchanged, in the middle."""
    at = len(word) // 2
    return [
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
    ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_is_found_again_when_it_is_misspelt(kind):
    known = list(fields_of(kind.model))
    for name in (name for name in known if len(name) > 4):
        for wrong in _misspelt(name):
            assert nearest(wrong, known) == name, wrong


def test_every_component_is_found_again_when_it_is_misspelt():
    missed = [
        (wrong, nearest(wrong, COMPONENTS))
        for name in COMPONENTS
        if len(name) > 5
        for wrong in _misspelt(name)
        if nearest(wrong, COMPONENTS).rstrip("s") != name.rstrip("s")
    ]
    assert missed == []
