"""Which mail is ours at which stage, and which answers the stages get."""

import pathlib

from fixture import MilterTest, mail, main
from milter_client import ALL_STEPS, LEADING_SPACE, Hangup, MilterClient


class Stages(MilterTest):
    def test_only_the_stages_and_actions_in_use_are_asked_for(self):
        client = self.client()
        self.assertEqual(client.actions, 0x8 | 0x10 | 0x100)  # delete recipients, change headers, name macros
        self.assertTrue(client.steps & LEADING_SPACE)
        self.assertEqual(client.wanted_macros, {0: "j {daemon_name}", 2: "{auth_authen}", 5: "i"})

    def test_an_mta_that_cuts_leading_blanks_is_refused(self):
        with self.assertRaises(Hangup):
            MilterClient(self.directory / "milter.sock", steps=ALL_STEPS & ~LEADING_SPACE)
        self.assertIn("negotiate.refused", self.log_text())

    def test_foreign_mail_is_let_go_at_data(self):
        client = self.client()
        client.begin("<a@heyer.example>")
        self.assertEqual(client.recipient("<b@partner.example>").verdict, "continue")
        self.assertEqual(client.data().verdict, "accept")

    def test_an_unknown_local_part_of_a_desk_domain_is_refused_at_rcpt_everywhere(self):
        for daemon in ("PUBLIC", "REENTRY", "SUBMISSION"):
            client = self.client(daemon=daemon)
            client.begin("<a@heyer.example>")
            answer = client.recipient("<Nobody@desk.example>")
            self.assertEqual(answer.text, "550 5.1.1 <nobody@desk.example>: no such channel at this desk")
            self.assertEqual(client.recipient("<support@desk.example>").verdict, "continue")

    def test_what_a_channels_address_may_look_like(self):
        client = self.client()
        client.begin("<a@heyer.example>")
        for address in ("<support@desk.example>", "<SUPPORT@Desk.Example>", "support@desk.example",
                        "<\"support\"@desk.example>", "<@relay.example:support@desk.example>",
                        "<support+news@desk.example>", "<support+4815.aaaaaaaaaaaaaaaaaaaaaaaaaa@desk.example>"):
            self.assertEqual(client.recipient(address).verdict, "continue", address)
        for address in ("<support-@desk.example>", "<+4815@desk.example>", "<x+support@desk.example>",
                        "<new+x@desk.example>"):
            self.assertEqual(client.recipient(address).code, "550", address)

    def test_an_address_postfix_rewrites_is_left_to_it_but_must_not_come_back(self):
        client = self.client()
        self.assertEqual(client.send(mail("alias-1"), recipients=["<info@desk.example>"]).verdict, "accept")
        self.assertEqual(self.messages("message_id = '<alias-1@heyer.example>'"), [])
        again = self.client(daemon="REENTRY")
        again.begin("<a@heyer.example>")
        self.assertEqual(again.recipient("<info@desk.example>").text,
                         "451 4.3.5 <info@desk.example>: the desk does not take this address")

    def test_reentry_takes_the_desks_mail_and_defers_everything_else(self):
        client = self.client(daemon="REENTRY", client=None)
        client.begin("<>")
        self.assertEqual(client.recipient("<b@partner.example>").code, "451")
        self.assertEqual(client.send(mail("reentry-1"), sender="<>").verdict, "discard")
        message = self.messages("message_id = '<reentry-1@heyer.example>'")[0]
        self.assertEqual(message["envelope_from"], "")

    def test_a_channel_made_a_moment_ago_is_known(self):
        client = self.client()
        client.begin("<a@heyer.example>")
        self.assertEqual(client.recipient("<fresh@desk.example>").code, "550")
        self.sql("""select vorrang_api.channel_set('fresh', '{"address": "fresh@desk.example", "sla": "default",
                    "calendar": "always"}')""", role="vorrang_admin")
        self.assertEqual(client.recipient("<fresh@desk.example>").verdict, "continue")

    def test_nothing_of_a_mail_is_left_in_the_next_of_its_session(self):
        client = self.client()
        client.begin("<a@heyer.example>", login="anna@staff.example")
        client.recipient("<support@desk.example>")
        client.data()
        client.header("X-Left", " over")
        client.end_of_headers()
        client.body(b"left over\r\n")
        client.abort()
        sent = mail("next-1")
        self.assertEqual(client.send(sent, recipients=["<sales@desk.example>"]).verdict, "discard")
        message = self.messages("message_id = '<next-1@heyer.example>'")[0]
        self.assert_stored(message, sent)
        self.assertEqual(self.ticket(message["ticket_number"])["channel"], "sales")
        foreign = client.send(mail("next-2"), recipients=["<b@partner.example>"])
        self.assertEqual((foreign.verdict, foreign.deleted), ("accept", []))

    def test_a_client_that_is_gone_before_the_end_leaves_nothing(self):
        client = MilterClient(self.directory / "milter.sock")
        client.begin("<a@heyer.example>")
        client.recipient("<support@desk.example>")
        client.data()
        client.header("Message-ID", " <gone-1@heyer.example>")
        client.end_of_headers()
        client.body(b"x" * 3_000_000)
        client.drop()
        self.assertEqual(self.messages("message_id = '<gone-1@heyer.example>'"), [])
        self.assertEqual(list((self.directory / "spool").iterdir()), [])


