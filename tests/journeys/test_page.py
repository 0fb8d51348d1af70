"""The page in a real browser: a person types, presses, sees; other pages can't."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from browser import DESKTOP, PHONE, Screen
from office import REPORT, make_world

from sheets_sync.config import resources
from sheets_sync.demo.application import TrainingApplication
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.weather.faults import Fault

VIETNAMESE = re.compile(r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0111\u0128-\u0129\u0168-\u01b0\u1ea0-\u1ef9]")
RED = "rgb(255, 205, 210)"
"""The fill of a cell that is to be corrected."""
ENTER, TAB, ESCAPE, DELETE = "\ue007", "\ue004", "\ue00c", "\ue017"
UP, DOWN, LEFT, RIGHT, F2, SHIFT, HOME, CONTROL = (
    "\ue013", "\ue015", "\ue012", "\ue014", "\ue032", "\ue008", "\ue011", "\ue009"
)  # fmt: skip


@pytest.fixture
def training(tmp_path: Path, screen: Screen) -> Iterator[LocalSheets]:
    """A server with a training campaign, as `demo --serve` leaves it open."""
    with LocalSheets(tmp_path / "sheets.sqlite", with_page=True) as server:
        with TrainingApplication(server, tmp_path / "training") as application:
            assert server.page is not None
            server.page.application = application
            yield server
            screen.driver.get("about:blank")
        assert server.failures == []


@pytest.fixture
def plain(screen: Screen) -> Iterator[LocalSheets]:
    """A server with one empty spreadsheet, as `serve` alone."""
    with LocalSheets(with_page=True) as server:
        server.create_spreadsheet("Thử", locale="vi_VN", timezone="Asia/Ho_Chi_Minh")
        yield server
        screen.driver.get("about:blank")
        assert server.failures == []


def sheet(server: LocalSheets) -> Any:
    """The first tab of the server's one spreadsheet."""
    return server.client().openall()[0].sheet1


def type_report(screen: Screen, row: int) -> None:
    """A report typed with the keyboard alone, from column A of a row on; the last cell is still being edited."""
    screen.select(row, 0)
    for text in REPORT[:-1]:
        screen.keys(text, TAB)
    screen.keys(REPORT[-1])  # and nothing more: whatever is pressed next stores it


# -- a person's day ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_report_and_the_button_turn_the_status(training: LocalSheets, screen: Screen, size: tuple[int, int]) -> None:
    """A person types a report into the unit's tab, presses "tick now", and sees the status turn, also on the board."""
    screen.open(training.url, size)
    screen.until(lambda: "Chưa đến hạn" in screen.text(".training .mine"))
    screen.click("#own")
    screen.until(lambda: screen.driver.title.startswith("Gò Dầu"))
    type_report(screen, 1)
    assert "Chưa đến hạn" in screen.text(".training .mine")
    screen.click("#look")
    screen.until(lambda: "Đúng hạn" in screen.text(".training .mine"))
    screen.tab("Tuân thủ")
    rows = "return [...document.querySelectorAll('#grid tr')].map((row) => row.textContent)"
    screen.until(lambda: any("Huyện Đoàn Gò Dầu" in row and "Đúng hạn" in row for row in screen.run(rows)))


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_wrong_number_is_shown_where_it_was_typed(
    training: LocalSheets, screen: Screen, size: tuple[int, int]
) -> None:
    """After the next look a unit sees its wrong cell coloured and counted in the line of its own tab; mended and looked
    at again, the colour is gone and the line counts nothing."""
    screen.open(training.url, size)
    screen.until(lambda: screen.text("#clock"))
    screen.click("#own")
    screen.until(lambda: screen.driver.title.startswith("Gò Dầu"))
    type_report(screen, 1)
    screen.keys(ENTER)
    quantity = next(column for column in range(13) if screen.cell(0, column).startswith("Số lượng"))
    plain = screen.fill(1, quantity)
    type_over(screen, 1, quantity, "rất nhiều")
    assert screen.fill(1, quantity) == plain
    screen.click("#look")
    screen.until(lambda: "✗" in screen.cell(0, 13))
    assert screen.cell(0, 13).split(" · ")[1] == "Cần sửa: ✗ E2"
    screen.until(lambda: screen.fill(1, quantity) == RED)
    others = [column for column in range(13) if column != quantity]
    assert {screen.fill(1, column) for column in others} == {plain}
    type_over(screen, 1, quantity, "20")
    screen.click("#look")
    screen.until(lambda: "Đúng hạn" in screen.cell(0, 13))
    assert "✗" not in screen.cell(0, 13)
    screen.until(lambda: screen.fill(1, quantity) == plain)


