"""Many agents at once, and many folders: what an event costs, what STATUS of all folders costs, who waits how long."""

import re
import select
import statistics
import time

from bench_desk import SENDER, cpu_seconds, memory, send_one, wait
from connection import Connection
from imap_rows import append, raw
from mails import compose
from many import agents, copy_tickets, vacuum
from smtp_rows import alternate
from table import percentile

ORIGIN = "support"
CROWD = "crowd"  # the channel that everybody watches
QUEUE = f"Queues/{CROWD}"
FOLDER_AGENT, FOLDER_BOX = "dora@staff.example", "folders@partner.example"


class Watchers:
    """So many agents in IDLE on one queue; `seen` counts the rows that each was told of."""

    def __init__(self, desk, count, first=1):
        self.connections = []
        for number in range(first, first + count):
            connection = Connection(desk.fixed["VORRANG_IMAP"], f"w{number}@staff.example", timeout=60)
            raw(connection, f'SELECT "{QUEUE}"')
            connection.socket.sendall(b"i IDLE\r\n")
            connection.seen, connection.tail, connection.exists = 0, b"", 0
            self.connections.append(connection)
        self.drain(0.5)

    @classmethod
    def of(cls, connections):
        made = object.__new__(cls)
        made.connections = connections
        return made

    def drain(self, quiet):
        """Reads until nothing comes for so long."""
        while self.read(quiet):
            pass

    def read(self, seconds):
        """One round; the connections that told of rows."""
        ready, _, _ = select.select([c.socket for c in self.connections], [], [], seconds)
        told = []
        for connection in self.connections:
            if connection.socket in ready:
                connection.tail += connection.socket.recv(1 << 16)
                *lines, connection.tail = connection.tail.split(b"\r\n")
                for line in lines:
                    if found := re.match(rb"\* (\d+) EXISTS", line):
                        connection.exists = int(found[1])
                        told.append(connection)
        return told if ready else None

    def until(self, exists, seconds):
        """When each was told of so many rows."""
        end, when = time.monotonic() + seconds, {}
        while len(when) < len(self.connections):
            if time.monotonic() > end:
                raise TimeoutError(f"{len(self.connections) - len(when)} of {len(self.connections)} were not told of row {exists}")
            for connection in self.read(0.5) or []:
                if connection.exists >= exists:
                    when.setdefault(connection, time.perf_counter())
        return list(when.values())

    def close(self):
        for connection in self.connections:
            connection.close()


def prepare(desk, size):
    desk.vorrang("channel", "set", CROWD, "--address", f"{CROWD}@desk.example", "--sla", "default", "--calendar", "always", "--no-in-inbox")
    agents(desk, size.crowd[-1], CROWD)
    copy_tickets(desk, ORIGIN, CROWD, size.short)
    desk.settle()
    vacuum(desk)


def work(desk):
    """CPU seconds of vorrangd, PostgreSQL and all IMAP processes so far."""
    return (cpu_seconds(desk.fixed["VORRANG_PID_VORRANGD"]), cpu_seconds(desk.fixed["VORRANG_PID_POSTGRES"], True),
            cpu_seconds(desk.fixed["VORRANG_PID_DOVECOT"], True))


def rows_of(desk):
    return int(desk.number(f"select count(*) from vorrang.folder_rows r join vorrang.folders f on f.id = r.folder_id"
                           f" join vorrang.channels c on c.id = f.channel_id where f.kind = 'queue' and c.key = '{CROWD}'"
                           " and r.vanished_at is null"))


def events(desk, table, size):
    """The same mails with ever more agents watching: CPU an event, and what each more watcher adds."""
    prepare(desk, size)
    measured, watchers = {}, []
    for count in size.crowd:
        watchers.append(Watchers(desk, count - sum(len(w.connections) for w in watchers),
                                 1 + sum(len(w.connections) for w in watchers)))
        everybody = [c for w in watchers for c in w.connections]
        joined = Watchers.of(everybody)
        before, started = work(desk), rows_of(desk)
        for number in range(size.events):
            mail = compose(SENDER, f"{CROWD}@desk.example", "One more", body=("x" * 78 + "\n") * 51)
            send_one(desk.ports["ours"], f"{CROWD}@desk.example", mail)
            joined.until(started + number + 1, 20)
        joined.drain(0.3)
        measured[count] = [(after - first) * 1000 / size.events for first, after in zip(before, work(desk))]
    few, most = size.crowd[0], size.crowd[-1]
    each = (sum(measured[most]) - sum(measured[few])) / (most - few)
    for count, (vorrangd, postgres, imap) in measured.items():
        table.row(f"one new ticket, {count} agents in IDLE: CPU", f"{vorrangd + postgres + imap:.0f} ms",
                  f"vorrangd {vorrangd:.1f}, PostgreSQL {postgres:.1f}, imap {imap:.1f}", f"{(vorrangd + postgres + imap) / count:.2f} ms an agent",
                  "no more an agent", sum(measured[count]) / count <= sum(measured[few]) / few * 1.1)
    table.row("… each more agent adds", f"{each:.2f} ms")
    resident = memory(desk.fixed["VORRANG_PID_VORRANGD"], "VmRSS")
    table.row(f"vorrangd, resident, {most} agents watching", f"{resident:.0f} MiB", "", "", "≤ 64 MiB", resident <= 64)
    burst(desk, table, size, joined)
    for one in watchers:
        one.close()


