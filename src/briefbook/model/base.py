"""What every record has in common.

In: nothing. Out: `Part` (a mapping inside a record) and `Record` (a record with an id). Frozen, unknown fields
forbidden, no validator over several fields: rules stand with the kinds and are run by `check`.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from briefbook.model.fields import AnyRef, Date, Id, Line, SourceRef


class Part(BaseModel):
    """A mapping with known fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Support(Part):
    """Why a claim carries no citation."""

    why: Literal["own-analysis", "not-traced", "common-knowledge"] = Field(description="the kind of reason")
    note: Line = Field(description="the reason in words")


class Withdrawal(Part):
    """When and why a record was withdrawn."""

    date: Date = Field(description="the day of withdrawal")
    reason: Line = Field(description="why, in a sentence readers will see")


class Record(Part):
    """A record with an id; the fields that every kind shares stand last in the dictionary."""

    id: Id = Field(description="lowercase words with hyphens, unique within the briefing, never changed or reused")
    see: tuple[AnyRef, ...] = Field(default=(), description="related records and pages")
    sources: tuple[SourceRef, ...] = Field(default=(), description="sources that carry the claim")
    support: Support | None = Field(default=None, description="why a claim has no citation")
    status: Literal["draft", "current", "withdrawn"] = Field(
        default="current", description="drafts are checked and never published"
    )
    withdrawn: Withdrawal | None = Field(default=None, description="needed when status is withdrawn")
    formerly: tuple[Id, ...] = Field(default=(), description="ids this record once had")
