"""What a redline shows: the golden pairs, and what stands round them."""

import re
from pathlib import Path

import pytest
from msgspec.structs import fields, replace

import noticepress
from noticepress.redline import ENGLISH_WORDS, Change, Words, compare_html
from tests.redline.reading import shown, tree_of

GOLDEN = Path(__file__).parents[1] / "golden" / "redline"
_PAIR = re.compile(
    r"^# (?P<title>[^\n]+)\n\nOld\n\n````markdown\n(?P<old>.*?)\n````\n\nNew\n\n````markdown\n(?P<new>.*?)\n````\n\n"
    r"Redline\n\n````text\n(?P<shown>.*?)\n````$",
    re.MULTILINE | re.DOTALL,
)
PAIRS = [
    pytest.param(match["old"], match["new"], match["shown"], id=f"{path.stem}: {match['title']}")
    for path in sorted(GOLDEN.glob("*.md"))
    for match in _PAIR.finditer(path.read_text(encoding="utf-8"))
]


def changes(old: str, new: str) -> tuple[Change, ...]:
    return noticepress.compare(old, new, html="sanitised").changes


@pytest.mark.parametrize(("old", "new", "expected"), PAIRS)
def test_golden_pairs(old: str, new: str, expected: str) -> None:
    assert shown(noticepress.compare(old, new, html="sanitised").html) == expected


def test_every_golden_pair_is_read() -> None:
    titles = sum(path.read_text(encoding="utf-8").count("\nRedline\n") for path in GOLDEN.glob("*.md"))
    assert len(PAIRS) == titles > 30


def test_changes_know_their_section_and_their_words() -> None:
    old = "A short intro.\n\n## Your data\n\nWe keep it for ninety days.\n\n## Your rights\n\nWrite to us."
    new = "A fresh intro.\n\n## Your data\n\nWe keep it for thirty days.\n\n## Your rights\n\nWrite to us.\n\nOr call."
    assert changes(old, new) == (
        Change(1, "replaced", "", "", "short", "fresh"),
        Change(2, "replaced", "your-data", "Your data", "ninety", "thirty"),
        Change(3, "inserted", "your-rights", "Your rights", "", "Or call."),
    )


def test_a_change_in_a_heading_belongs_to_its_own_section() -> None:
    assert changes("## Cookies\n\nText.", "## Cookies and pixels\n\nText.") == (
        Change(1, "inserted", "cookies-and-pixels", "Cookies and pixels", "", "and pixels"),
    )


def test_a_link_change_gives_both_addresses() -> None:
    assert changes("[here](https://example.org/a)", "[here](https://example.org/b)") == (
        Change(1, "link", "", "", "https://example.org/a", "https://example.org/b"),
    )


def test_counts_are_in_words() -> None:
    counts = noticepress.compare("One two, three.\n\nGone for ever.", "One four five, three.").counts
    assert (counts.words_inserted, counts.words_deleted, counts.words_moved) == (2, 4, 0)
    assert dict(counts.by_kind) == {"replaced": 1, "deleted": 1}
    assert not counts.empty


def test_words_for_assistive_technology_are_those_given_and_stand_apart() -> None:
    words = replace(ENGLISH_WORDS, **{field.name: f"[{field.name}]" for field in fields(Words)})
    html = compare_html(
        "<p>Old word, <a href='#a'>x</a> it's.</p><p>This paragraph moves to the end of it.</p><p>Stays here now.</p>",
        "<p>New word, <a href='#b'>x</a> it’s.</p><p>Stays here now.</p><p>This paragraph moves to the end of it.</p>",
        words=words,
    ).html
    notes = ["".join(e.itertext()) for e in tree_of(html).iter() if "data-redline-note" in e.attrib]
    assert {"[inserted_start]", "[inserted_end]", "[deleted_start]", "[deleted_end]", "[moved_from]", "[moved_to]"} <= {
        *notes
    }
    assert {"[moved_from_link]", "[moved_to_link]", "[link_changed]", "[typography_changed]"} <= {*notes}
    assert "[" not in re.sub(r"<(span|a) data-redline-note.*?</\1>", "", html)


def test_headings_keep_their_id_and_no_id_stands_twice() -> None:
    old = "## Cookies\n\nWe use cookies for statistics only.\n\n## Cookies\n\nOther words stand here."
    new = "## Cookies\n\nOther words stand here.\n\n## Contact\n\nWrite to us."
    html = noticepress.compare(old, new).html
    found = [e.attrib["id"] for e in tree_of(html).iter() if "id" in e.attrib]
    assert len(found) == len(set(found))
    assert {"cookies", "contact"} <= set(found)


def test_a_footnote_that_is_only_numbered_anew_is_no_change_of_words() -> None:
    old, new = (f"{text} we share data[^b].\n\n[^b]: In the union only.{note}" for text, note in (
        ("Sometimes", ""), ("Sometimes[^a]", "\n[^a]: Seldom.")))  # fmt: skip
    assert [change.new for change in changes(old, new)] == ["[1]", "Seldom. ↩︎"]


def test_a_byte_order_mark_is_no_part_of_a_text() -> None:
    assert changes("\ufeff# Notice\n\nWords.", "# Notice\n\nWords.") == ()


def test_texts_nested_beyond_reason_are_compared_as_wholes() -> None:
    old, new = ("<blockquote>" * 800 + word + "</blockquote>" * 800 for word in ("old", "new"))
    redline = compare_html(old, new)
    assert [(change.kind, change.old, change.new) for change in redline.changes] == [
        ("deleted", "old", ""),
        ("inserted", "", "new"),
    ]
