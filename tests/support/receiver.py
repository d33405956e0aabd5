"""A program that takes webhooks over TLS, with a certificate of its own authority; it knows nothing of ours but the standard."""

import base64
import hashlib
import hmac
import http.server
import json
import socket
import ssl
import subprocess
import threading
import time


class Call:
    """What arrived."""

    def __init__(self, headers, body):
        self.key = headers["webhook-id"]
        self.idempotency = headers["Idempotency-Key"]
        self.instant = int(headers["webhook-timestamp"])
        self.signatures = headers["webhook-signature"].split(" ")
        self.body = body
        self.at = time.time()

    @property
    def json(self):
        return json.loads(self.body)

    def signed_by(self, secret):
        """As https://www.standardwebhooks.com verifies it."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        text = f"{self.key}.{self.instant}.".encode() + self.body
        wanted = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
        return wanted in self.signatures


class Receiver:
    """Answers with `answers` in turn, the last one for ever: (status, headers) or a status; None: no answer at all."""

    def __init__(self, directory, port=0):
        self.directory = directory
        self.calls = []
        self.answers = [200]
        self._make_certificate()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(directory / "receiver.pem", directory / "receiver.key")
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"https://localhost:{self.port}/hook"

    @property
    def authority(self):
        return self.directory / "receiver.pem"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _make_certificate(self):
        if not self.authority.exists():
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                 "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                 "-keyout", self.directory / "receiver.key", "-out", self.authority], check=True, capture_output=True)
            self.authority.chmod(0o644)

    def _handler(receiver):  # pylint: disable=no-self-argument
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.calls.append(Call(self.headers, body))
                answer = receiver.answers.pop(0) if len(receiver.answers) > 1 else receiver.answers[0]
                if answer is None:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                status, headers = answer if isinstance(answer, tuple) else (answer, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(b"so says\x00the \xff\r\nreceiver\x1b[2J")

            def log_message(self, *_):
                pass

        return Handler
