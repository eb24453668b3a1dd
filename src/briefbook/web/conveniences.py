"""What the script of the reader's conveniences is told by a page.

In: a context. Out: the view of `conveniences`: what a citation says of the briefing, and where the keys
lead. Apart from the page, because without the script none of it is there.
"""

from briefbook.render.context import Context
from briefbook.render.views import View

_KEYS = {"o": "index", "t": "timeline", "w": "positions", "d": "dilemmas", "s": "sources", "g": "terms"}


def conveniences(context: Context) -> View:
    """What a page tells the script; on a page of the whole site there is no briefing to speak of, nor pages to turn."""
    if context.briefing is None:
        return View(title=context.site.name, facts_to="", places=(), turns=False)
    facts_to = f"{context.words.say('Facts to')} {context.words.date(context.here.model.facts_to)}"
    places = tuple(_place(context, key, name) for key, name in _KEYS.items() if name in context.here.pages_by_id)
    return View(title=context.here.model.title, facts_to=facts_to, places=places, turns=True)


def _place(context: Context, key: str, name: str) -> View:
    link = context.link(name)
    return View(key=key, title=link.title, href=link.href)
