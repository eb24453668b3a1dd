"""A catalogue to fill in, for a site that speaks another language or wants another word.

In: a language, and what the site says in it so far. Out: the text of `words/<language>.po` with every phrase. Apart
from `words`, which gathers the phrases for the package.
"""

import io

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from briefbook.load.package import package_folder

_HEAD = """\
# Words of this site in '{language}'. What is left empty is said as Briefbook says it. `briefbook words {language}` adds
# what a later version prints besides, and keeps what stands here.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"

"""


def to_fill_in(language: str, before: str = "") -> tuple[str, int]:
    """The text of a catalogue, and how many of its phrases nobody has said yet.

    Raises UnknownLocaleError or ValueError where there is no such language.
    """
    whole, said = Catalog(locale=language), read_po(io.StringIO(before), locale=language)
    english = read_po(io.StringIO((package_folder("words") / "en.po").read_text(encoding="utf-8")))
    empty = 0
    for phrase in (phrase for phrase in english if phrase.id):
        there = said.get(phrase.id if isinstance(phrase.id, str) else phrase.id[0], phrase.context)
        string = there.string if there and any(there.string or ()) else ""
        empty += not string
        whole.add(phrase.id, string or None, context=phrase.context)
    written = io.BytesIO()
    write_po(written, whole, omit_header=True, no_location=True, width=0)
    head = _HEAD.format(language=language, plurals=whole.plural_forms)
    return f"{head}{written.getvalue().decode('utf-8').strip()}\n", empty
