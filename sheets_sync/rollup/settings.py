"""What an office sets for its documents: the table `[documents]` of the campaign file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """Header, addressees, signature and wording of the documents. Every default is that of the plan of 13/12/2022.

    `above` are the lines over the issuing body (upright), `issuer` the issuing body itself (bold).
    `number` is printed as it stands: its gap is for the clerk, no number is ever made up.
    `draft`: print `draft_mark` at the top until number and date are settled by a person.
    `date_open` leaves the day in the date line open.
    `basis` is the plan that is reported on, `reporter` the body that reports (opening sentence of the rollup).
    `signer` is the name under the signature: none is shipped.
    `phrases` are wordings of single activities, "GT1 m: làm mới, sửa chữa {n} m đường giao thông nông thôn"; they go
    before the built-in ones. `works` are codes of activities whose rows are listed one by one in the rollup; empty
    means the built-in choice. `gift_measures`: measures that the column "Phần quà" counts.
    """

    title: str = "ĐOÀN TNCS HỒ CHÍ MINH"
    above: tuple[str, ...] = ()
    issuer: str = "BCH ĐOÀN TỈNH TÂY NINH"
    stars: str = "***"
    number: str = "Số:        -BC/TĐTN-PT"
    place: str = "Tây Ninh"
    date_open: bool = False
    draft: bool = True
    draft_mark: str = "DỰ THẢO"
    addressees: tuple[str, ...] = (
        "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở và công tác vận động quần chúng tỉnh",
    )
    daily_addressees: tuple[str, ...] = ()
    basis: str = (
        "Kế hoạch số 17-KH/BCĐ ngày 29/11/2022 của Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở"
        " và công tác vận động quần chúng tỉnh"
    )
    reporter: str = "Ban Thường vụ Tỉnh đoàn"
    recipients: tuple[str, ...] = ("Như trên", "Ban Dân vận Tỉnh ủy", "BTV Tỉnh đoàn", "Lưu: VT, PT")
    daily_recipients: tuple[str, ...] = ("BTV Tỉnh đoàn", "Lưu: VT, PT")
    authority: str = "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN"
    office: str = "PHÓ BÍ THƯ"
    signer: str = ""
    end_mark: bool = False
    gift_measures: tuple[str, ...] = ("phần",)
    works: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
