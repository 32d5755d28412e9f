"""Languages: tags, names, directions and dates. This module is the only importer of Babel's CLDR data.

Tags are BCP 47 (`pt-BR`, `zh-Hant`); folders of `locales/` bear POSIX names (`pt_BR`, `zh_Hant`). Nothing here reads
the machine's own language settings.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_datetime, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

_PLURAL_RULES: Final = {
    "ja ko zh": "nplurals=1; plural=0;",
    "bg ca da de el en es et eu fi gl hu it nb nl nn pt sv tr": "nplurals=2; plural=(n != 1);",
    "fr pt-BR": "nplurals=2; plural=(n > 1);",
    "is": "nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1);",
    "cs sk": "nplurals=3; plural=((n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2);",
    "he": "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);",
    "hr sr uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 "
    ": 2);",
    "lt": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "lv": "nplurals=3; plural=(n%10==0 || (n%100>=11 && n%100<=19) ? 0 : n%10==1 && n%100!=11 ? 1 : 2);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "ro": "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);",
    "sl": "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
    "ga": "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n>=3 && n<=6 ? 2 : n>=7 && n<=10 ? 3 : 4);",
    "mt": "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n==0 || (n%100>=3 && n%100<=10) ? 2 "
    ": n%100>=11 && n%100<=19 ? 3 : 4);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
_PLURAL_FORMS: Final = {tag: rule for tags, rule in _PLURAL_RULES.items() for tag in tags.split()}
"""The rules of the languages of the interface. Babel's table for gettext changes from release to release: in some it
disagrees with CLDR's rules for whole numbers, in others it has a form of its own for whole millions."""

_AFTER_Z: Final = {"sv": "åäö", "fi": "åäö", "da": "æøå", "nb": "æøå", "nn": "æøå", "no": "æøå"}
_VARIANT: Final = re.compile(r"[a-z0-9]{5,8}|[0-9][a-z0-9]{3}", re.IGNORECASE)
_EUROPEAN: Final = {"en": "en-150", "pt": "pt-PT"}
"""Where CLDR takes a language without a country to be that of the largest one: the European form stands for it."""
_FORM_OF: Final = {"no": "nb", "zh": "zh-Hans"}
_FIRST: Final = {"fr": "1er", "pt-BR": "1º"}
_FIRST_OF_MONTH: Final = re.compile(r"^1(?=[\s\u00a0])")


@cache
def locale_of(tag: str) -> Locale:
    """Babel's locale of a tag. ValueError or UnknownLocaleError where CLDR has none."""
    return Locale.parse(tag, sep="-")


def is_locale(tag: str) -> bool:
    """Whether CLDR knows the tag, and it is written as BCP 47 has it: `pt-BR`, not `pt_br`; `he`, not `iw`."""
    return tag != "" and canonical(tag) == tag


def canonical(tag: str) -> str:
    """The tag as BCP 47 writes it (RFC 5646, section 2.1.1), by today's language codes; "" where CLDR has no such
    language: `PT_br` is `pt-BR`, `iw` is `he`."""
    language, *others = re.split("[-_]", tag)
    subtags = [
        each.title() if len(each) == 4 and each.isalpha() else each.upper() if len(each) < 4 else each.lower()
        for each in others
    ]
    try:
        known = locale_of("-".join([language.lower(), *subtags]))
    except (ValueError, UnknownLocaleError, TypeError):
        return ""
    return "-".join([known.language, *subtags])


def locale_help(tag: str) -> str:
    """How to write a language that was named otherwise than by its tag (`pt_br`, `Swedish`, `svenska`)."""
    if known := canonical(tag):
        return f"Write “{known}”."
    if meant := _tags_by_name().get(tag.casefold()):
        return f"Did you mean “{meant}”?"
    return "Use a BCP 47 tag with a hyphen, such as sv, pt-BR or zh-Hant."


@cache
def _tags_by_name() -> Mapping[str, str]:
    """Languages by their names in English and in themselves."""
    english = locale_of("en").languages
    names = {str(name).casefold(): tag for tag, name in english.items() if is_locale(tag)}
    return {str(locale_of(tag).language_name).casefold(): tag for tag in names.values()} | names


def posix_name(tag: str) -> str:
    """The folder of a locale under `locales/`, as gettext's tools know it: `pt_BR`, `zh_Hant`, `ca@valencia`."""
    return "@".join(["_".join(part for part in tag.split("-") if part not in variants(tag)), *variants(tag)])


