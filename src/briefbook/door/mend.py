"""What the theme writes and HTML does not allow, put right.

In: a finished page. Out: the page, valid. Only what stands outside every block and partial of the theme is mended
here; all else is overridden in its own template.
"""

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


def mend(page: str) -> str:
    """The page with the theme's mistakes put right."""
    for wrong, right in MENDS:
        page = page.replace(wrong, right)
    return page
