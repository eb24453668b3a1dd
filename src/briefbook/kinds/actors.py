"""Actors: people, states, organisations, groups and publics.

In: `actors.yml`, of a briefing or shared. Out: the model of an actor.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from briefbook.model.base import Part, Record
from briefbook.model.dates import parse_date
from briefbook.model.fields import ActorRef, Date, Language, Line, SourceRef, Text, Words
from briefbook.model.kind import Flaw, Kind, World, rule


class NativeName(Part):
    """The name in its own script."""

    text: Words = Field(description="the name")
    language: Language = Field(description="its language")


class Role(Part):
    """What the actor is or was."""

    title: Line = Field(description="the role")
    since: Date | None = Field(default=None, description="from when, if known")
    until: Date | None = Field(default=None, description="until when, if over")
    as_of: Date | None = Field(default=None, description="a day on which it is known to have held")
    sources: tuple[SourceRef, ...] = Field(default=(), description="sources that carry it")


class Actor(Record):
    """Somebody who acts, decides or bears the cost."""

    name: Words = Field(description="the name in the briefing's language")
    native: tuple[NativeName, ...] = Field(default=(), description="the name in its own script")
    type: Literal["person", "state", "organisation", "institution", "group", "public"] = Field(
        description="what sort of actor"
    )
    description: Text | None = Field(default=None, description="who this is, for a reader who does not know")
    roles: tuple[Role, ...] = Field(default=(), description="offices and parts played")
    members: tuple[ActorRef, ...] = Field(default=(), description="actors that belong to it")
    aliases: tuple[Words, ...] = Field(default=(), description="other names and spellings")


@rule("roles")
def roles_end_after_they_begin(actor: Actor, world: World) -> Iterator[Flaw]:
    """A role ends after it begins."""
    for index, role in enumerate(actor.roles):
        if not role.since or not role.until:
            continue
        since, until = parse_date(role.since), parse_date(role.until)
        if since.earliest and until.latest and since.earliest > until.latest:
            yield Flaw(
                "date-order",
                ("roles", index, "until"),
                f"a role of '{actor.id}' ends ({role.until}) before it begins ({role.since})",
                "correct one of the two dates",
            )


EXAMPLE = """\
- id: council
  name: Northford town council
  type: institution
  roles:
    - title: Owner of the bridge
  aliases: [the council]
"""

ACTORS = Kind(
    name="actors",
    singular="actor",
    model=Actor,
    page="actors",
    title="name",
    says="People, states, organisations, groups and publics, with their names, roles and members.",
    example=EXAMPLE,
    rules=(roles_end_after_they_begin,),
    shared=True,
)
