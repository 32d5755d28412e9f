"""XML as text: elements with escaped content, and only characters that XML 1.0 allows."""

import re
from collections.abc import Mapping
from typing import Final

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN: Final = re.compile("[\0-\b\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(name: str, attributes: Mapping[str, str], *children: str) -> str:
    """An element; the children are XML already, each on a line of its own."""
    head = "".join(f" {key}={_quoted(_allowed(value))}" for key, value in attributes.items())
    if not children:
        return f"<{name}{head}/>"
    return f"<{name}{head}>\n" + "\n".join(children) + f"\n</{name}>"


def leaf(name: str, text: str, attributes: Mapping[str, str] | None = None) -> str:
    """An element that holds text alone."""
    head = "".join(f" {key}={_quoted(_allowed(value))}" for key, value in (attributes or {}).items())
    return f"<{name}{head}>{_escaped(_allowed(text))}</{name}>"


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


# As xml.sax.saxutils has them, which takes longer to load than all feeds take to write.
def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def _quoted(text: str) -> str:
    text = _escaped(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in text:
        return f'"{text}"'
    return f'"{text.replace(chr(34), "&quot;")}"' if "'" in text else f"'{text}'"