def type_over(screen: Screen, row: int, column: int, text: str) -> None:
    """Puts a text in the place of a cell's, and waits until the server has it."""
    screen.select(row, column)
    screen.keys(text, ENTER)
    screen.until(lambda: screen.cell(row, column) == text)
    screen.saved()


def test_the_clock_moves_and_the_deadline_passes(training: LocalSheets, screen: Screen) -> None:
    """The clock is moved from the panel; what is typed after the deadline is late; the report can be downloaded."""
    screen.open(training.url)
    screen.until(lambda: screen.text("#clock").endswith("06:00"))
    screen.click(".training summary")
    screen.until(lambda: screen.all(".jumps button"))
    next(one for one in screen.all(".jumps button") if one.text.startswith("Đến hạn")).click()
    screen.until(lambda: screen.text("#clock").endswith("10:00") and screen.one("#look").is_enabled())
    screen.until(lambda: "Chưa báo cáo" in screen.text(".training .mine"))
    screen.click("#own")
    screen.until(lambda: screen.driver.title.startswith("Gò Dầu"))
    type_report(screen, 1)
    screen.click("#look")
    screen.until(lambda: "Trễ hạn" in screen.text(".training .mine"))
    addresses = screen.run("return [...document.querySelectorAll('.papers a')].map(a => a.getAttribute('href'))")
    assert any("10h00.docx" in address for address in addresses)


def test_the_window_is_called_by_tab_campaign_and_day(training: LocalSheets, screen: Screen) -> None:
    """The title of the window names the tab, the campaign and the day of the training; the day follows its clock."""
    name = "Công tác dân vận đợt 2 năm 2022"
    screen.open(training.url)
    screen.until(lambda: screen.driver.title.endswith("– 16/12/2022"))
    assert screen.driver.title.startswith("Tuân thủ –")
    assert name in screen.driver.title
    requests.post(f"{training.url}/app/move", json={"to": "2022-12-17T06:00:00"}, timeout=30).raise_for_status()
    screen.until(lambda: screen.driver.title.endswith("– 17/12/2022"))


def test_starting_again_shows_the_fresh_copy(training: LocalSheets, screen: Screen) -> None:
    """After "start again" the page shows the new, empty spreadsheet by itself."""
    screen.open(training.url)
    screen.until(lambda: screen.text("#clock"))
    before = screen.run("return document.getElementById('files').value")
    screen.click(".training summary")
    screen.click("#start")
    screen.until(lambda: screen.run("return document.getElementById('files').value") not in ("", before))
    screen.until(lambda: screen.one("#look").is_enabled())
    assert len(training.workspace.books) == 1


def test_which_spreadsheet_is_which_is_said(training: LocalSheets, screen: Screen) -> None:
    """On a spreadsheet that the training does not look at, the page says so and leads back."""
    other = training.create_spreadsheet("Khác")
    screen.open(f"{training.url}/#file={other}")
    screen.until(lambda: screen.text(".training .badge") == "BẢNG KHÁC")
    assert not screen.one("#look").is_displayed()
    next(one for one in screen.all(".training button") if one.text == "Sang bảng tập dượt").click()
    screen.until(lambda: screen.text(".training .badge") == "TẬP DƯỢT")


# -- languages ----------------------------------------------------------------------------------------

