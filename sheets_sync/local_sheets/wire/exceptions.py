"""What Google answers when it refuses: the shape of google.rpc.Status, and the words of each refusal.

Sheets errors have `code`, `message`, `status` and sometimes `details`; Drive errors have the older shape with
`errors[]`. Texts are those of recorded or reported answers; where the wording could not be seen, the line says so.
"""

from __future__ import annotations

from typing import Any

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


class LocalSheetsError(Exception):
    """Something is wrong with this server itself: a damaged state file, a port in use, a wrong option.

    `code` and `facts` are for whoever says it in another language; "" where a person who runs it never meets it.
    """

    def __init__(self, text: str, code: str = "", **facts: object) -> None:
        super().__init__(text)
        self.code, self.facts = code, facts


class ApiError(Exception):
    """A refusal, as the client will see it."""

    def __init__(
        self, code: int, message: str, *, details: list[dict[str, Any]] | None = None, status: str = ""
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.details = code, message, details
        self.status = status or STATUS[code]

    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": self.status}
        if self.details:
            error["details"] = self.details
        return {"error": error}

    def prefixed(self, prefix: str) -> ApiError:
        """The same refusal inside a batch: `Invalid requests[0].addSheet: ...`. Only a 400 is prefixed."""
        if self.code != 400 or self.details:
            return self
        return ApiError(self.code, prefix + self.message)


class DriveError(ApiError):
    """A refusal of the Drive API: the older envelope, with one entry in `errors`."""

    def __init__(self, code: int, message: str, reason: str, *, domain: str = "global", **where: str) -> None:
        super().__init__(code, message)
        self.reason, self.domain, self.where = reason, domain, where

    def body(self) -> dict[str, Any]:
        one = {"message": self.message, "domain": self.domain, "reason": self.reason, **self.where}
        return {"error": {"code": self.code, "message": self.message, "errors": [one]}}


class NotModelled(ApiError):
    """This server does not know how Google behaves here, and says so instead of inventing an answer."""

    def __init__(self, what: str) -> None:
        super().__init__(
            501,
            f"Not modelled by the local Sheets server: {what}",
            details=[
                {
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason": "NOT_MODELLED",
                    "domain": "local-sheets",
                    "metadata": {"feature": what},
                }
            ],
        )


def invalid(message: str) -> ApiError:
    return ApiError(400, message)


def not_found() -> ApiError:
    return ApiError(404, "Requested entity was not found.")


def no_spreadsheet() -> ApiError:
    """For a file that is not a Google spreadsheet, an Excel file for one (I googlesheets4, gspread)."""
    return ApiError(400, "This operation is not supported for this document", status="FAILED_PRECONDITION")


def forbidden() -> ApiError:
    return ApiError(403, "The caller does not have permission")


def bad_fields(violations: list[tuple[str, str]], message: str | None = None) -> ApiError:
    """400 with `fieldViolations`: for a body that does not fit the schema, and for a bad field mask."""
    return ApiError(
        400,
        message if message is not None else "\n".join(text for _, text in violations),
        details=[
            {
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": [
                    {"field": field, "description": text} if field else {"description": text}
                    for field, text in violations
                ],
            }
        ],
    )


def unparsable_range(text: str) -> ApiError:
    return invalid(f"Unable to parse range: {text}")


def protected() -> ApiError:
    return invalid(
        "You are trying to edit a protected cell or object. "
        "Please contact the spreadsheet owner to remove protection if you need to edit."
    )
