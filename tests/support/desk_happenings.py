"""What happens to a desk while agents work: mail, an admin's changes, a lost index, a killed vorrangd."""

import shutil

from mails import compose
from shadow import Session

CUSTOMERS = ("heyer", "nordit", "kessel", "brandt")
CHANNELS = ("support", "sales")


class Happenings:
    """Every method is one of them; `random` decides which."""

    def __init__(self, desk, random, sessions, facts):
        self.desk, self.random, self.sessions, self.facts = desk, random, sessions, facts
        self.mails = 0
        self.table = ((10, self.new_mail), (8, self.answer), (2, self.admin), (1, self.lose_index), (1, self.kill))

    def new_mail(self):
        self.mails += 1
        customer, channel = self.random.choice(CUSTOMERS), self.random.choice(CHANNELS)
        sender, to = f"kunde@{customer}.example", f"{channel}@desk.example"
        self.desk.send(sender, to, compose(sender, to, f"outage {self.mails}", body="Nothing works.\n"))

    def answer(self):
        open_ones = self.desk.json("ticket", "list")
        if open_ones:
            ticket = self.desk.ticket(self.random.choice(open_ones)["number"])
            sender, to = ticket["contact"], f"{ticket['channel']}@desk.example"
            mail = compose(sender, to, f"Re: [#{ticket['number']}] more", In_Reply_To=ticket["messages"][0]["message_id"])
            self.desk.send(sender, to, mail)

    def admin(self):
        self.random.choice((
            lambda: self.desk.vorrang("customer", "set", "kessel", "--class", self.random.choice("ABC")),
            lambda: self.desk.vorrang("channel", "set", "sales", "--order", self.random.choice(("value", "deadline", "weighted"))),
            self.membership))()

    def membership(self):
        """anna comes into another team, or leaves it."""
        more = self.random.choice(([], ["--member", "sales"], ["--member", "sales:read"]))
        self.desk.vorrang("agent", "set", "anna", "--member", "support", "--member", "express", *more)

    def lose_index(self):
        """His sessions end, his index goes, and he is back."""
        agent = self.random.choice(self.sessions).agent
        for session in self.sessions:
            if session.agent == agent:
                session.close()
        shutil.rmtree(self.desk.directory / f"mail/staff.example/{agent}/vorrang-index", ignore_errors=True)
        for at, session in enumerate(self.sessions):
            if session.agent == agent:
                self.sessions[at] = Session(self.desk, agent, self.facts)
                if at % 2 == 0:
                    self.sessions[at].enable("QRESYNC")

    def kill(self):
        self.desk.kill("vorrangd")
        self.desk.start("vorrangd")
