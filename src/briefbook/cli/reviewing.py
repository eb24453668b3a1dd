"""The command `review`, for a pull request or whatever a forge calls one.

In: two names of trees. Out: a Markdown comment and an HTML page, in files, or the comment on the screen. It needs no
service and builds no site.
"""

from pathlib import Path
from urllib.parse import quote, urlsplit

import click

from briefbook.cli.common import CONFIG, say_left_out

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--markdown", type=FILE, help="Where the comment goes.  [default: the screen, if there is no --html]")
@click.option("--html", type=FILE, help="Where the page goes; at the top of the built site its links work.")
@click.option("--preview", default="", metavar="URL", help="Where the site of NEW can be read, for the links.")
@CONFIG
def review(old: str, new: str | None, markdown: Path | None, html: Path | None, preview: str, config: Path) -> None:
    """Tell a reviewer what a change from OLD to NEW does, the weightiest first.

    Claims that lost a source, links from outside that break, findings that appear; then what moved, went, changed and
    came, with old and new words; the pages it touches; and, on the HTML page, each of them before and after. OLD and
    NEW are what `briefbook diff` takes. Where one of them cannot be read, the review says so and tells the rest.
    """
    from briefbook.editions.find import NotFound
    from briefbook.load.config import read_settings, usual_settings
    from briefbook.review.assess import Review
    from briefbook.review.comment import comment
    from briefbook.review.page import page
    from briefbook.review.side import side
    from briefbook.web import ComponentError
    from briefbook.write import write_text

    settings = read_settings(config)[0] or usual_settings(config)
    try:
        after, before = side(new, settings), side(old, settings)
        say_left_out(before.tree, after.tree)
        found = Review(before, after, settings.macros, _address(preview), settings.site_url)
        if markdown:
            write_text(markdown, comment(found))
        if html:
            write_text(html, page(found))
        if not markdown and not html:
            click.echo(comment(found), nl=False)
    except NotFound as error:
        raise click.UsageError(str(error)) from None
    except ComponentError as error:
        raise click.ClickException(f"a component cannot be rendered: {error}") from None
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from None


def _address(text: str) -> str:
    """The address of the preview with a slash at its end, and nothing in it that could end a link."""
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.netloc or parts.query or parts.fragment:
        raise click.UsageError(f"'{text}' is no address of a site; write it as https://host/folder/")
    return f"{quote(text.rstrip('/'), safe=':/%~@+,;=&!$-._[]')}/"
