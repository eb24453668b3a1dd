"""Which records of a kind a call asks for.

In: a context and a call. Out: the records, as many and of the sort that its options name.
"""

from collections.abc import Sequence

from briefbook.kinds import BY_NAME
from briefbook.link import Record
from briefbook.model.shape import fields_of
from briefbook.prose import Call
from briefbook.render.context import Context


def chosen(context: Context, call: Call) -> Sequence[Record]:
    """The records of the kind that the call names."""
    kind, only = BY_NAME[call.name], call.keywords.get("only")
    picked_by = [shape.attribute for shape in fields_of(kind.model).values() if shape.choices]
    found = [
        record
        for record in context.here.records.get(kind.name, ())
        if only is None or any(getattr(record.model, name) == only for name in picked_by)
    ]
    return found[: call.keywords.get("limit")]
