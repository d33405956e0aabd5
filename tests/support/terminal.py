"""A program on a terminal of its own (tmux), its screen as text."""

import itertools
import os
import re
import shlex
import subprocess

_numbers = itertools.count(1)


class Terminal:
    def __init__(self, words, width=110, height=22):
        # A server of its own: one that is being ended still answers for a moment.
        self.name = f"vorrang-test-{os.getpid()}-{next(_numbers)}"
        # It stays to be looked at when the program ends at once.
        command = " ".join(shlex.quote(str(word)) for word in words) + "; sleep 60"
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", str(width), "-y", str(height), command)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._tmux("kill-server")

    def _tmux(self, *words):
        done = subprocess.run(["tmux", "-L", self.name, *words], capture_output=True, check=False, timeout=30,
                              env=os.environ | {"LANG": "C.UTF-8"})
        return done.stdout.decode(errors="replace")

    def lines(self):
        """The screen."""
        return self._tmux("capture-pane", "-p").splitlines()

    def colours(self, text):
        """The number of the foreground colour (SGR) in which each line with this text is written there."""
        now, found = "", []
        screen = self._tmux("capture-pane", "-p", "-e")
        for change, here in re.findall(r"\x1b\[([\d;]*)m|(" + re.escape(text) + ")", screen):
            if here:
                found.append(now)
            else:
                now = next((number for number in reversed(change.split(";")) if re.fullmatch(r"3\d|9\d|0?", number)), now)
        return found

    def type(self, *keys):
        self._tmux("send-keys", *keys)
