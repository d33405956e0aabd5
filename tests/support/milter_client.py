"""The MTA's side of the milter protocol (version 6), as Postfix speaks it: for tests of a real milter."""

import socket
import struct
from dataclasses import dataclass, field

ALL_ACTIONS = 0x1FF
ALL_STEPS = 0x1FFFFF
LEADING_SPACE = 0x100000
# Stages by the flag with which a milter says that it gives no answer to them.
SILENT_STAGES = {b"C": 0x1000, b"H": 0x2000, b"M": 0x4000, b"R": 0x8000, b"T": 0x10000, b"N": 0x40000,
                 b"L": 0x80, b"B": 0x80000}
# Stages by the flag with which a milter says that it does not want them.
UNWANTED_STAGES = {b"C": 0x1, b"H": 0x2, b"M": 0x4, b"R": 0x8, b"B": 0x10, b"L": 0x20, b"N": 0x40, b"T": 0x200}
BODY_CHUNK = 65535
VERDICTS = {b"c": "continue", b"a": "accept", b"r": "reject", b"t": "tempfail", b"d": "discard", b"y": "reply"}


@dataclass
class Answer:
    """What the milter said to one stage."""
    verdict: str = "continue"
    text: str = ""
    deleted: list = field(default_factory=list)
    headers: list = field(default_factory=list)  # (index, name, value) of each change

    @property
    def code(self):
        return self.text[:3] if self.text else {"reject": "550", "tempfail": "451"}.get(self.verdict, "250")


class Hangup(Exception):
    """The milter closed the connection: Postfix would say 451 4.7.1."""


class MilterClient:
    """One SMTP session. `macros` are those of the connect stage."""

    def __init__(self, path, daemon="PUBLIC", hostname="mx.desk.example", client="192.0.2.7", helo="mail.heyer.example",
                 actions=ALL_ACTIONS, steps=ALL_STEPS, timeout=60):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(timeout)
        self._socket.connect(str(path))
        try:
            self._negotiate(actions, steps)
        except Hangup:
            self._socket.close()
            raise
        self._macros(b"C", {"{daemon_name}": daemon, "j": hostname})
        connect = b"unknown\0" + (b"U" if client is None else b"4" + struct.pack("!H", 4711) + client.encode() + b"\0")
        self._stage(b"C", connect)
        self._stage(b"H", helo.encode() + b"\0")

    def close(self):
        try:
            self._send(b"Q")
        except OSError:
            pass
        self._socket.close()

    def drop(self):
        """As an smtpd that is killed: no QUIT."""
        self._socket.close()

    def begin(self, sender, login=None):
        if login:
            self._macros(b"M", {"{auth_authen}": login})
        return self._stage(b"M", _bytes(sender) + b"\0")

    def recipient(self, recipient):
        return self._stage(b"R", _bytes(recipient) + b"\0")

    def data(self):
        return self._stage(b"T", b"")

    def header(self, name, value):
        return self._stage(b"L", _bytes(name) + b"\0" + _bytes(value) + b"\0")

    def end_of_headers(self):
        return self._stage(b"N", b"")

    def body(self, content):
        answer = Answer()
        for at in range(0, len(content), BODY_CHUNK):
            answer = self._stage(b"B", content[at:at + BODY_CHUNK])
        return answer

    def end(self, queue_id="4ZqueueID"):
        self._macros(b"E", {"i": queue_id})
        return self._stage(b"E", b"")

    def abort(self):
        self._send(b"A")

    def send(self, mail, sender="<kunde@heyer.example>", recipients=("<support@desk.example>",), login=None,
             queue_id="4ZqueueID"):
        """A whole mail. `mail` is (headers, body). Returns the answer that ended it."""
        self.begin(sender, login)
        accepted = 0
        answer = Answer()
        for recipient in recipients:
            answer = self.recipient(recipient)
            accepted += answer.verdict == "continue"
        if not accepted:
            self.abort()
            return answer
        headers, body = mail
        for stage in ([self.data], *([self.header, name, value] for name, value in headers), [self.end_of_headers],
                      [self.body, body]):
            answer = stage[0](*stage[1:])
            if answer.verdict != "continue":
                return answer
        return self.end(queue_id)

    def _negotiate(self, actions, steps):
        self._send(b"O" + struct.pack("!III", 6, actions, steps))
        kind, data = self._receive()
        if kind != b"O":
            raise Hangup(f"negotiation was answered with {kind!r}")
        _, self.actions, self.steps = struct.unpack("!III", data[:12])
        self.wanted_macros = {}
        rest = data[12:]
        while len(rest) > 4:
            stage = struct.unpack("!I", rest[:4])[0]
            names, rest = rest[4:].split(b"\0", 1)
            self.wanted_macros[stage] = names.decode()

    def _stage(self, kind, data):
        if self.steps & UNWANTED_STAGES.get(kind, 0):
            return Answer()
        self._send(kind + data)
        if self.steps & SILENT_STAGES.get(kind, 0):
            return Answer()
        return self._answer()

    def _answer(self):
        answer = Answer()
        while True:
            kind, data = self._receive()
            if kind == b"-":
                answer.deleted.append(data.rstrip(b"\0").decode())
            elif kind == b"m":
                name, value = data[4:].split(b"\0")[:2]
                answer.headers.append((struct.unpack("!I", data[:4])[0], name.decode(), value.decode()))
            elif kind in VERDICTS:
                answer.verdict = VERDICTS[kind]
                answer.text = data.rstrip(b"\0").decode(errors="replace")
                return answer
            else:
                raise AssertionError(f"unexpected answer {kind!r} {data[:40]!r}")

    def _macros(self, stage, macros):
        self._send(b"D" + stage + b"".join(f"{name}\0{value}\0".encode() for name, value in macros.items()))

    def _send(self, packet):
        self._socket.sendall(struct.pack("!I", len(packet)) + packet)

    def _receive(self):
        size = struct.unpack("!I", self._read(4))[0]
        packet = self._read(size)
        return packet[:1], packet[1:]

    def _read(self, size):
        out = b""
        while len(out) < size:
            try:
                part = self._socket.recv(size - len(out))
            except ConnectionResetError:
                part = b""
            if not part:
                raise Hangup("the milter closed the connection")
            out += part
        return out


def _bytes(text):
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
