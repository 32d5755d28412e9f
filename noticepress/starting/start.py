"""What starting something writes."""

from collections.abc import Mapping

from msgspec import Struct, field


class Start(Struct, frozen=True):
    """New files by their path below the project folder, `site_toml` as it is to be (`""`: it stays), and what a
    person does next. Of `optional` files those that exist are left alone; any other stands in the way."""

    files: Mapping[str, str]
    steps: tuple[str, ...]
    site_toml: str = ""
    optional: Mapping[str, str] = field(default_factory=dict)
