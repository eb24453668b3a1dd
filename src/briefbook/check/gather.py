"""From files to entries: which kind is this file, and which records are in it?

In: data files. Out: `Entry`s with their shape checked and their texts parsed, and findings.
"""

from collections.abc import Iterator

from briefbook.check.entries import Entry
from briefbook.check.leaves import leaves, parsed
from briefbook.check.shape import shape
from briefbook.check.suggest import nearest
from briefbook.findings import Finding
from briefbook.kinds import BY_NAME, LISTS
from briefbook.load import DataFile, Mapping, Scalar, Sequence
from briefbook.load.site import SHARED
from briefbook.model.kind import Kind
from briefbook.model.shape import fields_of

_STRANGE = 2  # fields that a record cannot have, before it is taken for one of another kind


def gather(files: tuple[DataFile, ...]) -> tuple[list[Entry], list[Finding]]:
    """Read the records of every data file."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    for file in files:
        kind = _kind(file, findings)
        if kind is None or file.broken:
            continue
        for entry in _records(file, kind, findings):
            entries.append(_read(entry, findings))
    return entries, findings


def _kind(file: DataFile, findings: list[Finding]) -> Kind | None:
    start, name = file.source.position(0), file.kind
    kind = BY_NAME.get(name)
    if kind is None:
        near = kind_meant(name)
        known = ", ".join(f"{known}.yml" for known in BY_NAME)
        help_line = f"did you mean '{near}.yml'?" if near else f"there are {known}"
        findings.append(Finding(start, "unknown-file", f"there is no kind of record '{name}'", help_line))
    elif file.source.path.endswith(".yaml"):
        findings.append(Finding(start, "unknown-file", "data files end in .yml", f"rename it to {name}.yml"))
    elif file.briefing == SHARED and not kind.shared:
        shared = ", ".join(f"{known.name}.yml" for known in BY_NAME.values() if known.shared)
        findings.append(Finding(start, "unknown-file", f"'{name}' cannot be shared", f"shared are {shared}"))
    else:
        return kind
    return None


def kind_meant(name: str) -> str:
    """The kind that a file of an unknown name was meant for: `events.yml` is the timeline; or nothing."""
    singulars = {word: kind.name for kind in LISTS for word in (kind.css, f"{kind.css}s")}
    return singulars.get(name.lower().replace("_", "-")) or nearest(name, BY_NAME)


def is_lost(file: DataFile) -> bool:
    """Whether the records of a file are not read: its text or shape is broken, or its name says no kind."""
    kind = BY_NAME.get(file.kind)
    if file.broken or kind is None or not file.source.path.endswith(".yml"):
        return True
    return misshapen(file, kind) or (file.briefing == SHARED and not kind.shared)


def _records(file: DataFile, kind: Kind, findings: list[Finding]) -> Iterator[Entry]:
    tree = file.tree
    start = file.source.position(tree.start if tree else 0)
    if not kind.is_list:
        if isinstance(tree, Mapping):
            yield Entry(kind, file, 0, tree)
        else:
            findings.append(
                _wrong_top(start, kind, "a mapping of fields", "write its fields without '- ' before them", tree)
            )
        return
    if misshapen(file, kind):
        findings.append(_wrong_top(start, kind, "a list of records", "begin each record with '- id: ...'", tree))
    elif isinstance(tree, Sequence):
        for index, item in enumerate(tree.items):
            if isinstance(item, Mapping):
                yield Entry(kind, file, index, item)
            else:
                noun = kind.singular.replace("_", " ")
                findings.append(
                    Finding(
                        file.source.position(item.start),
                        "wrong-type",
                        f"{noun} {index + 1} is not a mapping of fields",
                        "begin it with '- id: ...' and put its fields under that",
                    )
                )


def misshapen(file: DataFile, kind: Kind) -> bool:
    """Whether a file of records is no list, so that its records are lost; an empty file has none to lose."""
    is_value = isinstance(file.tree, Scalar) and file.tree.value is not None
    return kind.is_list and (isinstance(file.tree, Mapping) or is_value)


def _wrong_top(start: object, kind: Kind, expected: str, help_line: str, tree: object) -> Finding:
    found = "a list" if isinstance(tree, Sequence) else "a mapping" if isinstance(tree, Mapping) else "something else"
    found = "nothing" if tree is None else found
    return Finding(start, "wrong-top-level", f"{kind.name}.yml holds {expected}; here is {found}", help_line)  # type: ignore[arg-type]


def _read(entry: Entry, findings: list[Finding]) -> Entry:
    named = entry.tree.values.get("id")
    if entry.kind.is_list and isinstance(named, Scalar) and isinstance(named.value, str):
        entry.id = named.value
    if other := _kind_of(entry):
        findings.append(_misplaced(entry, other))
        entry.kind = other
    shaped = shape(entry.file.source, entry.tree, entry.kind.model, entry.label, entry.id)
    findings += shaped.findings
    entry.model, entry.bad = shaped.model, shaped.bad
    entry.leaves = tuple(leaves(entry.tree, entry.kind.model))
    entry.texts = parsed(entry.leaves)
    return entry


def _kind_of(entry: Entry) -> Kind | None:
    """The kind that a record has by its fields, where it lies in the file of another and that is sure."""
    names, own = set(entry.tree.keys), fields_of(entry.kind.model)
    if not entry.kind.is_list or len(names - set(own)) < _STRANGE:
        return None
    fits = [kind for kind in LISTS if names <= set(fields_of(kind.model))]
    whole = [kind for kind in fits if all(f.name in names for f in fields_of(kind.model).values() if f.required)]
    found = whole or fits
    return found[0] if len(found) == 1 else None


def _misplaced(entry: Entry, kind: Kind) -> Finding:
    noun, file = kind.singular.replace("_", " "), f"{entry.kind.name}.yml"
    message = f"{entry.label} has the fields of {'an' if noun[0] in 'aeiou' else 'a'} {noun}, and lies in {file}"
    where = "<briefing>" if entry.briefing == SHARED and not kind.shared else entry.briefing
    return Finding(entry.position(), "misplaced-record", message, f"move it to data/{where}/{kind.name}.yml", entry.id)
