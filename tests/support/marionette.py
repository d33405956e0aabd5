"""Speaks Marionette with a Thunderbird: the remote control that Gecko programs have built in."""

import base64
import json
import socket
import time


class MarionetteError(Exception):
    pass


class Marionette:
    """Runs chrome scripts; `prelude` stands before each of them."""

    def __init__(self, port, prelude="", wait=60):
        self.prelude = prelude
        self.socket = self._connect(port, wait)
        self.socket.settimeout(180)
        self.buffer = b""
        self.sent = 0
        self._read()  # the server says hello first
        # "ignore": any other behaviour closes the dialogs that tests want to read.
        self.command("WebDriver:NewSession", unhandledPromptBehavior="ignore")
        self.command("Marionette:SetContext", value="chrome")
        self.command("WebDriver:SetTimeouts", script=60000)

    @staticmethod
    def _connect(port, wait):
        end = time.monotonic() + wait
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), 2)
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def _more(self):
        data = self.socket.recv(65536)
        if not data:
            raise EOFError("Thunderbird hung up")
        self.buffer += data

    def _read(self):
        """One frame: LENGTH:JSON."""
        while b":" not in self.buffer:
            self._more()
        length, self.buffer = self.buffer.split(b":", 1)
        while len(self.buffer) < int(length):
            self._more()
        frame, self.buffer = self.buffer[: int(length)], self.buffer[int(length) :]
        return json.loads(frame)

    def command(self, name, **parameters):
        self.sent += 1
        frame = json.dumps([0, self.sent, name, parameters]).encode()
        self.socket.sendall(b"%d:%b" % (len(frame), frame))
        answer = self._read()
        while answer[:2] != [1, self.sent]:
            answer = self._read()
        _, _, error, result = answer
        if error:
            raise MarionetteError(f"{name}: {error.get('error')}: {error.get('message')}")
        return result

    def run(self, script, *arguments):
        """The JSON value that the script returns. It may await, and finds the arguments in `args`. None if a dialog
        opened in the main window meanwhile."""
        source = (
            "const done = arguments[arguments.length - 1], args = Array.from(arguments).slice(0, -1);"
            f"(async () => {{ {self.prelude}\n{script} }})()"
            ".then(value => done({ value: value ?? null }), error => done({ error: `${error}\\n${error.stack ?? ''}` }));"
        )
        answer = self.command("WebDriver:ExecuteAsyncScript", script=source, args=list(arguments), newSandbox=True)
        result = answer["value"] or {"value": None}
        if "error" in result:
            raise MarionetteError(result["error"])
        return result["value"]

    def picture(self):
        """The main window as PNG."""
        return base64.b64decode(self.command("WebDriver:TakeScreenshot", full=True, hash=False)["value"])
