"""Sources from reference managers: CSL-JSON, BibTeX and RIS.

In: the text of a file. Out: sources as our data holds them. Three small readers and one mapping: the libraries at hand
bring a grammar engine or a data frame for formats of a page each. What a file does not say is named in `gaps`, and
nothing is guessed.
"""

from collections.abc import Callable
from typing import Any

from briefbook.edit.imports.bibtex import read_bibtex
from briefbook.edit.imports.csl import read_csl
from briefbook.edit.imports.reference import ImportFailed, Reference
from briefbook.edit.imports.ris import read_ris
from briefbook.edit.imports.sources import signs, to_source

READERS: dict[str, Callable[[str], list[Reference]]] = {
    ".json": read_csl,
    ".bib": read_bibtex,
    ".bibtex": read_bibtex,
    ".ris": read_ris,
}
MOST = 5_000

__all__ = ["MOST", "READERS", "ImportFailed", "signs", "sources_from"]


def sources_from(text: str, ending: str, taken: set[str]) -> list[dict[str, Any]]:
    """Read a file of references; `taken` are ids that are not free.

    Raises ImportFailed where the file cannot be read, or holds nothing.
    """
    reader = READERS.get(ending.lower())
    if reader is None:
        raise ImportFailed(f"files of references end in {', '.join(READERS)}")
    references = reader(text)
    if not references:
        raise ImportFailed("the file holds no reference")
    if len(references) > MOST:
        raise ImportFailed(f"the file holds more than {MOST:,} references; take those that are needed")
    found = []
    for reference in references:
        source = to_source(reference, taken)
        taken.add(source["id"])
        found.append(source)
    return found
