"""Our search beside Material's and Pagefind's, on 1, 100 and 1,000 briefings: `make bench-search`.

    python tests/bench/search.py [SIZE...] [ENGINE...] [--show]

For each size a site is made out of the shipped briefing (`briefings.py`), rendered without the theme, and indexed three
times: by ours, by the plugin of Material, by Pagefind (left out, and said so, where its command is not found; it comes
with `pip install 'pagefind[bin]'`). The same queries (`queries.py`) then go to each engine's own script in Chromium.
Both others answer with pages; of each page its three best sections count, as their own boxes show them. Printed are
quality, what a first query costs a reader with nothing in the cache, and what the index costs its builder.
With `--show`, each query is printed with the rank at which each engine had the right answer.
"""

import gc
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parents[2]))

import material
from mkdocs.config import load_config
from mkdocs.structure.toc import get_toc

from briefbook.check import check
from briefbook.link import Site, link_site
from briefbook.load import load_site, read_settings
from briefbook.load.package import package_folder
from briefbook.search import documents, search_files
from briefbook.web import Renderer
from tests.bench.briefings import write_site
from tests.bench.queries import Query, queries
from tests.bench.serving import Counting, counting
from tests.browser.chrome import browser

THEME = Path(material.__file__).parent / "templates"
PATIENCE = 1200  # seconds a reader would never wait
SLOW = 20  # seconds after which one reader with an empty cache says enough
PLACES = {"ours": "search", "Material": "search_index.json", "Pagefind": "pagefind"}
FIRST = 5  # queries asked by a reader with an empty cache
PAGE = '<!doctype html><meta charset="utf-8"><title>-</title>'
ASK = f"""query => Promise.race([ask(query), new Promise((_, fail) =>
  setTimeout(() => fail(new Error("none in {PATIENCE} s")), {PATIENCE * 1000}))])"""
ENGINES = {
    "ours": """<script src="/assets/javascripts/search-index.js"></script><script>
      const ask = async query => {
        const found = (await briefbookSearch.find(query)).slice(0, 10)
        return (await Promise.all(found.map(briefbookSearch.shown))).map(one => one.href)
      }</script>""",
    "Material": """<script>
      const ready = (async () => {
        const worker = new Worker("/material.js")
        const answer = message => new Promise(done => {
          worker.onmessage = event => done(event.data)
          worker.postMessage(message)
        })
        const index = await (await fetch("/search_index.json")).json()
        await answer({ type: 0, data: { ...index, options: { suggest: false } } })
        return answer
      })()
      const ask = async query => {
        const { data } = await (await ready)({ type: 2, data: query })
        return data.items.flatMap(page => page.sort((a, b) => b.score - a.score).slice(0, 3)).slice(0, 10)
          .map(one => new URL(one.location, location.origin).href)
      }</script>""",
    "Pagefind": """<script type="module">
      const engine = await import("/pagefind/pagefind.js")
      window.ask = async query => {
        const { results } = await engine.search(query)
        const pages = await Promise.all(results.slice(0, 10).map(one => one.data()))
        const strength = section => section.weighted_locations.reduce((sum, one) => sum + one.balanced_score, 0)
        return pages.flatMap(page => page.sub_results.sort((a, b) => strength(b) - strength(a)).slice(0, 3))
          .slice(0, 10).map(one => new URL(one.url, location.origin).href)
      }
      window.loaded = true</script>""",
}


def cpu_seconds(work: Callable[[], object]) -> float:
    """The processor's seconds for a piece of work, commands it runs included."""
    before = os.times()
    work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def linked(folder: Path) -> Site:
    """The site in a folder, which must be free of errors."""
    settings, _ = read_settings(folder / "mkdocs.yml")
    checked, findings = check(load_site(settings))
    assert not [one for one in findings if one.level == "error"], findings[:3]
    return link_site(checked, settings.site_name)


def render(site: Site, folder: Path) -> Iterator[SimpleNamespace]:
    """Write what stands inside each page, and give each page as the theme's plugin would be handed it."""
    renderer = Renderer(site, folder / "macros")
    for briefing in (None, *site.briefings):
        for page in briefing.pages if briefing else site.pages:
            made = renderer.page(page, briefing)
            path = folder / f"{page.path}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            head = f'<!doctype html><html lang="en"><head><title>{made.title}</title></head>'
            path.write_text(f"{head}<body><article>{made.html}</article></body></html>", encoding="utf-8")
            contents = get_toc([])
            yield SimpleNamespace(meta={}, content=made.html, toc=contents, url=f"{page.path}.html", title=made.title)


def index_ours(site: Site, folder: Path) -> None:
    """Write our index, and the script that reads it."""
    for name, text in search_files(site):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    target = folder / "assets/javascripts/search-index.js"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(package_folder("overrides") / "assets/javascripts/search-index.js", target)


def index_material(folder: Path, entries: Iterator[SimpleNamespace]) -> float:
    """Let the theme's plugin write its index as the pages come: the processor's seconds, without our rendering."""
    config = load_config(str(folder.parent / "source/mkdocs.yml"))
    plugin = config.plugins["material/search"]
    plugin.on_config(config)
    index = plugin.search_index
    spent = sum(cpu_seconds(lambda entry=entry: index.add_entry_from_context(entry)) for entry in entries)
    path = folder / "search_index.json"
    return spent + cpu_seconds(lambda: path.write_text(index.generate_search_index(None), encoding="utf-8"))


