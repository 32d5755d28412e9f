"""Running text as the language rules count it: sentences, words and syllables.

Counts are estimates by rule, without dictionaries; they are good for comparing sections and finding the hardest ones.
"""

import re
from typing import Final

from msgspec import Struct

_IDEOGRAPHIC: Final = ("ja", "zh", "yue")
_UNSPACED: Final = (*_IDEOGRAPHIC, "th", "lo", "km", "my", "bo", "dz")
_END: Final = re.compile(
    r"[.!?…؟۔।]+[\"'”’»“)\]]*\s+(?=[\"'“‘„«»(\[¿¡]*(\S))|[。！？｡]+(?:(?![」』）])|[」』）]+(?=\s|$))\s*()"
)
_WORD: Final = re.compile(r"\w+(?:[’'\-‑.@/·:]\w+)*")
_IDEOGRAPH: Final = re.compile(r"[\w]")
_SINGLE: Final = re.compile(r"(?:^|[\s(“„«\"'.])(?:\w|\d{1,4})\.$")
_ABBREVIATIONS: Final = frozenset(
    "abs. al. anm. art. artt. av. avd. bes. betr. bl.a. bzgl. bzw. ca. cf. cfr. co. corp. dr. dvs. e.g. ecc. ed. eds. "
    "ej. enl. esp. etc. ev. evtl. exkl. ff. fig. forts. ggf. gem. i.e. inc. incl. inkl. insb. ir. jr. kap. lit. ltd. "
    "max. min. mr. mrs. ms. mme. mlle. mwst. nr. no. nos. núm. osv. p.ex. pag. pág. para. paras. pl. pp. prof. pt. "
    "resp. s.k. sec. sog. sr. sra. st. str. subs. t.ex. tel. tfn. u.a. u.s. usw. v. vgl. vol. vs. z.b. zzgl. d.h. "
    "bijv. o.a. m.m. m.fl. d.v.s. i.d.r. o.ä. u.k. a.m. p.m.".split()
)


class Sentence(Struct, frozen=True):
    """A sentence, its offset in the text it was cut from, and how many words it has (in Japanese and Chinese: how
    many characters)."""

    text: str
    offset: int
    words: int


def language_of(locale: str) -> str:
    """The language of a tag: `pt` of `pt-BR`."""
    return locale.split("-", maxsplit=1)[0].lower()


def counts_characters(language: str) -> bool:
    """Whether the length of a sentence is told in characters, since words are not set apart."""
    return language in _UNSPACED


def sentences(text: str, language: str) -> list[Sentence]:
    """The sentences of a paragraph; one without an end mark is one as well."""
    found, start = [], 0
    for match in _END.finditer(text):
        if match[1] is not None and not _ends(text[start : match.start() + 1], match[1], language):
            continue
        found.append(_sentence(text[start : match.end()], start, language))
        start = match.end()
    found.append(_sentence(text[start:], start, language))
    return [sentence for sentence in found if sentence.words]


def words(text: str) -> list[str]:
    """The words of a text in a script that sets them apart; an address counts as one."""
    return [word for word in _WORD.findall(text) if any(character.isalpha() for character in word)]


def _sentence(text: str, offset: int, language: str) -> Sentence:
    count = len(_IDEOGRAPH.findall(text)) if counts_characters(language) else len(words(text))
    return Sentence(text.strip(), offset + len(text) - len(text.lstrip()), count)


def _ends(before: str, following: str, language: str) -> bool:
    """Whether a full stop ends a sentence, and not an abbreviation, an ordinal or an initial."""
    if not before.endswith("."):
        return True
    if following.islower():
        return False
    if language in ("de", "da", "nb", "nn", "no", "fi", "cs", "sk", "pl", "hu", "tr") and re.search(r"\d\.$", before):
        return False
    last = before.rsplit(maxsplit=1)[-1].lstrip("([“„«\"'").lower()
    return last not in _ABBREVIATIONS and not _SINGLE.search(before)
