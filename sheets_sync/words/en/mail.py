"""What keeps mails from being sent or read, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "no_mbox": "there is no such file.",
    "no_mbox.remedy": "Name an mbox file, or --imap URL.",
    "no_mailbox": "this is no address of a mailbox that may be used.",
    "no_mailbox.remedy": "Write it as imaps://name@mail.example.com/INBOX; the password: SHEETS_SYNC_MAIL_PASSWORD.",
    "mailbox_password": "the mailbox wants a password and none is given.",
    "mailbox_password.remedy": "Set SHEETS_SYNC_MAIL_PASSWORD.",
    "broke_off": "the mail server broke off.",
    "broke_off.remedy": "Try again later.",
    "mailbox_refused": "the mail server refused us.",
    "mailbox_refused.remedy": "Check the name, the password and the folder.",
    "mailbox_unreachable": "the mail server can't be reached ({kind}).",
    "mailbox_unreachable.remedy": "Try again later.",
    "no_server": "there is no mail server to send through.",
    "no_server.remedy": 'Add [mail] with server and sender, such as server = "smtps://name@mail.example.com".',
    "no_tls": "the mail server offers no TLS; names and figures would travel in the open.",
    "no_tls.remedy": (
        "Use smtps://, or a server that offers STARTTLS; or say so in so many words: allow_plaintext = true."
    ),
    "no_tls_password": "the mail server offers no TLS; the password is not sent in the open.",
    "no_tls_password.remedy": "Use smtps://, or a server that offers STARTTLS.",
    "no_password": "the mail server wants a password and none is given.",
    "no_password.remedy": "Set SHEETS_SYNC_MAIL_PASSWORD.",
    "refused": "the mail server refused us ({kind}{code}).",
    "refused.remedy": "Check [mail] in the campaign file and the password.",
    "not_taken": "the mail server did not take it ({kind} {smtp_code}).",
    "not_taken.remedy": "It is tried again later.",
    "unreachable": "the mail server can't be used ({kind}).",
    "unreachable.remedy": "Nothing that it did not take is noted as sent; try again later.",
    "sending.sent": "sent: {names}",
    "sending.before": "sent before: {names}",
    "sending.in_doubt": "in doubt: {names}",
    "sending.no_address": "no address: {names}",
    "sending.refused": "refused: {names}",
}
