"""Mails as bytes, and handing them over byte by byte."""

import base64
import email.utils
import itertools
import socket

_COUNTER = itertools.count(1)


def compose(sender, to, subject, body="Hello\n", message_id=None, **headers):
    """A plain mail with CRLF lines. Further headers by name, `_` for `-`; None leaves a header out."""
    fields = {
        "From": sender,
        "To": to,
        "Subject": subject,
        "Date": email.utils.formatdate(localtime=False),
        "Message-ID": message_id or f"<{next(_COUNTER)}.{email.utils.make_msgid(domain='test.example')[1:]}",
    }
    fields.update({name.replace("_", "-"): value for name, value in headers.items()})
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
    return (head + "\r\n" + body.replace("\n", "\r\n")).encode("utf-8", "surrogateescape")


def plain_text(mail):
    """What a reader without HTML sees of a parsed mail."""
    return mail.get_body(("plain",)).get_content()


class Smtp:
    """An SMTP client that changes nothing. Each call returns (code, text)."""

    def __init__(self, address, timeout=60):
        self.socket = socket.create_connection(address, timeout=timeout)
        self.file = self.socket.makefile("rb")
        self.banner = self.answer()

    def answer(self):
        lines = []
        while True:
            line = self.file.readline()
            if not line:
                return 0, "connection closed"
            lines.append(line[4:].rstrip(b"\r\n").decode("utf-8", "replace"))
            if line[3:4] != b"-":
                return int(line[:3]), "\n".join(lines)

    def command(self, line):
        try:
            self.socket.sendall(line.encode("utf-8", "surrogateescape") + b"\r\n")
            return self.answer()
        except OSError as error:
            return 0, str(error)

    def login(self, user, password="demo"):
        return self.command("AUTH PLAIN " + base64.b64encode(f"\0{user}\0{password}".encode()).decode())

    def data(self, mail):
        code, text = self.command("DATA")
        if code != 354:
            return code, text
        stuffed = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in mail.split(b"\r\n"))
        end = b".\r\n" if stuffed.endswith(b"\r\n") or not stuffed else b"\r\n.\r\n"
        try:
            self.socket.sendall(stuffed + end)
            return self.answer()
        except OSError as error:
            return 0, str(error)

    def close(self):
        self.file.close()
        self.socket.close()


def send_raw(address, sender, recipients, mail, login=None):
    """One mail in one session; the first answer that is a refusal, or the last one. Refused recipients are skipped as
    long as one is left."""
    smtp = Smtp(address)
    try:
        steps = [lambda: smtp.command("EHLO client.test.example")]
        if login:
            steps.append(lambda: smtp.login(login))
        steps.append(lambda: smtp.command(f"MAIL FROM:<{sender}>"))
        for step in steps:
            code, text = step()
            if code >= 400 or code == 0:
                return code, text
        answers = [smtp.command(f"RCPT TO:<{recipient}>") for recipient in recipients]
        if all(code >= 400 or code == 0 for code, _ in answers):
            return answers[-1]
        return smtp.data(mail)
    finally:
        smtp.close()
