"""What a person is told of front matter that is no YAML."""

import sys
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noticepress import frontmatter
from noticepress.errors import Finding
from noticepress.frontmatter import Parts, begin_of_body, read_meta, split
from noticepress.model import Meta


def told(head: str) -> list[tuple[int, int, str]]:
    findings: list[Finding] = []
    assert read_meta(split(f"---\n{head}\n---\n\nText.\n"), "notice.md", findings, first=True) is None
    return [(each.line, each.column, f"{each.what} {each.mend}") for each in sorted(findings)]


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("title: {{ organisation.name }}", 8, 'title: "{{ organisation.name }}"'),
        ("title: [Draft] Notice", 8, "is read as a list"),
        ("title: A: B", 9, "A second colon"),
        ('title: "A', 8, "never closed"),
        ('title: "A" b', 8, "More follows"),
        ("title: 'Norrby's'", 8, 'title: "Norrby\'s"'),
        ("title: @home", 8, "cannot begin with @"),
        ("title: &a", 8, "cannot begin with &"),
        ("title: > A", 8, "begins in the next line"),
        ("title:A", 6, "Write “title: A”."),
        ("title:\u00a0A", 6, "no ordinary space"),
        ("title = A", 7, "“=” stands where a colon belongs"),
        ("title: \x07A", 8, "U+0007"),
        ("title: A\nlost", 1, "This line is no “key: value”."),
        ("\ttitle: A", 1, "begins with a tab"),
        ("title: A\ntitle: B", 1, "“title” stands twice"),
        ("title: A\n  change: minor", 1, "moved in"),
        ("<<<<<<< HEAD", 1, "A merge in version control"),
    ],
)
def test_a_line_is_told_at_its_place_with_how_to_mend_it(line: str, column: int, said: str) -> None:
    good = "" if "title" in line else "\ntitle: A"
    (found,) = told(f"{line}\neffective: 2027-01-01{good}")
    assert found[:2] == (2 + line.count("\n"), column)
    assert said in found[2]


def test_every_line_is_told_at_once_and_what_cannot_be_read_is_not_missing() -> None:
    found = told("title: {{ x }}\neffective: 1 March 2027\nchange = minor\ncolour: red")
    assert [line for line, _, _ in found] == [2, 3, 4, 5]
    assert "Write 2027-03-01" in found[1][2]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("01.03.2027", "2027-03-01"), ("2027/3/1", "2027-03-01"), ("1 March 2027", "2027-03-01"),
        ("March 1st, 2027", "2027-03-01"), ("31/01/2027", "2027-01-31"), ("2027-03-01 10:00", "2027-03-01"),
        ("01/03/2027", ""), ("soon", ""), ("32.01.2027", ""),
    ],
)  # fmt: skip
def test_a_date_in_another_form_is_offered_as_it_is_written_here(written: str, meant: str) -> None:
    ((_, _, said),) = told(f"title: A\neffective: {written}")
    assert (f"Write {meant}:" in said) == bool(meant)


LINES = st.lists(
    st.sampled_from(
        [
            "title: ", "effective: ", "change: ", "summary: ", "a-b: ", "x", "2025-01-02", "minor", "no", "null", "~",
            "a b", "a  b", "- a", "a: b", "a #b", "a's", "1e3", "\n", "\n", "\n", "---", "...", "é", "日本", "%a",
            "a, b", "(a)", "?", "!a", "a -", "A.", "a\tb", '"a"', "|", "> x", "&a", "*a", "{a}", "[a]", "a:", " ", "\r",
            "\u2028", "Title: ",
        ]
    ),
    max_size=9,
).map(lambda parts: "title: A\neffective: 2027-01-01\n" + "".join(parts))  # fmt: skip


def read(head: str) -> tuple[Meta | None, list[Finding]]:
    findings: list[Finding] = []
    return read_meta(Parts(head, "", 9), "notice.md", findings, first=True), findings


@settings(max_examples=1000, deadline=None)
@given(LINES)
def test_plain_lines_say_what_they_say_in_yaml(head: str) -> None:
    with patch.object(frontmatter, "_lines", lambda _: []):
        as_yaml = read(head)
    assert read(head) == as_yaml


def test_front_matter_of_plain_lines_is_read_without_yaml() -> None:
    head = "title: Privacy notice\neffective: 2025-06-01\nchange: minor\nsummary: We say more, in (some) words.\n"
    with patch.dict(sys.modules, {"noticepress.frontmatter.as_yaml": None}):
        meta, findings = read(head)
    assert meta
    assert (meta.title, meta.summary, findings) == ("Privacy notice", "We say more, in (some) words.", [])


@given(
    st.lists(
        st.sampled_from(["---", "--- ", "\ufeff", "title: é", " ---", "----", "\n", "\r\n", "\n\n", "x"]), max_size=9
    )
)
def test_a_body_begins_in_the_bytes_where_it_does_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    parts = split(text)
    assert text.encode()[begin_of_body(text.encode()) :].decode() == (parts.body if parts.yaml is not None else "")
