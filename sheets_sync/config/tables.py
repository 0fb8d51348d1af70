"""The form of the campaign file: its tables, their keys, types and defaults."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, time
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, create_model
from pydantic_core import PydanticCustomError

from sheets_sync.campaign.model import Column, Limits
from sheets_sync.campaign.period import last_days
from sheets_sync.campaign.schedule import LIMIT
from sheets_sync.rollup.settings import OF_THE_OFFICE, DocumentSettings

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
ColumnKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Words = Annotated[str, Field(min_length=1, max_length=200)]
MailAddress = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
TabName = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^!\[\]*?/\\:]+$")]
ColumnType = Literal[
    "date", "time", "integer", "decimal", "number", "money", "text", "choice", "yes_no", "phone", "url", "unit"
]
Factor = Annotated[int | float, Field(gt=0)]
Role = Literal[
    "day", "slot", "activity", "description", "place", "quantity", "measure",
    "people", "beneficiaries", "money", "link", "issues", "reporter",
]  # fmt: skip


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SlotTable(Table):
    key: Key
    label: Words
    deadline: time
    aliases: list[Words] = []
    due_after: Annotated[int, Field(ge=0, le=92)] | None = None


class CampaignTable(Table):
    slug: Key
    name: Words
    timezone: str
    first_day: date | None = None
    last_day: date | None = None
    days: list[date] | None = None
    days_off: list[date] = []
    period: Literal["day", "week", "month", "quarter"] = "day"
    ends_on: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] | None = None
    due_after: Annotated[int, Field(ge=0, le=92)] = 0
    deadline: time | None = None
    deadlines: dict[str, time] = {}
    slots: list[SlotTable] = []
    grace_seconds: Annotated[int, Field(ge=0, le=3600)] = 60
    locale: str = "vi"
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    currency: str | None = None
    region: str | None = None
    coordinators: list[MailAddress] = []
    never_guess: list[Words] = []


class GoogleTable(Table):
    spreadsheet: Words
    board: Words | None = None
    credentials: str | None = None
    impersonate: MailAddress | None = None
    requests_per_minute: Annotated[int, Field(ge=3, le=6000)] = LIMIT


class PollsTable(Table):
    every_minutes: Annotated[int, Field(ge=1, le=1440)] = 5
    start: time = time(6)
    until: time = time(11, 55)
    also: list[time] = [time(15), time(21)]
    heartbeat_minutes: Annotated[int, Field(ge=0, le=1440)] = 15


class TabsTable(Table):
    feedback: Literal["full", "line", "off"] | None = None


class BoardTable(Table):
    order: Literal["campaign", "attention"] = "campaign"


class LimitsTable(Table):
    people_cap: Annotated[int, Field(gt=0)] = Limits().people_cap
    money_low: Annotated[int, Field(ge=0)] = Limits().money_low
    money_high: Annotated[int, Field(gt=0)] = Limits().money_high
    min_letters: Annotated[int, Field(ge=0)] = Limits().min_letters
    divisible_measures: list[str] = list(Limits().divisible_measures)


class UnitTable(Table):
    key: Key
    name: Words
    tab: TabName
    kind: str = ""
    aliases: list[Words] = []
    editors: list[str] = []
    contacts: list[MailAddress] = []
    first_day: date | None = None
    last_day: date | None = None
    spreadsheet: Words | None = None
    former_keys: list[Key] = []


class ChoiceTable(Table):
    code: Words
    label: Words
    aliases: list[Words] = []


class ExtensionsTable(Table):
    modules: list[Annotated[str, Field(pattern=r"^[A-Za-z_][\w.]*$")]] = []


def _known_type(name: str, info: ValidationInfo) -> str:
    """A type of the product, or one that an extension brought (named in the context of the validation)."""
    types = [*get_args(ColumnType), *(info.context or {}).get("types", ())]
    if name not in types:
        raise PydanticCustomError("literal_error", "unknown", {"expected": ", ".join(map(repr, types))})
    return name


class ColumnTable(Table):
    key: ColumnKey
    header: Words
    type: Annotated[str, AfterValidator(_known_type)]
    aliases: list[Words] = []
    required: Literal["unless_nil"] | bool = False
    choices: list[ChoiceTable] = []
    help: str = ""
    required_from: date | None = None
    role: Role | None = None
    total: Literal["sum", "latest", "max", "none"] | None = None
    unit: Words | None = None


class ActivityTable(Table):
    code: Words
    label: Words
    section: str = ""
    measures: list[Words] = []
    adding: Literal["sum", "latest", "distinct_place", "none"] = "sum"
    once_per_link: bool = False
    aliases: list[Words] = []
    convert: dict[str, Factor | dict[str, Factor]] = {}
    nil: bool = False
    heading: str = ""
    phrases: dict[str, Words] = {}
    listed: bool = False


class _DocumentsBase(Table):
    formats: Annotated[list[Literal["docx", "html", "md", "pdf"]], Field(min_length=1)] = ["docx", "html"]
    daily_at: list[time] = [time(21)]
    out: str = "documents"
    templates: str | None = None
    mode: Annotated[str, Field(pattern=r"^0?[0-7]{3}$")] | None = None


def _toml_field(default: object) -> Any:
    """Lists in TOML are tuples in the settings; everything else has one form."""
    return (list[str], list(default)) if isinstance(default, tuple) else (type(default), default)


_LISTS = ("addressees", "recipients", "daily_recipients", "gift_measures")


def _document_field(name: str) -> Any:
    """What an office leaves out is None: the paper shows a gap there."""
    default = getattr(DocumentSettings(), name)
    if default is None:
        return (list[str] | None if name in _LISTS else str | None, None)
    return _toml_field(default)


DocumentsTable = create_model(
    "DocumentsTable",
    __base__=_DocumentsBase,
    **{f.name: _document_field(f.name) for f in fields(DocumentSettings) if f.name not in OF_THE_OFFICE},
)


class OfficeTable(Table):
    name: str | None = None
    members: str | None = None


class StateTable(Table):
    url: str


class MailTable(Table):
    server: Annotated[str, Field(pattern=r"^smtps?://[^/\s]+$")]
    sender: MailAddress
    group: list[MailAddress] = []
    allow_plaintext: bool = False
    daily_to: list[MailAddress] = []
    final_to: list[MailAddress] = []


class AlertTable(Table):
    ping: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    mail: list[MailAddress] = []
    after_failures: Annotated[int, Field(ge=1, le=1000)] = 3
    urgent: list[MailAddress] = []
    metrics: str | None = None


class File(Table):
    campaign: CampaignTable
    google: GoogleTable
    polls: PollsTable = PollsTable()
    board: BoardTable = BoardTable()
    tabs: TabsTable = TabsTable()
    limits: LimitsTable = LimitsTable()
    rules: dict[str, bool] = {}
    extensions: ExtensionsTable = ExtensionsTable()
    documents: DocumentsTable = DocumentsTable()  # type: ignore[valid-type]
    office: OfficeTable = OfficeTable()
    state: StateTable | None = None
    mail: MailTable | None = None
    alert: AlertTable = AlertTable()
    units: Annotated[list[UnitTable], Field(min_length=1)]
    columns: Annotated[list[ColumnTable], Field(min_length=1)]
    activities: list[ActivityTable] = []


TABLES: dict[str, type[Table]] = {
    "campaign": CampaignTable,
    "slots": SlotTable,
    "google": GoogleTable,
    "polls": PollsTable,
    "board": BoardTable,
    "tabs": TabsTable,
    "limits": LimitsTable,
    "units": UnitTable,
    "columns": ColumnTable,
    "activities": ActivityTable,
    "state": StateTable,
    "extensions": ExtensionsTable,
    "mail": MailTable,
    "alert": AlertTable,
    "choices": ChoiceTable,
    "documents": DocumentsTable,
    "office": OfficeTable,
}


def report_days(table: CampaignTable) -> tuple[date, ...]:
    """The last days of the periods of which a report is owed, in order; none where the table gives no such day."""
    if table.days is not None:
        days = set(table.days)
    elif table.first_day and table.last_day and table.first_day <= table.last_day:
        days = set(last_days(table.period, table.ends_on or "sunday", table.first_day, table.last_day))
    else:
        days = set()
    return tuple(sorted(days - set(table.days_off)))


def role_of(table: ColumnTable) -> str:
    """What a column stands for: its role, else that of its key; "" for none."""
    return table.role or Column(table.key, "", "").plays


def conversions(table: ActivityTable) -> dict[str, tuple[str, float]]:
    """Measure -> (the measure in which it is added up, how many of that one makes): in the activity's first one, where
    the file names none."""
    found = {}
    for measure, factor in table.convert.items():
        named = factor if isinstance(factor, dict) else {next(iter(table.measures), ""): factor}
        for into, value in list(named.items())[:1]:
            found[measure] = (into, value)
    return found


def measures_of(phrase: str) -> tuple[str, ...]:
    """The measures of which a key of `phrases` speaks: "m", or "ngày công + hộ"."""
    return tuple(part.strip() for part in phrase.split(" + "))


def same_tab(one: UnitTable, other: UnitTable) -> bool:
    """Whether two units have one tab."""
    folded = [" ".join(unit.tab.casefold().split()) for unit in (one, other)]
    return one.spreadsheet == other.spreadsheet and folded[0] == folded[1]