class AgentsMail(MilterTest):
    """What a logged-in agent sends."""

    def send(self, name, recipients, **options):
        return self.client(daemon="SUBMISSION").send(
            mail(name, sender=("From", " anna@staff.example"), **options), sender="<anna@staff.example>",
            recipients=recipients, login="anna@staff.example")

    def test_private_mail_is_untouched(self):
        answer = self.send("private-1", ["<friend@elsewhere.example>"], subject="Lunch [#12]?")
        self.assertEqual((answer.verdict, answer.deleted), ("accept", []))

    def test_a_row_prefix_never_leaves(self):
        answer = self.send("prefix-1", ["<friend@elsewhere.example>"], subject="Fwd: A 11-22 14:30 [#4815] Outage")
        self.assertEqual(answer.code, "550")
        self.assertIn("othing was sent", answer.text)

    def test_a_mail_to_a_channel_alone_is_a_ticket_and_one_with_others_beside_is_refused(self):
        self.assertEqual(self.send("internal-1", ["<support@desk.example>"]).verdict, "discard")
        self.assertEqual(self.send("internal-2", ["<support@desk.example>", "<kunde@heyer.example>"]).code, "550")
        self.assertEqual(self.messages("message_id = '<internal-2@heyer.example>'"), [])

    def open_ticket(self, name):
        """(number, own address, note's address) of a new ticket of the customer's."""
        self.client().send(mail(name))
        number = self.messages(f"message_id = '<{name}@heyer.example>'")[0]["ticket_number"]
        tokens = f"select token, note_token from vorrang.tickets where number = {number}"
        token, note = self.sql(tokens).split("|")
        return number, f"support+{number}.{token}@desk.example", f"note+{number}.{note}@desk.example"

    def answer(self, name, ticket_mail, recipients, *headers, **options):
        return self.send_headers(name, recipients, ("In-Reply-To", f" <{ticket_mail}@heyer.example>"), *headers,
                                 **options)

    def send_headers(self, name, recipients, *headers, login="anna@staff.example", **options):
        sent = mail(name, *headers, sender=("From", f" {login}"), to=("To", f" {recipients[0]}"), **options)
        return self.client(daemon="SUBMISSION").send(sent, sender=f"<{login}>",
                                                     recipients=[f"<{one}>" for one in recipients], login=login)

    def outbox(self, number, kind="reply"):
        rows = f"select recipients from vorrang.outbox where ticket_number = {number} and kind = '{kind}'"
        return self.sql(rows).splitlines()

    def test_a_reply_is_committed_once_and_only_the_outbox_sends(self):
        number, own, _ = self.open_ticket("ask-1")
        for _ in range(2):  # the second is the client's retry
            answer = self.answer("reply-1", "ask-1", [own, "kunde@heyer.example"],
                                 body=b"#time 0:25 onsite\r\n\r\nDone.\r\n")
            self.assertEqual((answer.verdict, answer.deleted), ("discard", []))
        self.assertEqual(self.outbox(number), ["{kunde@heyer.example}"])
        ticket = self.ticket(number)
        self.assertEqual((ticket["status"], ticket["owner"]), ("waiting", "anna"))
        self.assertIsNotNone(ticket["first_response_at"])
        booked = f"select minutes, comment from vorrang.time_entries where ticket_number = {number}"
        self.assertEqual(self.sql(booked), "25|onsite")

    def test_a_reply_of_several_chunks_is_stored_whole(self):
        number, own, _ = self.open_ticket("ask-2")
        headers = [("From", " anna@staff.example"), ("To", f" {own}"), ("Subject", " Re: Outage"),
                   ("In-Reply-To", " <ask-2@heyer.example>"), ("Message-ID", " <reply-2@staff.example>")]
        sent = headers, b"line of text\r\n" * 60_000
        answer = self.client(daemon="SUBMISSION").send(sent, sender="<anna@staff.example>", recipients=[f"<{own}>"],
                                                       login="anna@staff.example")
        self.assertEqual(answer.verdict, "discard")
        self.assert_stored(self.messages("message_id = '<reply-2@staff.example>'")[0], sent)
        self.assertEqual(len(self.outbox(number)), 1)

    def test_a_note_leaves_nothing(self):
        number, own, note = self.open_ticket("ask-3")
        self.assertEqual(self.send_headers("note-1", [note], body=b"He is angry.\r\n").verdict, "discard")
        answer = self.answer("note-2", "ask-3", [own, "kunde@heyer.example"], body=b"#note\r\nVery.\r\n")
        self.assertEqual(answer.verdict, "discard")
        self.assertEqual(self.outbox(number), [])
        directions = [message["direction"] for message in self.messages(f"ticket_number = {number}")]
        self.assertEqual(directions, ["in", "note", "note"])

    def test_a_collision_is_refused_in_words_and_leaves_its_event(self):
        number, own, _ = self.open_ticket("ask-4")
        self.client().send(mail("ask-4b", ("In-Reply-To", " <ask-4@heyer.example>"), body=b"And one more.\r\n"))
        answer = self.answer("reply-4", "ask-4", [own])
        self.assertRegex(answer.text, rf"^550 5\.7\.1 #{number}: the customer wrote \d+ s ago and you have not read it\. "
                                      r"Nothing was sent\.$")
        self.assertEqual(self.outbox(number), [])
        self.assertIn("refused", [event["kind"] for event in self.ticket(number)["events"]])
        self.assertEqual(self.answer("reply-4b", "ask-4b", [own]).verdict, "discard")

    def test_an_unknown_line_or_recipient_is_refused_and_nothing_is_sent(self):
        number, own, _ = self.open_ticket("ask-5")
        self.assertEqual(self.answer("reply-5", "ask-5", [own], body=b"#tmie 0:25\r\nDone.\r\n").text,
                         "550 5.7.1 line 1: #tmie is not known; nothing was sent")
        hidden = self.answer("reply-5b", "ask-5", [own, "stranger@elsewhere.example"])
        self.assertIn("stranger@elsewhere.example takes no part in it", hidden.text)
        self.assertEqual(self.outbox(number), [])

    def test_who_may_not_see_a_ticket_learns_nothing(self):
        number, own, _ = self.open_ticket("ask-6")
        self.sql("""select vorrang_api.agent_set('carla', '{"login": "carla@staff.example", "members": ["sales"]}')""",
                 role="vorrang_admin")
        self.wait_for(lambda: "agents=2" in self.log_text(), "the new agent")
        hidden = self.answer("reply-6", "ask-6", [own], login="carla@staff.example")
        absent = self.answer("reply-6b", "ask-6", ["support+99999.aaaaaaaaaaaaaaaaaaaaaaaaaa@desk.example"],
                             login="carla@staff.example")
        self.assertEqual(hidden.text, absent.text)
        self.assertEqual(self.outbox(number), [])

    def test_a_tag_of_a_ticket_of_his_makes_it_a_reply_and_another_trackers_does_not(self):
        number, _, _ = self.open_ticket("ask-7")
        tagged = self.send_headers("tag-7", ["kunde@heyer.example"], ("In-Reply-To", " <ask-7@heyer.example>"),
                                   subject=f"Re: Outage [#{number}]")
        self.assertEqual(tagged.verdict, "discard")
        self.assertEqual(len(self.outbox(number)), 1)
        foreign = self.send_headers("tag-7b", ["kunde@heyer.example"], subject="Re: Outage [#99999]")
        self.assertEqual(foreign.verdict, "accept")

    def test_addresses_for_agents_are_open_to_agents_only(self):
        client = self.client()
        client.begin("<kunde@heyer.example>")
        for address in ("<note+4815.aaaaaaaaaaaaaaaaaaaaaaaaaa@desk.example>", "<new+kunde=heyer.example@desk.example>"):
            self.assertEqual(client.recipient(address).text[:9], "550 5.7.1")