def burst(desk, table, size, everybody):
    """Many tickets in one commit, 50 agents in IDLE: how long until each is told of each."""
    some = Watchers.of(everybody.connections[:size.burst_watchers])
    for connection in everybody.connections[size.burst_watchers:]:
        connection.close()
    some.drain(0.3)
    start = rows_of(desk)
    copy_tickets(desk, ORIGIN, CROWD, size.burst)
    committed, waits, told = time.perf_counter(), [], {c: start for c in some.connections}
    while any(exists < start + size.burst for exists in told.values()):
        if time.perf_counter() - committed > 60:
            raise TimeoutError("the burst was not told to everybody")
        for connection in set(some.read(0.5) or []):
            now = time.perf_counter() - committed
            waits += [now] * (connection.exists - told[connection])
            told[connection] = connection.exists
    middle, worst = statistics.median(waits), percentile(waits, 0.99)
    table.row(f"{size.burst:,} tickets in one commit → {len(told)} agents in IDLE: p99 (median)", f"{worst * 1000:.0f} ms ({middle * 1000:.0f})",
              "", "", "< 1000 ms", worst < 1)


def class_change(desk, table, size):
    """A customer with many open tickets becomes A: until every row stands where it belongs."""
    customer, channel = "nordit", "many"
    desk.vorrang("channel", "set", channel, "--address", f"{channel}@desk.example", "--sla", "default", "--calendar", "always")
    sender = f"kunde@{customer}.example"
    send_one(desk.ports["ours"], f"{channel}@desk.example", compose(sender, f"{channel}@desk.example", "One of many"), sender)
    desk.vorrang("member", "set", "dora", "--channel", channel)
    copy_tickets(desk, channel, channel, size.of_customer - 1)
    watcher = Connection(desk.fixed["VORRANG_IMAP"], "dora@staff.example")
    raw(watcher, f'SELECT "Queues/{channel}"')
    desk.settle()
    vacuum(desk)
    taken = []
    for letter in "CAB":
        started = time.perf_counter()
        desk.vorrang("customer", "set", customer, "--class", letter)
        wait(lambda letter=letter: not desk.number(
            "select count(*) from vorrang.folder_rows r join vorrang.tickets t on t.number = r.ticket_number"
            f" join vorrang.customers k on k.id = t.customer_id where k.key = '{customer}' and t.status = 'new'"
            f" and r.vanished_at is null and r.leaving_at is null and left(r.prefix, 1) not in ('', '{letter}')"), 60, "the new class")
        taken.append(time.perf_counter() - started)
    watcher.close()
    middle = statistics.median(taken)
    table.row(f"class of a customer with {size.of_customer:,} open tickets, until each row has it", f"{middle:.2f} s", "", "", "< 2 s", middle < 2)


def folders(desk, table, size):
    """LIST of all folders with their STATUS, as a client asks when it starts, beside as many mdboxes."""
    for number in range(size.folders):
        desk.vorrang("channel", "set", f"f{number}", "--address", f"f{number}@desk.example", "--sla", "default", "--calendar", "always")
        desk.vorrang("member", "set", "dora", "--channel", f"f{number}")
        copy_tickets(desk, ORIGIN, f"f{number}", size.short)
    desk.settle()
    vacuum(desk)
    command = 'LIST "" "*" RETURN (STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ))'
    ours, bare = (Connection(desk.fixed["VORRANG_IMAP"], login) for login in (FOLDER_AGENT, FOLDER_BOX))
    count = raw(ours, command)[1].count(b"* STATUS")
    for number in range(count - raw(bare, command)[1].count(b"* STATUS")):
        bare.command(f"CREATE box{number}")
        append(desk, FOLDER_BOX, f"box{number}", size.short)
    raw(bare, command)
    def asked(connection):
        taken, answer = raw(connection, command)
        if answer.count(b"* STATUS") < count:
            raise EOFError(f"STATUS of {answer.count(b'* STATUS')} folders, not {count}")
        return taken * 1000

    both = alternate(size.rounds, desk, lambda _: asked(ours), lambda _: asked(bare), False)
    table.at_most(f"LIST with STATUS of {count} folders", *both, 1.5)
    ours.close()
    bare.close()


def restart(desk, table, size):
    """vorrangd is restarted while so many clients idle: until each of them is told of a new ticket again."""
    everybody = Watchers(desk, size.crowd[-1])
    while len(everybody.connections) < size.connected:
        more = Watchers(desk, min(size.crowd[-1], size.connected - len(everybody.connections)))
        everybody.connections += more.connections
    everybody.drain(1)
    start = rows_of(desk)
    desk.stop("vorrangd")
    copy_tickets(desk, ORIGIN, CROWD, 1)
    started = time.perf_counter()
    desk.start("vorrangd")
    when = everybody.until(start + 1, 60)
    taken = max(when) - started
    table.row(f"vorrangd started anew beside {len(everybody.connections):,} idling clients: until each is served", f"{taken:.1f} s",
              "", "", "< 5 s", taken < 5)
    everybody.close()