def index_pagefind(folder: Path) -> None:
    """Run Pagefind over the pages."""
    command = ["pagefind", "--site", str(folder), "--root-selector", "article", "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def size(*paths: Path) -> tuple[int, int]:
    """Files and bytes of an index, compressed as a host would send them."""
    files = [path for top in paths for path in ([top] if top.is_file() else top.rglob("*")) if path.is_file()]
    return len(files), sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)


@contextmanager
def asking(chromium, address: str, name: str) -> Iterator[Callable[[str], list[str]]]:
    """A reader with an empty cache, at a page with one engine."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{address}{name.lower()}.html")
    if name == "Pagefind":
        page.wait_for_function("window.loaded")
    yield lambda query: [one.removeprefix(address) for one in page.evaluate(ASK, query)]
    context.close()


def rank(query: Query, found: list[str], *, whole: bool) -> int:
    """The place of the right answer, from 1, or 0; without `whole` the right page is enough."""
    right = query.right if whole else {one.partition("#")[0] for one in query.right}
    places = [one if whole else one.partition("#")[0] for one in found]
    return next((at for at, place in enumerate(places, 1) if place in right), 0)


def measured(name: str, folder: Path, asked: list[Query]) -> tuple[dict[str, float], list[int]]:
    """What an engine's answers are worth and cost, and the rank of each right answer."""
    with browser() as chromium, counting(folder) as server:
        (folder / f"{name.lower()}.html").write_text(PAGE + ENGINES[name], encoding="utf-8")
        server.sent, start = 0, time.perf_counter()
        with asking(chromium, server.address, name) as ask:
            ask(asked[0].text)
            firsts = [(server.sent, time.perf_counter() - start)]
            answers, times = [], []
            for query in asked:
                start = time.perf_counter()
                answers.append(ask(query.text))
                times.append(time.perf_counter() - start)
        if firsts[0][1] < SLOW:
            others = asked[:: max(1, len(asked) // FIRST)][:FIRST]
            firsts = [_first(chromium, server, name, query) for query in others]
    ranks = [rank(query, found, whole=True) for query, found in zip(asked, answers, strict=True)]
    pages = [rank(query, found, whole=False) for query, found in zip(asked, answers, strict=True)]
    return {
        "first": sum(one == 1 for one in ranks) / len(ranks),
        "of three": sum(0 < one <= 3 for one in ranks) / len(ranks),
        "MRR": sum(1 / one for one in ranks if one) / len(ranks),
        "page first": sum(one == 1 for one in pages) / len(pages),
        "kB": statistics.median(size for size, _ in firsts) / 1000,
        "first ms": 1000 * statistics.median(taken for _, taken in firsts),
        "next ms": 1000 * statistics.median(times),
    }, ranks


def _first(chromium, server: Counting, name: str, query: Query) -> tuple[int, float]:
    """Bytes and seconds until a reader who comes anew has an answer."""
    server.sent, start = 0, time.perf_counter()
    with asking(chromium, server.address, name) as ask:
        ask(query.text)
    return server.sent, time.perf_counter() - start


def wanted() -> list[str]:
    """The engines asked for, or all that are here."""
    named = [name for name in ENGINES if name in sys.argv] or list(ENGINES)
    if "Pagefind" in named and not shutil.which("pagefind"):
        print("Pagefind is left out: the command 'pagefind' is not here.")
        named.remove("Pagefind")
    return named


def compare(count: int, folder: Path) -> None:
    """Measure the engines at one size, and print a line for each."""
    source, built = folder / "source", folder / "built"
    source.mkdir()
    built.mkdir()
    gc.disable()
    write_site(source, count, "[search, briefbook]")
    site, names = linked(source), wanted()
    gc.freeze()  # millions of objects that all stay need not be looked through again
    gc.enable()
    asked = queries([one for briefing in (None, *site.briefings) for one in documents(site, briefing)])
    print(f"\n{count} briefings, {len(asked)} queries", flush=True)
    costs = indexed(names, site, built)
    ranks = {}
    for name in names:
        try:
            values, ranks[name] = measured(name, built, asked)
        except Exception as error:  # an engine that gives up is a result too
            values, ranks[name] = {}, [0] * len(asked)
            print(f"{name}: no answer: {str(error).splitlines()[0]}")
        files, weight = size(built / PLACES[name])
        values |= {"index s": costs[name], "files": files, "index kB": weight / 1000}
        print(f"{name:9}", *(f"{key} {value:,.2f}" for key, value in values.items()), sep="  ", flush=True)
    if "--show" in sys.argv:
        for at, query in enumerate(asked):
            print(f"{query.sort:12} {query.text[:50]:50}", *(ranks[name][at] or "-" for name in ranks))


def indexed(names: list[str], site: Site, built: Path) -> dict[str, float]:
    """Let each engine index the site: the processor's seconds, by name."""
    costs = {}
    if "ours" in names:
        costs["ours"] = cpu_seconds(lambda: index_ours(site, built))
    if "Material" in names:
        costs["Material"] = index_material(built, render(site, built))
        shutil.copy(next((THEME / "assets/javascripts/workers").glob("search.*.js")), built / "material.js")
    elif "Pagefind" in names:
        deque(render(site, built), maxlen=0)
    if "Pagefind" in names:
        costs["Pagefind"] = cpu_seconds(lambda: index_pagefind(built))
    return costs


def main() -> None:
    """Measure at each size asked for."""
    for count in [int(word) for word in sys.argv[1:] if word.isdecimal()] or [1, 100, 1000]:
        with tempfile.TemporaryDirectory(prefix="briefbook-search-") as folder:
            compare(count, Path(folder))


if __name__ == "__main__":
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    main()
