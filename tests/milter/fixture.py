"""The real vorrang-milter over a throw-away PostgreSQL with the real schema."""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "support"))

from milter_client import MilterClient  # noqa: E402

CLUSTER = TESTS / "support" / "throwaway-cluster"
PROGRAM = os.environ.get("VORRANG_MILTER", "vorrang-milter")

FROM = ("From", ' "Ina Heyer" <kunde@heyer.example>')
TO = ("To", " support@desk.example")


def mail(message_id, *headers, subject="Outage", body=b"Nothing works.\r\n", sender=FROM, to=TO):
    fields = [sender, to, ("Subject", f" {subject}"), ("Date", " Sun, 22 Nov 2026 10:00:00 +0000"), *headers]
    if message_id:
        fields.append(("Message-ID", f" <{message_id}@heyer.example>"))
    return fields, body


def stored_form(message):
    """A mail's header and body as they are stored, without our two lines."""
    headers, body = message
    lines = b"".join(_bytes(name) + b":" + _bytes(value).replace(b"\n", b"\r\n") + b"\r\n" for name, value in headers)
    return lines, body


def _bytes(text):
    return text if isinstance(text, bytes) else text.encode()


class Cluster:
    """One PostgreSQL for all tests of a run; each test class gets an empty schema with a small world."""

    def __init__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="vm-", dir="/var/tmp"))
        self.directory.chmod(0o755)
        self.pg = self.directory / "pg"
        self.run("up")

    def run(self, verb, *arguments, **options):
        return subprocess.run([CLUSTER, verb, self.pg, *arguments], check=True, **options)

    def sql(self, text, role="postgres"):
        done = subprocess.run([CLUSTER, "psql", self.pg, role, "-At", "-f", "-"], input=text, text=True,
                              capture_output=True, check=False)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return done.stdout.strip()

    def remove(self):
        self.run("down")
        shutil.rmtree(self.directory)


class MilterTest(unittest.TestCase):
    """A milter on a desk of its own; `configuration` names the file beside this one."""

    configuration = "desk.conf"
    cluster = None

    @classmethod
    def setUpClass(cls):
        cls.directory = MilterTest.cluster.directory / cls.__name__
        cls.directory.mkdir()
        (cls.directory / "spool").mkdir()
        (cls.directory / "pg").symlink_to(MilterTest.cluster.pg)
        cls.sql("truncate vorrang.tickets, vorrang.channels, vorrang.agents, vorrang.customers, vorrang.contacts, "
                "vorrang.slas, vorrang.calendars restart identity cascade")
        cls.sql((TESTS / "milter" / "world.sql").read_text(), role="vorrang_admin")
        cls.configure(cls.configuration)
        cls.process = None
        cls.start()

    @classmethod
    def tearDownClass(cls):
        cls.stop()

    @classmethod
    def configure(cls, name, **replacements):
        text = (TESTS / "milter" / name).read_text().replace("@DIR@", str(cls.directory))
        for old, new in replacements.items():
            text = text.replace(old, new)
        (cls.directory / "vorrang.toml").write_text(text)

    @classmethod
    def sql(cls, text, role="postgres"):
        return MilterTest.cluster.sql(text, role)

    @classmethod
    def start(cls):
        started = cls.log_text().count(": started ")
        cls.process = subprocess.Popen([PROGRAM, "--config", cls.directory / "vorrang.toml"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        cls.wait_for(lambda: cls.log_text().count(": started ") > started, "the milter")
        cls.process.stderr.close()

    @classmethod
    def stop(cls):
        if cls.process and cls.process.poll() is None:
            cls.process.terminate()
            cls.process.wait(15)

    @classmethod
    def log_text(cls):
        path = cls.directory / "log"
        return path.read_text() if path.exists() else ""

    @staticmethod
    def wait_for(condition, what, seconds=10):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"{what} did not come within {seconds} s")
            time.sleep(0.02)

    def client(self, **options):
        client = MilterClient(self.directory / "milter.sock", **options)
        self.addCleanup(client.close)
        return client

    def messages(self, where="true"):
        text = self.sql("select coalesce(json_agg(m order by m.id), '[]') from vorrang.messages m where " + where)
        return json.loads(text)

    def ticket(self, number):
        return json.loads(self.sql(f"select vorrang_api.ticket_show('{number}')", role="vorrang_admin"))

    def stored(self, message):
        """(header, body) as the database holds them."""
        rows = self.sql("select part, encode(data, 'hex') from vorrang.message_chunks "
                        f"where message_id = {message} order by part, n").splitlines()
        parts = {"0": b"", "1": b""}
        for row in rows:
            part, data = row.split("|")
            parts[part] += bytes.fromhex(data)
        return parts["0"], parts["1"]

    def assert_stored(self, message, sent):
        """What is stored is Return-Path, Received and the very bytes that were sent."""
        header, body = self.stored(message["id"])
        sent_header, sent_body = stored_form(sent)
        self.assertTrue(header.endswith(sent_header), f"{header[:300]!r} … does not end in {sent_header[:300]!r}")
        self.assertRegex(header[:-len(sent_header) or None].decode(),
                         r"\AReturn-Path: <[^>]*>\r\nReceived: .*(\r\n\t.*)*\r\n\Z")
        self.assertEqual(body, sent_body)
        self.assertEqual(message["size"], len(header) + len(body))
        self.assertEqual(message["body_size"], len(body))

    @contextlib.contextmanager
    def tables_held(self, table="vorrang.tickets"):
        """Nobody gets at the tickets, or at another table, inside this block."""
        holder = subprocess.Popen([CLUSTER, "psql", self.cluster.pg, "postgres", "-f", "-"], stdin=subprocess.PIPE,
                                  stdout=subprocess.DEVNULL, text=True)
        holder.stdin.write(f"begin;\nlock table {table};\n")
        holder.stdin.flush()
        self.wait_for(lambda: self.sql("select count(*) from pg_locks where mode = 'AccessExclusiveLock' "
                                       f"and relation = '{table}'::regclass and granted") == "1", "the lock")
        try:
            yield
        finally:
            holder.stdin.close()
            holder.wait()

    def wake_socket(self):
        path = self.directory / "wake.sock"
        path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        listener.bind(str(path))
        listener.settimeout(5)
        self.addCleanup(listener.close)
        return listener


def main(module):
    """Runs a test file by itself or all of them; 77 = skipped, as CTest is told."""
    if not pathlib.Path("/usr/lib/postgresql/15/bin/initdb").exists():
        print("skipped: postgresql-15 is not installed")
        sys.exit(77)
    MilterTest.cluster = Cluster()
    try:
        result = unittest.main(module=module, exit=False, verbosity=2).result
    finally:
        MilterTest.cluster.remove()
    sys.exit(0 if result.wasSuccessful() else 1)
