"""Publishing: versions that never change, latest that does, and a list that follows from what is there."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefbook.check import check
from briefbook.cli import cli
from briefbook.editions.canonical import digest
from briefbook.link import link_site
from briefbook.load import load_site, read_settings
from briefbook.manifest import verify_copy, write_manifest
from briefbook.publish import Refused, Wanted, publish, store_of
from briefbook.publish.branch import BranchStore
from briefbook.publish.dress import Face, dressed, mapped, undressed
from briefbook.publish.names import age, bad_name
from tests.publishing import built, git, listed, put, unpacked, whole


@pytest.fixture
def sites(tmp_path):
    return (
        built(tmp_path / "one", "news.html", "deep/old.html", text="one"),
        built(tmp_path / "two", "news.html", text="two"),
    )


@pytest.fixture(params=["folder", "branch", "bare"])
def store(request, tmp_path):
    """A store of each type; the branch is in a repository without a commit, the bare one has no working tree."""
    if request.param == "folder":
        return store_of(str(tmp_path / "published"), tmp_path)
    repository = tmp_path / "repository"
    git(tmp_path, "init", "--quiet", *(["--bare"] if request.param == "bare" else []), str(repository))
    return store_of("git:pages", repository)


@pytest.mark.parametrize(
    "name",
    [
        "", "-a", ".git", "..", "a/b", "a b", "latest", "Latest", "versions.json", "INDEX.html", "a.", "a.lock",
        "con", "nul.txt", "é", "a\n", "x" * 101, "404.html",
    ],
)  # fmt: skip
def test_names_that_will_not_do(name) -> None:
    assert bad_name(name)


def test_names_that_will() -> None:
    assert not any(map(bad_name, ("2026-11-23", "1.0", "v2", "1.0-rc1", "A_b", "0")))
    assert "one folder" in bad_name("V1", ["v1"])


def test_newest_first() -> None:
    ordered = ["1.0-rc1", "1.0", "1.0.1", "1.2", "1.10", "2026-06-05", "2026-06-05b", "2026-11-23"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=age) == ordered


def test_versions_stand_side_by_side_and_latest_is_a_copy(store, sites) -> None:
    put(store, sites[0], "2026-06-05", "latest")
    put(store, sites[1], "2026-11-23", "latest")
    assert json.loads(store.read("versions.json")) == [
        {"version": "2026-11-23", "title": "2026-11-23", "aliases": ["latest"]},
        {"version": "2026-06-05", "title": "2026-06-05", "aliases": []},
    ]
    assert b"url=latest/index.html" in store.read("index.html")
    old, new, latest = (store.read(f"{name}/news.html") for name in ("2026-06-05", "2026-11-23", "latest"))
    assert b"version of 5 June 2026" in old
    assert b"version of 23 November 2026" in new
    for page in (old, new):
        assert b'content="noindex"' in page
        assert b'<link rel="canonical" href="../latest/news.html">' in page
        assert b'<a href="../latest/news.html">Read the newest version</a>' in page
    assert b"noindex" not in latest
    assert b"kept as it was" not in latest
    assert b'<h1 id="two">' in latest
    assert b'<link rel="canonical" href="news.html">' in latest


def test_a_page_that_only_an_older_version_has_leaves_a_notice_under_latest(store, sites) -> None:
    put(store, sites[0], "1", "latest")
    put(store, sites[1], "2", "latest")
    assert b"../../latest/deep/old.html" in store.read("1/deep/old.html")
    notice = store.read("latest/deep/old.html")
    assert b"not in the newest version" in notice
    assert b'href="../../1/deep/old.html"' in notice


def test_every_copy_can_be_verified(tmp_path, store, sites) -> None:
    put(store, sites[0], "1", "latest", "stable")
    put(store, sites[1], "2", "latest")
    if isinstance(store, BranchStore):
        whole(unpacked(tmp_path / "repository", "pages", tmp_path / "unpacked"))
    else:
        whole(tmp_path / "published")


def test_the_same_again_is_nothing_to_do(store, sites) -> None:
    assert put(store, sites[0], "1", "latest")
    assert put(store, sites[0], "1", "latest") == []


def test_other_bytes_under_a_version_are_refused(store, sites) -> None:
    put(store, sites[0], "1", "latest")
    before = store.read("1/manifest.json")
    with pytest.raises(Refused, match="does not change"):
        put(store, sites[1], "1", "latest")
    assert store.read("1/manifest.json") == before


def test_latest_goes_back_to_an_older_version(store, sites) -> None:
    put(store, sites[0], "1", "latest")
    first = {path: store.read(f"latest/{path}") for path in store.paths("latest")}
    put(store, sites[1], "2", "latest")
    publish(store, Wanted("1", aliases=("latest",)), lambda line: None)
    assert {path: store.read(f"latest/{path}") for path in store.paths("latest")} == first
    assert json.loads(store.read("versions.json"))[1]["aliases"] == ["latest"]


def test_an_alias_leads_on_and_moves(store, sites) -> None:
    put(store, sites[0], "1", "stable")
    assert b"url=../1/index.html" in store.read("stable/index.html")
    put(store, sites[1], "2", "stable")
    assert b"url=../2/index.html" in store.read("stable/index.html")
    assert listed(store) == ["2", "1"]


@pytest.mark.parametrize("broken", [None, b"", b"{", b'[{"version": "9", "title": "9", "aliases": []}]'])
def test_the_list_is_derived_whatever_became_of_it(store, sites, broken) -> None:
    put(store, sites[0], "1", "latest")
    right = store.read("versions.json")
    if broken is not None:
        store.begin(dry_run=False)
        store.write("versions.json", broken)
        store.finish("by hand")
    elif not isinstance(store, BranchStore):
        (store._folder / "versions.json").unlink()
    put(store, sites[0], "1", "latest")
    assert store.read("versions.json") == right


def test_a_version_is_withdrawn_by_explicit_word_only(store, sites) -> None:
    put(store, sites[0], "1")
    put(store, sites[1], "2", "latest")
    with pytest.raises(Refused, match="give another version the alias first"):
        publish(store, Wanted("2", reason="A mistake.", date="2026-11-24"), print)
    publish(store, Wanted("1", reason="It named <a witness>.", date="2026-11-24"), lambda line: None)
    notice = store.read("1/deep/old.html")
    assert b"It named &lt;a witness&gt;." in notice
    assert b"24 November 2026" in notice
    assert store.read("1/style.css") is None
    assert json.loads(store.read("versions.json"))[1]["properties"] == {"withdrawn": True}
    assert b"It was withdrawn." in store.read("latest/deep/old.html")
    with pytest.raises(Refused, match="was withdrawn"):
        put(store, sites[0], "1")


def test_a_plan_says_what_would_be_done_and_does_nothing(tmp_path, store, sites) -> None:
    told = put(store, sites[0], "1", "latest", dry_run=True)
    assert told == [
        "1/ is new",
        "latest/ becomes a copy of 1",
        "the files at the top follow: index.html, versions.json",
    ]
    assert store.folders() == []
    assert not (tmp_path / "published").exists()


@pytest.mark.parametrize(
    ("version", "aliases", "why"),
    [
        ("V1", (), "one folder on many disks"),
        ("stable", (), "is an alias"),
        ("2", ("v1",), "is no alias"),
        ("2", ("Stable",), "one folder on many disks"),
        ("2", ("2",), "is no alias"),
    ],
)
def test_names_that_are_taken(store, sites, version, aliases, why) -> None:
    put(store, sites[0], "v1", "stable")
    with pytest.raises(Refused, match=why):
        put(store, sites[1], version, *aliases)


def test_what_another_tool_published_is_listed_and_left(tmp_path, sites) -> None:
    store = store_of(str(tmp_path / "published"), tmp_path)
    shutil.copytree(sites[0], tmp_path / "published" / "0.9")
    put(store, sites[1], "1.0", "latest")
    assert listed(store) == ["1.0", "0.9"]
    with pytest.raises(Refused, match="another tool"):
        put(store, sites[1], "0.9")


def test_nothing_is_published_over_something_else(tmp_path, sites) -> None:
    with pytest.raises(Refused, match="not ours"):
        put(store_of(str(sites[0]), tmp_path), sites[1], "1")


def test_a_site_that_is_not_what_was_built_is_refused(tmp_path, sites) -> None:
    store = store_of(str(tmp_path / "published"), tmp_path)
    (sites[0] / "news.html").write_text("changed")
    with pytest.raises(Refused, match=r"news\.html"):
        put(store, sites[0], "1")
    put(store, sites[1], "1")
    with pytest.raises(Refused, match="is a published copy"):
        put(store, tmp_path / "published" / "1", "2")


def test_a_link_in_the_place_of_a_version_is_left(tmp_path, sites) -> None:
    store = store_of(str(tmp_path / "published"), tmp_path)
    put(store, sites[0], "1")
    (tmp_path / "published" / "2").symlink_to("1")
    with pytest.raises(Refused, match="is not a folder"):
        put(store, sites[1], "2")
    (tmp_path / "published" / "latest").symlink_to("1")
    with pytest.raises(Refused, match="is a link"):
        put(store, sites[1], "3", "latest")


def test_what_the_system_refuses_is_no_mistake_of_ours(tmp_path, sites) -> None:
    (tmp_path / "file").write_text("")
    done = run("publish", "--to", str(tmp_path / "file" / "in"), "--version", "1", "--site-dir", str(sites[0]))
    assert done.exit_code == 1
    assert "Not a directory" in done.output or "not a folder" in done.output


def test_a_record_that_cannot_be_read_stops_everything(tmp_path, sites) -> None:
    store = store_of(str(tmp_path / "published"), tmp_path)
    put(store, sites[0], "1")
    (tmp_path / "published" / "1" / "published.json").write_text("{}")
    with pytest.raises(Refused, match=r"1/published\.json cannot be read"):
        put(store, sites[1], "2")


def test_a_working_tree_is_not_touched(tmp_path, sites) -> None:
    git(tmp_path, "init", "--quiet", "-b", "main", str(tmp_path / "repository"))
    store = store_of("git:pages", tmp_path / "repository")
    put(store, sites[0], "1", "latest")
    assert git(tmp_path / "repository", "status", "--porcelain") == ""
    assert [path.name for path in (tmp_path / "repository").iterdir()] == [".git"]
    git(tmp_path / "repository", "checkout", "--quiet", "pages")
    with pytest.raises(Refused, match="checked out"):
        put(store, sites[1], "2")


def test_a_branch_goes_to_its_remote_and_one_that_went_apart_is_refused(tmp_path, sites) -> None:
    git(tmp_path, "init", "--quiet", "--bare", str(tmp_path / "remote"))
    for name in ("here", "there"):
        git(tmp_path, "clone", "--quiet", str(tmp_path / "remote"), str(tmp_path / name))
    put(store_of("git:pages", tmp_path / "here", "origin"), sites[0], "1", "latest")
    put(store_of("git:pages", tmp_path / "there", "origin"), sites[1], "2", "latest")
    store = store_of("git:pages", tmp_path / "here", "origin")
    assert put(store, sites[0], "1") == []
    assert listed(store) == ["2", "1"]
    put(store_of("git:pages", tmp_path / "there"), sites[1], "3")  # not pushed
    put(store, sites[1], "4")
    with pytest.raises(Refused, match="gone apart"):
        put(store_of("git:pages", tmp_path / "there", "origin"), sites[1], "5")


PAGE = (
    b'<html lang="de"><head><link rel="canonical" href="%s"></head><body><a>skip</a>'
    b'<div data-md-component="announce"></div></body></html>'
)


@pytest.mark.parametrize("path", ["a/index.html", "a/news.html", "404.html"])
@pytest.mark.parametrize("address", [b"https://x.example/latest/a/news.html", b"https://x.example/a/", b"other.html"])
@pytest.mark.parametrize("has_latest", [True, False])
def test_what_is_put_into_a_page_can_be_taken_out(path, address, has_latest) -> None:
    page = PAGE % address
    assert undressed(dressed(page, path, Face("1", latest=False, has_latest=has_latest))) == page


def test_an_absolute_address_under_latest_is_kept() -> None:
    page = dressed(PAGE % b"https://x.example/latest/a/", "a/index.html", Face("1", latest=False, has_latest=True))
    assert page.count(b"canonical") == 1
    assert b'href="https://x.example/latest/a/"' in page


def test_the_notice_stands_behind_the_link_that_skips_it_and_in_the_language_of_the_page() -> None:
    page = dressed(PAGE % b"x", "news.html", Face("2026-06-05", latest=False, has_latest=True))
    assert page.index(b"skip") < page.index(b"<aside") < page.index(b"announce")
    assert b"5. Juni 2026" in page


def test_only_the_bundle_of_the_theme_is_told_of_versions() -> None:
    config = b'<script id="__config" type="application/json">{"base": ".", "version": null}</script>'
    page = (
        b"<html><head></head><body>" + config + b'<script src="assets/javascripts/bundle.1.js"></script></body></html>'
    )
    face = Face("1", latest=False, has_latest=True)
    assert b'"version": {"provider": "mike"}' in dressed(page, "a.html", face)
    assert b"versions.js" not in dressed(page, "a.html", face)
    other = page.replace(b"bundle.1", b"theme")
    assert b'"version": null' in dressed(other, "a.html", face)
    assert b"versions.js" in dressed(other, "a.html", face)


def test_the_notice_of_a_version_is_in_the_site_s_own_words() -> None:
    german = 'msgid "Read the newest version"\nmsgstr "Zur neuesten Fassung"\n'
    page = PAGE % b"x"
    face = Face("1", latest=False, has_latest=True)
    said = dressed(page, "news.html", face, (("de", german),)).decode()
    assert "Zur neuesten Fassung" in said
    assert "Read the newest version" in dressed(page, "news.html", face).decode()


def test_the_sitemap_of_a_copy_names_its_home_by_the_folder() -> None:
    """The theme's selector looks for what all addresses of a sitemap begin with, and wants to find it there."""
    urls = b"<loc>https://x.example/latest/index.html</loc><loc>https://x.example/latest/a/index.html</loc>"
    assert mapped(urls) == urls.replace(b"latest/index.html", b"latest/")
    assert mapped(b"<loc>https://x.example/latest/a.html</loc>") == b"<loc>https://x.example/latest/a.html</loc>"


