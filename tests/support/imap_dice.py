"""Random commands of several agents on several connections, while the desk lives underneath."""

import re

from agent import uid_numbers
from desk_happenings import CUSTOMERS, Happenings
from mails import compose
from shadow import Facts, HungUp, Session, Violation

SESSIONS = ("anna", "anna", "bernd", "bernd", "dora", "carla")
OURS = ("INBOX", "Mine", "Waiting", "Hold", "Closed", "Spam", "Watching", "Outgoing", "Queues/support", "Queues/sales",
        "Conversations/support", "Team/bernd", "Personal/Trash")
TARGETS = ("INBOX", "Mine", "Waiting", "Hold", "Hold/tomorrow", "Closed", "Spam", "Watching", "Queues/support", "Queues/sales",
           "Team/bernd", "Do/Release", "Do/Close quietly", "Do/Merge", "Do/Split", "Personal/Trash", "Personal/Inbox")
OWN_WORDS = ("later", "$Forwarded", "red-hot")
SEARCHES = ("ALL", "UNSEEN", "SEEN", "FLAGGED", "KEYWORD later", "SUBJECT outage", "SINCE 1-Jan-2026", "LARGER 500", "MODSEQ 1",
            "UNKEYWORD $label1", "TEXT works", "DELETED")


class Dice:
    """Every method is one command or one happening. `random` decides all of it."""

    def __init__(self, desk, random):
        self.desk, self.random = desk, random
        self.facts = Facts()
        self.sessions = [Session(desk, agent, self.facts) for agent in SESSIONS]
        self.remembered = []
        self.commands = self.appended = 0
        self.happens = Happenings(desk, random, self.sessions, self.facts)
        for session in self.sessions[::2]:
            session.enable("QRESYNC")
        self.verbs = (
            (6, self.select), (10, self.noop), (14, self.fetch), (4, self.read), (14, self.store), (4, self.conditional_store),
            (8, self.move), (4, self.copy), (4, self.expunge), (6, self.search), (5, self.status), (3, self.list_status),
            (2, self.append), (4, self.idle), (3, self.remember), (3, self.resync), (1, self.unselect))

    def close(self):
        for session in self.sessions:
            session.close()

    def hidden_from(self, session):
        """He may see the folder no more: Dovecot ends such a session. He logs in again."""
        fresh = Session(self.desk, session.agent, self.facts)
        if session.folder is None or fresh.select(session.folder):
            fresh.close()
            return False
        session.close()
        self.sessions[self.sessions.index(session)] = fresh
        if "QRESYNC" in session.enabled:
            fresh.enable("QRESYNC")
        return True

    def throw(self, table):
        return self.random.choices([what for _, what in table], [weight for weight, _ in table])[0]

    def run(self, commands):
        """So many commands, a happening for every eighth of them."""
        until = self.commands + commands
        while self.commands < until:
            if self.random.random() < 0.12:
                self.throw(self.happens.table)()
            session = self.random.choice(self.sessions)
            try:
                (self.throw(self.verbs) if session.folder else self.select)(session)
                self.commands += 1
                if session.folder and "QRESYNC" in session.enabled and (None in session.uids or not session.counted):
                    session.learn()
            except (Violation, TimeoutError) as violation:
                if isinstance(violation, HungUp) and self.hidden_from(session):
                    continue
                raise Violation(f"after {self.commands} commands, {session.agent} in {session.folder}: {violation}\n"
                                + "\n".join(session.log)) from None

    # --- choosing ---

    def some(self, known, most=4):
        """A set of a few of these, as IMAP writes it; now and then one that is not there."""
        if not known:
            return None
        chosen = self.random.sample(known, min(len(known), self.random.randint(1, most)))
        return ",".join(str(one) for one in chosen)

    def known(self, session):
        return [uid for uid in session.uids if uid is not None]

    def which(self, session):
        """("UID ", uids) or ("", numbers)"""
        if self.random.random() < 0.7:
            return "UID ", self.some(self.known(session))
        return "", self.some(list(range(1, len(session.uids) + 1)))

    # --- verbs ---

    def select(self, session):
        session.select(self.random.choice(OURS), verb=self.random.choice(("SELECT", "SELECT", "EXAMINE")))

    def noop(self, session):
        session.command(self.random.choice(("NOOP", "NOOP", "CHECK")))

    def fetch(self, session):
        if self.random.random() < 0.4:
            session.learn()
            return
        uid, which = self.which(session)
        items = self.random.choice(("(UID FLAGS MODSEQ)", "(UID FLAGS INTERNALDATE RFC822.SIZE)", "(UID ENVELOPE)",
                                    "(UID BODY.PEEK[HEADER.FIELDS (SUBJECT)])", "FAST"))
        if which:
            session.command(f"{uid}FETCH {which} {items}", expunges=bool(uid))

    def read(self, session):
        """A whole mail: its bytes are those of before, and as many as its size says."""
        which = self.some(self.known(session), 1)
        if not which:
            return
        peek = self.random.choice(("BODY.PEEK[]", "BODY[]"))
        for line in session.command(f"UID FETCH {which} (UID RFC822.SIZE {peek})"):
            found = re.match(r"\* \d+ FETCH \(UID (\d+) RFC822\.SIZE (\d+) (?:FLAGS \([^)]*\) )?BODY\[\] \{(\d+)\}\r\n", line)
            if not found:
                continue
            body = line.encode("utf-8", "surrogateescape")[len(found[0].encode()):][: int(found[3])]
            if int(found[2]) != len(body):
                raise Violation(f"uid {found[1]}: size {found[2]}, but {len(body)} bytes")
            self.facts.check(session.place, int(found[1]), "bytes", hash(body))

    def flags(self):
        return " ".join(self.random.sample(("\\Seen", "\\Seen", "\\Flagged", "\\Deleted", "$label1", *OWN_WORDS), self.random.randint(1, 2)))

    def store(self, session):
        uid, which = self.which(session)
        if which:
            sign, silent = self.random.choice("+-"), self.random.choice(("", ".SILENT"))
            flags = self.flags()
            witness = self.witness(session)
            lines = session.command(f"{uid}STORE {which} {sign}FLAGS{silent} ({flags})", expunges=bool(uid))
            if uid and session.answer(lines).startswith("OK Store completed"):
                self.stored(session, set(uid_numbers(which)), sign == "+", set(flags.split()) & {"\\Seen", *OWN_WORDS})
                self.untouched(witness)

    def stored(self, session, uids, adds, flags):
        """What he reads and his own words are as he said."""
        session.learn()
        for uid in uids & set(session.uids):
            for flag in flags:
                if (flag in session.flags[uid]) != adds:
                    raise Violation(f"uid {uid}: {flag} was {'added' if adds else 'removed'}, and now it is {set(session.flags[uid])}")

    def witness(self, session):
        """A colleague who looks at the same queue, and the flags that are his own."""
        others = [other for other in self.sessions
                  if other.agent != session.agent and other.folder == session.folder and session.folder.startswith("Queues/")]
        if not others or self.random.random() < 0.5:
            return None
        others[0].learn()
        return others[0], self.own_flags(others[0])

    def own_flags(self, session):
        return {uid: session.flags[uid] & {"\\Seen", "\\Deleted", *OWN_WORDS} for uid in session.uids}

    def untouched(self, witness):
        if witness:
            witness[0].learn()
            now = self.own_flags(witness[0])
            for uid, flags in witness[1].items():
                if now.get(uid, flags) != flags:
                    raise Violation(f"uid {uid}: a colleague's STORE changed {witness[0].agent}'s {set(flags)} to {set(now[uid])}")

    def conditional_store(self, session):
        uid = self.random.choice(self.known(session) or [0])
        if uid:
            since = self.random.choice((0, session.modseqs.get(uid, 1), session.highest, 2**62))
            session.command(f"UID STORE {uid} (UNCHANGEDSINCE {since}) {self.random.choice('+-')}FLAGS ({self.flags()})")

    def move(self, session):
        which = self.some(self.known(session), 3)
        if which:
            session.command(f'UID MOVE {which} "{self.random.choice(TARGETS)}"')

    def copy(self, session):
        uid, which = self.which(session)
        if which:
            session.command(f'{uid}COPY {which} "{self.random.choice(TARGETS)}"')

    def expunge(self, session):
        which = self.some(self.known(session), 2)
        if which and self.random.random() < 0.5:
            session.command(f"UID STORE {which} +FLAGS.SILENT (\\Deleted)")
            session.command(f"UID EXPUNGE {which}")
        else:
            session.command("EXPUNGE")

    def search(self, session):
        what = self.random.choice(SEARCHES)
        uid = self.random.choice(("UID ", ""))
        wanted = self.random.choice(("SEARCH", "SEARCH RETURN (MIN MAX COUNT ALL)", "SORT (REVERSE ARRIVAL) UTF-8"))
        lines = session.command(f"{uid}{wanted} {what}", expunges=bool(uid))
        for line in lines:
            if found := re.match(r"\* (?:SEARCH|SORT)((?: \d+)*)(?: \(MODSEQ \d+\))?$", line):
                numbers = [int(number) for number in found[1].split()]
                if not uid and any(number > len(session.uids) for number in numbers):
                    raise Violation(f"{line}: of {len(session.uids)}")

    def status(self, session):
        session.command(f'STATUS "{self.random.choice(OURS)}" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ)')

    def list_status(self, session):
        session.command('LIST "" "*" RETURN (SPECIAL-USE SUBSCRIBED STATUS (MESSAGES UNSEEN))')

    def append(self, session):
        sender = f"kunde@{self.random.choice(CUSTOMERS)}.example"
        self.appended += 1
        mail = compose(sender, "anna@staff.example", f"dragged outage {self.appended}").decode()
        folder = self.random.choice(("INBOX", "Queues/support", "Waiting", "Personal/Inbox", "Closed"))
        session.append(folder, mail)

    def idle(self, session):
        session.idle(self.random.choice((0.05, 0.3)))

    def unselect(self, session):
        session.command(self.random.choice(("CLOSE", "UNSELECT")))
        session.folder = None

    # --- QRESYNC from any point of before ---

    def remember(self, session):
        """What this client would keep on its disk."""
        if not session.folder.startswith("Personal") and session.select(session.folder):
            highest = session.highest
            session.learn()
            self.remembered.append((session.agent, session.folder, session.uidvalidity, highest, list(session.uids), dict(session.flags)))
            del self.remembered[:-12]

    def resync(self, session):
        mine = [one for one in self.remembered if one[0] == session.agent]
        if not mine or "QRESYNC" not in session.enabled:
            return
        _, folder, validity, modseq, uids, flags = self.random.choice(mine)
        if not session.select(folder, f" (QRESYNC ({validity} {modseq}))"):
            return
        said = session.flags
        told = sorted(set(uids) - session.earlier | set(said))
        if len(told) != len(session.uids) or any(known not in (None, uid) for known, uid in zip(session.uids, told)):
            raise Violation(f"QRESYNC from {modseq} makes {told} of {uids}, but there are {session.uids}")
        highest, resynced = session.highest, flags | said
        session.learn()
        for uid in set(session.uids) & set(told):
            if session.modseqs[uid] <= highest and session.flags[uid] != resynced[uid]:
                raise Violation(f"QRESYNC from {modseq} to {highest} left uid {uid} {set(resynced[uid])}, it is {set(session.flags[uid])}")
