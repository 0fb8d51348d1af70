"""campaign.toml and the environment -> Campaign and Settings. Strict: every error names its line and what would fit.

The one place that knows the form of the campaign file; the rest of the code sees only frozen values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_sync.config.environment import (
    CAMPAIGN_VARIABLE,
    ENDPOINT_VARIABLE,
    MAIL_PASSWORD_VARIABLE,
    endpoint_from,
)
from sheets_sync.config.kept import load, load_campaign
from sheets_sync.config.settings import LOOPBACK, AlertPlan, DocumentsPlan, MailPlan, Settings
from sheets_sync.late_names import late_names

if TYPE_CHECKING:
    from sheets_sync.config.addresses import spreadsheet_id
    from sheets_sync.config.column_problems import FIT_TYPES
    from sheets_sync.config.problems import RULES

__all__ = [
    "CAMPAIGN_VARIABLE",
    "ENDPOINT_VARIABLE",
    "FIT_TYPES",
    "LOOPBACK",
    "MAIL_PASSWORD_VARIABLE",
    "RULES",
    "AlertPlan",
    "DocumentsPlan",
    "MailPlan",
    "Settings",
    "endpoint_from",
    "load",
    "load_campaign",
    "spreadsheet_id",
]

__getattr__ = late_names(
    __name__, {"addresses": ("spreadsheet_id",), "column_problems": ("FIT_TYPES",), "problems": ("RULES",)}
)
