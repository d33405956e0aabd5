"""A desk for faults: what was found in it afterwards, and when it is quiet."""

import imaplib
import pathlib
import re
import time

from desk import Desk
from fault_check import World
from gates import Superuser, install

_ROW = re.compile(rb"X-Vorrang-Ticket: (\d+)")


class FaultDesk(Desk):
    def __enter__(self):
        super().__enter__()
        self.superuser = Superuser(self)
        self._quick_recovery()
        install(self.superuser)
        self.patient()
        self.addresses = {name: self.address(name) for name in ("SMTP", "SUBMISSION", "IMAP")}
        self.whole_kills = self.cleanup_kills = 0
        return self

    def _quick_recovery(self):
        """After a crash PostgreSQL syncs each of its files, for seconds; one sync of the file system does the same."""
        with open(self.directory / "pg/postgresql.conf", "a", encoding="ascii") as settings:
            settings.write("recovery_init_sync_method = syncfs\n")

    def patient(self):
        """master waits for a minute before it replaces a process that was killed at its first mail; not here."""
        self.postconf("service_throttle_time=1s")

    # --- quiet ---

    def queued(self):
        queue = self.directory / "postfix/queue"
        return [path for name in ("maildrop", "incoming", "active", "deferred") for path in (queue / name).rglob("*")
                if _is_file(path) and path.stat().st_mode & 0o100]

    def open_outbox(self):
        return self.superuser.rows("select id, kind, ticket_number as ticket, state, attempt, error from vorrang.outbox"
                                   " where state in ('waiting', 'claimed')")

    def quiet(self, seconds):
        """Nothing waits any more; else what still does."""
        end = time.monotonic() + seconds
        while True:
            left = [*self.open_outbox(), *map(str, self.queued())]
            if not left or time.monotonic() > end:
                return left
            time.sleep(0.2)

    # --- what is there ---

    def found(self, entries):
        """What concerns these letters."""
        keys = _array(entry.letter.key for entry in entries)
        people = sorted({entry.letter.sender for entry in entries if entry.letter.kind == "mail"})
        world = World()
        world.tickets = self.superuser.rows("select number, sender_address as sender from vorrang.tickets"
                                            f" where sender_address = any({_array(people)})")
        numbers = f"array[{','.join(str(ticket['number']) for ticket in world.tickets)}]::bigint[]"
        world.messages = self.superuser.rows(
            "select m.ticket_number as ticket, m.direction, m.kind, m.message_id, (select encode(sha256(string_agg("
            "c.data, ''::bytea order by c.n)), 'hex') from vorrang.message_chunks c where c.message_id = m.id and"
            f" c.part = 1) as digest from vorrang.messages m where m.message_id = any({keys})"
            f" or m.ticket_number = any({numbers})")
        world.outbox = self.superuser.rows(
            "select id, kind, ticket_number as ticket, state, accepted_queue_id as queue_id, attempt from vorrang.outbox"
            f" where ticket_number = any({numbers})")
        world.confirmed = {row["ticket"]: row["n"] for row in self.superuser.rows(
            "select ticket_number as ticket, count(*) as n from vorrang.events where kind = 'confirmed'"
            f" and ticket_number = any({numbers}) group by 1")}
        world.listed = [ticket["number"] for ticket in self.json("ticket", "list", "--all")]
        world.mailboxes = {person: self.mailbox(person) for person in people}
        world.unsafe = self._unsafe(world) if self.whole_kills else set()
        world.disowned = self._disowned() if self.cleanup_kills else set()
        return world

    def _unsafe(self, world):
        """Queue ids that the queue manager has never seen."""
        return {row["queue_id"] for row in world.outbox} - self._queued_ever()

    def _disowned(self):
        """Queue ids that Postfix delivers, though it said 451 after the milter had accepted the mail."""
        refused = set(re.findall(r'outbox\.deferred outbox=(\d+) .*attempt=(\d+) error="451 ', self._log("vorrangd")))
        accepted = re.findall(r"outbox\.accepted queue_id=(\w+) outbox=(\d+) attempt=(\d+)", self._log("milter"))
        return {queue_id for queue_id, *attempt in accepted if tuple(attempt) in refused} & self._queued_ever()

    def _queued_ever(self):
        return set(re.findall(r"qmgr\[\d+\]: (\w+): from=", self._log("mail")))

    def _log(self, name):
        return (self.directory / f"log/{name}.log").read_text(errors="replace")

    def mailbox(self, login, folder="INBOX", section="BODY.PEEK[]"):
        connection = imaplib.IMAP4(*self.addresses["IMAP"])
        try:
            connection.login(login, "demo")
            _, count = connection.select(folder, readonly=True)
            if count == [b"0"]:
                return []
            _, parts = connection.fetch("1:*", f"({section})")
            return [part[1] for part in parts if isinstance(part, tuple)]
        finally:
            connection.logout()

    def rows(self, login, folders):
        """How many rows of each ticket this agent sees."""
        found = {}
        for folder in folders:
            for mail in self.mailbox(login, folder, "BODY.PEEK[HEADER.FIELDS (X-Vorrang-Ticket)]"):
                number = int(_ROW.search(mail)[1])
                found[number] = found.get(number, 0) + 1
        return found

    def outbox_serves(self, letter, seconds):
        """The time until the confirmation of this letter is with Postfix; None when not in time."""
        start = time.monotonic()
        while time.monotonic() < start + seconds:
            if self.superuser.rows("select 1 from vorrang.outbox o join vorrang.tickets t on t.number = o.ticket_number"
                                   f" where t.sender_address = '{letter.sender}' and o.state = 'sent'"):
                return time.monotonic() - start
            time.sleep(0.05)
        return None

    def imap_serves(self, seconds):
        """The time until a new session can read the agent's tickets; None when not in time."""
        start = time.monotonic()
        while time.monotonic() < start + seconds:
            try:
                connection = imaplib.IMAP4(*self.addresses["IMAP"], timeout=seconds)
                connection.login("anna@staff.example", "demo")
                answer, _ = connection.select("INBOX", readonly=True)
                connection.shutdown()
                if answer == "OK":
                    return time.monotonic() - start
            except (OSError, imaplib.IMAP4.error):
                pass
            time.sleep(0.05)
        return None


def _array(texts):
    return "array[" + ",".join("'" + text.replace("'", "''") + "'" for text in texts) + "]::text[]"


def _is_file(path: pathlib.Path):
    try:
        return path.is_file()
    except OSError:
        return False