SHOWN = """
    const words = [document.title, document.documentElement.lang];
    for (const one of document.querySelectorAll("body, body *")) {
      if (one.tagName === "NOSCRIPT") continue;
      for (const child of one.childNodes) {
        if (child.nodeType === Node.TEXT_NODE && child.data.trim()) words.push(child.data);
      }
      for (const name of ["title", "aria-label", "placeholder"]) {
        if (one.hasAttribute(name)) words.push(one.getAttribute(name));
      }
    }
    return words;
"""


def test_a_training_in_english_is_english_everywhere(tmp_path: Path, screen: Screen) -> None:
    """In an English campaign the page, its panel, tabs, notes and warnings have no Vietnamese letter, whatever the
    browser speaks; nothing on the page lacks a text."""
    with LocalSheets(with_page=True) as server:
        source = resources.starter("school-weekly-en")
        with TrainingApplication(server, tmp_path / "training", source=source) as application:
            assert server.page is not None
            server.page.application = application
            screen.open(server.url)
            screen.until(lambda: screen.text("#clock").startswith("Saturday"))
            for tab in [one.text for one in screen.all("#tabs button")]:
                screen.tab(tab.split("\n")[0])
                shown = screen.run(SHOWN)
                assert [text for text in shown if VIETNAMESE.search(text)] == [], tab
            screen.click("#own")
            screen.until(lambda: screen.driver.title.startswith("Alder"))
            assert screen.text(".training .mine") == "○ Pending"
            screen.select(0, 0)
            screen.keys("x")
            screen.until(lambda: screen.text("#alert") == "Cell A1 is protected and can't be changed.")
            screen.select(1, 0)
            screen.keys("15/03/2028", ENTER)
            screen.until(lambda: screen.text("#state") == "Saved")
            shown = screen.run(SHOWN)
            assert "en" in shown
            assert [text for text in shown if VIETNAMESE.search(text) or "undefined" in text] == []
        screen.driver.get("about:blank")


def test_the_page_speaks_as_the_spreadsheet_is_typed(screen: Screen) -> None:
    """The spreadsheet's locale says the language; where the page does not speak that, the browser's."""
    with LocalSheets(with_page=True) as server:
        books = {locale: server.create_spreadsheet(locale, locale=locale) for locale in ("vi_VN", "en_GB", "fr_FR")}
        for locale, said in (("en_GB", "Edit"), ("vi_VN", "Sửa"), ("en_GB", "Edit"), ("fr_FR", "Sửa")):
            screen.open(f"{server.url}/#file={books[locale]}")
            screen.until(lambda said=said: screen.text("#edit") == said)
            assert screen.run("return document.documentElement.lang") == {"Edit": "en", "Sửa": "vi"}[said]
        screen.run("location.hash = arguments[0]", f"file={books['en_GB']}")
        screen.until(lambda: screen.text("#edit") == "Edit" and screen.one("#grid .corner").text == "Row")
        screen.driver.get("about:blank")


# -- the keyboard ----------------------------------------------------------------------------------------


def test_everything_by_keyboard(plain: LocalSheets, screen: Screen) -> None:
    """Arrows move, a letter or Enter or F2 edits, Enter and Tab store, Escape leaves, Delete clears."""
    screen.open(plain.url)
    for _ in range(20):
        screen.keys(TAB)
        if screen.run("return document.activeElement.tagName") == "TD":
            break
    assert screen.text("#address") == "A1"
    screen.keys("một", ENTER)
    screen.until(lambda: screen.cell(0, 0) == "một")
    assert screen.text("#address") == "A2"
    screen.keys("hai", TAB)
    screen.keys("ba")
    screen.chord(SHIFT, TAB)
    screen.until(lambda: (screen.cell(1, 0), screen.cell(1, 1)) == ("hai", "ba"))
    screen.keys(UP, ENTER, " nữa", ENTER)
    screen.until(lambda: screen.cell(0, 0) == "một nữa")
    screen.keys(F2, "xxx", ESCAPE)
    screen.saved()
    assert screen.text("#address") == "A2"
    screen.keys(RIGHT, DELETE)
    screen.until(lambda: screen.cell(1, 1) == "")
    screen.keys(DOWN, DOWN, LEFT, "=1+2", ENTER)
    screen.until(lambda: screen.cell(3, 0) == "3")
    screen.chord(CONTROL, HOME)
    assert screen.text("#address") == "A1"
    assert sheet(plain).get_all_values() == [["một nữa"], ["hai"], [""], ["3"]]
    screen.keys(TAB, TAB)
    assert screen.text("#address") == "C1"
    screen.chord(SHIFT, TAB)
    assert screen.text("#address") == "B1"


