"""What the engine and its theme ask of `mkdocs.yml`, and would only say when a build is half done.

In: the tree of `mkdocs.yml`. Out: findings at their lines. Apart from the settings, which are what we ask. The
theme is looked for as files and never imported, so that a check needs no engine and passes where none is installed.
"""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from briefbook.findings import Finding
from briefbook.load.text import SourceFile
from briefbook.load.tree import Mapping, Scalar, Tree

_LANGUAGES = "partials/languages"


def engine_demands(source: SourceFile, tree: Mapping, root: Path) -> Iterator[Finding]:
    """Find addresses that are none, and a language that the theme has no words in."""
    for name in ("site_url", "repo_url"):
        value = _own(source, tree.values.get(name))
        if value is not None and value.value not in (None, "") and not _is_address(value.text):
            yield Finding(
                source.position(value.start),
                "bad-setting",
                f"'{name}' is no web address: '{value.text[:60]}'",
                f"write the full address, as in {name}: https://example.org/briefings/",
            )
    theme = tree.values.get("theme")
    language = _own(source, theme.values.get("language")) if isinstance(theme, Mapping) else None
    if isinstance(theme, Mapping) and language is not None and language.text:
        known = _languages(theme, root)
        if known and language.text not in known:
            yield Finding(
                source.position(language.start),
                "bad-setting",
                f"the theme has no words in language '{language.text[:40]}'",
                f"write one of: {', '.join(sorted(known))}",
            )


def _own(source: SourceFile, tree: Tree | None) -> Scalar | None:
    """A value as it stands; one with a tag, such as `!ENV`, is only known where the site is built."""
    return tree if isinstance(tree, Scalar) and not source.text.startswith("!", tree.start) else None


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c.isspace() for c in text)


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
