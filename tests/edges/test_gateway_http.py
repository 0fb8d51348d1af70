"""Requests on the wire: what is sent again, when the successful one left, what no answer may do."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from scripted import Script, http, scripted

from sheets_sync.campaign.schedule import TimeLimit
from sheets_sync.errors import AccessError, QuotaError, SheetsSyncError, UnreachableError, WriteInDoubtError
from sheets_sync.gateway import TRIES, Gateway, Governor, MemoryStore

START = datetime(2022, 12, 16, 3, tzinfo=UTC)
BOOK = {
    "spreadsheetId": "id",
    "properties": {"title": "B", "locale": "vi_VN", "timeZone": "Asia/Ho_Chi_Minh"},
    "sheets": [{"properties": {"sheetId": 0, "title": "A", "gridProperties": {"rowCount": 9, "columnCount": 9}}}],
}
GOOD = http(json.dumps(BOOK).encode(), "200 OK", "application/json", "Date: Fri, 16 Dec 2022 03:00:05 GMT")
HTML = b"<!DOCTYPE html><title>Sorry</title>We're sorry"
ABSOLUTE = [{"updateCells": {"start": {"sheetId": 0}, "rows": [], "fields": "note"}}]
ADDING = [{"createDeveloperMetadata": {"developerMetadata": {"metadataKey": "k", "metadataId": 5}}}]


@dataclass
class World:
    """Time that passes only by waiting."""

    now: datetime = START
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def gateway(self, url: str, governor: Governor | None = None) -> Gateway:
        return Gateway.connect(
            endpoint=url, clock=lambda: self.now, sleep=self.sleep, monotonic=lambda: self.now.timestamp(),
            chance=lambda: 0.5, governor=governor,
        )  # fmt: skip


def drop(connection: socket.socket) -> None:
    """Closes without an answer."""


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


NO_ANSWERS = {
    "html": http(HTML, "200 OK", "text/html"),
    "empty": http(b""),
    "half": GOOD[:-40],
    "half the JSON": http(json.dumps(BOOK).encode()[:-40]),
    "a list": http(b"[]"),
    "an empty object": http(b"{}"),
    "tabs that are none": http(json.dumps({**BOOK, "sheets": [1]}).encode()),
    "properties that are none": http(json.dumps({**BOOK, "properties": None}).encode()),
    "nested without end": http(b"[" * 200_000),
    "no UTF-8": http(b'{"a": "\xff\xfe\xff"}'),
    "no gzip": http(b"x", "200 OK", "application/json", "Content-Encoding: gzip"),
    "no HTTP": b"SSH-2.0-OpenSSH_9\r\n",
    "503 as HTML": http(HTML, "503 Service Unavailable", "text/html"),
    "502 with an odd body": http(b'{"error": "busy"}', "502 Bad Gateway"),
    "429 as HTML": http(HTML, "429 Too Many Requests", "text/html"),
    "500 as a list": http(b"[]", "500 Internal Server Error"),
    "half a 503": http(HTML, "503 Service Unavailable", "text/html")[:-20],
    "half a 500 in JSON": http(b'{"error": {"code": 500}}', "500 Internal Server Error")[:-5],
    "a 503 that is no gzip": http(b"x", "503 S", "application/json", "Content-Encoding: gzip"),
    "dropped": drop,
    "reset": reset,
}

REFUSED_OR_FINE = {"429 as HTML", "an empty object", "tabs that are none", "properties that are none"}
IN_DOUBT = sorted(NO_ANSWERS.keys() - REFUSED_OR_FINE)
"""What says nothing about whether a write was applied."""


@pytest.mark.parametrize("bad", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_a_read_without_a_whole_answer_is_asked_again(bad: Script) -> None:
    """Whatever comes instead of an answer is a failed read; the next attempt's answer counts, with its own moments."""
    world = World()
    with scripted(bad, GOOD) as server:
        gateway = world.gateway(server.url)
        snapshot = gateway.read("id")
    assert [tab.title for tab in snapshot.tabs] == ["A"]
    assert (gateway.counts.read, gateway.counts.retries, world.slept) == (2, 1, [1.5])
    assert snapshot.sent == snapshot.answered == START + timedelta(seconds=1.5)
    assert snapshot.server_date == START + timedelta(seconds=5)


@pytest.mark.parametrize("bad", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_it_is_given_up_in_the_end(bad: Script) -> None:
    """Where nothing else comes, the tries are counted, and the error is ours and passing."""
    world = World()
    with scripted(*[bad] * TRIES) as server:
        gateway = world.gateway(server.url)
        with pytest.raises(UnreachableError) as caught:
            gateway.read("id")
    assert gateway.counts.read <= TRIES
    assert sum(world.slept) <= 20  # a person waits for it
    assert caught.value.exit_code == 3
    assert caught.value.where == "id"


@pytest.mark.parametrize("bad", [NO_ANSWERS[name] for name in IN_DOUBT], ids=IN_DOUBT)
def test_a_write_that_adds_is_never_sent_twice_in_doubt(bad: Script) -> None:
    """A write that may have been applied and might double something is left to reading back."""
    world = World()
    with scripted(bad, http(b"{}")) as server:
        gateway = world.gateway(server.url)
        with pytest.raises(WriteInDoubtError):
            gateway.write("id", ADDING)
        assert len(server.requests) == 1
    assert world.slept == []


def test_a_write_that_adds_is_sent_again_where_it_surely_was_not_applied() -> None:
    """Refused for quota: nothing was done, so it goes again."""
    world = World()
    with scripted(NO_ANSWERS["429 as HTML"], http(b"{}")) as server:
        world.gateway(server.url).write("id", ADDING)
        assert len(server.requests) == 2


@pytest.mark.parametrize("bad", [NO_ANSWERS["html"], NO_ANSWERS["half"], NO_ANSWERS["empty"], NO_ANSWERS["dropped"]])
def test_a_write_of_absolute_values_is_sent_again(bad: Script) -> None:
    """The same request, byte for byte in its body."""
    world = World()
    with scripted(bad, http(b"{}")) as server:
        world.gateway(server.url).write("id", ABSOLUTE)
        bodies = [request.partition(b"\r\n\r\n")[2] for request in server.requests]
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    ("status", "error"),
    [("401 U", AccessError), ("403 F", AccessError), ("404 N", AccessError), ("400 B", SheetsSyncError)],
)
def test_a_refusal_is_final(status: str, error: type[SheetsSyncError]) -> None:
    """What waiting does not help is not asked again, whatever its body."""
    world = World()
    with scripted(http(HTML, status, "text/html")) as server, pytest.raises(error):
        world.gateway(server.url).read("id")
    assert world.slept == []