def test_the_grid_is_no_trap(plain: LocalSheets, screen: Screen) -> None:
    """Escape leads out of the grid to the tabs; Tab leads out at the end of a row, Shift+Tab at its beginning."""
    screen.open(plain.url)
    inside = "return document.getElementById('grid').contains(document.activeElement)"
    screen.select(0, 0)
    screen.keys(ESCAPE)
    assert screen.run("return document.activeElement.getAttribute('role')") == "tab"
    screen.select(0, 0)
    screen.chord(SHIFT, TAB)
    assert not screen.run(inside)
    screen.select(0, 25)
    screen.keys(TAB)
    assert not screen.run(inside)


def test_lists_are_chosen_by_keyboard_and_pointer(plain: LocalSheets, screen: Screen) -> None:
    """A dropdown offers its values, finds them without marks, and takes them by key, click, or as typed."""
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 1}
    values = [{"userEnteredValue": text} for text in ("Đường giao thông", "Tặng quà", "Khám bệnh")]
    rule = {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True}
    book = plain.client().openall()[0]
    book.batch_update({"requests": [{"setDataValidation": {"range": area, "rule": rule}}]})
    screen.open(plain.url)
    screen.select(0, 0)
    screen.keys("duong", DOWN, ENTER)
    screen.until(lambda: screen.cell(0, 0) == "Đường giao thông")
    screen.click('#grid td[data-row="1"][data-column="0"] .drop')
    screen.until(lambda: len(screen.all(".editor li")) == 3)
    next(one for one in screen.all(".editor li") if one.text == "Khám bệnh").click()
    screen.until(lambda: screen.cell(1, 0) == "Khám bệnh")
    screen.select(2, 0)
    screen.keys("tự do", ENTER)
    screen.saved()
    screen.until(lambda: sheet(plain).get_all_values() == [["Đường giao thông"], ["Khám bệnh"], ["tự do"]])


def test_a_strict_rule_refuses_what_is_typed(plain: LocalSheets, screen: Screen) -> None:
    """What a strict rule does not take is not stored; the page says so with the rule's hint, and keeps the text."""
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    condition = {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "0"}]}
    rule = {"condition": condition, "strict": True, "inputMessage": "Ghi số lớn hơn 0"}
    plain.client().openall()[0].batch_update({"requests": [{"setDataValidation": {"range": area, "rule": rule}}]})
    screen.open(plain.url)
    screen.select(0, 0)
    screen.keys("-5", ENTER)
    screen.until(lambda: "ô này không nhận nội dung ấy: Ghi số lớn hơn 0" in screen.text("#alert"))
    assert sheet(plain).acell("A1").value is None
    screen.until(lambda: screen.run("return document.querySelector('.editor textarea').value") == "-5")
    screen.chord(CONTROL, "a")
    screen.keys("7", ENTER)
    screen.until(lambda: sheet(plain).acell("A1").value == "7")
    screen.driver.get_log("browser")  # the browser notes the 400


def test_notes_are_read_by_touch_and_keyboard(plain: LocalSheets, screen: Screen) -> None:
    """The note of the selected cell stands on the page, and is announced; no hovering is needed."""
    sheet(plain).insert_note("B2", "Ghi ngày theo mẫu 16/12")
    screen.open(plain.url, PHONE)
    screen.select(1, 1)
    assert "Ghi ngày theo mẫu 16/12" in screen.text("#told")
    assert screen.one("#told").get_attribute("aria-live") == "polite"
    screen.keys(DOWN)
    assert "Ghi ngày" not in screen.text("#told")
    screen.keys(UP)
    assert "Ghi ngày" in screen.text("#told")


