"""How far a translation is, which paragraphs wait, and the text that is ready: whole, or not there."""

from datetime import date

from msgspec.structs import replace

from noticepress.frontmatter import read_meta, split
from noticepress.ledger import digest
from noticepress.messages import Catalogue, Message, Translation, long_units, translation
from noticepress.model import Html, WorkingText

PATH = "locales/de/LC_MESSAGES/privacy.po"
SOURCE = """\
---
title: Privacy notice
description: What we know of you.
effective: 2027-01-01
change: minor
summary: |
  First point.

  - Second **point**.
---
# Cookies

We set [cookies](#cookies) for 6 months. Write to {{ organisation.email }}.

- One
- Two
"""
GERMAN = {
    "Privacy notice": "Datenschutzhinweise",
    "What we know of you.": "Was wir über Sie wissen.",
    "First point.": "Erster Punkt.",
    "Second **point**.": "Zweiter **Punkt**.",
    "Cookies": "Cookies",
    "We set [cookies](#cookies) for 6 months. Write to {{ organisation.email }}.": (
        "Wir setzen [Cookies](#cookies) für 6 Monate. Schreiben Sie an {{ organisation.email }}."
    ),
    "One": "Eins",
    "Two": "Zwei",
}


def source(text: str = SOURCE) -> WorkingText:
    parts = split(text)
    meta = read_meta(parts, "notice.md", [], first=True)
    assert meta
    return WorkingText("notices/privacy/notice.md", text.encode(), digest(text.encode()), meta, parts.body, parts.line)


def german(**changed: str | None) -> Catalogue:
    """The catalogue above, with other translations for some msgids (None: without that message)."""
    texts = {**GERMAN, **changed}
    messages = tuple(
        Message(msgid, (text,), line=10 * number)
        for number, (msgid, text) in enumerate(texts.items(), 1)
        if text is not None
    )
    return Catalogue(messages=messages, path=PATH)


def made(catalogue: Catalogue | None, text: str = SOURCE, html: Html = "off") -> Translation:
    return translation(source(text), catalogue, "de", html=html)


def test_a_complete_translation_is_a_text_of_the_same_structure_and_ids() -> None:
    result = made(german())
    assert (result.state, result.why, result.findings, result.total) == ("complete", "", (), 8)
    assert result.text is not None
    assert result.text.body == (
        "# Cookies {#cookies}\n\nWir setzen [Cookies](#cookies) für 6 Monate. Schreiben Sie an "
        "{{ organisation.email }}.\n\n- Eins\n- Zwei\n"
    )
    assert result.text.meta.title == "Datenschutzhinweise"
    assert result.text.meta.description == "Was wir über Sie wissen."
    assert result.text.meta.summary == "Erster Punkt.\n\n- Zweiter **Punkt**."
    assert (result.text.meta.effective, result.text.meta.change) == (date(2027, 1, 1), "minor")


def test_the_text_is_a_file_that_says_what_it_translates() -> None:
    text = made(german()).text
    assert text is not None
    parts = split(text.raw.decode())
    again = read_meta(parts, "x.md", [], first=True)
    assert (again, parts.body, parts.line) == (text.meta, text.body, text.line)
    assert text.meta.translates == source().sha256
    assert text.sha256 == digest(text.raw)


def test_nothing_translated_is_missing() -> None:
    assert made(None).state == "missing"
    assert made(Catalogue()).state == "missing"
    empty = made(german(**dict.fromkeys(GERMAN, "")))
    assert (empty.state, empty.text, len(empty.waiting)) == ("missing", None, 8)
    assert empty.why.startswith("8 of 8 paragraphs wait for a translator (notices/privacy/notice.md:2, ")


def test_what_is_empty_fuzzy_or_absent_waits_at_its_place_in_the_source() -> None:
    catalogue = german(One="", Two=None)
    first = replace(catalogue.messages[0], flags=("fuzzy",))
    result = made(replace(catalogue, messages=(first, *catalogue.messages[1:])))
    assert (result.state, result.text) == ("stale", None)
    assert [(each.msgid, str(each), each.catalogue_line, each.is_fuzzy) for each in result.waiting] == [
        ("Privacy notice", "notices/privacy/notice.md:2", 10, True),
        ("One", "notices/privacy/notice.md:15", 70, False),
        ("Two", "notices/privacy/notice.md:16", 0, False),
    ]


def test_a_repeated_paragraph_waits_once_and_is_translated_everywhere() -> None:
    text = "---\ntitle: A\neffective: 2027-01-01\n---\nA\n\nA\n"
    assert [each.line for each in made(None, text).waiting] == [2]
    result = made(Catalogue(messages=(Message("A", ("B",)),)), text)
    assert result.text is not None
    assert result.text.body == "B\n\nB\n"


def test_an_error_holds_a_complete_translation_back_and_is_named_with_line_and_msgid() -> None:
    result = made(german(One="Eins\n\nund mehr", Two="{{ organisation.mail }}"))
    assert (result.state, result.text) == ("complete", None)
    assert [(each.path, each.line, each.rule) for each in result.errors] == [
        (PATH, 70, "structure"),
        (PATH, 80, "variable"),
    ]
    assert "“One”" in result.errors[0].what
    assert result.why == f"The translation has an error: {PATH}:70 and 1 more; see “noticepress check”."


def test_a_translation_that_takes_the_definition_of_a_link_away_is_found_by_trying() -> None:
    text = "---\ntitle: T\neffective: 2027-01-01\n---\n<div>x</div>\n\nOne\n\n[a]: https://a.example\n"
    catalogue = Catalogue(
        messages=(
            Message("T", ("T",)),
            Message("<div>x</div>", ("<!-- <div>x</div>",), line=7),
            Message("One", ("Eins",)),
        ),
        path=PATH,
    )
    result = made(catalogue, text, "sanitised")
    assert result.text is None
    assert [(each.line, each.rule) for each in result.errors] == [(7, "structure")]


def test_a_fault_that_has_a_name_is_not_told_as_one_of_structure_again() -> None:
    assert [each.rule for each in made(german(Cookies="Kekse {#kekse}")).errors] == ["section-id"]


def test_a_warning_holds_nothing_back() -> None:
    msgid = next(msgid for msgid in GERMAN if "months" in msgid)
    result = made(german(**{msgid: GERMAN[msgid].replace("6", "sechs")}))
    assert [(each.rule, each.severity) for each in result.findings] == [("digits-lost", "warning")]
    assert result.text is not None


def test_what_is_published_is_not_looked_at_again() -> None:
    result = translation(source(), None, "de", is_published=True)
    assert (result.state, result.waiting, result.text) == ("published", (), None)


def test_a_finished_entry_serves_before_an_empty_one_of_another_context() -> None:
    catalogue = german()
    other = Message("One", ("",), context="old")
    assert made(replace(catalogue, messages=(other, *catalogue.messages))).state == "complete"


def test_a_paragraph_that_is_hard_to_translate_is_told_to_its_editor() -> None:
    text = SOURCE.replace("- One", "- One" + " and more" * 150)
    (found,) = long_units(source(text))
    assert (found.path, found.line, found.severity) == ("notices/privacy/notice.md", 15, "warning")
    assert "1353 characters" in found.what
    assert list(long_units(source())) == []
