"""A host that compresses what it sends, and counts it.

In: a folder. Out: an address, and the bytes sent since the count was last set. Each file is compressed once, so that
what is measured is the reader's wait and not ours; what is compressed already is sent as it is.
"""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_ALREADY = {".pf_fragment", ".pf_index", ".pf_meta", ".pagefind"}


@cache
def compressed(path: Path) -> bytes:
    """A file as it is sent."""
    return gzip.compress(path.read_bytes(), 6)


class Counting:
    """What was sent, and where from."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.sent = 0


class _Host(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, count: Counting, **named: Any) -> None:
        self.count = count
        super().__init__(*args, **named)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        is_small = path.suffix in _ALREADY
        body = path.read_bytes() if is_small else compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if not is_small:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.count.sent += len(body)
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def counting(folder: Path) -> Iterator[Counting]:
    """Serve a folder on the loopback interface, and count."""
    count = Counting("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder), count=count))
    count.address = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield count
    finally:
        server.shutdown()
        server.server_close()
