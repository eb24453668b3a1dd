"""Our part of a file that a site's owner writes in too: the settings of an editor.

In: their text and ours. Out: their text with what we say in it. What we do not speak of stays as they have it.
"""

import json
from typing import Any

MERGED = (".vscode/extensions.json", ".vscode/settings.json")


def merged(theirs: str, ours: str) -> str | None:
    """Their text, unchanged where it says all of ours; None where it is not plain JSON, as with comments in it."""
    try:
        said = json.loads(theirs)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    whole = _with(said, json.loads(ours))
    return theirs if whole == said else f"{json.dumps(whole, indent=2, ensure_ascii=False)}\n"


def _with(theirs: Any, ours: Any) -> Any:
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return theirs | {name: _with(theirs.get(name), value) for name, value in ours.items()}
    if isinstance(theirs, list) and isinstance(ours, list):
        return theirs + [value for value in ours if value not in theirs]
    return ours
