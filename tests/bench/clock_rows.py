"""The clocks of ever more open tickets: start, memory, idle; a thousand steps in one second; lateness beside mail that comes
in; a calendar on which a hundred thousand of them hang."""

import statistics
import threading
import time

from bench_desk import cpu_seconds, memory, send_one, wait
from connection import Connection
from imap_rows import raw
from mails import compose
from many import copy_tickets, vacuum
from smtp_rows import send_paced
from table import percentile

ORIGIN = "support"
QUIET, LATE, MOVED = "quiet", "late", "moved"  # channels: nothing falls due; what does; those of another calendar
STRANGER = "somebody@elsewhere.example"
IDLE_SECONDS = 30


def clocks(desk, table, size):
    prepare(desk)
    there, costs = 0, []
    for count in size.open_tickets:
        fill(desk, count - there, size)
        there = count
        costs.append((count, *starts(desk, table, count), steps_at_once(desk, table, count, size)))
    lateness(desk, table, size, there)
    calendar_change(desk, table, size, there)
    first, last = costs[0], costs[-1]
    table.row(f"… cost of a step at {last[0]:,} tickets to that at {first[0]:,}", "", "", f"{last[-1] / first[-1]:.2f}", "flat: < 1.25",
              last[-1] / first[-1] < 1.25)


def prepare(desk):
    desk.vorrang("calendar", "set", "moved", "--zone", "Europe/Berlin", "--open", "Mon-Fri 08:00-18:00")
    for channel in (QUIET, LATE, MOVED):
        desk.vorrang("channel", "set", channel, "--address", f"{channel}@desk.example", "--sla", "default", "--zone", "Europe/Berlin",
                     "--calendar", "moved" if channel == MOVED else "always", "--no-in-inbox")
        # A stranger's: whoever has a contract has its calendar.
        send_one(desk.ports["ours"], f"{channel}@desk.example", compose(STRANGER, f"{channel}@desk.example", "The first"), STRANGER)
    desk.vorrang("agent", "set", "clockwatcher", "--login", "clockwatcher@staff.example", "--name", "C W", "--member", LATE)
    desk.vorrang("escalation", "set", LATE, "--level", "1", "--at", "response-due", "--release-owner", "--notify", "team")
    desk.settle()


