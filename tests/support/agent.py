"""An agent at his IMAP client, as the tests see him: rows of a folder, moves, flags, what is pushed in IDLE."""

import datetime
import email
import email.policy
import pathlib
import re
import sys
import time
from dataclasses import dataclass, field

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "imap/dialogue"))

from connection import Connection  # noqa: E402
from desk import Desk  # noqa: E402
from mails import compose  # noqa: E402
from scenario import PATIENCE, eventually  # noqa: E402

PREFIX = re.compile(r"^([ABC-]) (\d\d-\d\d \d\d:\d\d|--) \[#(\d+)\] (.*)$", re.DOTALL)
LIGHTS = {"$label1": "red", "$label2": "amber", "$label3": "green"}
TIMING = re.compile(r" \(\d+\.\d+ \+ [^)]* secs\)")


@dataclass
class Row:
    """What FETCH gave of one mail."""
    uid: int
    flags: set
    received: datetime.datetime
    size: int
    modseq: int
    header: email.message.EmailMessage = field(repr=False)

    @property
    def subject(self):
        return str(self.header["Subject"])

    @property
    def number(self):
        return int(self.header["X-Vorrang-Ticket"] or 0)

    @property
    def notice(self):
        return self.header["X-Vorrang-Notice"]

    @property
    def seen(self):
        return "\\Seen" in self.flags

    @property
    def light(self):
        return [LIGHTS[flag] for flag in self.flags if flag in LIGHTS]


def parsed(mail):
    return email.message_from_bytes(mail, policy=email.policy.default)


class Agent:
    def __init__(self, desk, name, folder=None):
        self.login = name if "@" in name else f"{name}@staff.example"
        self.imap = Connection(desk.fixed["VORRANG_IMAP"], self.login)
        if folder:
            self.open(folder)

    def close(self):
        self.imap.close()

    # --- commands; each returns the lines of the answer ---

    def command(self, text):
        return self.imap.command(text)

    def answer(self, text):
        """The tagged answer without its tag and without Dovecot's timing."""
        return TIMING.sub("", self.imap.command(text)[-1].partition(" ")[2])

    def open(self, folder):
        lines = self.imap.command(f'SELECT "{folder}"')
        if " OK" not in lines[-1]:
            raise AssertionError(f"{self.login} opens {folder}: {lines[-1]}")
        return lines

    def noop(self):
        return self.imap.command("NOOP")

    # --- rows ---

    def rows(self, folder=None):
        """All mails of the open folder (or of this one), in the order of service."""
        if folder:
            self.open(folder)
        self.noop()
        rows = {row.uid: row for row in self._fetch("1:*")}
        lines = self.imap.command("UID SORT (REVERSE ARRIVAL) UTF-8 ALL")
        order = [int(uid) for line in lines if line.startswith("* SORT") for uid in line.split()[2:]]
        return [rows[uid] for uid in order if uid in rows]

    def numbers(self, folder=None):
        return [row.number for row in self.rows(folder)]

    def row(self, number, folder=None):
        """The ticket's row (no notice), or None."""
        found = [row for row in self.rows(folder) if row.number == number and not row.notice]
        return found[0] if found else None

    def notices(self, kind=None, number=None):
        return [row for row in self.rows("INBOX")
                if row.notice and kind in (None, row.notice) and number in (None, row.number)]

    def _fetch(self, uids):
        lines = self.imap.command(f"UID FETCH {uids} (UID FLAGS MODSEQ INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])")
        if " OK " not in lines[-1] and " NO No messages" not in lines[-1]:
            raise AssertionError(f"{self.login} fetches: {lines[-1]}")
        # NIL: it has just become invisible, and goes next.
        return [_row(line) for line in lines if re.match(r"\* \d+ FETCH .*BODY\[HEADER\] \{", line)]

    def fetch(self, uid, what):
        """The bytes of one body item, e.g. BODY.PEEK[TEXT]."""
        for line in self.imap.command(f"UID FETCH {uid} (UID {what})"):
            if found := re.search(r"BODY\[[^]]*\](?:<\d+>)? \{(\d+)\}\r\n", line):
                raw = line.encode("utf-8", "surrogateescape")
                at = len(line[: found.end()].encode("utf-8", "surrogateescape"))
                return raw[at : at + int(found[1])]
        raise AssertionError(f"uid {uid} has no {what}")

    def read(self, uid):
        """As a client that opens the mail: sets \\Seen."""
        return self.fetch(uid, "BODY[]")

    # --- actions ---

    def move(self, uids, target, how="MOVE"):
        """(tagged answer, {source uid: target uid} of COPYUID)"""
        lines = self.imap.command(f'UID {how} {uids} "{target}"')
        pairs = {}
        for line in lines:
            if found := re.search(r"\[COPYUID \d+ (\S+) (\S+)\]", line):
                pairs = dict(zip(uid_numbers(found[1]), uid_numbers(found[2])))
        return TIMING.sub("", lines[-1].partition(" ")[2]), pairs

    def store(self, uids, change):
        lines = self.imap.command(f"UID STORE {uids} {change}")
        return TIMING.sub("", lines[-1].partition(" ")[2])

    # --- IDLE ---

    def idle(self):
        self.imap.command("IDLE")

    def pushed(self, pattern, seconds=5):
        """The line that matches, and when it came; seconds are those of an idle machine."""
        seen = []
        for line in self.imap.pushed(seconds * PATIENCE):
            seen.append(line)
            if re.search(pattern, line):
                return line, time.time()
        raise AssertionError(f"{pattern} was not pushed within {seconds} s; came: {seen}")

    def done(self):
        return self.imap.done()


