"""A review as one page of HTML, whole in one file: it fetches nothing and runs nothing.

In: a `Review`. Out: a document. Put at the top of the built site, its links work without an address of a preview.
"""

import base64
import hashlib

from markupsafe import Markup

from briefbook.load.package import package_folder
from briefbook.render.views import View
from briefbook.review.assess import Review
from briefbook.review.links import file_of
from briefbook.review.sheet import sheet
from briefbook.web import Templates
from briefbook.words import Words

_OPEN = 6  # pages that are shown at once; more are opened one by one
_PLACES = 40  # places of a page to which links lead
_HTML = Markup("""\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{digest}'; \
base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
""")


def page(review: Review) -> str:
    """The page, with every item and every page before and after."""
    words = Words("en")
    body = Templates(package_folder("macros"), words).render("review", _view(review, words))
    style = sheet()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    title = f"{words.say('What this changes')}: {review.after.label}"
    return str(_HTML.format(language="en", digest=digest, title=title, style=Markup(style), body=body))


def _view(review: Review, words: Words) -> View:
    languages = {pair.new["briefing"]: pair.new["fields"].get("language", "en") for pair in review.pairs}
    return View(
        title=words.say("What this changes"),
        summary=review.summary,
        old=review.before.label,
        new=review.after.label,
        before=words.say("Before"),
        after=words.say("After"),
        both=words.say("before and after"),
        whole=words.say("Show whole pages, and not only what differs"),
        places=words.say("Places that differ:"),
        warnings=review.warnings,
        is_open=len(review.pages) <= _OPEN,
        sections=tuple(section for section in review.sections if section.items or section.empty),
        pages=tuple(
            View(
                id=f"page-{number}",
                title=one.title,
                address=file_of(one.path),
                language=languages.get(one.briefing, "en"),
                places=tuple(f"page-{number}-{place}" for place in range(1, min(one.marks, _PLACES) + 1)),
                before=one.before,
                after=one.after,
            )
            for number, one in enumerate(review.pages, 1)
        ),
    )
