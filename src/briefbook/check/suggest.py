"""Did you mean?

In: a word and the words it could have been. Out: the nearest one, or nothing: no suggestion is better than a wrong one.
"""

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word nearest to this one, or an empty text."""
    candidates = list(dict.fromkeys(known))
    folded = {name.casefold().replace("_", "-"): name for name in candidates}
    close = difflib.get_close_matches(word.casefold().replace("_", "-"), folded, n=1, cutoff=0.6)
    if close:
        return folded[close[0]]
    parts = [name for name in candidates if len(word) > 3 and (name.endswith(f"-{word}") or word.endswith(f"-{name}"))]
    return parts[0] if parts else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A help line: the nearest word, then what else is worth saying."""
    near = nearest(word, known)
    if not near:
        return otherwise
    return f"did you mean '{near}'?" + (f" {sentence(otherwise)}" if otherwise else "")


def sentence(text: str) -> str:
    """A text that follows a full stop or a question mark."""
    return f"{text[:1].upper()}{text[1:]}"
