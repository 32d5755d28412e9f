"""Words: what a change may not cut, and how much each is worth to a reader.

A token is a word with its hyphens and contractions, a number or a date in figures, an e-mail address or a
URL, a Han or kana character, or a mark of punctuation, always in whole grapheme clusters (Unicode UAX #29).
Scripts without spaces between words (Thai, Lao, Khmer, Myanmar) are cut after a vowel sign or tone mark only.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, repeat

from msgspec import Struct

from noticepress.redline.tree import Attrs, escape

Mark = tuple[str, Attrs]
Marks = tuple[Mark, ...]
"""The inline elements round a character, outermost first."""


class Token(Struct, frozen=True):
    """A word as it stands in one text."""

    text: str
    key: str
    """What is compared: the text without differences of typography."""
    weight: float
    space: str
    """The white space before it, as HTML."""
    pieces: tuple[tuple[str, Marks], ...]
    """Its characters as HTML with their inline elements; a half-bold word has two pieces."""
    sign: str
    """Equal for two words that have the same pieces."""

    def after(self, space: str) -> "Token":
        """The same word after other white space."""
        if space == self.space:
            return self
        return Token(self.text, self.key, self.weight, space, self.pieces, self.sign)


class Run(Struct, frozen=True):
    """Characters that share their inline elements."""

    text: str
    marks: Marks


class Thing(Struct, frozen=True):
    """Inline content that is not characters: an image, a footnote reference. Two with one key are comparable."""

    html: str
    key: str
    text: str
    weight: float
    marks: Marks


class Break(Struct, frozen=True):
    """A hard line break; it parts words like white space."""


Inline = Run | Thing | Break
Stretch = tuple[str, str, Sequence[Run]]
"""White space, characters after it that no white space parts, and the runs they stand in."""


def _marks_of(*ranges: tuple[int, int]) -> str:
    """The combining marks among some characters, as runs: single ones would take a regular expression long to read."""
    marks = [c for low, high in ranges for c in range(low, high) if unicodedata.category(chr(c))[0] == "M"]
    begins = [c for before, c in zip([0, *marks], marks, strict=False) if c != before + 1]
    ends = [c for c, after in zip(marks, [*marks[1:], 0], strict=True) if c != after - 1]
    return "".join(f"{chr(begin)}-{chr(end)}" for begin, end in zip(begins, ends, strict=True))


@cache
def _marks() -> str:
    """Combining marks of the scripts in use, variation selectors, skin tones, tag characters."""
    combining = _marks_of(
        (0x300, 0x370),
        (0x483, 0x48A),
        (0x591, 0x1E00),
        (0x20D0, 0x2100),
        (0x302A, 0x3100),
        (0xA66F, 0xAC00),
        (0x101FD, 0x12000),
        (0x16AF0, 0x16FF5),
        (0x1BC9D, 0x1BCA0),
        (0x1CF00, 0x1D245),
        (0x1DA00, 0x1DAB0),
        (0x1E000, 0x1E950),
    )
    other = "\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef"
    return combining + other


_CJK = "\u3005\u3040-\u3098\u309b-\u30ff\u3400-\u9fff\uf900-\ufaff"
_JOINERS = "\u200c\u200d\u00ad\u2060"
_UNSEEN = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"  # directions, which the reader does not see
_PREFIXED = "\u0600-\u0605\u06dd\u070f\u08e2"  # number signs that enclose what follows
_EUROPEAN = re.compile("[\0-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205f\u20a0-\u20cf\u2100-\u2bff]*")
"""Texts without any of the marks and Han characters: for them a pattern will do that is made in a moment."""


def _pattern(marks: str, cjk: str) -> re.Pattern[str]:
    """What finds tokens in texts that have no other marks and Han characters than these."""
    word = rf"[{_PREFIXED}{_UNSEEN}]*[^\W{cjk}](?:[^\W{cjk}]|[{marks}{_JOINERS}{_UNSEEN}])*"
    stop = r"\s<>\"\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65" + cjk
    return re.compile(
        rf"""(?P<space>\s+)
    |(?P<address>(?:https?://|www\.|mailto:)[^{stop}]*[^{stop}.,;:!?()'’”\]»]
        |[\w.+-]{{1,64}}@[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{1,8}}(?![^\W{cjk}])
        |[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{0,8}}\.[a-z]{{2,}}(?![^\W{cjk}{marks}])(?:/[^{stop}]*[^{stop}.,;:!?()'’”\]»])?
     )(?![^\W{cjk}]|[{marks}])
    |(?P<word>\d{{1,3}}(?:[ \u00a0\u202f\u2009]\d{{3}})+(?![^\W{cjk}]|[{marks}])
        |{word}(?:(?:[-\u2010\u2011]|['’](?=(?:s|t|re|ve|ll|d|m)\b)|(?<=\d)[.,:/\u2012\u2013](?=\d)){word})*)
    |(?P<cjk>[{cjk}][{marks}]*)
    |\.\.\.(?!\.)
    |(?:[\U0001f1e6-\U0001f1ff]{{2}}|\S)(?:[{marks}]|\u200d[^\w\s])*""",
        re.VERBOSE,
    )


_EUROPEAN_TOKEN = _pattern("\u0300", "\u3005")


@cache
def _any_token() -> re.Pattern[str]:
    return _pattern(_marks(), _CJK)


@cache
def _safe_cut() -> re.Pattern[str]:
    bound, marks = _JOINERS + _UNSEEN, _marks()
    return re.compile(rf".+?(?<=[{marks}])(?<![\u1039\u17d2{bound}])(?![{marks}{bound}\u0e33\u0eb3])|.+", re.DOTALL)


_NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_GAP = re.compile("((?:(?<!\\d)\\s|\\s(?!\\d{3})|[^\\S \u00a0\u202f\u2009])+)")
"""White space that parts two words: not that which may stand in a number."""
_IN_NUMBER = re.compile(r"\d \d{3}")
_PLAIN_SPACE = re.compile(r"[ \t\n\r\f]+")
_TYPOGRAPHY = str.maketrans({
    **{chr(0xFF00 + low): chr(0x20 + low) for low in range(1, 0x5F)},  # full-width forms
    **dict.fromkeys("‘’‚‛‹›ʼ′׳", "'"), **dict.fromkeys("“”„‟«»″״「」『』", '"'), **dict.fromkeys("‐‑‒–—―−־", "-"),
    **dict.fromkeys("\u00a0\u202f\u2009\u2007", " "), "…": "...", "〜": "~", "،": ",", "؛": ";", "؟": "?",
    **dict.fromkeys([0xAD, 0x2060, 0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]),
})  # fmt: skip


def tokenise(content: Iterable[Inline], *, verbatim: bool = False) -> tuple[Token, ...]:
    """The tokens of one block's inline content. `verbatim` keeps white space as it is (`pre`)."""
    tokens: list[Token] = []
    space = ""
    for stretches, thing in _parted(content):
        for gap, stretch, runs in stretches:
            space += gap
            if stretch:
                before = space if space == " " and tokens else _space(space, verbatim, first=not tokens)
                tokens += _whole(stretch, runs[0].marks, before) if len(runs) == 1 else _cut(stretch, runs, before)
                space = ""
        if isinstance(thing, Break):
            space += "<br>"
        elif thing:
            pieces = ((thing.html, thing.marks),)
            before = _space(space, verbatim, first=not tokens)
            tokens.append(Token(thing.text, thing.key, thing.weight, before, pieces, _sign(pieces)))
            space = ""
    return tuple(tokens)


def _parted(content: Iterable[Inline]) -> Iterator[tuple[Iterable[Stretch], Thing | Break | None]]:
    """What is not characters, each with the stretches before it; nothing after the last of these."""
    runs: list[Run] = []
    for item in content:
        if isinstance(item, Run):
            runs.append(item)
        else:
            yield _stretches(runs), item
            runs = []
    yield _stretches(runs), None


def _space(space: str, verbatim: bool, *, first: bool) -> str:
    if verbatim or not space:
        return space
    if first:
        return ""
    if "<br>" in space:
        return "<br>" * space.count("<br>") + "\n"
    return space if space == " " else _PLAIN_SPACE.sub(" ", space)


def _stretches(runs: Sequence[Run]) -> Iterable[Stretch]:
    """The stretches of some runs; last what white space is left, before nothing."""
    gaps, found = _split("".join([run.text for run in runs]))
    return zip(gaps, found, repeat(runs), strict=False) if len(runs) == 1 else _across(gaps, found, runs)


def _split(text: str) -> tuple[Sequence[str], Sequence[str]]:
    """White space, and the characters after each that no white space parts."""
    found = text.split(" ")
    if found == text.split() and not _IN_NUMBER.search(text):  # as most texts are
        return ["", *repeat(" ", len(found) - 1)], found
    parts = _GAP.split(text)
    return ["", *parts[1::2]], parts[::2]


def _across(gaps: Sequence[str], stretches: Sequence[str], runs: Sequence[Run]) -> Iterator[Stretch]:
    """The same where several runs follow each other: each stretch with the runs that it stands in, of which only those
    of several have just the characters in it."""
    ends = [*accumulate(len(run.text) for run in runs)]
    at = end = 0
    for gap, stretch in zip(gaps, stretches, strict=True):
        begin = end + len(gap)
        end = begin + len(stretch)
        while stretch and ends[at] <= begin:
            at += 1
        yield (
            gap,
            stretch,
            runs[at : at + 1] if not stretch or end <= ends[at] else [*_parts(runs, ends, at, begin, end)],
        )


def _parts(runs: Sequence[Run], ends: Sequence[int], at: int, begin: int, end: int) -> Iterator[Run]:
    """The characters from `begin` to `end` of the text of some runs; the first of them stands in the run `at`."""
    while begin < end:
        start = ends[at] - len(runs[at].text)
        stop = min(end, ends[at])
        if stop > begin:
            yield Run(runs[at].text[begin - start : stop - start], runs[at].marks)
        begin, at = max(begin, stop), at + 1


@lru_cache(maxsize=8192)
def _whole(stretch: str, marks: Marks, space: str) -> tuple[Token, ...]:
    """The words of a stretch that stands in one run. It stands in many texts, where it is the same value."""
    return _cut(stretch, (Run(stretch, marks),), space)


def _cut(stretch: str, runs: Sequence[Run], space: str) -> tuple[Token, ...]:
    """The words of a stretch, the first after some white space."""
    ends = [*accumulate(len(run.text) for run in runs)]
    tokens: list[Token] = []
    for begin, word, group in _words(stretch):
        if group == "space":
            space += word
            continue
        if len(runs) == 1:
            pieces: tuple[tuple[str, Marks], ...] = ((escape(word), runs[0].marks),)
        else:
            own = _parts(runs, ends, bisect_right(ends, begin), begin, begin + len(word))
            pieces = tuple((escape(part.text), part.marks) for part in own)
        tokens.append(Token(word, _key(word), _weight(word, group), space, pieces, _sign(pieces)))
        space = ""
    return tuple(tokens)


def _words(stretch: str) -> Iterator[tuple[int, str, str | None]]:
    """The place of each word or white space in a stretch, its characters, and what it is."""
    pattern = _EUROPEAN_TOKEN if _EUROPEAN.fullmatch(stretch) else _any_token()
    for match in pattern.finditer(stretch):
        begin, found, group = match.start(), match[0], match.lastgroup
        for word in _safe_cut().findall(found) if group == "word" and _NO_SPACES.search(found) else (found,):
            yield begin, word, group
            begin += len(word)


def _sign(pieces: tuple[tuple[str, Marks], ...]) -> str:
    if len(pieces) == 1:
        return f"{pieces}" if pieces[0][1] else pieces[0][0]
    return f"{pieces}"


def _key(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFC", word).translate(_TYPOGRAPHY)


def _weight(word: str, group: str | None) -> float:
    """How much a reader gains from seeing it kept: a content word 1, punctuation next to nothing."""
    if group == "cjk":
        return 0.25 if "\u3040" <= word[0] <= "\u309f" else 0.5 if not "\u30a0" <= word[0] <= "\u30ff" else 0.35
    if group == "address":
        return 1.0
    if group != "word":
        return 0.15
    if len(word) > 3 or any(char.isdigit() for char in word) or "\uac00" <= word[0] <= "\ud7a3":
        return 1.0
    return 0.5


def bag_of(words: Iterable[Token]) -> dict[str, float]:
    """The weight of each word, repeated words added up."""
    counts: Counter[str] = Counter()
    weights: dict[str, float] = {}
    for token in words:
        counts[token.key] += 1
        weights[token.key] = token.weight
    return {key: count * weights[key] for key, count in counts.items()}


def in_sequence(texts: Iterable[Iterable[Token]]) -> list[Token]:
    """The words of several blocks after each other, with white space where one block ends."""
    result: list[Token] = []
    for text in texts:
        words = [*text]
        if words and result and not words[0].space:
            words[0] = words[0].after(" ")
        result += words
    return result


def plain_text(tokens: Iterable[Token]) -> str:
    """The words in order, with single spaces where there was white space."""
    return "".join((" " if token.space else "") + token.text for token in tokens).strip()
