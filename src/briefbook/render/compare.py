"""What changed between an earlier edition and what is read now: the page of that edition, and the ways to it.

In: a briefing, or a context. Out: links to those pages; the pages; and the view of the component `compare`, which
stands on them and nowhere else. They are no pages of the briefing: what they say is worked out from what is published
already, and each release makes it something else. So they are not in its reading order, its search, its books, or the
addresses it promises to keep.
"""

from briefbook.editions.chronicle import Comparison, standing
from briefbook.kinds.editions import Edition
from briefbook.link import Address, Briefing, Page
from briefbook.prose import Call, Node
from briefbook.render.changes import Telling
from briefbook.render.context import Context
from briefbook.render.recent import edition_day, edition_name, entry_anchor
from briefbook.render.resting import resting_in
from briefbook.render.views import View
from briefbook.words import Words

FOLDER = "changes"


def compare_pages(briefing: Briefing, digest: str, words: Words) -> tuple[Page, ...]:
    """A page for each edition before what is read now, whose digest is given; an editor's own of that name stands."""
    taken = {page.path for page in briefing.pages}
    now, before = standing(briefing, digest)
    pages = (_page(briefing, edition, now, words) for edition in before)
    return tuple(page for page in pages if page.path not in taken)


def _page(briefing: Briefing, edition: Edition, now: Edition | None, words: Words) -> Page:
    then = edition_day(edition, words)
    title, path = words.say("Since the edition of %(date)s", date=then), _path(briefing, edition)
    summary = words.say("What was said on %(then)s, beside what is in no edition yet.", then=then)
    if now:
        since = edition_day(now, words)
        summary = words.say("What was said on %(then)s, beside what is said since %(now)s.", then=then, now=since)
    call = Node("component", (), f'{{{{ compare("{edition.edition}") }}}}')
    return Page(path.rpartition("/")[2], path, title, title, summary, Node("document", (call,)), said=summary)


def _path(briefing: Briefing, edition: Edition) -> str:
    return f"{briefing.id}/{FOLDER}/since-{edition_name(edition)}"


def comparisons(context: Context) -> tuple[View, ...]:
    """The ways to the pages of earlier editions, newest first; the one that is being read has none."""
    return tuple(_link(context, one) for one in context.chronicle.comparisons)


def _link(context: Context, one: Comparison) -> View:
    path = _path(context.here, one.edition)
    href = context.place.href(Address(path)) if path != context.place.page else ""
    return View(title=edition_day(one.edition, context.words), href=href, kind="edition", withdrawn=False)


def compare(context: Context, call: Call) -> View:
    """An earlier edition beside what is read now: the same view as on the page of changes."""
    place = context.place
    place.tells_changes = True
    one = next(one for one in context.chronicle.comparisons if one.edition.edition == call.arguments[0])
    telling = Telling(
        context.words,
        one.then,
        one.now,
        href=lambda name: str(context.link(name).href),
        anchor=lambda name: place.claim(entry_anchor(one.edition, name)),
        resting=resting_in(context),
    )
    shown = View(level=min(place.level + 1, 6), groups=telling.groups(one.changes))
    others = len(context.chronicle.comparisons) > 1
    return View(list=shown, others=others, compare=comparisons(context), more=context.link("changes"))
