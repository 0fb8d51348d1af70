"""What an office sets for its documents: the tables `[documents]` and `[office]` of the campaign file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sheets_sync.words.texts import texts

OF_THE_OFFICE = ("compiler", "members")
"""The fields that come from `[office]`: who puts the papers together, and what those who take part are called."""
OF_THE_LANGUAGE = ("draft_mark", "gift_measures", "compiler", "members")
"""The fields for which a language has words where the office gives none."""


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """Header, addressees, signature and wording of the documents. No default names an office.

    What is None is left out by the office, and the paper shows a gap there ("[cơ quan ban hành]"); "" or an empty list
    says that there is none, and nothing is printed. For draft mark, gift measures, compiler and members the language
    has words of its own (`spoken`).

    `above` are the lines over the issuing body (upright), `issuer` the issuing body itself (bold).
    `number` is printed as it stands: its gap is for the clerk, no number is ever made up.
    `draft`: print `draft_mark` at the top until number and date are settled by a person.
    `date_open` leaves the day in the date line open.
    `basis` is the plan that is reported on, `reporter` the body that reports (opening sentence of the rollup).
    `signer` is the name under the signature: none is shipped.
    `phrases` are wordings of single activities, "GT1 m: làm mới, sửa chữa {n} m đường giao thông nông thôn"; they go
    before those of `[[activities]]`. `works` are codes of activities whose rows are listed one by one in the rollup;
    empty means those that are marked there. `gift_measures`: measures that the column "Phần quà" counts. `two_digits`:
    numbers below ten take a leading zero in sentences ("04 đơn vị").
    `compiler` and `members` are `[office] name` and `[office] members`.
    """

    title: str | None = None
    above: tuple[str, ...] = ()
    issuer: str | None = None
    stars: str = ""
    number: str | None = None
    place: str | None = None
    date_open: bool = False
    draft: bool = True
    draft_mark: str | None = None
    addressees: tuple[str, ...] | None = None
    daily_addressees: tuple[str, ...] = ()
    basis: str | None = None
    reporter: str | None = None
    recipients: tuple[str, ...] | None = None
    daily_recipients: tuple[str, ...] | None = None
    authority: str | None = None
    office: str | None = None
    signer: str = ""
    end_mark: bool = False
    gift_measures: tuple[str, ...] | None = None
    works: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    two_digits: bool = False
    compiler: str | None = None
    members: str | None = None

    def spoken(self, locale: str) -> DocumentSettings:
        """The same, with the words of a language for those of `OF_THE_LANGUAGE` that the office has not given."""
        said = texts(locale)
        lacking = [name for name in OF_THE_LANGUAGE if getattr(self, name) is None]
        return replace(self, **{name: said.get(f"frame.{name}") for name in lacking})
