"""The last result under each name, and no other."""

from noticepress.latest import Latest


def test_a_result_stands_while_it_is_made_of_the_same_values() -> None:
    kept, made = Latest[int](8), []

    def make() -> int:
        made.append(1)
        return len(made)

    values = [1]
    assert [kept.of("a", (values, "x"), make) for _ in range(2)] == [1, 1]
    assert kept.of("b", (values, "x"), make) == 2
    assert kept.of("a", ([1], "x"), make) == 3, "another value, although an equal one"
    assert kept.of("a", (values, "x"), make) == 4, "the last one alone is kept"
    assert kept.of("a", (values, "".join(["x"])), make) == 4
    assert kept.of("a", (values, "y"), make) == 5


def test_names_that_nobody_asked_for_lately_are_forgotten() -> None:
    kept = Latest[object](2)
    first = {name: kept.of(name, (), object) for name in "abac"}
    assert kept.of("a", (), object) is first["a"]
    assert kept.of("c", (), object) is first["c"]
    assert kept.of("b", (), object) is not first["b"]
