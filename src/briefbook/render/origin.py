"""Where the files of a site are kept, and where its readers say what is wrong.

In: settings (`repo_url` and `edit_uri` of `mkdocs.yml`). Out: for a record, and for a page with a file, the link that
opens the file at its line, and the one that opens the form for a correction with the id filled in; where events are
shown, the one that opens the form for another. Without `repo_url` there are none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urljoin, urlsplit

from briefbook.findings import Position
from briefbook.link import Briefing, Page, Record
from briefbook.load import Settings
from briefbook.render.views import View
from briefbook.words import Words

# The forms, each with the title that an issue has where there are none.
WRONG, HAPPENED = ("wrong.yml", "Wrong"), ("happened.yml", "Happened")
_OF_EVENTS = ("news", "timeline")


@dataclass(frozen=True, slots=True)
class Host:
    """How a sort of code host writes its addresses: the anchor of a line, and the form with what is filled in.

    `issue` is where an issue begins; `field` is how the query names a field of the form. A host without such forms gets
    a title and a text.
    """

    line: str = "L"
    issue: str = "issues/new?template={}&"
    field: str = "{}"
    title: str = ""
    text: str = ""

    def form(self, form: tuple[str, str], name: str, page: str = "") -> str:
        """The address of a form with what is known filled in: the record or briefing, and the address of the page."""
        file, title = form
        if self.title:
            given = {self.title: f"{title}: {name}", self.text: page}
        else:
            given = {self.field.format("record"): name, self.field.format("page"): page}
        known = {key: value for key, value in given.items() if key and value}
        return f"{self.issue.format(file)}{urlencode(known, quote_via=quote, safe='')}"


GITHUB = Host()
GITEA = Host(issue="issues/new?template=.github%2FISSUE_TEMPLATE%2F{}&", field="field:{}")
GITLAB = Host(issue="-/issues/new?", title="issue[title]", text="issue[description]")
BITBUCKET = Host(line="lines-", issue="issues/new?", title="title")
# A host is told by its name, and one under a name of its own by how its addresses of files begin.
_NAMES: Mapping[str, Host] = {
    "gitlab": GITLAB,
    "codeberg": GITEA,
    "gitea": GITEA,
    "forgejo": GITEA,
    "bitbucket": BITBUCKET,
}
_BEGINNINGS: Mapping[str, Host] = {"-/": GITLAB, "_edit/": GITEA, "src/branch/": GITEA}


@dataclass(frozen=True, slots=True)
class Origin:
    """Addresses, each with a slash at its end, or empty: of the files, of the repository, of the site."""

    files: str = ""
    repository: str = ""
    site: str = ""
    host: Host = GITHUB

    def record(self, record: Record, briefing: str, words: Words) -> View | None:
        """The links of a record; None where there is nowhere to go."""
        where = f"{record.address.page}.html#{record.address.anchor}"
        return _view(record.title, self._links(record.position, f"{briefing}/{record.id}", where, words))

    def page(self, page: Page, briefing: Briefing | None, words: Words) -> View | None:
        """The links of a page: of its file, if it has one, and for another event, if it is one of events.

        An overview that is made from the data is corrected in the file of the briefing.
        """
        found: list[tuple[str, str]] = []
        folder = briefing.id if briefing else ""
        is_overview = page.made and page.id == "index" and briefing is not None
        position = briefing.position if is_overview and briefing else page.position
        if position is not None:
            name = folder if is_overview else "/".join(filter(None, (folder, page.id)))
            found += self._links(position, name, f"{page.path}.html", words)
        if self.repository and folder and page.id in _OF_EVENTS:
            found.append((words.say("Something happened?"), f"{self.repository}{self.host.form(HAPPENED, folder)}"))
        return _view(words.say(page.title) if page.made else page.title, found)

    def _links(self, position: Position, name: str, where: str, words: Words) -> list[tuple[str, str]]:
        found = []
        if self.files and not position.path.startswith(".."):
            line = f"#{self.host.line}{position.line}"
            found.append((words.say("Edit"), f"{self.files}{quote(position.path)}{line}"))
        if self.repository:
            form = self.host.form(WRONG, name, f"{self.site}{where}" if self.site else "")
            found.append((words.say("Suggest a correction"), f"{self.repository}{form}"))
        return found


def _view(title: str, found: list[tuple[str, str]]) -> View | None:
    links = tuple(View(title=lead, label=f"{lead}: {title}", href=href) for lead, href in found)
    return View(links=links) if links else None


NOWHERE = Origin()


def origin_of(settings: Settings) -> Origin:
    """What the settings say. `edit_uri` leads to the folder of pages, as MkDocs has it; the data lies beside that."""
    if not settings.repo_url:
        return NOWHERE
    docs = f"{settings.name(settings.docs)}/"
    pages = f"{urljoin(settings.repo_url, settings.edit_uri).rstrip('/')}/" if settings.edit_uri else ""
    files = pages.removesuffix(docs) if pages.endswith(f"/{docs}") else ""
    return Origin(files, settings.repo_url, settings.site_url, _host(settings.repo_url, settings.edit_uri))


def _host(repository: str, edit_uri: str) -> Host:
    names = (urlsplit(repository).hostname or "").split(".")
    by_name = next((host for name, host in _NAMES.items() if name in names), None)
    by_beginning = (host for begin, host in _BEGINNINGS.items() if edit_uri.lstrip("/").startswith(begin))
    return by_name or next(by_beginning, GITHUB)
