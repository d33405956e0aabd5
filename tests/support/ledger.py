"""Senders that never give up, and the book of what they were told.

A letter is handed over with the same bytes in a new SMTP session until the answer is 250. The ledger keeps each attempt.
"""

import hashlib
import threading
import time
from dataclasses import dataclass, field

from mails import send_raw

RETRY_PAUSE = 0.2


@dataclass
class Letter:
    """What is to arrive. `key` is its Message-ID; a reply's `customer` is who gets the answer."""
    key: str
    sender: str
    recipient: str
    mail: bytes
    kind: str = "mail"  # mail, reply
    service: str = "SMTP"
    login: str = None
    customer: str = None
    mark: str = ""  # words in the body that nobody else writes

    @property
    def digest(self):
        return hashlib.sha256(self.mail.split(b"\r\n\r\n", 1)[1]).hexdigest()


@dataclass
class Entry:
    letter: Letter
    codes: list = field(default_factory=list)
    texts: list = field(default_factory=list)

    @property
    def accepted(self):
        return bool(self.codes) and self.codes[-1] == 250

    @property
    def refused(self):
        return bool(self.codes) and self.codes[-1] >= 500


class Ledger:
    """Entries by key; each attempt is also a line of a file."""

    def __init__(self, path):
        self.entries = {}
        self._lock = threading.Lock()
        self._file = open(path, "a", encoding="utf-8", buffering=1)
        self._start = time.monotonic()

    def open(self, letter):
        with self._lock:
            self.entries[letter.key] = Entry(letter)

    def note(self, key, code, text):
        with self._lock:
            entry = self.entries[key]
            entry.codes.append(code)
            entry.texts.append(text)
            passed = time.monotonic() - self._start
            self._file.write(f"{passed:.3f}\t{key}\t{len(entry.codes)}\t{code}\t{text!r}\n")

    @property
    def attempts(self):
        return sum(len(entry.codes) for entry in self.entries.values())


class Post:
    """Hands letters over, each in a thread of its own."""

    def __init__(self, addresses, ledger):
        self._addresses = addresses
        self._ledger = ledger
        self._threads = []

    def send(self, letters):
        for letter in letters:
            self._ledger.open(letter)
            thread = threading.Thread(target=self._until_taken, args=(letter, 120), daemon=True)
            self._threads.append(thread)
            thread.start()

    def probe(self, letter, seconds):
        """The time until the desk takes this letter; None when it does not within the given seconds."""
        self._ledger.open(letter)
        start = time.monotonic()
        taken = self._until_taken(letter, seconds, pause=0.05)
        return time.monotonic() - start if taken else None

    def wait(self, seconds):
        end = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        left = [thread for thread in self._threads if thread.is_alive()]
        self._threads = left
        return not left

    def _until_taken(self, letter, seconds, pause=RETRY_PAUSE):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                code, text = send_raw(self._addresses[letter.service], letter.sender, [letter.recipient], letter.mail,
                                      letter.login)
            except OSError as error:
                code, text = 0, str(error)
            self._ledger.note(letter.key, code, text)
            if code == 250 or code >= 500:
                return code == 250
            time.sleep(pause)
        return False
