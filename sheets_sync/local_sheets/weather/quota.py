"""Google's quota: so many reads and writes a minute for each user, refilled every minute (1.1), on the given clock."""

from __future__ import annotations

import datetime
import threading
from dataclasses import dataclass, field

from sheets_sync.local_sheets.wire.calls import Call
from sheets_sync.local_sheets.wire.exceptions import ApiError

PER_MINUTE = 60


@dataclass(slots=True)
class Quota:
    """Limits for each user; None means no limit. Only the Sheets API is counted; a batch counts once."""

    reads: int | None = None
    writes: int | None = None
    _used: dict[tuple[str, str, int], int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def charge(self, call: Call, now: datetime.datetime) -> None:
        """Counts a request; refuses it when its minute is used up. A refused one is not counted."""
        if not call.path.startswith("/v4/"):
            return
        kind = "Write" if call.is_write else "Read"
        limit = self.writes if kind == "Write" else self.reads
        if limit is None:
            return
        key = call.user, kind, int(now.timestamp() // 60)
        with self._lock:
            if self._used.get(key, 0) >= limit:
                raise exhausted(kind, limit)
            self._used = {old: count for old, count in self._used.items() if old[2] == key[2]}
            self._used[key] = self._used.get(key, 0) + 1


def exhausted(kind: str, limit: int) -> ApiError:
    """The 429 as recorded for reads (P gargle); for writes by analogy (K). No Retry-After is in any recording."""
    message = (
        f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute per user' "
        "of service 'sheets.googleapis.com' for consumer 'project_number:1'."
    )
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "service": "sheets.googleapis.com",
            "quota_metric": f"sheets.googleapis.com/{kind.lower()}_requests",
            "quota_limit": f"{kind}RequestsPerMinutePerUser",
            "quota_limit_value": str(limit),
            "quota_location": "global",
            "consumer": "projects/1",
        },
    }
    link = {
        "description": "Request a higher quota limit.",
        "url": "https://cloud.google.com/docs/quota#requesting_higher_quota",
    }
    help_links = {"@type": "type.googleapis.com/google.rpc.Help", "links": [link]}
    return ApiError(429, message, details=[info, help_links])
