"""The control plane under `/local/`: apart from the imitated API, and closed unless it was asked for.

GET    /local/requests               every request so far; DELETE forgets them
GET    /local/faults                 the faults on order; POST adds one; DELETE clears
PUT    /local/quota                  {"reads": 60, "writes": 60}; null for no limit
PUT    /local/clock                  {"now": "2026-03-05T07:00:00+07:00"} or {"advance": 60}; {} lets it run again
PUT    /local/permissions            {"enforce": true}: look at each file's permissions
POST   /local/people                 {"spreadsheetId": ..., "acts": [...], "user": ...}: at once, or, with
                                     "afterRead": n, between the n-th read from now on and the next write
POST   /local/comments               {"spreadsheetId": ..., "content": ..., "anchor": ...}
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any, Protocol

from sheets_sync.local_sheets.drive.comments import add_comment
from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.weather import people
from sheets_sync.local_sheets.weather.clock import Clock
from sheets_sync.local_sheets.weather.faults import Fault, Faults
from sheets_sync.local_sheets.weather.quota import Quota
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import ApiError, invalid
from sheets_sync.local_sheets.wire.log import Record

PREFIX = "/local/"


class Controlled(Protocol):
    """What of a server can be controlled."""

    requests: list[Record]
    faults: Faults
    quota: Quota
    people: people.People
    clock: Clock

    @property
    def workspace(self) -> Workspace: ...


def answer(server: Controlled, call: Call) -> Answer:
    name = call.path[len(PREFIX) :].strip("/")
    body = call.json()
    if not isinstance(body, dict):
        raise invalid("The body must be a JSON object.")
    operation = _TABLE.get((call.method, name))
    if operation is None:
        raise ApiError(404, f"No such control: {call.method} {call.path}.")
    return json_answer(operation(server, body))


def _requests(server: Controlled, body: dict[str, Any]) -> Any:
    shown = [
        {
            "method": record.method,
            "target": record.target,
            "user": record.user,
            "status": record.status,
            "at": record.at.isoformat(),
            "body": record.body.decode("utf-8", "replace"),
        }
        for record in list(server.requests)
    ]
    return {"requests": shown}


def _forget(server: Controlled, body: dict[str, Any]) -> Any:
    server.requests.clear()
    return {}


def _faults(server: Controlled, body: dict[str, Any]) -> Any:
    return {"faults": [dataclasses.asdict(fault) for fault in server.faults.all()]}


def _add_fault(server: Controlled, body: dict[str, Any]) -> Any:
    server.faults.add(Fault.from_json(body))
    return {}


def _clear_faults(server: Controlled, body: dict[str, Any]) -> Any:
    server.faults.clear()
    return {}


def _quota(server: Controlled, body: dict[str, Any]) -> Any:
    if set(body) - {"reads", "writes"}:
        raise invalid("A quota has the fields reads and writes.")
    server.quota.reads, server.quota.writes = body.get("reads"), body.get("writes")
    return {}


def _clock(server: Controlled, body: dict[str, Any]) -> Any:
    if "advance" in body:
        server.clock.advance(body["advance"])
    elif "now" in body:
        try:
            now = datetime.datetime.fromisoformat(body["now"])
        except ValueError:
            raise invalid(f"Not a time: {body['now']!r}.") from None
        if now.tzinfo is None:
            raise invalid("The time needs its offset from UTC.")
        server.clock.set(now)
    else:
        server.clock.set(None)
    return {"now": server.clock().isoformat()}


def _permissions(server: Controlled, body: dict[str, Any]) -> Any:
    server.workspace.enforce_permissions = bool(body.get("enforce"))
    return {}


def _people(server: Controlled, body: dict[str, Any]) -> Any:
    file_id, acts, user = body.get("spreadsheetId", ""), body.get("acts", []), body.get("user", "")
    server.workspace.book(file_id)
    if "afterRead" in body:
        server.people.plan(people.Plan(file_id, acts, body["afterRead"], user))
    else:
        people.act(server.workspace, file_id, acts, user)
    return {}


def _comment(server: Controlled, body: dict[str, Any]) -> Any:
    return add_comment(server.workspace, body.get("spreadsheetId", ""), body)


_TABLE = {
    ("GET", "requests"): _requests,
    ("DELETE", "requests"): _forget,
    ("GET", "faults"): _faults,
    ("POST", "faults"): _add_fault,
    ("DELETE", "faults"): _clear_faults,
    ("PUT", "quota"): _quota,
    ("PUT", "clock"): _clock,
    ("PUT", "permissions"): _permissions,
    ("POST", "people"): _people,
    ("POST", "comments"): _comment,
}
