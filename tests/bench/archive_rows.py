"""The longest folders that there are: a channel's conversations and what was closed lately (--rows)."""

import shutil
import statistics
import time

from bench_desk import send_one
from connection import Connection
from imap_rows import raw
from mails import compose
from many import copy_tickets, vacuum

CHANNEL, AGENT = "archive", "dora"
STRANGER = "somebody@elsewhere.example"
MAILS_A_TICKET = 10
PATIENCE = 60


def archive(desk, table, size):
    desk.vorrang("channel", "set", CHANNEL, "--address", f"{CHANNEL}@desk.example", "--sla", "default", "--calendar", "always", "--no-in-inbox")
    desk.vorrang("member", "set", AGENT, "--channel", CHANNEL)
    send_one(desk.ports["ours"], f"{CHANNEL}@desk.example", compose(STRANGER, f"{CHANNEL}@desk.example", "The first"), STRANGER)
    desk.settle()
    for status, mails in (("new", MAILS_A_TICKET), ("closed", 1)):
        copy_tickets(desk, CHANNEL, CHANNEL, size.archived // mails, status, mails, bodies=False, project=False)
    vacuum(desk)
    for name, folder in (("Conversations", f"Conversations/{CHANNEL}"), ("Closed", "Closed")):
        of_all = opened(desk, folder)
        if of_all is None:
            table.row(f"{name} of {size.archived:,} messages: SELECT for the first time", f"refused for {PATIENCE} s", "", "", "", False)
            continue
        again = statistics.median(opened(desk, folder) for _ in range(5))
        shutil.rmtree(desk.directory / f"mail/staff.example/{AGENT}/vorrang-index")
        table.row(f"{name} of {size.archived:,} messages: SELECT for the first time; later, but without an index",
                  f"{of_all:.1f} s, {opened(desk, folder):.1f} s")
        table.row("… again", f"{again:.2f} s", "", "", "< 1 s", again < 1)


def opened(desk, folder):
    """Seconds until a new session has the folder open; tried again as a client does; None: refused all the time."""
    connection = Connection(desk.fixed["VORRANG_IMAP"], f"{AGENT}@staff.example", timeout=600)
    started = time.perf_counter()
    while b" OK " not in raw(connection, f'SELECT "{folder}"')[1].splitlines()[-1]:
        if time.perf_counter() - started > PATIENCE:
            return None
        time.sleep(1)
    connection.close()
    return time.perf_counter() - started
