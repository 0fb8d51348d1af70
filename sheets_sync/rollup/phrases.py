"""How an activity's figures are said in a sentence, and under which heading they stand.

The built-in wordings belong to the activities of the plan of 13/12/2022 and are found by the activity's **label**: a
campaign that means something else by the same code is not given a wrong sentence, but "label: number measure".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheets_sync.campaign.model import Activity, Campaign
from sheets_sync.errors import ConfigError
from sheets_sync.words import vietnamese

PROPAGANDA, OPINION, WORKS = "Công tác tuyên truyền", "Nắm tình hình dư luận", "Các hoạt động"
OTHER = "Việc khác"


@dataclass(frozen=True, slots=True)
class Wording:
    """`group`: the heading. `said`: measure -> sentence with "{n}" for the number. `listed`: rows are named one by
    one in the list of works."""

    group: str
    said: Mapping[str, str] = field(default_factory=dict)
    listed: bool = False


_GIFTS, _LABOUR = "Thăm, tặng quà", "Giúp Nhân dân lao động sản xuất, làm đường giao thông, kênh mương"
_BRIGHT = "Xây dựng tuyến đường sáng - xanh - sạch - đẹp, vệ sinh môi trường"

BUILT_IN: Mapping[str, Wording] = {
    "Tin, bài trên báo, đài, website": Wording(PROPAGANDA, {"tin/bài": "đăng {n} tin, bài trên báo, đài, website"}),
    "Bài trên mạng xã hội": Wording(PROPAGANDA, {"bài": "đăng {n} bài trên fanpage, mạng xã hội"}),
    "Buổi tuyên truyền, sinh hoạt": Wording(PROPAGANDA, {"buổi": "tổ chức {n} buổi tuyên truyền, sinh hoạt"}),
    "Tờ rơi, sản phẩm truyền thông": Wording(PROPAGANDA, {"cái": "cấp phát {n} tờ rơi, sản phẩm truyền thông"}),
    "Pa nô, áp phích, băng rôn": Wording(PROPAGANDA, {"cái": "treo {n} pa nô, áp phích, băng rôn"}),
    "Nhóm Zalo nắm dư luận": Wording(PROPAGANDA, {"nhóm": "duy trì {n} nhóm Zalo nắm bắt dư luận xã hội"}),
    "Nêu gương người tốt, việc tốt": Wording(PROPAGANDA, {"gương": "nêu {n} gương người tốt, việc tốt"}),
    "Tập huấn, tư vấn việc làm, khởi nghiệp": Wording(
        PROPAGANDA,
        {
            "lớp": "tổ chức {n} lớp tập huấn, tư vấn việc làm, khởi nghiệp",
            "lượt": "tập huấn, tư vấn việc làm, khởi nghiệp cho {n} lượt người",
        },
    ),
    "Xây mới nhà": Wording("Xây dựng, sửa chữa nhà", {"căn": "xây mới {n} căn nhà"}, listed=True),
    "Sửa chữa nhà": Wording("Xây dựng, sửa chữa nhà", {"căn": "sửa chữa {n} căn nhà"}, listed=True),
    "Khám bệnh, cấp thuốc miễn phí": Wording(
        "Khám bệnh, cấp thuốc", {"lượt": "khám bệnh, cấp thuốc miễn phí cho {n} lượt người"}
    ),
    "Tặng quà gia đình chính sách": Wording(_GIFTS, {"phần": "tặng {n} phần quà cho gia đình chính sách"}),
    "Tặng quà hộ nghèo, khó khăn": Wording(_GIFTS, {"phần": "tặng {n} phần quà cho hộ nghèo, hộ khó khăn"}),
    "Tặng quà đồng bào dân tộc, tôn giáo": Wording(
        _GIFTS, {"phần": "tặng {n} phần quà cho đồng bào dân tộc, tôn giáo"}
    ),
    "Tặng quà bộ đội biên giới": Wording(_GIFTS, {"phần": "tặng {n} phần quà cho bộ đội biên giới"}),
    "Học bổng, quà thiếu nhi": Wording(
        _GIFTS,
        {
            "phần": "trao {n} phần học bổng, quà cho thiếu nhi",
            "suất": "trao {n} suất học bổng, quà cho thiếu nhi",
        },
    ),
    "Làm, sửa đường giao thông nông thôn": Wording(
        _LABOUR,
        {
            "m": "làm, sửa {n} m đường giao thông nông thôn",
            "km": "làm, sửa {n} km đường giao thông nông thôn (phần báo theo km)",
        },
        listed=True,
    ),
    "Nạo vét kênh mương": Wording(
        _LABOUR,
        {"m": "nạo vét {n} m kênh mương", "km": "nạo vét {n} km kênh mương (phần báo theo km)"},
        listed=True,
    ),
    "Giúp dân lao động sản xuất": Wording(
        _LABOUR,
        {
            "ngày công": "giúp dân lao động sản xuất {n} ngày công",
            "hộ": "giúp {n} hộ dân lao động sản xuất",
        },
    ),
    "Chăm sóc nghĩa trang, đài, bia tưởng niệm": Wording(
        "Chăm sóc nghĩa trang, đài, bia tưởng niệm",
        {"nơi": "chăm sóc {n} nghĩa trang, đài, bia tưởng niệm"},
        listed=True,
    ),
    "Tuyến đường sáng - xanh - sạch - đẹp": Wording(
        _BRIGHT,
        {
            "tuyến": "thực hiện {n} tuyến đường sáng - xanh - sạch - đẹp",
            "m": "thực hiện {n} m đường sáng - xanh - sạch - đẹp (phần báo theo m)",
            "km": "thực hiện {n} km đường sáng - xanh - sạch - đẹp (phần báo theo km)",
        },
        listed=True,
    ),
    "Ra quân vệ sinh, trồng cây": Wording(
        _BRIGHT, {"lượt": "tổ chức {n} lượt ra quân vệ sinh môi trường", "cây": "trồng {n} cây xanh"}
    ),
    "Giao lưu, kết nghĩa, văn nghệ, thể thao": Wording(
        "Giao lưu, kết nghĩa, văn nghệ, thể thao",
        {"buổi": "tổ chức {n} buổi giao lưu, kết nghĩa, văn nghệ, thể thao"},
    ),
    "Nắm tình hình, giải quyết vấn đề bức xúc": Wording(
        OPINION, {"vấn đề": "nắm tình hình, phối hợp giải quyết {n} vấn đề bức xúc"}
    ),
    "Việc khác": Wording(OTHER, {"việc": "thực hiện {n} việc làm khác có ý nghĩa thiết thực"}),
}


_COMMON_NOUNS = (
    "ban", "báo", "các", "cao", "chiến", "chương", "công", "cuộc", "đợt", "giám", "hoạt", "hội", "kế", "khảo", "mùa",
    "ngày", "năm", "phong", "quý", "ra", "tháng", "thi", "tình", "tổng", "tuần", "việc",
)  # fmt: skip
"""First words with which the name of a campaign begins where it is no proper name ("Công tác …", "Chiến dịch …")."""


def in_a_sentence(name: str) -> str:
    """The name of a campaign within a sentence: with a small letter, unless it begins with a proper name."""
    said = vietnamese.one_line(name)
    first, second = (*said.split(" ")[:2], "", "")[:2]
    return vietnamese.lower_first(said) if first.lower() in _COMMON_NOUNS and second[:1].islower() else said


def wording(activity: Activity) -> Wording:
    """The built-in wording of an activity; a plain one for an activity that is not known by its label."""
    known = BUILT_IN.get(activity.label)
    if known is not None:
        return known
    return Wording(PROPAGANDA if activity.section == "II.1" else OTHER)


def internal(campaign: Campaign) -> frozenset[str]:
    """The codes of the activities that belong to the part on public opinion."""
    return frozenset(activity.code for activity in campaign.activities if wording(activity).group == OPINION)


def pattern(activity: Activity, measure: str, own: Mapping[tuple[str, str], str]) -> str:
    """The sentence of one figure, with "{n}" for its number; `own` are the office's phrases, as from `parse`."""
    said = own.get((activity.code, measure)) or wording(activity).said.get(measure)
    return said or f"{activity.label}: {{n}} {measure}".rstrip()


def parse(phrases: Sequence[str], campaign: Campaign) -> dict[tuple[str, str], str]:
    """Reads "GT1 ngày công: giúp {n} ngày công" as {("GT1", "ngày công"): "giúp {n} ngày công"}.

    Raises ConfigError, naming the phrase, where it has another form or names what the campaign has not.
    """
    found: dict[tuple[str, str], str] = {}
    for phrase in phrases:
        target, colon, said = phrase.partition(":")
        code, _, measure = target.strip().partition(" ")
        measure = measure.strip()
        if not colon or said.count("{n}") != 1:
            raise _wrong(phrase, 'a phrase has the form "GT1 m: làm mới {n} m đường", with one {n}')
        activity = campaign.activity_by_code.get(code)
        if activity is None or measure not in activity.measures:
            raise _wrong(phrase, f"the campaign has no activity {code!r} with the measure {measure!r}")
        found[code, measure] = said.strip()
    return found


def _wrong(phrase: str, why: str) -> ConfigError:
    return ConfigError(
        f"{phrase!r}: {why}.",
        where="[documents] phrases",
        remedy="Correct the phrase or take it out; the built-in wording is used then.",
    )
