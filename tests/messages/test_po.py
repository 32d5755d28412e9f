"""Catalogues are good gettext, and reading and writing one changes nothing."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from noticepress.messages import Catalogue, CatalogueError, Message, Previous, read_po, write_po

HEADER = Message(
    "",
    (
        "Project-Id-Version: notices\nPO-Revision-Date: 2025-01-01 12:00+0100\nLast-Translator: A <a@example.com>\n"
        "Language-Team: German <de@example.com>\nLanguage: de\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
        "Plural-Forms: nplurals=2; plural=(n != 1);\nX-Own: kept\n",
    ),
)

AS_WRITTEN = """\
# Translated by A.
#
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Own-Header: kept\\n"

#  odd   comment, kept
#. section cookies, paragraph 1
#: notice.md:3 notice.md:9
#, fuzzy, no-wrap
#| msgid ""
#| "Old "
#| "text\\n"
#| "here"
msgid ""
"New text "
"here"
msgstr "Neuer "
"Text"
msgctxt "a"
msgid "b" "c"
msgstr "d"


msgid "%d day"
msgid_plural "%d days"
msgstr[0] "%d Tag"
msgstr[1] "%d Tage"

#~| msgid "older"
#~ msgid "old"
#~ msgstr "alt"

# the end
"""


def gettext(tool: str, path: Path, *options: str) -> None:
    done = subprocess.run([tool, *options, "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def accepted(catalogue: Catalogue, folder: Path) -> None:
    path = folder / "notices.po"
    path.write_text(write_po(catalogue), encoding="utf-8", newline="")
    gettext("msgfmt", path, "-c")
    gettext("msgcat", path)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_is_read_is_written_byte_for_byte(end: str) -> None:
    text = AS_WRITTEN.replace("\n", end)
    assert write_po(read_po(text, "de.po")) == text


def test_every_part_of_an_entry_is_read() -> None:
    catalogue = read_po(AS_WRITTEN, "de.po")
    first, second, plural = catalogue.messages
    assert first.previous == Previous("Old text\nhere")
    assert (first.msgid, first.msgstr, first.flags, first.line) == (
        "New text here",
        "Neuer Text",
        ("fuzzy", "no-wrap"),
        17,
    )
    assert first.comments == ("#  odd   comment, kept",)
    assert first.references == ("notice.md:3", "notice.md:9")
    assert (second.context, second.msgid) == ("a", "bc")
    assert plural.strings == ("%d Tag", "%d Tage")
    assert catalogue.obsolete[0].previous == Previous("older")
    assert catalogue.epilogue == ("", "# the end")


def test_an_entry_whose_references_alone_moved_keeps_the_lines_of_its_texts() -> None:
    catalogue = read_po(AS_WRITTEN, "de.po")
    moved = replace(catalogue.messages[0], references=("notice.md:4",))
    text = write_po(replace(catalogue, messages=(moved, *catalogue.messages[1:])))
    assert text == AS_WRITTEN.replace("#: notice.md:3 notice.md:9", "#: notice.md:4")


def test_a_new_entry_is_unwrapped_and_a_previous_text_of_several_lines_is_marked_on_each(tmp_path: Path) -> None:
    message = Message("a" * 200, ("b" * 200,), flags=("fuzzy",), previous=Previous("one\\\ntwo"))
    catalogue = Catalogue(HEADER, (message,), (Message("one\\\ntwo", ("eins",), obsolete=True),))
    text = write_po(catalogue)
    assert f'#, fuzzy\n#| msgid ""\n#| "one\\\\\\n"\n#| "two"\nmsgid "{"a" * 200}"\nmsgstr "{"b" * 200}"\n' in text
    assert '#~ msgid ""\n#~ "one\\\\\\n"\n#~ "two"\n#~ msgstr "eins"\n' in text
    assert read_po(text, "de.po").messages == (message,)
    accepted(catalogue, tmp_path)


def test_gettexts_own_tools_would_write_the_same(tmp_path: Path) -> None:
    places = tuple(f"notices/privacy/notice.md:{line}" for line in range(98, 104))
    header = Message("", ("Language: sv\nContent-Type: text/plain; charset=UTF-8\n",))
    text = write_po(Catalogue(header, (Message("One " * 40, ("Ett " * 40,), references=places),)))
    assert text.count("#:") == 3
    path = tmp_path / "x.po"
    path.write_text(text)
    done = subprocess.run(["msgcat", "--no-wrap", path], capture_output=True, text=True, check=True)
    assert done.stdout == text


@pytest.mark.parametrize(
    "text",
    [
        '"quoted" \\ back\\\nslash',
        "100 % of data, 10% d",
        "日本語の段落。",
        "\u200fשלום\u200e",
        "tab\there",
        "{{ a.b }} `x`",
    ],
)
def test_gettext_accepts_what_is_written(text: str, tmp_path: Path) -> None:
    message = Message(text, (text,), comments=("# noticepress: same-as-source ok, a name",))
    fuzzy = Message(text, (text,), context=text, flags=("fuzzy",), previous=Previous(text, text))
    gone = Message(text, (text,), context="gone", obsolete=True, previous=Previous(text))
    accepted(Catalogue(HEADER, (message, fuzzy), (gone,)), tmp_path)


texts = st.text(st.sampled_from("ab \\\"\n\t\r%{}#~|[]()日本\u2028\x0b\u200fé'") | st.characters(codec="utf-8")).filter(
    lambda text: "\x00" not in text
)
entries = st.tuples(texts.filter(bool), texts, st.none() | texts, st.booleans())


@settings(deadline=None)
@given(
    st.lists(st.tuples(texts.filter(bool), texts, st.none() | texts, st.booleans()), unique_by=lambda entry: entry[0])
)
def test_any_text_comes_back_as_it_was(written: list[tuple[str, str, str | None, bool]]) -> None:
    messages = tuple(
        Message(msgid, (msgstr,), context, previous=Previous(msgstr) if fuzzy else None, flags=("fuzzy",) * fuzzy)
        for msgid, msgstr, context, fuzzy in written
    )
    gone = tuple(Message(msgid, (msgstr,), obsolete=True) for msgid, msgstr, _, _ in written)
    catalogue = Catalogue(HEADER, messages, gone)
    again = read_po(write_po(catalogue), "x.po")
    assert again == catalogue
    assert write_po(again) == write_po(catalogue)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ('msgid "a\nmsgstr "b"\n', 1, "closed"),
        ('msgid "a" b"\nmsgstr "b"\n', 1, "quotation mark"),
        ('msgid "a"\nmsgstr "C:\\Users"\n', 2, "means nothing"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 1, "without msgstr"),
        ('msgstr "c"\n', 1, "without msgid"),
        ('"stray"\n', 1, "text without"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4, "line 1"),
        ('<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n', 1, "version control"),
        ('msgid "a"\nmsgstr[0] "b"\n', 1, "msgid_plural"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', 1, "msgstr[0]"),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 3, "twice"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n', 1, "UTF-8"),
        ("Dear translator,\n", 1, "Comments begin with #"),
        ("msgid a\nmsgstr b\n", 1, "closed"),
        ('msgid "a"\nmsgstr ""\n\nmsgd "b"\nmsgstr "c"\n', 4, "Did you mean msgid?"),
        ('msgid ""\nmsgstr "a: b\\n"\n\nmsgid ""\nmsgstr "c: d\\n"\n', 4, "The header"),
    ],
)
def test_a_fault_is_named_with_its_file_line_and_mend(text: str, line: int, word: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        read_po(text, "locales/de.po")
    assert refused.value.faults[0].line == line
    assert f"locales/de.po:{line}: " in str(refused.value)
    assert word in str(refused.value)


def test_all_faults_are_reported_together() -> None:
    with pytest.raises(CatalogueError) as refused:
        read_po('msgid "a\nmsgstr "b"\n\nmsgid "c"\n\nmsgid "d"\nmsgstr "\\q"\n', "de.po")
    assert [fault.line for fault in refused.value.faults] == [1, 4, 7]
