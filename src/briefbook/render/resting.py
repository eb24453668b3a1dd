"""What rests on a record or page: the sentences and records elsewhere that cite, mention or name it.

In: a context and an id. Out: a view of places, each with its sentences. A reader of a change wants to know what else it
bears on; a reviewer, what else to read again.
"""

from briefbook.render.context import Context
from briefbook.render.views import View

FEW = 3  # what is more is folded, so that the change itself stays in sight


def resting(context: Context, name: str) -> View | None:
    """The places where something is discussed; None where nothing rests on it."""
    places = context.mentions(context.here.discussed(name))
    number = sum(max(len(place.sentences), 1) for place in places)
    return View(places=places, number=number, many=number > FEW) if places else None
