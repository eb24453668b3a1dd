"""What the theme writes and HTML does not allow, or what is not so on the page, put right.

In: a finished page. Out: the page, valid, and in the language and direction of its own text: the theme knows one of
each for a whole site. Only what stands outside every block and partial of the theme is mended
here; all else is overridden in its own template.
"""

import re

# A check box has no `autocomplete`; a form has, and a check box may belong to a form that stands elsewhere. Without it
# a browser would open the menu again when a page is loaded anew.
MENDS = (
    (
        '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">',
        '<form id="__toggles" autocomplete="off"></form>\n'
        '    <input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" form="__toggles">',
    ),
    (
        '<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">',
        '<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" form="__toggles">',
    ),
    # The contents name the box that folds them in the theme's own navigation, which ours has not.
    ('<label class="md-nav__title" for="__toc">', '<label class="md-nav__title">'),
)


_SAID = (re.compile(r'(<html\b[^>]*? lang=")[^"]*'), re.compile(r'(<body\b[^>]*? dir=")[^"]*'))


def mend(page: str, *spoken: str) -> str:
    """The page with the theme's mistakes put right; `spoken` are the language and direction of its text."""
    for wrong, right in MENDS:
        page = page.replace(wrong, right)
    for place, said in zip(_SAID, spoken, strict=False):
        page = place.sub(rf"\g<1>{said}", page, count=1)
    return page
