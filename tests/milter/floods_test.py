"""The dangers of docs/dangers.md at the wire: loops, mail bombs, and bytes that want to be more than text."""

import base64
import concurrent.futures
import email
import os
import pathlib
import re

from dangers_test import FAILED, Dangers
from fixture import mail, main

CORPORA = pathlib.Path(os.environ.get("VORRANG_CORPORA", "/nonexistent"))
VICTIM = "victim@elsewhere.example"


class Floods(Dangers):
    def confirmations(self, pattern):
        """(ticket, known) of every confirmation to such addresses."""
        rows = self.sql("select ticket_number, detail->>'known' from vorrang.outbox where kind = 'confirmation' "
                        f"and recipients[1] ~ '{pattern}' order by id").splitlines()
        return [(int(row.split("|")[0]), row.split("|")[1] == "true") for row in rows]

    def an_hour_passes(self):
        self.sql("update vorrang.outbox set created_at = created_at - interval '61 minutes'")

    def test_t07_two_desks_that_confirm_each_others_confirmations_fall_silent(self):
        marks = [("<desk@other.example>", [("Auto-Submitted", " auto-replied")]), ("<>", []),
                 ("<desk@other.example>", [("X-Auto-Response-Suppress", " All")]),
                 ("<desk@other.example>", [("Precedence", " bulk")]),
                 ("<desk@other.example>", [("List-Id", " <x.other.example>")])]
        for n, (sender, headers) in enumerate(marks):  # each mark by itself is enough
            sent = mail(f"desk-{n}", *headers, sender=("From", " desk@other.example"), subject=f"Re: Outage [#{n}]")
            self.assertEqual(self.take(sent, sender=sender).verdict, "discard")
        self.assertEqual(self.confirmations("other.example$"), [])
        for n, own in enumerate(("support@desk.example", "sales@desk.example", "info@desk.example", "nobody@desk.example")):
            sent = mail(f"self-{n}", sender=("From", f" {own}"), body=b"%d" % n)
            self.assertEqual(self.take(sent, sender=f"<{own}>").verdict, "discard")
        self.assertEqual(self.confirmations("desk.example$"), [])

    def answer_for_ever(self, address, first=0):
        """A responder that strips every mark and writes a new mail for each it gets; the mails that it got."""
        for n in range(first, first + 50):
            got = len(self.confirmations(f"^{address}$"))
            sent = mail(f"loop-{n}-{address}", sender=("From", f" {address}"), subject=f"Auto: {n}", body=b"%d" % n)
            self.assertEqual(self.take(sent, sender=f"<{address}>").verdict, "discard")
            if n > first and len(self.confirmations(f"^{address}$")) == got:
                break  # it heard nothing, so it says nothing
        return self.confirmations(f"^{address}$")

    def test_t07_a_responder_that_strips_every_mark_is_not_answered_for_ever(self):
        self.assertEqual(len(self.answer_for_ever("robot@elsewhere.example")), 1)
        self.assertEqual(len(self.answer_for_ever("robot@heyer.example")), 20)
        for hour in range(1, 6):
            self.an_hour_passes()
            self.answer_for_ever("robot@elsewhere.example", 50 * hour)
        self.assertEqual(len(self.confirmations("^robot@elsewhere.example$")), 3)

    def test_t07_an_answer_to_the_confirmations_own_address_joins_and_is_not_confirmed(self):
        number, own = self.open_ticket("loop-own")
        for n in range(30):
            sent = mail(f"loop-own-{n}", subject=f"Auto: {n}", body=b"%d" % n)
            self.assertEqual(self.take(sent, own, sender="<kunde@heyer.example>").verdict, "discard")
        self.assertEqual(self.sql(f"select count(*) from vorrang.outbox where ticket_number = {number}"), "1")

    def test_t07_no_machine_mail_of_the_corpora_is_confirmed(self):
        if not CORPORA.is_dir():
            self.skipTest("no corpora beside the project")
        sent = 0
        client = self.client()
        for path in sorted(CORPORA.rglob("*")):
            content = path.read_bytes() if path.is_file() else b""
            header, _, body = content.partition(b"\n\n" if b"\r\n\r\n" not in content else b"\r\n\r\n")
            fields = email.message_from_bytes(header + b"\n\n")
            if not is_machines(fields) or b"\0" in header:
                continue
            name = f"corpus-{sent}@machine.example"
            headers = [(field, " " + str(value)) for field, value in fields.raw_items() if field.lower() != "message-id"]
            answer = client.send(([*headers, ("Message-ID", f" <{name}>")], body), sender=f"<{name}>")
            self.assertEqual(answer.verdict, "discard", path)
            sent += 1
        confirmed = self.sql("select string_agg(m.message_id, ' ') from vorrang.messages m join vorrang.outbox o on "
                             "o.source_message = m.id where m.message_id like '<corpus-%'")
        self.assertEqual(confirmed, "")
        self.assertGreater(sent, 5)
        print(f"{sent} machine mails", end=" ")

    def test_t08_a_forged_sender_is_written_to_once_whatever_the_flood_looks_like(self):
        def flood(n):
            client = self.client()
            for k in range(16):
                sender = VICTIM if k % 2 else VICTIM.replace("@", f"+{n}.{k}@")
                sent = mail(f"bomb-{n}-{k}", ("Reply-To", f" {VICTIM}"), ("Cc", f" {VICTIM}"), subject="BUY NOW",
                            sender=("From", f" BUY NOW <{sender}>"), body=b"%d" % k)
                client.send(sent, sender=f"<{sender}>")
        with concurrent.futures.ThreadPoolExecutor(12) as pool:
            list(pool.map(flood, range(12)))
        taken = int(self.sql("select count(*) from vorrang.messages where message_id like '<bomb-%'"))
        self.assertGreater(taken, 120)
        self.assertEqual([known for _, known in self.confirmations("^victim")], [False])
        for hour in range(5):
            self.an_hour_passes()
            flood(100 + hour)
        self.assertEqual(len(self.confirmations("^victim")), 3)

    def test_t08_mails_of_one_moment_are_counted_one_after_the_other(self):
        def one(n):
            sent = mail(f"moment-{n}", sender=("From", f" moment+{n}@elsewhere.example"), body=b"%d" % n)
            return self.take(sent, sender=f"<moment+{n}@elsewhere.example>").verdict
        waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query ~ 'intake_store'"
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            with self.tables_held("vorrang.ticket_changes"):  # both are stored, none is committed
                answers = [pool.submit(one, n) for n in range(2)]
                self.wait_for(lambda: self.sql(waiting) == "2", "two mails at once")
            self.assertEqual([answer.result() for answer in answers], ["discard"] * 2)
        self.assertEqual(len(self.confirmations("^moment")), 1)

    def flood_of(self, domain, count, prefix):
        for n in range(count):
            sent = mail(f"{prefix}-{n}", sender=("From", f" {prefix}{n}@{domain}"), body=b"%d" % n)
            self.assertEqual(self.take(sent, sender=f"<{prefix}{n}@{domain}>").verdict, "discard")
        return len(self.confirmations(f"^{prefix}[0-9]+@{domain}$"))

    def test_t08_strangers_of_one_domain_have_a_limit_together_freemail_a_wider_one_and_customers_none(self):
        self.sql("select vorrang_api.channel_set('support', '{\"domain_confirmations\": 5, \"freemail_confirmations\": 8}')",
                 role="vorrang_admin")
        self.assertEqual(self.flood_of("crowd.example", 10, "a"), 5)
        self.assertEqual(self.flood_of("other.example", 3, "b"), 3)
        self.assertEqual(self.flood_of("gmail.com", 12, "c"), 8)
        self.assertEqual(self.flood_of("heyer.example", 10, "d"), 10)
        number = self.number_of("a-9")
        self.assertEqual([event["detail"]["reason"] for event in self.ticket(number)["events"]
                          if event["kind"] == "confirmation-withheld"], ["domain-rate"])
        self.an_hour_passes()
        self.assertEqual(self.flood_of("crowd.example", 10, "e"), 5)
        self.sql("select vorrang_api.channel_set('support', '{\"domain_confirmations\": 20, \"freemail_confirmations\": 200}')",
                 role="vorrang_admin")

    def test_t08_who_forges_a_customer_gets_the_fixed_text_sent_and_once(self):
        for n in range(10):
            sent = mail(f"forged-{n}", FAILED, sender=("From", " boss@heyer.example"), subject="BUY NOW", body=b"%d" % n)
            self.assertEqual(self.take(sent, daemon="RELAY").verdict, "discard")
        self.assertEqual([known for _, known in self.confirmations("^boss@heyer.example$")], [False])

    def test_t08_neither_reply_to_nor_sender_nor_cc_is_written_to(self):
        for n, name in enumerate(("Reply-To", "Sender", "Cc", "Return-Path", "Errors-To", "Disposition-Notification-To")):
            sent = mail(f"aside-{n}", (name, " aside@elsewhere.example"), sender=("From", f" a{n}@evil.example"), body=b"%d" % n)
            self.assertEqual(self.take(sent).verdict, "discard")
        self.assertEqual(self.sql("select count(*) from vorrang.outbox where 'aside@elsewhere.example' = any(recipients)"), "0")


