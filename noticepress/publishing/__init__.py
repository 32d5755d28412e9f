"""Publishing: what will be frozen is computed as a value, then written all or nothing.

publish, publish_late, correct, withdraw_text, withdraw_version, retire  -> Publication     (pure)
write(root, publication)                                                                  (the only writer)
"""

from noticepress.publishing.correcting import Standing, correct, standing
from noticepress.publishing.freezing import attached, freeze
from noticepress.publishing.publishing import publish, publish_late
from noticepress.publishing.values import Frozen, Held, Publication, Stamp, publication
from noticepress.publishing.whole import whole_files
from noticepress.publishing.withdrawing import retire, withdraw_text, withdraw_version
from noticepress.publishing.writer import write, write_stamp

__all__ = [
    "Frozen",
    "Held",
    "Publication",
    "Stamp",
    "Standing",
    "attached",
    "correct",
    "freeze",
    "publication",
    "publish",
    "publish_late",
    "retire",
    "standing",
    "whole_files",
    "withdraw_text",
    "withdraw_version",
    "write",
    "write_stamp",
]
