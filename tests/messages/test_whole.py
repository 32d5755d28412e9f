"""Whole-file translations: their units beside those of the source, and where their structure differs."""

import pytest

from noticepress.messages import aligned, whole_findings
from tests.messages.test_states import source

ENGLISH = (
    "---\ntitle: Notice\neffective: 2027-01-01\n---\n"
    "Intro\n\n# One {#one}\n\nWrite to a@b.example.\n\n# Two\n\n- a\n- b\n"
)


def texts(english: str, german: str) -> list[tuple[str, str]]:
    return [(one.msgid, two.msgid) for one, two in aligned(english, german)[0]]


def test_units_are_paired_whatever_the_markers() -> None:
    german = "Einführung\n\nEins\n===\n\nText\n\n# Zwei\n\n* x\n\n* y\n"
    assert texts(source(ENGLISH).body, german) == [
        ("Intro", "Einführung"),
        ("One", "Eins"),
        ("Write to a@b.example.", "Text"),
        ("Two", "Zwei"),
        ("a", "x"),
        ("b", "y"),
    ]


@pytest.mark.parametrize(
    ("german", "line", "word"),
    [
        ("I\n\n# Eins\n\nT\n\n# Zwei\n\n- x\n", 9, "source has a list item"),
        ("I\n\n# Eins\n\nT\n\n# Zwei\n\n1. x\n2. y\n", 9, "Here is a numbered list"),
        ("I\n\n# Eins\n\nT\n\n# Zwei\n", 7, "nothing more; the source has a list"),
        ("I\n\n# Eins\n\nT\n\n## Zwei\n\n- x\n- y\n", 7, "Here is a heading"),
    ],
)
def test_another_structure_is_found_at_its_line_and_other_sections_are_still_paired(
    german: str, line: int, word: str
) -> None:
    pairs, (difference,) = aligned(source(ENGLISH).body, german)
    assert difference.line == line
    assert word in difference.what
    assert [one.msgid for one, _ in pairs] == (["Intro", "One", "Write to a@b.example."] if line else [])


def test_a_heading_that_one_text_lacks_is_named_and_the_sections_round_it_are_still_paired() -> None:
    english = "Intro\n\n# One\n\nA\n\n# Two {#two}\n\n- b\n\n# Three\n\nC\n"
    pairs, (difference,) = aligned(english, "Einl.\n\n# Eins\n\nA2\n\n# Drei\n\nC2\n")
    assert [(one.msgid, two.msgid) for one, two in pairs][-2:] == [("Three", "Drei"), ("C", "C2")]
    assert (difference.line, difference.source_line) == (7, 7)
    assert "“Two”" in difference.what
    pairs, (difference,) = aligned("# Three\n\nC\n", "# Eins\n\n- A2\n\n# Drei\n\nC2\n")
    assert [(one.msgid, two.msgid) for one, two in pairs] == [("Three", "Drei"), ("C", "C2")]
    assert (difference.line, difference.what) == (1, "The source has no heading here.")


def test_a_text_before_the_first_heading_that_the_source_lacks_is_a_difference() -> None:
    _, (difference,) = aligned("# One\n\nA\n", "Mehr\n\n# Eins\n\nA2\n")
    assert (difference.line, difference.source_line) == (1, 1)


def test_findings_stand_at_the_lines_of_the_file_and_what_nobody_can_acknowledge_there_is_a_warning() -> None:
    german = source(
        "---\ntitle: Hinweise\neffective: 2027-01-01\n---\n"
        "Intro 2\n\n# Eins {#one}\n\nAn a@c.example.\n\n# Zwei\n\n- x\n"
    )
    found = whole_findings(source(ENGLISH.replace("Intro", "Intro 12")), german)
    assert [(each.line, each.rule, each.severity) for each in found] == [
        (5, "digits-lost", "warning"),
        (9, "e-mail", "error"),
        (13, "structure", "error"),
    ]
    assert "noticepress:" not in found[0].mend


def test_a_good_translation_has_no_findings() -> None:
    german = ENGLISH.replace("Intro", "Einführung").replace("One", "Eins").replace("Write to", "Schreiben an")
    assert whole_findings(source(ENGLISH), source(german)) == ()
