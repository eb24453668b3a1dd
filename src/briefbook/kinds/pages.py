"""Pages: their front matter, the standard ones that need no file, and the components an editor may call.

In: the list of kinds. Out: `FrontMatter`, `HOME`, `STANDARD_PAGES`, `COMPONENTS`. A standard page is headings and
component calls, as a page an editor writes would be; a file of the same name replaces it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from briefbook.kinds import LISTS
from briefbook.model.base import Part, Withdrawal
from briefbook.model.fields import AnyRef, Id, Line, SourceRef, Words
from briefbook.model.kind import Kind
from briefbook.model.shape import fields_of

RESERVED_BRIEFINGS = frozenset(
    {"schema", "shared", "api", "feeds", "downloads", "assets", "search", "versions", "latest", "templates"}
)


class FrontMatter(Part):
    """What stands between the two lines of `---` at the top of a page."""

    title: Words = Field(description="the title of the page")
    summary: Line | None = Field(default=None, description="one sentence for lists and search engines")
    short: Words | None = Field(
        default=None, description="a shorter title for the navigation; it stands above a title that does not say it"
    )
    status: Literal["draft", "current", "withdrawn"] = Field(
        default="current", description="drafts are never published; one that is withdrawn gives way to a notice"
    )
    withdrawn: Withdrawal | None = Field(default=None, description="needed when status is withdrawn")
    formerly: tuple[Id, ...] = Field(default=(), description="names this page once had")
    sources: tuple[SourceRef, ...] = Field(default=(), description="sources the page leans on as a whole")
    see: tuple[AnyRef, ...] = Field(default=(), description="records and pages to read next")


@dataclass(frozen=True, slots=True)
class PagePart:
    """A heading (or none) and the component under it; it is left out where the briefing has no record of `needs`."""

    heading: str
    call: str
    needs: str = ""


@dataclass(frozen=True, slots=True)
class StandardPage:
    """A page that is made from the data. It exists where at least one of its parts has something to show."""

    stem: str
    title: str
    parts: tuple[PagePart, ...]


def _page(stem: str, title: str, *parts: PagePart) -> StandardPage:
    return StandardPage(stem, title, parts)


STANDARD_PAGES: tuple[StandardPage, ...] = (
    _page(
        "index",
        "Overview",
        PagePart("", "bottom_line()"),
        PagePart("Where things stand", "state_of_play()", "state_of_play"),
        PagePart("What changed", "latest_changes()"),
        PagePart("Key points", "key_points()", "key_points"),
        PagePart("Who wants what", "position_table()", "positions"),
        PagePart("Hard choices", 'glance("dilemmas")', "dilemmas"),
        PagePart("Figures in dispute", 'glance("estimates", limit=4)', "estimates"),
        PagePart("What is not known", 'glance("unknowns", limit=5)', "unknowns"),
        PagePart("What to watch", "watch(limit=6)", "scenarios"),
    ),
    _page("news", "News", PagePart("", 'glance("timeline", limit=6)', "timeline")),
    _page("timeline", "Timeline", PagePart("", "timeline()", "timeline")),
    _page(
        "positions",
        "Who wants what",
        PagePart("", "position_table()", "positions"),
        PagePart("Issue by issue", "positions()", "positions"),
        PagePart("Who said what", "statements()", "statements"),
    ),
    _page(
        "dilemmas",
        "Dilemmas",
        PagePart("", "dilemma_table()", "dilemmas"),
        PagePart("Choice by choice", "dilemmas()", "dilemmas"),
    ),
    _page("background", "Background", PagePart("", 'pages("background")', "background/")),
    _page("analysis", "Analysis", PagePart("", 'pages("analysis")', "analysis/")),
    _page(
        "outlook",
        "Outlook",
        PagePart("Scenarios", "scenarios()", "scenarios"),
        PagePart("Judgements", "judgements()", "judgements"),
    ),
    _page("unknowns", "Unknowns", PagePart("", "unknowns()", "unknowns")),
    _page("estimates", "Figures", PagePart("", "estimates()", "estimates")),
    _page("actors", "People and parties", PagePart("", "actors()", "actors")),
    _page("terms", "Glossary", PagePart("", "terms()", "terms")),
    _page("sources", "Sources", PagePart("", "sources()", "sources")),
    _page("about", "About", PagePart("", "about()")),
    _page("changes", "Changes", PagePart("", "changes()")),
    _page("corrections", "Corrections", PagePart("", "corrections()")),
)
HOME = _page("index", "Briefings", PagePart("", "briefings()"))
STANDARD = {page.stem: page for page in STANDARD_PAGES}
ORDER = (
    "index", "news", "timeline", "positions", "dilemmas", "background", "analysis", "conclusion", "outlook", "unknowns",
    "estimates", "actors", "terms", "sources", "about", "changes", "corrections",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Component:
    """What may be called on a page. `argument` says what its first value names; `options` are the keywords.

    `anywhere` components need no briefing. `says` goes into the data dictionary.
    """

    name: str
    kind: Kind | None = None
    argument: Literal["", "record", "kind", "folder"] = ""
    options: Mapping[str, tuple[str, ...] | type] = field(default_factory=dict)
    anywhere: bool = False
    says: str = ""


def _choices(kind: Kind) -> tuple[str, ...]:
    """Every value that a record of this kind can be picked by."""
    values = [choice for shape in fields_of(kind.model).values() for choice in shape.choices]
    return tuple(dict.fromkeys(values))


def _components() -> dict[str, Component]:
    made = [Component(kind.name, kind, options={"only": _choices(kind), "limit": int}) for kind in LISTS]
    made += [Component(kind.singular, kind, "record") for kind in LISTS]
    made += [
        Component("bottom_line", says="the bottom line of the briefing"),
        Component("state_of_play", says="where things stand"),
        Component("position_table", says="who wants what, as a table of issues and actors"),
        Component(
            "dilemma_table",
            options={"limit": int},
            says="all dilemmas as a table: who must choose, and what speaks for and against each way out",
        ),
        Component("watch", options={"limit": int}, says="the signs of all scenarios that have not been seen yet"),
        Component("glance", argument="kind", options={"limit": int}, says="records of one kind, a line each"),
        Component("pages", argument="folder", says="the pages of a folder, with their summaries"),
        Component("about", says="who made the briefing, how, and what it rests on"),
        Component("changes", says="what changed since publication"),
        Component("latest_changes", says="what changed last, in a line or two"),
        Component("briefings", options={"limit": int}, anywhere=True, says="all briefings of the site"),
    ]
    return {component.name: component for component in made}


COMPONENTS = _components()
