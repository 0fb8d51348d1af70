"""The campaign file: strict, and every error names its line and what would fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets_sync.config import endpoint_from, load, resources, spreadsheet_id
from sheets_sync.errors import ConfigError

SAMPLE = (resources.sample_campaign() / "campaign.toml").read_text(encoding="utf-8")

SLOT = '\n[[campaign.slots]]\nkey = "sang"\nlabel = "Buổi sáng"\ndeadline = 07:00:00\n'
SLOT_COLUMN = 'key = "ca"\nrole = "slot"\nheader = "Ca"\ntype = "choice"'
WRONG = [
    # what is changed, into what, what the error must say
    ('slug = "dan', 'slugg = "dan', "Did you mean 'slug'?"),
    ("[limits]", "[limit]", "Did you mean 'limits'?"),
    ('type = "money"', 'type = "mony"', "Did you mean 'money'?"),
    ("first_day = 2022-12-16", 'first_day = "16/12/2022"', "campaign.first_day"),
    ("first_day = 2022-12-16", "first_day = 2022-13-16", "TOML"),
    ("last_day = 2022-12-30", "last_day = 2022-12-01", "no report day"),
    ("Asia/Ho_Chi_Minh", "Asia/HoChiMinh", "Did you mean 'Asia/Ho_Chi_Minh'?"),
    ("grace_seconds = 60", 'grace_seconds = "60"', "campaign.grace_seconds"),
    ("grace_seconds = 60", "grace_seconds = -1", "campaign.grace_seconds"),
    ('locale = "vi"', 'locale = "vn"', "Did you mean 'vi'?"),
    ('"phần + suất" = "trao {n} phần', '"phần + xuất" = "trao {n} phần', "Did you mean 'suất'?"),
    ('"phần + suất" = "trao {n} phần', '"phần + suất" = "trao {m} phần', 'needs "{n}" once for each measure'),
    ('locale = "vi"', 'locale = "vi"\ncurrency = "USD"', "amounts are read in VND"),
    ('locale = "vi"', 'locale = "vi"\ndate_order = "mdy"', "the day comes first"),
    ('key = "go-dau"', 'key = "tan-chau"', "stands already in line"),
    ('key = "go-dau"', 'key = "Gò Dầu"', "units.key"),
    ('key = "go-dau"', 'key = "all"', "means all units together"),
    ('tab = "Gò Dầu"', 'tab = "Tân Châu"', "stands already in line"),
    ('tab = "Gò Dầu"', 'tab = "Gò!Dầu"', "units.tab"),
    ('tab = "Gò Dầu"', "", "units.tab is missing"),
    ('header = "Mô tả"', 'header = "Địa điểm"', "stands already in line"),
    ('code = "TT2"', 'code = "TT1"', "stands already in line"),
    ('adding = "latest"', 'adding = "last"', "Did you mean 'latest'?"),
    ('required = "unless_nil"', 'required = "sometimes"', "unless_nil"),
    ('header = "Ghi chú"', 'header = "NỘI  DUNG:"', "'NỘI  DUNG:' stands already in line"),
    ('type = "date"', 'type = "text"', 'key = "day"'),
    ('type = "decimal"', 'type = "text"', "'quantity' must have one of the types integer"),
    ('type = "money"', 'type = "phone"', "'money' must have one of the types"),
    ("money_low = 50000", "money_low = 5000000000", "money_low must be below money_high"),
    ("every_minutes = 5", "every_minutes = 0", "polls.every_minutes"),
    ("start = 06:00:00", "start = 13:00:00", "start must not be after until"),
    ("[limits]", "[rules]\ndescribtion = false\n[limits]", "Did you mean 'description'?"),
    ('spreadsheet = "dien', 'requests_per_minute = 1\nspreadsheet = "dien', "google.requests_per_minute"),
    ('spreadsheet = "dien', 'impersonate = "reports"\nspreadsheet = "dien', "google.impersonate"),
    ("[documents]", '[documents]\nformats = ["doc"]', "Did you mean 'docx'?"),
    ('key = "reporter"', 'key = "reporter"\nrole = "peple"', "Did you mean 'people'?"),
    ('key = "reporter"', 'key = "reporter"\nrole = "issues"', "has the role 'issues' already"),
    ('key = "reporter"', 'key = "reporter"\nrole = "slot"', "must have one of the types choice"),
    ('key = "note"', 'key = "note"\ntotal = "sum"', "total goes with columns of numbers only"),
    ('key = "note"', 'key = "note"\ntotal = "som"', "Did you mean 'sum'?"),
    ('key = "note"', 'key = "note"\nunit = "ca"', "unit goes with columns of numbers only"),
    ("convert = { km = 1000 }", "convert = { kn = 1000 }", "'kn' is no measure of GT1. Did you mean 'km'?"),
    ("convert = { km = 1000 }", "convert = { km = { dam = 100 } }", "'dam' is no measure of GT1"),
    (
        "convert = { km = 1000 }",
        "convert = { m = 1, km = 1000 }",
        "must be joined with a measure that is not converted",
    ),
    ("convert = { km = 1000 }", "convert = { km = 0 }", "greater than 0"),
    ('adding = "latest"', 'adding = "none"\nconvert = { x = 2 }', "convert goes with figures that are added up"),
    ("deadline = 10:00:00", 'deadline = 10:00:00\nperiod = "weak"', "Did you mean 'week'?"),
    ("deadline = 10:00:00", 'deadline = 10:00:00\nends_on = "friday"', 'ends_on goes with period = "week"'),
    ("deadline = 10:00:00", 'deadline = 10:00:00\nperiod = "month"\ndays_off = [2022-12-20]', "days_off goes with"),
    ("deadline = 10:00:00", 'deadline = 10:00:00\nperiod = "quarter"\nlast_day_ = 1', "unknown key 'last_day_'"),
    ("last_day = 2022-12-30", 'last_day = 2022-12-30\nperiod = "month"', "no month ends between"),
    ("deadline = 10:00:00", "", "campaign.deadline is missing"),
    ("deadline = 10:00:00", "deadline = 10:00:00\ndue_after = -1", "campaign.due_after"),
    ("[google]", f"{SLOT}\n[google]", 'role = "slot"'),
    ("[google]", f"{SLOT}{SLOT}\n[google]", "a slot is called 'buổi sáng'"),
    ("[google]", f'{SLOT}\n[campaign.deadlines]\n"2022-12-16" = 09:00:00\n[google]', "do not go with slots"),
    ('key = "note"\nheader = "Ghi chú"\naliases = []\ntype = "text"', SLOT_COLUMN, "has no [[campaign.slots]]"),
]


@pytest.mark.parametrize(("before", "after", "said"), WRONG)
def test_wrong_files_are_refused_with_the_line(tmp_path: Path, before: str, after: str, said: str) -> None:
    """An error names the file, the line that is wrong and the nearest valid word; the exit code is 2."""
    assert before in SAMPLE
    text = SAMPLE.replace(before, after, 1)
    path = tmp_path / "campaign.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path, environ={})
    assert said in str(caught.value)
    assert caught.value.exit_code == 2
    number = int(caught.value.where.rpartition(":")[2])
    assert 1 <= number <= len(text.splitlines())


def test_the_line_is_the_very_line(tmp_path: Path) -> None:
    """The line that an error names is the one on which the wrong word stands."""
    text = SAMPLE.replace('adding = "latest"', 'adding = "latestt"')
    path = tmp_path / "campaign.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path, environ={})
    number = int(caught.value.where.rpartition(":")[2])
    assert "latestt" in text.splitlines()[number - 1]


def test_all_problems_of_a_file_come_at_once(tmp_path: Path) -> None:
    """Whoever mends a file sees everything that is wrong in it, in order of lines."""
    text = SAMPLE.replace("every_minutes", "every_minute").replace('type = "money"', 'type = "mony"')
    path = tmp_path / "campaign.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"every_minute'(.|\n)*mony"):
        load(path, environ={})


def test_a_deadline_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """A wall-clock time that the zone skips on a report day can't be a deadline."""
    text = SAMPLE.replace("Asia/Ho_Chi_Minh", "Europe/Berlin").replace("deadline = 10:00:00", "deadline = 02:30:00")
    text = text.replace("2022-12-16", "2022-03-26").replace("2022-12-30", "2022-03-28")
    path = tmp_path / "campaign.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="02:30 does not exist on 2022-03-27"):
        load(path, environ={})


