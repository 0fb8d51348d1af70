"""Where processes on several machines share a ledger on a database server, they share the minute's quota there too."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property

from sqlalchemy import Column, Engine, MetaData, String, Table, Text, create_engine, select
from sqlalchemy.exc import SQLAlchemyError

from sheets_sync.campaign.quota import Booked

_metadata = MetaData()
_table = Table("quota", _metadata, Column("name", String(40), primary_key=True), Column("booked", Text, nullable=False))
_ROW = _table.c.name == "requests"


class TableStore:
    """One row that is locked while it changes. Moments are compared across machines: their clocks must agree."""

    def __init__(self, url: str) -> None:
        self._url = url

    def change(self, update: Callable[[Booked], Booked]) -> None:
        """As `gateway.governor.Store` says. Raises OSError where the database can't be used."""
        try:
            with self._engine.begin() as connection:
                kept = connection.execute(select(_table.c.booked).where(_ROW).with_for_update()).scalar_one()
                booked = json.dumps(update(_booked(kept)).to_json())
                connection.execute(_table.update().where(_ROW).values(booked=booked))
        except SQLAlchemyError as error:
            raise OSError(type(error).__name__) from None

    @cached_property
    def _engine(self) -> Engine:
        engine = create_engine(self._url)
        _metadata.create_all(engine)
        with engine.begin() as connection:
            if connection.execute(select(_table.c.name).where(_ROW)).first() is None:
                connection.execute(_table.insert().values(name="requests", booked="{}"))
        return engine


def _booked(text: str) -> Booked:
    """What is kept; nothing where it is damaged."""
    try:
        return Booked.from_json(json.loads(text))
    except (ValueError, LookupError, TypeError):
        return Booked()
