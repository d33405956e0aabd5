"""What a client feels: a long queue opened, a change shown, a push while it is in IDLE; beside an mdbox of as many mails."""

import itertools
import re
import shutil
import statistics
import time

from connection import Connection
from mails import Smtp, compose
from many import copy_tickets, vacuum
from smtp_rows import alternate
from table import percentile

LONG = ("anna@staff.example", "Queues/support")
SHORT = ("carla@staff.example", "Queues/accounting")
LONG_BOX = ("long@partner.example", "INBOX")
SHORT_BOX = ("short@partner.example", "INBOX")
BY_MAIL = 10_000  # more are copied: they would take minutes


def raw(connection, command):
    """Seconds until the tagged answer, and all its bytes; nothing is parsed while the clock runs."""
    connection.count += 1
    tag = f"t{connection.count}".encode()
    started = time.perf_counter()
    connection.socket.sendall(tag + b" " + command.encode() + b"\r\n")
    blocks, tail = [], b""
    while (b"\r\n" + tag + b" ") not in b"\r\n" + tail or not tail.endswith(b"\r\n"):
        block = connection.socket.recv(1 << 18)
        if not block:
            raise EOFError(command)
        blocks.append(block)
        tail = (tail + block)[-300:]
    return time.perf_counter() - started, b"".join(blocks)


def fill(desk, size):
    """Both queues, and two mailboxes with as many mails; the long queue's rows."""
    for queue, channel, box, count in ((LONG, "support", LONG_BOX, size.long), (SHORT, "accounting", SHORT_BOX, size.short)):
        missing = count - exists(desk, *queue)
        if missing > BY_MAIL:
            copy_tickets(desk, channel, channel, missing)
        elif missing > 0:
            desk.smtp_source("ours", f"{channel}@desk.example", missing, 50)
        desk.settle()
        vacuum(desk)
        append(desk, *box, exists(desk, *queue))
    return exists(desk, *LONG)


def exists(desk, login, folder):
    connection = Connection(desk.fixed["VORRANG_IMAP"], login)
    found = re.search(rb"(\d+) EXISTS", raw(connection, f'SELECT "{folder}"')[1])
    connection.close()
    return int(found[1])


def append(desk, login, folder, count):
    """By MULTIAPPEND, as LMTP would need minutes."""
    connection = Connection(desk.fixed["VORRANG_IMAP"], login)
    for first in range(0, count, 500):
        connection.count += 1
        connection.tag = f"t{connection.count}"
        connection.socket.sendall(f'{connection.tag} APPEND "{folder}"'.encode())
        for _ in range(first, min(count, first + 500)):
            mail = compose("kunde@heyer.example", "support@desk.example", "Outage reported", body=("x" * 78 + "\n") * 51)
            connection.socket.sendall(f" {{{len(mail)}+}}\r\n".encode() + mail)
        connection.socket.sendall(b"\r\n")
        connection._until_tag()
    connection.close()


def opened(desk, login, folder):
    """Milliseconds of SELECT and the FETCH that a client begins with."""
    connection = Connection(desk.fixed["VORRANG_IMAP"], login)
    select, answer = raw(connection, f'SELECT "{folder}"')
    count = int(re.search(rb"(\d+) EXISTS", answer)[1])
    fetch, answer = raw(connection, "FETCH 1:* (FLAGS INTERNALDATE ENVELOPE)")
    connection.close()
    if answer.count(b"ENVELOPE") < count:
        raise EOFError(f"{folder} of {login}: {answer.count(b'ENVELOPE')} envelopes of {count}: {answer[-200:]}")
    return (select + fetch) * 1000


def without_index(desk):
    shutil.rmtree(desk.directory / "mail/staff.example/anna/vorrang-index", ignore_errors=True)
    return opened(desk, *LONG)


def without_cache(desk):
    """As after deliveries: the mails are indexed, no header is cached."""
    for cache in (desk.directory / "mail/partner.example/long").rglob("dovecot.index.cache"):
        cache.unlink()
    return opened(desk, *LONG_BOX)


def opening(desk, table, size, rows):
    both = alternate(size.cold_rounds, desk, lambda _: without_index(desk), lambda _: without_cache(desk), False)
    table.at_most(f"queue of {rows:,}: first SELECT + FETCH, no index", *both, 1.5)
    both = alternate(size.cold_rounds, desk, lambda _: opened(desk, *LONG), lambda _: opened(desk, *LONG_BOX), False)
    table.at_most("… again, warm", *both, 1.5)


def select_again(desk, table, size):
    medians = {}
    for name, mine, box in (("short", SHORT, SHORT_BOX), ("long", LONG, LONG_BOX)):
        both = [selects(desk, *folder, size.repeats) for folder in (mine, box)]
        rows = size.short if name == "short" else size.long
        table.added(f"SELECT with nothing new, {rows:,} rows", *both, 10)
        medians[name] = statistics.median(both[0])
    return medians


