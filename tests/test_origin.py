"""The links of a record to its file and to the form for a correction."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from briefbook.check import check
from briefbook.epub.xhtml import xhtml
from briefbook.kinds import LISTS
from briefbook.link import link_site
from briefbook.load import load_site, read_settings
from briefbook.render.origin import origin_of
from briefbook.web import Renderer
from tests.conftest import CONFIG
from tests.test_documents import FORMS

REPO = "repo_url: https://host.example/us/site\n"
BOTH = f"{REPO}edit_uri: edit/main/docs/\nsite_url: https://us.example/b\n"


def pages(site, more: str) -> dict[str, str]:
    """The pages of a site with more settings."""
    site.write({"mkdocs.yml": CONFIG + more})
    settings, _ = read_settings(site.root / "mkdocs.yml")
    checked, _ = check(load_site(settings))
    linked = link_site(checked, settings.site_name)
    renderer = Renderer(linked, settings.macros, origin=origin_of(settings))
    one = linked.briefing("bridge")
    return {page.path: renderer.with_downloads({}).page(page, one).html for page in one.pages}


def links(html: str) -> list[str]:
    """What the small links of the records on a page lead to."""
    return [
        href.replace("&amp;", "&")
        for found in re.findall(r'<p class="record-edit"[^>]*>(.*?)</p>', html, re.DOTALL)
        for href in re.findall(r'href="([^"]*)"', found)
    ]


def test_a_record_opens_at_its_line_and_a_form_with_its_id(full_site) -> None:
    edit, form = links(pages(full_site, BOTH)["bridge/terms"])
    address, _, line = edit.partition("#L")
    path = address.removeprefix("https://host.example/us/site/edit/main/")
    text = (full_site.root / path).read_text(encoding="utf-8").splitlines()
    assert (path, text[int(line) - 1]) == ("data/bridge/terms.yml", "- id: pier")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(form).query).items()}
    assert asked.pop("template") == "wrong.yml"
    assert asked == {"record": "bridge/pier", "page": "https://us.example/b/bridge/terms.html#term-pier"}
    wrong = next(path for path in FORMS if path.name == "wrong.yml")
    assert set(asked) <= {field["id"] for field in yaml.safe_load(wrong.read_text(encoding="utf-8"))["body"]}


def test_every_record_has_them_once(full_site) -> None:
    found = [href for html in pages(full_site, BOTH).values() for href in links(html)]
    found = [href for href in found if not re.search(r"happened\.yml|record=bridge&|briefing\.yml", href)]
    assert len(found) == len(set(found)) == 2 * len(LISTS)


@pytest.mark.parametrize(
    ("settings", "count"),
    [
        ("", 0),
        ("edit_uri: edit/main/docs/\n", 0),
        ("repo_url: javascript:x\nedit_uri: edit/main/docs/\n", 0),
        (REPO, 1),
        (f"{REPO}edit_uri: edit/main/\n", 1),
        (f"{REPO}edit_uri: https://other.example/-/edit/main/docs\n", 2),
    ],
)
def test_without_an_address_there_is_no_link(full_site, settings, count) -> None:
    assert len(links(pages(full_site, settings)["bridge/terms"])) == count


GITHUB, GITLAB = "issues/new?template=wrong.yml", "-/issues/new?"
GITEA = "issues/new?template=.github%2FISSUE_TEMPLATE%2Fwrong.yml"
# repo_url, edit_uri, the anchor of a line, what opens, the field of the form or that of the title
HOSTS = {
    "github": ("https://github.com/us/site", "edit/main/docs/", "#L", GITHUB, "{}"),
    "gitlab": ("https://gitlab.com/us/site", "-/edit/main/docs/", "#L", GITLAB, "issue[title]"),
    "own gitlab": ("https://code.us.example/us/site", "-/blob/main/docs", "#L", GITLAB, "issue[title]"),
    "codeberg": ("https://codeberg.org/us/site", "_edit/main/docs/", "#L", GITEA, "field:{}"),
    "own forgejo": ("https://git.us.example/us/site", "src/branch/main/docs/", "#L", GITEA, "field:{}"),
    "bitbucket": ("https://bitbucket.org/us/site", "src/main/docs/", "#lines-", "issues/new?", "title"),
}


@pytest.mark.parametrize(("repo", "edit_uri", "line", "form", "field"), HOSTS.values(), ids=HOSTS)
def test_each_sort_of_host_is_spoken_to_in_its_way(full_site, repo, edit_uri, line, form, field) -> None:
    full_site.write({"data/bridge/terms.yml": "# One.\n- id: pier\n  term: Pier\n  definition: Upright.\n"})
    settings = f"repo_url: {repo}\nedit_uri: {edit_uri}\nsite_url: https://us.example/b\n"
    edit, correct = links(pages(full_site, settings)["bridge/terms"])
    assert edit == f"{repo}/{edit_uri.removesuffix('/').removesuffix('docs')}data/bridge/terms.yml{line}2"
    assert correct.startswith(f"{repo}/{form}")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(correct).query).items() if name != "template"}
    page = "https://us.example/b/bridge/terms.html#term-pier"
    if "{" in field:
        assert asked == {field.format("record"): "bridge/pier", field.format("page"): page}
    else:
        assert asked.pop(field) == "Wrong: bridge/pier"
        assert asked == ({"issue[description]": page} if form == GITLAB else {})


def test_a_page_with_a_file_has_them_too(full_site) -> None:
    full_site.write({"docs/bridge/traffic.md": "---\ntitle: Traffic\n---\n\nLorries wait.\n"})
    made = pages(full_site, BOTH)
    edit, form = links(made["bridge/traffic"])
    assert edit == "https://host.example/us/site/edit/main/docs/bridge/traffic.md#L1"
    asked = parse_qs(urlsplit(form).query)
    assert (asked["record"], asked["page"]) == (["bridge/traffic"], ["https://us.example/b/bridge/traffic.html"])
    assert links(made["bridge/about"]) == []
    edit, form = links(made["bridge/index"])[-2:]
    assert edit == "https://host.example/us/site/edit/main/data/bridge/briefing.yml#L1"
    assert parse_qs(urlsplit(form).query)["record"] == ["bridge"]


def test_pages_of_events_lead_to_the_form_for_another(full_site) -> None:
    made = pages(full_site, BOTH)
    for name in ("bridge/timeline", "bridge/news"):
        form = links(made[name])[-1]
        asked = parse_qs(urlsplit(form).query)
        assert asked == {"template": ["happened.yml"], "record": ["bridge"]}
    happened = next(path for path in FORMS if path.name == "happened.yml")
    assert "record" in {field.get("id") for field in yaml.safe_load(happened.read_text(encoding="utf-8"))["body"]}
    [*_, issue] = links(pages(full_site, "repo_url: https://gitlab.com/us/site\n")["bridge/news"])
    assert issue == "https://gitlab.com/us/site/-/issues/new?issue%5Btitle%5D=Happened%3A%20bridge"


def test_a_book_has_none(full_site) -> None:
    html = pages(full_site, BOTH)["bridge/terms"]
    assert "record-edit" in html
    assert "record-edit" not in xhtml(html, "bridge/terms", 0)
