"""What a page does to the HTML of a text without touching its words: tables that scroll, link targets for paper, and
the way from one change of a redline to the next.

The HTML comes from our own renderer or sanitiser: attribute values are quoted, and every element is closed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Final
from urllib.parse import unquote

_TABLE: Final = re.compile(r"<table\b|</table>")
_LINK: Final = re.compile(r'<a (?:"[^"]*"|[^">])*?href="([^"]*)"')
_TAG: Final = re.compile(r"<[^>]*>")
_ELSEWHERE: Final = re.compile(r"#|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_STEP_TAG: Final = re.compile(
    r"<(?:(/?)(a|ins|del|span|summary)(?![\w-])|"
    r'([a-zA-Z][\w-]*)(?=(?:"[^"]*"|[^">])*? id="change-))((?:"[^"]*"|[^">])*)>'
)
"""The tags that decide where links to other changes stand: every inline one, of the others those of changes."""
_CHANGE: Final = re.compile(r' id="change-(\d+)"')
_GROUPS: Final = frozenset("ul ol dl table thead tbody tfoot tr".split())
_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(frozen=True, slots=True)
class StepWords:
    """What the links from change to change say, in the language of the page."""

    previous: str
    following: str
    listing: str


def scrolling_tables(html: str, label: str) -> str:
    """Every table in a box that scrolls and takes the keyboard's focus, so that a wide one fits a phone."""
    box = f'<div class="np-scroll" role="group" aria-label="{escape(label)}" tabindex="0">'
    return _TABLE.sub(lambda found: f"{found[0]}</div>" if found[0] == "</table>" else f"{box}{found[0]}", html)


def written_links(html: str, absolute: Callable[[str], str]) -> str:
    """Links to other pages of the site with their absolute address beside them, and links to an e-mail address that
    their words do not say with that address, for a printed page to write out."""

    def written(found: re.Match[str]) -> str:
        target = unescape(found[1])
        if target.lower().startswith("mailto:"):
            url = unquote(target[7:].partition("?")[0])
            words = _TAG.sub("", html[found.end() : html.find("</a>", found.end())].partition(">")[2])
            return found[0] if url in unescape(words) else f'{found[0]} data-np-url="{escape(url)}"'
        if _ELSEWHERE.match(target):
            return found[0]
        return f'{found[0]} data-np-url="{escape(absolute(target))}"'

    return _LINK.sub(written, html)


def with_steps(html: str, last: int, words: StepWords) -> str:
    """A redline whose changes lead to the one before, the next, and the list (`#np-changes`).

    The links are of neither text (`data-redline-note`); a style sheet shows them at the change that is the target.
    They stand after an inline change, outside a link or a summary that holds it, or after the first words of a changed
    block.
    """
    return "".join(_Steps(html, last, words).parts())


class _Steps:
    """One pass over a redline. Links are due after the element at a depth is closed, or after the next note: that of
    an outer block comes before those of the blocks in it."""

    def __init__(self, html: str, last: int, words: StepWords) -> None:
        self._html, self._last, self._words = html, last, words
        self._open: list[tuple[str, bool]] = []
        self._after: list[tuple[int, int]] = []  # depth, number
        self._at_note: list[tuple[int, str]] = []  # number, class

    def parts(self) -> Iterator[str]:
        position = 0
        for tag in _STEP_TAG.finditer(self._html):
            yield self._html[position : tag.end()]
            position = tag.end()
            if tag[3]:
                yield from self._block(tag[3], tag[4])
            elif tag[1]:
                yield from self._closing()
            else:
                self._opening(tag[2], tag[4])
        yield self._html[position:]

    def _block(self, name: str, attributes: str) -> Iterator[str]:
        for found in _CHANGE.finditer(attributes):
            if name in _VOID:
                yield self._links(int(found[1]))
            else:
                self._at_note.append((int(found[1]), "np-step np-step-group" if name in _GROUPS else "np-step"))

    def _opening(self, name: str, attributes: str) -> None:
        if name == "a":
            self._at_note += [(int(number), "np-step") for number in _CHANGE.findall(attributes)]
        elif " id=" in attributes and (found := _CHANGE.search(attributes)):
            pressed = [depth for depth, (each, _) in enumerate(self._open) if each in ("a", "summary")]
            self._after.append((pressed[0] if pressed else len(self._open), int(found[1])))
        self._open.append((name, 'data-redline-note="start"' in attributes))

    def _closing(self) -> Iterator[str]:
        _, is_note = self._open.pop()
        for due in [each for each in self._after if each[0] == len(self._open)]:
            self._after.remove(due)
            yield self._links(due[1])
        if is_note and self._at_note:
            yield self._links(*self._at_note.pop(0))

    def _links(self, number: int, kind: str = "np-step") -> str:
        ways = [(number - 1, self._words.previous), (number + 1, self._words.following)]
        links = [f'<a href="#change-{n}">{escape(text)}</a>' for n, text in ways if 1 <= n <= self._last]
        links.append(f'<a href="#np-changes">{escape(self._words.listing)}</a>')
        return f'<span class="{kind}" data-redline-note="step">{" ".join(links)}</span>'
