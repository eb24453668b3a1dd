"""The words by which a record or page of a model is named.

In: a canonical model and an id. Out: its title, short. Records of a snapshot have no linked record to ask.
"""

from collections.abc import Mapping
from typing import Any

from briefbook.editions.tree import from_json
from briefbook.kinds import BY_NAME
from briefbook.link import shortened
from briefbook.prose import Node, spoken_text


def title_of(model: Mapping[str, Any], name: str) -> str:
    """The title of a record or page, or the id where there is none."""
    page, record = model["pages"].get(name), model["records"].get(name)
    if page is not None:
        return words_in(page["fields"].get("title", "")) or name
    if record is None:
        return name
    kind, fields = BY_NAME.get(record["kind"]), record["fields"]
    words = words_in(fields.get(kind.title, "")) or words_in(fields.get("publisher", "")) if kind else ""
    return shortened(words) or name


def words_in(value: Any) -> str:
    """The plain words of a value: of a text without its marks, of a list its items."""
    if isinstance(value, dict):
        if "tree" in value:
            return spoken_text(Node("document", from_json(value["tree"])))
        return ", ".join(filter(None, map(words_in, value.values())))
    if isinstance(value, list):
        return ", ".join(map(words_in, value))
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
