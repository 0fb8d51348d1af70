"""What a language tag says: country, order of dates, currency, region, and the locale of the spreadsheet."""

from __future__ import annotations

import pytest

from sheets_sync.words import conventions as module
from sheets_sync.words.conventions import conventions, is_country, is_currency, tag_of

# locale, time zone, keys of the campaign file -> order, currency, region, locale of the spreadsheet
SAID = [
    ("vi", "Asia/Ho_Chi_Minh", {}, ("dmy", "VND", "VN", "vi_VN")),
    ("en-GB", "Europe/London", {}, ("dmy", "GBP", "GB", "en_GB")),
    ("en-US", "America/New_York", {}, ("mdy", "USD", "US", "en_US")),
    ("en", "Europe/London", {}, ("dmy", "GBP", "GB", "en_GB")),
    ("en", "America/Chicago", {}, ("mdy", "USD", "US", "en_US")),
    ("en", "America/Toronto", {}, ("dmy", "GBP", "GB", "en_GB")),
    ("en-CA", "America/Toronto", {}, ("ymd", "CAD", "CA", "en_CA")),
    ("en", "Europe/Dublin", {"currency": "EUR", "region": "IE"}, ("dmy", "EUR", "IE", "en_GB")),
    ("en-GB", "Europe/London", {"date_order": "mdy"}, ("mdy", "GBP", "GB", "en_US")),
    ("en-US", "America/Denver", {"date_order": "ymd", "currency": "USD"}, ("ymd", "USD", "US", "en_CA")),
    ("vi", "Asia/Ho_Chi_Minh", {"currency": "USD"}, ("dmy", "USD", "VN", "vi_VN")),
]


@pytest.mark.parametrize(("locale", "zone", "keys", "expected"), SAID)
def test_what_follows_from_a_campaign_file(
    locale: str, zone: str, keys: dict[str, str], expected: tuple[str, ...]
) -> None:
    """Language and country decide, and what the campaign file says goes before them."""
    found = conventions(tag_of(locale, zone, **keys))
    assert (found.date_order, found.currency, found.region, found.spreadsheet_locale) == expected


def test_a_plain_tag_stays_plain() -> None:
    """What the file says as the country has it anyway leaves no trace in the tag: old campaigns stay what they were."""
    assert tag_of("vi", "Asia/Ho_Chi_Minh", date_order="dmy", currency="VND", region="VN") == "vi"
    assert tag_of("en-GB", currency="EUR", region="FR", date_order="ymd") == "en-GB-u-cu-eur-rg-frzzzz-x-ymd"


@pytest.mark.parametrize("country", sorted(module._HABITS))
def test_what_we_keep_of_countries_is_what_cldr_says(country: str) -> None:
    """The habits that are kept so that nothing need be loaded are those of CLDR."""
    language = "vi" if country == "VN" else "en"
    assert module._HABITS[country] == module._habits(language, country)


def test_codes_are_those_of_the_standards() -> None:
    """Currencies are those of ISO 4217, countries those of ISO 3166."""
    assert [is_currency(code) for code in ("GBP", "VND", "XXQ", "£")] == [True, True, False, False]
    assert [is_country(code) for code in ("GB", "VN", "ZQ", "001")] == [True, True, False, False]
