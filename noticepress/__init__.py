"""noticepress publishes privacy notices; the library functions below take Markdown bodies without front matter."""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from noticepress.redline import Redline

__version__ = "0.1.0"
__all__ = ["compare", "render"]


def render(markdown: str, *, html: Literal["off", "sanitised"] = "off") -> str:
    """The HTML of a notice's body, with an id on every heading.

    Raw HTML is shown as text, or with `html="sanitised"` passed through an allow-list. Variables stay as written, and
    regional passages stand in a `div` that names their regions.
    """
    from noticepress.markup import Rendering, render_body

    return render_body(markdown, Rendering(html=html)).html


def compare(old: str, new: str, *, html: Literal["off", "sanitised"] = "off") -> "Redline":
    """The redline of two Markdown texts: `.html`, `.changes` and `.counts`."""
    from noticepress.redline import compare_html

    return compare_html(render(old, html=html), render(new, html=html))
