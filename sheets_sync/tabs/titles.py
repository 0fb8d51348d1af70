"""The titles of the job's own tabs, by language."""

from __future__ import annotations

TITLES = {
    "vi": {
        "compliance": "Tuân thủ",
        "problems": "Lỗi cần sửa",
        "totals": "Tổng hợp",
        "overrides": "Điều chỉnh",
        "guide": "Hướng dẫn",
    },
    "en": {
        "compliance": "Compliance",
        "problems": "To fix",
        "totals": "Totals",
        "overrides": "Overrides",
        "guide": "Guide",
    },
}
"""By language, then by the name that a tab's mark carries."""


def tab_title(name: str, locale: str) -> str:
    """The title under which a tab of the job is made."""
    return TITLES[locale][name]
