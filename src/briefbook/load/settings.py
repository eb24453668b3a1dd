"""What `mkdocs.yml` says that would not mean what it seems to.

In: the tree of the file, and our own entry in it. Out: findings, each at its setting. Only settings that we read, or
that have no effect here, are looked at; the engine answers for the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from briefbook.addresses import is_address
from briefbook.findings import Finding
from briefbook.load.text import SourceFile
from briefbook.load.tree import Mapping, Scalar, Sequence, Tree, plain

OPTIONS = ("data_dir", "macros_dir", "passthrough")
_ADDRESSES = ("site_url", "repo_url")
_WITHOUT_EFFECT = {
    "nav": "the pages of a briefing and their order are in its briefing.yml",
    "INHERIT": "write the settings into this file",
}


@dataclass(frozen=True, slots=True)
class _Said:
    """The settings of a file, and a way to point at one."""

    source: SourceFile
    tree: Mapping

    def at(self, tree: Tree, message: str, help_line: str) -> Finding:
        return Finding(self.source.position(tree.start), "bad-setting", message, help_line)

    def text(self, name: str, tree: Tree) -> Iterator[Finding]:
        """A setting must be text that stands there, and not what a machine puts in its place."""
        if not isinstance(tree, Scalar) or not isinstance(tree.value, str):
            yield self.at(tree, f"'{name}' is not text", "write it in quotes")
        elif self.source.text.startswith("!", tree.start):
            yield self.at(tree, f"'{name}' would be another on each machine", "write the value itself")


def check_settings(source: SourceFile, tree: Mapping, root: Path) -> Iterator[Finding]:
    """Look at the settings of the site, and at those of our plugin."""
    said = _Said(source, tree)
    yield from _site_name(said)
    for name in _ADDRESSES:
        yield from _address(said, name)
    yield from _folder(said, "docs_dir", tree.values, root)
    for name, help_line in _WITHOUT_EFFECT.items():
        if plain(tree.values[name]) if name in tree.values else None:
            yield said.at(tree.keys[name], f"'{name}' has no effect here", help_line)
    if plain(tree.values["use_directory_urls"]) is True if "use_directory_urls" in tree.values else False:
        message = "'use_directory_urls' has no effect here: addresses end in .html, on the web and on a disk"
        yield said.at(tree.values["use_directory_urls"], message, "write 'use_directory_urls: false'")
    yield from _plugin(said, root)


def _site_name(said: _Said) -> Iterator[Finding]:
    tree = said.tree.values.get("site_name")
    if tree is None:
        yield said.at(said.tree, "the site has no name", "add 'site_name: ...'; pages, feeds and documents carry it")
        return
    flaws = list(said.text("site_name", tree))
    yield from flaws
    text = str(plain(tree))
    if not flaws and (not text.strip() or "\n" in text.strip()):
        yield said.at(tree, "'site_name' is not one line of words", "name the site in a few words")


def _address(said: _Said, name: str) -> Iterator[Finding]:
    tree = said.tree.values.get(name)
    value = plain(tree) if tree is not None else None
    if tree is None or value in (None, ""):
        return
    flaws = list(said.text(name, tree))
    yield from flaws
    if not flaws and not (str(value).startswith("http") and is_address(str(value))):
        yield said.at(tree, f"'{str(value)[:60]}' is no web address", "write it whole, beginning with https://")


def _folder(said: _Said, name: str, settings: dict[str, Tree], root: Path) -> Iterator[Finding]:
    tree = settings.get(name)
    if tree is None or plain(tree) is None:
        return
    flaws = list(said.text(name, tree))
    yield from flaws
    if not flaws and not (root / str(plain(tree))).is_dir():
        yield said.at(
            tree, f"there is no folder '{plain(tree)}'", f"'{name}' is a path that begins at this file's folder"
        )


def _plugin(said: _Said, root: Path) -> Iterator[Finding]:
    entries = [item for item in named_plugins(said.tree) if _is_ours(item)]
    for again in entries[1:]:
        yield said.at(again, "the plugin 'briefbook' is named a second time", "keep one of the two")
    options = entries[0].values["briefbook"] if entries and isinstance(entries[0], Mapping) else None
    if not isinstance(options, Mapping):
        return
    for name, key in options.keys.items():
        if name not in OPTIONS:
            message = f"the plugin 'briefbook' has no option '{name}'"
            yield said.at(key, message, f"its options are {', '.join(OPTIONS)}")
    for name in ("data_dir", "macros_dir"):
        yield from _folder(said, name, options.values, root)
    if "passthrough" in options.values:
        yield from _passthrough(said, options.values["passthrough"], root / _docs(said.tree))


def named_plugins(tree: Mapping) -> list[Tree]:
    """What stands under `plugins`: an item a plugin, or one mapping of them all, which the engine takes as well."""
    plugins = tree.values.get("plugins")
    return plugins.items if isinstance(plugins, Sequence) else [plugins] if isinstance(plugins, Mapping) else []


def _is_ours(entry: Tree) -> bool:
    return plain(entry) == "briefbook" or (isinstance(entry, Mapping) and "briefbook" in entry.values)


def _docs(tree: Mapping) -> str:
    named = plain(tree.values["docs_dir"]) if "docs_dir" in tree.values else None
    return named if isinstance(named, str) else "docs"


def _passthrough(said: _Said, tree: Tree, docs: Path) -> Iterator[Finding]:
    help_line = "name folders below the one with the pages: [notes]"
    if not isinstance(tree, Sequence):
        if plain(tree) is not None:
            yield said.at(tree, "'passthrough' is not a list of folders", help_line)
        return
    for item in tree.items:
        name = str(plain(item))
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or not (docs / name).is_dir() or PurePosixPath(name).is_absolute():
            yield said.at(item, f"there is no folder '{name}' of pages to leave to MkDocs", help_line)
