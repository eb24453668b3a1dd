"""Findings as SARIF 2.1.0, which code hosts and editors take in.

In: sorted findings. Out: JSON, the same for the same findings. Paths are taken as they come, columns count code
points from 1, and a fingerprint of the words recognises a finding whose line has moved.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from briefbook import __version__
from briefbook.findings.codes import CODES, Code
from briefbook.findings.finding import Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(findings: Sequence[Finding]) -> str:
    """Write one run with the codes that occur, and a result a finding."""
    names = sorted({finding.code for finding in findings})
    driver = {
        "name": "briefbook",
        "semanticVersion": __version__,
        "rules": [_rule(CODES[name]) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, names.index(finding.code)) for finding in findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=2) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.name,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.cause.strip()},
        "help": {"text": f"Wrong:\n\n{code.wrong.rstrip()}\n\nRight:\n\n{code.right.rstrip()}\n"},
        "defaultConfiguration": {"level": code.level},
    }


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    place = finding.position
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.level,
        "message": {"text": "\n".join(filter(None, [finding.message, finding.help]))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(place.path), "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
        "partialFingerprints": {"briefbook/v1": _fingerprint(finding)},
    }


def _uri(path: str) -> str:
    """A path as part of an address, by its bytes on the disk; half a pair of characters stands for none there."""
    try:
        return quote(path, errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(path, errors="surrogatepass")


def _fingerprint(finding: Finding) -> str:
    words = "\0".join([finding.position.path, finding.code, finding.record, finding.message])
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]
