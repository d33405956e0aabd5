"""The dangers of docs/dangers.md at the wire: who tries what, and that it has no effect."""

import json
import random
import re
import string

from fixture import MilterTest, mail, main
from spoofed_senders import DOMAINS, SPOOFED

TOKEN_LETTERS = string.ascii_lowercase + "234567"
EVIL_PASSED = ("Authentication-Results",
               " mx.desk.example; spf=pass smtp.mailfrom=evil.example; dmarc=pass header.from=evil.example")
FAILED = ("Authentication-Results", " mx.desk.example; dmarc=fail header.from=heyer.example")
WORLD = """
    select vorrang_api.customer_set('eyer', '{"class": "B", "domains": ["eyer.example"]}');
    select vorrang_api.customer_set('org', '{"class": "B", "domains": ["heyer.example.org"]}');
    select vorrang_api.customer_set('mueller', '{"class": "B", "domains": ["xn--mller-kva.example"]}');
    select vorrang_api.channel_set('support', '{"domain_confirmations": 1000}');
    select vorrang_api.agent_set('carla', '{"login": "carla@staff.example", "members": ["sales"]}')"""


class Dangers(MilterTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sql(WORLD, role="vorrang_admin")
        cls.wait_for(lambda: "agents=2" in cls.log_text(), "the new agent")
        cls.random = random.Random(4815)

    def take(self, sent, recipient="support@desk.example", daemon="PUBLIC", login=None, sender="<x@evil.example>"):
        client = self.client(daemon=daemon)
        answer = client.send(sent, sender=sender, recipients=[f"<{recipient}>"], login=login)
        client.close()
        return answer

    def number_of(self, name):
        return self.messages(f"message_id = '<{name}@heyer.example>'")[0]["ticket_number"]

    def open_ticket(self, name, *headers, **options):
        """A ticket of Heyer's; its number and its own address."""
        self.assertEqual(self.take(mail(name, *headers, **options), sender="<kunde@heyer.example>").verdict, "discard")
        number = self.number_of(name)
        return number, f"support+{number}.{self.token(number)}@desk.example"

    def token(self, number, column="token"):
        return self.sql(f"select {column} from vorrang.tickets where number = {number}")

    def state(self, number):
        """Everything the admin can see of a ticket."""
        return json.dumps(self.ticket(number), sort_keys=True)

    def wrong_token(self):
        return "".join(self.random.choices(TOKEN_LETTERS, k=26))


class Attempts(Dangers):
    """T6: whoever tries an agent's powers from outside is told to the admin, and nothing else comes of it."""

    LINES = ("X-Vorrang-Class", " A"), ("X-Vorrang-Ticket", " 4815")

    def told(self, number):
        return [event["detail"]["what"] for event in self.ticket(number)["events"] if event["kind"] == "outside-attempt"]

    def logged(self):
        return re.findall(r"outside\.attempt what=(\S+)", self.log_text())

    def test_t06_each_attempt_is_one_line_of_the_log_and_one_event_of_its_ticket(self):
        cases = {"header": (mail("try-1", *self.LINES), None), "lines": (mail("try-2", body=b"#close\r\n#assign anna\r\n"), None),
                 "sender": (mail("try-3", sender=("From", " anna@staff.example")), None),
                 "header,sender,lines": (mail("try-4", *self.LINES, sender=("From", " anna@staff.example"), body=b"#note\r\nx\r\n"),
                                         "kunde@heyer.example")}
        for n, (what, (sent, login)) in enumerate(cases.items(), 1):
            before = len(self.logged())
            self.assertEqual(self.take(sent, login=login).verdict, "discard")
            number = self.number_of(f"try-{n}")
            self.assertEqual(self.told(number), [what.split(",")], what)
            self.assertEqual(self.logged()[before:], [what], what)
            state = self.ticket(number)
            self.assertEqual((state["status"], state["owner"], state["class"] == "A"), ("new", None, what in ("header", "lines")))
        plain, _ = self.open_ticket("try-plain", body=b"Hello\r\n# a heading\r\n#4815 is my number\r\n")
        self.assertEqual(self.told(plain), [])

    def test_t06_an_agents_addresses_are_refused_to_others_and_told(self):
        before = len(self.logged())
        for address in ("note+4815.aaaaaaaaaaaaaaaaaaaaaaaaaa", "new+a=b.example", "phone+0721123", "log+4815"):
            for login in (None, "kunde@heyer.example"):
                client = self.client()
                client.begin("<x@evil.example>", login)
                answer = client.recipient(f"<{address}@desk.example>")
                self.assertEqual(answer.code, "550", address)
                client.close()
        self.assertEqual(self.logged()[before:], ["address"] * 8)

    def test_t06_an_agent_himself_attempts_nothing(self):
        before = len(self.logged())
        sent = mail("own-agent", *self.LINES, sender=("From", " anna@staff.example"), body=b"#for x@y.example\r\nHello\r\n")
        self.assertEqual(self.take(sent, login="anna@staff.example", sender="<anna@staff.example>").verdict, "discard")
        self.assertEqual(self.logged()[before:], [])


class AttemptFlood(Dangers):
    """By itself: it uses up a minute's lines, which the others would miss."""

    def test_t06_a_flood_of_attempts_fills_neither_the_log_nor_a_ticket(self):
        number, own = self.open_ticket("flood")
        for n in range(80):
            sent = mail(f"flood-{n}", *Attempts.LINES, body=b"%d" % n)
            self.assertEqual(self.take(sent, own, sender="<kunde@heyer.example>").verdict, "discard")
        self.assertEqual(len(Attempts.told(self, number)), 5)
        self.assertEqual(len(Attempts.logged(self)), 60)


class Senders(Dangers):
    def results(self, prefix):
        rows = self.sql("select m.message_id, t.customer_id is not null, t.class, t.trust, k.key from vorrang.messages m "
                        "join vorrang.tickets t on t.number = m.ticket_number "
                        f"left join vorrang.customers k on k.id = t.customer_id where m.message_id like '<{prefix}-%'")
        return {row.split("@")[0][1:]: row.split("|")[1:] for row in rows.splitlines()}

    def test_t04_no_trick_with_the_sender_gives_a_mail_a_customers_class(self):
        self.assertGreaterEqual(len(SPOOFED), 30)
        for n, fields in enumerate(SPOOFED.values()):
            headers = [EVIL_PASSED, ("Message-ID", f" <spoof-{n}@heyer.example>"), ("Subject", f" {n}"), *fields]
            self.assertEqual(self.take((headers, b"x\r\n"), daemon="RELAY").verdict, "discard")
        found = self.results("spoof")
        for n, name in enumerate(SPOOFED):
            _, rank, trust, _ = found[f"spoof-{n}"]
            with self.subTest(name):
                self.assertEqual(rank, "-", found[f"spoof-{n}"])
                self.assertTrue(trust != "verified" or found[f"spoof-{n}"][0] == "f", found[f"spoof-{n}"])
                if name.startswith(("two addresses,", "two fields,", "group of two", "second field")):
                    self.assertEqual(found[f"spoof-{n}"][:3], ["f", "-", "unverified"])

    def test_t04_a_domain_is_a_customers_only_if_it_is_the_same(self):
        for n, domain in enumerate(DOMAINS):
            sent = mail(f"domain-{n}", sender=("From", f" someone@{domain}"))
            self.assertEqual(self.take(sent).verdict, "discard")
        found = self.results("domain")
        for n, (domain, customer) in enumerate(DOMAINS.items()):
            with self.subTest(domain):
                self.assertEqual(found[f"domain-{n}"][3], customer or "")


class Threads(Dangers):
    """T1, T2, T3, T5, T14: who gets into a ticket, and who gets anything out of it."""

    ATTACKER = "x@evil.example"

    def mails_to(self, address):
        return self.sql("select kind, coalesce((detail->>'known')::boolean, false), ticket_number from vorrang.outbox "
                        f"where '{address}' = any(recipients) order by id").splitlines()

    def test_t01_a_services_mail_to_the_tickets_address_is_not_shown_as_the_customers(self):
        number, own = self.open_ticket("trick-1", body=b"SECRET-OF-HEYER\r\n")
        row = self.sql(f"select vorrang.row_message({number})")
        cases = [("no-reply@saas.example", []), ("team@saas.example", [("Auto-Submitted", " auto-generated")]),
                 ("team@saas.example", [])]
        for n, (sender, headers) in enumerate(cases):
            confirm = mail(f"confirm-{n}", *headers, sender=("From", f" {sender}"), subject="Confirm your address",
                           body=b"Your code is 471100.\r\n")
            self.assertEqual(self.take(confirm, own, sender=f"<{sender}>").verdict, "discard")
            self.assertEqual(self.mails_to(sender), [])
        self.assertEqual(self.sql(f"select vorrang.row_message({number})"), row)
        foreign = self.messages(f"ticket_number = {number} and is_foreign")
        self.assertEqual(len(foreign), 3)
        participants = self.sql(f"select string_agg(address, ' ') from vorrang.participants where ticket_number = {number}")
        self.assertNotIn("saas.example", participants)

    def test_t02_neither_spoofed_from_nor_cc_nor_reply_to_brings_the_attacker_into_the_conversation(self):
        number, _ = self.open_ticket("zendesk", body=b"SECRET-OF-HEYER\r\n")
        froms = [("From", " kunde@heyer.example"), ("From", f" {self.ATTACKER}"), ("From", " other@heyer.example")]
        hints = [[("In-Reply-To", " <zendesk@heyer.example>")], [("References", " <zendesk@heyer.example>")], []]
        extras = [[("Cc", f" {self.ATTACKER}")], [("Reply-To", f" {self.ATTACKER}")],
                  [("To", f" support@desk.example, {self.ATTACKER}")]]
        cases = [(sender, hint, extra) for sender in froms for hint in hints for extra in extras]
        for n, (sender, hint, extra) in enumerate(cases):
            sent = mail(f"zendesk-{n}", *hint, *extra, FAILED, sender=sender, subject=f"Re: Outage [#{number}]", body=b"%d" % n)
            self.assertEqual(self.take(sent, daemon="RELAY").verdict, "discard")
        participants = self.sql(f"select string_agg(address, ' ') from vorrang.participants where ticket_number = {number}")
        self.assertEqual(participants, "kunde@heyer.example")
        for row in self.mails_to(self.ATTACKER):
            kind, known, ticket = row.split("|")
            self.assertEqual((kind, known), ("confirmation", "f"))
            self.assertNotEqual(int(ticket), number)

    def test_t02_an_agents_answer_to_all_does_not_reach_whom_an_unverified_mail_brought_in(self):
        number, own = self.open_ticket("cc-first", body=b"SECRET-OF-HEYER\r\n")
        spoofed = mail("cc-second", ("In-Reply-To", " <cc-first@heyer.example>"), ("Cc", f" {self.ATTACKER}"), FAILED, body=b"2")
        self.assertEqual(self.take(spoofed, daemon="RELAY").verdict, "discard")
        self.assertEqual(self.number_of("cc-second"), number)
        answer = mail("cc-answer", ("In-Reply-To", " <cc-second@heyer.example>"), ("Cc", f" {self.ATTACKER}"),
                      sender=("From", " anna@staff.example"), to=("To", f" {own}"), body=b"> SECRET-OF-HEYER\r\nHi\r\n")
        client = self.client(daemon="SUBMISSION")
        said = client.send(answer, "<anna@staff.example>", [f"<{own}>", f"<{self.ATTACKER}>"], login="anna@staff.example")
        self.assertIn(f"{self.ATTACKER} takes no part in it", said.text)
        self.assertEqual(self.sql(f"select count(*) from vorrang.outbox where ticket_number = {number} and kind = 'reply'"), "0")

    def test_t03_thousands_of_guessed_numbers_join_nothing_and_the_answers_tell_nothing(self):
        for n in range(10):
            self.take(mail(f"guessed-{n}"), sender="<kunde@heyer.example>")
        there = [int(x) for x in self.sql("select number from vorrang.tickets").split()]
        answers = {True: set(), False: set()}
        client = self.client()
        for n in range(240):  # ten numbers a subject are looked at
            exists = n % 2 == 0
            numbers = self.random.choices(there, k=10) if exists else self.random.choices(range(10**5, 10**9), k=10)
            subject = "Re: Outage " + " ".join(f"[#{number}]" for number in numbers)
            sent = mail(f"guess-{n}", subject=subject, sender=("From", f" g{n}@evil.example"), body=b"%d" % n)
            answer = client.send(sent, sender=f"<g{n}@evil.example>")
            answers[exists].add((answer.verdict, answer.text))
        self.assertEqual(answers[True], answers[False])
        self.assertEqual(answers[True], {("discard", "")})
        rows = self.sql("select count(*), count(distinct m.ticket_number), min(m.ticket_number) > "
                        f"{max(there)} from vorrang.messages m where m.message_id like '<guess-%'")
        self.assertEqual(rows, "240|240|t")
        confirmed = self.sql("select o.detail, count(*) from vorrang.outbox o join vorrang.messages m on m.id = o.source_message "
                             "where m.message_id like '<guess-%' group by 1")
        self.assertEqual(confirmed, '{"known": false}|240')

    def test_t05_no_extension_but_the_token_means_anything(self):
        number, own = self.open_ticket("plus")
        other, _ = self.open_ticket("plus-other", body=b"2")
        token, note = self.token(number), self.token(number, "note_token")
        letters = string.ascii_letters + string.digits + ".-_=+%!#"
        extensions = ["".join(self.random.choices(letters, k=self.random.randint(1, 40))) for _ in range(160)]
        extensions += [f"{self.random.choice([number, other])}.{self.wrong_token()}" for _ in range(30)]
        extensions += [str(number), "sales", f"{other}.{token}", f"{number}.{token[:-1]}", f"{number}.{token}a", f"{number}.{note}",
                       f"0{number}.{token}", f"+{number}.{token}", f"{number}.{token}.x", f"{number}..{token}", token,
                       f"sales+{number}.{token}", "note", f"note+{number}.{note}"]
        state = self.state(number), self.state(other)
        client = self.client()
        for n, extension in enumerate(extensions):
            sent = mail(f"plus-{n}", sender=("From", f" p{n}@evil.example"), body=b"%d" % n)
            answer = client.send(sent, "<p@evil.example>", [f"<support+{extension}@desk.example>"])
            self.assertEqual(answer.verdict, "discard", extension)
        self.assertEqual((self.state(number), self.state(other)), state)
        channels = self.sql("select c.key, count(*), count(distinct t.number) from vorrang.messages m "
                            "join vorrang.tickets t on t.number = m.ticket_number "
                            "join vorrang.channels c on c.id = t.channel_id where m.from_address like 'p%@evil.example' group by 1")
        self.assertEqual(channels, f"support|{len(extensions)}|{len(extensions)}")
        self.assertEqual(self.take(mail("plus-right", body=b"3"), own).verdict, "discard")
        self.assertEqual(self.number_of("plus-right"), number)

    def test_t14_a_message_id_that_was_stolen_before_hinders_nobody(self):
        for n, victim in enumerate(("kunde@heyer.example", "somebody@elsewhere.example")):
            stolen = mail(f"stolen-{n}", sender=("From", f" {self.ATTACKER}"), body=b"first\r\n")
            honest = mail(f"stolen-{n}", sender=("From", f" {victim}"), body=b"the real one\r\n")
            for sent, sender in ((stolen, self.ATTACKER), (honest, victim), (stolen, self.ATTACKER), (honest, victim)):
                self.assertEqual(self.take(sent, sender=f"<{sender}>").verdict, "discard")
            found = self.messages(f"message_id = '<stolen-{n}@heyer.example>'")
            self.assertEqual([m["from_address"] for m in found], [self.ATTACKER, victim])
            self.assertEqual(len({m["ticket_number"] for m in found}), 2)
            self.assert_stored(found[1], honest)

    def test_t14_the_same_id_sender_and_date_with_another_body_is_another_mail(self):
        for n in range(5):
            self.assertEqual(self.take(mail("same-id", body=b"%d\r\n" % n), sender="<kunde@heyer.example>").verdict, "discard")
        self.assertEqual(len(self.messages("message_id = '<same-id@heyer.example>'")), 5)


class PrivateHeaders(Dangers):
    """T6: what only the desk itself may say, said by others."""

    def replayed(self, number):
        token, note = self.token(number), self.token(number, "note_token")
        outbox = self.sql(f"select id || ' ' || attempt from vorrang.outbox where ticket_number = {number}")
        return [("X-Vorrang-Ticket", f" {number}"), ("X-Vorrang-Class", " A"), ("X-Vorrang-Customer", " heyer"),
                ("X-Vorrang-Due", " 2020-01-01T00:00:00Z"), ("X-Vorrang-Notice", " collision"),
                ("X-Vorrang-Outbox", f" {outbox}"),
                ("X-Vorrang-Token", f" {token}"), ("Delivered-To", f" support+{number}.{token}@desk.example"),
                ("X-Original-To", f" note+{number}.{note}@desk.example"), ("Reply-To", f" support+{number}.{token}@desk.example"),
                ("Authentication-Results", " mx.desk.example; dmarc=pass header.from=heyer.example"),
                ("ARC-Authentication-Results", " i=1; mx.desk.example; dmarc=pass header.from=heyer.example"),
                ("Received-SPF", " pass"), ("X-Sasl-Login", " anna@staff.example"), ("Auto-Submitted", " no")]

    def test_t06_no_private_header_has_an_effect_from_outside_or_from_a_customer(self):
        number, _ = self.open_ticket("private")
        state = self.state(number)
        replay = self.replayed(number)
        body = b"#close\r\n#assign anna\r\n#time 5:00\r\n#prio high\r\nHello\r\n"
        cases = [("x@evil.example", [header]) for header in replay] + [("x@evil.example", replay), ("boss@eyer.example", replay)]
        for n, (sender, headers) in enumerate(cases):
            fields, _ = mail(f"private-{n}", sender=("From", f" {sender}"))
            self.assertEqual(self.take((headers + fields, body + b"%d" % n), sender=f"<{sender}>").verdict, "discard")
        found = self.sql("select distinct t.class, t.status, t.owner_id, t.priority, t.trust, t.sender_address "
                         "from vorrang.tickets t join vorrang.messages m on m.ticket_number = t.number "
                         "where m.message_id like '<private-%' order by 1")
        self.assertEqual(found.splitlines(), ["-|new||0|unchecked|x@evil.example", "B|new||0|unchecked|boss@eyer.example"])
        self.assertEqual(self.sql("select count(distinct ticket_number) from vorrang.messages where message_id like '<private-%'"),
                         str(len(cases)))
        self.assertEqual(self.sql("select count(*) from vorrang.time_entries"), "0")
        self.assertEqual(self.state(number), state)
        joined = self.open_ticket("private-own", ("In-Reply-To", " <private@heyer.example>"), body=body)[0]
        self.assertEqual(joined, number)
        ticket = self.ticket(number)
        self.assertEqual((ticket["status"], ticket["owner"], ticket["minutes"]), ("new", None, 0))

    def test_t06_only_the_topmost_result_of_our_verifier_counts(self):
        forged = ("Authentication-Results", " mx.desk.example; dmarc=pass header.from=heyer.example")
        foreign = [("Authentication-Results", f" {name}; dmarc=pass header.from=heyer.example")
                   for name in ("mx.evil.example", "mx.desk.example.evil.example", "xmx.desk.example", '"mx.desk.example "')]
        cases = [("unverified", "-", [FAILED, forged]), ("unverified", "-", [FAILED, *foreign]), ("unchecked", "A", foreign)]
        for n, (trust, rank, headers) in enumerate(cases):
            fields, body = mail(f"results-{n}", body=b"%d" % n)
            self.assertEqual(self.take((headers + fields, body), daemon="RELAY").verdict, "discard")
            ticket = self.ticket(self.number_of(f"results-{n}"))
            self.assertEqual((ticket["trust"], ticket["class"]), (trust, rank), headers)

    def test_t06_an_agents_word_counts_with_his_login_his_from_and_his_channel_only(self):
        number, own = self.open_ticket("agents")
        state = self.state(number)
        note = f"note+{number}.{self.token(number, 'note_token')}@desk.example"
        anna, carla, kunde = "anna@staff.example", "carla@staff.example", "kunde@heyer.example"
        # login, From, recipient: what a wrong one writes is refused, or is no word of an agent's.
        in_thread = ("In-Reply-To", " <agents@heyer.example>")
        cases = [(carla, carla, own), (carla, carla, note), (carla, anna, own), (carla, anna, note), (anna, carla, own),
                 (anna, f"{anna}, {carla}", own), (kunde, anna, note), (None, anna, note)]
        for n, (login, sender, recipient) in enumerate(cases):
            sent = mail(f"agents-{n}", in_thread, *self.replayed(number), sender=("From", f" {sender}"), body=b"#close\r\nDone %d\r\n" % n)
            answer = self.take(sent, recipient, "SUBMISSION" if login else "PUBLIC", login)
            self.assertEqual(answer.code, "550", (login, sender, recipient, answer))
        kept = json.loads(state)
        now = json.loads(self.state(number))
        for ticket in (kept, now):
            ticket["events"] = [event for event in ticket["events"] if event["kind"] != "refused"]
        self.assertEqual(now, kept)
        right = mail("agents-right", in_thread, sender=("From", f" {anna}"), body=b"#close\r\nDone\r\n")
        self.assertEqual(self.take(right, own, "SUBMISSION", anna).verdict, "discard")
        self.assertEqual(self.ticket(number)["status"], "solved")


if __name__ == "__main__":
    main("__main__")
