"""Các hoạt động được viết thành câu thế nào: theo tên hoạt động, dưới mục nào; và cách viết tên đợt trong câu."""

from __future__ import annotations

from sheets_sync.words.texts import Section

_HOUSES = "Xây dựng, sửa chữa nhà"
_GIFTS = "Thăm, tặng quà"
_LABOUR = "Giúp Nhân dân lao động sản xuất, làm đường giao thông, kênh mương"
_BRIGHT = "Xây dựng tuyến đường sáng - xanh - sạch - đẹp, vệ sinh môi trường"

_KNOWN = (
    (
        "Tin, bài trên báo, đài, website",
        "propaganda",
        False,
        (("tin/bài", "đăng {n} tin, bài trên báo, đài, website"),),
    ),
    ("Bài trên mạng xã hội", "propaganda", False, (("bài", "đăng {n} bài trên fanpage, mạng xã hội"),)),
    ("Buổi tuyên truyền, sinh hoạt", "propaganda", False, (("buổi", "tổ chức {n} buổi tuyên truyền, sinh hoạt"),)),
    ("Tờ rơi, sản phẩm truyền thông", "propaganda", False, (("cái", "cấp phát {n} tờ rơi, sản phẩm truyền thông"),)),
    ("Pa nô, áp phích, băng rôn", "propaganda", False, (("cái", "treo {n} pa nô, áp phích, băng rôn"),)),
    ("Nhóm Zalo nắm dư luận", "propaganda", False, (("nhóm", "duy trì {n} nhóm Zalo nắm bắt dư luận xã hội"),)),
    ("Nêu gương người tốt, việc tốt", "propaganda", False, (("gương", "nêu {n} gương người tốt, việc tốt"),)),
    (
        "Tập huấn, tư vấn việc làm, khởi nghiệp",
        "propaganda",
        False,
        (
            ("lớp", "tổ chức {n} lớp tập huấn, tư vấn việc làm, khởi nghiệp"),
            ("lượt", "tập huấn, tư vấn việc làm, khởi nghiệp cho {n} lượt người"),
        ),
    ),
    ("Xây mới nhà", _HOUSES, True, (("căn", "xây mới {n} căn nhà"),)),
    ("Sửa chữa nhà", _HOUSES, True, (("căn", "sửa chữa {n} căn nhà"),)),
    (
        "Khám bệnh, cấp thuốc miễn phí",
        "Khám bệnh, cấp thuốc",
        False,
        (("lượt", "khám bệnh, cấp thuốc miễn phí cho {n} lượt người"),),
    ),
    ("Tặng quà gia đình chính sách", _GIFTS, False, (("phần", "tặng {n} phần quà cho gia đình chính sách"),)),
    ("Tặng quà hộ nghèo, khó khăn", _GIFTS, False, (("phần", "tặng {n} phần quà cho hộ nghèo, hộ khó khăn"),)),
    (
        "Tặng quà đồng bào dân tộc, tôn giáo",
        _GIFTS,
        False,
        (("phần", "tặng {n} phần quà cho đồng bào dân tộc, tôn giáo"),),
    ),
    ("Tặng quà bộ đội biên giới", _GIFTS, False, (("phần", "tặng {n} phần quà cho bộ đội biên giới"),)),
    (
        "Học bổng, quà thiếu nhi",
        _GIFTS,
        False,
        (
            ("phần", "trao {n} phần học bổng, quà cho thiếu nhi"),
            ("suất", "trao {n} suất học bổng, quà cho thiếu nhi"),
        ),
    ),
    (
        "Làm, sửa đường giao thông nông thôn",
        _LABOUR,
        True,
        (
            ("m", "làm, sửa {n} m đường giao thông nông thôn"),
            ("km", "làm, sửa {n} km đường giao thông nông thôn (phần báo theo km)"),
        ),
    ),
    (
        "Nạo vét kênh mương",
        _LABOUR,
        True,
        (
            ("m", "nạo vét {n} m kênh mương"),
            ("km", "nạo vét {n} km kênh mương (phần báo theo km)"),
        ),
    ),
    (
        "Giúp dân lao động sản xuất",
        _LABOUR,
        False,
        (
            ("ngày công", "giúp dân lao động sản xuất {n} ngày công"),
            ("hộ", "giúp {n} hộ dân lao động sản xuất"),
        ),
    ),
    (
        "Chăm sóc nghĩa trang, đài, bia tưởng niệm",
        "Chăm sóc nghĩa trang, đài, bia tưởng niệm",
        True,
        (("nơi", "chăm sóc {n} nghĩa trang, đài, bia tưởng niệm"),),
    ),
    (
        "Tuyến đường sáng - xanh - sạch - đẹp",
        _BRIGHT,
        True,
        (
            ("tuyến", "thực hiện {n} tuyến đường sáng - xanh - sạch - đẹp"),
            ("m", "thực hiện {n} m đường sáng - xanh - sạch - đẹp (phần báo theo m)"),
            ("km", "thực hiện {n} km đường sáng - xanh - sạch - đẹp (phần báo theo km)"),
        ),
    ),
    (
        "Ra quân vệ sinh, trồng cây",
        _BRIGHT,
        False,
        (
            ("lượt", "tổ chức {n} lượt ra quân vệ sinh môi trường"),
            ("cây", "trồng {n} cây xanh"),
        ),
    ),
    (
        "Giao lưu, kết nghĩa, văn nghệ, thể thao",
        "Giao lưu, kết nghĩa, văn nghệ, thể thao",
        False,
        (("buổi", "tổ chức {n} buổi giao lưu, kết nghĩa, văn nghệ, thể thao"),),
    ),
    (
        "Nắm tình hình, giải quyết vấn đề bức xúc",
        "opinion",
        False,
        (("vấn đề", "nắm tình hình, phối hợp giải quyết {n} vấn đề bức xúc"),),
    ),
    ("Việc khác", "other", False, (("việc", "thực hiện {n} việc làm khác có ý nghĩa thiết thực"),)),
)
"""Tên hoạt động, mục, có liệt kê từng việc không, và câu theo từng đơn vị tính."""

