"""What is not known of a source, in words.

In: a source. Out: what its view shows beside its fields. An editor names the empty fields; a reader knows no fields.
"""

from typing import Any

from briefbook.link import Record
from briefbook.render.context import Context
from briefbook.render.views import Fields


def source(context: Context, record: Record, fields: Fields) -> dict[str, Any]:
    """What is missing, in the order in which the editor named it."""
    say = context.words.say
    missing = {
        "author": say("who wrote it"),
        "published": say("when it was published"),
        "url": say("where it can be read"),
        "title": say("what it is called"),
    }
    return {"missing": tuple(missing[gap] for gap in record.model.gaps)}