def run(*words: str):
    return CliRunner().invoke(cli, words)


def test_the_commands(tmp_path, sites) -> None:
    to, site = str(tmp_path / "published"), ("--site-dir", str(sites[0]))
    done = run("publish", "--to", to, "--version", "2026-06-05", "--alias", "latest", *site)
    assert done.exit_code == 0, done.output
    assert "2026-06-05 is published; 1 version there" in done.output
    assert "was there already" in run("publish", "--to", to, "--version", "2026-06-05", *site).output
    other = run("publish", "--to", to, "--version", "2026-06-05", "--site-dir", str(sites[1]))
    assert other.exit_code == 1
    assert "What was there is as it was." in other.output
    assert run("versions", "--to", to).output == "2026-06-05 [latest]  3 pages\n"
    assert json.loads(run("versions", "--to", to, "--format", "json").output)[0]["aliases"] == ["latest"]
    assert verify_copy(tmp_path / "published" / "latest") == ()


def test_what_is_left_behind_and_taken_back_is_said(tmp_path, sites) -> None:
    to, site = str(tmp_path / "published"), ("--site-dir", str(sites[0]))
    run("publish", "--to", to, "--version", "1", "--alias", "latest", *site)
    done = run("publish", "--to", to, "--version", "2", "--site-dir", str(sites[1]))
    assert "latest/ still shows 1: '--version 2 --existing --alias latest' moves it." in done.output
    refused = run("publish", "--to", to, "--version", "1", "--withdraw", "A mistake.")
    assert "\nlatest/ would show '1', which is withdrawn" in f"\n{refused.output}"
    assert "still shows" not in run("publish", "--to", to, "--version", "2", "--existing", "--alias", "latest").output
    taken = run("publish", "--to", to, "--version", "1", "--withdraw", "A mistake.")
    assert "1 is withdrawn; 2 versions there" in taken.output