def test_a_protected_cell_is_shown_as_such_and_stays(training: LocalSheets, screen: Screen) -> None:
    """A heading can't be typed over: the page says so, and the server refuses the person all the same."""
    screen.open(training.url)
    screen.until(lambda: screen.text("#clock"))
    screen.click("#own")
    screen.until(lambda: screen.driver.title.startswith("Gò Dầu"))
    screen.select(0, 0)
    assert screen.one('#grid td[data-row="0"][data-column="0"]').get_attribute("aria-readonly") == "true"
    assert "bảo vệ" in screen.text("#told")
    screen.keys("x")
    screen.until(lambda: "bảo vệ" in screen.text("#alert"))
    assert not screen.one(".editor").is_displayed()
    book = training.client("guest@local-sheets.invalid").openall()[0]
    with pytest.raises(Exception, match="protected"):
        book.worksheet("Gò Dầu").update([["x"]], "A1", raw=False)


# -- live, and nothing lost ----------------------------------------------------------------------------------------


def test_what_others_type_appears_and_disturbs_nobody(plain: LocalSheets, screen: Screen) -> None:
    """A change from elsewhere appears by itself, while an edit in hand and the selection stay."""
    screen.open(plain.url)
    screen.select(4, 2)
    screen.keys("đang gõ")
    sheet(plain).update([["mới"]], "A1")
    screen.until(lambda: screen.cell(0, 0) == "mới")
    screen.keys(" dở", ENTER)
    screen.until(lambda: screen.cell(4, 2) == "đang gõ dở")
    screen.saved()
    assert sheet(plain).acell("C5").value == "đang gõ dở"


def test_a_spreadsheet_is_made_on_the_page(screen: Screen) -> None:
    """On a server that has none, one press makes a spreadsheet, opens it, and says the id for the campaign file."""
    with LocalSheets(with_page=True) as server:
        screen.driver.get(server.url)
        screen.until(lambda: screen.one("#empty").is_displayed())
        screen.click("#create")
        screen.until(lambda: screen.text("#state").startswith("Mã bảng tính: "))
        (made,) = server.client().openall()
        assert screen.text("#state") == f"Mã bảng tính: {made.id}"
        screen.select(0, 0)
        screen.keys("đây rồi", ENTER)
        screen.until(lambda: made.sheet1.acell("A1").value == "đây rồi")
        screen.driver.get("about:blank")


def test_what_could_not_be_stored_is_kept_in_the_editor(plain: LocalSheets, screen: Screen) -> None:
    """When the server fails the typed text comes back to be sent again; nothing is lost."""
    screen.open(plain.url)
    plain.faults.add(Fault.from_json({"method": "PUT", "status": 503}))
    screen.select(0, 0)
    screen.keys("quý giá", ENTER)
    screen.until(lambda: screen.text("#state") == "Chưa lưu")
    screen.until(lambda: screen.run("return document.querySelector('.editor textarea').value") == "quý giá")
    screen.keys(ENTER)
    screen.until(lambda: sheet(plain).acell("A1").value == "quý giá")
    screen.driver.get_log("browser")  # the browser notes the 503


def test_what_could_not_be_stored_is_told_while_somebody_types_on(plain: LocalSheets, screen: Screen) -> None:
    """A late failure does not touch the edit in hand; the text that was not stored stands in the warning."""
    screen.open(plain.url)
    plain.faults.add(Fault.from_json({"method": "PUT", "status": 503, "delay": 0.5}))
    screen.select(0, 0)
    screen.keys("quý giá", ENTER)
    screen.keys("tiếp")
    screen.until(lambda: "A1" in screen.text("#alert") and "quý giá" in screen.text("#alert"))
    screen.keys(" theo", ENTER)
    screen.until(lambda: sheet(plain).get_all_values() == [[""], ["tiếp theo"]])
    screen.driver.get_log("browser")  # the browser notes the 503


