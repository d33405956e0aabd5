"""More vorrangd beside the desk's own, as on other hosts: clocks and outbox, each with its own sockets."""

import os
import re
import signal
import subprocess

DAEMON_UID = 47002  # contrib/demo's


class Daemon:
    """One of them; the first is the desk's own in all but its sockets."""

    def __init__(self, desk, number):
        self.directory = desk.directory
        self.number = number
        self.log = open(desk.directory / f"log/vorrangd-{number}.log", "ab")
        settings = (desk.directory / "etc/vorrang.toml").read_text()
        settings = re.sub(r"(run/(?:imap|wake))/([a-z]+)\.sock", rf"\1/\2-{number}.sock", settings)
        self.config = desk.directory / f"etc/vorrang-{number}.toml"
        self.config.write_text(settings)
        self.process = None
        self.start()

    def start(self):
        if self.process is None:
            self.process = subprocess.Popen(
                ["setpriv", f"--reuid={DAEMON_UID}", f"--regid={DAEMON_UID}", "--clear-groups", "--",
                 self.directory / "bin/vorrangd", "--config", self.config], stdout=self.log, stderr=self.log, cwd="/")

    def kill(self):
        """kill -9."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def pause(self):
        os.kill(self.process.pid, signal.SIGSTOP)

    def go_on(self):
        os.kill(self.process.pid, signal.SIGCONT)
