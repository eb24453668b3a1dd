"""What a page may run: the theme's own lines by their hash, the site's own files, and nothing else."""

import base64
import hashlib
import re
import subprocess
import sys
from html import unescape

import pytest
import yaml
from markupsafe import escape

from briefbook.policy import hash_of, hashes_in
from briefbook.review.sheet import sheet
from briefbook.verify import verify
from tests.building import ENV, PAGES_ALONE, THEME, here, run

POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' '{}'\">\n"
KNOWN = "let known = 1"
HASH = "sha256-" + base64.b64encode(hashlib.sha256(KNOWN.encode()).digest()).decode()


def codes(tmp_path, html: str) -> list[tuple[int, str]]:
    (tmp_path / "page.html").write_text(html)
    return [(finding.position.line, finding.code) for finding in verify(tmp_path)]


@pytest.mark.parametrize(
    "html",
    [
        f"<script>{KNOWN}</script>",
        '<script type="application/ld+json">{"name": "x"}</script>',
        '<script type="application/json">{}</script>',
        '<p class="one" data-onset="x">javascript: is a word</p>',
        "<a href='https://a.example/javascript:x'>out</a>",
    ],
)
def test_what_the_policy_allows_is_left_alone(tmp_path, html) -> None:
    assert codes(tmp_path, POLICY.format(HASH) + html) == []


@pytest.mark.parametrize(
    ("html", "code"),
    [
        (f"<script>{KNOWN} </script>", "inline-script"),
        ("<script></script>", "inline-script"),
        ('<script type="module">1</script>', "inline-script"),
        ('<script type="speculationrules">{}</script>', "inline-script"),
        ("<svg><script>1</script></svg>", "inline-script"),
        ('<img src="data:," alt="" ONERROR="alert(1)">', "inline-script"),
        ("<svg/onload=alert(1)>", "inline-script"),
        ('<a href="javascript:alert(1)">x</a>', "inline-script"),
        ('<a href=" Java&#9;script:alert(1)">x</a>', "inline-script"),
        ('<form><button formaction="javascript:1">x</button></form>', "inline-script"),
        ("<style>p { color: red }</style>", "inline-style"),
        ('<p style="color: red">x</p>', "inline-style"),
    ],
)
def test_what_the_policy_forbids_is_found(tmp_path, html, code) -> None:
    assert codes(tmp_path, POLICY.format(HASH) + html) == [(2, code)]


def test_a_page_that_runs_scripts_needs_a_policy_before_the_first(tmp_path) -> None:
    assert codes(tmp_path, "<p>Words.</p>") == []
    assert codes(tmp_path, f"<script>{KNOWN}</script>\n" + POLICY.format(HASH)) == [
        (1, "no-policy"),
        (1, "inline-script"),
    ]


@pytest.fixture
def themed(site):
    """A small site with a folder of its own for the theme, at several depths."""
    text = (site.root / "mkdocs.yml").read_text()
    return site.write(
        {
            "mkdocs.yml": f"{text}{THEME}  custom_dir: theme\n",
            "theme/main.html": '{% extends "briefbook.html" %}\n',
            "docs/bridge/background/pier.md": "---\ntitle: The pier\n---\n\nWords of the pier.\n",
        }
    )


def policy_of(page) -> str:
    found = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page.read_text(encoding="utf-8"))
    assert len(found) == 1, page
    return unescape(found[0])


def test_every_page_states_the_policy_of_its_depth_before_anything_else(themed) -> None:
    assert here("build", *PAGES_ALONE, cwd=themed.root).returncode == 0
    site = themed.root / "site"
    policies = {path.relative_to(site).as_posix(): policy_of(path) for path in site.rglob("*.html")}
    assert len({policies[name] for name in ("index.html", "bridge/index.html", "bridge/background/pier.html")}) == 3
    assert policies["404.html"] not in (policies["index.html"], policies["bridge/index.html"])
    for name, policy in policies.items():
        head = (site / name).read_text(encoding="utf-8").partition("<head>")[2].lstrip()
        assert head.startswith('<meta http-equiv="Content-Security-Policy"'), name
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors" not in policy
    headers = (site / "_headers").read_text(encoding="utf-8")
    every = {one for policy in policies.values() for one in re.findall(r"'sha256-[^']+'", policy)}
    assert every == {f"'{one}'" for one in hashes_in(headers)}
    assert f"style-src 'self' '{hash_of(sheet())}';" in headers  # of a review that is put beside the pages
    assert "frame-ancestors 'none'\n" in headers
    assert "X-Content-Type-Options: nosniff" in headers