def test_report_days_as_a_list_or_with_days_left_out(tmp_path: Path) -> None:
    """Report days are a range, a list, or either with days left out; some may have another deadline."""
    path = tmp_path / "campaign.toml"
    days = 'days_off = [2022-12-18]\nlast_day = 2022-12-19\n[campaign.deadlines]\n"2022-12-17" = 09:00:00\n[google]'
    text = SAMPLE.replace("last_day = 2022-12-30", "").replace("[google]", days, 1)
    path.write_text(text, encoding="utf-8")
    campaign = load(path, environ={}).campaign
    assert [d.day for d in campaign.days] == [16, 17, 19]
    assert campaign.deadline_of(campaign.days[1]).isoformat() == "2022-12-17T09:00:00+07:00"


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    """No campaign file: the error says how to name one or make one."""
    with pytest.raises(ConfigError, match="sheets-sync init"):
        load(tmp_path / "none.toml", environ={})


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://localhost:1", True),
        ("http://[::1]:9", True),
        ("https://sheets.example.com/", True),
        ("http://sheets.example.com", False),
        ("http://127.0.0.1.example.com", False),
        ("ftp://127.0.0.1", False),
        ("nonsense", False),
    ],
)
def test_only_loopback_is_accepted_without_tls(url: str, allowed: bool) -> None:
    """An endpoint is https, or a server on this machine."""
    if allowed:
        assert endpoint_from({"SHEETS_SYNC_ENDPOINT": url}) == url.rstrip("/")
    else:
        with pytest.raises(ConfigError):
            endpoint_from({"SHEETS_SYNC_ENDPOINT": url})


