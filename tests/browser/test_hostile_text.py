"""Texts that try to run code, in every text field of every kind and on pages, before a real browser.

What `check` refuses is refused (`tests/test_hostile.py`). What it lets through are texts: as they stand, as a code
sample, with entities, with backslashes. Each field that may hold a text here holds it; nothing may run, ask elsewhere
or become an element.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml

from briefbook.kinds import BY_NAME, LISTS
from briefbook.model.fields import LINE_LIMIT, PLAIN_LIMIT, TEXT_LIMIT, Plain, Prose, Reference
from briefbook.model.shape import Field, fields_of
from tests.browser.chrome import Watch, pages_of, search, served
from tests.browser.conftest import build
from tests.building import THEME
from tests.conftest import Site, _base
from tests.test_every_field import whole

pytestmark = pytest.mark.browser

PAYLOADS = yaml.safe_load((Path(__file__).parent / "payloads.yml").read_text(encoding="utf-8"))
FORMS = {
    "as it stands": str,
    "code": lambda text: f"`{text}`",
    "entities": lambda text: "".join(f"&#{ord(one)};" if one in "<>\"'&:[]()!{}" else one for one in text),
    "backslashes": lambda text: "".join(f"\\{one}" if one in "<>\"'&:[]()!{}`" else one for one in text),
}
TEXTS = sorted({form(text) for form in FORMS.values() for text in PAYLOADS.values()})
LIMITS = {"text": TEXT_LIMIT, "line": LINE_LIMIT, "words": PLAIN_LIMIT, "actor": PLAIN_LIMIT}
# One field of each type of text, to ask `check` what it lets through.
ASKED = {"text": ("terms", "definition"), "line": ("key_points", "text"), "words": ("terms", "term")}

GROWN = """() => [...document.querySelectorAll('*')].filter(element =>
    [...element.attributes].some(it => it.name.startsWith('on') || /^\\s*javascript:/i.test(element.href || ''))
    || element.matches('iframe, object, embed, math, base, img[src=x], svg script, meta[http-equiv=refresh]'))
  .map(element => element.outerHTML.slice(0, 150))"""


def type_of(shape: Field) -> str:
    """Which type of text a field takes, or nothing."""
    if isinstance(shape.marker, Prose):
        return "text" if shape.marker.blocks else "line"
    if isinstance(shape.marker, Reference):
        return "actor" if shape.marker.words else ""
    return "words" if isinstance(shape.marker, Plain) else ""


def let_through(site) -> dict[str, list[str]]:
    """The texts that `check` takes for texts, by type of field: each stands in a record, and line, of its own."""
    passed: dict[str, list[str]] = {}
    for name, (kind, field) in ASKED.items():
        path, example = f"data/bridge/{kind}.yml", yaml.safe_load(BY_NAME[kind].example)[0]
        lines = [json.dumps(example | {"id": f"text-{number}", field: text}) for number, text in enumerate(TEXTS)]
        site.write({path: "".join(f"- {line}\n" for line in lines)})
        wrong = {one.position.line for one in site.findings() if one.level == "error" and one.position.path == path}
        passed[name] = [text for line, text in enumerate(TEXTS, 1) if line not in wrong]
        site.write({path: None})
    return passed | {"actor": passed["words"]}


def filled(value: Any, model: type, texts: dict[str, str]) -> Any:
    """A record with a text in each field that takes one."""
    record = dict(value)
    for name, shape in fields_of(model).items():
        if shape.part and name in record:
            parts = record[name]
            made = [filled(part, shape.part, texts) for part in (parts if shape.many else [parts])]
            record[name] = made if shape.many else made[0]
        elif text := texts.get(type_of(shape)):
            record[name] = [text] if shape.many else text
    return record


def numbered(value: Any, number: int) -> Any:
    """A copy whose ids are its own."""
    if isinstance(value, list):
        return [numbered(one, number) for one in value]
    if not isinstance(value, dict):
        return value
    own: dict[str, Any] = {name: f"{one}-{number}" for name, one in value.items() if name in ("id", "chosen")}
    if "formerly" in value:
        own["formerly"] = [f"{one}-{number}" for one in value["formerly"]]
    return {name: numbered(one, number) for name, one in value.items()} | own


def packed(texts: list[str], limit: int) -> list[str]:
    """As few longer texts as hold them all."""
    full = [""]
    for text in texts:
        if len(full[-1]) + len(text) + 1 > limit:
            full.append("")
        full[-1] = f"{full[-1]} {text}".strip()
    return full


def hostile_site(site, passed: dict[str, list[str]]) -> int:
    """Put every text into every field that takes it; give the number of records a kind."""
    packs = {name: packed(texts, min(LIMITS[name], 600)) for name, texts in passed.items()}
    copies = max(map(len, packs.values()))
    for number in range(copies):
        texts = {name: pack[number % len(pack)] for name, pack in packs.items()}
        for kind in LISTS:
            path = f"data/bridge/{kind.name}.yml"
            known = (site.root / path).read_text(encoding="utf-8") if (site.root / path).exists() else ""
            record = numbered(filled(deepcopy(whole(kind)), kind.model, texts), number)
            site.write({path: known + yaml.safe_dump([record], allow_unicode=True, sort_keys=False)})
        front = yaml.safe_dump({"title": texts["words"], "short": texts["words"], "summary": texts["words"]})
        body = "".join(f"## {one}\n\n{one}\n\n- {one}\n\n> {one}\n\n" for one in (texts["text"], texts["line"]))
        site.write({f"docs/bridge/background/page-{number}.md": f"---\n{front}---\n\n{body}"})
    briefing = yaml.safe_load(BY_NAME["briefing"].example)
    texts = {name: pack[0] for name, pack in packs.items()}
    site.write({"data/bridge/briefing.yml": yaml.safe_dump(filled(briefing, BY_NAME["briefing"].model, texts))})
    return copies


def build_hostile(folder: Path) -> None:
    """Build a site that is full of such texts."""
    site = Site(folder / "site").write(_base(tuple(BY_NAME)))
    passed = let_through(Site(folder / "plain").write(_base(("briefing", "actors", "sources", "timeline"))))
    assert min(map(len, passed.values())) > 40
    assert hostile_site(site, passed) > 5
    config = (site.root / "mkdocs.yml").read_text()
    site.write({"mkdocs.yml": config.replace("  - search\n", "") + THEME})
    assert [one for one in site.lines() if ": error[" in one] == []
    build(site.root, folder / "built")


@pytest.fixture(scope="module")
def hostile(once) -> Path:
    """The site that is full of such texts."""
    return once("hostile", build_hostile) / "built"


def ran(page) -> list[str]:
    """What of a text has become more than a text on the page that is open."""
    page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
    page.wait_for_timeout(100)
    return page.evaluate(GROWN) + (["a script ran"] if page.evaluate("window.__ran") is not None else [])


def test_no_text_of_any_field_runs_or_becomes_an_element(opened, hostile) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in hostile.rglob("*.html"))
    assert text.count("onerror=__ran=1") > 1000  # it is there to be seen, as words
    found = []
    with served(hostile) as here:
        page = opened(viewport={"width": 1280, "height": 800})
        watch = Watch(page, here)
        for name in pages_of(hostile):
            watch.here = name
            page.goto(here + name)
            found += [f"{name}: {one}" for one in ran(page)]
            watch.look()
    assert found + watch.troubles == []


QUERIES = [*PAYLOADS.values(), '"><b id=grown>', "__ran", "onerror *", "+<img", '"', "\\", "%00", "((((", "a" * 5_000]
PLACES = ["?q={}", "?h={}", "#{}", "#__tabbed_{}"]


def addresses() -> Iterator[str]:
    """Every query in every place of an address at once, some in each place alone, written out and encoded."""
    for query in QUERIES:
        yield "?q={0}&h={0}#{0}".format(quote(query, safe=""))
    for query in (PAYLOADS["picture"], PAYLOADS["drawing"], PAYLOADS["out of an attribute"]):
        for place in PLACES:
            yield place.format(query.replace(" ", "%20"))
            yield place.format(quote(query, safe=""))


def test_no_address_of_a_page_runs_anything(opened, hostile) -> None:
    found = []
    with served(hostile) as here:
        page = opened()
        watch = Watch(page, here)
        for watch.here in addresses():
            page.goto(f"{here}bridge/about.html{watch.here}")
            found += [f"{watch.here[:60]}: {one}" for one in ran(page)]
            watch.look()
    assert found + watch.troubles == []


def test_no_search_runs_anything(opened, hostile) -> None:
    found, results = [], 0
    with served(hostile) as here:
        page = opened()
        watch = Watch(page, here)
        page.goto(f"{here}bridge/about.html")
        search(page, "onerror")
        for watch.here in QUERIES:
            page.locator("dialog.search input").fill(watch.here)
            page.wait_for_timeout(250)
            found += [f"{watch.here[:60]}: {one}" for one in ran(page)]
            results += page.locator(".search-results a").count()
            watch.look()
    assert found + watch.troubles == []
    assert results > 100


@pytest.mark.parametrize("text", [PAYLOADS["picture"], PAYLOADS["script"], PAYLOADS["drawing"], PAYLOADS["base"]])
def test_a_text_that_is_taken_for_markup_is_noticed(opened, tmp_path, text) -> None:
    (tmp_path / "page.html").write_text(f"<!doctype html><p>{text}</p>")
    with served(tmp_path) as here:
        page = opened()
        page.goto(f"{here}page.html")
        assert ran(page) != []
