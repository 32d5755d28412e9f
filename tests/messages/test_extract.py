"""Templates: every unit once, with what it is, where it stands and what its translators should know."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from noticepress.messages import Catalogue, Message, read_po, source_from, source_of, template, write_po
from noticepress.messages.acknowledge import acknowledged, without_acknowledgements
from noticepress.messages.links import masked, rewritten
from tests.messages.test_states import SOURCE, source


def entries(catalogue: Catalogue) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(message.msgid, message.extracted, message.references) for message in catalogue.messages]


def test_units_come_in_the_order_of_the_text_with_section_kind_place_and_line() -> None:
    assert entries(template([source_of("n.md", SOURCE)])) == [
        ("Privacy notice", ("front matter, title",), ("n.md:2",)),
        ("What we know of you.", ("front matter, description",), ("n.md:3",)),
        ("First point.", ("front matter, summary",), ("n.md:6",)),
        ("Second **point**.", ("front matter, summary",), ("n.md:6",)),
        ("Cookies", ("section cookies, heading",), ("n.md:11",)),
        (
            "We set [cookies](#cookies) for 6 months. Write to {{ organisation.email }}.",
            ("section cookies, paragraph 1",),
            ("n.md:13",),
        ),
        ("One", ("section cookies, list item 1",), ("n.md:15",)),
        ("Two", ("section cookies, list item 2",), ("n.md:16",)),
    ]


def test_a_repeated_text_is_one_message_with_every_place() -> None:
    markdown = "---\ntitle: A\neffective: 2027-01-01\n---\nIntro\n\n# A\n\nYes\n\n# B\n\nYes\n"
    assert entries(template([source_of("n.md", markdown)])) == [
        ("A", ("front matter, title", "section a, heading"), ("n.md:2", "n.md:7")),
        ("Intro", ("before the first section, paragraph 1",), ("n.md:5",)),
        ("Yes", ("section a, paragraph 1", "section b, paragraph 1"), ("n.md:9", "n.md:13")),
        ("B", ("section b, heading",), ("n.md:11",)),
    ]


def test_an_older_version_adds_only_what_the_working_text_lacks() -> None:
    older = replace(source_of("old.md", "Both\n\nOld\n"), version="2025-01-01")
    assert entries(template([source_of("n.md", "Both\n"), older])) == [
        ("Both", ("before the first section, paragraph 1",), ("n.md:1",)),
        ("Old", ("only in the version of 2025-01-01", "before the first section, paragraph 2"), ("old.md:3",)),
    ]


def test_a_working_text_and_its_file_give_the_same_template() -> None:
    text = source()
    assert template([source_from(text)]) == template([source_of(text.path, SOURCE)])


def test_the_same_sources_give_the_same_file() -> None:
    texts = {write_po(template([source_of("n.md", SOURCE)], project="X")) for _ in range(2)}
    assert len(texts) == 1
    assert "POT-Creation-Date" not in texts.pop()


def test_a_path_with_spaces_is_written_so_that_gettext_reads_it(tmp_path: Path) -> None:
    text = write_po(template([source_of("my notices/n.md", "One\n")]))
    (tmp_path / "x.pot").write_text(text)
    done = subprocess.run(["msgcat", "--no-wrap", tmp_path / "x.pot"], capture_output=True, text=True, check=True)
    assert "#: \u2068my notices/n.md\u2069:1" in done.stdout
    assert read_po(done.stdout, "x.pot").messages == read_po(text, "x.pot").messages


def test_babel_extracts_notices_by_the_registered_name() -> None:
    file = BytesIO(SOURCE.encode("utf-8-sig"))
    found = list(extract("noticepress", file, options={"html": "off"}))
    assert found[0] == (2, "Privacy notice", ["front matter, title"], None)
    assert found[-1] == (16, "Two", ["section cookies, list item 2"], None)
    assert len(found) == 8


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[a](#b) and [c](https://d.example/e_(f)).", ("#b", "https://d.example/e_(f)")),
        ("[a](<b c> 'T')", ("<b c>",)),
        ("<https://a.example/?x=1> see https://b.example/y.", ("<https://a.example/?x=1>", "https://b.example/y")),
        ("no (link) here", ()),
    ],
)
def test_link_targets_are_found(text: str, targets: tuple[str, ...]) -> None:
    assert masked(text)[1] == targets


def test_targets_are_exchanged_wherever_the_translation_has_them() -> None:
    assert rewritten("[x](#b), [y](#a)", ["#a", "#b"], ["#c", "#b"]) == "[x](#b), [y](#c)"
    assert rewritten("[x](#a)", ["#a", "#a"], ["#c", "#d"]) is None
    assert rewritten("nothing", ["#a"], ["#c"]) is None


def test_acknowledgements_are_read_with_their_reasons_and_taken_out() -> None:
    comments = ("# by A.", "# noticepress: digits-lost ok, in words", "#noticepress: glossary ok", "# noticepress: x")
    assert acknowledged(comments) == {"digits-lost": "in words", "glossary": ""}
    assert without_acknowledgements(comments) == ("# by A.", "# noticepress: x")


words = st.text("abc*_`[]()#-\\| 1.", min_size=1, max_size=12)


@settings(deadline=None, max_examples=200)
@given(st.lists(words, max_size=6))
def test_any_template_is_good_gettext_and_reads_back(paragraphs: list[str]) -> None:
    catalogue = template([source_of("n.md", "\n\n".join(paragraphs))])
    again = read_po(write_po(catalogue), "n.pot")
    assert again.messages == catalogue.messages
    assert all(isinstance(message, Message) and message.msgid.strip() for message in again.messages)
