"""What can be wrong with a translation: rules over units and their translations.

    RULES                     every rule, in the order in which its problems are told
    problems(pair)            the problems of one translation
    findings_of(pairs)        the same as findings at their place, without acknowledged ones

A rule is a function from a pair to its problems. Errors keep a translation from being published; warnings may be
acknowledged by a translator comment `# noticepress: RULE ok, why`, as may a link to another page of another site.
Severities and what was left out are measured on real translations (docs/translators.md).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from msgspec import Struct

from noticepress.errors import Finding, Severity
from noticepress.markup import variables
from noticepress.messages.emphasis import stray_markup
from noticepress.messages.pairs import Pair


class Problem(Struct, frozen=True):
    """What a rule found: its name, what is wrong and how to mend it.

    `unless` says when it is right as it is, and a reviewer may acknowledge it ("it is an address"); "": never.
    """

    rule: str
    what: str
    mend: str
    severity: Severity = "error"
    unless: str = ""


Rule = Callable[[Pair], Iterator[Problem]]

_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_FOOTNOTE: Final = re.compile(r"(?<!\\)\[\^[^\]\s]+\]")
_ATTRIBUTES: Final = re.compile(r"(?<!\\)\{[ \t]*#[^{}]*\}[ \t]*$")
_URL: Final = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+")
_MAY_DIFFER: Final = re.compile(r"https?://|mailto:[^?]*\?")
_GROUPED: Final = re.compile(r"(?<=\d)[.,'’ \u00a0\u202f\u066c](?=\d{3}(?!\d))")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
_BLOCK_MARK: Final = re.compile(r"(?:#{1,6}|[-+*>])[ \t]")
_MOST_WORDS: Final = 5
"""A text of more words that reads as its source was probably forgotten."""
_SHOWN: Final = 60


def variable_names(pair: Pair) -> Iterator[Problem]:
    """Variables that the translation lost, or made up."""
    wanted, present = ({v.name for v in variables(text)} for text in (pair.unit.msgid, pair.msgstr))
    if missing := sorted(wanted - present):
        yield Problem("variable", f"{_braced(missing)} is missing.", "Copy it from the source, braces and all.")
    if unknown := sorted(present - wanted):
        mend = f"The source has {_braced(sorted(wanted))}." if wanted else "The source has no variable: take it out."
        yield Problem("variable", f"{_braced(unknown)} is not in the source.", mend)


def control_characters(pair: Pair) -> Iterator[Problem]:
    """Characters that nobody sees, such as a program leaves behind, and the sign for an unreadable one."""
    found = sorted(set(_CONTROL.findall(pair.msgstr)) - set(_CONTROL.findall(pair.unit.msgid)))
    if found:
        names = _listed(f"U+{ord(character):04X}" for character in found)
        yield Problem(
            "control-character", f"The translation has a character that no reader sees ({names}).", "Take it out."
        )


def plain_line(pair: Pair) -> Iterator[Problem]:
    """A line break in a title or description."""
    if pair.is_plain and "\n" in pair.msgstr.strip():
        yield Problem("structure", "A title or description is one line.", "Take the line break out.")


def section_ids(pair: Pair) -> Iterator[Problem]:
    """An id written after a heading: headings bear the ids of the source in every language."""
    if pair.unit.kind == "heading" and (match := _ATTRIBUTES.search(pair.msgstr)):
        yield Problem("section-id", f"The heading has an id of its own, {match[0].strip()}.", "Take it out.")


def links(pair: Pair) -> Iterator[Problem]:
    """Targets of links and images, in Markdown and HTML, and written web addresses that differ; their order may."""
    if pair.is_plain:
        return
    wanted, present = (Counter((*each.targets, *each.addresses)) for each in (pair.source, pair.target))
    missing, unknown = list((wanted - present).elements()), list((present - wanted).elements())
    if not missing and not unknown:
        return
    parts = [f"the translation does not link to {_listed(missing)}"] if missing else []
    parts += [f"it links to {_listed(unknown)}, which the source does not"] if unknown else []
    # Another language of an outside page, or of an e-mail's subject, is right; a person has to say so.
    may_differ = all(_MAY_DIFFER.match(target) for target in (*missing, *unknown)) and len(missing) == len(unknown)
    unless = "it leads to the same page, or writes the same e-mail, in your language" if may_differ else ""
    yield Problem("link-target", _sentence(parts), "Write the target as in the source.", unless=unless)


def footnotes(pair: Pair) -> Iterator[Problem]:
    """Footnote marks that differ."""
    wanted, present = Counter(_FOOTNOTE.findall(pair.unit.msgid)), Counter(_FOOTNOTE.findall(pair.msgstr))
    if missing := list((wanted - present).elements()):
        yield Problem("footnote", f"The footnote mark {_listed(missing)} is missing.", "Put it after its word.")
    if unknown := list((present - wanted).elements()):
        yield Problem("footnote", f"The source has no footnote mark {_listed(unknown)}.", "Take it out.")


def emails(pair: Pair) -> Iterator[Problem]:
    """E-mail addresses that differ (ASCII, so that a letter of another script that looks the same is found)."""
    wanted, present = Counter(_EMAIL.findall(pair.unit.msgid)), Counter(_EMAIL.findall(pair.msgstr))
    missing, unknown = list((wanted - present).elements()), list((present - wanted).elements())
    if missing:
        instead = f"; it has {_listed(unknown)}" if unknown else ""
        mend = "Write the address as in the source, with a space on both sides where no punctuation stands."
        yield Problem("e-mail", f"The e-mail address {_listed(missing)} is missing{instead}.", mend)
    elif unknown:
        yield Problem("e-mail", f"The source has no e-mail address {_listed(unknown)}.", "Take it out.")


def inline_markup(pair: Pair) -> Iterator[Problem]:
    """Emphasis, links or code that do not parse, so that readers would see the markers."""
    if pair.is_markdown and (stray := stray_markup(pair.source, pair.target)):
        mend = f"Write it like this: {stray.instead}" if stray.instead else stray.rule
        yield Problem("inline-markup", f"Readers would see {stray.markers}: “{_short(stray.excerpt)}”.", mend)


def html_tags(pair: Pair) -> Iterator[Problem]:
    """HTML tags that differ, where HTML is not shown as text."""
    if pair.html == "off" or pair.is_plain:
        return
    wanted, present = Counter(pair.source.tags), Counter(pair.target.tags)
    if different := sorted((wanted - present) + (present - wanted)):
        names = _listed([f"<{name}>" for name in different])
        yield Problem("html", f"The HTML tags differ from those of the source: {names}.", "Copy them from the source.")


def digits(pair: Pair) -> Iterator[Problem]:
    """Numbers that the translation lost: a period, an amount, an address."""
    missing = list((_numbers(pair.unit.msgid) - _numbers(pair.msgstr)).elements())
    if missing:
        what = f"The translation does not have {_listed(missing)}."
        yield Problem("digits-lost", what, "Add it.", "warning", "it is written in words, or rightly left out")


def same_as_source(pair: Pair) -> Iterator[Problem]:
    """A longer text that reads exactly as its source."""
    words = re.findall(r"[^\W\d_]+", _URL.sub(" ", re.sub(r"\{\{[^{}]*\}\}", " ", pair.unit.msgid)))
    if pair.msgstr == pair.unit.msgid and len(words) > _MOST_WORDS:
        what = "The translation reads as its source."
        yield Problem("same-as-source", what, "Translate it.", "warning", "it is an address or a name")


def glossary(pair: Pair) -> Iterator[Problem]:
    """A term of the glossary that is translated otherwise; an English plural counts as its term."""
    text = pair.msgstr.casefold()
    for term, translations in pair.glossary.items():
        is_used = re.search(rf"(?<!\w){re.escape(term)}(?:s|es)?(?!\w)", pair.unit.msgid, re.IGNORECASE)
        if is_used and not any(each.casefold() in text for each in translations):
            what = f"The glossary has “{' or '.join(translations)}” for “{term}”."
            yield Problem("glossary", what, "Use the term.", "warning", "another word is right here")


def block_marks(pair: Pair) -> Iterator[Problem]:
    """A mark of a heading, list or quotation that the source has outside the unit: readers would see it."""
    match = _BLOCK_MARK.match(pair.msgstr)
    if pair.is_markdown and match and not _BLOCK_MARK.match(pair.unit.msgid):
        what = f"The text starts with “{match[0].strip()}”, which readers would see."
        yield Problem("block-mark", what, "Take it out: it stands before the text already.", "warning", "it is meant")


RULES: Final[tuple[Rule, ...]] = (
    variable_names, control_characters, plain_line, section_ids, links, footnotes, emails, inline_markup, html_tags,
    digits, same_as_source, glossary, block_marks,
)  # fmt: skip


def problems(pair: Pair, rules: Iterable[Rule] = RULES) -> Iterator[Problem]:
    """What is wrong with a translation, acknowledged or not."""
    for rule in rules:
        yield from rule(pair)


def findings_of(pairs: Iterable[Pair], rules: Iterable[Rule] = RULES) -> Iterator[Finding]:
    """The problems of translations as findings at the line of the translation, without those acknowledged."""
    for pair in pairs:
        for problem in problems(pair, rules):
            if not (problem.unless and problem.rule in pair.acknowledged):
                yield finding(pair, problem)


def finding(pair: Pair, problem: Problem) -> Finding:
    """A problem at its place, naming the unit, and the comment by which it can be acknowledged."""
    what = f"“{_short(pair.unit.msgid)}”: {problem.what}"
    mend = problem.mend
    if problem.unless:
        mend += f" If {problem.unless}, add the comment: # noticepress: {problem.rule} ok, and why"
    return Finding(pair.path, pair.line, 0, problem.rule, what, mend, problem.severity)


def _numbers(text: str) -> Counter[str]:
    """The numbers of a text outside of addresses, in ASCII digits and without separators of thousands."""
    plain = "".join(_ascii_digit(character) for character in _URL.sub(" ", text))
    plain = re.sub(r"\{\{[^{}]*\}\}|\]\([^()\s]*\)|\[\^[^\]\s]+\]", " ", plain)
    return Counter(number.lstrip("0") or "0" for number in re.findall(r"\d+", _GROUPED.sub("", plain)))


def _ascii_digit(character: str) -> str:
    value = unicodedata.digit(character, -1) if not character.isascii() and character.isdecimal() else -1
    return str(value) if value >= 0 else character


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{{ {name} }}}}" for name in names)


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items)


def _sentence(parts: Iterable[str]) -> str:
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _short(text: str) -> str:
    line = " ".join(text.replace("\\\n", " ").split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
