"""What clients do to a request on its way, undone: compression, a GET sent as a POST, a slash at the end (4.2)."""

from __future__ import annotations

import dataclasses
import zlib

from sheets_sync.local_sheets.wire.calls import Call
from sheets_sync.local_sheets.wire.exceptions import NotModelled, invalid

MAX_UNPACKED = 256 * 1024 * 1024


def plain(call: Call) -> Call:
    """The request as it was meant."""
    return _without_slash(_with_method(_unpacked(call)))


def _unpacked(call: Call) -> Call:
    coding = call.headers.get("content-encoding", "identity").strip().lower()
    if coding in ("identity", ""):
        return call
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise NotModelled(f"bodies with Content-Encoding {coding}")
    unpacker = zlib.decompressobj(47)  # gzip or zlib, whichever it begins with
    try:
        body = unpacker.decompress(call.body, MAX_UNPACKED)
    except zlib.error:
        raise invalid(f"The request body is not valid {coding}.") from None  # wording approximate
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise invalid(f"The request body is not valid {coding}, or too large.")  # wording approximate
    headers = {name: value for name, value in call.headers.items() if name != "content-encoding"}
    return dataclasses.replace(call, body=body, headers=headers)


def _with_method(call: Call) -> Call:
    """Google's clients send a GET with a long address as a POST whose form body is the query."""
    method = call.headers.get("x-http-method-override", "").strip().upper()
    if not method or call.method != "POST":
        return call
    if method != "GET" or "x-www-form-urlencoded" not in call.headers.get("content-type", ""):
        return dataclasses.replace(call, method=method)
    form = call.body.decode("utf-8", "replace").strip()
    mark = "&" if "?" in call.target else "?"
    return dataclasses.replace(call, method="GET", target=call.target + (mark + form if form else ""), body=b"")


def _without_slash(call: Call) -> Call:
    """A tab's title may hold slashes; one at its very end comes as %2F from every client that encodes."""
    path, mark, query = call.target.partition("?")
    bare = path.rstrip("/")
    if "/values/" not in bare:
        bare = bare.replace("/:", ":")
    if bare == path or path.startswith(("/page/", "/app/", "/local/")) or not bare:
        return call
    return dataclasses.replace(call, target=bare + mark + query)
