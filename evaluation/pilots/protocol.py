"""The protocol of a pilot as plain data: what it holds by default, what is wrong with one, and its digest."""

import hashlib
import json
import unicodedata
from typing import Any

FORMAT = "formacion-docente/protocol"
SMALLEST_MINIMUM = 10

DEFAULT: dict[str, Any] = {
    "format": FORMAT,
    "version": 1,
    "question": "",
    "outcomes": [
        {"name": "learning", "statistic": "g_av", "primary": True},
        {"name": "completion", "statistic": "proportion", "primary": False},
        {"name": "certification", "statistic": "proportion", "primary": False},
    ],
    "data_cuts": [],
    "exclusions": ["no_pre", "not_completed", "no_post"],
    "disclosure": {"minimum_n": SMALLEST_MINIMUM, "hidden_counts": [1, 4]},
    "confidence": 0.95,
}


def canonical(document: Any) -> str:
    """The one text of a document: sorted keys, no spaces, composed characters."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return unicodedata.normalize("NFC", text)


def digest(document: Any) -> str:
    """SHA-256 of the canonical text."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def completed(protocol: dict[str, Any]) -> dict[str, Any]:
    """``protocol`` with the default of everything that it leaves out."""
    return {**DEFAULT, **protocol, "disclosure": {**DEFAULT["disclosure"], **protocol.get("disclosure", {})}}


def problems_of(protocol: dict[str, Any]) -> list[str]:
    """Names of the parts that are not acceptable; empty when the protocol is sound."""
    disclosure = protocol.get("disclosure", {})
    confidence = protocol.get("confidence")
    checks = {
        "format": protocol.get("format") == FORMAT,
        "outcomes": sum(bool(outcome.get("primary")) for outcome in protocol.get("outcomes", [])) == 1,
        "disclosure.minimum_n": disclosure.get("minimum_n", 0) >= SMALLEST_MINIMUM,
        "disclosure.hidden_counts": disclosure.get("hidden_counts") == [1, 4],
        "confidence": isinstance(confidence, float) and 0.5 < confidence < 1,
    }
    return [name for name, sound in checks.items() if not sound]
