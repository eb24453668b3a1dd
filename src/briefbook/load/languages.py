"""The languages of the theme: one that it lacks would end the build with an error of the engine's.

In: the tree of `mkdocs.yml`. Out: a finding at its line. The theme is looked for as files and never imported, so that a
check needs no engine and passes where none is installed.
"""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from briefbook.findings import Finding
from briefbook.load.text import SourceFile
from briefbook.load.tree import Mapping, Scalar

_LANGUAGES = "partials/languages"


def check_language(source: SourceFile, tree: Mapping, root: Path) -> Iterator[Finding]:
    """Find a language that the theme has no words in."""
    theme = tree.values.get("theme")
    language = theme.values.get("language") if isinstance(theme, Mapping) else None
    if not isinstance(theme, Mapping) or not isinstance(language, Scalar) or not language.text:
        return
    known = _languages(theme, root)
    if known and language.text not in known:
        message = f"the theme has no words in language '{language.text[:40]}'"
        yield Finding(
            source.position(language.start), "bad-setting", message, f"write one of: {', '.join(sorted(known))}"
        )


def _languages(theme: Mapping, root: Path) -> frozenset[str]:
    """The languages of the theme and those that the site's own folder adds; none where the theme is another."""
    name, own = theme.values.get("name"), theme.values.get("custom_dir")
    if not (isinstance(name, Scalar) and name.text == "material"):
        return frozenset()
    theirs = _of_material()
    added = root / own.text / _LANGUAGES if theirs and isinstance(own, Scalar) and own.text else None
    return theirs | frozenset(path.stem for path in added.glob("*.html")) if added else theirs


@cache
def _of_material() -> frozenset[str]:
    found = find_spec("material")
    places = found.submodule_search_locations or () if found else ()
    folders = (Path(place) / "templates" / _LANGUAGES for place in places)
    return frozenset(path.stem for folder in folders for path in folder.glob("*.html"))
