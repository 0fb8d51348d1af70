"""campaign.toml and the environment -> Campaign and Settings. Strict: every error names its line and what would fit.

The one place that knows the form of the campaign file; the rest of the code sees only frozen values.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from sheets_sync.campaign import Activity, Campaign, Choice, Column, Limits, Unit
from sheets_sync.checks import CHECKS
from sheets_sync.errors import ConfigError
from sheets_sync.header import comparable
from sheets_sync.polls import PollPlan
from sheets_sync.quota import LIMIT
from sheets_sync.rollup.settings import DocumentSettings

ENDPOINT_VARIABLE = "SHEETS_SYNC_ENDPOINT"
CAMPAIGN_VARIABLE = "SHEETS_SYNC_CAMPAIGN"
MAIL_PASSWORD_VARIABLE = "SHEETS_SYNC_MAIL_PASSWORD"  # noqa: S105 - the name of a variable
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
RULES = (*CHECKS, "duplicate")
"""Names of the row rules that a campaign can switch off."""

_NUMBERS = ("integer", "decimal", "number", "money")
FIT_TYPES = {
    **dict.fromkeys(("quantity", "people", "beneficiaries", "money"), _NUMBERS),
    "measure": ("choice", "text"),
}
"""Types of the columns whose values the row rules compare with numbers or measures."""

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
ColumnKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Words = Annotated[str, Field(min_length=1, max_length=200)]
MailAddress = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
TabName = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^!\[\]*?/\\:]+$")]
ColumnType = Literal[
    "date", "time", "integer", "decimal", "number", "money", "text", "choice", "yes_no", "phone", "url", "unit"
]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _CampaignTable(_Table):
    slug: Key
    name: Words
    timezone: str
    first_day: date | None = None
    last_day: date | None = None
    days: list[date] | None = None
    days_off: list[date] = []
    deadline: time
    deadlines: dict[str, time] = {}
    grace_seconds: Annotated[int, Field(ge=0, le=3600)] = 60
    locale: Literal["vi", "en"] = "vi"


class _GoogleTable(_Table):
    spreadsheet: str
    credentials: str | None = None
    impersonate: MailAddress | None = None
    requests_per_minute: Annotated[int, Field(ge=3, le=6000)] = LIMIT


class _PollsTable(_Table):
    every_minutes: Annotated[int, Field(ge=1, le=1440)] = 5
    start: time = time(6)
    until: time = time(11, 55)
    also: list[time] = [time(15), time(21)]
    heartbeat_minutes: Annotated[int, Field(ge=0, le=1440)] = 15


class _LimitsTable(_Table):
    people_cap: Annotated[int, Field(gt=0)] = Limits().people_cap
    money_low: Annotated[int, Field(ge=0)] = Limits().money_low
    money_high: Annotated[int, Field(gt=0)] = Limits().money_high
    min_letters: Annotated[int, Field(ge=0)] = Limits().min_letters
    divisible_measures: list[str] = list(Limits().divisible_measures)


class _UnitTable(_Table):
    key: Key
    name: Words
    tab: TabName
    kind: str = ""
    aliases: list[Words] = []
    editors: list[str] = []
    contacts: list[MailAddress] = []
    first_day: date | None = None
    last_day: date | None = None
    spreadsheet: str | None = None


class _ChoiceTable(_Table):
    code: Words
    label: Words
    aliases: list[Words] = []


class _ColumnTable(_Table):
    key: ColumnKey
    header: Words
    type: ColumnType
    aliases: list[Words] = []
    required: Literal["unless_nil"] | bool = False
    choices: list[_ChoiceTable] = []
    help: str = ""


class _ActivityTable(_Table):
    code: Words
    label: Words
    section: str = ""
    measures: list[Words] = []
    adding: Literal["sum", "latest", "distinct_place", "none"] = "sum"
    once_per_link: bool = False
    aliases: list[Words] = []


class _DocumentsBase(_Table):
    formats: Annotated[list[Literal["docx", "html", "md", "pdf"]], Field(min_length=1)] = ["docx", "html"]
    daily_at: list[time] = [time(21)]
    out: str = "documents"
    templates: str | None = None


def _toml_field(default: object) -> Any:
    """Lists in TOML are tuples in the settings; everything else has one form."""
    return (list[str], list(default)) if isinstance(default, tuple) else (type(default), default)


_DocumentsTable = create_model(
    "_DocumentsTable",
    __base__=_DocumentsBase,
    **{f.name: _toml_field(getattr(DocumentSettings(), f.name)) for f in fields(DocumentSettings)},
)


class _StateTable(_Table):
    url: str


class _MailTable(_Table):
    server: Annotated[str, Field(pattern=r"^smtps?://[^/\s]+$")]
    sender: MailAddress
    group: list[MailAddress] = []


class _File(_Table):
    campaign: _CampaignTable
    google: _GoogleTable
    polls: _PollsTable = _PollsTable()
    limits: _LimitsTable = _LimitsTable()
    rules: dict[str, bool] = {}
    documents: _DocumentsTable = _DocumentsTable()  # type: ignore[valid-type]
    state: _StateTable | None = None
    mail: _MailTable | None = None
    units: Annotated[list[_UnitTable], Field(min_length=1)]
    columns: Annotated[list[_ColumnTable], Field(min_length=1)]
    activities: list[_ActivityTable] = []


@dataclass(frozen=True, slots=True)
class DocumentsPlan:
    """Where documents go, in which formats, from which templates (None: those that are shipped), and when.

    Besides the deadline of each day a daily report is written at `daily_at` (local times); `settings` is its wording.
    """

    out: Path
    formats: tuple[str, ...] = ("docx", "html")
    daily_at: tuple[time, ...] = (time(21),)
    templates: Path | None = None
    settings: DocumentSettings = field(default_factory=DocumentSettings)


@dataclass(frozen=True, slots=True)
class MailPlan:
    """How messages are mailed. `server` is smtp://host:port (TLS where it is offered) or smtps://host:port, with a
    user's name where it wants one (`smtps://name@host`); the password comes from the environment only."""

    server: str
    sender: str
    group: tuple[str, ...] = ()
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """A campaign with the places where it lives: spreadsheet, endpoint, state folder, documents.

    `endpoint` is the base URL that stands in for Google's hosts; None means Google itself. `impersonate` is the service
    account that the credentials act for; `requests_per_minute` how many reads, and writes, the job allows itself.
    """

    campaign: Campaign
    path: Path
    spreadsheet: str
    state: Path
    polls: PollPlan = field(default_factory=PollPlan)
    endpoint: str | None = None
    credentials: Path | None = None
    impersonate: str | None = field(default=None, repr=False)
    requests_per_minute: int = LIMIT
    state_url: str | None = field(default=None, repr=False)  # may hold a password
    documents: DocumentsPlan = field(default_factory=lambda: DocumentsPlan(Path("documents")))
    mail: MailPlan | None = None

    @property
    def spreadsheets(self) -> dict[str, tuple[Unit, ...]]:
        """The campaign's spreadsheet first, then those that units have of their own, each with its units."""
        found: dict[str, list[Unit]] = {self.spreadsheet: []}
        for unit in self.campaign.units:
            found.setdefault(unit.spreadsheet or self.spreadsheet, []).append(unit)
        return {spreadsheet: tuple(units) for spreadsheet, units in found.items()}

    @property
    def is_local(self) -> bool:
        """Whether a loopback server stands in for Google (then `--now` may replay, and no credential is used)."""
        return self.endpoint is not None and urlsplit(self.endpoint).hostname in LOOPBACK


