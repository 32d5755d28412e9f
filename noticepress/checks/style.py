"""How a text reads: long sentences, and terms that look defined and are not."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from noticepress.checks.prose import counts_characters, language_of, sentences, words
from noticepress.checks.review import Parsed, Review
from noticepress.errors import Finding
from noticepress.markup.outline import Block

LONGEST: Final = 45
LONGEST_IN_CHARACTERS: Final = 140
_TERM_WORDS: Final = 4
_QUOTED: Final = re.compile(
    r"[“„”«»‹›「『\"][ \u00a0\u202f]?([^“„”«»‹›「」『』\"]{2,60}?)[ \u00a0\u202f]?[“”«»‹›」』\"]"
)
_MEANS: Final = re.compile(
    r"[\W_]*(?:(?:shall )?means?\b|refers? to\b|includes?\b|has the meaning|is\b|are\b"
    r"|bedeute[nt]*\b|bezeichne[nt]*\b|umfass\w*|ist\b|sind\b|meint\b|désigne\w*|signifie\w*|s[’']entend|est\b|sont\b"
    r"|significa\w*|se refiere|es\b|son\b|si intend\w*|è\b|sono\b|betekent\b|avser\b|betyder\b|menas\b|är\b|innebär\b"
    r"|oznacza\b|とは|は|是指|指|يعني|تعني)",
    re.IGNORECASE,
)


class _Mention(Struct, frozen=True):
    """A term in bold or quotation marks: where it stands, and whether the place explains it."""

    term: str
    line: int
    explains: bool


def long_sentence(review: Review) -> Iterator[Finding]:
    """A sentence over 45 words (in languages without spaces between words: 140 characters)."""
    setting = review.site.config.checks.get("long-sentence")
    for text in review.texts:
        language = language_of(text.locale)
        in_characters = counts_characters(language)
        limit = (setting.limit if setting else 0) or (LONGEST_IN_CHARACTERS if in_characters else LONGEST)
        for block in text.outline.blocks:
            for sentence in sentences(block.text, language) if block.kind in ("paragraph", "table cell") else ():
                if sentence.words > limit:
                    unit = "characters" if in_characters else "words"
                    what = f"This sentence has {sentence.words} {unit}; readers lose the thread after about {limit}."
                    mend = "Make two of it, or a list."
                    at = re.split(r"[*_`\[\]]", sentence.text[:24])[0]
                    yield text.finding(block.line_at(sentence.offset), what, mend, at=at)


def undefined_term(review: Review) -> Iterator[Finding]:
    """A term in bold or quotation marks, with capitals, that stands there twice or more and is nowhere explained."""
    for text in review.texts:
        mentions: dict[str, list[_Mention]] = {}
        for block in text.outline.blocks:
            for mention in _mentions(block):
                mentions.setdefault(mention.term.casefold(), []).append(mention)
        explained = _explained(text)
        for key, found in mentions.items():
            if len(found) > 1 and key not in explained and not any(mention.explains for mention in found):
                what = (
                    f"“{found[0].term}” is set apart {len(found)} times as if it were defined, but nothing defines it."
                )
                mend = "Say what it means where it stands first, or write it without bold and quotation marks."
                yield text.finding(found[0].line, what, mend, at=found[0].term)


def _mentions(block: Block) -> Iterator[_Mention]:
    """The terms of a paragraph; bold at its beginning is a lead-in, which the paragraph itself explains."""
    if block.kind not in ("paragraph", "table cell"):
        return
    text = block.text
    start = 0
    for span in block.spans:
        where = text.find(span.text.strip(), start) if span.text.strip() else -1
        if span.strong and where >= 0 and _is_term(span.text):
            yield _mention(block, span.text.strip(), where)
        start = max(start, where)
    for match in _QUOTED.finditer(text):
        inside = any(span.strong and match[1].strip() in span.text for span in block.spans)
        if _is_term(match[1]) and not inside:
            yield _mention(block, match[1].strip(), match.start(1))


def _mention(block: Block, term: str, offset: int) -> _Mention:
    before, after = block.text[:offset], block.text[offset + len(term) :]
    in_brackets = max(before.rfind("("), before.rfind("（")) > max(before.rfind(")"), before.rfind("）"))
    is_first = not before.strip("“„«»\"' ")
    return _Mention(term, block.line_at(offset), is_first or in_brackets or bool(_MEANS.match(after)))


def _is_term(text: str) -> bool:
    """Whether it is written like a defined term: one to four words, each with a capital (where there are any)."""
    found = words(text.strip())
    if not 1 <= len(found) <= _TERM_WORDS or text.strip()[-1] in ".:;,!?。：、":
        return False
    return all(word[0].isupper() for word in found if len(word) > 3)


def _explained(text: Parsed) -> set[str]:
    """What definition lists, headings and the heads of tables name."""
    kinds = ("term", "heading")
    named = {block.text.strip("“”„«»\"'").casefold() for block in text.outline.blocks if block.kind in kinds}
    return named | {section.title.casefold() for section in text.outline.sections}
