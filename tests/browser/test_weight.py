"""What a phone fetches before the overview can be read: at most 150 KB, and what of it is what."""

import gzip
import random

import pytest

from tests.browser.chrome import served

pytestmark = pytest.mark.browser
LIMIT = 150_000
_DENSE = (".woff2", ".png")


def weigh(page, address: str, folder) -> dict[str, int]:
    """Everything a page asks for, with the bytes that a server which compresses would send."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.split("?")[0].split("#")[0]))
    page.goto(address, wait_until="networkidle")
    root = address.split("/", 3)[3]
    here = address.removesuffix(root)
    names = [url.removeprefix(here) for url in asked if url.startswith(here)]
    return {name: _size((folder / name).read_bytes(), name) for name in names}


def _size(data: bytes, name: str) -> int:
    return len(data) if name.endswith(_DENSE) else len(gzip.compress(data, 6))


def test_the_first_view_is_light(opened, address, shipped) -> None:
    phone = opened(viewport={"width": 360, "height": 800}, device_scale_factor=2)
    weights = weigh(phone, f"{address}putin-refusal/index.html", shipped)
    listed = "\n".join(f"{size:7} {name}" for name, size in sorted(weights.items(), key=lambda one: -one[1]))
    assert sum(weights.values()) <= LIMIT, listed
    assert sum(name.endswith(".woff2") for name in weights) == 3, listed


def test_a_heavy_page_is_noticed(opened, tmp_path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><link rel=icon href=data:,><script src=heavy.js></script>")
    (tmp_path / "heavy.js").write_bytes(b"//" + random.Random(1).randbytes(200_000).hex().encode())
    with served(tmp_path) as here:
        assert sum(weigh(opened(), f"{here}page.html", tmp_path).values()) > LIMIT
