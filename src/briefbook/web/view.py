"""What stands on a page, as its template is told.

In: a page and the place from which it is looked at, with its body rendered. Out: the view of the page; its short title
for the navigation, and its description for those who only see that. Apart from the renderer, which holds what is the
same for all pages.
"""

from markupsafe import Markup

from briefbook.link import Page
from briefbook.render.context import Context
from briefbook.render.place import Heading, Place
from briefbook.render.spoken import spoken
from briefbook.render.views import View
from briefbook.web.around import trail, turn
from briefbook.words import Words


def page_view(context: Context, page: Page, body: Markup, anchor: str) -> View:
    """The view of a page; `anchor` is that of its own heading."""
    overview = context.briefing if page.id == "index" else None
    return View(
        anchor=anchor,
        trail=trail(context, page),
        turn=turn(context, page),
        contents=() if overview else _contents(context.place),
        short=_short_above(page),
        title=overview.model.title if overview and page.made else _title(page, context.words),
        draft=page.draft,
        lead=(overview.model.subtitle or "") if overview else _lead(context, page),
        facts=context.facts() if overview else None,
        downloads=context.downloads() if overview else None,
        note=context.text("editor_note") if overview else None,
        withdrawn=context.withdrawn(),
        corrections=context.corrections(page.id),
        body=body,
        changed=context.changed_lately(page),
        leans_on=context.leans_on(page),
        see=tuple(context.link(name) for name in page.see),
        mentions=context.mentions(page.mentions),
        editing=context.origin.page(page, context.briefing, context.words),
    )


def short_title(page: Page, words: Words) -> str:
    """What the navigation calls a page."""
    short = words.say(page.short) if page.made else page.short
    return words.say("%(title)s (draft)", title=short) if page.draft else short


def _short_above(page: Page) -> str:
    """The name by which the navigation led here, where a page that an editor wrote has a title that does not say it."""
    is_said = page.short.casefold() in page.title.casefold()
    return "" if page.made or page.id == "index" or is_said else page.short


def description(context: Context, page: Page) -> str:
    """A page in a sentence, for those who have not opened it."""
    briefing = context.briefing
    if page.said or briefing is None:
        return page.said
    if page.id == "index":
        return spoken(briefing, briefing.texts[("summary",)])
    return f"{_title(page, context.words)}: {briefing.model.title}"


def _title(page: Page, words: Words) -> str:
    return words.say(page.title) if page.made else page.title


def _contents(place: Place) -> tuple[Heading, ...]:
    """The sections of a page that has enough of them to be lost in."""
    sections = tuple(heading for heading in place.headings if heading.level == 2)
    return sections if len(sections) > 2 else ()


def _lead(context: Context, page: Page) -> str:
    """What a page says of itself under its title."""
    return page.said if page.lead is None else context.prose.line(page.lead)
