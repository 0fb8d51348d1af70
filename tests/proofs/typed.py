"""Tabs as offices fill them: every row in words of its own, in the notations people use, mistakes included."""

from __future__ import annotations

import random
import unicodedata
from datetime import date
from typing import Any

from sheets_sync.campaign.model import Activity, Campaign
from sheets_sync.cells.normalise import fold

Grid = list[list[Any]]

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_DAYS = (
    ("{d:%d/%m/%Y}", 40), ("{d:%d/%m}", 25), ("{d:%d-%m-%Y}", 8), ("{d:%d.%m.%y}", 8), ("{w}, {d:%d/%m}", 5),
    ("ngày {d:%d/%m/%Y}", 4), ("{d.day} tháng {d.month}", 3), ("9h30 {d:%d/%m}", 0.5), ("{d:%Y-%m-%d}", 2),
    ("{d.day}", 0.5), ("hôm nay", 0.3), ("{d:%d}-20/12", 0.3), ("31/11", 0.3),
)  # fmt: skip
_COUNTS = (
    ("{n}", 80), ("{n} đ/c", 7), ("{n} ĐVTN", 5), ("{n} lượt người", 3), ("khoảng {n}", 2), ("~{n}", 1),
    ("hơn {n}", 1), ("{n} (có {m} nữ)", 0.5), ("chưa thống kê", 0.5), ("{n}+{m}", 0.5), ("{n}-{m}", 0.3),
    ("nhiều", 0.2),
)  # fmt: skip
_AMOUNTS = (
    ("{a:,}", 45), ("{a:,} đồng", 15), ("{a:,}đ", 8), ("{k} triệu", 8), ("{k}tr", 6), ("{n} phần x {p:,}", 2),
    ("0", 6), ("không", 3), ("{k}", 0.5), ("khoảng {k} triệu đồng", 1), ("{n} phần quà", 0.5), ("5 củ", 0.2),
)  # fmt: skip
_DOINGS = (
    "Phối hợp chính quyền địa phương tổ chức", "Ra quân", "Thăm và trao", "Chi đoàn tổ chức", "Triển khai",
    "Đoàn viên, thanh niên tham gia", "Vận động mạnh thường quân", "Phối hợp Hội LHTN Việt Nam xã",
)  # fmt: skip
_WHOM = (
    "cho hộ nghèo, hộ cận nghèo", "cho gia đình chính sách", "cho học sinh có hoàn cảnh khó khăn", "cho người cao tuổi",
    "tại khu dân cư", "dọc tuyến đường liên xã", "cho công nhân lao động xa quê", "cùng bà con trong ấp",
)  # fmt: skip
_PLACES = ("xã", "phường", "thị trấn", "ấp", "khu phố", "xã biên giới")
_NAMES = (
    "Phước Vinh", "Long Thành Bắc", "Trường Đông", "Hảo Đước", "Tân Lập", "Thạnh Đức", "Cầu Khởi", "Ninh Điền",
    "Lộc Hưng", "An Hòa",
)  # fmt: skip
_EMPTY_WORDS = ("nt", "như trên", "xem file", "sẽ bổ sung", "quà")
_NOTES = ("", "", "", "Có hình ảnh gửi kèm", "Số liệu lũy kế", "đã gửi Zalo nhóm", "Báo cáo bổ sung cho hôm trước")
_ISSUES = ("", "", "", "", "Không", "Người dân kiến nghị sửa đường trước Tết", "Mưa lớn, một số hộ chưa nhận được quà")