def test_a_block_is_pasted(plain: LocalSheets, screen: Screen) -> None:
    """A table copied from elsewhere fills the cells from the selected one on."""
    screen.open(plain.url)
    screen.select(1, 1)
    screen.run("""
        const data = new DataTransfer();
        data.setData("text/plain", "a\\tb\\nc\\td");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
    """)
    screen.saved()
    assert sheet(plain).get_all_values() == [["", "", ""], ["", "a", "b"], ["", "c", "d"]]


# -- looks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("tab", ["Tuân thủ", "Lỗi cần sửa", "Tổng hợp", "Gò Dầu"])
def test_a_narrow_phone_scrolls_the_grid_and_not_the_page(training: LocalSheets, screen: Screen, tab: str) -> None:
    """At 360 pixels nothing sticks out of the page, with menus open and closed; the grid scrolls inside."""
    screen.open(training.url, PHONE)
    screen.until(lambda: screen.text("#clock"))
    screen.tab(tab)
    wide = "return [document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]"
    assert screen.run(wide) == [360, 360, 360]
    assert screen.run("const s = document.getElementById('scroller'); return s.scrollWidth > s.clientWidth")
    for menu in screen.all(".training summary"):
        menu.click()
        assert screen.run(wide) == [360, 360, 360]
    assert screen.run("return document.getElementById('scroller').clientHeight") > 200


def test_formats_are_shown(plain: LocalSheets, screen: Screen) -> None:
    """Bold, colours, alignment, wrapping, widths and the number format are those of the cell."""
    worksheet = sheet(plain)
    worksheet.update([[1234567, "chữ"]], "A1")
    worksheet.format("A1", {
        "textFormat": {"bold": True, "foregroundColor": {"red": 1}}, "backgroundColor": {"green": 1},
        "horizontalAlignment": "CENTER", "numberFormat": {"type": "NUMBER", "pattern": "#,##0"},
        "wrapStrategy": "WRAP",
    })  # fmt: skip
    screen.open(plain.url)
    screen.until(lambda: screen.cell(0, 0) == "1.234.567")
    look = screen.run("""
        const style = getComputedStyle(document.querySelector('#grid td[data-row="0"][data-column="0"]'));
        return [style.fontWeight, style.color, style.backgroundColor, style.textAlign];
    """)
    assert look == ["700", "rgb(255, 0, 0)", "rgb(0, 255, 0)", "center"]


def test_frozen_rows_and_columns_stay_in_sight(plain: LocalSheets, screen: Screen) -> None:
    """Scrolling leaves the frozen rows and columns where they are."""
    worksheet = sheet(plain)
    worksheet.update([["đầu"]], "A1")
    worksheet.freeze(rows=1, cols=1)
    screen.open(plain.url)
    place = """
        const box = document.querySelector('#grid td[data-row="0"][data-column="0"]').getBoundingClientRect();
        return [box.left, box.top];
    """
    screen.until(lambda: screen.cell(0, 0) == "đầu")
    before = screen.run(place)
    screen.run("document.getElementById('scroller').scrollTo(600, 300)")
    assert screen.run("return document.getElementById('scroller').scrollTop") == 300
    assert screen.run(place) == before


def test_a_board_shows_units_and_not_its_head(tmp_path: Path, screen: Screen) -> None:
    """Six units are wholly in sight on a small phone, twelve on a small laptop, without scrolling; the rest scrolls."""
    with LocalSheets(control=True, with_page=True) as server:
        make_world(server, tmp_path).tick("09:50")
        for size, units in (((360, 640), 6), ((1366, 657), 12)):
            screen.open(server.url, size)
            screen.tab("Tuân thủ")
            seen = screen.run("""
            const end = document.getElementById("scroller").getBoundingClientRect().bottom;
            const rows = [...document.querySelectorAll("#grid tbody tr")];
            return rows.filter(row => row.getBoundingClientRect().bottom <= end).length;
            """)
            assert seen >= units, size
        screen.driver.get("about:blank")


# -- hostile texts ----------------------------------------------------------------------------------------