def test_mkdocs_itself_writes_the_same_policy(themed) -> None:
    assert here("build", *PAGES_ALONE, cwd=themed.root).returncode == 0
    assert run("mkdocs", "build", "--site-dir", "other", cwd=themed.root).returncode == 0
    for name in ("index.html", "404.html", "_headers"):
        assert (themed.root / "site" / name).read_bytes() == (themed.root / "other" / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("main.html", "{% block extrahead %}<script>count()</script>{% endblock %}", "a script stands in the page:"),
        ("main.html", "{% block footer %}<b onclick=count()>x</b>{% endblock %}", "an attribute runs code: onclick="),
        ("main.html", "{% block hero %}<style>b {}</style>{% endblock %}", "a style stands in the page: <style>"),
        ("partials/javascripts/base.html", "<script>count()</script>", "a script stands in the page:"),
    ],
)
def test_code_that_a_theme_folder_puts_into_pages_turns_the_build_red(themed, name, text, said) -> None:
    extends = '{% extends "briefbook.html" %}\n' if name == "main.html" else ""
    themed.write({f"theme/{name}": extends + text})
    done = here("build", *PAGES_ALONE, cwd=themed.root)
    assert done.returncode == 1
    first = next(line for line in done.stdout.splitlines() if line.startswith("bridge/index.html:"))
    assert f"] {said}" in first
    assert "put the " in done.stdout
    assert "Nothing was built." in done.stdout
    assert not (themed.root / "site").exists()


def test_a_template_without_our_block_turns_the_build_red(themed) -> None:
    themed.write({"theme/main.html": '{% extends "base.html" %}\n'})
    done = here("build", *PAGES_ALONE, cwd=themed.root)
    assert (done.returncode, "bridge/index.html" in done.stdout, "error[no-policy]" in done.stdout) == (1, True, True)


def test_files_of_the_site_itself_may_run(themed) -> None:
    text = (themed.root / "mkdocs.yml").read_text()
    themed.write({"mkdocs.yml": f"{text}extra_javascript: [assets/own.js]\n", "theme/assets/own.js": "count()\n"})
    done = here("build", *PAGES_ALONE, cwd=themed.root)
    assert done.returncode == 0, done.stdout
    assert '<script src="../assets/own.js"></script>' in (themed.root / "site/bridge/index.html").read_text(
        encoding="utf-8"
    )


def test_a_preview_states_no_policy(themed) -> None:
    script = (
        "from mkdocs.config import load_config; from mkdocs.commands.build import build\n"
        "config = load_config('mkdocs.yml'); config.plugins.on_startup(command='serve', dirty=False); build(config)"
    )
    subprocess.run([sys.executable, "-c", script], cwd=themed.root, env=ENV, check=True, capture_output=True)
    assert "Content-Security-Policy" not in (themed.root / "site/index.html").read_text(encoding="utf-8")
    assert not (themed.root / "site/_headers").exists()


HOSTILE = """A & B say "x" onmouseover=count() x=" and 1 < 2 &lt;img src=x onerror=count()&gt;"""


def test_what_the_theme_is_told_is_words_to_it(themed) -> None:
    front = yaml.safe_dump({"title": HOSTILE, "short": HOSTILE, "summary": HOSTILE})
    named = yaml.safe_dump({"site_name": HOSTILE, "site_description": HOSTILE, "site_author": HOSTILE})
    themed.write({
        "mkdocs.yml": (themed.root / "mkdocs.yml").read_text().replace("site_name: The bridge\n", named),
        "docs/bridge/note.md": f"---\n{front}---\n\n## `<img src=x onerror=count()>` and &lt;b&gt;\n\nWords.\n",
    })  # fmt: skip
    done = here("build", *PAGES_ALONE, cwd=themed.root)
    assert done.returncode == 0, done.stdout
    page = (themed.root / "site/bridge/note.html").read_text(encoding="utf-8")
    assert re.search("<title>(.*)</title>", page).group(1) == f"{escape(HOSTILE)} - {escape(HOSTILE)}"
    said = escape(unescape(HOSTILE))  # a summary is a text, whose escapes have been read
    assert f'<meta name="description" content="{said}">' in page
    assert "<img src=x" not in page
    assert page.count("&lt;img src=x onerror=count()&gt; and &lt;b&gt;") >= 1
