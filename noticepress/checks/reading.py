"""Reading ease: how hard a section is to read, by the formula that was made for its language.

Each formula counts the length of sentences and of words and nothing else; it says nothing about whether a text is
clear. Sections shorter than 100 words get a figure but no finding, since the formulas were made on samples of 100.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from noticepress.checks.prose import language_of, sentences, words
from noticepress.checks.review import Parsed, Review
from noticepress.errors import Finding
from noticepress.latest import Latest
from noticepress.markup.outline import Block
from noticepress.markup.sections import Section

SAMPLE: Final = 100
_PROSE_END: Final = re.compile(r"[.!?:;,…][\"”’»)]*$")


class Counts(Struct, frozen=True):
    """A stretch of text in numbers; `long_words` have more than six letters."""

    words: int
    sentences: int
    syllables: int
    letters: int
    long_words: int


class Formula(Struct, frozen=True):
    """A reading-ease formula: its name, where it was published, and the figure from which a text is very hard."""

    name: str
    source: str
    figure: Callable[[Counts], float]
    very_hard: float
    harder: Literal["lower", "higher"] = "lower"


class Reading(Struct, frozen=True):
    """A section's figure (one decimal), its line in the body and its number of words; `section` is None before the
    first heading."""

    section: Section | None
    line: int
    figure: float
    words: int
    is_very_hard: bool


def _flesch(base: float, per_sentence: float, per_word: float) -> Callable[[Counts], float]:
    def figure(counts: Counts) -> float:
        sentence_length = counts.words / counts.sentences
        return base - per_sentence * sentence_length - per_word * counts.syllables / counts.words

    return figure


def _lix(counts: Counts) -> float:
    return counts.words / counts.sentences + 100 * counts.long_words / counts.words


def _gulpease(counts: Counts) -> float:
    return 89 + (300 * counts.sentences - 10 * counts.letters) / counts.words


_LIX: Final = Formula("LIX", "C. H. Björnsson, Läsbarhet, Liber, Stockholm 1968", _lix, 60, "higher")

FORMULAS: Final[dict[str, Formula]] = {
    "en": Formula(
        "Flesch", "R. Flesch, A new readability yardstick, Journal of Applied Psychology 32 (1948), 221–233",
        _flesch(206.835, 1.015, 84.6), 30,
    ),
    "de": Formula(
        "Amstad", "T. Amstad, Wie verständlich sind unsere Zeitungen?, dissertation, Zürich 1978",
        _flesch(180, 1, 58.5), 30,
    ),
    "fr": Formula(
        "Kandel-Moles", "L. Kandel, A. Moles, Application de l’indice de Flesch à la langue française, "
        "Cahiers d’études de radio-télévision 19 (1958), 253–274", _flesch(207, 1.015, 73.6), 30,
    ),
    "es": Formula(
        "Fernández Huerta", "J. Fernández Huerta, Medidas sencillas de lecturabilidad, Consigna 214 (1959), 29–32 "
        "(words in a sentence, as corrected by G. Law)", _flesch(206.84, 1.02, 60), 30,
    ),
    "it": Formula(
        "Gulpease", "P. Lucisano, M. E. Piemontese, GULPEASE, Scuola e città 39 (1988), 110–124", _gulpease, 40,
    ),
    "nl": Formula(
        "Flesch-Douma", "W. H. Douma, De leesbaarheid van landbouwbladen, Wageningen 1960",
        _flesch(206.84, 0.93, 77), 30,
    ),
    "pt": Formula(
        "Martins", "T. B. F. Martins et al., Readability formulas applied to textbooks in Brazilian Portuguese, "
        "ICMSC-USP 1996", _flesch(248.835, 1.015, 84.6), 25,
    ),
    "ru": Formula(
        "Oborneva", "I. V. Oborneva, dissertation on the automated estimate of the complexity of school texts, "
        "Moscow 2006", _flesch(206.835, 1.3, 60.1), 30,
    ),
    "tr": Formula(
        "Ateşman", "E. Ateşman, Türkçede okunabilirliğin ölçülmesi, Dil Dergisi 58 (1997), 71–74",
        _flesch(198.825, 2.61, 40.175), 30,
    ),
    **dict.fromkeys(("sv", "da", "nb", "nn", "no"), _LIX),
}  # fmt: skip

_VOWELS: Final = {
    "en": re.compile(r"[aeiouy]+"),
    "de": re.compile(r"ei|ai|au|eu|äu|ie|ey|ay|aa|ee|oo|[aeiouyäöü]"),
    "fr": re.compile(r"[éèêëïü]|[aeiouyàâîôùûœ]+"),
    "es": re.compile(r"[aeoáéó]|[iuüyíú]+"),
    "pt": re.compile(r"[aeoáéóâêôãõà]|[iuüíú]+"),
    "nl": re.compile(r"ieu|eeu|aai|ooi|oei|aa|ee|oo|uu|ie|oe|eu|ou|au|ui|ei|ij|[aeiouyëïöü]"),
    "ru": re.compile(r"[аеёиоуыэюя]"),
    "tr": re.compile(r"[aeıioöuüâîû]"),
}
_SILENT: Final = {
    "en": re.compile(
        r"(?<=[^aeiouy])(?:e$|(?<=[^sxzgc])(?<!sh)es$|(?<=[^td])ed$|e(?=ly$))|(?<=[^aeiouyl])e(?=ments?$|ful|less)"
    ),
    "fr": re.compile(r"(?<=[^aeiouyèêëïü])es?$"),
    "es": re.compile(r"(?<=[gq])u(?=[eiéí])|[iuüy](?=[aeoáéó])|(?<=[aeoáéó])[iuüy]"),
    "pt": re.compile(r"(?<=[gq])u(?=[eiéí])|[iu](?=[aeoáéóâêô])|(?<=[aeoáéóâêôãõ])[iu]"),
}
_SPOKEN_LE: Final = re.compile(r"[^aeiouy]le[sd]?$")
_HIATUS: Final = re.compile(
    r"(?<![tscgx])i(?:a|o(?!ur)|u(?!s$))|[aeou]ing$|eo(?![up])|uou|(?<=cr)ea|(?<![rtcg])ien|^scien"
)


_READINGS: Final = Latest["tuple[Reading, ...]"](4096)


def hard_to_read(review: Review) -> Iterator[Finding]:
    """A section of 100 words or more that its language's reading-ease formula puts in the hardest class."""
    for text in review.texts:
        formula = FORMULAS.get(language_of(text.locale))
        for reading in readings(text) if formula else ():
            if formula and reading.is_very_hard and reading.words >= SAMPLE:
                title = f"The section “{reading.section.title}”" if reading.section else "The beginning"
                what = f"{title} is very hard to read: {reading.figure:.0f} by {formula.name}"
                limit = f"({formula.harder} is harder; very hard from {formula.very_hard:.0f})."
                mend = "Shorter sentences and shorter words help, and lists where a sentence holds one."
                yield text.finding(reading.line, f"{what} {limit}", mend)


