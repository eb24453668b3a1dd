"""A preview: it says where it is, keeps the last good page whatever breaks, and recovers by itself."""

import contextlib
import http.client
import os
import queue
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

ENV = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
PAGE = "bridge/timeline.html"


def serve(site, address: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "briefbook", "serve", "--address", address]
    return subprocess.Popen(
        command, cwd=site.root, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


class Preview:
    """A running server. `lines` are what it has printed since they were last asked for."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process, self.address = process, address
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=lambda: [self._lines.put(line) for line in process.stdout], daemon=True).start()

    def says(self, wanted: str) -> str:
        """The line that holds what is wanted."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with contextlib.suppress(queue.Empty):
                if re.search(wanted, line := self._lines.get(timeout=1)):
                    return line
        raise AssertionError(f"never said: {wanted}")

    def quiet(self) -> bool:
        """Whether it has said nothing since."""
        return self._lines.empty()

    def page(self, wanted: str, path: str = PAGE) -> str:
        """A page, once it holds what is wanted."""
        page, end = "", time.monotonic() + 60
        while wanted not in page and time.monotonic() < end:
            with contextlib.suppress(OSError, http.client.HTTPException):
                page = urllib.request.urlopen(f"{self.address}{path}", timeout=20).read().decode("utf-8")
            time.sleep(0.1)
        assert wanted in page
        return page


@contextlib.contextmanager
def preview(site) -> Iterator[Preview]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = serve(site, address)
    try:
        yield Preview(process, f"http://{address}/")
    finally:
        process.terminate()
        process.wait()


@pytest.mark.slow
def test_a_preview_says_where_it_is_and_keeps_the_last_good_page(site) -> None:
    text = (site.root / "data/bridge/timeline.yml").read_text()
    with preview(site) as here:
        assert re.fullmatch(rf"The site is at {here.address} and follows every save; .*\n", here.says("The site is at"))
        here.page("The council closes the bridge")
        with pytest.raises(urllib.error.HTTPError, match="404") as missing:
            urllib.request.urlopen(f"{here.address}no/such.html", timeout=20)
        assert "</html>" in missing.value.read().decode("utf-8")
        site.write({"data/bridge/timeline.yml": text.replace("title:", "titel:")})
        assert "there is no field 'titel'" in here.says("error")
        broken = here.page("did you mean")
        assert "error[unknown-field] event &#39;closure&#39;: there is no field &#39;titel&#39;" in broken
        assert "The council closes the bridge" in broken
        site.write({"data/bridge/timeline.yml": text.replace("closes", "shuts")})
        here.says(r"^Made in \d+\.\d s\.$")
        assert "did you mean" not in here.page("shuts the bridge")


@pytest.mark.slow
def test_broken_settings_and_templates_leave_the_last_good_page(site) -> None:
    config = (site.root / "mkdocs.yml").read_text()
    (site.root / "macros/web").mkdir(parents=True)
    (site.root / "overrides").mkdir()
    with preview(site) as here:
        here.page("The council closes the bridge")
        site.write({"mkdocs.yml": config.replace("The bridge", "Your: briefings")})
        broken = here.page("mkdocs.yml:1:")
        assert "The council closes the bridge" in broken
        site.write({"mkdocs.yml": config})
        here.says("^Made in")
        site.write({"macros/web/event.html.jinja": "{% macro event(view) %}\n{{ view.titel }}{% endmacro %}\n"})
        assert "The council closes the bridge" in here.page("macros/web/event.html.jinja:2")
        (site.root / "macros/web/event.html.jinja").unlink()
        here.says("^Made in")
        site.write({"overrides/main.html": '{% extends "briefbook.html" %}\n{% block %}\n'})
        assert "The council closes the bridge" in here.page("main.html:2")
        site.write({"overrides/main.html": '{% extends "briefbook.html" %}\n'})
        here.says("^Made in")
        assert "not shown" not in here.page("The council closes the bridge")


@pytest.mark.slow
def test_a_preview_of_a_broken_site_says_so_at_every_address_and_recovers(site) -> None:
    text = (site.root / "data/bridge/timeline.yml").read_text()
    site.write({"data/bridge/timeline.yml": text.replace("title:", "titel:")})
    with preview(site) as here:
        here.says("The site is at")
        assert "The site is not shown" in here.page("there is no field", "any/where.html")
        site.write({"data/bridge/timeline.yml": text})
        assert "not shown" not in here.page("The council closes the bridge")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("0.0.0.0:99999", "'0.0.0.0:99999' is no address: write host and port, such as 127.0.0.1:8001"),
        ("8000", "'8000' is no address"),
        ("no.such.host.invalid:8000", "nothing can be served at 'no.such.host.invalid:8000'"),
    ],
)
def test_an_address_that_is_none_is_a_mistake_of_use(site, address, said) -> None:
    process = serve(site, address)
    assert said in process.communicate(timeout=60)[0]
    assert process.returncode == 2


def test_a_port_in_use_is_a_mistake_of_use(site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = serve(site, f"127.0.0.1:{port}")
        assert f"port {port} is in use; try --address 127.0.0.1:{port + 1}" in process.communicate(timeout=60)[0]
    assert process.returncode == 2


@pytest.mark.slow
def test_every_way_of_saving_is_seen(site) -> None:
    """By a new file in its place; beside what editors leave; in folders that are made, go and come back meanwhile."""
    timeline = site.root / "data/bridge/timeline.yml"
    text = timeline.read_text()
    with preview(site) as here:
        here.page("The council closes the bridge")
        new = timeline.with_name(".timeline.yml.tmp")
        new.write_text(text.replace("closes", "shuts"))
        new.replace(timeline)
        here.page("The council shuts the bridge")
        site.write(dict.fromkeys([f"data/bridge/{name}" for name in ("timeline.yml~", "#timeline.yml#")], "- id: ["))
        timeline.with_name(".#timeline.yml").symlink_to("me@host.12")
        site.write({"docs/bridge/traffic.md": "---\ntitle: Traffic\n---\n\nLorries wait.\n"})
        assert "error[" not in here.page("Lorries wait.", "bridge/traffic.html")
        (site.root / "docs/bridge/traffic.md").rename(site.root / "docs/bridge/lorries.md")
        here.page("Lorries wait.", "bridge/lorries.html")
        site.write({"macros/web/event.html.jinja": "{% macro event(view) %}<p>Once</p>{% endmacro %}\n"})
        here.page("<p>Once</p>")
        site.write({"overrides/assets/stylesheets/site.css": "/* Ours. */\n"})
        here.page("Ours.", "assets/stylesheets/site.css")
        (site.root / "docs").rename(site.root / "away")
        here.says("Made in|no folder 'docs'")
        (site.root / "away").rename(site.root / "docs")
        site.write({"docs/bridge/lorries.md": "---\ntitle: Lorries\n---\n\nLorries drive.\n"})
        here.page("Lorries drive.", "bridge/lorries.html")


@pytest.mark.slow
def test_a_save_makes_the_site_once(site) -> None:
    """Also where it renews the lists of ids, which are written into a folder of the data."""
    with preview(site) as here:
        here.page("The council closes the bridge")
        here.says("The site is at")
        text = (site.root / "data/bridge/timeline.yml").read_text()
        site.write({"data/bridge/timeline.yml": text.replace("id: closure", "id: closing")})
        here.says("Made in")
        assert '"const": "closing"' in (site.root / "data/schema/bridge/records.json").read_text()
        time.sleep(1)
        assert here.quiet()
