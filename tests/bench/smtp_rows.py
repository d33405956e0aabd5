"""What a mail costs on its way in: foreign mail, intake until 250, its CPU, intake until the row can be fetched."""

import re
import statistics
import threading
import time

from bench_desk import cpu_seconds
from connection import Connection
from mails import Smtp, compose
from table import percentile


LONGEST = 40  # seconds that one comparison may take
FEWEST = 3  # rounds that it has in any case


def alternate(rounds, desk, one, other, settled=True):
    """Runs both in each round, in turns first; two lists of their results. A machine that is too busy gets fewer rounds."""
    results = ([], [])
    started = time.monotonic()
    for number in range(rounds):
        if number >= FEWEST and time.monotonic() - started > LONGEST:
            break
        for which in (0, 1) if number % 2 == 0 else (1, 0):
            results[which].append((one, other)[which](number))
            if settled:
                desk.settle()
    return results


def rates(desk, rounds, ours, bare, count, sessions):
    """Mails a second of two (service, recipient)."""
    return alternate(rounds, desk, *(lambda _, w=w: count / desk.smtp_source(*w, count, sessions) for w in (ours, bare)))


def per_mail(both):
    """Mails a second as milliseconds a mail."""
    return [[1000 / rate for rate in side] for side in both]


def foreign(desk, table, size):
    ours, bare = ("ours", "a@sink.example"), ("bare", "a@sink.example")
    for sessions in (1, 10):
        rates(desk, 1, ours, bare, size.mails[sessions], sessions)  # warm
        both = rates(desk, size.rounds, ours, bare, size.mails[sessions], sessions)
        if sessions == 1:
            table.added("foreign mail, 1 session", *per_mail(both), 0.5)
        else:
            table.ratios("foreign mail, 10 sessions", *both, 0.90)


def intake(desk, table, size):
    ours, bare = ("ours", "support@desk.example"), ("discard", "support@desk.example")
    for sessions in (1, 10, 50):
        rates(desk, 1, ours, bare, size.mails[sessions], sessions)
        before = cpu(desk)
        both = rates(desk, size.rounds, ours, bare, size.mails[sessions], sessions)
        if sessions == 1:
            table.added("intake until 250, 1 session", *per_mail(both), 4)
            continue
        table.ratios(f"intake until 250, {sessions} sessions", *both, 0.75)
        mails = len(both[0]) * size.mails[sessions]
        used = {part: (now - before[part]) * 1000 / mails for part, now in cpu(desk).items()}
        table.limit(f"CPU a mail until it is a row, {sessions} sessions", f"{sum(used.values()):.2f}", " ms", "≤ 5 ms",
                    sum(used.values()) <= 5, bare=", ".join(f"{part} {value:.2f}" for part, value in used.items()))


def cpu(desk):
    """Seconds that each part has used. Between two calls the desk has settled."""
    return {"milter": cpu_seconds(desk.fixed["VORRANG_PID_MILTER"]),
            "vorrangd": cpu_seconds(desk.fixed["VORRANG_PID_VORRANGD"]),
            "PostgreSQL": cpu_seconds(desk.fixed["VORRANG_PID_POSTGRES"], children=True)}


def count_in(connection, folder):
    for line in connection.command(f'STATUS "{folder}" (MESSAGES)'):
        if found := re.search(r"MESSAGES (\d+)", line):
            return int(found[1])
    raise EOFError(f"no STATUS of {folder}")


def until_there(desk, service, recipient, login, folder, count):
    """Mails a second from the first connect until STATUS counts the last one."""
    connection = Connection(desk.fixed["VORRANG_IMAP"], login)
    target = count_in(connection, folder) + count
    started = time.perf_counter()
    sender = threading.Thread(target=desk.smtp_source, args=(service, recipient, count, 10))
    sender.start()
    while count_in(connection, folder) < target:
        time.sleep(0.02)
        if time.perf_counter() - started > 120:
            raise TimeoutError(f"{folder} of {login} does not fill")
    taken = time.perf_counter() - started
    sender.join()
    connection.close()
    return count / taken


def fetchable(desk, table, size):
    both = alternate(
        size.rounds, desk,
        lambda _: until_there(desk, "ours", "support@desk.example", "anna@staff.example", "Queues/support", size.fetchable),
        lambda number: until_there(desk, "bare", f"round{number}@partner.example", f"round{number}@partner.example",
                                   "INBOX", size.fetchable))
    table.ratios("intake until the row can be fetched, 10 sessions", *both, 1.5)
    ours = paced(desk, "ours", "support@desk.example", "anna@staff.example", "Queues/support", size.paced)
    bare = paced(desk, "bare", "paced@partner.example", "paced@partner.example", "INBOX", size.paced)
    worst = percentile(ours, 0.99) * 1000
    table.row("… at 20 mails/s: p99 (median)", f"{worst:.0f} ms ({statistics.median(ours) * 1000:.0f})",
              f"{percentile(bare, 0.99) * 1000:.0f} ms ({statistics.median(bare) * 1000:.0f})", "", "< 1000 ms", worst < 1000)


def paced(desk, service, recipient, login, folder, count):
    """Seconds from when each mail was to be sent until a client with the folder open has fetched its subject."""
    connection = Connection(desk.fixed["VORRANG_IMAP"], login)
    last = _open_at_end(connection, folder)
    due, seen = {}, {}
    sender = threading.Thread(target=send_paced, args=(desk.ports[service], recipient, count, due))
    sender.start()
    end = time.monotonic() + count / 20 + 30
    while len(seen) < count and time.monotonic() < end:
        if any("EXISTS" in line for line in connection.command("NOOP")):
            lines = connection.command(f"UID FETCH {last + 1}:* (UID BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
            now = time.perf_counter()
            for line in lines:
                if found := re.search(r"UID (\d+).*paced (\d+)\b", line, re.DOTALL):
                    last = max(last, int(found[1]))
                    seen.setdefault(int(found[2]), now)
        time.sleep(0.005)
    sender.join()
    connection.close()
    if len(seen) < count:
        raise TimeoutError(f"{count - len(seen)} of {count} mails never came to {folder} of {login}")
    return [seen[number] - due[number] for number in seen]


def _open_at_end(connection, folder):
    for line in connection.command(f'SELECT "{folder}"'):
        if found := re.search(r"UIDNEXT (\d+)", line):
            return int(found[1]) - 1
    raise EOFError(f"cannot open {folder}")


def send_paced(port, recipient, count, due, answered=None):
    smtp = Smtp(("127.0.0.1", port))
    smtp.command("EHLO client.test.example")
    started = time.perf_counter()
    for number in range(count):
        due[number] = started + number / 20
        time.sleep(max(0, due[number] - time.perf_counter()))
        mail = compose("kunde@nordit.example", recipient, f"paced {number}", body="x" * 70 + "\n")
        begun = time.perf_counter()
        smtp.command("MAIL FROM:<kunde@nordit.example>")
        smtp.command(f"RCPT TO:<{recipient}>")
        smtp.data(mail)
        if answered is not None:
            answered[number] = time.perf_counter() - begun
    smtp.close()
