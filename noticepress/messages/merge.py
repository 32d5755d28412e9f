"""Bring a catalogue up to date with a template: what still stands is kept, what is like it is offered as fuzzy."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from noticepress.messages.acknowledge import without_acknowledgements
from noticepress.messages.extract import is_of_older_version, section_of
from noticepress.messages.links import masked, rewritten
from noticepress.messages.similarity import Words
from noticepress.po.catalogue import Catalogue, Key, Message, Previous

IN_SECTION: Final = 0.5
"""How alike two texts of one section must be for the old translation to be of use."""
ANYWHERE: Final = 0.65
"""How alike two texts of different sections must be."""
STILL_THERE: Final = 0.75
"""How alike a new text must be to one that stays in the document."""
_FORMAT_FLAG: Final = re.compile(r"(?:no-|possible-|impossible-)?[a-z-]+-format|range:.*")


class _Given(NamedTuple):
    """A merged message and the numbers of the old messages whose translation it has."""

    message: Message
    sources: tuple[int, ...] = ()


class _Case(Struct, frozen=True):
    """What a merge works on: the template's messages, the known ones by key, and those with a translation that no
    working text has any more, fuzzy ones last; `kept` have a translation and stay."""

    wanted: tuple[Message, ...]
    known: Mapping[Key, Message]
    gone: tuple[Message, ...]
    kept: tuple[Message, ...]
    corrected: Mapping[str, str]
    forms: int


def merge(catalogue: Catalogue, template: Catalogue, *, corrected: Mapping[str, str] | None = None) -> Catalogue:
    """The catalogue with exactly the messages of the template, in its order, and all else it knew as obsolete.

    A translation is carried over, in this order: for the same text; for a text that a typo correction made of
    another (`corrected`: old msgid to new one); for the same text under another context that is gone; for a text
    that differs in link targets alone, which are rewritten; and, as fuzzy with the text it was made for, for the
    most similar text of the section, then of the document, and for what was split or joined. Merging again with the
    same template changes nothing.
    """
    case = _case(catalogue, template, corrected or {})
    merged: dict[int, _Given] = {}
    for step in (_same, _corrected, _moved, _links_alone):
        merged |= dict(step(case, merged))
    if len(merged) < len(case.wanted):
        _add_fuzzy(case, merged)
    empty = [replace(wanted, strings=("",) * (case.forms if wanted.plural else 1)) for wanted in case.wanted]
    messages = tuple(merged[number].message if number in merged else message for number, message in enumerate(empty))
    return replace(catalogue, messages=messages, obsolete=tuple(_obsolete(catalogue, case)))


def _case(catalogue: Catalogue, template: Catalogue, corrected: Mapping[str, str]) -> _Case:
    keys = {message.key for message in template.messages if not is_of_older_version(message)}
    known = {message.key: message for message in catalogue.obsolete}
    known |= {
        message.key: message for message in catalogue.messages if any(message.strings) or message.key not in known
    }
    translated = sorted((message for message in known.values() if any(message.strings)), key=lambda m: m.fuzzy)
    forms = re.search(r"nplurals\s*=\s*(\d+)", catalogue.header.msgstr)
    return _Case(
        template.messages,
        known,
        tuple(message for message in translated if message.key not in keys),
        tuple(message for message in translated if message.key in keys),
        corrected,
        int(forms[1]) if forms else 2,
    )


def _open(case: _Case, merged: Mapping[int, _Given]) -> list[int]:
    return [number for number in range(len(case.wanted)) if number not in merged]


def _free(case: _Case, merged: Mapping[int, _Given]) -> list[int]:
    used = {source for given in merged.values() for source in given.sources}
    return [number for number in range(len(case.gone)) if number not in used]


def _same(case: _Case, _merged: Mapping[int, _Given]) -> Iterator[tuple[int, _Given]]:
    for number, wanted in enumerate(case.wanted):
        old = case.known.get(wanted.key)
        if old and old.plural == wanted.plural:
            yield number, _Given(_kept(wanted, old))
        elif old and any(old.strings):
            yield number, _Given(_fuzzy(case, wanted, [old]))


def _corrected(case: _Case, merged: Mapping[int, _Given]) -> Iterator[tuple[int, _Given]]:
    old_of = {new: old for old, new in case.corrected.items()}
    for number in _open(case, merged):
        wanted = case.wanted[number]
        old = case.known.get(Key(wanted.context, old_of.get(wanted.msgid, "")))
        if old and any(old.strings) and old.plural == wanted.plural:
            yield number, _Given(_kept(wanted, old))


def _moved(case: _Case, merged: Mapping[int, _Given]) -> Iterator[tuple[int, _Given]]:
    by_text = {(case.gone[number].msgid, case.gone[number].plural): number for number in reversed(_free(case, merged))}
    for number in _open(case, merged):
        wanted = case.wanted[number]
        source = by_text.get((wanted.msgid, wanted.plural))
        if source is not None:
            yield number, _Given(_kept(wanted, case.gone[source]), (source,))


def _links_alone(case: _Case, merged: Mapping[int, _Given]) -> Iterator[tuple[int, _Given]]:
    without: dict[tuple[str, str | None], int] = {}
    for source in reversed(_free(case, merged)):
        text, targets = masked(case.gone[source].msgid)
        if targets and case.gone[source].plural is None:
            without[text, case.gone[source].context] = source
    for number in _open(case, merged):
        wanted = case.wanted[number]
        text, targets = masked(wanted.msgid)
        source_number = without.get((text, wanted.context))
        if source_number is None:
            continue
        old = case.gone[source_number]
        msgstr = rewritten(old.msgstr, masked(old.msgid)[1], targets)
        if msgstr is not None:
            yield number, _Given(_kept(wanted, replace(old, strings=(msgstr,))), (source_number,))


def _add_fuzzy(case: _Case, merged: dict[int, _Given]) -> None:
    words = Words.of([message.msgid for message in case.wanted], [m.msgid for m in (*case.gone, *case.kept)])
    groups = [(wanted, gone, IN_SECTION) for wanted, gone in _by_section(case, merged)]
    for wanted, gone, threshold in groups:
        for match in words.best(wanted, gone, threshold):
            _offer(case, merged, match.wanted, [match.candidate])
    for match in words.best(_open(case, merged), _free(case, merged), ANYWHERE):
        _offer(case, merged, match.wanted, [match.candidate])
    _add_joined(case, merged, words)
    _add_split(case, merged, words)
    kept = range(len(case.gone), len(case.gone) + len(case.kept))
    for match in words.best(_open(case, merged), kept, STILL_THERE):
        _offer(case, merged, match.wanted, [match.candidate])


def _by_section(case: _Case, merged: Mapping[int, _Given]) -> Iterator[tuple[list[int], list[int]]]:
    wanted: dict[str, list[int]] = defaultdict(list)
    gone: dict[str, list[int]] = defaultdict(list)
    for number in _open(case, merged):
        wanted[section_of(case.wanted[number]) or ""].append(number)
    for number in _free(case, merged):
        section = section_of(case.gone[number])
        if section is not None:
            gone[section].append(number)
    return ((numbers, gone[section]) for section, numbers in wanted.items() if section in gone)


def _add_joined(case: _Case, merged: dict[int, _Given], words: Words) -> None:
    """Texts whose parts were texts of their own: the old translations, one after the other."""
    free = _free(case, merged)
    fuzzy = [number for number, given in merged.items() if given.message.fuzzy and len(given.sources) == 1]
    for number in sorted([*_open(case, merged), *fuzzy]):
        own = list(merged[number].sources) if number in merged else []
        parts = words.parts(number, [*own, *free])
        if len(parts) > 1 and set(own) <= set(parts):
            _offer(case, merged, number, parts)
            free = [source for source in free if source not in parts]


def _add_split(case: _Case, merged: dict[int, _Given], words: Words) -> None:
    """Texts that were part of another: its whole old translation, for each part."""
    for number in _open(case, merged):
        if wholes := words.wholes(number, range(len(case.gone))):
            _offer(case, merged, number, wholes[:1])


def _offer(case: _Case, merged: dict[int, _Given], number: int, sources: Sequence[int]) -> None:
    old = [(*case.gone, *case.kept)[source] for source in sources]
    merged[number] = _Given(_fuzzy(case, case.wanted[number], old), tuple(sources))


def _kept(wanted: Message, old: Message) -> Message:
    """The template's message with a translation that is still right, or as fuzzy as it was."""
    flags = [flag for flag in old.flags if not _FORMAT_FLAG.fullmatch(flag) or flag in wanted.flags]
    flags += [flag for flag in wanted.flags if flag not in flags]
    return replace(
        wanted,
        strings=old.strings,
        comments=old.comments,
        flags=tuple(flags),
        previous=old.previous if old.fuzzy else None,
        line=old.line,
    )


