"""Every word a component prints, and every date and number, in the language of the briefing.

In: a language tag, and the catalogues of a site's own. Out: `Words`. Words come from one catalogue a language
(`words/<language>.po`), the site's before the package's, phrase by phrase; dates and numbers from the locale data of
Babel. The machine's own locale is never asked.
"""

import datetime
import io
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_scientific
from babel.units import format_unit

from briefbook.model.dates import Date, parse_date

_SMALLEST, _LARGEST = 1e-9, 1e16
_READ_OTHERWISE = {"own-analysis": "analysis"}  # whose it was first, the note beside it says


@cache
def _catalogue(language: str, own: str = "") -> GNUTranslations:
    """The package's words in a language, or its English; what `own` says, a site's catalogue, comes first."""
    if own:
        first = _compiled(own)
        first.add_fallback(_catalogue(language))
        return first
    folder = Path(__file__).parent
    path = folder / f"{language}.po"
    return _compiled((path if path.exists() else folder / "en.po").read_text(encoding="utf-8"))


def _compiled(text: str) -> GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.StringIO(text)))
    compiled.seek(0)
    return GNUTranslations(compiled)


class Words:
    """The words of one language."""

    def __init__(self, language: str, catalogues: tuple[tuple[str, str], ...] = ()) -> None:
        """Take a tag of BCP 47; what has no catalogue is said in English, with the locale's dates and numbers.

        `catalogues` are the texts of a site's own, each with its language.
        """
        try:
            self.locale = Locale.parse(language.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            self.locale = Locale.parse("en")
        if self.locale.language == "en" and not self.locale.territory:
            self.locale = Locale.parse("en_GB")
        self.language = language
        self._catalogue = _catalogue(self.locale.language, dict(catalogues).get(self.locale.language, ""))

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.locale.text_direction)

    def say(self, text: str, **values: Any) -> str:
        """The catalogue's words for a phrase, with values filled in."""
        found = self._catalogue.gettext(text)
        return found % values if values else found

    def choice(self, value: str) -> str:
        """The words for one of the values of a field of choices."""
        found = self._catalogue.pgettext("choice", value)
        return _READ_OTHERWISE.get(value, value.replace("-", " ")) if found == value else found

    def count(self, number: int, one: str, many: str) -> str:
        """A number with its noun: `1 source`, `3 sources`."""
        return f"{self.number(number)} {self._catalogue.ngettext(one, many, number)}"

    def number(self, value: float) -> str:
        """A number as the language writes it, with all its digits; as a power of ten where they are too many."""
        if value and not _SMALLEST <= abs(value) < _LARGEST:
            return str(format_scientific(value, locale=self.locale))
        return str(format_decimal(value or 0, locale=self.locale, decimal_quantization=False))

    def size(self, size: int) -> str:
        """The size of a file, as a reader would say it: `210 kB`, `1.2 MB`."""
        if size < 1_000_000:
            return str(format_unit(max(round(size / 1000), 1), "digital-kilobyte", "short", locale=self.locale))
        return str(format_unit(round(size / 1_000_000, 1), "digital-megabyte", "short", locale=self.locale))

    def day(self, day: datetime.date) -> str:
        """A day in full."""
        return str(format_date(day, "long", self.locale))

    def short(self, day: datetime.date, unit: str) -> str:
        """A day as the label of an axis: its day and month, its month or its year."""
        skeleton = {"day": "MMMd", "month": "MMM", "year": "y"}[unit]
        return str(format_skeleton(skeleton, day, locale=self.locale))

    def date(self, text: str) -> str:
        """A date in words, as precise as it is and no more."""
        date = parse_date(text)
        if date.precision == "interval":
            first, last = text.split("/")
            return self._interval(first.strip("."), last.strip("."))
        plain = self._plain(date)
        if date.time:
            plain = self.say("%(day)s, %(time)s", day=plain, time=date.time.replace("Z", " UTC"))
        if date.qualifier == "approximate":
            return self.say("about %(date)s", date=plain)
        if date.qualifier == "uncertain":
            return self.say("%(date)s, uncertain", date=plain)
        return self.say("about %(date)s, uncertain", date=plain) if date.qualifier else plain

    def _interval(self, first: str, last: str) -> str:
        if first and last:
            return self.say("%(first)s to %(last)s", first=self.date(first), last=self.date(last))
        return (
            self.say("since %(date)s", date=self.date(first))
            if first
            else self.say("until %(date)s", date=self.date(last))
        )

    def _plain(self, date: Date) -> str:
        start = date.earliest or datetime.date.min
        if date.precision == "day":
            return self.day(start)
        if date.precision == "month":
            return str(format_skeleton("yMMMM", start, locale=self.locale))
        if date.precision == "season":
            return self.say("%(season)s %(year)s", season=self._season(start.month), year=start.year)
        if date.precision == "decade":
            return self.say("the %(year)ss", year=start.year)
        if date.precision == "century":
            return self.say("between %(first)s and %(last)s", first=start.year, last=(date.latest or start).year)
        return str(start.year)

    def _season(self, month: int) -> str:
        """The season that begins with a month."""
        seasons = {
            3: self.say("spring"),
            6: self.say("summer"),
            9: self.say("autumn"),
            12: self.say("winter"),
        }
        return seasons[month]