HOSTILE = (
    "<img src=x onerror=\"document.title='hacked'\">",
    "<script>document.title='hacked'</script>",
    "javascript:document.title='hacked'",
    '"><svg onload=alert(1)>',
    "{{7*7}} {% raw %}",
    "data:text/html,<script>alert(1)</script>",
    "a\u202egpj.exe\u202c \u200f",
    "🌵" * 50,
    "x" * 50_000,
)


def test_typed_texts_stay_texts(plain: LocalSheets, screen: Screen) -> None:
    """Markup, scripts, template braces, marks and giants are shown letter by letter; nothing of them runs or links."""
    worksheet = sheet(plain)
    worksheet.update([[text] for text in HOSTILE], "A1", raw=True)
    worksheet.update_title("<b>x</b>")
    worksheet.insert_note("A1", "<img src=x onerror=alert(1)>")
    screen.open(plain.url)
    for row, text in enumerate(HOSTILE):
        screen.select(row, 0)
        assert screen.cell(row, 0) == (text if len(text) <= 400 else text[:400] + "…")
        assert screen.text("#told .content") == text
        assert screen.all("#told a, #told img, #told script, #grid img, #grid svg, #grid script, #grid a") == []
    assert screen.driver.title == "<b>x</b> – Thử"
    assert screen.text("#tabs") == "<b>x</b>"


def test_what_is_typed_on_the_page_stays_text_too(plain: LocalSheets, screen: Screen) -> None:
    """Markup typed into a cell on the page comes back as it was typed."""
    screen.open(plain.url)
    screen.select(0, 0)
    screen.keys(HOSTILE[0], ENTER)
    screen.saved()
    screen.until(lambda: screen.cell(0, 0) == HOSTILE[0])
    assert sheet(plain).acell("A1").value == HOSTILE[0]


LINKS = [
    ("https://tinhdoan.example/bai?a=1&b=<i>", True),
    ("http://tinhdoan.example/", True),
    ("javascript:alert(1)", False),
    ("JaVaScRiPt:alert(1)", False),
    ("data:text/html,x", False),
    ("file:///etc/passwd", False),
    ("//evil.example", False),
    (" https://", False),
]


def linked(row: int, address: str) -> dict[str, Any]:
    """The request that puts a text with a link into column A, as the job's tabs have them."""
    cell = {"userEnteredValue": {"stringValue": "mở"}, "userEnteredFormat": {"textFormat": {"link": {"uri": address}}}}
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": 0}
    fields = "userEnteredValue,userEnteredFormat"
    return {"updateCells": {"rows": [{"values": [cell]}], "fields": fields, "start": start}}


def test_only_web_addresses_become_links(plain: LocalSheets, screen: Screen) -> None:
    """Links lead to http and https alone, in a new tab that learns nothing of this one; HYPERLINK formulas don't."""
    book = plain.client().openall()[0]
    book.batch_update({"requests": [linked(row, address) for row, (address, _) in enumerate(LINKS)]})
    sheet(plain).update([[address] for address, _ in LINKS], "B1", raw=True)
    sheet(plain).update([['=HYPERLINK("javascript:alert(1)";"bấm")']], "C1", raw=False)
    screen.open(plain.url)
    for row, (address, safe) in enumerate(LINKS):
        for column in (0, 1):
            screen.select(row, column)
            links = screen.all("#told a")
            assert bool(links) == safe, (address, column)
            for link in links:
                assert link.get_attribute("href").startswith(("http://", "https://"))
                assert (link.get_attribute("rel"), link.get_attribute("target")) == ("noopener noreferrer", "_blank")
    screen.select(0, 2)
    assert screen.all("#told a, #grid a") == []


def test_a_link_to_a_cell_of_this_server_opens_it_here(plain: LocalSheets, screen: Screen) -> None:
    """The links of the job's tabs, written for Google, lead to the cell on this page."""
    book = plain.client().openall()[0]
    other = book.add_worksheet("Gò Dầu", 300, 5)
    address = f"https://docs.google.com/spreadsheets/d/{book.id}/edit#gid={other.id}&range=C150"
    book.batch_update({"requests": [linked(0, address)]})
    screen.open(plain.url)
    screen.select(0, 0)
    screen.click("#told .inward")
    screen.until(lambda: screen.driver.title.startswith("Gò Dầu") and screen.text("#address") == "C150")


