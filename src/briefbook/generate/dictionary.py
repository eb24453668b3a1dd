"""The data dictionary: every kind with its fields and an example.

In: the kinds. Out: one Markdown text.
"""

from collections.abc import Iterator

from briefbook.kinds import KINDS
from briefbook.kinds.pages import COMPONENTS, FrontMatter
from briefbook.model.base import Part, Record
from briefbook.model.dates import FORMS
from briefbook.model.kind import Kind
from briefbook.model.shape import Field, fields_of

_HEAD = """\
# The data dictionary

<!-- Written by `make generate` from the list of kinds; a change made here is lost. -->

One YAML file a kind, in the folder of its briefing: `data/<briefing>/timeline.yml` holds the events. A file is a list
of records, each beginning with `- id:`; only `briefing.yml` is a mapping. Actors, sources and terms that several
briefings use may stand in `data/shared/`. The first line of a file, `# yaml-language-server: ...`, is for editors: by
it they find what may stand there, and `briefbook check --fix` writes it. `data/FORMAT` holds the number of this format.

- **id**: lowercase words with hyphens. Unique within the briefing, over all files and pages; never changed, never
  reused.
- **Markdown** fields hold paragraphs, lists and emphasis; a reference is `[words][id]`, a citation `[@source-id]`.
  Write them as `>-` blocks: `text: [a][b] said: no` is not YAML.
- **dates** are as precise as their source: {forms}.
- A value such as `2026`, `yes: true` or an empty one where words are meant is pointed out, with the line repaired.
"""


def dictionary() -> str:
    """The whole dictionary."""
    parts = [_HEAD.format(forms=FORMS), *(_section(kind) for kind in KINDS), _common(), _pages()]
    return "\n".join(parts)


def _section(kind: Kind) -> str:
    shared = " May also stand in `data/shared/`." if kind.shared else ""
    noun = kind.singular.replace("_", " ")
    lines = [f"## {kind.name}", "", f"{kind.says}{shared}", "", f"File: `{kind.name}.yml`. One {noun}:", ""]
    lines += _table(_own(kind.model))
    for name, part in _parts(kind.model):
        lines += ["", f"Each of `{name}`:", "", *_table(fields_of(part))]
    lines += ["", "```yaml", kind.example.rstrip(), "```", ""]
    return "\n".join(lines)


def _own(model: type[Part]) -> dict[str, Field]:
    """The fields of a kind without those that all records share, but with `id`."""
    common = set(Record.model_fields) - {"id"} if issubclass(model, Record) else set()
    own = {
        name: shape for name, shape in fields_of(model).items() if name not in common or name in model.__annotations__
    }
    return own


def _common() -> str:
    shared = {name: shape for name, shape in fields_of(Record).items() if name != "id"}
    lines = ["## Every record", "", "These fields may stand in any record:", "", *_table(shared)]
    for name, part in _parts(Record):
        lines += ["", f"`{name}`:", "", *_table(fields_of(part))]
    return "\n".join([*lines, ""])


def _pages() -> str:
    lines = [
        "## Pages",
        "",
        "The front matter of a page in `docs/<briefing>/`:",
        "",
        *_table(fields_of(FrontMatter)),
    ]
    lines += ["", "Components stand alone on their line: `{{ timeline() }}`. A page may call:", ""]
    lines += ["| component | shows | options |", "|---|---|---|"]
    for component in COMPONENTS.values():
        argument = {"": "", "record": '"id"', "kind": '"kind"', "folder": '"folder"'}[component.argument]
        shows = component.says or (
            component.kind.says if component.kind and not component.argument else "one of them, by its id"
        )
        options = "; ".join(_option(name, allowed) for name, allowed in component.options.items())
        lines.append(f"| `{component.name}({argument})` | {shows} | {options} |")
    return "\n".join([*lines, ""])


def _option(name: str, allowed: tuple[str, ...] | type) -> str:
    values = ", ".join(f"`{value}`" for value in allowed) if isinstance(allowed, tuple) else "a number"
    return f"`{name}`: {values}"


def _parts(model: type[Part]) -> Iterator[tuple[str, type[Part]]]:
    shown = _own(model) if model is not Record else fields_of(model)
    for name, shape in shown.items():
        if shape.part:
            yield name, shape.part
            for inner, part in _parts(shape.part):
                yield f"{name}.{inner}", part


def _table(fields: dict[str, Field]) -> list[str]:
    rows = ["| field | holds | needed | says |", "|---|---|---|---|"]
    for name, shape in fields.items():
        needed = "yes" if shape.required else ""
        rows.append(f"| `{name}` | {_holds(shape)} | {needed} | {shape.description} |")
    return rows


def _holds(shape: Field) -> str:
    if shape.choices:
        said = ", ".join(f"`{choice}`" for choice in shape.choices)
    elif shape.part:
        said = "fields, see below"
    else:
        said = shape.marker.says if shape.marker else "text"
    return f"list of: {said}" if shape.many else said
