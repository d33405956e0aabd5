"""A milter that changes nothing and keeps the header and body bytes of each mail as Postfix gives them.

It stands beside ours in smtpd_milters, so that a test can compare what is stored with what came.
"""

import os
import socket
import struct
import threading

_LEADING_SPACE = 0x100000  # SMFIP_HDR_LEADSPC: values come with the blank after the colon
_SILENT = b"DAKQ"  # macros, abort, new connection, quit: no answer


class RecordingMilter:
    def __init__(self, path):
        self.path = str(path)
        self.mails = []
        self._listener = socket.socket(socket.AF_UNIX)
        if os.path.exists(self.path):
            os.unlink(self.path)
        self._listener.bind(self.path)
        os.chmod(self.path, 0o666)
        self._listener.listen(16)
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._listener.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._session, args=(connection,), daemon=True).start()

    def _session(self, connection):
        stream = connection.makefile("rwb")
        header, body = [], []
        while True:
            size = stream.read(4)
            if len(size) < 4:
                return
            packet = stream.read(struct.unpack("!I", size)[0])
            kind, data = packet[:1], packet[1:]
            if kind == b"O":
                _answer(stream, b"O" + struct.pack("!III", 6, 0, _LEADING_SPACE))
                continue
            if kind == b"L":
                name, value = data.split(b"\0")[:2]
                header.append(name + b":" + value)
            elif kind == b"B":
                body.append(data)
            elif kind == b"E":
                body.append(data)
                self.mails.append((_lines(header), b"".join(body)))
            if kind in (b"M", b"A"):
                header, body = [], []
            if kind not in (bytes([silent]) for silent in _SILENT):
                _answer(stream, b"c")


def _lines(header):
    """The header as it is written into a mail: each line ends with CRLF."""
    return b"".join(line.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") + b"\r\n" for line in header)


def _answer(stream, packet):
    stream.write(struct.pack("!I", len(packet)) + packet)
    stream.flush()
