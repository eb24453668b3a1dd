"""What `check --fix` repairs because its message says how, and only one thing can be meant.

In: a text, its tree, the ids of sources. Out: edits. Apart from `passes`, which change no more than the form: here a
finding goes away. What could be meant in two ways stays for the editor.
"""

import re
from collections.abc import Iterator

from briefbook.check.forms import ids_in, truth_meant
from briefbook.edit.edits import Edit, applied, line_end
from briefbook.edit.values import Value, values
from briefbook.edit.writing import inline
from briefbook.findings import Finding
from briefbook.load import Tree
from briefbook.load.text import SourceFile
from briefbook.load.yaml import read_yaml
from briefbook.model.fields import Identifier, Prose, Reference
from briefbook.model.kind import Kind
from briefbook.prose import Node, parse_line, parse_text, walk
from briefbook.prose.locate import scalar_indexes

MAX_MENDS = 200
CITED = re.compile(r"\[(@[A-Za-z][\w-]*)\]")
_AS_BLOCK = "write it as a block"
_ONE_WAY = (
    "write it as", "move it", "move the whole record", "indent with spaces", "type a space in its place", "close it",
)  # fmt: skip
_FIELD = re.compile(r"\s*(?:- +)?[\w-]+: +(?P<value>.*)\Z")
_A_MAPPING = re.compile(r"[a-z_]+:(?: |\Z)")  # `place: name: Northford` may be a mapping that lost its lines


def mended(source: SourceFile) -> tuple[SourceFile, list[str]]:
    """A text that could not be read, each line as its message says; as it was where that is not all it lacks."""
    now = source
    done: list[str] = []
    for _ in range(MAX_MENDS):
        tree, findings = read_yaml(now)
        if tree is not None or not findings:
            return now, done
        edit = _lines(now, findings[-1])
        if edit is None:
            break
        done.append(f"{source.path}:{findings[-1].position.line}: {edit.says}")
        now = SourceFile(source.path, applied(now.text, [edit]))
    return source, []


def _lines(source: SourceFile, finding: Finding) -> Edit | None:
    """The line of a finding as its help writes it, where that is the only way."""
    help_line, _, lines = finding.help.partition(":\n")
    start = source.index(finding.position.line - 1, 0)
    end = line_end(source.text, start)
    if help_line in _ONE_WAY:
        return Edit(start, end, lines, finding.message)
    if help_line == _AS_BLOCK and _is_text(source.text, start, end, lines):
        return Edit(start, end, lines, "a text with signs that YAML reads as its own is a block")
    return None


def _is_text(text: str, start: int, end: int, lines: str) -> bool:
    """Whether a line is a text, whole, and nothing else can be meant by it."""
    match = _FIELD.match(text[start:end])
    if not match or " #" in match["value"] or _A_MAPPING.match(match["value"]):
        return False
    following = text[end + 1 : line_end(text, end + 1)] if end < len(text) else ""
    return _indent(following) <= _indent(lines.rpartition("\n")[2])  # else its line end would be kept


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) if line.strip() else 0


def lone_references(text: str, value: Value) -> list[str]:
    """The ids that stand in a list's place without its brackets; none where something else does."""
    is_field = text.startswith(f"{value.shape.name}:", value.name) and value.scalar.style not in ("|", ">")
    is_for_ids = value.shape.many and isinstance(value.shape.marker, Reference | Identifier)
    return ids_in(value.scalar.text) if is_field and is_for_ids else []


def choice_meant(value: Value) -> str:
    """The choice that a word in capitals, or with spaces for hyphens, can only mean; or nothing."""
    word, choices, marker = value.scalar.text, value.shape.choices, value.shape.marker
    if marker is not None and marker.says == "true or false":
        return truth_meant(word) if isinstance(value.scalar.value, str) else ""
    meant = re.sub(r"[ _]", "-", word.strip().casefold())
    return meant if word not in choices and meant in choices else ""


def lists(text: str, tree: Tree, kind: Kind, folder: str) -> Iterator[Edit]:
    """Ids that stand in a list's place without its brackets."""
    for value in values(text, tree, kind):
        if found := lone_references(text, value):
            whole = f"[{', '.join(inline(name, flow=True) for name in found)}]"
            yield Edit(value.scalar.start, value.scalar.end, whole, f"'{value.shape.name}' is a list: {whole}")


def choices(text: str, tree: Tree, kind: Kind, folder: str) -> Iterator[Edit]:
    """A choice as it is written here."""
    for value in values(text, tree, kind):
        if (meant := choice_meant(value)) and value.scalar.style not in ("|", ">"):
            yield Edit(value.scalar.start, value.scalar.end, meant, f"'{value.scalar.text}' is written {meant}")


def citations(text: str, tree: Tree, kind: Kind, sources: frozenset[str]) -> Iterator[Edit]:
    """A source that is named in a field's text, in the brackets of a citation."""
    for value in values(text, tree, kind):
        scalar, marker = value.scalar, value.shape.marker
        if not isinstance(marker, Prose) or "@" not in scalar.text or (value.flow and not scalar.style):
            continue
        root = parse_text(scalar.text) if marker.blocks else parse_line(scalar.text)
        if found := list(_bare(root, scalar.text, sources)):
            places = scalar_indexes(text, scalar)
            yield from (_cited(places[at], name) for at, name in found if text.startswith(name, places[at]))


def cited_in_page(text: str, body: int, sources: frozenset[str]) -> Iterator[Edit]:
    """A source that is named in a page, whose words begin at `body`, in the brackets of a citation."""
    words = text[body:]
    if "@" in words:
        for offset, name in _bare(parse_text(words), words, sources):
            yield _cited(body + offset, name)


def _bare(root: Node, words: str, sources: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Where a source stands without brackets: the offset, and `@id`."""
    starts = [0, *(match.end() for match in re.finditer("\n", words))]
    for node in walk(root):
        if node.type == "problem" and node.text[:1] == "@" and node.text[1:] in sources:
            line, column = node.place
            if words.startswith(node.text, starts[line] + column):
                yield starts[line] + column, node.text


def _cited(start: int, name: str) -> Edit:
    return Edit(start, start + len(name), f"[{name}]", f"{name} is cited as [{name}]")
