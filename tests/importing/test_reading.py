"""States made readable: encodings, front matter of other tools, remains of Liquid and kramdown, titles."""

import pytest

from noticepress.importing.reading import UnreadableError, read_state
from noticepress.importing.remains import clear_attributes, clear_liquid
from noticepress.importing.states import Choices, Draft, State

PLAIN = "# Privacy\n\nÅrets uppgifter.\n"


def read(raw: bytes, **choices: object) -> tuple[Draft, str]:
    draft, remarks = read_state(State("sv", raw, "x.md", ""), Choices(**choices), "A notice")  # type: ignore[arg-type]
    assert draft is not None
    return draft, " ".join(str(remark) for remark in remarks)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (PLAIN.encode(), ""),
        (b"\xef\xbb\xbf" + PLAIN.encode(), "byte order mark (utf-8)"),
        (b"\xff\xfe" + PLAIN.encode("utf-16-le"), "byte order mark (utf-16-le)"),
        (b"\xfe\xff" + PLAIN.encode("utf-16-be"), "byte order mark (utf-16-be)"),
        (PLAIN.replace("\n", "\r\n").encode(), "CRLF"),
        (PLAIN.replace("\n", "\r").encode(), "CR"),
        (PLAIN.encode("windows-1252"), "Read as cp1252"),
    ],
)
def test_every_encoding_gives_the_same_text(raw: bytes, told: str) -> None:
    draft, remarks = read(raw, encoding="cp1252")
    assert (draft.title, draft.body.strip()) == ("Privacy", "Årets uppgifter.")
    assert told in remarks


def test_bytes_of_no_named_encoding_are_refused_with_their_line() -> None:
    with pytest.raises(UnreadableError) as refused:
        read(PLAIN.encode("windows-1252"))
    assert (refused.value.line, refused.value.what) == (3, "The byte 0xC5 is not UTF-8.")
    with pytest.raises(UnreadableError):
        read(b"\xff\xfea", encoding="cp1252")


def test_front_matter_of_other_tools_is_taken_over_or_named() -> None:
    draft, remarks = read(b"---\ntitle: 'Cookies'\nlayout: page\ntags: [a, b]\nsummary: New\n---\n# Cookies\n\nText")
    assert (draft.title, draft.summary, draft.body.strip()) == ("Cookies", "New", "Text")
    assert "layout, tags" in remarks


def test_front_matter_that_cannot_be_read_is_left_out_and_told() -> None:
    draft, remarks = read(b"---\ntitle: a: b: c\n---\n# Cookies\n\nText")
    assert draft.title == "Cookies"
    assert "It was left out" in remarks


def test_a_heading_that_says_something_else_stays() -> None:
    draft, _ = read(b"---\ntitle: Cookies\n---\n# About us\n\nText")
    assert (draft.title, draft.body.strip().splitlines()[0]) == ("Cookies", "# About us")


def test_a_text_without_a_title_is_given_one_and_told() -> None:
    draft, remarks = read(b"Text alone.\n\n## Who\n\nWe.")
    assert draft.title == "A notice"
    assert "has no title" in remarks


def test_an_empty_file_is_left_out() -> None:
    draft, remarks = read_state(State("sv", b"\n \n", "x.md", ""), Choices(), "A notice")
    assert draft is None
    assert [remark.doubt for remark in remarks] == [True]


def test_liquid_is_kept_dropped_or_filled_in() -> None:
    text = "Write to {{ site.email }}{% include x.html %}."
    assert clear_liquid(text, "keep", {}).text == text
    assert clear_liquid(text, "drop", {}).text == "Write to ."
    filled = clear_liquid(text, "drop", {"site.email": "us@company.example", "include x.html": "!"})
    assert (filled.text, filled.found) == ("Write to us@company.example!.", ())


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("keep", "## Who ## {: #who .big}\n{: .x }\nWe{:.y}.\n\n# One\n{: #one }\n```\n{: z }\n```\n"),
        ("drop", "## Who ##\nWe.\n\n# One\n```\n{: z }\n```\n"),
        ("ids", "## Who {#who}\nWe.\n\n# One {#one}\n```\n{: z }\n```\n"),
    ],
)
def test_attribute_lists(choice: str, expected: str) -> None:
    text = "## Who ## {: #who .big}\n{: .x }\nWe{:.y}.\n\n# One\n{: #one }\n```\n{: z }\n```\n"
    assert clear_attributes(text, choice).text == expected  # type: ignore[arg-type]
