"""Warnings a reviewer has looked at: translator comments such as `# noticepress: digits-lost ok, as agreed`."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

_ACKNOWLEDGEMENT: Final = re.compile(r"#\s*noticepress:\s*([a-z-]+)\s+ok\b[\s,:;.–—-]*(.*)")


def acknowledged(comments: Sequence[str]) -> Mapping[str, str]:
    """The rules that a message's translator comments acknowledge, each with its reason (which may be empty)."""
    matches = (_ACKNOWLEDGEMENT.fullmatch(comment.strip()) for comment in comments)
    return {match[1]: match[2].strip() for match in matches if match}


def without_acknowledgements(comments: Sequence[str]) -> tuple[str, ...]:
    """The comments without those that acknowledge something: they spoke of another text."""
    return tuple(comment for comment in comments if not _ACKNOWLEDGEMENT.fullmatch(comment.strip()))
