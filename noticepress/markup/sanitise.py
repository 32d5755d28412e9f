"""The allow-list for `html = "sanitised"`; this module is the only importer of nh3."""

import re
from functools import cache, partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import nh3

TAGS: Final = frozenset(
    "a abbr address b bdi bdo blockquote br caption cite code col colgroup dd details dfn div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img kbd li mark ol p pre q s samp section small span strong sub summary sup "
    "table tbody td tfoot th thead tr u ul var wbr".split()
)
_ATTRIBUTES: Final = {
    "*": {"id", "lang", "dir", "title", "class"},
    "a": {"href", "name", "hreflang", "rel", "tabindex", "aria-label", "aria-hidden"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "col": {"span"},
    "colgroup": {"span"},
    "div": {"data-only", "data-except"},
    "details": {"open"},
    "blockquote": {"cite"},
    "q": {"cite"},
}
_OWN_CLASSES: Final = re.compile(
    r"np-anchor|np-passage|np-align-(?:left|center|right)|footnote[a-z-]*|language-[\w+-]+"
)
_OTHER_HOST: Final = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\|/\\|\\/)", re.IGNORECASE)
_RESERVED_ID: Final = re.compile(r"np-|change-")


def sanitise(html: str, prefix: str = "") -> str:
    """HTML with everything outside the allow-list taken out; ids, and the links to them, begin with `prefix`.

    Scripts, styles, forms, frames, event handlers, images from other hosts, and `ins` and `del` (which mark changes
    in redlines) do not pass. nh3 is not idempotent on hostile input, so it is run to its fixed point.
    """
    previous = None
    while html != previous:
        previous, html = html, _cleaner(prefix).clean(html)
    return html


def is_remote(url: str) -> bool:
    """Whether a browser would leave this site, or its scheme, to load the URL."""
    return bool(_OTHER_HOST.match(url))


@cache
def _cleaner(prefix: str) -> "nh3.Cleaner":
    import nh3

    return nh3.Cleaner(
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=partial(_filter, prefix),
        url_schemes={"http", "https", "mailto", "tel", "notice"},
        link_rel=None,
    )


def _filter(prefix: str, tag: str, attribute: str, value: str) -> str | None:
    if attribute == "id" or (tag == "a" and attribute == "name"):
        name = _prefixed(prefix, value)
        is_ours = prefix.startswith("np-") or not _RESERVED_ID.match(name)
        return name if value and is_ours else None
    if attribute == "headers":
        return " ".join(_prefixed(prefix, name) for name in value.split())
    if tag == "a" and attribute == "href" and value.startswith("#") and value != "#":
        return f"#{_prefixed(prefix, value[1:])}"
    if attribute == "class":
        return " ".join(name for name in value.split() if _OWN_CLASSES.fullmatch(name)) or None
    if tag == "img" and attribute == "src":
        return None if is_remote(value) else value
    return value


def _prefixed(prefix: str, name: str) -> str:
    """An id as it stands on the page; those that the renderer wrote, footnotes too, have their prefix already."""
    return name if name.startswith((prefix, f"fn-{prefix}", f"fnref-{prefix}")) else prefix + name
