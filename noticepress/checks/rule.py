"""A rule: a function that looks at a review and yields findings, with its name and its usual severity."""

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from noticepress.checks.review import Review
from noticepress.errors import Finding, Severity

Find = Callable[[Review], Iterator[Finding]]


class Rule(Struct, frozen=True):
    """A rule under its stable name, which is that of the function with hyphens.

    The first sentence of the function's docstring says what the rule finds, in the words of the documentation.
    """

    find: Find
    severity: Severity

    @property
    def name(self) -> str:
        return self.find.__name__.replace("_", "-")

    @property
    def about(self) -> str:
        return " ".join((self.find.__doc__ or "").split("\n\n")[0].split())

    def run(self, review: Review) -> Iterator[Finding]:
        """The findings at the severity that site.toml or the rule itself gives; none where it is off."""
        setting = review.site.config.checks.get(self.name)
        level = setting.level if setting else self.severity
        if level != "off":
            for finding in self.find(review):
                yield replace(finding, rule=self.name, severity=level)
