"""Desk mail at the wire: what the MTA is told, what is stored."""

import concurrent.futures
import hashlib
import re

from fixture import FROM, MilterTest, mail, main
from milter_client import Answer


class Intake(MilterTest):
    def test_a_mail_to_a_channel_is_a_ticket_and_the_mta_forgets_it(self):
        sent = mail("plain-1")
        answer = self.client().send(sent, queue_id="4Zplain1")
        self.assertEqual(answer, Answer("discard"))
        message = self.messages("message_id = '<plain-1@heyer.example>'")[0]
        self.assert_stored(message, sent)
        ticket = self.ticket(message["ticket_number"])
        self.assertEqual((ticket["customer"], ticket["class"], ticket["channel"], ticket["status"]),
                         ("heyer", "A", "support", "new"))
        self.assertEqual(message["queue_id"], "4Zplain1")

    def test_the_trace_lines_name_the_way_and_no_more(self):
        self.client(client="192.0.2.99", helo="he)lo\x01").send(mail("trace-1"), sender="<Kunde@Heyer.example>")
        header, _ = self.stored(self.messages("message_id = '<trace-1@heyer.example>'")[0]["id"])
        self.assertTrue(header.startswith(
            b"Return-Path: <Kunde@Heyer.example>\r\n"
            b"Received: from he?lo? ([192.0.2.99])\r\n\tby desk.example.host (Vorrang) with ESMTP id 4ZqueueID;\r\n\t"),
            header)

    def test_only_the_desks_recipients_are_taken_off_by_their_exact_bytes(self):
        answer = self.client().send(mail("mixed-1"), recipients=["<partner@partner.example>", "<Support@DESK.example>"])
        self.assertEqual((answer.verdict, answer.deleted), ("accept", ["<Support@DESK.example>"]))

    def test_all_desk_addresses_of_one_envelope_are_one_message_and_the_others_watch(self):
        sent = mail("both-1", to=("To", " Sales <sales@desk.example>, support@desk.example"))
        answer = self.client().send(sent, recipients=["<support@desk.example>", "<sales@desk.example>"])
        self.assertEqual(answer.verdict, "discard")
        messages = self.messages("message_id = '<both-1@heyer.example>'")
        self.assertEqual(len(messages), 1)
        ticket = self.ticket(messages[0]["ticket_number"])
        self.assertEqual((ticket["channel"], ticket["watching_channels"]), ("sales", ["support"]))

    def test_a_retry_is_250_and_nothing_more(self):
        sent = mail("again-1")
        client = self.client()
        first = client.send(sent, queue_id="4Zone")
        second = client.send(sent, queue_id="4Ztwo")
        third = self.client().send(sent, recipients=["<sales@desk.example>"], queue_id="4Zthree")
        self.assertEqual([first.verdict, second.verdict, third.verdict], ["discard"] * 3)
        messages = self.messages("message_id = '<again-1@heyer.example>'")
        self.assertEqual(len(messages), 1)
        self.assertEqual(self.ticket(messages[0]["ticket_number"])["watching_channels"], ["sales"])

    def test_the_same_mail_in_eight_sessions_at_once_is_one_message(self):
        sent = mail("race-1")
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda n: self.client().send(sent, queue_id=f"4Zrace{n}").verdict, range(8)))
        self.assertTrue(set(answers) <= {"discard", "reply"}, answers)
        self.assertIn("discard", answers)
        self.assertEqual(len(self.messages("message_id = '<race-1@heyer.example>'")), 1)

    def test_many_sessions_at_once_lose_nothing_and_double_nothing(self):
        def run(n):
            client = self.client()
            return [client.send(mail(f"many-{n}-{k}", body=b"%d %d\r\n" % (n, k))).verdict for k in range(5)]
        with concurrent.futures.ThreadPoolExecutor(20) as pool:
            answers = [verdict for verdicts in pool.map(run, range(20)) for verdict in verdicts]
        taken = answers.count("discard")
        messages = self.messages("message_id like '<many-%'")
        self.assertEqual(len(messages), taken)
        self.assertEqual(len({message["ticket_number"] for message in messages}), taken)
        self.assertGreater(taken, 90)

    def test_a_follow_up_by_reference_joins_and_by_a_strangers_tag_does_not(self):
        self.client().send(mail("talk-1"))
        number = self.messages("message_id = '<talk-1@heyer.example>'")[0]["ticket_number"]
        self.client().send(mail("talk-2", ("In-Reply-To", " <talk-1@heyer.example>"), subject="other"))
        self.client().send(mail("talk-3", subject=f"Re: Outage [#{number}]"))
        self.client().send(mail("talk-4", subject=f"Re: Outage [#{number}]", sender=("From", " x@elsewhere.example")))
        tickets = [self.messages(f"message_id = '<talk-{n}@heyer.example>'")[0]["ticket_number"] for n in (2, 3, 4)]
        self.assertEqual(tickets[:2], [number, number])
        self.assertNotEqual(tickets[2], number)

    def test_the_tickets_own_address_and_a_message_id_of_ours_join(self):
        self.client().send(mail("token-1"))
        number = self.messages("message_id = '<token-1@heyer.example>'")[0]["ticket_number"]
        token = self.sql(f"select token from vorrang.tickets where number = {number}")
        own = f"support+{number}.{token.upper()}@desk.example"
        answer = self.client().send(mail("token-2", body=b"2\r\n"), recipients=[f"<{own}>"])
        self.assertEqual(answer.verdict, "discard")
        self.client().send(mail("token-3", ("References", f" <x@y.example>\n <{number}.{token}.7@desk.example>"),
                                body=b"3\r\n"))
        found = [self.messages(f"message_id = '<token-{n}@heyer.example>'")[0]["ticket_number"] for n in (2, 3)]
        self.assertEqual(found, [number, number])

    def test_machine_mail_is_filed_without_confirmation(self):
        self.client().send(mail("robot-1", ("Auto-Submitted", " auto-replied")))
        message = self.messages("message_id = '<robot-1@heyer.example>'")[0]
        self.assertEqual(message["machine"], "auto")
        outbox = f"select count(*) from vorrang.outbox where ticket_number = {message['ticket_number']}"
        self.assertEqual(self.sql(outbox), "0")
        self.client().send(mail("human-1"))
        number = self.messages("message_id = '<human-1@heyer.example>'")[0]["ticket_number"]
        self.assertEqual(self.sql(f"select count(*) from vorrang.outbox where ticket_number = {number}"), "1")

    def test_authentication_results_count_only_behind_our_verifier(self):
        verdict = ("Authentication-Results", " mx.desk.example; dkim=pass header.d=heyer.example")
        for daemon, trust in (("RELAY", "verified"), ("PUBLIC", "unchecked")):
            headers, body = mail(f"auth-{daemon}")
            self.client(daemon=daemon).send(([verdict, *headers], body))
            number = self.messages(f"message_id = '<auth-{daemon}@heyer.example>'")[0]["ticket_number"]
            self.assertEqual(self.ticket(number)["trust"], trust)

    def test_a_from_of_our_own_needs_a_login(self):
        anna = ("From", " anna@staff.example")
        self.client().send(mail("own-1", sender=anna))
        self.client().send(mail("own-2", sender=anna), login="anna@staff.example")
        trusts = [self.ticket(self.messages(f"message_id = '<own-{n}@heyer.example>'")[0]["ticket_number"])["trust"]
                  for n in (1, 2)]
        self.assertEqual(trusts[0], "unverified")
        self.assertNotEqual(trusts[1], "unverified")

    def test_the_daemon_is_woken_after_the_commit(self):
        wake = self.wake_socket()
        self.client().send(mail("wake-1"))
        self.assertTrue(wake.recv(16))

    def test_the_log_names_queue_id_and_message_id(self):
        self.client().send(mail("log-1"), queue_id="4Zlogged")
        self.assertTrue(re.search(r"intake\.stored queue_id=4Zlogged message_id=<log-1@heyer\.example> outcome=open",
                                  self.log_text()))