class Typist:
    """One office: it has its words, and makes its own mistakes."""

    def __init__(self, campaign: Campaign, rng: random.Random) -> None:
        self._campaign, self._rng = campaign, rng
        self._works = [a for a in campaign.activities if not a.is_nil]
        self._nil = next(a for a in campaign.activities if a.is_nil)
        self._reporter = rng.choice(("Văn phòng", "Nguyễn Văn A", "Ban Phong trào", "VP", "Bí thư Đoàn xã"))

    def grid(self, rows: int) -> Grid:
        """The heading row and `rows` rows under it, some of them blank."""
        return [[c.header for c in self._campaign.columns], *(self.row() for _ in range(rows))]

    def row(self) -> list[Any]:
        """One row: of work as a rule, sometimes a nil report, rarely blank."""
        chance = self._rng.random()
        if chance < 0.01:
            return [""] * len(self._campaign.columns)
        cells = self._nothing_done() if chance < 0.04 else self._work()
        return [cells.get(c.key, "") for c in self._campaign.columns]

    def retype(self, grid: Grid, share: float) -> Grid:
        """The grid after somebody corrected one cell in a share of its rows."""
        rng = self._rng
        after = list(grid)
        for at in rng.sample(range(1, len(grid)), round((len(grid) - 1) * share)):
            column = rng.randrange(len(grid[at]))
            after[at] = [*grid[at][:column], self.row()[column], *grid[at][column + 1 :]]
        return after

    def _nothing_done(self) -> dict[str, Any]:
        words = self._rng.choice((self._nil.label, self._nil.label.upper(), *self._nil.aliases))
        return {"day": self._day(), "activity": words, "reporter": self._reporter}

    def _work(self) -> dict[str, Any]:
        rng = self._rng
        work, count = rng.choice(self._works), rng.randint(1, 120)
        place = f"{rng.choice(_PLACES)} {rng.choice(_NAMES)}"
        return {
            "day": self._day(),
            "activity": self._named(work),
            "details": self._details(work, count, place),
            "place": place if rng.random() < 0.7 else "",
            "quantity": self._quantity(work, count),
            "measure": rng.choice(work.measures) if rng.random() < 0.6 else "",
            "people": self._count(rng.randint(3, 60)),
            "beneficiaries": self._count(count) if rng.random() < 0.6 else "",
            "money": self._money(count),
            "link": self._link() if rng.random() < 0.2 else "",
            "issues": rng.choice(_ISSUES),
            "reporter": self._reporter,
            "note": rng.choice(_NOTES),
        }

    def _chosen(self, patterns: tuple[tuple[str, float], ...]) -> str:
        return self._rng.choices([p for p, _ in patterns], [weight for _, weight in patterns])[0]

    def _day(self) -> str:
        day: date = self._rng.choice(self._campaign.days)
        return self._chosen(_DAYS).format(d=day, w=_WEEKDAYS[day.weekday()])

    def _named(self, work: Activity) -> str:
        chance = self._rng.random()
        if chance < 0.9:
            return work.label
        if chance < 0.97:
            return self._rng.choice((work.code, work.label.lower(), work.label.upper(), *work.aliases))
        return self._rng.choice((fold(work.label), work.label[:-1], f"{work.label} và thăm hỏi"))

    def _details(self, work: Activity, count: int, place: str) -> str:
        rng = self._rng
        if rng.random() < 0.005:
            return rng.choice(_EMPTY_WORDS)
        said = f"{rng.choice(_DOINGS)} {work.label.lower()} {rng.choice(_WHOM)} {place}"
        if rng.random() < 0.6:
            said += f", {count} {rng.choice(work.measures)}, trị giá {rng.randint(2, 900) * 50_000:,} đồng".replace(
                ",", "."
            )
        if rng.random() < 0.03:
            said = f"- {said}\n- {rng.choice(_DOINGS)} {rng.choice(_WHOM)} {rng.choice(_NAMES)}"
        return unicodedata.normalize("NFD", said) if rng.random() < 0.05 else said

    def _quantity(self, work: Activity, count: int) -> Any:
        rng = self._rng
        chance = rng.random()
        if chance < 0.01:
            return float(count)  # somebody cleared the format
        if chance < 0.02:
            return self._count(count)
        return f"{count} {rng.choice(work.measures)}" if chance < 0.2 else str(count)

    def _count(self, count: int) -> str:
        return self._chosen(_COUNTS).format(n=count, m=max(1, count // 3))

    def _money(self, count: int) -> str:
        price = self._rng.choice((100_000, 200_000, 250_000, 300_000))
        said = self._chosen(_AMOUNTS).format(a=count * price, k=count, n=count, p=price)
        return said.replace(",", ".")

    def _link(self) -> str:
        host = self._rng.choice(("https://baotayninh.vn/vi-du", "https://www.facebook.com/share/p", "tinhdoan.vn/tin"))
        return f"{host}/{self._rng.randrange(10**6)}"
