"""The types of fields. Each carries a marker, and everything else follows from the markers.

In: nothing. Out: annotated types for the models of `kinds`. A marker tells the check what to look for, the linker
what to resolve, the renderer how to show, and the schema what to offer. Pydantic checks shape alone.
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, Strict, StringConstraints


@dataclass(frozen=True, slots=True)
class Marker:
    """What a field means. `says` is what the data dictionary calls it."""

    says: str = "text"


@dataclass(frozen=True, slots=True)
class Prose(Marker):
    """Markdown with references and citations; `blocks` tells whether paragraphs and lists may stand in it."""

    blocks: bool = True


@dataclass(frozen=True, slots=True)
class Plain(Marker):
    """Words shown exactly as they stand: no Markdown, no references."""


@dataclass(frozen=True, slots=True)
class Identifier(Marker):
    """The id of this very record, option or page."""


@dataclass(frozen=True, slots=True)
class Reference(Marker):
    """The id of another record. `kinds` names the kinds allowed (none: any record or page).

    With `words`, plain words may stand instead; whatever looks like an id must then be one.
    """

    kinds: tuple[str, ...] = ()
    words: bool = False


@dataclass(frozen=True, slots=True)
class DateMark(Marker):
    """A date in EDTF (see `dates`)."""


@dataclass(frozen=True, slots=True)
class Address(Marker):
    """An address on the web, https or http."""


@dataclass(frozen=True, slots=True)
class LanguageTag(Marker):
    """A language tag of BCP 47, such as `uk` or `zh-Hant`."""


PLAIN_LIMIT, LINE_LIMIT, TEXT_LIMIT = 300, 600, 20_000


def _limited(limit: int) -> StringConstraints:
    return StringConstraints(max_length=limit)


Text = Annotated[str, _limited(TEXT_LIMIT), Prose("Markdown")]
Line = Annotated[str, _limited(LINE_LIMIT), Prose("one line of Markdown", blocks=False)]
Words = Annotated[str, _limited(PLAIN_LIMIT), Plain("plain words")]
Id = Annotated[str, _limited(80), Identifier("id")]
Date = Annotated[str, _limited(80), DateMark("date (EDTF)")]
Url = Annotated[str, _limited(2000), Address("web address")]
Language = Annotated[str, _limited(35), LanguageTag("language (BCP 47)")]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False), Marker("number")]
Flag = Annotated[bool, Strict(), Marker("true or false")]

AnyRef = Annotated[str, _limited(160), Reference("id of a record or page")]
SourceRef = Annotated[str, _limited(160), Reference("id of a source", ("sources",))]
ActorRef = Annotated[str, _limited(160), Reference("id of an actor", ("actors",))]
HolderRef = Annotated[str, _limited(160), Reference("id of an actor or source", ("actors", "sources"))]
EventRef = Annotated[str, _limited(160), Reference("id of an event", ("timeline",))]
PageRef = Annotated[str, _limited(160), Reference("stem of a page", ("pages",))]
ActorOrWords = Annotated[str, _limited(PLAIN_LIMIT), Reference("id of an actor, or plain words", ("actors",), True)]
