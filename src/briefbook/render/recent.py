"""What changed lately, told where it is read.

In: a chronicle and a place. Out: the mark of a record, the lines at the top of a page, and the anchors by which the
page of changes is led to. Nothing here asks the clock: "lately" is the newest edition, and what is in none yet.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefbook.editions.chronicle import Chronicle, Latest
from briefbook.editions.history import Step
from briefbook.kinds.editions import Edition
from briefbook.link import Address
from briefbook.render.place import Place
from briefbook.render.views import View
from briefbook.words import Words

SHOWN = 3
Link = Callable[[str], View]


def edition_name(edition: Edition | None) -> str:
    """The name of an edition as addresses have it; what is in none yet has one as well."""
    return edition.edition.replace(".", "-") if edition else "unreleased"


def edition_anchor(edition: Edition | None) -> str:
    """The anchor of an edition on the page of changes."""
    return f"edition-{edition_name(edition)}" if edition else edition_name(edition)


def entry_anchor(edition: Edition | None, name: str) -> str:
    """The anchor of what an edition changed of a record or page; without a name, of the briefing itself.

    No id has the sign that stands before the name, so no two anchors are alike.
    """
    return f"change-{edition_name(edition)}_{name}" if name else f"change-{edition_name(edition)}"


def edition_day(edition: Edition, words: Words) -> str:
    """The day of an edition in words; of a second one on a day with its number, so that no two are called alike."""
    day, number = words.date(edition.date), edition.edition.partition(".")[2]
    return words.say("%(date)s, no. %(number)s", date=day, number=number) if number else day


def step_said(step: Step, words: Words) -> str:
    """What a list of the changes of a step is headed by."""
    if step.edition is None:
        return words.say("Not in an edition yet")
    return words.say("Changed in the edition of %(date)s", date=edition_day(step.edition, words))


@dataclass(frozen=True, slots=True)
class Recent:
    """The newest changes of a briefing, as they are told at a place."""

    chronicle: Chronicle
    words: Words
    place: Place

    def mark(self, name: str) -> View | None:
        """When a record or page changed last; None where that is longer ago, or where the page itself tells of it."""
        latest = self.chronicle.changed.get(name)
        if latest is None or self.chronicle.told_on == self.place.page:
            return None
        return View(text=self._said(latest), href=self._href(entry_anchor(latest.step.edition, name)))

    def lines(self, page: str, link: Link) -> tuple[View, ...]:
        """What a page says at its top: for each of the newest steps, what changed of what the page shows.

        `page` is its id, `link` leads to a record. A page that tells of changes anyway says nothing there.
        """
        told = () if self.place.tells_changes else self.chronicle.recent
        found = ((step, list(self._links(step, page, link))) for step in told)
        return tuple(self._line(step, links) for step, links in found if links)

    def _links(self, step: Step, page: str, link: Link) -> Iterator[View]:
        """The page itself, the fields of the briefing that it shows, and the records."""
        here, changed = self.chronicle.briefing.id, self.chronicle.changed
        if _is_of(step, changed.get(page)):
            yield self._to(self.words.say("this page"), entry_anchor(step.edition, page))
        for briefing, name in self.place.fields:
            if briefing == here and _is_of(step, self.chronicle.fields.get(name)):
                yield self._to(self.words.say(name.replace("_", " ")), entry_anchor(step.edition, ""))
        for briefing, name in self.place.shown:
            if briefing == here and name != page and _is_of(step, changed.get(name)):
                yield link(name)

    def _line(self, step: Step, links: list[View]) -> View:
        left = max(len(links) - SHOWN, 0)
        href = self._href(edition_anchor(step.edition))
        return View(title=step_said(step, self.words), href=href, links=tuple(links[:SHOWN]), left=left)

    def _to(self, title: str, anchor: str) -> View:
        return View(title=title, href=self._href(anchor), kind="change", withdrawn=False)

    def _said(self, latest: Latest) -> str:
        words, edition, is_new = self.words, latest.step.edition, latest.is_new
        if edition is None:
            return words.say("New, not in an edition yet") if is_new else words.say("Changed, not in an edition yet")
        day = edition_day(edition, words)
        return words.say("New %(date)s", date=day) if is_new else words.say("Changed %(date)s", date=day)

    def _href(self, anchor: str) -> str:
        """The way to an anchor of the page of changes; nothing where that page is an editor's own and tells none."""
        told_on = self.chronicle.told_on
        return self.place.href(Address(told_on, anchor)) if told_on else ""


def _is_of(step: Step, latest: Latest | None) -> bool:
    return latest is not None and latest.step is step
