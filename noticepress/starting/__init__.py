"""Starting things: the files of a new site, notice, addendum or locale, as values that are then written.

new_site(answers)                    -> Start
new_notice(site_toml, config, …)     -> Start
new_addendum(site_toml, config, …)   -> Start
new_locale(site_toml, config, tag)   -> Start
write(root, start)                   all or nothing, and never over a file that is there
"""

from noticepress.starting.additions import new_addendum, new_locale, new_notice
from noticepress.starting.site import SiteAnswers, new_site
from noticepress.starting.start import Start
from noticepress.starting.writer import write

__all__ = ["SiteAnswers", "Start", "new_addendum", "new_locale", "new_notice", "new_site", "write"]