class AgentsDesk(Desk):
    """A desk with one kept connection for each of its agents."""

    def __enter__(self):
        self.agents = {}
        return super().__enter__()

    def agent(self, name, folder=None):
        if name not in self.agents:
            self.agents[name] = Agent(self, name)
        if folder:
            self.agents[name].open(folder)
        return self.agents[name]

    # --- customers ---

    def customer_writes(self, customer, subject, channel="support", **how):
        """A mail of kunde@CUSTOMER.example, or of this address."""
        sender, to = customer if "@" in customer else f"kunde@{customer}.example", f"{channel}@desk.example"
        code, text = self.send(sender, to, compose(sender, to, subject, **how))
        if code != 250:
            raise AssertionError(f"{subject}: {code} {text}")

    def open_ticket(self, customer, subject, channel="support", agent="anna", **how):
        """The new ticket's number, when this agent has its row in the queue."""
        self.customer_writes(customer, subject, channel, **how)
        number = [ticket["number"] for ticket in self.tickets() if ticket["subject"] == subject][-1]
        eventually(lambda: self.agent(agent).row(number, f"Queues/{channel}"), 5, "the row")
        return number


def uid_numbers(uids):
    """The uids of a set, in its order: 3,5:7 is 3, 5, 6, 7."""
    out = []
    for part in uids.split(","):
        first, _, last = part.partition(":")
        out.extend(range(int(first), int(last or first) + 1))
    return out


def _row(line):
    head, _, literal = line.partition("BODY[HEADER] {")
    size, _, rest = literal.partition("}\r\n")
    tail = rest.encode("utf-8", "surrogateescape")[int(size) :].decode("utf-8", "surrogateescape")
    header = rest.encode("utf-8", "surrogateescape")[: int(size)]
    items = head + tail
    when = datetime.datetime.strptime(re.search(r'INTERNALDATE "([^"]+)"', items)[1].strip(), "%d-%b-%Y %H:%M:%S %z")
    return Row(int(re.search(r"UID (\d+)", items)[1]), set(re.search(r"FLAGS \(([^)]*)\)", items)[1].split()), when,
               int(re.search(r"RFC822\.SIZE (\d+)", items)[1]), int(re.search(r"MODSEQ \((\d+)\)", items)[1]),
               parsed(header))