class PrivatePort(MilterTest):
    """The outbox's own smtpd: the current attempt passes once, everything else does not."""

    OUTBOX = """
        insert into vorrang.outbox (ticket_number, kind, recipients, not_before, created_at, state, attempt)
        select max(number), 'reply', '{kunde@heyer.example}', now(), now(), 'claimed', 2 from vorrang.tickets
        returning id"""

    def send(self, *marks, queue_id="4Zout"):
        return self.client(daemon="OUTBOX", client="127.0.0.1").send(
            mail("out", *[("X-Vorrang-Outbox", f" {mark}") for mark in marks]), sender="<>",
            recipients=["<kunde@heyer.example>"], queue_id=queue_id)

    def outbox_row(self):
        self.client().send(mail(f"for-{self.id()}"))
        return int(self.sql(self.OUTBOX))

    def test_the_current_attempt_passes_once_without_its_mark(self):
        row = self.outbox_row()
        answer = self.send(f"{row} 2", queue_id="4Zpass")
        self.assertEqual((answer.verdict, answer.headers), ("accept", [(1, "X-Vorrang-Outbox", "")]))
        boot_id = pathlib.Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        accepted = "select accepted_attempt, accepted_queue_id, accepted_boot_id from vorrang.outbox where id ="
        self.assertEqual(self.sql(f"{accepted} {row}"), f"2|4Zpass|{boot_id}")
        self.assertEqual(self.send(f"{row} 2").verdict, "discard")

    def test_an_older_attempt_is_forgotten(self):
        row = self.outbox_row()
        self.assertEqual(self.send(f"{row} 1").verdict, "discard")
        self.assertEqual(self.send(f"{row} 2").verdict, "accept")

    def test_what_is_not_from_the_outbox_is_refused(self):
        row = self.outbox_row()
        for marks in ((), (f"{row} 2", f"{row} 2"), ("x",), (f"{row}",), ("-1 2",)):
            self.assertEqual(self.send(*marks).text[:9], "550 5.7.1", marks)
        self.assertEqual(self.send(f"{row} 2").verdict, "accept")

    def test_an_attempt_that_the_database_does_not_know_is_put_off(self):
        row = self.outbox_row()
        for mark in (f"{row} 3", "999999 1"):
            self.assertEqual(self.send(mark).text[:9], "451 4.3.0", mark)
        self.assertEqual(self.send(f"{row} 2").verdict, "accept")

    def test_the_mark_means_nothing_elsewhere(self):
        row = self.outbox_row()
        answer = self.client().send(mail("mark-1", ("X-Vorrang-Outbox", f" {row} 2")),
                                    recipients=["<b@partner.example>"])
        self.assertEqual((answer.verdict, answer.headers), ("accept", []))
        self.assertEqual(self.send(f"{row} 2").verdict, "accept")


class KeptQueue(MilterTest):
    configuration = "keep-queue.conf"

    def test_discard_false_only_takes_recipients_off(self):
        answer = self.client().send(mail("keep-1"), recipients=["<support@desk.example>", "<sales@desk.example>"])
        self.assertEqual((answer.verdict, answer.deleted), ("accept", ["<support@desk.example>", "<sales@desk.example>"]))


if __name__ == "__main__":
    main("__main__")
