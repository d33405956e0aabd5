"""An agent's replies as Thunderbird writes them, and what somebody outside got of them."""

import base64

from agent import parsed
from mails import compose
from scenario import eventually


def answer(row, login, body, html=None, cc=None, attached=None, **headers):
    """A reply to a row as Thunderbird writes it."""
    quoted = f"\nOn 25.11.26 10:00, Kunde wrote:\n> Subject: {row.subject}\n> It does not work.\n"
    fields = dict(In_Reply_To=str(row.header["Message-ID"]), References=str(row.header["Message-ID"]),
                  User_Agent="Mozilla Thunderbird", Organization="INTERNAL-WORD", MIME_Version="1.0", Cc=cc,
                  Disposition_Notification_To=login, Autocrypt=f"addr={login}; keydata=abc", X_Vorrang_Class="A")
    fields.update(headers)
    subject, to = fields.pop("Subject", f"Re: {row.subject}"), fields.pop("To", str(row.header["Reply-To"]))
    plain = body + quoted
    if html is None and attached is None:
        return compose(f"Agent <{login}>", to, subject, body=plain, **fields)
    parts = [f"Content-Type: text/plain; charset=utf-8\n\n{plain}"]
    if html is not None:
        page = f"<html><body>{html}<blockquote>Subject: {row.subject}<br>It does not work.</blockquote></body></html>"
        parts.append("Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                     + base64.encodebytes(page.encode()).decode())
    if attached is not None:
        parts.append("Content-Type: message/rfc822\nContent-Disposition: attachment\n\n" + attached)
    kind = "alternative" if attached is None else "mixed"
    text = "".join(f"--cut\n{part}\n" for part in parts) + "--cut--\n"
    return compose(f"Agent <{login}>", to, subject, body=text, Content_Type=f'multipart/{kind}; boundary="cut"', **fields)


def submit(desk, name, mail, *recipients):
    login = f"{name}@staff.example"
    return desk.send(login, list(recipients) or [parsed(mail)["To"].addresses[0].addr_spec], mail, "SUBMISSION", login)


def answers(desk, login, number):
    """What somebody outside got of a ticket, the confirmation left out, oldest first."""
    return [mail for mail in map(parsed, desk.mailbox(login))
            if f"[#{number}]" in str(mail["Subject"]) and not mail["Auto-Submitted"]]


def answered(desk, login, number, count=1):
    return eventually(lambda: (found := answers(desk, login, number)) and len(found) >= count and found, 10,
                      f"answer {count} to {login}")
