"""A page reads completely without JavaScript: every line that is read with it is read without it."""

import pytest

from tests.browser.chrome import served, types_of

pytestmark = pytest.mark.browser

# What stands on the page for the eye; controls that scripts add are conveniences, and no text.
LINES = """() => {
  const controls = ':is(button, input, select, label, output, [role=status])'
  document.querySelectorAll(`.md-content ${controls}`).forEach(it => it.remove())
  return document.querySelector('.md-content').innerText.split('\\n').map(line => line.trim()).filter(Boolean)
}"""


@pytest.fixture
def missing(opened):
    """Tells which lines of a page are read only where scripts run."""
    with_scripts, without = (opened(java_script_enabled=runs) for runs in (True, False))

    def lines(page, address: str) -> list[str]:
        page.goto(address)
        page.wait_for_timeout(100)
        return page.evaluate(LINES)

    def missing(address: str) -> list[str]:
        known = set(lines(without, address))
        return [line for line in lines(with_scripts, address) if line not in known]

    return missing


def test_every_type_of_page_reads_without_scripts(missing, address, pages) -> None:
    names = types_of(pages)
    assert len(names) > 15
    assert {name: found for name in names if (found := missing(address + name))} == {}


def test_a_timeline_is_a_list_without_scripts(opened, address) -> None:
    page = opened(java_script_enabled=False)
    page.goto(f"{address}putin-refusal/timeline.html")
    assert page.locator("ol.timeline > li").first.is_visible()
    assert page.locator("ol.timeline > li h2").count() > 5


def test_text_that_only_scripts_show_is_noticed(missing, tmp_path) -> None:
    shown = "document.querySelector('p').textContent = 'Only here.'"
    (tmp_path / "page.html").write_text(f"<div class='md-content'><p></p></div><script>{shown}</script>")
    with served(tmp_path) as here:
        assert missing(f"{here}page.html") == ["Only here."]
