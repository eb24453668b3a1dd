"""What a reader sees first stays where it is: the layout of the overview, on a slow phone."""

import pytest

from tests.browser.chrome import served

pytestmark = pytest.mark.browser

SHIFTS = """() => {
  window.__shift = 0
  new PerformanceObserver(list => list.getEntries().forEach(entry => { window.__shift += entry.value }))
    .observe({ type: 'layout-shift', buffered: true })
}"""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}


def shift(page, address: str) -> float:
    """How far things moved while the page came in over a slow line, and while it was scrolled through."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(f"({SHIFTS})()")
    page.goto(address, wait_until="networkidle")
    for _ in range(12):
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(50)
    page.wait_for_timeout(300)
    return page.evaluate("window.__shift")


@pytest.mark.parametrize("name", ["index.html", "putin-refusal/index.html", "putin-refusal/timeline.html"])
def test_nothing_moves_on_a_slow_phone(opened, address, name) -> None:
    phone = opened(viewport={"width": 360, "height": 640}, device_scale_factor=2, is_mobile=True, has_touch=True)
    assert shift(phone, address + name) <= 0.1


def test_a_page_that_moves_is_noticed(opened, tmp_path) -> None:
    late = "setTimeout(() => document.body.prepend(Object.assign(document.createElement('p'), {id: 'late'})), 200)"
    style = "<style>p { background: red; height: 400px }</style><meta name=viewport content='width=device-width'>"
    (tmp_path / "page.html").write_text(f"<!doctype html>{style}<p>Words.</p><script>{late}</script>")
    with served(tmp_path) as here:
        assert shift(opened(viewport={"width": 360, "height": 640}, is_mobile=True), f"{here}page.html") > 0.1
