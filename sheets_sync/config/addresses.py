"""Addresses of spreadsheets as a browser shows them -> their ids. Pure."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from sheets_sync.words.worded import worded

_IN_PATH = re.compile(r"/(?:spreadsheets|file)/(?:u/\d+/)?d/([\w-]+)")
_PUBLISHED = re.compile(r"/d/e/")
_OF_OTHERS = re.compile(r"/(document|presentation|forms|drawings)/")
_ID = re.compile(r"[\w-]+")


def spreadsheet_id(text: str) -> str:
    """The id in the address of a spreadsheet, or the text itself where it is an id already."""
    found = _found(text.strip())
    return found or text.strip()


def address_problem(text: str) -> str:
    """Why a text names no spreadsheet that can be read; "" where it does."""
    text = text.strip()
    if _PUBLISHED.search(text):
        return worded("config.published")
    if _OF_OTHERS.search(urlsplit(text).path):
        return worded("config.other_file")
    if not _found(text):
        return worded("config.no_address")
    return ""


def _found(text: str) -> str:
    if _ID.fullmatch(text):
        return text
    address = urlsplit(text if "://" in text else f"https://{text}")
    if match := _IN_PATH.search(address.path):
        return "" if match[1] == "e" else match[1]
    asked = parse_qs(address.query)
    named = next((asked[key][0] for key in ("id", "key") if asked.get(key)), "")
    return named if _ID.fullmatch(named) else ""