# -- another page ----------------------------------------------------------------------------------------

ATTACK = """<!doctype html><meta charset="utf-8"><title>other</title>
<form id="form" method="post" enctype="text/plain" target="frame">
<input name='{"values":[["hacked"]],"x":"' value='"}'></form>
<iframe name="frame"></iframe><img id="img">
<script>
const results = [];
const go = async (name, work) => {
  try { const a = await work(); results.push([name, a.type, a.status]); }
  catch (e) { results.push([name, "failed", 0]); }
};
window.attack = async (server, write, append, app) => {
  const body = JSON.stringify({ values: [["hacked"]] });
  const json = { "Content-Type": "application/json" };
  await go("put", () => fetch(write, { method: "PUT", body, headers: json }));
  await go("append text", () => fetch(append, { method: "POST", body }));
  await go("append no-cors", () => fetch(append, { method: "POST", body, mode: "no-cors" }));
  await go("app no-cors", () => fetch(app, { method: "POST", body: "{}", mode: "no-cors" }));
  await go("read", () => fetch(server + "/page/view"));
  await go("read no-cors", () => fetch(server + "/page/view", { mode: "no-cors" }));
  await go("beacon", async () => ({ type: String(navigator.sendBeacon(append, body)), status: 0 }));
  const frame = document.querySelector("iframe");
  await new Promise((done) => { frame.onload = done; form.action = append; form.submit(); setTimeout(done, 3000); });
  return results;
};
</script>"""


@pytest.fixture
def attacker() -> Iterator[str]:
    """A page on another port of the same machine: another origin, though the same site."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = ATTACK.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_page_of_another_origin_can_neither_write_nor_read(
    training: LocalSheets, screen: Screen, attacker: str, name: str
) -> None:
    """Fetches of every kind, a beacon and a form of another page are refused, and nothing changes."""
    before = dict(training.workspace.books)
    server = f"http://{name}:{training.port}"
    values = f"{server}/v4/spreadsheets/{next(iter(before))}/values/A1"
    training.requests.clear()
    screen.driver.get(attacker)
    screen.driver.set_script_timeout(60)
    results = screen.driver.execute_async_script(
        "const done = arguments[4]; window.attack(arguments[0], arguments[1], arguments[2], arguments[3]).then(done);",
        server,
        f"{values}?valueInputOption=USER_ENTERED",
        f"{values}:append?valueInputOption=USER_ENTERED",
        f"{server}/app/look",
    )
    assert all(kind in ("failed", "opaque", "true") for _, kind, _ in results), results
    assert len(results) == 7
    screen.until(lambda: sum(record.method == "POST" for record in training.requests) >= 4)  # the form came too
    assert {record.status for record in training.requests} == {403}
    assert training.workspace.books == before
    screen.driver.get_log("browser")  # the browser complains of the refusals, rightly


def test_a_name_that_was_rebound_to_this_machine_gets_nothing(plain: LocalSheets, screen: Screen) -> None:
    """A page under a foreign name that points at 127.0.0.1 reaches neither the page nor the API."""
    screen.driver.get(f"http://rebound.example:{plain.port}/")
    assert "403" in screen.text("body")
    write = "fetch(arguments[0], {method: 'POST', body: '{}'}).then((a) => arguments[1](a.status))"
    assert screen.driver.execute_async_script(write, "/v4/spreadsheets") == 403
    assert len(plain.workspace.books) == 1
    screen.driver.get_log("browser")  # the browser notes the 403


def test_the_page_cannot_be_framed_by_another(training: LocalSheets, screen: Screen, attacker: str) -> None:
    """No other page can lay this one under its own buttons."""
    screen.driver.get(attacker)
    screen.run("document.querySelector('iframe').src = arguments[0]", training.url)
    screen.until(lambda: any("frame" in line.lower() for line in screen.complaints))
    screen.driver.switch_to.frame(screen.one("iframe"))
    assert screen.all("#grid") == []
    screen.driver.switch_to.default_content()
