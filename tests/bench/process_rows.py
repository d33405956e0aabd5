"""What the programs need: memory for a big mail, deadlines a second."""

import base64
import random
import re
import statistics
import time

from bench_desk import forget_peak, memory, processes_of, send_one, wait
from connection import Connection
from imap_rows import raw
from mails import compose, send_raw

IMAP_PROGRAM = "/usr/lib/dovecot/imap"
ANNA = "anna@staff.example"


class Peaks:
    """How far each program's memory goes beyond where it stood, in MiB."""

    def __init__(self, desk):
        self._desk = desk
        self._before = {}
        for name, pid in self._processes():
            forget_peak(pid)
            self._before[pid] = memory(pid, "VmRSS")

    def _processes(self):
        yield "milter", int(self._desk.fixed["VORRANG_PID_MILTER"])
        yield "vorrangd", int(self._desk.fixed["VORRANG_PID_VORRANGD"])
        for pid in processes_of(self._desk, IMAP_PROGRAM):
            yield "imap", pid

    def now(self):
        """name: (peak, rise) of the process that rose most"""
        worst = {}
        for name, pid in self._processes():
            peak = memory(pid)
            pair = (peak, peak - self._before.get(pid, 0))
            worst[name] = max(worst.get(name, pair), pair, key=lambda p: p[1])
        return worst


def big_mail(desk, table, size):
    body = ("x" * 76 + "\n") * (size.big // 78)
    mail = compose("kunde@kessel.example", "support@desk.example", "A big one", body=body)
    megabytes = len(mail) / 1e6
    peaks = Peaks(desk)
    started = time.perf_counter()
    answer = send_one(desk.ports["ours"], "support@desk.example", mail, "kunde@kessel.example")
    taken = time.perf_counter() - started
    if answer[0] != 250:
        raise EOFError(f"the big mail: {answer}")
    desk.settle()
    report(table, f"{megabytes:.0f} MB mail in ({taken:.2f} s): peak memory", peaks.now(), ("milter", "vorrangd"))

    connection = Connection(desk.fixed["VORRANG_IMAP"], ANNA)
    raw(connection, 'SELECT "Queues/support"')
    uid = re.search(rb"\* SEARCH (\d+)", raw(connection, 'UID SEARCH SUBJECT "A big one"')[1])[1].decode()
    peaks = Peaks(desk)
    taken, answer = raw(connection, f"UID FETCH {uid} (BODY.PEEK[])")
    if len(answer) < len(mail):
        raise EOFError(f"only {len(answer)} bytes of {len(mail)} came: {answer[-200:]}")
    report(table, f"{megabytes:.0f} MB mail fetched ({taken:.2f} s): peak memory", peaks.now(), ("vorrangd", "imap"))
    big_reply(desk, table, connection, uid, size.big)
    connection.close()


def attachment(size):
    """Headers and body of a text with one file, so many bytes as it is sent."""
    file = base64.encodebytes(random.Random(4815).randbytes(size * 56 // 78)).decode()
    parts = ("Content-Type: text/plain\n\nHere it is.\n",
             'Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n'
             f'Content-Disposition: attachment; filename="plan.bin"\n\n{file}')
    return {"MIME_Version": "1.0", "Content_Type": 'multipart/mixed; boundary="=-x"'}, "".join(
        f"--=-x\n{part}\n" for part in parts) + "--=-x--\n"


def big_reply(desk, table, connection, uid, size):
    header = raw(connection, f"UID FETCH {uid} (BODY[HEADER])")[1].decode("utf-8", "replace")
    to = re.search(r"^Reply-To: *.*?([^<>\s]+@desk\.example)", header, re.MULTILINE)[1]
    message_id = re.search(r"^Message-ID: *(\S+)", header, re.MULTILINE | re.IGNORECASE)[1]
    subject = re.search(r"^Subject: *(.*)\r$", header, re.MULTILINE)[1]
    headers, body = attachment(size)
    mail = compose(ANNA, to, f"Re: {subject}", body=body, In_Reply_To=message_id, **headers)
    peaks = Peaks(desk)
    started = time.perf_counter()
    answer = send_raw(desk.address("SUBMISSION"), ANNA, [to], mail, ANNA)
    accepted = time.perf_counter() - started
    if answer[0] != 250:
        raise EOFError(f"the big reply: {answer}")
    customer = Connection(desk.fixed["VORRANG_IMAP"], "kunde@kessel.example")
    wait(lambda: b"* SEARCH 1" in _search(customer), 60, "the big reply")
    taken = time.perf_counter() - started
    customer.close()
    report(table, f"{len(mail) / 1e6:.0f} MB reply with a file out (250 after {accepted:.2f} s, delivered after {taken:.2f} s): peak memory",
           peaks.now(), ("milter", "vorrangd"))


def _search(connection):
    raw(connection, "SELECT INBOX")
    found = raw(connection, 'SEARCH LARGER 1000000')[1]
    return re.sub(rb"\* SEARCH \d+", b"* SEARCH 1", found)


def report(table, what, peaks, names):
    flat = all(peaks[name][1] < 16 for name in names if name in peaks)
    values = ", ".join(f"{name} {peaks[name][0]:.0f} MiB (+{peaks[name][1]:.0f})" for name in names if name in peaks)
    table.row(what, values, "", "", "flat: < +16", flat)


def resident(desk, table):
    value = memory(desk.pid("vorrangd"), "VmRSS")
    table.limit("vorrangd, resident at the end", f"{value:.0f}", " MiB", "< 64 MiB", value < 64)


def deadlines(desk, table, size):
    """From instants spread over eight years, in one statement."""
    query = f"""\\timing on
        select count(d.due)
          from generate_series(1, {size.deadlines}) n
          join vorrang.calendars c on c.key = 'office'
         cross join lateral vorrang.due_after(c.id, timestamptz '2026-01-01' + n * interval '{8 * 365 * 86400 // size.deadlines} s',
                                              (n % 80 + 1) * 1800) d;"""
    rates = []
    for _ in range(5):
        text = desk.superuser.run(query)
        if text.split()[0] != str(size.deadlines):
            raise EOFError(f"deadlines: {text}")
        rates.append(size.deadlines / float(re.search(r"Time: ([\d.]+) ms", text)[1]) * 1000)
    intervals = desk.number("select count(*) from vorrang.calendar_intervals i join vorrang.calendars c on c.id = i.calendar_id"
                            " where c.key = 'office'")
    middle = statistics.median(rates)
    table.row(f"deadlines, office calendar of {intervals:.0f} intervals", f"{middle:,.0f}/s", "", "", "≥ 100,000/s",
              middle >= 100000)
