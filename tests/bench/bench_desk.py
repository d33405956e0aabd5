"""The desk that is measured: contrib/demo, and beside its own smtpd services two of the same Postfix to compare with."""

import os
import pathlib
import re
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from desk import ROOT, Desk  # noqa: E402
from gates import Superuser  # noqa: E402

BUILD = pathlib.Path(os.environ.get("VORRANG_BUILD", ROOT / "build/release"))
SENDER = "kunde@heyer.example"
MAIL_SIZE = 4096


class BenchDesk(Desk):
    """`bare` has no milter, `discard` a milter that takes everything and keeps nothing."""

    def __init__(self, directory, port_base):
        super().__init__(port_base=str(port_base))
        self.directory = pathlib.Path(directory)
        self.ports = {"ours": int(port_base) + 25, "bare": int(port_base) + 29, "discard": int(port_base) + 30}
        self._milter = None

    def __enter__(self):
        build_discard_milter()
        super().__enter__()
        try:
            self.superuser = Superuser(self)
            self._start_discard_milter()
            self._add_services()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self._milter:
            self._milter.kill()
            self._milter.wait()
        super().__exit__()

    def _start_discard_milter(self):
        self._socket = self.directory / "run/discard.sock"
        self._milter = subprocess.Popen([BUILD / "tests/bench/discard-milter", f"unix:{self._socket}"], cwd="/",
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        wait(self._socket.exists, 10, "the discard milter's socket")

    def _add_services(self):
        etc = self.directory / "postfix/etc"
        for name, milters in (("bare", ""), ("discard", f"unix:{self._socket}")):
            service = f"127.0.0.1:{self.ports[name]}"
            postconf(etc, "-M", f"{service}/inet={service} inet n - n - - smtpd")
            postconf(etc, "-P", f"{service}/inet/syslog_name=postfix/{name}")
            postconf(etc, "-P", f"{service}/inet/smtpd_milters={milters}")
        domains = subprocess.run(["postconf", "-h", "-c", etc, "virtual_mailbox_domains"], check=True,
                                 capture_output=True, text=True).stdout.strip()
        # Foreign mail ends where it costs nothing, so that only the way in is measured.
        self.postconf(f"virtual_mailbox_domains={domains} sink.example",
                      "transport_maps=inline:{ { sink.example = discard: } }")
        for name in ("bare", "discard"):
            wait(lambda name=name: self._takes(name), 20, f"the service {name}")

    def _takes(self, name):
        mail = b"From: <kunde@heyer.example>\r\nSubject: hello\r\n\r\nhello\r\n"
        recipient = "nobody@sink.example" if name == "bare" else "support@desk.example"
        try:
            return send_one(self.ports[name], recipient, mail)[0] == 250
        except OSError:
            return False

    # --- what is measured with ---

    def smtp_source(self, service, recipient, count, sessions, size=MAIL_SIZE):
        """Seconds until the last 250. Each session stays connected."""
        words = ["smtp-source", "-4", "-d", "-l", str(size), "-m", str(count), "-s", str(min(sessions, count)), "-f",
                 SENDER, "-t", recipient, "-S", "Outage reported", "-M", "client.test.example",
                 f"127.0.0.1:{self.ports[service]}"]
        started = time.perf_counter()
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=300)
        return time.perf_counter() - started

    def settle(self):
        """Nothing under way: no mail in the queue, every change in its folders."""
        queue = self.directory / "postfix/queue"
        wait(lambda: not any(any((queue / name).iterdir()) for name in ("incoming", "active")), 120, "an empty queue")
        wait(lambda: self.number("select (select count(*) from vorrang.ticket_changes where not_before <= now())"
                                 " + (select count(*) from vorrang.covers_wanted where not_before <= now())") == 0, 600, "the projector")

    def live(self, mails):
        """A desk that has been running: some tickets, and what autovacuum would have learned of them in its first minute
        (plans made for empty tables are other plans)."""
        self.smtp_source("ours", "support@desk.example", mails, 10)
        self.settle()
        self.superuser.run("vacuum analyze")

    def number(self, query):
        return float(self.superuser.run(query).strip() or 0)


def build_discard_milter():
    if (BUILD / "tests/bench/discard-milter").exists():
        return
    done = subprocess.run(["cmake", "--build", BUILD, "--target", "discard-milter"], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        raise SystemExit(f"cannot build discard-milter in {BUILD}: build the project first (contrib/check)\n{done.stdout}")


def postconf(etc, *words):
    subprocess.run(["postconf", "-c", etc, *words], check=True, timeout=30)


def send_one(port, recipient, mail, sender=SENDER):
    from mails import send_raw
    return send_raw(("127.0.0.1", port), sender, [recipient], mail)


def wait(condition, seconds, what):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come within {seconds} s")
        time.sleep(0.02)


# --- processes ---

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid, children=False):
    """User and system time of a process; with children, also of those that have ended and those that live."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0
    own = sum(int(field) for field in fields[11 : 15 if children else 13]) / TICKS
    return own + (sum(cpu_seconds(child) for child in child_processes(pid)) if children else 0)


def child_processes(pid):
    text = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def forget_peak(pid):
    pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")


def memory(pid, field="VmHWM"):
    """MiB"""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"^{field}:\s+(\d+) kB", status, re.MULTILINE)[1]) / 1024


def processes_of(desk, program):
    """Dovecot's processes of this desk by program name."""
    return [pid for pid in child_processes(desk.fixed["VORRANG_PID_DOVECOT"]) if _program(pid) == program]


def _program(pid):
    try:
        return os.readlink(f"/proc/{pid}/exe")
    except OSError:
        return ""