def test_redirects_are_not_followed() -> None:
    """A captive portal sends elsewhere; no request of ours goes there."""
    world = World()
    with scripted(GOOD) as portal:
        away = http(b"", "302 Found", "text/html", f"Location: {portal.url}/")
        with scripted(*[away] * TRIES) as server, pytest.raises(UnreachableError):
            world.gateway(server.url).read("id")
        assert portal.requests == []


def test_no_credential_goes_to_loopback(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """Neither a token nor what ~/.netrc holds for the host, and no proxy in between."""
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w", encoding="utf-8") as file:
        file.write("default login canary password canary\n")
    monkeypatch.setenv("NETRC", netrc)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with scripted(GOOD) as server:
        World().gateway(server.url).read("id")
        assert b"authorization" not in server.requests[0].lower()


def test_an_answer_in_drips_ends_with_the_timeout() -> None:
    """Bytes that come just often enough to keep the connection alive do not hold up a tick."""
    world = World()

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        for _ in range(3):
            world.now += timedelta(seconds=45)  # as long as each piece took
            connection.sendall(b" " * 100_000)

    with scripted(drip, GOOD) as server:
        gateway = world.gateway(server.url)
        gateway.start(TimeLimit(timedelta(seconds=240)))
        assert gateway.read("id").tabs
    assert gateway.counts.retries == 1


def test_a_tick_ends_in_time() -> None:
    """All requests of a tick together end before the next poll, however Google behaves."""
    world = World()
    with scripted(*[NO_ANSWERS["429 as HTML"]] * TRIES) as server:
        gateway = world.gateway(server.url)
        gateway.start(TimeLimit(timedelta(seconds=20)))
        with pytest.raises(QuotaError):
            gateway.read("id")
        assert world.now - START < timedelta(seconds=20)
        with pytest.raises(QuotaError):
            gateway.read("id")
    assert world.now - START < timedelta(seconds=20)


def test_near_a_deadline_the_last_attempt_leaves_inside_the_grace() -> None:
    """While the grace runs, pauses are cut so that one more attempt still counts for the deadline."""
    world = World()
    with scripted(*[NO_ANSWERS["503 as HTML"]] * 5, GOOD) as server:
        gateway = world.gateway(server.url)
        gateway.start(TimeLimit(timedelta(seconds=240), window=timedelta(seconds=60)))
        snapshot = gateway.read("id")
    assert world.slept == [1.5, 2.5, 4.5, 8.5, 16.5]
    assert snapshot.sent == START + timedelta(seconds=33.5)
    world = World()
    with scripted(*[NO_ANSWERS["503 as HTML"]] * 5, GOOD) as server:
        gateway = world.gateway(server.url)
        gateway.start(TimeLimit(timedelta(seconds=240), window=timedelta(seconds=20)))
        snapshot = gateway.read("id")
    assert world.slept == [1.5, 2.5, 4.5, 8.5, 1.0]
    assert snapshot.sent == START + timedelta(seconds=18)


def test_retry_after_is_obeyed() -> None:
    """In seconds or as a date; longer than the tick has: it is given up at once."""
    world = World()
    busy = http(HTML, "429 T", "text/html", "Retry-After: 17")
    dated = http(HTML, "503 S", "text/html", "Retry-After: Fri, 16 Dec 2022 03:00:47 GMT")
    with scripted(busy, dated, GOOD) as server:
        gateway = world.gateway(server.url)
        gateway.start(TimeLimit(timedelta(seconds=240)))
        gateway.read("id")
    assert world.slept == [17.0, 30.0]
    world = World()
    with scripted(http(HTML, "429 T", "text/html", "Retry-After: 3600")) as server, pytest.raises(QuotaError):
        world.gateway(server.url).read("id")
    assert world.slept == []


def test_a_full_minute_is_waited_out_before_asking() -> None:
    """The governor makes the third read of a minute wait; one that would come too late is never sent."""
    world = World()
    governor = Governor(MemoryStore(), 2, now=lambda: world.now.timestamp())
    with scripted(*[GOOD] * 4) as server:
        gateway = world.gateway(server.url, governor)
        moments = [gateway.read("id").sent for _ in range(3)]
        assert moments == [START, START, START + timedelta(seconds=60)]
        assert gateway.counts.waited == 60
        gateway.read("id")
        gateway.start(TimeLimit(timedelta(seconds=30)))
        with pytest.raises(QuotaError, match="2 read requests"):
            gateway.read("id")
    assert len(server.requests) == 4


def test_nobody_listening_is_unreachable() -> None:
    """A refused connection was never sent: also a write that adds is tried again, and given up in the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    world = World()
    gateway = world.gateway(url)
    with pytest.raises(UnreachableError):
        gateway.write("id", ADDING)
    assert gateway.counts.write > 1
