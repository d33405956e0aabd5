"""Named points of the machinery, made from outside by the test database's superuser.

A gate is a trigger that waits for an advisory lock: while the test holds that lock, whoever comes to this point stands
there, in the middle of its transaction. A hold is a standby server that never answers: the commit is in the log, but
nobody is told. Neither needs a word in the programs.
"""

import json
import subprocess
import time

PG_BIN = "/usr/lib/postgresql/15/bin"
_GATE = 4711

# name: (number, table, event, condition). The names say where the one who waits stands.
GATES = {
    "intake before commit": (1, "retry_keys", "insert", "true"),
    "agent's mail before commit": (2, "messages", "insert", "new.kind = 'source'"),
    "outbox before claim": (3, "outbox", "update", "new.attempt > old.attempt"),
    "between claim and send": (4, "messages", "insert", "new.kind in ('confirmation', 'reply')"),
    "handed over, before the milter's commit": (
        5, "outbox", "update", "new.accepted_attempt is not null and new.accepted_attempt is distinct from old.accepted_attempt"),
    "notice before commit": (7, "notices", "update", "new.shown_size is not null and old.shown_size is null"),
    "between send and mark": (6, "outbox", "update", "new.state = 'sent' and old.state <> 'sent'"),
}

# name: what the statement whose commit is held looks like, and the gate at which somebody must stand first (while all
# commits are held, nothing would come as far).
HOLDS = {
    "intake after commit": ("%intake_store%", "intake before commit"),
    "agent's mail after commit": ("%agent_reply%", "agent's mail before commit"),
    "after the milter's commit, before the 250": ("%outbox_accept%", "handed over, before the milter's commit"),
    "after the mark": ("%outbox_sent%", "between send and mark"),
}


class Superuser:
    """psql as the cluster's superuser; of the desk's own cluster or of another beside it."""

    def __init__(self, desk, port=None, data=None):
        self.socket = desk.directory / "run/postgresql"
        self.port = port or int(desk.port_base) + 432
        self.data = data or desk.directory / "pg"

    def _command(self):
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "psql", "-X", "-q", "-At",
                "-v", "ON_ERROR_STOP=1", "-h", str(self.socket), "-p", str(self.port), "-U", "postgres", "-d", "vorrang"]

    def run(self, statement, timeout=30):
        done = subprocess.run(self._command(), input=statement.encode(), capture_output=True, check=False, cwd="/",
                              timeout=timeout)
        if done.returncode != 0:
            raise OSError(done.stderr.decode())
        return done.stdout.decode()

    def rows(self, query):
        """The rows of a query, as dictionaries."""
        return json.loads(self.run(f"select coalesce(json_agg(x), '[]') from ({query}) x"))

    def session(self):
        """A psql that stays, for locks that are to be held."""
        return subprocess.Popen(self._command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, cwd="/")

    def control(self, *arguments):
        subprocess.run(["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", f"{PG_BIN}/pg_ctl", "-D",
                        str(self.data), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=False, cwd="/", timeout=60)

    def wait_for(self, condition):
        while self.run(condition).strip() != "t":
            time.sleep(0.02)

    def answers(self):
        try:
            return bool(self.run("select 1"))
        except OSError:
            return False


def install(superuser):
    """The triggers. They stand in the test's database only."""
    statements = ["""
        create schema if not exists fault;
        grant usage on schema fault to public;
        create or replace function fault.pass_gate() returns trigger language plpgsql as $$
        begin
            perform pg_advisory_xact_lock_shared(4711, tg_argv[0]::integer);
            return new;
        end $$;"""]
    for number, table, event, condition in GATES.values():
        statements.append(f"create trigger gate_{number} before {event} on vorrang.{table} for each row"
                          f" when ({condition}) execute function fault.pass_gate({number});")
    superuser.run("".join(statements))


class Gate:
    """While open() is not called, everybody stops at the point."""

    def __init__(self, superuser, name):
        self._superuser = superuser
        self._number = GATES[name][0]
        self._session = superuser.session()
        self._session.stdin.write(f"select pg_advisory_lock({_GATE}, {self._number});\n".encode())
        self._session.stdin.flush()
        self._session.stdout.readline()

    def waiting(self):
        return [row["pid"] for row in self._superuser.rows(
            f"select pid from pg_locks where locktype = 'advisory' and classid = {_GATE} and objid = {self._number}"
            " and objsubid = 2 and not granted")]

    def open(self):
        self._session.stdin.close()
        self._session.wait(10)
        self._session.stdout.close()


class Hold:
    """While open() is not called, no commit is answered."""

    def __init__(self, superuser, name):
        self._superuser = superuser
        self._pattern, gate = HOLDS[name]
        self._gate = Gate(superuser, gate)
        self._settings = superuser.data / "vorrang.conf"
        self._before = self._settings.read_bytes()

    def waiting(self):
        if self._gate and self._gate.waiting():
            self._settings.write_bytes(self._before + b"synchronous_standby_names = 'nobody'\n")
            self._superuser.control("reload")
            self._superuser.wait_for("select current_setting('synchronous_standby_names') = 'nobody'")
            self._gate.open()
            self._gate = None
        return [row["pid"] for row in self._superuser.rows(
            f"select pid from pg_stat_activity where wait_event = 'SyncRep' and query like '{self._pattern}'")]

    def open(self):
        if self._gate:
            self._gate.open()
        self._settings.write_bytes(self._before)
        self._superuser.control("reload")


def close(superuser, name):
    return Gate(superuser, name) if name in GATES else Hold(superuser, name)


def reached(gate, seconds):
    """The backends that stand at the point; [] if nobody comes in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = gate.waiting()
        if found:
            return found
        time.sleep(0.02)
    return []
