"""One IMAP connection that knows lines, literals and tags, and nothing else."""

import re
import socket
import time

LITERAL = re.compile(rb"\{(\d+)\}\r\n$")


class Connection:
    def __init__(self, address, login, password="demo", timeout=20):
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=timeout)
        self.buffer = b""
        self.count = 0
        self.tag = ""
        self.line()
        answer = self.command(f"LOGIN {login} {password}")
        if " OK" not in answer[-1]:
            raise EOFError(f"login of {login}: {answer[-1]}")

    def close(self):
        self.socket.close()

    def _receive(self):
        block = self.socket.recv(65536)
        if not block:
            raise EOFError("the server closed the connection")
        self.buffer += block

    def _take(self, count):
        while len(self.buffer) < count:
            self._receive()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def _raw_line(self):
        while b"\n" not in self.buffer:
            self._receive()
        return self._take(self.buffer.index(b"\n") + 1)

    def line(self):
        """A line with the literals inside it."""
        text = self._raw_line()
        while found := LITERAL.search(text):
            text += self._take(int(found.group(1)))
            text += self._raw_line()
        return text.decode("utf-8", "surrogateescape").rstrip("\r\n")

    def command(self, text):
        """Sends a command; all lines up to the tagged one (or to the `+` of a continuation)."""
        self.count += 1
        self.tag = f"t{self.count}"
        self.socket.sendall(f"{self.tag} {text}\r\n".encode())
        return self._until_tag()

    def append(self, arguments, message):
        body = message.encode()
        lines = self.command(f"APPEND {arguments} {{{len(body)}}}")
        if not lines[-1].startswith("+"):
            return lines
        self.socket.sendall(body + b"\r\n")
        return self._until_tag()

    def _until_tag(self):
        lines = []
        while not lines or not lines[-1].startswith((self.tag + " ", "+")):
            lines.append(self.line())
        return lines

    def done(self):
        self.socket.sendall(b"DONE\r\n")
        return self._until_tag()

    def pushed(self, seconds):
        """Lines that come by themselves, one by one, for so long at most."""
        until = time.monotonic() + seconds
        old = self.socket.gettimeout()
        try:
            while (left := until - time.monotonic()) > 0:
                self.socket.settimeout(left)
                yield self.line()
        except TimeoutError:
            return
        finally:
            self.socket.settimeout(old)
