"""Who asks: tokens that name their users, and the logins that give such tokens. Nothing here is secret.

A bearer token that is an e-mail address names its user; any other token is the default owner's. A key file made by
`key_file` names this server as the place where tokens are given, so that programs log in with it as they do at Google.
"""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from sheets_sync.local_sheets.files.file import OWNER
from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import ApiError, NotModelled

SECONDS = 3600
_SIGNED = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_OWN_GRANTS = ("refresh_token", "authorization_code", "client_credentials")


class LoginError(ApiError):
    """A refused login, in the shape of OAuth's errors."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(400, description)
        self.error = error

    def body(self) -> dict[str, Any]:
        return {"error": self.error, "error_description": self.message}


def user_of(call: Call) -> str:
    """The user that a request's token names; the default owner where it names none."""
    token = call.headers.get("authorization", "").removeprefix("Bearer ").strip() or call.one("access_token")
    if token.count(".") == 2 and "@" not in token:  # a JWT that the program signed itself, without asking for a token
        token = str(_claims(token).get("sub") or _claims(token).get("iss") or "")
    return token if "@" in token else OWNER


def is_anonymous(call: Call) -> bool:
    """Whether a request brings no token at all, as a link in a browser or an API key does."""
    return not call.headers.get("authorization") and not call.one("access_token")


def brings_key(call: Call) -> bool:
    """Whether a request brings an API key."""
    return bool(call.one("key") or call.headers.get("x-goog-api-key"))


def _claims(token: str) -> dict[str, Any]:
    part = token.split(".")[1] if token.count(".") == 2 else ""
    try:
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def token(space: Workspace, call: Call) -> Answer:
    """`POST /token`: service accounts' signed assertions, refresh tokens, codes. Signatures are not looked at."""
    form = {name: values[-1] for name, values in parse_qs(call.body.decode("utf-8", "replace")).items()}
    if call.headers.get("content-type", "").startswith("application/json"):
        form = call.json() if isinstance(call.json(), dict) else {}
    grant = form.get("grant_type", "")
    if grant == _SIGNED:
        claims = _claims(form.get("assertion", ""))
        user = claims.get("sub") or claims.get("iss")
        if not isinstance(user, str) or "@" not in user:
            raise LoginError("invalid_grant", "Invalid JWT: the assertion names no account.")  # wording approximate
        scope = str(claims.get("scope", ""))
    elif grant in _OWN_GRANTS:
        user, scope = OWNER, form.get("scope", "")
    else:
        raise LoginError("unsupported_grant_type", f"Invalid grant_type: {grant}")
    given = {"access_token": user, "expires_in": SECONDS, "token_type": "Bearer", "scope": scope}
    return json_answer({name: value for name, value in given.items() if value})


def token_info(space: Workspace, call: Call) -> Answer:
    """What a token is good for."""
    user = call.one("access_token") or call.user
    return json_answer({"email": user if "@" in user else OWNER, "email_verified": "true", "expires_in": str(SECONDS)})


def user_info(space: Workspace, call: Call) -> Answer:
    name = call.user.partition("@")[0]
    return json_answer({"id": name, "sub": name, "email": call.user, "verified_email": True, "name": name})


def key_file(base: str, user: str = OWNER) -> dict[str, str]:
    """A service account's key for this server, as Google's console gives it: `json.dump` it into a file.

    The private key is made anew each time. Needs the package cryptography, which google-auth brings along.
    """
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import rsa
    except ImportError:
        raise NotModelled("a key file without the package cryptography") from None
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode("ascii")
    return {
        "type": "service_account",
        "project_id": "local-sheets",
        "private_key_id": "local",
        "private_key": pem,
        "client_email": user,
        "client_id": "1",
        "auth_uri": f"{base}/o/oauth2/auth",
        "token_uri": f"{base}/token",
        "auth_provider_x509_cert_url": f"{base}/oauth2/v1/certs",
        "client_x509_cert_url": f"{base}/robot/v1/metadata/x509/{user}",
        "universe_domain": "googleapis.com",
    }


def write_key(path: Path, base: str, user: str = OWNER) -> None:
    """Writes a key file that only its owner may read."""
    text = json.dumps(key_file(base, user), indent=2) + "\n"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
