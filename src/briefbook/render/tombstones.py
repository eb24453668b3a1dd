"""What is said where something was published and is not any more.

In: a context, and what stood at an address. Out: views: notices at the foot of a page that is still there, each at the
anchor at which an old link arrives; and the view of a page that stands in the place of one that is gone.
"""

from collections.abc import Sequence

from briefbook.editions.addresses import Published, Stood
from briefbook.kinds import BY_NAME
from briefbook.link import Address, Page
from briefbook.model.dates import machine_date
from briefbook.render.context import Context
from briefbook.render.recent import edition_anchor
from briefbook.render.views import View


def tombstones(context: Context, page: Page, published: Published) -> View | None:
    """The notices at the foot of a page, for every address published there that it does not have by itself."""
    items = notices(context, published.anchors.get(page.path, ()))
    return View(items=items) if items else None


def notices(context: Context, stood: Sequence[Stood]) -> tuple[View, ...]:
    """A notice for each anchor that the page has not."""
    return tuple(_notice(context, one) for one in stood if context.place.claim(one.address.anchor))


def tombstone(context: Context, path: str, published: Published) -> View:
    """The whole page in the place of one that is gone: published, withdrawn, or both."""
    stood = next((one for one in published.pages if one.address.page == path), None)
    withdrawn = next((page for page in context.here.withdrawn if page.path == path), None)
    title = withdrawn.title if withdrawn else ""
    if stood and not title:
        title = context.words.say(stood.title) if stood.made else stood.title
    return View(
        title=title,
        overview=context.link("index"),
        briefing=context.here.model.title,
        said=_editions(context, stood) if stood else "",
        withdrawn=_withdrawn(context, withdrawn) if withdrawn else None,
        change=_change(context, stood) if stood else None,
        items=notices(context, published.anchors.get(path, ())),
    )


def _withdrawn(context: Context, page: Page) -> View | None:
    if page.withdrawn is None:
        return None
    date = page.withdrawn.date
    return View(
        date=View(iso=machine_date(date), text=context.words.date(date)),
        reason=context.prose.line(page.withdrawn.reason),
    )


def _notice(context: Context, stood: Stood) -> View:
    return View(
        anchor=stood.address.anchor,
        noun=_noun(context, stood.kind),
        title=stood.title,
        said=_editions(context, stood),
        now=context.link(stood.now) if stood.now else None,
        change=None if stood.now else _change(context, stood),
    )


def _noun(context: Context, kind: str) -> str:
    return context.words.say(BY_NAME[kind].singular.replace("_", " ")) if kind in BY_NAME else ""


def _editions(context: Context, stood: Stood) -> str:
    """The editions in which it stood."""
    first, last = (context.words.date(edition.date) for edition in (stood.first, stood.last))
    if stood.first is stood.last:
        return context.words.say("Published in the edition of %(date)s.", date=last)
    return context.words.say("Published in the editions of %(first)s to %(last)s.", first=first, last=last)


def _change(context: Context, stood: Stood) -> View | None:
    """Since when it is not there, with the way to what changed then."""
    words, after, page = context.words, stood.after, context.chronicle.told_on
    title = words.say("Not here since the newest edition")
    if after:
        title = words.say("Not here since the edition of %(date)s", date=words.date(after.date))
    return View(title=title, href=context.place.href(Address(page, edition_anchor(after)))) if page else None