def readings(text: Parsed) -> tuple[Reading, ...]:
    """The figure of every section that has running text; none where no formula is known for the language."""
    language = language_of(text.locale)
    formula = FORMULAS.get(language)
    if formula is None:
        return ()
    return _READINGS.of(text.path, (text.outline, language), lambda: tuple(_read(text, formula, language)))


def _read(text: Parsed, formula: Formula, language: str) -> Iterator[Reading]:
    for section, line, blocks in _sections(text):
        counts = count([block.text for block in blocks if _is_prose(block)], language)
        if counts.words:
            figure = round(formula.figure(counts), 1)
            hard = figure < formula.very_hard if formula.harder == "lower" else figure > formula.very_hard
            yield Reading(section, line or blocks[0].line, figure, counts.words, hard)


def count(paragraphs: Sequence[str], language: str) -> Counts:
    """The numbers that the formulas ask for."""
    found = [word for paragraph in paragraphs for word in words(paragraph)]
    total = sum(len(sentences(paragraph, language)) for paragraph in paragraphs)
    letters = [sum(map(str.isalnum, word)) for word in found]
    long_words = sum(length > 6 for length in letters)
    return Counts(len(found), total, sum(syllables(word, language) for word in found), sum(letters), long_words)


def syllables(word: str, language: str) -> int:
    """The syllables of a word, at least one; 0 in languages whose formula does not ask for them."""
    vowels = _VOWELS.get(language)
    if vowels is None:
        return 0
    word = word.lower()
    extra = 0
    if language == "en":
        extra = len(_HIATUS.findall(word)) + bool(_SPOKEN_LE.search(word))
    if language in _SILENT:
        word = _SILENT[language].sub("", word)
    return max(1, len(vowels.findall(word)) + extra)


def _sections(text: Parsed) -> Iterator[tuple[Section | None, int, list[Block]]]:
    remaining = iter(text.outline.sections)
    section: Section | None = None
    line, blocks = 0, list[Block]()
    for block in text.outline.blocks:
        if block.kind == "heading":
            yield section, line, blocks
            section, line, blocks = next(remaining), block.line, []
        else:
            blocks.append(block)
    yield section, line, blocks


def _is_prose(block: Block) -> bool:
    """Whether a block is running text: not a table, nor an address or another line that no mark ends."""
    is_text = block.kind == "paragraph" and "table" not in block.within
    return is_text and (bool(_PROSE_END.search(block.text)) or "list" in " ".join(block.within))
