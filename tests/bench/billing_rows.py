"""What a month of bills costs: preview and run at three sizes, memory of the command, a booking with a contingent."""

import os
import statistics
import subprocess
import time

from bench_desk import send_one
from mails import compose

CUSTOMERS = 5000
FILL = """
insert into vorrang.customers (key, name, class, folder_name) select 'bench-' || n, 'Bench ' || n, 'C', 'Bench ' || n from generate_series(1, {customers}) n;
insert into vorrang.projects (key, customer_id) select k.key, k.id from vorrang.customers k where k.key like 'bench-%';
update vorrang.customers k set default_project_id = p.id from vorrang.projects p where p.customer_id = k.id and k.key like 'bench-%';
insert into vorrang.buyers (customer_id, city) select k.id, 'Berlin' from vorrang.customers k where k.key like 'bench-%';
insert into vorrang.tickets (
    number, channel_id, customer_id, sla_id, calendar_id, status, class, trust, subject, sender_address, token, note_token, received_at, changed_at,
    response_started_at, response_due, resolution_due, response_seconds, resolution_seconds, closed_at, response_running, resolution_running)
select 100000000 + k.id, c.id, k.id, c.sla_id, c.calendar_id, 'closed', 'C', 'unproven', 'bench', 'bench@elsewhere.example', 'bench-' || k.id,
       'bench-note-' || k.id, '2026-11-01Z', '2026-11-01Z', '2026-11-01Z', '2026-11-03Z', '2026-11-09Z', 1, 1, '2026-11-10Z', false, false
  from vorrang.customers k, vorrang.channels c where k.key like 'bench-%' and c.key = 'support';
"""
ENTRIES = """
with e as (
    insert into vorrang.time_entries (ticket_number, agent_id, at, started_at, minutes, comment)
    select 100000000 + k.id, (select min(a.id) from vorrang.agents a), x.at, x.at, 5 + n % 50, 'worked on it'
      from vorrang.customers k, generate_series(1, {each}) n,
           lateral (select timestamptz '2026-11-05Z' + n * interval '1 hour' / greatest({each} / 400, 1) as at) x
     where k.key like 'bench-%'
    returning id, ticket_number, started_at, minutes),
r as (
    insert into vorrang.time_releases (entry_id, at, by, customer_id, project_id, worked_on)
    select e.id, '2026-11-30Z', 'admin', t.customer_id, k.default_project_id, e.started_at::date
      from e join vorrang.tickets t on t.number = e.ticket_number join vorrang.customers k on k.id = t.customer_id
    returning entry_id)
insert into vorrang.time_parts (entry_id, position, started_at, minutes, source, hour_minor, currency)
select e.id, 1, e.started_at, e.minutes, 'rate', 12000, 'EUR' from e;
"""
BOOKING = """
begin;
do $$
declare
    e vorrang.time_entries;
    v_start timestamptz := clock_timestamp();
begin
    e.ticket_number := (select max(t.number) from vorrang.tickets t where t.contract_id = (select n.id from vorrang.contracts n where n.key = 'heyer'));
    e.agent_id := (select min(a.id) from vorrang.agents a);
    for n in 1 .. 500 loop
        e.at := now();
        e.minutes := 5;
        perform vorrang.book(e, 'anna', 'smtp');
    end loop;
    perform set_config('bench.took', (extract(epoch from clock_timestamp() - v_start) / 500 * 1000)::text, true);
end $$;
select current_setting('bench.took');
rollback;
"""


def run(desk, *arguments):
    """Seconds, and the command's peak memory in MiB."""
    started = time.perf_counter()
    command = [desk.directory / "bin/vorrang", "--config", desk.directory / "etc/vorrang.toml", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise EOFError(f"vorrang {arguments}: {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def bookings(desk, table, _size):
    desk.vorrang("contingent", "set", "bench", "--contract", "heyer", "--time", "2000h")
    send_one(desk.ports["ours"], "support@desk.example",
             compose("kunde@heyer.example", "support@desk.example", "Booked", body="Book on it.\n"), "kunde@heyer.example")
    desk.settle()
    middle = statistics.median(float(desk.superuser.run(BOOKING, timeout=60).split()[-1]) for _ in range(5))
    table.limit("a booking with a contingent, in its transaction", f"{middle:.2f}", " ms", "< 1 ms", middle < 1)


def billing(desk, table, size):
    desk.vorrang("seller", "set", "main", "--name", "Desk GmbH", "--step", "15m")
    desk.superuser.run(FILL.format(customers=CUSTOMERS), timeout=300)
    for entries in size.entries:
        desk.superuser.run(ENTRIES.format(each=entries // CUSTOMERS), timeout=600)
        desk.superuser.run("vacuum analyze vorrang.time_entries, vorrang.time_releases, vorrang.time_parts, vorrang.bill_lines",
                           timeout=300)
        previewed, _ = run(desk, "bill", "preview", "--month", "2026-11")
        ran, memory = run(desk, "bill", "run", "--month", "2026-11")
        last = entries == max(size.entries)
        table.row(f"bills of {entries:,} entries over {CUSTOMERS:,} customers: preview, run ({memory:.0f} MiB)", f"{previewed:.1f} s, {ran:.1f} s", "",
                  f"{1e6 * ran / entries:.0f} µs an entry", "< 60 s, < 120 s" if last else "", previewed < 60 and ran < 120 if last else None)
