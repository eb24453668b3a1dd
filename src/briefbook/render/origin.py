"""Where the files of a site are kept, and where its readers say what is wrong.

In: settings (`repo_url` and `edit_uri` of `mkdocs.yml`). Out: for a record, the link that opens its file at its line,
and the one that opens the form for a correction with its id filled in. Without `repo_url` there are none.
"""

from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from briefbook.link import Record
from briefbook.load import Settings
from briefbook.render.views import View
from briefbook.words import Words


@dataclass(frozen=True, slots=True)
class Origin:
    """Addresses, each with a slash at its end, or empty: of the files, of the repository, of the site."""

    files: str = ""
    repository: str = ""
    site: str = ""

    def view(self, record: Record, briefing: str, words: Words) -> View | None:
        """The links of a record; None where there is nowhere to go."""
        found = []
        if self.files and not record.position.path.startswith(".."):
            href = f"{self.files}{quote(record.position.path)}#L{record.position.line}"
            found.append((words.say("Edit"), href))
        if self.repository:
            found.append((words.say("Suggest a correction"), self._form(record, briefing)))
        links = tuple(View(title=title, label=f"{title}: {record.title}", href=href) for title, href in found)
        return View(links=links) if links else None

    def _form(self, record: Record, briefing: str) -> str:
        """The form `wrong.yml` with the record filled in; a host without such forms gets a title."""
        name = quote(f"{briefing}/{record.id}", safe="")
        if (urlsplit(self.repository).hostname or "").startswith("gitlab."):
            return f"{self.repository}-/issues/new?issue%5Btitle%5D=Wrong%3A%20{name}"
        where = f"{self.site}{record.address.page}.html#{record.address.anchor}" if self.site else ""
        page = f"&page={quote(where, safe='')}" if where else ""
        return f"{self.repository}issues/new?template=wrong.yml&record={name}{page}"


NOWHERE = Origin()


def origin_of(settings: Settings) -> Origin:
    """What the settings say. `edit_uri` leads to the folder of pages, as MkDocs has it; the data lies beside that."""
    if not settings.repo_url:
        return NOWHERE
    docs = f"{settings.name(settings.docs)}/"
    pages = f"{urljoin(settings.repo_url, settings.edit_uri).rstrip('/')}/" if settings.edit_uri else ""
    files = pages.removesuffix(docs) if pages.endswith(f"/{docs}") else ""
    return Origin(files, settings.repo_url, settings.site_url)
