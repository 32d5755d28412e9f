"""What a person is told of a site.toml that is no TOML."""

import pytest

from noticepress.diagnosis.toml import toml_faults


def told(text: str) -> list[tuple[int, int, str]]:
    return [(each.line, each.column, f"{each.what} {each.mend}") for each in toml_faults(text, "site.toml")]


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("a = “x”", 5, 'Write a = "x".'),
        ("a = x y", 5, "“x y” is not a value."),
        ('a = "x', 7, "A quotation mark is missing"),
        ("a = 'x", 5, "A quotation mark is missing"),
        ('a = """x', 5, 'Write """ at its end.'),
        ('a = "x" "y"', 9, "More follows after the closing quotation mark."),
        ('a = "x";', 8, '“;” stands after the value. Write a = "x"'),
        ('a = "C:\\Users"', 10, "Write the backslash twice"),
        ('a: "x"', 2, 'Write a = "x".'),
        ("a", 2, "“a” has no value."),
        ("a =", 4, "“a” has no value."),
        ('a b = "x"', 3, "such as a-b."),
        ('a == "x"', 4, 'Write a = "x"'),
        ("a = True", 5, "Write true,"),
        ("a = 2026-02-30", 5, "is not a day of the calendar"),
        ('a = ["x" "y"]', 10, "A comma is missing"),
        ('a = ["x", "y"', 5, "has no end"),
        ("[a", 1, "Write [a]."),
        ("[a b]", 1, "is not the name of a table"),
        ('a = "\x00"', 6, "U+0000"),
        ("<<<<<<< HEAD", 1, "A merge in version control"),
        ("site:", 5, "A table is written [site]."),
        ("Words of a person.", 7, "neither a table nor a key"),
    ],
)
def test_a_line_is_told_at_its_place_with_how_to_mend_it(line: str, column: int, said: str) -> None:
    (found,) = told(f'first = "1"\n{line}\n')
    assert found[:2] in {(2, column), (3, 0)}
    assert said in found[2]


def test_every_line_is_told_at_once_and_only_those() -> None:
    text = '[site]\na = “x”\nb: 1\nc = "fine"\n[site\nd = ["x" "y"]\n[other]\ne = no\n'
    assert [line for line, _, _ in told(text)] == [2, 3, 5, 6, 8]


def test_what_stands_twice_is_told_where_it_stands_again() -> None:
    assert told('[a]\nx = "1"\nx = "2"\n[a]\n')[0][:1] == (3,)
    assert [line for line, _, _ in told('[a]\nx = "1"\nx = "2"\n[a]\n')] == [3, 4]


def test_a_list_over_several_lines_is_told_where_it_begins() -> None:
    assert told('a = [\n  "x",\n  "y"\n[site]\nb = "1"\n')[0][:2] == (1, 5)
    assert "comma" in told('a = [\n  "x"\n  "y",\n]\n')[0][2]
