"""Plays a dialogue (dialogues/README says what its lines mean)."""

import re
import secrets
import smtplib
import subprocess
import time

from connection import Connection

VARIABLE = re.compile(r"\{([a-zA-Z_]\w*)\}")
LINE = re.compile(r"(\w+) ([CSNTUAPQ]): ?(.*)")
PATIENCE = 10


class Failure(Exception):
    pass


class Script:
    def __init__(self, path, env, demo):
        self.lines = path.read_text().splitlines()
        self.env = env
        self.demo = demo
        self.variables = {"run": secrets.token_hex(4)}
        self.connections = {}
        self.answers = {}
        self.at = 0

    def play(self):
        try:
            while self.at < len(self.lines):
                self.at += 1
                self._step(self.lines[self.at - 1])
        except (Failure, OSError, EOFError) as error:
            raise Failure(f"line {self.at} ({self.lines[self.at - 1].strip()}): {error}") from error
        finally:
            for connection in self.connections.values():
                connection.close()

    def _step(self, text):
        if not text.strip() or text.startswith("#"):
            return
        word, _, rest = text.partition(" ")
        verbs = {"use": self._use, "mail": self._mail, "demo": self._demo, "done": self._done, "sleep": self._sleep}
        if word in verbs:
            verbs[word](self._filled(rest))
        elif found := LINE.fullmatch(text):
            name, kind, rest = found.groups()
            getattr(self, f"_line_{kind}")(name, rest)
        else:
            raise Failure("not understood")

    def _filled(self, text, pattern=False):
        def value(found):
            name = found.group(1)
            if name not in self.variables:
                raise Failure(f"there is no variable {{{name}}}")
            return re.escape(self.variables[name]) if pattern else self.variables[name]

        return VARIABLE.sub(value, text)

    def _block(self):
        """The indented lines that follow, as a mail."""
        lines = []
        while self.at < len(self.lines) and (self.lines[self.at].startswith("    ") or not self.lines[self.at].strip()):
            lines.append(self._filled(self.lines[self.at][4:]))
            self.at += 1
        while lines and not lines[-1]:
            lines.pop()
        return "\r\n".join(lines) + "\r\n"

    # --- verbs ---

    def _use(self, rest):
        name, login = rest.split()
        self.connections[name] = Connection(self.env["VORRANG_IMAP"], login)

    def _mail(self, rest):
        sender, recipient = rest.split()
        host, port = self.env["VORRANG_SMTP"].rsplit(":", 1)
        with smtplib.SMTP(host, int(port), "client.test.example", timeout=30) as smtp:
            smtp.sendmail(sender, [recipient], self._block().encode())

    def _demo(self, rest):
        if callable(self.demo):
            self.demo(*rest.split())
            return
        done = subprocess.run([*self.demo, *rest.split()], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode != 0:
            raise Failure(done.stderr.decode(errors="replace"))

    def _done(self, name):
        self.connections[name].done()

    def _sleep(self, seconds):
        time.sleep(float(seconds))

    # --- lines of a connection ---

    def _line_C(self, name, text):
        self.answers[name] = self.connections[name].command(self._filled(text))

    def _line_A(self, name, text):
        self.answers[name] = self.connections[name].append(self._filled(text), self._block())

    def _line_S(self, name, text):
        lines = self.answers[name]
        for index, line in enumerate(lines):
            if self._matches(text, line):
                self.answers[name] = lines[index + 1 :]
                return
        raise Failure("no such line in:\n    " + "\n    ".join(lines))

    def _line_N(self, name, text):
        for line in self.answers[name]:
            if self._matches(text, line):
                raise Failure(f"not expected: {line}")

    def _line_T(self, name, text):
        tag, _, line = self.answers[name][-1].partition(" ")
        if tag != self.connections[name].tag or not self._matches(text, line):
            raise Failure(f"the answer was: {line}")

    def _line_U(self, name, text):
        command, pattern = self._filled_command(text)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            # Dovecot itself looks for news at most every 5 s, unless it is asked.
            self.connections[name].command("NOOP")
            self.answers[name] = self.connections[name].command(command)
            if any(self._matches(pattern, line) for line in self.answers[name]):
                return
            time.sleep(0.1)
        raise Failure("never came; the last answer:\n    " + "\n    ".join(self.answers[name]))

    def _filled_command(self, text):
        command, arrow, pattern = text.partition(" => ")
        if not arrow:
            raise Failure("needs COMMAND => PATTERN")
        return self._filled(command), pattern

    def _line_P(self, name, text):
        seen = []
        for line in self.connections[name].pushed(PATIENCE):
            seen.append(line)
            if self._matches(text, line):
                return
        raise Failure("never pushed; came:\n    " + "\n    ".join(seen))

    def _line_Q(self, name, text):
        for line in self.connections[name].pushed(1):
            if self._matches(text, line):
                raise Failure(f"not expected: {line}")

    def _matches(self, pattern, line):
        found = re.search(self._filled(pattern, pattern=True), line, re.DOTALL)
        if found:
            self.variables.update({key: value for key, value in found.groupdict().items() if value is not None})
        return found is not None
