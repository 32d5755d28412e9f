"""XML as text: elements with escaped content, and only characters that XML 1.0 allows."""

import re
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, attributes: Mapping[str, str], *children: str) -> str:
    """An element; the children are XML already, each on a line of its own."""
    head = "".join(f" {key}={quoteattr(_allowed(value))}" for key, value in attributes.items())
    if not children:
        return f"<{name}{head}/>"
    return f"<{name}{head}>\n" + "\n".join(children) + f"\n</{name}>"


def leaf(name: str, text: str, attributes: Mapping[str, str] | None = None) -> str:
    """An element that holds text alone."""
    head = "".join(f" {key}={quoteattr(_allowed(value))}" for key, value in (attributes or {}).items())
    return f"<{name}{head}>{escape(_allowed(text))}</{name}>"


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