def test_a_withdrawal_is_called_one_in_the_branch(tmp_path, sites) -> None:
    git(tmp_path, "init", "-q")
    store = BranchStore("pages", tmp_path, "")
    for version, site in zip(("1", "2"), sites, strict=False):
        put(store, site, version)
    publish(store, Wanted("1", reason="A mistake.", date="2026-11-24"), lambda line: None)
    assert git(tmp_path, "log", "--format=%s", "pages").splitlines() == ["Withdraw: 1", "Publish: 2", "Publish: 1"]


@pytest.mark.parametrize("to", ["gti:pages", "GIT:pages"])
def test_a_store_that_looks_like_a_branch_is_none(sites, to) -> None:
    done = run("publish", "--to", to, "--version", "1", "--site-dir", str(sites[0]))
    assert (done.exit_code, "a branch is 'git:pages', and a folder of that name" in done.output) == (2, True)


def test_a_site_that_is_not_what_its_files_say_is_refused(tmp_path, site) -> None:
    settings, _ = read_settings(site.root / "mkdocs.yml")
    briefing = link_site(check(load_site(settings))[0], "").briefings[0]
    folder = built(site.root / "site")
    write_manifest(folder, {"bridge": digest(briefing)})
    words = (
        "publish",
        "--to",
        str(tmp_path / "published"),
        "--config",
        str(settings.config),
        "--site-dir",
        str(folder),
    )
    assert run(*words, "--version", "1").exit_code == 0
    text = (site.root / "data/bridge/timeline.yml").read_text()
    for changed, why in (
        (text.replace("closes", "shuts"), "'bridge' has changed since it was built"),
        (text.replace("title:", "titel:"), "the files have errors"),
    ):
        site.write({"data/bridge/timeline.yml": changed})
        refused = run(*words, "--version", "2")
        assert (refused.exit_code, why in refused.output) == (1, True), refused.output
    away = shutil.copytree(folder, tmp_path / "away")
    assert run(*words[:-1], str(away), "--version", "2").exit_code == 0
    assert run(*words, "--version", "3", "--as-it-is").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--version", "latest"),
        ("--version", "../x"),
        ("--version", "1", "--existing"),
        ("--version", "1", "--existing", "--withdraw", "x"),
        ("--version", "1", "--withdraw", "x", "--alias", "latest"),
        ("--version", "1", "--alias", "-x"),
    ],
)
def test_words_that_make_no_sense_are_a_matter_of_usage(tmp_path, sites, words) -> None:
    done = run("publish", "--to", str(tmp_path / "published"), "--site-dir", str(sites[0]), *words)
    assert done.exit_code == 2, done.output


def test_a_store_inside_the_site_is_refused(sites) -> None:
    done = run("publish", "--to", str(sites[0] / "in"), "--version", "1", "--site-dir", str(sites[0]))
    assert done.exit_code == 2
    assert "lie in each other" in done.output


def test_mike_lists_a_branch_we_wrote(tmp_path, sites) -> None:
    repository = tmp_path / "repository"
    git(tmp_path, "init", "--quiet", str(repository))
    store = store_of("git:pages", repository)
    put(store, sites[0], "2026-06-05", "stable")
    put(store, sites[1], "2026-11-23", "latest")
    (repository / "docs").mkdir()
    (repository / "mkdocs.yml").write_text("site_name: Bridges\n")
    words = [str(Path(sys.executable).with_name("mike")), "list", "--branch", "pages", "--json"]
    done = subprocess.run(words, cwd=repository, capture_output=True, text=True, check=True)
    assert [(one["version"], one["aliases"]) for one in json.loads(done.stdout)] == [
        ("2026-11-23", ["latest"]),
        ("2026-06-05", ["stable"]),
    ]
