"""The words of the interface in one language, out of gettext catalogues."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from noticepress.errors import Finding
from noticepress.languages import plural_forms

if TYPE_CHECKING:
    from noticepress.po import Catalogue

_SAMPLE: Final = range(200)


class Phrasing(Struct, frozen=True):
    """A translated message: its forms, and the expression of the `Plural-Forms` header that chooses among them."""

    forms: tuple[str, ...]
    rule: str


class Words(Struct, frozen=True, dict=True):
    """The interface in one language. A message without a translation is shown in English, the source language."""

    locale: str
    phrasings: Mapping[str, Phrasing] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 that stands for every translation."""
        return sha256(repr(sorted(self.phrasings.items(), key=lambda each: each[0])).encode()).hexdigest()

    def only(self, messages: frozenset[str] | None) -> "Words":
        """The words without all but some messages (None: with all); those are shown in English."""
        if messages is None:
            return self
        return Words(self.locale, {each: said for each, said in self.phrasings.items() if each in messages})

    def text(self, message: str, **values: object) -> str:
        """The message with its `%(name)s` filled in."""
        phrasing = self.phrasings.get(message)
        text = phrasing.forms[0] if phrasing else message
        return text % values if values else text

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """The message in the plural form that the count asks for; `%(num)s` is the count."""
        phrasing = self.phrasings.get(one)
        if phrasing is None:
            text = one if count == 1 else many
        else:
            text = phrasing.forms[min(_index(phrasing.rule)(count), len(phrasing.forms) - 1)]
        return text % {"num": count, **values}


def words_of(locale: str, catalogues: "Iterable[Catalogue]", findings: list[Finding]) -> Words:
    """The words of a locale out of the catalogues that serve it, the most particular last.

    A translation whose placeholders are not those of its source is a finding, and not used.
    """
    from noticepress.po import phrase_fault

    phrasings: dict[str, Phrasing] = {}
    for catalogue in catalogues:
        rule = _rule(catalogue, locale, findings)
        for message in catalogue.messages:
            if not message.translated:
                continue
            if fault := phrase_fault(message):
                what = f"“{_short(message.msgid)}”: {fault}."
                mend = "Keep %(…)s and {…} as they stand in the source; until then this translation is not used."
                findings.append(Finding(catalogue.path, message.line, 0, "placeholder", what, mend))
            else:
                phrasings[message.msgid] = Phrasing(message.strings, rule)
    return Words(locale, phrasings)


def packed_words(words: Words) -> bytes:
    """The words as bytes, to be kept."""
    known = {message: [each.rule, *each.forms] for message, each in words.phrasings.items()}
    return json.dumps(known, ensure_ascii=False).encode("utf-8", "surrogatepass")


def unpacked_words(locale: str, raw: bytes) -> Words:
    """The words of a locale out of their bytes."""
    known = json.loads(raw.decode("utf-8", "surrogatepass"))
    return Words(locale, {message: Phrasing(tuple(forms), rule) for message, (rule, *forms) in known.items()})


def _rule(catalogue: "Catalogue", locale: str, findings: list[Finding]) -> str:
    """The plural expression of a catalogue, or that of its language where the header's cannot be used."""
    from noticepress.po import header_value

    ours = plural_forms(locale)
    header = header_value(catalogue, "Plural-Forms") or ours
    rule = _expression(header)
    try:
        chosen = {_index(rule)(number) for number in _SAMPLE}
    except (ValueError, ArithmeticError, RecursionError):
        chosen = {-1}
    if min(chosen) < 0:
        what = f"The plural rule cannot be used: {_short(header)}."
        findings.append(
            Finding(catalogue.path, 0, 0, "plural-forms", what, f"Write this in the header: Plural-Forms: {ours}")
        )
        return _expression(ours)
    return rule


def _expression(header: str) -> str:
    return header.partition("plural=")[2].strip().rstrip(";")


@cache
def _index(rule: str) -> Callable[[int], int]:
    from gettext import c2py

    return c2py(rule)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
