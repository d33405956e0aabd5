"""A private desk for a test: contrib/demo in an own directory on own ports, removed at the end.

VORRANG_TEST_PORT names another port base; VORRANG_TEST_KEEP=1 leaves the directory.
"""

import functools
import imaplib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys

from killing import command_line, parent, processes
from mails import send_raw
from scenario import eventually

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Desk:
    def __init__(self, world=True, port_base=None):
        name = pathlib.Path(sys.argv[0]).stem
        self.directory = pathlib.Path("/var/tmp") / f"vorrang-test-{name}"
        self.port_base = port_base or os.environ.get("VORRANG_TEST_PORT", "23000")
        self.world = world

    def __enter__(self):
        self._remove()
        options = [] if self.world else ["--empty"]
        self.demo("up", "--no-build", "--port-base", self.port_base, *options)
        return self

    def __exit__(self, *_):
        self.demo("down")
        if not os.environ.get("VORRANG_TEST_KEEP"):
            self._remove()

    def _remove(self):
        if (self.directory / "port-base").exists():
            self.demo("down")
        shutil.rmtree(self.directory, ignore_errors=True)

    def demo(self, command, *arguments):
        """contrib/demo, with a sentence and its output when it fails."""
        words = [ROOT / "contrib/demo", command, *arguments, "--dir", self.directory]
        # No pipe: the daemons it starts must not keep one open.
        with open(f"{self.directory}.out", "w+b") as out:
            done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False, timeout=300)
            out.seek(0)
            text = out.read().decode(errors="replace")
        os.unlink(f"{self.directory}.out")
        if done.returncode != 0:
            raise RuntimeError(f"contrib/demo {command} failed:\n{text}")
        return text

    @property
    def env(self):
        return dict(line.split("=", 1) for line in self.demo("env").splitlines())

    @functools.cached_property
    def fixed(self):
        """What of env never changes: everything but the process ids."""
        return self.env

    # --- the parts ---

    def pid(self, part):
        return int(self.env[f"VORRANG_PID_{part.upper()}"] or 0)

    def kill(self, part):
        """kill -9: nothing restarts it."""
        os.kill(self.pid(part), signal.SIGKILL)

    def start(self, part):
        self.demo("start", part)

    def stop(self, part):
        self.demo("stop", part)

    def set_config(self, section, **values):
        """Settings of vorrang.toml; the programs read them when they start."""
        path = self.directory / "etc/vorrang.toml"
        lines = path.read_text().splitlines()
        begin = lines.index(f"[{section}]") + 1
        end = next((n for n in range(begin, len(lines)) if lines[n].startswith("[")), len(lines))
        kept = [line for line in lines[begin:end] if line.split("=")[0].strip() not in values]
        lines[begin:end] = [*(f'{name} = "{value}"' for name, value in values.items()), *kept]
        path.write_text("\n".join(lines) + "\n")

    def restart(self, *parts):
        for part in parts:
            self.stop(part)
            self.start(part)

    # --- the admin's command ---

    def run(self, *arguments, given=None):
        """The finished process of `vorrang ARGUMENTS`; `given`: what it reads."""
        program = self.directory / "bin/vorrang"
        config = self.directory / "etc/vorrang.toml"
        return subprocess.run([program, "--config", config, *arguments], capture_output=True, check=False, timeout=60, input=given)

    def vorrang(self, *arguments, given=None):
        done = self.run(*arguments, given=given)
        if done.returncode != 0:
            raise AssertionError(f"vorrang {' '.join(arguments)}: exit {done.returncode}: {done.stderr.decode()}")
        return done.stdout

    def json(self, *arguments):
        return json.loads(self.vorrang(*arguments, "--json"))

    def psql(self, text):
        """What the database's owner is told: for what no command does, such as letting time pass."""
        return subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", "-c", text, self.fixed["VORRANG_DSN"]], check=True,
                              capture_output=True, text=True, timeout=120).stdout.strip()

    def tickets(self):
        return sorted(self.json("ticket", "list", "--all"), key=lambda ticket: ticket["number"])

    def ticket(self, number):
        return self.json("ticket", "show", str(number))

    def raw(self, message):
        return self.vorrang("message", "show", str(message), "--raw")

    # --- mail ---

    def address(self, name):
        host, port = self.fixed[f"VORRANG_{name}"].rsplit(":", 1)
        return host, int(port)

    def send(self, sender, recipients, mail, service="SMTP", login=None):
        """Hands the bytes over as they are; (code, text) of the last answer."""
        if isinstance(recipients, str):
            recipients = [recipients]
        return send_raw(self.address(service), sender, recipients, mail, login)

    def sendmail(self, sender, recipient, mail):
        """The sendmail(1) of this desk's Postfix."""
        words = ["sendmail", "-C", self.directory / "postfix/etc", "-i", "-f", sender, recipient]
        subprocess.run(words, input=mail, check=True, timeout=30)

    def imap(self, login):
        connection = imaplib.IMAP4(*self.address("IMAP"))
        connection.login(login, "demo")
        return connection

    def mailbox(self, login, folder="INBOX"):
        """All mails in a folder, as bytes, without marking them read."""
        connection = self.imap(login)
        try:
            # Refused for a moment where a delivery makes the very first INBOX of this address just now.
            eventually(lambda: connection.select(folder, readonly=True)[0] == "OK", 3, f"SELECT of {folder}")
            _, uids = connection.uid("search", None, "ALL")
            return [connection.uid("fetch", uid, "(BODY.PEEK[])")[1][0][1] for uid in uids[0].split()]
        finally:
            connection.logout()

    def postconf(self, *settings):
        """Changes settings of this desk's Postfix; from here on every mail from outside meets them."""
        etc = self.directory / "postfix/etc"
        subprocess.run(["postconf", "-c", etc, "-e", *settings], check=True, timeout=30)
        before = self._intake_processes()
        subprocess.run(["postfix", "-c", etc, "reload"], check=True, timeout=30, capture_output=True)
        # reload(8) only asks: a process that waits for work goes on with the old settings until it has noticed.
        eventually(lambda: not before & self._intake_processes(), 10, "that no old process takes mail")

    def _intake_processes(self):
        """Those of Postfix that take mail. (vorrangd keeps its connections: the smtpd behind them stay as they are.)"""
        master = int((self.directory / "postfix/queue/pid/master.pid").read_text())
        doors = tuple(f"smtpd -n {self.fixed[f'VORRANG_{name}']} " for name in ("SMTP", "SMTP_RELAY", "SUBMISSION"))
        return {pid for program in ("smtpd", "cleanup") for pid in processes(f"/usr/lib/postfix/sbin/{program}")
                if parent(pid) == master and command_line(pid).startswith((*doors, "cleanup "))}

    def show_logs(self):
        for name in ("mail.log", "dovecot.log", "milter.log", "vorrangd.log", "postgres.log"):
            path = self.directory / "log" / name
            if path.exists():
                print(f"# --- end of {name}")
                for line in path.read_text(errors="replace").splitlines()[-60:]:
                    print("#", line)