def is_machines(fields):
    auto = (fields.get("Auto-Submitted") or "no").strip().lower()
    precedence = (fields.get("Precedence") or "").strip().lower()
    return (not auto.startswith("no") or precedence in ("bulk", "list", "junk") or "List-Id" in fields
            or fields.get_content_type() == "multipart/report")


# What wants to end a line, start another, or act on a terminal: as it would stand decoded.
EVIL_TEXTS = ["a\r\nBcc: victim@evil.example", "a\nBcc: victim@evil.example", "a\rBcc: x", "a\0b", "a\x1b[2Jb", "a\x0b\x0cb",
              "a\x85b", "a\u2028Bcc: x\u2029", "a\u202eb", "a\r\n\r\nbody", "\r\n.\r\n", "=?utf-8?Q?=0D=0AX:_y?=",
              "\x7f\x08\x08", 'a" intake.stored ticket=1', "a\r\n intake.stored ticket=1"]


def encoded(text, how):
    if how == "Q":
        return "=?utf-8?Q?" + "".join(f"={byte:02X}" for byte in text.encode()) + "?="
    return f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?="


class Bytes(Dangers):
    """T10, T20: outside text stays text, in what is stored for headers and in the log."""

    def evil_mails(self):
        for n, text in enumerate(EVIL_TEXTS):
            for how in "QB":
                word = encoded(text, how)
                name = f"evil-{n}-{how}"
                yield [("From", f' {word} <e{n}{how.lower()}@evil.example>'), ("Subject", f" SUBJECT-WORD {word}"),
                       ("Cc", f" {word} <{word}@evil.example>, {word} <cc@evil.example>"), ("Message-ID", f" <{name}@heyer.example>"),
                       ("References", f" <{word}@x>"), ("Content-Type", f' text/plain; name="{word}"')]
        raw = b" a\x1b[2J\x08\x0b" + "\u2028\u202e".encode() + b"\xff\x85"
        yield [("From", raw + b" <raw@evil.example>"), ("Subject", raw), ("Cc", raw + b"<raw" + raw[1:] + b"@evil.example>"),
               ("Message-ID", b" <evil-raw" + raw[1:].replace(b" ", b"") + b"@heyer.example>")]

    def test_t10_no_decoded_word_puts_a_control_character_where_a_header_is_made_of_it(self):
        client = self.client()
        for n, headers in enumerate(self.evil_mails()):
            self.assertEqual(client.send((headers, b"%d" % n), sender="<e@evil.example>").verdict, "discard")
        columns = ["select subject from vorrang.tickets", "select sender_name from vorrang.tickets",
                   "select sender_address from vorrang.tickets", "select name from vorrang.participants",
                   "select address from vorrang.participants", "select from_name from vorrang.messages",
                   "select message_id from vorrang.messages", "select message_id from vorrang.known_message_ids",
                   "select subject from vorrang.messages"]
        for column in columns:
            with self.subTest(column):
                found = self.sql(f"select count(*) from ({column}) x (v) "
                                 "where v ~ '[\\x01-\\x1f\\x7f\\x80-\\x9f\\u2028\\u2029]'")
                self.assertEqual(found, "0")
        self.assertEqual(self.sql("select count(*) from vorrang.messages where message_id like '<evil-%'"),
                         str(2 * len(EVIL_TEXTS) + 1))

    def test_t20_one_event_is_one_line_whatever_is_in_the_mail(self):
        start = len(self.log_text())
        taken = 0
        for n, headers in enumerate(self.evil_mails()):
            text = EVIL_TEXTS[n % len(EVIL_TEXTS)].replace("\0", "\x01")
            client = self.client(helo=text)
            headers = [("X-Number", f" {n}"), *headers]
            answer = client.send((headers, b"log %d" % n), sender=f"<{text}@evil.example>",
                                 recipients=["<support@desk.example>", f"<{text}@desk.example>", f"<{text}@partner.example>"],
                                 login=text, queue_id=text)
            self.assertIn(answer.verdict, ("accept", "discard"))
            taken += 1
            client.close()
        log = self.log_text()[start:]
        lines = log.split("\n")[:-1]
        for line in lines:
            self.assertRegex(line, r'^\d{4}-\d\d-\d\dT[0-9:.]+Z vorrang-milter\[\d+\]: (debug|info|warning|error): [a-z.-]+'
                                   r'( [a-z_]+=("([^"\\]|\\.)*"|[^ "]*))*$')
            self.assertLess(len(line), 12 * 1024)
        self.assertFalse(re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e]", log))
        self.assertEqual(sum(": info: intake.stored " in line for line in lines), taken)
        self.assertEqual([line for line in lines if ": info: " in line and "SUBJECT-WORD" in line], [])


if __name__ == "__main__":
    main("__main__")
