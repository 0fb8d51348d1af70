"""Shared by all tests: the shared reference folder (where it is), the sample campaign."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.config import load, resources

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record-contract", action="store_true", help="record the HTTP contract anew (tests/cassettes)")


@pytest.fixture
def record_contract(request: pytest.FixtureRequest) -> bool:
    """Whether the cassettes of the HTTP contract shall be made anew."""
    return bool(request.config.getoption("--record-contract"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference folder beside the checkout; tests that need it say so where they skip."""
    if not SHARED.is_dir():
        pytest.skip("the reference folder ../shared is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    """The sample campaign: 14 units, 16–30/12/2022, deadline 10:00 in Asia/Ho_Chi_Minh."""
    return load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
