"""Whatever a legal department does to a notice and its addenda: periods never overlap, and what applies is certain."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from noticepress.editions import Edition, EditionVersion
from noticepress.timeline import Version, histories, in_force
from tests.building import Building

FIRST = date(2021, 1, 1)
days = st.integers(0, 40).map(lambda weeks: FIRST + timedelta(weeks=4 * weeks))
DOCUMENTS = {"privacy": {}, "privacy/eea": {"placement": "section"}, "privacy/uk": {"placement": "page"}}
acts = st.lists(
    st.tuples(
        st.sampled_from(["publish", "publish", "publish", "late", "correct", "withdraw", "retire"]),
        st.sampled_from(list(DOCUMENTS)),
        days,
        days,
    ),
    max_size=14,
)


def carried_out(planned: list[tuple[str, str, date, date]]) -> Building:
    """A site on which the acts were done in the order of their days, those left out that made no sense."""
    built = Building(documents=DOCUMENTS)
    public: set[tuple[str, date, str]] = set()
    for act, document, version, at in sorted(planned, key=lambda each: each[3]):
        day, moment = version.isoformat(), at.isoformat()
        is_public = (document, version, "en") in public
        if act == "publish" and not is_public:
            built.publish(document, day, {"en": f"Text of {day}."}, at=moment)
            public.add((document, version, "en"))
        elif act == "late" and is_public and (document, version, "sv") not in public:
            built.publish(document, day, {"sv": f"Text av {day}."}, at=moment)
            public.add((document, version, "sv"))
        elif act == "correct" and is_public:
            built.correct(document, day, "en", f"Text of {day}, corrected on {moment}.", at=moment)
        elif act == "withdraw" and is_public and version > at:
            built.withdraw(document, day, at=moment)
            public -= {(document, version, "en"), (document, version, "sv")}
        elif act == "retire" and any(name == document and each < version for name, each, _ in public):
            built.retire(document, day, at=moment)
    return built


def assert_one_at_a_time(found: tuple[Version, ...] | tuple[EditionVersion, ...]) -> None:
    for earlier, later in pairwise(found):
        assert earlier.until is not None
        assert earlier.effective <= earlier.until < later.effective
    assert all(each.until is None or each.effective <= each.until for each in found)


@settings(max_examples=150)
@given(acts, days)
def test_versions_of_a_document_follow_each_other(planned: list[tuple[str, str, date, date]], on: date) -> None:
    for found in histories(carried_out(planned).site(), on).values():
        assert_one_at_a_time(found)
        assert sum(version.status == "in force" for version in found) <= 1
        applying = [v for v in found if v.effective <= on and (v.until is None or on <= v.until)]
        assert [v for v in found if v.status == "in force"] == applying
        assert in_force(found, on) == (applying[0] if applying else None)
        assert all((v.status == "upcoming") == (v.effective > on) for v in found)


@settings(max_examples=150)
@given(acts, days)
def test_an_edition_is_the_union_of_its_documents(planned: list[tuple[str, str, date, date]], on: date) -> None:
    built = carried_out(planned)
    plan = built.plan(on.isoformat())
    for edition in plan.editions:
        assert_one_at_a_time(edition.versions)
        assert sum(version.status == "in force" for version in edition.versions) <= 1
        for version in edition.versions:
            assert_complete(edition, version)
            assert version.changed or version.ended
    for week in range(42):
        assert_applies(plan.versions, plan.editions, FIRST + timedelta(weeks=4 * week))


def assert_complete(edition: Edition, version: EditionVersion) -> None:
    """Its components apply from its first day to its last, and are those that the edition needs."""
    last = version.until or version.effective
    for component in version.components:
        assert component.effective <= version.effective
        assert component.until is None or component.until >= last
    regions = [component.document.id.region for component in version.components]
    assert regions[0] == ""
    assert regions == ["", edition.id.region] if edition.id.region else "uk" not in regions


def assert_applies(found: dict, editions: tuple[Edition, ...], day: date) -> None:
    """On a day there is an edition exactly where its documents apply, with exactly those versions."""
    by_name = {str(name): in_force(history, day) for name, history in found.items()}
    for region in ("", "eea", "uk"):
        edition = next((e for e in editions if e.id.region == region), None)
        applying = next((v for v in edition.versions if _covers(v, day)), None) if edition else None
        addendum = by_name[f"privacy/{region or 'eea'}"]
        expected = [v for v in (by_name["privacy"], addendum) if v]
        if by_name["privacy"] is None or (region and addendum is None):
            assert applying is None
        else:
            assert applying is not None
            assert list(applying.components) == expected


def _covers(version: EditionVersion, day: date) -> bool:
    return version.effective <= day and (version.until is None or day <= version.until)


@settings(max_examples=60)
@given(acts)
def test_the_past_does_not_change_its_dates_when_nothing_is_published_late(
    planned: list[tuple[str, str, date, date]],
) -> None:
    """What a build of a day says to be in force is what every later build says of that day, unless later acts
    reach back before it."""
    built = carried_out([each for each in planned if each[3] <= each[2]])
    for week in range(0, 42, 6):
        day = FIRST + timedelta(weeks=4 * week)
        then = {e.id: e.current for e in built.plan(day.isoformat()).editions if e.current}
        later = {e.id: e for e in built.plan("2026-01-01").editions}
        for identifier, version in then.items():
            same = next(v for v in later[identifier].versions if v.effective == version.effective)
            assert _covers(same, day)
            assert [c.effective for c in same.components] == [c.effective for c in version.components]
