"""What is wrong with a campaign file or the environment, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "endpoint": "{url!r} is no endpoint that may be used.",
    "endpoint.remedy": (
        "Use https://…, or http://127.0.0.1:PORT for a server on this machine, or leave it unset for Google."
    ),
    "extension_import": "{name} can't be imported ({kind}: {error}).",
    "extension_twice": "{module} offers {name!r}, which is there already, from {owner}.",
    "extension.remedy": "Install it in the environment of sheets-sync, or mend it.",
    "itself": "sheets-sync itself",
    "toml": "this is not valid TOML ({error}).",
    "toml.remedy": "Texts need quotes, dates and times none: first_day = 2022-12-16",
    "no_file": "there is no campaign file here.",
    "no_file.remedy": "Name one with --campaign FILE or SHEETS_SYNC_CAMPAIGN, or make one with: sheets-sync init DIR",
    "folder": "this is a folder, not a campaign file.",
    "utf8": "the campaign file is not UTF-8 text.",
    "utf8.remedy": "Save it again as UTF-8.",
    "unreadable": "the campaign file can't be read ({reason}).",
    "no_starter": "there is no starter {name!r}.",
    "no_starter.remedy": "The starters: {names}.",
    "no_campaigns": "there is no campaign file here.",
    "no_campaigns.remedy": "Name the folder that holds the campaigns.",
    "file_there": "there is a campaign file already; it is left as it is.",
    "file_there.remedy": "Name another folder.",
    "folder_not_made": "the folder can't be made ({reason}).",
    "folder_not_made.remedy": "Name another folder.",
    "at_line": "line {line}: {text}",
    "did_you_mean": "Did you mean {nearest!r}?",
    "valid_here": "Valid here: {options}.",
    "unknown_key": "unknown key {key!r}.",
    "missing": "{name} is missing.",
    "no_word": "{name} = {given!r} is not a valid word.",
    "wrong": "{name} = {given!r}: {why}.",
    "type.string_type": "input should be a valid string",
    "type.int_type": "input should be a valid integer",
    "type.int_from_float": "input should be a valid integer, got a number with a fractional part",
    "type.float_type": "input should be a valid number",
    "type.bool_type": "input should be a valid boolean",
    "type.date_type": "input should be a valid date",
    "type.date_from_datetime_inexact": "datetimes provided to dates should have zero time - e.g. be exact dates",
    "type.time_type": "input should be a valid time",
    "type.list_type": "input should be a valid list",
    "type.dict_type": "input should be a valid dictionary",
    "type.model_type": "input should be a valid dictionary",
    "type.greater_than": "input should be greater than {gt}",
    "type.greater_than_equal": "input should be greater than or equal to {ge}",
    "type.less_than": "input should be less than {lt}",
    "type.less_than_equal": "input should be less than or equal to {le}",
    "type.string_too_short": "string should have at least {min_length} character",
    "type.string_too_long": "string should have at most {max_length} characters",
    "type.too_short": "it should have at least {min_length} item",
    "type.string_pattern_mismatch": "string should match pattern '{pattern}'",
    "money_order": "money_low must be below money_high, or every amount is unusual.",
    "alert_needs_mail": "{key}: there is no mail server; add [mail] with server and sender.",
    "unknown_rule": "unknown rule {name!r}.",
    "no_language": "locale = {locale!r} is no language here.",
    "currency": 'currency = {currency!r}: a code of ISO 4217, such as "GBP".',
    "currency_of_vi": 'currency = {currency!r}: with locale = "vi" amounts are read in VND; leave it out.',
    "date_order_of_vi": 'date_order = {date_order!r}: with locale = "vi" the day comes first; leave it out, or "dmy".',
    "region": 'region = {region!r}: a country\'s two letters, such as "GB".',
    "spreadsheet": "spreadsheet = {text!r}: {reason}.",
    "published": "this is a link to a published copy, which can't be read; take the browser's address of the original",
    "other_file": "this is the address of another kind of file, not of a spreadsheet",
    "no_address": "this is neither the id nor the address of a spreadsheet",
    "role_twice": "the column in line {line} has the role {role!r} already.",
    "role_type": "a column with the role {role!r} must have one of the types {types}.",
    "no_day_column": 'one of the columns must have role = "day" (or key = "day") and type = "date".',
    "activity_type": 'the column of the activity must have type = "choice".',
    "numbers_only": "{key} goes with columns of numbers only; this one has type = {type!r}.",
    "figure_twice": "key = {key!r} names another figure already; give the column another key.",
    "convert_counted": "convert goes with figures that are added up, not with places or links that are counted.",
    "convert_no_measure": "convert: {name!r} is no measure of {code}.",
    "convert_chain": "convert: {measure!r} must be joined with a measure that is not converted itself.",
    "phrase_no_measure": "phrases: {name!r} is no measure of {code}.",
    "phrase_numbers": 'phrases: {said!r} needs "{{n}}" once for each measure, and no other braces.',
    "convert_one": "convert: {measure!r} needs one measure, as in {{ km = {{ m = 1000 }} }}.",
    "all_units": "key = {key!r} means all units together in totals; give the unit another key.",
    "heading_twice": "heading {name!r} stands already in line {line}.",
    "twice": "{key} = {value!r} stands already in line {line}.",
    "tab_twice": (
        "tab = {tab!r} stands already in line {line}; where one unit follows another on it, give the earlier "
        "one its last_day."
    ),
    "former_key": "former_keys: {key!r} is a key of the unit in line {line}.",
    "timezone": "timezone = {timezone!r} is not known.",
    "deadline_no_day": '{text!r} is no day; write "2022-12-24" = 09:00:00.',
    "deadline_no_report": "{text} is no report day, so it can have no deadline.",
    "deadline_no_end": "{text} is the last day of no {period}, so it can have no deadline.",
    "unit_last_day": "last_day {last_day} is before first_day {first_day}.",
    "deadline_skipped": (
        "the deadline {moment:%H:%M} does not exist on {moment:%Y-%m-%d} in {zone} (clocks go forward then)."
    ),
    "polls_start": "start must not be after until.",
    "days_only": '{key} goes with period = "day" only; here it is {period!r}.',
    "weeks_only": 'ends_on goes with period = "week"; here it is {period!r}.',
    "no_deadline": "campaign.deadline is missing.",
    "slots_or_deadlines": "deadlines of single days do not go with slots.",
    "slot_twice": "a slot is called {name!r} in line {line} already.",
    "slot_column": 'there are slots, so a column must say which one a row is of: role = "slot", type = "choice".',
    "slots_missing": 'role = "slot": the campaign has no [[campaign.slots]].',
    "slot_choices": "the choices of this column are the slots; leave them out here.",
    "last_before_first": "no report day: last_day {last_day} is before first_day {first_day}.",
    "no_period_ends": "no report day: no {period} ends between first_day and last_day.",
    "no_days": "no report day: give first_day and last_day, or days.",
    "looks_too_late": (
        "the looks at {n} spreadsheets can't all leave within {grace:.0f} s of a deadline: the last one "
        "leaves {after:.0f} s after it."
    ),
    "polls_too_many": (
        "a poll of {n} spreadsheets needs up to {more} requests more than can leave before the next one is "
        "due ({limit} in a minute)."
    ),
    "quota.remedy": (
        "Put units into fewer spreadsheets, poll less often ([polls] every_minutes), give the deadline more "
        "grace ([campaign] grace_seconds), or get a higher quota from Google and say so ([google] "
        "requests_per_minute)."
    ),
}
