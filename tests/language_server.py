"""A YAML language server without an editor: what one would show, asked for over its own protocol (LSP 3.17).

In: the server's script and a folder. Out: diagnostics, completions and hover texts.
"""

import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any

_TIMEOUT = 30
_CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    }
}
_SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}


class LanguageServer:
    """One running server; close it by leaving its `with` block."""

    def __init__(self, script: Path, root: Path) -> None:
        self._process = subprocess.Popen(
            ["node", str(script), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self._said: dict[str, list[dict[str, Any]]] = {}
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self._ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": _CAPABILITIES})
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": _SETTINGS}})

    def __enter__(self) -> "LanguageServer":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def open(self, path: Path, text: str) -> None:
        """Open a file with a text; the file need not be there."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def diagnostics(self, path: Path) -> list[tuple[int, int, str]]:
        """What is underlined: line and column, counted from 1, and the words."""
        uri = path.as_uri()
        while uri not in self._said:
            self._note(self._messages.get(timeout=_TIMEOUT))
        starts = [(d["range"]["start"], d["message"]) for d in self._said[uri]]
        return sorted((start["line"] + 1, start["character"] + 1, words) for start, words in starts)

    def completions(self, path: Path, line: int, column: int) -> dict[str, str]:
        """What is offered at a place, with the words shown beside it."""
        found = self._ask("textDocument/completion", _place(path, line, column))
        return {item["label"]: str(item.get("documentation", "")) for item in found["items"]}

    def hover(self, path: Path, line: int, column: int) -> str:
        """What is shown when the pointer rests at a place."""
        found = self._ask("textDocument/hover", _place(path, line, column))
        return found["contents"]["value"] if found else ""

    def _ask(self, method: str, params: Any) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._messages.get(timeout=_TIMEOUT)
            if message.get("id") == self._number:
                return message["result"]
            self._note(message)

    def _note(self, message: dict[str, Any]) -> None:
        if message.get("method") == "textDocument/publishDiagnostics":
            self._said[message["params"]["uri"]] = message["params"]["diagnostics"]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream
        while header := stream.readline():
            length = 0
            while header != b"\r\n":
                if header.lower().startswith(b"content-length:"):
                    length = int(header.split(b":")[1])
                header = stream.readline()
            message = json.loads(stream.read(length))
            if "method" in message and "id" in message:  # the server asks us; we have no wishes
                self._send({"id": message["id"], "result": None})
            else:
                self._messages.put(message)


def _place(path: Path, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line - 1, "character": column - 1}}
