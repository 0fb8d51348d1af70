"""What this office wants to know beside what every office does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sheets_sync as ss

__version__ = "1.2.0"

MOST = 1000


@ss.rule(
    code="Z1",
    messages={
        "vi": "Ô {cell}: {quantity} vượt kế hoạch ({most}). Đề nghị kiểm tra lại.",
        "en": "Cell {cell}: {quantity} is more than planned ({most}). Please check.",
    },
)
def over_plan(row: ss.Row, campaign: ss.Campaign) -> Iterator[tuple[str, Mapping[str, object]]]:
    """More trees than were planned are worth a look."""
    quantity = row.value("quantity")
    if isinstance(quantity, int | float) and quantity > MOST:
        yield "quantity", {"quantity": quantity, "most": MOST}


@ss.rule(
    code="Z2",
    messages={"vi": "Ô {cell}: có kinh phí thì phải ghi số người.", "en": "Cell {cell}: money needs people."},
    severity="error",
)
def money_needs_people(row: ss.Row, campaign: ss.Campaign) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Money that nobody took part in is not counted."""
    if row.value("money") and not row.value("people"):
        yield "money", {}


@ss.column_type("plate")
class Plate:
    """A number plate: two digits of the province, a letter, four or five digits, such as 70A-12345."""

    messages: Mapping[str, Mapping[str, str]] = {
        "PL1": {"vi": 'Ô {cell}: "{typed}" không phải biển số xe.', "en": 'Cell {cell}: "{typed}" is no number plate.'}
    }

    def read_text(self, plain: str, typed: str, context: object) -> ss.Reading:
        bare = "".join(c for c in plain.upper() if c.isalnum())
        if len(bare) in (7, 8) and bare[:2].isdigit() and bare[2].isalpha() and bare[3:].isdigit():
            return ss.Reading(ss.Verdict.ACCEPT, f"{bare[:3]}-{bare[3:]}")
        return ss.Reading(ss.Verdict.REJECT, code="PL1")

    def read_number(self, value: float, context: object) -> ss.Reading | None:
        return None
