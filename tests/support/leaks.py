"""Reads every byte that any mailbox outside received and looks for what must never leave the desk (invariant 4)."""

import quopri
import re

from agent import parsed
from scenario import true

# Row prefixes, agents' addresses, our headers, commands, a client's traces, and the word that tests put into notes.
FORBIDDEN = re.compile(
    rb"(?i)[ABC-] (\d\d-\d\d \d\d:\d\d|--) \[#\d+\]|staff\.example|X-Vorrang|^[> ]*#(time|correct|project|release|task|done|document|note|internal|public|close|open|wait|hold|cc|for|assign|watch|responsible|sla|prio|tag|solution|merge|ask|use|kb|bill|customer)\b"
    rb"|<(p|div)>#\w+|Thunderbird|INTERNAL-WORD", re.MULTILINE)


def outside(desk):
    """The logins of all mailboxes outside that got something."""
    return [f"{home.name}@{home.parent.name}" for home in sorted((desk.directory / "mail").glob("*/*"))
            if home.parent.name != "staff.example"]


def decoded(mail):
    """The raw bytes, the same with encodings undone, headers and parts as a reader sees them."""
    message = parsed(mail)
    yield mail
    yield quopri.decodestring(mail)
    for part in message.walk():
        yield "\n".join(f"{name}: {value}" for name, value in part.items()).encode("utf-8", "surrogateescape")
        if not part.is_multipart():
            yield part.get_payload(decode=True) or b""


def nothing_leaked(desk, at_least=1, ordinary=()):
    """`ordinary`: subjects of mails that agents sent to people without the desk; they are their own."""
    mails = [(login, mail) for login in outside(desk) for mail in desk.mailbox(login)
             if str(parsed(mail)["Subject"]) not in ordinary]
    true(len(mails) >= at_least, f"only {len(mails)} mails were found")
    for login, mail in mails:
        for text in decoded(mail):
            found = FORBIDDEN.search(text)
            true(not found, f"to {login}: {found and found[0]!r} in {text.decode(errors='replace')}")
    print(f"# {len(mails)} mails in {len(outside(desk))} mailboxes outside were read")
