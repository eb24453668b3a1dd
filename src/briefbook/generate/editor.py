"""What VS Code is told: recommended extensions, settings, and a snippet a kind.

In: the kinds' examples. Out: texts of the files in `.vscode/`. A snippet is the kind's example with every value a place
to type in, and every choice a list to pick from.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from briefbook.kinds import KINDS
from briefbook.load import Mapping, Scalar, Sequence, Tree
from briefbook.load.text import SourceFile
from briefbook.load.yaml import read_yaml
from briefbook.model.base import Part
from briefbook.model.kind import Kind
from briefbook.model.shape import fields_of

_EXTENSIONS = {"recommendations": ["redhat.vscode-yaml", "editorconfig.editorconfig"]}
_SETTINGS = {
    "yaml.schemaStore.enable": False,
    "yaml.format.enable": False,
    "files.eol": "\n",
    "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True, "editor.quickSuggestions": {"strings": "on"}},
    "[markdown]": {"editor.wordWrap": "on"},
}
_PAGE = {
    "prefix": "page",
    "scope": "markdown",
    "description": "The front matter of a page.",
    "body": ["---", "title: ${1:Title}", "summary: >-", "  ${2:One sentence for lists and search.}", "---", "", "$0"],
}
Place = tuple[int, int, str]


def editor_files() -> dict[str, str]:
    """The files of `.vscode/`, by their path in the site."""
    snippets = {**{kind.singular: _snippet(kind) for kind in KINDS}, "page": _PAGE}
    files = {"extensions.json": _EXTENSIONS, "settings.json": _SETTINGS, "briefbook.code-snippets": snippets}
    return {f".vscode/{name}": f"{json.dumps(value, indent=2)}\n" for name, value in files.items()}


def _snippet(kind: Kind) -> dict[str, Any]:
    tree, _ = read_yaml(SourceFile(kind.name, kind.example))
    pieces, last = [], 0
    items = tree.items if isinstance(tree, Sequence) else [tree]
    for number, (start, end, inside) in enumerate(_places(items[0], kind.model), 1):
        pieces += [_escaped(kind.example[last:start]), f"${{{number}{inside}}}"]
        last = end
    body = "".join([*pieces, _escaped(kind.example[last:])]).rstrip("\n").split("\n")
    return {"prefix": kind.singular, "scope": "yaml", "description": kind.says, "body": [*body, "$0"]}


def _places(tree: Tree | None, model: type[Part]) -> Iterator[Place]:
    """Where a value stands in the example, and what takes its place: `:words` or `|choices|`."""
    if not isinstance(tree, Mapping):
        return
    shapes = fields_of(model)
    for name, value in tree.values.items():
        for item in value.items if isinstance(value, Sequence) else [value]:
            if isinstance(item, Scalar):
                yield _place(item, shapes[name].choices)
            elif part := shapes[name].part:
                yield from _places(item, part)


def _place(scalar: Scalar, choices: tuple[str, ...]) -> Place:
    if choices:
        ordered = [scalar.text, *(choice for choice in choices if choice != scalar.text)]
        return scalar.start, scalar.end, f"|{','.join(ordered)}|"
    if scalar.style == ">":  # a block: its words begin on the next line, and its own end is not part of them
        start = scalar.end - len(scalar.text) - 1
        return start, start + len(scalar.text), f":{_escaped(scalar.text)}"
    return scalar.start, scalar.end, f":{_escaped(scalar.text)}"


def _escaped(text: str) -> str:
    return re.sub(r"([\\$}])", r"\\\1", text)