def _fuzzy(case: _Case, wanted: Message, old: Sequence[Message]) -> Message:
    """The template's message with translations made for other texts, for a translator to mend."""
    texts = [message.previous if message.fuzzy and message.previous else _text(message) for message in old]
    msgid = " ".join(text.msgid for text in texts)
    strings = old[0].strings if len(old) == 1 else (" ".join(message.msgstr for message in old),)
    forms = case.forms if wanted.plural else 1
    return replace(
        wanted,
        strings=(*strings, *[strings[-1]] * forms)[:forms],
        comments=without_acknowledgements(_comments(old)),
        flags=("fuzzy", *wanted.flags),
        previous=texts[0]._replace(msgid=msgid),
    )


def _comments(old: Sequence[Message]) -> list[str]:
    """The comments of the first message, and those of the others that it does not have."""
    comments = list(old[0].comments)
    for message in old[1:]:
        comments += [comment for comment in message.comments if comment not in comments]
    return comments


def _text(message: Message) -> Previous:
    return Previous(message.msgid, message.context, message.plural)


def _obsolete(catalogue: Catalogue, case: _Case) -> Iterator[Message]:
    """What was obsolete and is not wanted again, then what the template has lost."""
    wanted = {message.key for message in case.wanted}
    live = {message.key for message in catalogue.messages}
    yield from (message for message in catalogue.obsolete if message.key not in wanted | live)
    for message in catalogue.messages:
        if message.key not in wanted and any(message.strings) and not _is_mere_offer(message, case):
            yield replace(message, obsolete=True, references=(), extracted=())


def _is_mere_offer(message: Message, case: _Case) -> bool:
    """Whether a fuzzy message still has just the translation of the text it was made for, which is known."""
    if not message.fuzzy or message.previous is None:
        return False
    original = case.known.get(Key(message.previous.context, message.previous.msgid))
    return original is not None and original.strings == message.strings