def test_spreadsheet_by_id_or_address() -> None:
    """A spreadsheet is named by its id or by the address in the browser."""
    assert spreadsheet_id("https://docs.google.com/spreadsheets/d/1AbC-_9/edit#gid=0") == "1AbC-_9"
    assert spreadsheet_id(" 1AbC ") == "1AbC"


def test_the_starter_is_valid(tmp_path: Path) -> None:
    """What `init` gives is a campaign file that loads as it is."""
    starter = resources.jobs_dir() / "starter" / "campaign.toml"
    assert load(starter, environ={}).campaign.units


def test_the_sample_is_the_reference_campaign(sample: Path) -> None:
    """The sample campaign has the units, columns and activities of the reference tables."""
    campaign = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
    found = {
        "units.tsv": [(u.key, u.name, u.tab, u.kind) for u in campaign.units],
        "columns.tsv": [(c.key, c.header) for c in campaign.columns],
        "activities.tsv": [(a.code, a.label) for a in campaign.activities],
    }
    for name, rows in found.items():
        lines = (sample / name).read_text(encoding="utf-8").splitlines()[1:]
        table = [tuple(line.split("\t")) for line in lines]
        width = len(rows[0])
        assert [row[:width] for row in table] == rows


def test_whom_the_credentials_act_for(tmp_path: Path) -> None:
    """An account to act for and a quota of one's own are read; the address is not shown where settings are."""
    path = tmp_path / "campaign.toml"
    lines = 'impersonate = "reports@example.com"\nrequests_per_minute = 200\nspreadsheet = "dien'
    path.write_text(SAMPLE.replace('spreadsheet = "dien', lines, 1), encoding="utf-8")
    settings = load(path, environ={})
    assert (settings.impersonate, settings.requests_per_minute) == ("reports@example.com", 200)
    assert "reports@" not in repr(settings)