def tag_of(posix: str) -> str:
    """The tag of such a folder."""
    return posix.replace("_", "-").replace("@", "-")


def variants(tag: str) -> tuple[str, ...]:
    """The variants of a tag, such as `valencia` and `1996`, which CLDR has few texts for."""
    return tuple(each for each in tag.split("-")[1:] if _VARIANT.fullmatch(each))


@lru_cache(maxsize=1024)
def direction(tag: str) -> str:
    """`ltr` or `rtl`; vertical scripts run from left to right on a page that is not set vertically."""
    return "rtl" if locale_of(tag).text_direction == "rtl" else "ltr"


@lru_cache(maxsize=1024)
def autonym(tag: str) -> str:
    """The language's name in itself, as a list shows it: with a capital where the script has them."""
    name = _name(tag, locale_of(tag))
    return name[:1].title() + name[1:]


@lru_cache(maxsize=1024)
def name_in(tag: str, reader: str) -> str:
    """The language's name in the reader's language, as it stands within a sentence."""
    return _name(tag, locale_of(_EUROPEAN.get(reader, reader)))


def _name(tag: str, reader: Locale) -> str:
    """A display name with script, territory and, which Babel leaves out, variants.

    A language in one of its scripts has a name of its own where CLDR has one: "简体中文", "förenklad kinesiska".
    """
    own = reader.languages.get(posix_name(tag)) if locale_of(tag).script else None
    name = own or locale_of(tag).get_display_name(reader) or tag
    extra = [str(reader.variants.get(each.upper(), each)) for each in variants(tag)]
    if not extra or all(each in name for each in extra):
        return name
    return f"{name[:-1]}, {', '.join(extra)})" if name.endswith(")") else f"{name} ({', '.join(extra)})"


def territory_name(code: str, reader: str) -> str:
    """The name of an ISO 3166 territory in the reader's language, or the code."""
    return str(locale_of(_EUROPEAN.get(reader, reader)).territories.get(code, code))


def is_territory(code: str) -> bool:
    """Whether this is a territory of ISO 3166-1 (`GB`), or of ISO 3166-2 below one that CLDR knows (`US-CA`)."""
    country, mark, part = code.partition("-")
    is_known = re.fullmatch(r"[A-Z]{2}", country) is not None and country in locale_of("en").territories
    return is_known and (not mark or re.fullmatch(r"[A-Z0-9]{1,3}", part) is not None)


def territory_meant(text: str) -> str:
    """The ISO 3166 code of what was written otherwise, as `no` or Norway; "" where nothing is near."""
    names = {str(name).casefold(): code for code, name in locale_of("en").territories.items() if len(code) == 2}
    return text.upper() if is_territory(text.upper()) else names.get(text.casefold(), "")


@lru_cache(maxsize=1024)
def long_date(day: date, tag: str) -> str:
    """A day in the long form of CLDR, with an ordinal on the first of a month where the language has one, which CLDR
    leaves out: "1er mars", in Brazil "1º de março".

    `en` without a country is written as in Europe ("1 March 2024"); American dates are those of `en-US`.
    """
    text = format_date(day, "long", locale=locale_of(_EUROPEAN.get(tag, tag)))
    first = next((_FIRST[each] for each in fallbacks(tag) if each in _FIRST), "1")
    return _FIRST_OF_MONTH.sub(first, text)


def year(day: date, tag: str) -> str:
    """The year of a day as a heading: "2026", "2026年"."""
    return str(format_skeleton("y", day, locale=locale_of(tag)))


@lru_cache(maxsize=1024)
def long_moment(moment: datetime, tag: str) -> str:
    """A moment in its own zone: long date, time and zone."""
    return str(format_datetime(moment, "long", tzinfo=moment.tzinfo, locale=locale_of(_EUROPEAN.get(tag, tag))))


@lru_cache(maxsize=1024)
def number(value: int, tag: str) -> str:
    """A whole number with the language's digits and grouping."""
    return format_decimal(value, locale=locale_of(tag))


def listing(items: Sequence[str], tag: str) -> str:
    """A list in words: "a, b and c"."""
    return format_list(list(items), locale=locale_of(tag))


