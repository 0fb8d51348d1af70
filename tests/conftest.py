"""Shared by all tests: the sample campaign and what must come out of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sheets_sync.campaign.model import Campaign
from sheets_sync.config import load, resources

# Nothing here asserts a duration: a machine that is busy with something else makes no test fail.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record-contract", action="store_true", help="record the HTTP contract anew (tests/cassettes)")


@pytest.fixture
def record_contract(request: pytest.FixtureRequest) -> bool:
    """Whether the cassettes of the HTTP contract shall be made anew."""
    return bool(request.config.getoption("--record-contract"))


@pytest.fixture(scope="session")
def sample() -> Path:
    """What must come out of the sample campaign, and examples of cells with their readings."""
    return Path(__file__).parent / "sample"


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    """The sample campaign: 14 units, 16–30/12/2022, deadline 10:00 in Asia/Ho_Chi_Minh."""
    return load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
