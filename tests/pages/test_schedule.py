"""The day on which a site looks different next, against what its pages really show."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from noticepress.pages.schedule import next_day
from tests.building import Building

FIRST = date(2024, 1, 1)
offsets = st.integers(0, 30)
acts = st.lists(
    st.tuples(
        st.sampled_from(["privacy", "privacy/eea", "privacy/uk"]),
        st.sampled_from(["material", "minor"]),
        st.sampled_from([("en",), ("en", "sv")]),
        offsets,
    ),
    max_size=5,
    unique_by=lambda act: (act[0], act[3]),
)


@settings(max_examples=10, deadline=None)
@given(acts, st.none() | offsets)
def test_pages_stay_as_they_are_until_the_day_that_is_named(
    planned: list[tuple[str, str, tuple[str, ...], int]], end: int | None
) -> None:
    documents = {"privacy": {}, "privacy/eea": {"placement": "section"}, "privacy/uk": {}}
    built = Building(documents=documents, site={"material-days": 10})
    built.publish("privacy", "2023-06-01", {"en": "A", "sv": "A"}, at="2023-05-01")
    for document, change, locales, offset in planned:
        day = (FIRST + timedelta(days=offset)).isoformat()
        built.publish(document, day, dict.fromkeys(locales, day), at="2023-12-01", change=change)
    if end is not None:
        built.retire("privacy", (FIRST + timedelta(days=end)).isoformat(), at="2023-12-02")
    day, last = FIRST - timedelta(days=3), FIRST + timedelta(days=50)
    following = next_day(built.plan(day.isoformat()))
    before = built.pages(day.isoformat())
    while day < last:
        day += timedelta(days=1)
        after = built.pages(day.isoformat())
        if after != before:
            assert day == following
        if day == following:
            following = next_day(built.plan(day.isoformat()))
        before = after