class OddMails(MilterTest):
    """Whatever is in a mail, it is a ticket with the bytes the protocol gave."""

    def take(self, sent, **options):
        before = {message["id"] for message in self.messages()}
        answer = self.client().send(sent, **options)
        self.assertEqual(answer.verdict, "discard", answer)
        new = [message for message in self.messages() if message["id"] not in before]
        self.assertEqual(len(new), 1)
        self.assert_stored(new[0], sent)
        ticket = self.ticket(new[0]["ticket_number"])
        self.assertEqual(ticket["status"], "new")
        return new[0], ticket

    def test_nul_bytes_bare_lf_and_bare_cr_in_the_body(self):
        self.take(mail("odd-nul", body=b"a\0b\r\nbare\nlf\rcr\r\n\0"))

    def test_an_empty_body(self):
        self.take(mail("odd-empty", body=b""))

    def test_no_header_at_all(self):
        self.take(([], b"just text\r\n"))

    def test_no_message_id_is_recognised_for_a_quarter_of_an_hour_and_has_one_in_views(self):
        sent = mail(None)
        message, _ = self.take(sent)
        self.assertEqual(self.client().send(sent, queue_id="other").verdict, "discard")
        kept = self.sql("select extract(epoch from expires_at - at)::int from vorrang.retry_keys r "
                        f"join vorrang.messages m on m.id = r.message where m.id = {message['id']}")
        self.assertEqual(kept, "900")

    def test_two_from_fields_are_nobodys_customer(self):
        headers, body = mail("odd-from")
        _, ticket = self.take(([*headers, ("From", " boss@heyer.example")], body))
        self.assertEqual((ticket["customer"], ticket["trust"]), (None, "unverified"))

    def test_a_raw_8_bit_subject(self):
        headers = [FROM, ("Subject", b" Gr\xfc\xdfe \xff\xfe"), ("Message-ID", " <odd-8bit@heyer.example>")]
        _, ticket = self.take((headers, b"x\r\n"))
        self.assertIn("Grüße", ticket["subject"])

    def test_a_header_of_200_kilobytes_in_one_field(self):
        message, ticket = self.take(mail("odd-long", ("X-Long", " " + "y" * 200_000)))
        self.assertEqual((ticket["customer"], ticket["number"]), ("heyer", message["ticket_number"]))

    def test_a_folded_header_keeps_its_line_ends_and_leading_blanks(self):
        headers = [FROM, ("Subject", "   two\n\tlines"), ("X-None", ""), ("X-Tab", "\tx"),
                   ("Message-ID", " <odd-fold@heyer.example>")]
        message, _ = self.take((headers, b"x\r\n"))
        header, _ = self.stored(message["id"])
        self.assertIn(b"Subject:   two\r\n\tlines\r\nX-None:\r\nX-Tab:\tx\r\n", header)

    def test_500_nested_multiparts(self):
        body = b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1)
                        for n in range(500))
        self.take(mail("odd-nest", ("Content-Type", " multipart/mixed; boundary=b0"), body=body))

    def test_a_header_of_more_than_one_chunk(self):
        message, _ = self.take(mail("odd-chunks", *[(f"X-{n}", " " + "z" * 50_000) for n in range(8)]))
        chunks = f"select count(*) from vorrang.message_chunks where message_id = {message['id']} and part = 0"
        self.assertEqual(self.sql(chunks), "2")

    def test_a_header_over_the_limit_is_refused(self):
        client = self.client()
        answer = client.send(mail("odd-huge", *[(f"X-{n}", " " + "z" * 500_000) for n in range(9)]))
        self.assertTrue(answer.text.startswith("550 5.7.1 the header is larger than 4 MiB"), answer)
        self.assertEqual(client.send(mail("odd-huge-next")).verdict, "discard")

    def test_20_megabytes_in_flat_memory(self):
        line = hashlib.sha512(b"seed").hexdigest().encode() * 7 + b"\r\n"
        sent = mail("odd-big", body=line * (20_000_000 // len(line)))
        self.client().send(mail("odd-small"))
        before = self.peak_kib()
        client = self.client()
        answer = client.send(sent)
        self.assertEqual(answer.verdict, "discard")
        message = self.messages("message_id = '<odd-big@heyer.example>'")[0]
        self.assert_stored(message, sent)
        self.assertLess(self.peak_kib() - before, 8 * 1024)
        self.assertEqual(list((self.directory / "spool").iterdir()), [])
        self.assertEqual(client.send(sent, queue_id="retry").verdict, "discard")
        self.assertEqual(len(self.messages("message_id = '<odd-big@heyer.example>'")), 1)

    def peak_kib(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1))


if __name__ == "__main__":
    main("__main__")