def load(path: Path | None, *, state: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Reads the campaign file at `path` (else `SHEETS_SYNC_CAMPAIGN`, else ./campaign.toml).

    Raises ConfigError, naming file, line and the nearest valid word, for all problems of the file at once.
    """
    environ = os.environ if environ is None else environ
    path = path or Path(environ.get(CAMPAIGN_VARIABLE) or "campaign.toml")
    file = _parse(path, _read(path))
    credentials = file.google.credentials
    campaign = _campaign(file)
    _check_phrases(file, campaign, path)
    return Settings(
        campaign=campaign,
        path=path,
        spreadsheet=spreadsheet_id(file.google.spreadsheet),
        state=state or path.parent / "state",
        polls=_poll_plan(file.polls),
        endpoint=endpoint_from(environ),
        credentials=path.parent / credentials if credentials else None,
        impersonate=file.google.impersonate,
        requests_per_minute=file.google.requests_per_minute,
        state_url=file.state.url if file.state else None,
        documents=_documents_plan(file.documents, path.parent),
        mail=_mail_plan(file.mail, environ) if file.mail else None,
    )


def _check_phrases(file: _File, campaign: Campaign, path: Path) -> None:
    """A wording that no activity fits is refused here, not when the first document is made."""
    from sheets_sync.rollup.phrases import parse

    try:
        parse(tuple(getattr(file.documents, "phrases", ())), campaign)
    except ConfigError as error:
        raise ConfigError(error.what, where=f"{path}: [documents] phrases", remedy=error.remedy) from None


def endpoint_from(environ: Mapping[str, str]) -> str | None:
    """The base URL of `SHEETS_SYNC_ENDPOINT`; without TLS only on loopback. Raises ConfigError."""
    url = environ.get(ENDPOINT_VARIABLE, "").strip().rstrip("/")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return url
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return url
    raise ConfigError(
        f"{url!r} is no endpoint that may be used.",
        where=ENDPOINT_VARIABLE,
        remedy="Use https://…, or http://127.0.0.1:PORT for a server on this machine, or leave it unset for Google.",
    )


def spreadsheet_id(text: str) -> str:
    """The id in a spreadsheet's URL, or the text itself."""
    match = re.search(r"/spreadsheets/d/([\w-]+)", text)
    return match[1] if match else text.strip()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(
            "there is no campaign file here.",
            where=str(path),
            remedy="Name one with --campaign FILE or SHEETS_SYNC_CAMPAIGN, or make one with: sheets-sync init DIR",
        ) from None
    except IsADirectoryError:
        raise ConfigError("this is a folder, not a campaign file.", where=str(path)) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(
            "the campaign file is not UTF-8 text.", where=f"{path}:{line}", remedy="Save it again as UTF-8."
        ) from None
    except OSError as error:
        raise ConfigError(f"the campaign file can't be read ({error.strerror}).", where=str(path)) from None


def _parse(path: Path, text: str) -> _File:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{path}:{line[1]}" if line else str(path)
        raise ConfigError(
            f"this is not valid TOML ({error}).",
            where=where,
            remedy="Texts need quotes, dates and times none: first_day = 2022-12-16",
        ) from None
    lines = _Lines(text)
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        raise _config_error(path, [_describe(e, lines) for e in error.errors()]) from None
    if problems := list(_contradictions(file, lines)):
        raise _config_error(path, problems)
    return file


def _config_error(path: Path, problems: list[tuple[int, str]]) -> ConfigError:
    problems = sorted(set(problems))
    first_line, first = problems[0]
    more = "".join(f"\n  line {line}: {text}" for line, text in problems[1:])
    return ConfigError(first + more, where=f"{path}:{first_line}")


class _Lines:
    """Finds the line of a key in TOML text: good enough for tables, arrays of tables and plain keys."""

    _HEAD = re.compile(r"^\s*\[\[?\s*([\w.\"-]+)\s*\]\]?")
    _KEY = re.compile(r"^\s*(?:\"([^\"]+)\"|'([^']+)'|([\w-]+))\s*=")

    def __init__(self, text: str) -> None:
        self._at: dict[tuple[str | int, ...], int] = {}
        counts: dict[str, int] = {}
        table: tuple[str | int, ...] = ()
        for number, line in enumerate(text.splitlines(), 1):
            if head := self._HEAD.match(line):
                name = head[1].replace('"', "")
                table = tuple(name.split("."))
                if line.lstrip().startswith("[["):
                    counts[name] = counts.get(name, -1) + 1
                    table = (*table, counts[name])
                self._at.setdefault(table, number)
                self._at.setdefault(table[:1], number)
            elif key := self._KEY.match(line):
                self._at.setdefault((*table, key[1] or key[2] or key[3]), number)

    def of(self, path: Iterable[str | int]) -> int:
        """The line of the longest known beginning of `path`; 1 where nothing is known."""
        steps = tuple(path)
        while steps and steps not in self._at:
            steps = steps[:-1]
        return self._at.get(steps, 1)


_TABLES: dict[str, type[_Table]] = {
    "campaign": _CampaignTable,
    "google": _GoogleTable,
    "polls": _PollsTable,
    "limits": _LimitsTable,
    "units": _UnitTable,
    "columns": _ColumnTable,
    "activities": _ActivityTable,
    "state": _StateTable,
    "mail": _MailTable,
    "choices": _ChoiceTable,
    "documents": _DocumentsTable,
}


def _describe(error: Any, lines: _Lines) -> tuple[int, str]:
    path = tuple(step for step in error["loc"] if step not in ("bool", "literal['unless_nil']"))
    name = ".".join(str(step) for step in path if isinstance(step, str))
    line = lines.of(path)
    kind, given = error["type"], error.get("input")
    if kind == "extra_forbidden":
        return line, f"unknown key {path[-1]!r}.{_nearest(str(path[-1]), _valid_keys(path))}"
    if kind == "missing":
        return line, f"{name} is missing."
    if kind == "literal_error" and isinstance(given, str):
        words = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        return line, f"{name} = {given!r} is not a valid word.{_nearest(given, words)}"
    message = error["msg"][0].lower() + error["msg"][1:]
    return line, f"{name} = {given!r}: {message}."


def _valid_keys(path: tuple[str | int, ...]) -> list[str]:
    table = next((str(s) for s in reversed(path[:-1]) if isinstance(s, str)), None)
    model = _TABLES.get(table) if table else _File
    return list(model.model_fields) if model else []


def _nearest(word: str, valid: Iterable[str]) -> str:
    options = list(valid)
    close = difflib.get_close_matches(word.lower(), options, n=1, cutoff=0.5)
    return f" Did you mean {close[0]!r}?" if close else f" Valid here: {', '.join(options)}." if options else ""


def _contradictions(file: _File, lines: _Lines) -> Iterable[tuple[int, str]]:
    yield from _time_problems(file, lines)
    yield from _doubled("units", "key", file.units, lines)
    yield from _doubled("units", "tab", file.units, lines, within=lambda u: u.spreadsheet)
    yield from _doubled("units", "name", file.units, lines)
    yield from _doubled("columns", "key", file.columns, lines)
    yield from _shared_headings(file, lines)
    yield from _doubled("activities", "code", file.activities, lines)
    yield from _doubled("activities", "label", file.activities, lines)
    types = {c.key: c.type for c in file.columns}
    if types.get("day") != "date":
        yield lines.of(["columns"]), 'one of the columns must have key = "day" and type = "date".'
    if file.activities and types.get("activity", "choice") != "choice":
        yield lines.of(["columns"]), 'the column "activity" must have type = "choice".'
    yield from _unfit_types(file, lines)
    if file.limits.money_low >= file.limits.money_high:
        yield lines.of(["limits", "money_low"]), "money_low must be below money_high, or every amount is unusual."
    for name in file.rules:
        if name not in RULES:
            yield lines.of(["rules", name]), f"unknown rule {name!r}.{_nearest(name, RULES)}"


def _unfit_types(file: _File, lines: _Lines) -> Iterable[tuple[int, str]]:
    """Columns that the row rules reckon with, in a type with which they can't."""
    for number, column in enumerate(file.columns):
        fit = FIT_TYPES.get(column.key)
        if fit and column.type not in fit:
            said = f"the column {column.key!r} must have one of the types {', '.join(fit)}."
            yield lines.of(["columns", number, "type"]), said


def _shared_headings(file: _File, lines: _Lines) -> Iterable[tuple[int, str]]:
    """A heading or alias by which two columns would be known: neither could be told from the other."""
    owner: dict[str, int] = {}
    for number, column in enumerate(file.columns):
        for name in (column.header, *column.aliases):
            first = owner.setdefault(comparable(name), number)
            if first != number:
                stands = lines.of(["columns", first, "header"])
                yield lines.of(["columns", number, "header"]), f"heading {name!r} stands already in line {stands}."


def _doubled(
    table: str, key: str, entries: Iterable[Any], lines: _Lines, within: Any = lambda entry: None
) -> Iterable[tuple[int, str]]:
    seen: dict[Any, int] = {}
    for number, entry in enumerate(entries):
        value = (within(entry), " ".join(getattr(entry, key).casefold().split()))
        if value in seen:
            first = lines.of([table, seen[value], key])
            yield lines.of([table, number, key]), f"{key} = {getattr(entry, key)!r} stands already in line {first}."
        seen.setdefault(value, number)


def _time_problems(file: _File, lines: _Lines) -> Iterable[tuple[int, str]]:
    table = file.campaign
    try:
        zone = ZoneInfo(table.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        from zoneinfo import available_timezones

        yield (
            lines.of(["campaign", "timezone"]),
            (f"timezone = {table.timezone!r} is not known.{_nearest_zone(table.timezone, available_timezones())}"),
        )
        return
    days = _report_days(table)
    if not days:
        yield lines.of(["campaign", "first_day"]), _no_day(table)
        return
    for text in table.deadlines:
        if not _is_day(text):
            yield lines.of(["campaign", "deadlines", text]), f'{text!r} is no day; write "2022-12-24" = 09:00:00.'
        elif date.fromisoformat(text) not in days:
            yield lines.of(["campaign", "deadlines", text]), f"{text} is no report day, so it can have no deadline."
    for number, unit in enumerate(file.units):
        if unit.first_day and unit.last_day and unit.last_day < unit.first_day:
            last = lines.of(["units", number, "last_day"])
            yield last, f"last_day {unit.last_day} is before first_day {unit.first_day}."
    deadlines = {date.fromisoformat(t): v for t, v in table.deadlines.items() if _is_day(t)}
    for day in days:
        moment = datetime.combine(day, deadlines.get(day, table.deadline))
        if not _exists(moment, zone):
            own = ["campaign", "deadlines", day.isoformat()] if day in deadlines else ["campaign", "deadline"]
            yield (
                lines.of(own),
                (f"the deadline {moment:%H:%M} does not exist on {day} in {table.timezone} (clocks go forward then)."),
            )
    if file.polls.start > file.polls.until:
        yield lines.of(["polls", "start"]), "start must not be after until."


def _no_day(table: _CampaignTable) -> str:
    if table.first_day and table.last_day and table.last_day < table.first_day:
        return f"no report day: last_day {table.last_day} is before first_day {table.first_day}."
    return "no report day: give first_day and last_day, or days."


def _nearest_zone(word: str, zones: set[str]) -> str:
    """The nearest zone by its whole name or by its city."""
    by_city = {zone.rpartition("/")[2].lower(): zone for zone in sorted(zones)}
    close = difflib.get_close_matches(word, zones, n=1, cutoff=0.6)
    city = difflib.get_close_matches(word.rpartition("/")[2].lower(), by_city, n=1, cutoff=0.6)
    best = close[0] if close else by_city[city[0]] if city else "Asia/Ho_Chi_Minh"
    return f" Did you mean {best!r}?"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _exists(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether a wall-clock time occurs on its day in the zone (it doesn't while clocks jump forward)."""
    there = moment.replace(tzinfo=zone)
    return there.astimezone(ZoneInfo("UTC")).astimezone(zone).replace(tzinfo=None) == moment


def _report_days(table: _CampaignTable) -> tuple[date, ...]:
    if table.days is not None:
        days = set(table.days)
    elif table.first_day and table.last_day and table.first_day <= table.last_day:
        span = (table.last_day - table.first_day).days
        days = {table.first_day + timedelta(days=n) for n in range(span + 1)}
    else:
        days = set()
    return tuple(sorted(days - set(table.days_off)))


def _campaign(file: _File) -> Campaign:
    table = file.campaign
    return Campaign(
        slug=table.slug,
        name=table.name,
        timezone=ZoneInfo(table.timezone),
        days=_report_days(table),
        deadline=table.deadline,
        grace=timedelta(seconds=table.grace_seconds),
        units=tuple(_unit(u) for u in file.units),
        columns=tuple(_column(c) for c in file.columns),
        activities=tuple(
            Activity(a.code, a.label, a.section, tuple(a.measures), a.adding, a.once_per_link, tuple(a.aliases))
            for a in file.activities
        ),
        locale=table.locale,
        deadlines={date.fromisoformat(day): at for day, at in table.deadlines.items()},
        limits=Limits(
            file.limits.people_cap,
            file.limits.money_low,
            file.limits.money_high,
            file.limits.min_letters,
            tuple(file.limits.divisible_measures),
        ),
        rules_off=frozenset(name for name, on in file.rules.items() if not on),
    )


def _unit(u: _UnitTable) -> Unit:
    own = spreadsheet_id(u.spreadsheet) if u.spreadsheet else None
    contacts = tuple(u.contacts or u.editors)
    return Unit(
        u.key, u.name, u.tab, u.kind, tuple(u.aliases), tuple(u.editors), u.first_day, u.last_day, own, contacts
    )


def _column(c: _ColumnTable) -> Column:
    required = c.required if isinstance(c.required, str) else "always" if c.required else "no"
    choices = tuple(Choice(x.code, x.label, tuple(x.aliases)) for x in c.choices)
    kind = "decimal" if c.type == "number" else c.type
    return Column(c.key, c.header, kind, tuple(c.aliases), required, choices, c.help)


def _documents_plan(table: Any, folder: Path) -> DocumentsPlan:
    given: dict[str, Any] = {f.name: getattr(table, f.name) for f in fields(DocumentSettings)}
    wording: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
    return DocumentsPlan(
        out=folder / table.out,
        formats=tuple(table.formats),
        daily_at=tuple(table.daily_at),
        templates=folder / table.templates if table.templates else None,
        settings=DocumentSettings(**wording),
    )


def _poll_plan(table: _PollsTable) -> PollPlan:
    return PollPlan(
        every=timedelta(minutes=table.every_minutes),
        start=table.start,
        until=table.until,
        also=tuple(table.also),
        heartbeat=timedelta(minutes=table.heartbeat_minutes),
    )


def _mail_plan(table: _MailTable, environ: Mapping[str, str]) -> MailPlan:
    return MailPlan(table.server, table.sender, tuple(table.group), environ.get(MAIL_PASSWORD_VARIABLE))
