"""kill -9 of the parts of one desk, whole or a single process of theirs, and bringing them back."""

import os
import pathlib
import shutil
import signal
import subprocess
import time


def processes(program):
    """Ids of the processes that run this file."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.readlink(entry / "exe") == program:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def parent(pid):
    try:
        return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def children(pid):
    try:
        return [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def command_line(pid):
    """Its words, each followed by a space; nothing when it is gone."""
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def is_dovecot_of(directory, pid):
    """Dovecot's processes are children of their master. (Their environment is overwritten by their titles.)"""
    return parent(pid) == int((directory / "run/dovecot/master.pid").read_text())


def _slay(pids):
    killed = 0
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
            killed += 1
        except ProcessLookupError:
            continue
    return killed


class Killer:
    """Each kill_… returns how many processes it ended."""

    def __init__(self, desk, superuser, dice):
        self._desk = desk
        self._directory = desk.directory
        self._superuser = superuser
        self._dice = dice
        self._tracer = None

    # --- whole parts: `contrib/demo start` brings them back ---

    def program_id(self, part):
        return int((self._directory / "run/pid" / part).read_text().split()[0])

    def kill_milter(self, _waiting=()):
        return _slay([self.program_id("milter")])

    def kill_vorrangd(self, _waiting=()):
        return _slay([self.program_id("vorrangd")])

    def stop_postgres(self, _waiting=()):
        self._superuser.control("stop", "-m", "immediate", "-w")
        return 1

    def kill_postfix(self, _waiting=()):
        return _slay(self._postfix("master")) + _slay(
            [pid for program in ("smtpd", "cleanup", "qmgr", "lmtp", "smtp", "trivial-rewrite", "bounce", "proxymap",
                                 "anvil", "pickup", "postlogd", "error", "scache", "showq")
             for pid in self._postfix(program)])

    # --- single processes: their masters make new ones ---

    def _postfix(self, program):
        queue = str(self._directory / "postfix/queue")
        found = []
        for pid in processes(f"/usr/lib/postfix/sbin/{program}"):
            try:
                if os.readlink(f"/proc/{pid}/cwd") == queue:
                    found.append(pid)
            except OSError:
                continue
        return found

    def _smtpd(self, port):
        return [pid for pid in self._postfix("smtpd") if f":{port} " in command_line(pid)]

    def kill_smtpd(self, _waiting=()):
        port = int(self._desk.port_base) + 25
        return self._one_or_all(self._smtpd(port), _waiting)

    def kill_outbox_smtpd(self, _waiting=()):
        port = int(self._desk.port_base) + 28
        return self._one_or_all(self._smtpd(port), _waiting)

    def kill_cleanup(self, _waiting=()):
        return self._one_or_all(self._postfix("cleanup"), _waiting)

    def kill_imap(self, _waiting=()):
        found = [pid for pid in processes("/usr/lib/dovecot/imap") if is_dovecot_of(self._directory, pid)]
        return self._one_or_all(found, ())

    def kill_backend(self, waiting=()):
        """One process of PostgreSQL that serves us: all others are ended by the postmaster."""
        if waiting:
            return _slay(waiting[:1])
        postmaster = int((self._directory / "pg/postmaster.pid").read_text().split()[0])
        backends = [pid for pid in processes("/usr/lib/postgresql/15/bin/postgres")
                    if parent(pid) == postmaster and " vorrang_" in command_line(pid)]
        return self._one_or_all(backends, ())

    def end_backends(self, waiting=()):
        """Politely: their transactions are rolled back, nobody else is hurt."""
        self._superuser.run(f"select pg_terminate_backend(pid) from unnest(array{list(waiting)}::integer[]) pid")
        return len(waiting)

    def kill_vorrangd_and_end_backends(self, waiting=()):
        return self.kill_vorrangd() + self.end_backends(waiting)

    def _one_or_all(self, pids, waiting):
        """At a named point all of them, so that the one that waits there is hit; else one by chance."""
        if not waiting and pids:
            pids = [self._dice.choice(pids)]
        return _slay(pids)

    # --- a program at its next, second, … system call of some kind ---

    def trap_milter(self):
        self._trap("milter")

    def trap_vorrangd(self):
        self._trap("vorrangd")

    def _trap(self, part):
        if not shutil.which("strace"):
            return
        calls = "sendto,recvfrom,write,writev,read,poll,epoll_wait,sendmsg,recvmsg,connect,close"
        count = self._dice.randint(1, 60)
        self._tracer = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-p", str(self.program_id(part)), "-e", f"trace={calls}",
             "-e", f"inject={calls}:signal=KILL:when={count}"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def trapped(self, part):
        """Waits for the trap to have caught the program; else kills it where it is."""
        pid = self.program_id(part)
        end = time.monotonic() + 1.5
        while time.monotonic() < end and os.path.exists(f"/proc/{pid}/exe"):
            time.sleep(0.02)
        killed = _slay([pid]) or 1
        if self._tracer:
            self._tracer.terminate()
            try:
                self._tracer.wait(5)
            except subprocess.TimeoutExpired:  # it waits for a program that is no more
                self._tracer.kill()
                self._tracer.wait(10)
            self._tracer = None
        return killed
