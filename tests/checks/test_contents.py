"""The contents matrix, and the attribute that feeds it."""

import re

import pytest

from noticepress import compare, render, units
from noticepress.checks.contents import matrices
from noticepress.checks.requirements import ITEMS, REQUIREMENTS
from noticepress.markup import parser, sections, write_out_ids
from tests.checks.reviews import found, review_of

PLAIN = "## Retention {#retention}\n\nSeven years.\n"
CLAIMING = '## Retention {#retention covers="gdpr-13-2-a,gdpr-14-2-a  gdpr-13-1-c"}\n\nSeven years.\n'


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("gdpr-13", {"1": "abcdef", "2": "abcdef"}),
        ("gdpr-14", {"1": "abcdef", "2": "abcdefg"}),
        ("ccpa-7011", {"e-1": "abcdefghijk", "e-2": "abcdef", "e-3": "abcdefghij"}),
    ],
)
def test_the_lists_have_the_items_of_the_law(name: str, letters: dict[str, str]) -> None:
    expected = {f"{name}-{paragraph}-{letter}" for paragraph, all_of in letters.items() for letter in all_of}
    extra = {"ccpa-7011": {"ccpa-7011-e-4", "ccpa-7011-e-5", "ccpa-7011-e-2-admt"}}.get(name, set())
    assert {item.name for item in REQUIREMENTS[name].items} == expected | extra


def test_every_item_names_its_article() -> None:
    for item in ITEMS.values():
        digits = re.findall(r"\d+", item.name)
        assert all(digit in item.article for digit in digits), item


def test_what_headings_claim_is_met_and_the_rest_is_missing() -> None:
    review = review_of(CLAIMING, covers=("gdpr-13",))
    (matrix,) = matrices(review)
    met = {row.item.name: row.sections for row in matrix.rows if row.is_met}
    place = ("notices/privacy/notice.md", "retention", "Retention")
    assert met == {"gdpr-13-1-c": (place,), "gdpr-13-2-a": (place,)}
    missing = found("missing-contents", CLAIMING, covers=("gdpr-13",))
    assert len(missing) == len(matrix.rows) - 2
    assert missing[0].what.startswith("No section covers GDPR Art. 13(1)(a): who the controller is")


def test_an_item_that_the_page_meets_by_itself_is_not_missing() -> None:
    (matrix,) = matrices(review_of(PLAIN, covers=("ccpa-7011",)))
    assert [row.item.name for row in matrix.rows if row.is_met] == ["ccpa-7011-e-4"]


def test_the_attribute_is_read_and_no_reader_sees_it() -> None:
    (section,) = sections(parser().parse(CLAIMING))
    assert section.covers == ("gdpr-13-2-a", "gdpr-14-2-a", "gdpr-13-1-c")
    assert render(CLAIMING) == render(PLAIN)
    assert "gdpr" not in render(CLAIMING)


def test_the_attribute_is_published_with_the_text_and_is_no_change_nor_a_unit() -> None:
    assert write_out_ids(CLAIMING, "off") == CLAIMING
    assert not compare(PLAIN, CLAIMING).changes
    assert [unit.msgid for unit in units(CLAIMING)] == [unit.msgid for unit in units(PLAIN)]


def test_a_misspelt_item_is_told_with_those_that_are_there() -> None:
    (finding,) = found("unknown-item", '## One {#one covers="gpdr-13-2-a"}\n\nText.\n')
    assert (finding.what, finding.mend) == (
        "“gpdr-13-2-a” is not an item that a section can cover.",
        "Did you mean “gdpr-13-2-a”?",
    )