_JOINED = (
    (
        "Tập huấn, tư vấn việc làm, khởi nghiệp",
        ("lớp", "lượt"),
        "tập huấn, tư vấn việc làm, khởi nghiệp: {n} lớp, {n} lượt người",
    ),
    ("Học bổng, quà thiếu nhi", ("phần", "suất"), "trao {n} phần và {n} suất học bổng, quà cho thiếu nhi"),
    ("Giúp dân lao động sản xuất", ("ngày công", "hộ"), "giúp dân lao động sản xuất {n} ngày công, {n} hộ"),
    (
        "Tuyến đường sáng - xanh - sạch - đẹp",
        ("tuyến", "m"),
        "thực hiện {n} tuyến đường sáng - xanh - sạch - đẹp, và {n} m báo theo chiều dài",
    ),
    (
        "Ra quân vệ sinh, trồng cây",
        ("lượt", "cây"),
        "tổ chức {n} lượt ra quân vệ sinh môi trường, trồng {n} cây xanh",
    ),
)

TEXTS: Section = {
    "joined": _JOINED,
    "heading.propaganda": "Công tác tuyên truyền",
    "heading.opinion": "Nắm tình hình dư luận",
    "heading.works": "Các hoạt động",
    "heading.other": "Việc khác",
    "plain": "{activity}: {n} {measure}",
    "people": "huy động {n} lượt {members} tham gia",
    "beneficiaries": "{n} lượt người thụ hưởng",
    "money": "kinh phí vận động {n}",
    "column": "{column}: {n} {measure}",
    "column_of_measure": "{column}: {n} {measure}",
    "known": _KNOWN,
    "lower_first": "yes",
    "common_nouns": (
        "ban",
        "báo",
        "các",
        "cao",
        "chiến",
        "chương",
        "công",
        "cuộc",
        "đợt",
        "giám",
        "hoạt",
        "hội",
        "kế",
        "khảo",
        "mùa",
        "ngày",
        "năm",
        "phong",
        "quý",
        "ra",
        "tháng",
        "thi",
        "tình",
        "tổng",
        "tuần",
        "việc",
    ),
}
"""`common_nouns`: từ đầu trong tên đợt khi tên đó không phải tên riêng ("Công tác …", "Chiến dịch …")."""
