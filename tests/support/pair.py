"""Two PostgreSQL for one desk: a primary, and a standby without whose word no commit is answered."""

import os
import shutil
import signal
import subprocess
import time

from gates import PG_BIN, Superuser
from killing import children
from scenario import eventually

AS_POSTGRES = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]


class Pair:
    def __init__(self, desk):
        self.desk = desk
        self.primary = desk.superuser
        self.standby = Superuser(desk, self.primary.port + 1, desk.directory / "pg-standby")
        self._frozen = []

    def dsn(self):
        """As an admin writes it."""
        nodes = sorted((self.primary, self.standby), key=lambda node: node.port)
        return (f"host={','.join(str(node.socket) for node in nodes)} port={','.join(str(node.port) for node in nodes)}"
                " dbname=vorrang target_session_attrs=read-write")

    def replicate(self):
        """The standby anew, as a copy of the primary; from now on each commit waits for it."""
        self._unwait(self.primary)
        hba = self.primary.data / "pg_hba.conf"
        if "replication" not in hba.read_text():
            hba.write_text("local replication postgres peer\n" + hba.read_text())
        self.primary.control("reload")
        shutil.rmtree(self.standby.data, ignore_errors=True)
        self.standby.data.mkdir(mode=0o700)
        shutil.chown(self.standby.data, "postgres", "postgres")
        subprocess.run([*AS_POSTGRES, f"{PG_BIN}/pg_basebackup", "-h", self.primary.socket, "-p", str(self.primary.port), "-U", "postgres",
                        "-D", self.standby.data, "-R", "-X", "stream", "-c", "fast"], check=True, capture_output=True, cwd="/", timeout=120)
        self.start(self.standby)
        self.primary.run("alter system set synchronous_standby_names = '*'")
        self.primary.control("reload")
        eventually(lambda: self.primary.run("select sync_state from pg_stat_replication").strip() == "sync", 20, "a synchronous standby")

    def start(self, node):
        log = self.desk.directory / f"log/{node.data.name}.log"
        log.touch()
        shutil.chown(log, "postgres", "postgres")
        node.control("start", "-l", str(log), "-w", "-o",
                     f"-c listen_addresses=127.0.0.1 -c port={node.port} -c unix_socket_directories={node.socket}")
        eventually(node.answers, 20, f"the cluster on port {node.port}")

    def kill(self, node):
        """All of its processes at once, as when its machine dies."""
        _signal(node, signal.SIGKILL)
        for name in (f".s.PGSQL.{node.port}", f".s.PGSQL.{node.port}.lock"):
            (node.socket / name).unlink(missing_ok=True)
        (node.data / "postmaster.pid").unlink(missing_ok=True)

    def freeze(self, node):
        """It does not answer any more, and its kernel still takes connections."""
        self._frozen = _signal(node, signal.SIGSTOP)

    def thaw(self):
        for pid in self._frozen:
            os.kill(pid, signal.SIGCONT)
        self._frozen = []

    def promote(self):
        """The standby is the primary now, and waits for nobody; when it took writes."""
        self.standby.control("promote", "-w")
        self.primary, self.standby = self.standby, self.primary
        self._unwait(self.primary)
        eventually(lambda: self.primary.run("select pg_is_in_recovery()").strip() == "f", 20, "the promotion")
        self.desk.superuser = self.primary
        return time.time()

    def _unwait(self, node):
        node.run("alter system reset synchronous_standby_names")
        node.control("reload")

    def close(self):
        self.thaw()
        for node in (self.primary, self.standby):
            if (node.data / "postmaster.pid").exists():
                self.kill(node)


def _signal(node, number):
    """The postmaster first: it would replace its children. Which processes they were."""
    postmaster = int((node.data / "postmaster.pid").read_text().split()[0])
    pids = [postmaster, *children(postmaster)]
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue
    return pids
