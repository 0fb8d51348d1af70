"""Laws of every type that is read as words: days, hours, phones, answers, names, texts, links."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader, Reading, Verdict

TODAY = date(2022, 12, 31)
TYPES = ("date", "time", "phone", "yes_no", "unit", "choice", "text", "url")
CODES = {
    "date": {"warn": {"D2", "D3", "D4"}, "reject": {"D1", "D5", "D6", "D7", "D8", "X1", "X2"}, "missing": {""}},
    "time": {"warn": {"T2"}, "reject": {"T1", "X1", "X2"}, "missing": {""}},
    "phone": {"warn": {"P2"}, "reject": {"P1", "X1", "X2"}, "missing": {""}},
    "yes_no": {"warn": {"B2"}, "reject": {"B1", "X1", "X2"}, "missing": {"B1"}},
    "unit": {"warn": {"U2", "E1"}, "reject": {"U1", "E2", "X1", "X2"}, "missing": {""}},
    "choice": {"warn": {"A2"}, "reject": {"A1", "X1", "X2"}, "missing": {""}},
    "text": {"warn": {"X2", "X4"}, "reject": {"E2", "X1", "X2", "X3"}, "missing": {"", "X3"}},
    "url": {"warn": {"L2", "L3"}, "reject": {"L1", "X1"}, "missing": {""}},
}
FORMATS = ("", "DATE", "TIME", "DATE_TIME", "PERCENT", "NUMBER", "TEXT")
WORDS = [
    "16", "12", "2022", "/", "-", ".", ",", " ", "T6", "thứ sáu", "ngày", "sáng", "9h", "30", ":", "tháng", "năm", "và",
    "đến", "từ", "hôm nay", "Dec", "kém", "rưỡi", "chiều", "SA", "+84", "0912345678", "(", ")", "có", "không", "Huyện",
    "Đoàn", "Tân Châu", "Tây Ninh", "TP", "©", "Ã¢", "tặng quà", "QA2", "https://a.vn", "a.vn", "chưa", "\n", "1.",
    "=", "?",
]  # fmt: skip
ODD = "\u200b\u00ad\u0300\u0323\ufffd\u2028\u00d0\u0130ßŉ①½²\U0001d7d8٣\x00"
texts = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(WORDS), max_size=8).map("".join),
    st.text(alphabet=ODD + "16/12 aâ", max_size=12),
)
numbers = st.one_of(st.floats(), st.integers(), st.integers(10**17, 10**19), st.just(10**400), st.just(-(10**400)))
window_days = st.dates(date(2022, 12, 16), date(2022, 12, 30))
quiet = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def reader(campaign: Campaign) -> CellReader:
    return CellReader(campaign)


def is_sound(type: str, found: Reading) -> bool:
    """Whether a reading keeps the policy's section 1: a code of its type and verdict, a value where it may be used."""
    allowed = {"accept": {""}} | CODES[type]
    return found.code in allowed[found.verdict] and (found.value is not None) == found.usable


@quiet
@given(type=st.sampled_from(TYPES), typed=texts | numbers | st.booleans(), form=st.sampled_from(FORMATS))
@example(type="text", typed=1e300, form="DATE_TIME")
def test_any_cell(reader: CellReader, type: str, typed: str | float | bool, form: str) -> None:
    """Any cell gets a verdict with a code of its type; a value stands only where it may be used."""
    found = reader.read(type, typed, number_format=form, today=TODAY)
    assert is_sound(type, found)
    assert json.loads(json.dumps(found.value)) == found.value


@quiet
@given(day=window_days, mark=st.sampled_from("/-. \\"), year=st.sampled_from(["", "22", "2022"]))
def test_days_inside_the_window(reader: CellReader, day: date, mark: str, year: str) -> None:
    """A day of the window written day first is read as that day, whatever the marks."""
    parts = [str(day.day), str(day.month), year] if year else [str(day.day), str(day.month)]
    assert reader.read("date", mark.join(parts), today=TODAY).value == day.isoformat()


WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")


def weekday_names(day: date) -> list[str]:
    number = day.weekday()
    if number == 6:
        return ["chủ nhật", "CN", "Chủ Nhật"]
    return [f"thứ {WEEKDAYS[number]}", f"Thứ {WEEKDAYS[number].title()}", f"thứ {number + 2}", f"T{number + 2}"]


@quiet
@given(day=window_days, form=st.sampled_from(["%d/%m", "%d-%m-%y", "%d.%m.%Y", "%d tháng %m"]), data=st.data())
def test_decorated_days(reader: CellReader, day: date, form: str, data: st.DataObject) -> None:
    """What stands round a day of the window never makes another day of it; a part of the day is shown (D2)."""
    weekday = data.draw(st.sampled_from(weekday_names(day)))
    moments = st.sampled_from(["", "sáng", "buổi chiều", "9h30", "09:30", "lúc 9 giờ 30 phút"])
    before, after = data.draw(moments), data.draw(moments)
    named = st.sampled_from(["", f"{weekday} ", f"{weekday}, ", f"({weekday}) "])
    first = f"{before} {data.draw(named)}{data.draw(st.sampled_from(['', 'ngày ']))}"
    last = f"{data.draw(st.sampled_from(['', f' ({weekday})', f', {weekday}', f' {weekday}']))} {after}"
    found = reader.read("date", f"{first}{day:{form}}{last}", today=TODAY)
    assert (found.value, found.code) == (day.isoformat(), "D2" if before or after else "")