def fill(desk, more, size):
    """As many more open tickets, of which the share that hangs on the other calendar is `size.moved` at most."""
    moved, late = min(size.moved, more // 10), min(10 * size.steps, more // 10)
    for channel, count in ((MOVED, moved), (LATE, late), (QUIET, more - moved - late)):
        copy_tickets(desk, MOVED if channel == MOVED else QUIET, channel, count, bodies=False, project=False)
    vacuum(desk)


def restart(desk):
    """Seconds from the start of vorrangd until a client is served."""
    desk.stop("vorrangd")
    started = time.perf_counter()
    desk.start("vorrangd")
    connection = Connection(desk.fixed["VORRANG_IMAP"], "dora@staff.example")
    wait(lambda: _served(connection), 30, "a folder")
    taken = time.perf_counter() - started
    connection.close()
    return taken


def _served(connection):
    return b" OK " in raw(connection, "SELECT INBOX")[1].splitlines()[-1]


def starts(desk, table, count):
    taken = statistics.median(restart(desk) for _ in range(3))
    pid = desk.pid("vorrangd")
    time.sleep(3)
    before, postgres = cpu_seconds(pid), cpu_seconds(desk.fixed["VORRANG_PID_POSTGRES"], True)
    time.sleep(IDLE_SECONDS)
    idle = (cpu_seconds(pid) - before) / IDLE_SECONDS
    database = (cpu_seconds(desk.fixed["VORRANG_PID_POSTGRES"], True) - postgres) / IDLE_SECONDS
    resident = memory(pid, "VmRSS")
    table.row(f"{count:,} open tickets: vorrangd started, until a client is served", f"{taken:.2f} s", "", "", "< 2 s", taken < 2)
    table.row("… its memory, its CPU when nothing happens (PostgreSQL's beside)", f"{resident:.0f} MiB, {idle:.2%}", f"{database:.2%}", "",
              "< 64 MiB, < 1 %", resident < 64 and idle < 0.01)
    return taken, resident, idle


def fall_due(desk, count, first, spread):
    """Tickets of the channel with steps fall due, from `first` seconds from now on, spread evenly; their numbers."""
    desk.superuser.run(
        "begin; create temp table due on commit drop as select t.number, row_number() over (order by t.number) as n from vorrang.tickets t"
        f" join vorrang.channels c on c.id = t.channel_id where c.key = '{LATE}' and not t.response_missed order by t.number limit {count};"
        f"update vorrang.tickets t set response_due = now() + ({first} + {spread} * d.n / {count}.0) * interval '1 second' from due d"
        " where t.number = d.number;"
        "select count(vorrang.set_lights(d.number, now())) from due d;"
        "commit;", 300)


def taken_since(desk, begin):
    """(due, at) of the steps carried out since."""
    return [(row["due"], row["at"]) for row in desk.superuser.rows(
        "select extract(epoch from due) as due, extract(epoch from at) as at from vorrang.ticket_steps"
        f" where at >= to_timestamp({begin})")]


def steps_at_once(desk, table, count, size):
    vorrangd, postgres = desk.pid("vorrangd"), desk.fixed["VORRANG_PID_POSTGRES"]
    begin = time.time()
    fall_due(desk, size.steps, 6, 1)
    time.sleep(3)
    used = cpu_seconds(vorrangd) + cpu_seconds(postgres, True)
    wait(lambda: len(taken_since(desk, begin)) >= size.steps, 60, "the steps")
    steps = taken_since(desk, begin)
    needed = max(at for _, at in steps) - min(due for due, _ in steps)
    early = [at - due for due, at in steps if at < due]
    if early:
        raise EOFError(f"steps before their due: {early[:5]}")
    used = (cpu_seconds(vorrangd) + cpu_seconds(postgres, True) - used) * 1000 / size.steps
    table.row(f"… {size.steps:,} steps due in one second: all carried out within", f"{needed:.2f} s", f"{used:.2f} ms CPU a step", "", "≤ 2 s",
              needed <= 2)
    desk.settle()
    wait(lambda: desk.number("select count(*) from vorrang.notices where shown_size is null") == 0, 120, "the notices")
    return used


def lateness(desk, table, size, count):
    begin = time.time()
    seconds = size.paced / 20
    fall_due(desk, size.paced, 5, seconds)
    time.sleep(4)
    due = {}
    sender = threading.Thread(target=send_paced, args=(desk.ports["ours"], "support@desk.example", size.paced, due))
    sender.start()
    sender.join()
    wait(lambda: len(taken_since(desk, begin)) >= size.paced, 60, "the steps")
    late = [at - due for due, at in taken_since(desk, begin)]
    worst = percentile(late, 0.99)
    table.row(f"{count:,} open tickets, 20 mails/s and 20 steps/s: lateness p99 (median)",
              f"{worst * 1000:.0f} ms ({statistics.median(late) * 1000:.0f})", "", "", "< 1000 ms", worst < 1 and min(late) >= 0)
    desk.settle()


def calendar_change(desk, table, size, count):
    """All of the channel's tickets are computed anew while mail comes in; each 250 beside one of a quiet time."""
    quiet = answers(desk, size.paced)
    desk.vorrang("calendar", "set", "moved", "--open", "Mon-Fri 08:00-17:00")
    left = "select count(*) from vorrang.recomputes"
    moved, started, busy = desk.number(left), time.perf_counter(), []
    sender = threading.Thread(target=lambda: busy.extend(answers(desk, size.paced)))
    sender.start()
    wait(lambda: desk.number(left) == 0, 600, "the tickets")
    taken = time.perf_counter() - started
    sender.join()
    wrong = desk.number("select count(*) from vorrang.tickets t join vorrang.channels c on c.id = t.channel_id"
                        f" where c.key = '{MOVED}' and t.response_running and t.response_due <>"
                        " vorrang.deadline(t.calendar_id, t.response_started_at, t.response_seconds)")
    if wrong or not moved:
        raise EOFError(f"{moved:.0f} tickets computed anew, {wrong:.0f} dues are wrong")
    before, meanwhile = percentile(quiet, 0.99), percentile(busy, 0.99)
    table.row(f"{count:,} open tickets: a calendar changes, {moved:,.0f} are computed anew", f"{taken:.1f} s",
              f"{taken * 1000 / max(moved, 1):.2f} ms a ticket", "", "< 60 s", taken < 60)
    table.row("… an intake's 250 meanwhile, p99, beside a quiet time's", f"{meanwhile * 1000:.0f} ms", f"{before * 1000:.0f} ms",
              f"{meanwhile / before:.2f}", "≤ 2.00", meanwhile <= 2 * before)


def answers(desk, count):
    """Seconds until each 250, 20 mails a second."""
    answered = {}
    send_paced(desk.ports["ours"], "support@desk.example", count, {}, answered)
    return list(answered.values())
