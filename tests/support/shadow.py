"""What one IMAP session must believe: a shadow of its open folder, made of nothing but what the server told it."""

import collections
import re

from agent import TIMING, uid_numbers
from connection import Connection


class Violation(AssertionError):
    """The server said what no server may say (RFC 9051, 7162), or what this desk never says."""


class HungUp(Violation):
    """The session has ended."""


class Facts:
    """What never changes for a uid, in whichever session, of whichever agent, it is seen."""

    def __init__(self):
        self.known = {}

    def check(self, place, uid, name, value):
        if self.known.setdefault((place, uid, name), value) != value:
            raise Violation(f"{place} uid {uid}: {name} was {self.known[place, uid, name]!r}, is {value!r}")


class Session:
    """One connection of an agent. `uids` has None where the server has only counted."""

    def __init__(self, desk, agent, facts):
        self.desk, self.agent, self.facts = desk, agent, facts
        self.imap = Connection(desk.fixed["VORRANG_IMAP"], f"{agent}@staff.example", timeout=60)
        self.log = collections.deque(maxlen=40)
        self.folder, self.uids, self.flags, self.modseqs = None, [], {}, {}
        self.uidvalidity = self.highest = 0
        self.counted, self.confusions, self.earlier = True, 0, set()
        self.enabled = set()

    def close(self):
        self.imap.close()

    @property
    def place(self):
        """Rows and uids of a queue are shared by all agents, everything else is one's own."""
        return self.folder if self.folder.startswith(("Queues/", "Conversations/")) else f"{self.agent}:{self.folder}"

    # --- commands ---

    def command(self, text, expunges=True):
        """The lines of the answer, each applied to the shadow. expunges: may this command tell of them?"""
        lines = self.ask(text, lambda: self.imap.command(text), expunges)
        if re.match(r"t\d+ BAD", lines[-1]):
            raise Violation(f"{text}: {lines[-1]}")
        return lines

    def ask(self, text, send, expunges=True):
        self.log.append(f"> {text}")
        try:
            lines = list(send())
        except EOFError as end:
            raise HungUp(f"{text}: {end}") from None
        for line in lines:
            self.log.append(f"< {line[:300]}")
            self.hear(line, expunges)
        return lines

    def answer(self, lines):
        return TIMING.sub("", lines[-1].partition(" ")[2])

    def idle(self, seconds):
        self.command("IDLE")
        self.ask("(waits)", lambda: self.imap.pushed(seconds))
        self.ask("DONE", self.imap.done)

    def append(self, folder, mail):
        self.ask(f"APPEND {folder}", lambda: self.imap.append(f'"{folder}"', mail))

    def enable(self, what):
        self.command(f"ENABLE {what}")
        self.enabled.add(what)

    def select(self, folder, parameters="", verb="SELECT"):
        """Whether it is open now."""
        self.folder, self.uids, self.flags, self.modseqs, self.highest, self.earlier = folder, [], {}, {}, 0, set()
        lines = self.command(f'{verb} "{folder}"{parameters}')
        if not self.answer(lines).startswith("OK"):
            self.folder = None
            return False
        text = "\n".join(lines)
        validity = int(re.search(r"\[UIDVALIDITY (\d+)\]", text)[1])
        self.facts.check(self.place, 0, "UIDVALIDITY", validity)
        self.uidvalidity = validity
        return True

    def learn(self):
        """Fetches what the shadow does not know; afterwards it is complete. (More may come while it asks.)"""
        for _ in range(5):
            if self.uids or not self.counted:
                confusions = self.confusions
                self.command("UID FETCH 1:* (UID FLAGS MODSEQ INTERNALDATE RFC822.SIZE)")
                self.counted = self.confusions == confusions
            if self.counted and None not in self.uids:
                return
        raise Violation(f"{self.folder}: after FETCH 1:* some of {len(self.uids)} mails are unknown")

    # --- answers ---

    def hear(self, line, expunges):
        if found := re.match(r"\* (\d+) EXISTS", line):
            self.exists(int(found[1]))
        elif found := re.match(r"\* (\d+) EXPUNGE", line):
            if not expunges:
                raise Violation(f"{line} in answer to FETCH, STORE or SEARCH by numbers")
            self.expunge(int(found[1]))
        elif found := re.match(r"\* VANISHED (\(EARLIER\) )?(\S+)", line):
            self.vanished(set(uid_numbers(found[2])), bool(found[1]), expunges)
        elif found := re.match(r"\* (\d+) FETCH \(", line):
            self.fetched(int(found[1]), line)
        elif found := re.search(r"\[HIGHESTMODSEQ (\d+)\]", line):
            self.highest = max(self.highest, int(found[1]))
        elif line.startswith("* BYE"):
            raise HungUp(line)

    def exists(self, count):
        self.counted = True
        if count < len(self.uids):
            raise Violation(f"EXISTS {count}, but {len(self.uids)} were there and none was expunged")
        self.uids += [None] * (count - len(self.uids))

    def expunge(self, number):
        if not 1 <= number <= len(self.uids):
            raise Violation(f"EXPUNGE {number} of {len(self.uids)}")
        self.forget(self.uids.pop(number - 1))

    def vanished(self, uids, earlier, expunges):
        if earlier:
            self.earlier |= uids
            return
        if "QRESYNC" not in self.enabled:
            raise Violation("VANISHED to one who did not ask for it")
        if not expunges:
            raise Violation("VANISHED in answer to FETCH, STORE or SEARCH by numbers")
        if None in self.uids:
            # Which of the unknown ones went cannot be told: EXISTS or learn() says how many are left.
            self.counted = False
            self.confusions += 1
            self.uids = [uid for uid in self.uids if uid is not None]
        elif not uids & set(self.uids):
            raise Violation(f"VANISHED {sorted(uids)[:5]}, of which none was there")
        self.uids = [uid for uid in self.uids if uid not in uids]
        for uid in uids & set(self.flags):
            self.forget(uid)

    def forget(self, uid):
        self.flags.pop(uid, None)
        self.modseqs.pop(uid, None)

    def fetched(self, number, line):
        if not self.counted:
            self.uids += [None] * (number - len(self.uids))
        if not 1 <= number <= len(self.uids):
            raise Violation(f"FETCH {number} of {len(self.uids)}")
        head = re.sub(r"(BODY\[[^]]*\]|ENVELOPE).*", "", line, flags=re.DOTALL)
        uid = int(found[1]) if (found := re.search(r"UID (\d+)", head)) else self.uids[number - 1]
        if uid is None:
            return
        if self.uids[number - 1] not in (None, uid):
            raise Violation(f"mail {number} was uid {self.uids[number - 1]}, is {uid}")
        before = [known for known in self.uids[: number - 1] if known is not None]
        if before and before[-1] >= uid:
            raise Violation(f"uid {uid} stands behind uid {before[-1]}")
        self.uids[number - 1] = uid
        self.keep(uid, head)
        if "BODY[" not in line and (found := re.search(r"(ENVELOPE \(.*)\)$", line, re.DOTALL)):
            self.facts.check(self.place, uid, "ENVELOPE", found[1])

    def keep(self, uid, head):
        for name, pattern in (("INTERNALDATE", r'INTERNALDATE "([^"]+)"'), ("SIZE", r"RFC822\.SIZE (\d+)")):
            if found := re.search(pattern, head):
                self.facts.check(self.place, uid, name, found[1])
        flags = frozenset(found[1].split()) - {"\\Recent"} if (found := re.search(r"FLAGS \(([^)]*)\)", head)) else None
        modseq = int(found[1]) if (found := re.search(r"MODSEQ \((\d+)\)", head)) else None
        if modseq is not None:
            if modseq < self.modseqs.get(uid, 0):
                raise Violation(f"uid {uid}: modseq fell from {self.modseqs[uid]} to {modseq}")
            if flags is not None and modseq == self.modseqs.get(uid) and flags != self.flags.get(uid, flags):
                raise Violation(f"uid {uid}: flags {set(self.flags[uid])} became {set(flags)} at the same modseq {modseq}")
            if flags is None and modseq != self.modseqs.get(uid):
                self.flags.pop(uid, None)  # of a silent STORE
            self.modseqs[uid] = modseq
        if flags is not None:
            self.flags[uid] = flags
