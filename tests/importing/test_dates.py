"""Dates as texts state them, in their languages."""

from datetime import date

import pytest

from noticepress.importing.dates import first_date, stated


@pytest.mark.parametrize(
    ("tag", "pattern", "text", "day"),
    [
        ("en", "last updated: {date}", "*Last updated: August 14, 2020*", date(2020, 8, 14)),
        ("en", "Effective date: {date}", "**Effective  Date:** May 3rd, 2021", date(2021, 5, 3)),
        ("en", "{date}", "Version 1.2 November 3, 2023", date(2023, 11, 3)),
        ("en", "valid on {date}", "Valid on 1 Sept. 2023", date(2023, 9, 1)),
        ("sv", "gäller från {date}", "Gäller från 15 december 2023.", date(2023, 12, 15)),
        ("de", "gültig ab {date}", "gültig ab Mittwoch, 24. Mai 2023", date(2023, 5, 24)),
        ("de", "{date}", "16\\. November 2016", date(2016, 11, 16)),
        ("de", "Stand {date}", "Stand 01.03.2024", date(2024, 3, 1)),
        ("fr", "vigueur : {date}", "En vigueur : vendredi 1er mars 2024", date(2024, 3, 1)),
        ("ja", "{date}", "2023年12月15日", date(2023, 12, 15)),
        ("zh-CN", "{date}生效", "1.2 版，2023 年 11 月 1 日生效", date(2023, 11, 1)),
        ("ko", "{date}", "2024년 3월 1일", date(2024, 3, 1)),
        ("ar", "{date}", "١٤ أكتوبر ٢٠٢١", date(2021, 10, 14)),
        ("he", "{date}", "1 בנובמבר 2023", date(2023, 11, 1)),
        ("ru", "от {date}", "от 14 октября 2021 г.", date(2021, 10, 14)),
        ("pt-BR", "{date}", "1º de março de 2024", date(2024, 3, 1)),
        ("vi", "{date}", "ngày 1 tháng 11 năm 2023", date(2023, 11, 1)),
        ("hu", "{date}", "2023. november 1.", date(2023, 11, 1)),
        ("lv", "{date}", "2023. gada 1. novembris", date(2023, 11, 1)),
        ("en", 'datetime="{date}"', '{: datetime="2020-08-5" }', date(2020, 8, 5)),
    ],
)
def test_a_date_in_words(tag: str, pattern: str, text: str, day: date) -> None:
    found = stated(f"Some words.\n\n{text}\n\nMore, of 3 May 1999.", pattern, tag)
    assert found is not None
    assert (found.day, found.ambiguous) == (day, False)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "Effective November 2023"),
        ("en", "Effective 31 February 2020"),
        ("en", "Effective 3 maja 2021"),
        ("th", "Effective 1 พฤศจิกายน 2566"),
        ("fa", "Effective 1402-08-10"),
        ("en", "Effective upon posting"),
    ],
)
def test_what_is_no_date_is_none(tag: str, text: str) -> None:
    assert stated(text, "Effective {date}", tag) is None


def test_day_and_month_that_could_be_the_other_way_round_are_told_apart() -> None:
    american = stated("Updated 01/03/2024", "Updated {date}", "en")
    british = stated("Updated 01/03/2024", "Updated {date}", "en-GB")
    clear = stated("Updated 13/03/2024", "Updated {date}", "en-GB")
    assert american is not None
    assert british is not None
    assert clear is not None
    assert (american.day, american.ambiguous) == (date(2024, 1, 3), True)
    assert (british.day, british.ambiguous) == (date(2024, 3, 1), True)
    assert (clear.day, clear.ambiguous) == (date(2024, 3, 13), False)


def test_the_first_date_of_a_line_is_found_anywhere() -> None:
    found = first_date("We wrote this on 5 juni 2022, and again on 7 juni 2022.", "sv")
    assert found is not None
    assert found.day == date(2022, 6, 5)
