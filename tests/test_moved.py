"""An old address still arrives: at the record that has another id now, at the page that has another name."""

import pytest
from click.testing import CliRunner

from briefbook.cli import cli
from tests.building import PAGES_ALONE, here

MATERIAL = """\
site_name: The bridge
use_directory_urls: false
theme: {name: material, font: false}
extra: {generator: false}
plugins: [briefbook]
"""


@pytest.fixture
def renamed(monkeypatch, full_site):
    """A site in which a record of each sort and a page have been renamed, built."""
    monkeypatch.chdir(full_site.root)
    full_site.write(
        {
            "mkdocs.yml": MATERIAL,
            "docs/bridge/analysis/first.md": "---\ntitle: A first & last look\n---\n\n[x y][closure]\n",
        }
    )
    for old, new in (("closure", "shut"), ("bridge-stays-closed", "stays-shut"), ("first", "second")):
        assert CliRunner().invoke(cli, ["rename", old, new]).exit_code == 0
    done = here("build", *PAGES_ALONE, cwd=full_site.root)
    assert done.returncode == 0, done.stdout + done.stderr
    return full_site.root / "site/bridge"


def test_old_addresses_arrive(renamed) -> None:
    timeline = (renamed / "timeline.html").read_text(encoding="utf-8")
    assert timeline.count('id="event-closure"') == timeline.count('id="event-shut"') == 1
    assert timeline.index('id="event-shut"') < timeline.index('id="event-closure"') < timeline.index("Cracks found")
    overview = (renamed / "index.html").read_text(encoding="utf-8")
    assert overview.count('id="key-point-bridge-stays-closed"') == 1
    moved = (renamed / "analysis/first.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=second.html">' in moved
    assert '<a href="second.html">A first &amp; last look</a>' in moved
    assert (renamed / "analysis/second.html").is_file()


def test_an_address_that_is_in_use_again_is_its_own(full_site) -> None:
    from briefbook.check import check
    from briefbook.link import link_site
    from briefbook.load import load_site, read_settings
    from briefbook.web import Renderer

    full_site.write({
        "docs/bridge/one.md": "---\ntitle: One\nformerly: [two, timeline, zero]\n---\n\nWords.\n",
        "docs/bridge/two.md": "---\ntitle: Two\n---\n\nWords.\n",
    })  # fmt: skip
    settings, _ = read_settings(full_site.root / "mkdocs.yml")
    site = link_site(check(load_site(settings))[0], "")
    assert list(Renderer(site, settings.macros).moved()) == ["bridge/zero.html"]
