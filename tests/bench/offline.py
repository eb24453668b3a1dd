"""What the files beside the pages cost: EPUB, zip and manifest of the shipped briefing, warm, one after another.

    python tests/bench/offline.py [ROUNDS]

The pages are rendered once for the site anyway, so an EPUB is measured without them and, for comparison, with them.
Medians of processor time, in milliseconds: what else runs on the machine does not count.
"""

import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from briefbook.check import check
from briefbook.door import build_with_mkdocs
from briefbook.editions import digest
from briefbook.epub import Bindery
from briefbook.link import link_site
from briefbook.load import load_site, read_settings
from briefbook.manifest import verify_copy, write_manifest
from briefbook.offline import BUNDLE, write_bundle
from briefbook.web import Renderer

ROOT = Path(__file__).parents[2]


def main(rounds: int) -> None:
    """Measure and print."""
    settings, _ = read_settings(ROOT / "mkdocs.yml")
    checked, _ = check(load_site(settings))
    site = link_site(checked, settings.site_name)
    [briefing] = site.briefings
    with TemporaryDirectory() as place:
        folder = Path(place)
        rendered = Renderer(site, settings.macros)

        def fresh() -> None:
            Bindery(settings, site, Renderer(site, settings.macros)).write(briefing, folder)

        bindery = Bindery(settings, site, rendered)
        size = bindery.write(briefing, folder).size
        again = measured(lambda: bindery.write(briefing, folder), rounds)
        print(f"EPUB of rendered pages   {again:8.1f} ms   {size / 1000:.0f} kB")
        print(f"EPUB, pages included     {measured(fresh, max(rounds // 5, 1)):8.1f} ms")
        print(f"digest                   {measured(lambda: digest(briefing), rounds):8.1f} ms")
        built = folder / "site"
        build_with_mkdocs(settings, site, built, rendered, {})
        known = {briefing.id: rendered.digest(briefing)}
        zipped = measured(lambda: write_bundle(site, built, known), rounds)
        print(f"zip                      {zipped:8.1f} ms   {(built / BUNDLE.path).stat().st_size / 1000:.0f} kB")
        print(f"manifest                 {measured(lambda: write_manifest(built, known), rounds):8.1f} ms")
        print(f"verify of a copy         {measured(lambda: verify_copy(built), rounds):8.1f} ms")
        shutil.rmtree(built)


def measured(what: Callable[[], object], rounds: int) -> float:
    """The median processor time of several rounds, in milliseconds, after one that is not counted."""
    what()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        what()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