def in_order(names: Iterable[str], tag: str) -> list[str]:
    """Names in alphabetical order: accents do not count, save where a letter has a place of its own after z."""
    last = _AFTER_Z.get(locale_of(tag).language, "")

    def places(name: str) -> list[str]:
        letters = unicodedata.normalize("NFC", name).casefold()
        return [
            chr(ord("z") + 1 + last.index(letter)) if letter in last else unicodedata.normalize("NFKD", letter)[0]
            for letter in letters
        ]

    return sorted(names, key=lambda name: (places(name), name))


def plural_forms(tag: str) -> str:
    """The value of gettext's `Plural-Forms` header, such as `nplurals=2; plural=(n != 1);`.

    Its forms are the categories that CLDR tells apart for whole numbers below a million, in CLDR's order (zero, one,
    two, few, many, other).
    """
    locale = locale_of(tag)
    if known := _PLURAL_FORMS.get(tag) or _PLURAL_FORMS.get(locale.language):
        return known
    from babel.messages.plurals import get_plural

    return str(get_plural(locale))


def fallbacks(tag: str) -> tuple[str, ...]:
    """The tag and its parents by CLDR that are written in the same script, nearest first.

    `pt-BR`, `pt`; `es-MX`, `es-419`, `es`; `zh-TW`, `zh-Hant`; but never `zh` after `zh-Hant`, nor `sr` after
    `sr-Latn`. What is only the general name of a language goes on to its usual form: `no` to `nb`, `zh` to `zh-Hans`.
    """
    chain = [tag]
    exceptions: Mapping[str, str] = get_global("parent_exceptions")
    parent = str(locale_of(tag)) if not variants(tag) else f"{locale_of(tag).language}_"
    while parent := exceptions.get(parent) or parent.rpartition("_")[0]:
        name = parent.replace("_", "-")
        if _script(name) == _script(tag) and name not in chain:
            chain.append(name)
    chain += [form for form in (_FORM_OF.get(name) for name in chain) if form and form not in chain]
    return tuple(chain)


def _script(tag: str) -> str:
    """The script of a tag: the one it names, or the likely one (CLDR, likely subtags)."""
    locale = locale_of(tag)
    likely: Mapping[str, str] = get_global("likely_subtags")
    full = likely.get(posix_name(tag)) or likely.get(locale.language) or f"{locale.language}_Zyyy"
    return str(locale.script or full.split("_")[1])


@cache
def month_names(tag: str) -> dict[str, int]:
    """Every name and abbreviation that CLDR has for the months, in lower case, with the number of the month."""
    months = locale_of(tag).months
    names: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context][width].items():
                names.setdefault(str(name).lower().rstrip("."), int(number))
    return names


@cache
def numeric_order(tag: str) -> str:
    """The order of day, month and year in the language's numeric dates: `dmy`, `mdy` or `ymd`."""
    pattern = str(locale_of(tag).date_formats["short"].pattern)
    letters = [letter for letter in pattern.lower() if letter in "dmy"]
    return "".join(dict.fromkeys(letters))


_FORMER: Final = {"nb": ("no",), "he": ("iw",), "id": ("in",), "fil": ("tl",), "yi": ("ji",), "ro": ("mo",)}
"""Codes that browsers and telephones have sent or still send for a language, by today's."""


def ranges(tags: Sequence[str]) -> dict[str, str]:
    """Which of the tags answers a language range that a browser sends, by the range in lower case.

    A range is looked up by cutting subtags off its end (RFC 4647, section 3.4). Beside the tags themselves stand
    ranges that CLDR's likely subtags lead to them (`pt` finds `pt-BR`, `zh-TW` finds `zh-Hant`), and names that some
    systems still send: `no` finds `nb`, `iw` finds `he`.
    """
    found = {tag.lower(): tag for tag in tags}
    likely: Mapping[str, str] = get_global("likely_subtags")
    for tag in tags:
        locale, script = locale_of(tag), _script(tag)
        for key, value in likely.items():
            if key.split("_")[0] == locale.language and value.split("_")[1] == script:
                found.setdefault(key.replace("_", "-").lower(), tag)
        for old in _FORMER.get(locale.language, ()):
            found.setdefault(old, tag)
    return _needed(found)


def _needed(found: Mapping[str, str]) -> dict[str, str]:
    """Without the ranges whose shorter form finds the same tag."""
    kept = {}
    for key, tag in found.items():
        parts = key.split("-")
        shorter = ("-".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
        if next((found[each] for each in shorter if each in found), "") != tag:
            kept[key] = tag
    return kept