@quiet
@given(day=st.integers(1, 31), month=st.integers(1, 12), mark=st.sampled_from("/-. \\"), form=st.sampled_from([
    "{}", "ngày {}", "sáng {}", "{} lúc 9h", "9h30 ngày {}", "{}."
]))  # fmt: skip
def test_day_first(reader: CellReader, day: int, month: int, mark: str, form: str) -> None:
    """d/m that is a real date never comes out as another day."""
    found = reader.read("date", form.format(f"{day}{mark}{month}"), today=TODAY)
    try:
        real = date(2022, month, day)
    except ValueError:
        assert found.code in ("D1", "D4")
        return
    assert found.value == real.isoformat() if found.usable else found.facts["day"] == f"{real:%d/%m/%Y}"


@quiet
@given(day=window_days)
def test_days_printed(reader: CellReader, day: date) -> None:
    """A day printed as ISO, in the country's way, in words or as its serial number reads back as itself."""
    serial = (day - date(1899, 12, 30)).days
    for printed in (f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", f"ngày {day.day} tháng {day.month} năm {day.year}", serial):
        assert reader.read("date", printed, today=TODAY) == Reading(Verdict.ACCEPT, day.isoformat())


@quiet
@given(minute=st.integers(5 * 60, 24 * 60 - 1))
def test_times_printed(reader: CellReader, minute: int) -> None:
    """A time from 5:00 on reads back as itself, however it is printed, and as a number."""
    hour, past = divmod(minute, 60)
    for printed in (f"{hour:02d}:{past:02d}", f"{hour}h{past:02d}", f"{hour} giờ {past:02d} phút", minute / 1440):
        assert reader.read("time", printed, today=TODAY) == Reading(Verdict.ACCEPT, f"{hour:02d}:{past:02d}")


@quiet
@given(type=st.sampled_from(TYPES), typed=texts)
def test_values_read_back(reader: CellReader, type: str, typed: str) -> None:
    """A value that was read, printed canonically, reads back as the same value."""
    found = reader.read(type, typed, today=TODAY)
    if not found.usable:
        return
    printed = "\n".join(found.value) if type == "url" else {"yes": "có", "no": "không"}.get(found.value, found.value)
    if type == "unit":
        printed = reader._campaign.unit_by_key[found.value].name
    again = reader.read(type, printed, today=TODAY)
    if type == "time" and again.code == "T1":  # 02:00 is read only with its session word
        assert 1 <= int(found.value[:2]) <= 4
    else:
        assert again.value == found.value


def spaced(text: str) -> str:
    return f" \u200b{text.replace(' ', chr(0xA0) + '  ')}\t"


@quiet
@given(type=st.sampled_from(TYPES[:-2]), words=st.lists(st.sampled_from(WORDS), max_size=6))
def test_spaces_form_and_case(reader: CellReader, type: str, words: list[str]) -> None:
    """More spaces, another Unicode form or another case of the letters never change a reading."""
    typed = " ".join(words)
    if re.search("[©Ã]", typed):  # the signs of old encodings have no case
        return
    found = reader.read(type, typed, today=TODAY)
    spread = (spaced(typed), "\u200b".join(typed), unicodedata.normalize("NFD", typed))
    for again in (*spread, typed.upper(), typed.lower(), typed.swapcase()):
        assert reader.read(type, again, today=TODAY) == found


@quiet
@given(words=st.lists(st.sampled_from(WORDS), max_size=6))
def test_spaces_and_form_of_texts(reader: CellReader, words: list[str]) -> None:
    """More spaces or another Unicode form never change a text or its links."""
    typed = " ".join(words)
    for type in ("text", "url"):
        found = reader.read(type, typed, today=TODAY)
        assert reader.read(type, spaced(typed), today=TODAY) == found
        assert reader.read(type, unicodedata.normalize("NFD", typed), today=TODAY) == found


@pytest.mark.once
@pytest.mark.parametrize("type", TYPES)
def test_long_cells(reader: CellReader, type: str) -> None:
    """A cell of 50.000 characters is read like any other; nothing in it makes the reader give up."""
    for piece in WORDS:
        long = (piece * 50_000)[:50_000]
        for typed in (long, long + "!", "16/12 " + long):
            assert is_sound(type, reader.read(type, typed, today=TODAY))


def test_examples_of_the_policy(reader: CellReader, sample: Path) -> None:
    """Every example of these types is read as the policy says."""
    differing = []
    for line in (sample / "typed-cells.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        if case["type"] not in TYPES:
            continue
        today = date.fromisoformat(case.get("today", TODAY.isoformat()))
        found = reader.read(case["type"], case["typed"], number_format=case.get("format", ""), today=today)
        if (found.verdict, found.value, found.code) != (case["verdict"], case["value"], case["code"]):
            differing.append((case, found))
    assert differing == []


def test_every_day_of_a_year(reader: CellReader) -> None:
    """Of a whole year, exactly the report days are accepted."""
    days = [date(2022, 1, 1) + timedelta(n) for n in range(365)]
    accepted = [d for d in days if reader.read("date", f"{d:%d/%m}", today=TODAY).usable]
    assert accepted == [date(2022, 12, 16) + timedelta(n) for n in range(15)]
