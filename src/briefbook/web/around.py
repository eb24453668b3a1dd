"""Where a page stands: the way to it, and what comes before and after.

In: the linked site and a page. Out: the trail above the page and the turn at its foot. Made here and not by the engine,
so that the words are those of the briefing's language and every copy of a page has them.
"""

from itertools import chain

from briefbook.link import Briefing, Page, Section
from briefbook.render.context import Context
from briefbook.render.views import View


def trail(context: Context, page: Page) -> tuple[View, ...]:
    """The way to a page, from the top of the site to the section it is in; empty for the page at the top."""
    site, words, place = context.site, context.words, context.place
    steps = [View(title=site.name, href=place.href(home.address)) for home in site.pages[:1] if home.id == "index"]
    if context.briefing is None:
        return tuple(steps) if page.id != "index" else ()
    if page.id != "index":
        overview = context.briefing.pages_by_id["index"]
        steps.append(View(title=context.briefing.model.title, href=place.href(overview.address)))
    section = _section(context.briefing, page)
    if section is None:
        steps.append(_to(context, "changes"))
    elif section.title:
        number, total = section.pages.index(page) + 1, len(section.pages)
        here = words.say(
            "%(section)s, %(number)s of %(all)s", section=_title(context, section), number=number, all=total
        )
        steps.append(View(title=here, href=""))
    return tuple(steps)


def turn(context: Context, page: Page) -> View | None:
    """The pages before and after, each with the section it is in."""
    if context.briefing is None or _section(context.briefing, page) is None:
        return None
    ordered = list(
        chain.from_iterable(((section, one) for one in section.pages) for section in context.briefing.sections)
    )
    at = next(index for index, (_, one) in enumerate(ordered) if one is page)
    say = context.words.say
    before = _neighbour(context, *ordered[at - 1], say("Previous")) if at else None
    after = _neighbour(context, *ordered[at + 1], say("Next")) if at + 1 < len(ordered) else None
    return View(before=before, after=after) if before or after else None


def _neighbour(context: Context, section: Section, page: Page, word: str) -> View:
    """A page to turn to; named with its section where that has a name."""
    label = f"{word} · {_title(context, section)}" if section.title else word
    return View(title=context.link(page.id).title, label=label, href=context.place.href(page.address))


def _section(briefing: Briefing, page: Page) -> Section | None:
    """The section a page is in; none for one outside the reading order, which a page of changes leads to."""
    return next((section for section in briefing.sections if page in section.pages), None)


def _to(context: Context, name: str) -> View:
    link = context.link(name)
    return View(title=link.title, href=link.href)


def _title(context: Context, section: Section) -> str:
    return context.words.say(section.title) if section.made else section.title


def imprint(context: Context) -> str:
    """What a sheet of paper must say of itself: the briefing, and the day to which its facts reach."""
    if context.briefing is None:
        return context.site.name
    model = context.briefing.model
    facts_to = f"{context.words.say('Facts to')} {context.words.date(model.facts_to)}"
    return f"{context.site.name} · {model.title} · {facts_to}"
