"""Messages in parts: uploads with their metadata, and many requests in one."""

from __future__ import annotations

import email.parser
import email.policy
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sheets_sync.local_sheets.wire.calls import Answer, Call
from sheets_sync.local_sheets.wire.exceptions import STATUS, invalid

BOUNDARY = "batch_local_sheets"
MAX_PARTS = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its headers by lower-case name, and its body."""

    headers: dict[str, str]
    body: bytes


def parts_of(content_type: str, body: bytes) -> list[Part]:
    """The parts of a multipart body. 400 where it has none."""
    head = b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n"
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    if not message.is_multipart():
        raise invalid("The request body is not a valid multipart message.")  # wording approximate
    found = []
    for part in message.iter_parts():
        headers = {name.lower(): str(value) for name, value in part.items()}
        content = part.get_payload(decode=True)
        found.append(Part(headers, content if isinstance(content, bytes) else b""))
    return found


def batched(call: Call, answer: Callable[[Call], Answer]) -> Answer:
    """Answers each request of a `multipart/mixed` body in its order; one that is refused does not stop the others."""
    parts = parts_of(call.headers.get("content-type", ""), call.body)
    if len(parts) > MAX_PARTS:
        raise invalid(f"The batch request exceeded the limit of {MAX_PARTS} calls.")  # wording approximate
    pieces = [_piece(part, number, answer(_inner(call, part))) for number, part in enumerate(parts, 1)]
    body = b"".join(f"--{BOUNDARY}\r\n".encode() + piece for piece in pieces) + f"--{BOUNDARY}--\r\n".encode()
    return Answer(200, body, f"multipart/mixed; boundary={BOUNDARY}")


def _inner(outer: Call, part: Part) -> Call:
    """The request inside a part. What its own headers do not say, those of the whole do."""
    head, _, body = part.body.replace(b"\r\n", b"\n").lstrip(b"\n").partition(b"\n\n")
    first, *lines = head.decode("utf-8", "replace").split("\n")
    match = re.fullmatch(r"([A-Z]+) (\S+)(?: HTTP/[\d.]+)?", first.strip())
    if match is None:
        raise invalid("Failed to parse batch request: a part is not an HTTP request.")  # wording approximate
    target = re.sub(r"^https?://[^/]+", "", match[2])
    inherited = {name: value for name, value in outer.headers.items() if name in ("authorization", "host")}
    return Call(match[1], target, body.rstrip(b"\n"), inherited | _headers(lines), outer.user)


def _headers(lines: Iterable[str]) -> dict[str, str]:
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _piece(part: Part, number: int, answer: Answer) -> bytes:
    own = part.headers.get("content-id", f"<{number}>").strip()
    answered = f"<response-{own[1:]}" if own.startswith("<") else f"response-{own}"
    head = [
        "Content-Type: application/http",
        f"Content-ID: {answered}",
        "",
        f"HTTP/1.1 {answer.status} {STATUS.get(answer.status, 'OK')}",
        f"Content-Type: {answer.content_type}",
        *(f"{name}: {value}" for name, value in answer.headers),
        f"Content-Length: {len(answer.body)}",
        "",
        "",
    ]
    return "\r\n".join(head).encode("latin-1") + answer.body + b"\r\n"