def selects(desk, login, folder, times):
    connection = Connection(desk.fixed["VORRANG_IMAP"], login)
    taken = []
    for _ in range(times + 2):
        taken.append(raw(connection, f'SELECT "{folder}"')[0] * 1000)
        connection.command("UNSELECT")
    connection.close()
    return taken[2:]


class Pair:
    """One agent's two clients on one folder: what one changes, the other is shown."""

    def __init__(self, desk, login, folder):
        self.mover, self.watcher = (Connection(desk.fixed["VORRANG_IMAP"], login) for _ in range(2))
        for connection in (self.mover, self.watcher):
            raw(connection, f'SELECT "{folder}"')
        answer = raw(self.watcher, "UID SEARCH ALL")[1]
        self.uids = [int(uid) for uid in re.search(rb"\* SEARCH([ \d]*)", answer)[1].split()]

    def change(self, command, shown):
        """Milliseconds from the command until the other one's NOOP shows it."""
        started = time.perf_counter()
        answer = self.mover.command(command)
        if " OK " not in answer[-1]:
            raise EOFError(f"{command}: {answer[-1]}")
        while not any(shown in line for line in self.watcher.command("NOOP")):
            if time.perf_counter() - started > 10:
                raise TimeoutError(f"{command} was never shown")
        return (time.perf_counter() - started) * 1000

    def flags(self, count):
        return [self.change(f"UID STORE {uid} +FLAGS (\\Seen)", "FETCH") for uid in self.uids[:count]]

    def moves(self, count, target):
        return [self.change(f"UID MOVE {uid} {target}", "EXPUNGE") for uid in self.uids[:count]]

    def close(self):
        self.mover.close()
        self.watcher.close()


def one_change(desk, table, size):
    """A folder's size must not matter; the mdbox stands beside for what a change costs there."""
    pairs = {name: Pair(desk, *folder) for name, folder in
             (("long", LONG), ("short", SHORT), ("long box", LONG_BOX), ("short box", SHORT_BOX))}
    for what, act in (("flag", lambda p, target: p.flags(size.changes)), ("move", lambda p, target: p.moves(size.changes, target))):
        pairs["long"].mover.command("NOOP")
        long, short = act(pairs["long"], "Waiting"), act(pairs["short"], "Waiting")
        boxes = [act(pairs[name], "Trash") for name in ("long box", "short box")]
        ratio = statistics.median(long) / statistics.median(short)
        medians = [f"{statistics.median(values):.1f} ms" for values in (long, *boxes)]
        table.row(f"one {what} until NOOP shows it, {size.long:,} rows (mdbox beside; ratio to {size.short} rows)", medians[0],
                  medians[1], f"{ratio:.2f}", "≤ 2.00", ratio <= 2)
    for pair in pairs.values():
        pair.close()


# --- IDLE ---

def pushes(desk, table, size):
    arrivals = mail_pushes(desk, size.pushes)
    moves, own = move_pushes(desk, size.pushes)
    sent = f"a colleague's MOVE (its own OK after {statistics.median(own) * 1000:.1f} ms)"
    for what, values in (("250 of a new mail", arrivals), (sent, moves)):
        middle, worst = statistics.median(values) * 1000, percentile(values, 0.99) * 1000
        table.row(f"{what} → untagged line in IDLE: median (p99)", f"{middle:.1f} ms ({worst:.0f})", "", "",
                  "< 20 ms (< 1000)", middle < 20 and worst < 1000)


def idle(desk, folder):
    connection = Connection(desk.fixed["VORRANG_IMAP"], "dora@staff.example")
    raw(connection, f'SELECT "{folder}"')
    connection.command("IDLE")
    time.sleep(0.3)
    return connection


def shown(connection, word):
    for line in connection.pushed(5):
        if word in line:
            return time.perf_counter()
    raise TimeoutError(f"no {word} was pushed within 5 s")


def quiet(connection):
    """Takes what is still coming of the change before."""
    list(itertools.islice(connection.pushed(0.08), 1000))


def mail_pushes(desk, count):
    watcher = idle(desk, SHORT[1])
    smtp = Smtp(("127.0.0.1", desk.ports["ours"]))
    smtp.command("EHLO client.test.example")
    taken = []
    for number in range(count):
        mail = compose("kunde@brandt.example", "accounting@desk.example", f"push {number}")
        smtp.command("MAIL FROM:<kunde@brandt.example>")
        smtp.command("RCPT TO:<accounting@desk.example>")
        answer = smtp.data(mail)
        committed = time.perf_counter()
        if answer[0] != 250:
            raise EOFError(f"refused: {answer}")
        taken.append(shown(watcher, "EXISTS") - committed)
        quiet(watcher)
    watcher.close()
    smtp.close()
    return taken


def move_pushes(desk, count):
    watcher, pair = idle(desk, SHORT[1]), Pair(desk, *SHORT)
    taken, own = [], []
    for uid in pair.uids[-count:]:
        started = time.perf_counter()
        pair.mover.command(f"UID MOVE {uid} Waiting")
        own.append(time.perf_counter() - started)
        taken.append(shown(watcher, "EXPUNGE") - started)
        quiet(watcher)
    watcher.close()
    pair.close()
    return taken, own
