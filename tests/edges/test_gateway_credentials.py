"""Credentials of every kind: made from files alone, for spreadsheets alone, and never shown."""

from __future__ import annotations

import json
import subprocess
import traceback
from pathlib import Path

import google.auth.aws
import google.auth.credentials
import google.auth.identity_pool
import google.auth.impersonated_credentials
import google.auth.pluggable
import google.oauth2.credentials
import google.oauth2.service_account
import pytest

from sheets_sync.errors import AccessError, ConfigError, SheetsSyncError
from sheets_sync.gateway import SCOPES, Gateway, holds_a_secret, key_file, readable_by_others, together
from sheets_sync.gateway.credentials import SignIn, credentials_for

MAIL = "canary@canary-project.iam.gserviceaccount.example"
WORKLOAD = {
    "type": "external_account",
    "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
    "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
    "token_url": "https://sts.googleapis.com/v1/token",
    "credential_source": {"file": "/var/run/token"},
}


@pytest.fixture(scope="session")
def private_key() -> str:
    made = subprocess.run(
        ["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], capture_output=True, text=True
    )
    if made.returncode:
        pytest.skip("openssl is not here to make a key")
    return made.stdout


@pytest.fixture
def key(tmp_path: Path, private_key: str) -> Path:
    path = tmp_path / "key.json"
    content = {
        "type": "service_account", "client_email": MAIL, "private_key": private_key, "private_key_id": "canary-id",
        "token_uri": "https://oauth2.googleapis.com/token", "project_id": "canary-project",
    }  # fmt: skip
    path.write_text(json.dumps(content), encoding="utf-8")
    path.chmod(0o600)
    return path


def test_a_service_accounts_key(key: Path) -> None:
    """A key file gives that account, for spreadsheets alone."""
    found = credentials_for(None, key)
    assert isinstance(found, google.oauth2.service_account.Credentials)
    assert tuple(found.scopes) == SCOPES


def test_impersonation(key: Path) -> None:
    """The key only makes tokens for the account it acts for; that one's tokens are for spreadsheets alone."""
    found = credentials_for(None, key, "reports@example.iam.gserviceaccount.com")
    assert isinstance(found, google.auth.impersonated_credentials.Credentials)
    assert found.service_account_email == "reports@example.iam.gserviceaccount.com"
    assert tuple(found._target_scopes) == SCOPES


AWS = {
    "environment_id": "aws1",
    "regional_cred_verification_url": "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15",
}
USER = {"type": "authorized_user", "client_id": "c", "client_secret": "s", "refresh_token": "r"}
KEYLESS = {
    "workload identity": (WORKLOAD, google.auth.identity_pool.Credentials),
    "workload on AWS": (WORKLOAD | {"credential_source": AWS}, google.auth.aws.Credentials),
    "workload by a program": (
        WORKLOAD | {"credential_source": {"executable": {"command": "/bin/token"}}}, google.auth.pluggable.Credentials,
    ),
    "a person": (USER, google.oauth2.credentials.Credentials),
}  # fmt: skip


@pytest.mark.parametrize(("content", "kind"), KEYLESS.values(), ids=KEYLESS)
def test_files_without_a_key(tmp_path: Path, content: dict[str, object], kind: type) -> None:
    """A workload identity, wherever its tokens come from, or a person: for spreadsheets alone, and no network yet."""
    path = tmp_path / "credentials.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    found = credentials_for(None, path)
    assert isinstance(found, kind)
    assert tuple(found.scopes) == SCOPES


def test_an_account_that_a_file_acts_for(tmp_path: Path) -> None:
    """A file may itself say for whom it acts."""
    url = "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/r@example.com:generateAccessToken"
    content = {
        "type": "impersonated_service_account", "service_account_impersonation_url": url, "source_credentials": USER,
    }  # fmt: skip
    path = tmp_path / "credentials.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert tuple(credentials_for(None, path)._target_scopes) == SCOPES


@pytest.mark.parametrize("kind", ["service account", "workload identity"])
def test_application_default_credentials(key: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file in the campaign, GOOGLE_APPLICATION_CREDENTIALS is looked at as everywhere."""
    workload = tmp_path / "workload.json"
    workload.write_text(json.dumps(WORKLOAD), encoding="utf-8")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key if kind == "service account" else workload))
    found = credentials_for(None, None)
    assert isinstance(found, google.auth.credentials.Credentials)
    assert tuple(found.scopes) == SCOPES


def test_loopback_needs_none_and_reads_none(tmp_path: Path) -> None:
    """With a local server no credential is read, not even one that is named."""
    found = credentials_for("http://127.0.0.1:1", tmp_path / "none.json")
    assert isinstance(found, google.auth.credentials.AnonymousCredentials)


BAD = {
    "missing": None,
    "empty": "",
    "no JSON": "CANARY",
    "a list": "[]",
    "no key": '{"type": "service_account", "private_key": "CANARY", "client_email": "canary@example.com"}',
    "no type": '{"private_key": "CANARY"}',
    "an unknown type": '{"type": "CANARY"}',
    "half an external account": '{"type": "external_account", "audience": "CANARY"}',
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_bad_file_is_named_without_its_content(tmp_path: Path, content: str | None) -> None:
    """A credentials file that is missing or of no use is named; nothing of it is shown, nor in a trace."""
    path = tmp_path / "key.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises((ConfigError, AccessError)) as caught:
        Gateway.connect(credentials=path)
    assert caught.value.exit_code in (2, 4)
    assert str(path) in str(caught.value)
    shown = str(caught.value) + repr(caught.value) + "".join(traceback.format_exception(caught.value))
    assert "CANARY" not in shown
    assert "canary@" not in shown


def test_a_refused_sign_in_says_no_secret(
    key: Path, private_key: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What the sign-in service answers may name the account; what comes out of us does not, at any log level."""
    import requests

    def refuse(self: object, *args: object, **options: object) -> requests.Response:
        answer = requests.Response()
        answer.status_code = 400
        answer._content = json.dumps(
            {"error": "invalid_grant", "error_description": f"no {MAIL}, key canary-id"}
        ).encode()
        return answer

    monkeypatch.setattr(requests.Session, "send", refuse)
    gateway = Gateway.connect(credentials=key, sleep=lambda seconds: None)
    with caplog.at_level("DEBUG"), pytest.raises(SheetsSyncError) as caught:
        gateway.read("id")
    assert isinstance(caught.value, AccessError)
    shown = "".join([str(caught.value), repr(gateway), *traceback.format_exception(caught.value), caplog.text])
    assert "canary" not in shown
    assert private_key.splitlines()[3] not in shown


@pytest.mark.parametrize(
    ("mode", "others"), [(0o600, False), (0o400, False), (0o640, True), (0o644, True), (0o604, True)]
)
def test_who_can_read_the_key(key: Path, mode: int, others: bool) -> None:
    """A key that the group or everybody can read is no secret."""
    key.chmod(mode)
    assert readable_by_others(key) is others


def test_a_workload_identity_is_no_secret(key: Path, tmp_path: Path) -> None:
    """Only a file that lets its reader act as the job must be closed to others."""
    workload = tmp_path / "workload.json"
    workload.write_text(json.dumps(WORKLOAD), encoding="utf-8")
    assert holds_a_secret(key)
    assert not holds_a_secret(workload)
    assert not holds_a_secret(tmp_path / "none.json")


def test_which_file_the_key_is_in(tmp_path: Path) -> None:
    """The campaign's file first, then the environment's; none where the machine itself vouches."""
    environ = {"GOOGLE_APPLICATION_CREDENTIALS": "/e.json"}
    assert key_file(Path("/c.json"), environ) == Path("/c.json")
    assert key_file(None, environ) == Path("/e.json")
    assert key_file(None, {}) is None
    assert readable_by_others(tmp_path / "none.json") is False


def test_threads_sign_in_once() -> None:
    """Fifteen looks at once ask for one token, not for fifteen."""

    class Slow(google.auth.credentials.Credentials):
        asked = 0

        def refresh(self, request: object) -> None:
            assert not self.valid
            Slow.asked += 1
            self.token = "token"

    sign_in = SignIn(Slow())  # type: ignore[no-untyped-call]
    together(lambda _: sign_in.ensure(5.0), range(15))
    assert Slow.asked == 1
