"""What front matter says before the schema gives types, and why it says nothing."""

Node = str | list["Node"] | dict[str, "Node"]


class YamlError(Exception):
    """A place in front matter, counted from 0, what is wrong there, and how to mend it."""

    def __init__(self, line: int, column: int, what: str, mend: str) -> None:
        """Say so."""
        self.line, self.column, self.what, self.mend = line, column, what, mend
        super().__init__(what)
