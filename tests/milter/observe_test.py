"""Channels that are off or observe: their mail passes, whatever state the database is in."""

import time

from fixture import MilterTest, mail, main

HELP = ["<help@firm.example>"]
FROM_US = ("From", " Bernd <bernd@firm.example>")


class Observing(MilterTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel("help", "help@firm.example", "observe")
        cls.channel("old", "old@desk.example", "off")
        cls.wait_for(lambda: "channels=4" in cls.log_text(), "the channels")

    @classmethod
    def channel(cls, key, address, intake):
        cls.sql(f"""select vorrang_api.channel_set('{key}', '{{"address": "{address}", "sla": "default",
            "calendar": "always", "intake": "{intake}"}}')""", role="vorrang_admin")

    def setUp(self):
        self.sql("truncate vorrang.observed cascade")

    def tearDown(self):
        if not (self.cluster.pg / "data" / "postmaster.pid").exists():
            self.cluster.run("start")

    def observed(self, name):
        return self.sql("select class || ' ' || (answered_at is not null) from vorrang.observed "
                        f"where message_id = '<{name}@heyer.example>'")

    def test_a_mail_passes_and_is_noted(self):
        answer = self.client().send(mail("seen-1"), recipients=HELP)
        self.assertEqual((answer.verdict, answer.deleted, answer.headers), ("accept", [], []))
        self.wait_for(lambda: self.observed("seen-1") == "A false", "the note")
        self.assertEqual(self.messages("message_id = '<seen-1@heyer.example>'"), [])

    def test_an_answer_of_any_login_of_the_house_is_noted(self):
        client = self.client()
        client.send(mail("seen-2"), recipients=HELP)
        answer = mail("answer-2", ("In-Reply-To", " <seen-2@heyer.example>"), sender=FROM_US)
        self.assertEqual(client.send(answer, "<bernd@firm.example>", ["<kunde@heyer.example>"], login="bernd").verdict, "accept")
        self.wait_for(lambda: self.observed("seen-2") == "A true", "the answer")

    def test_a_channel_that_is_off_is_nobodys(self):
        client = self.client()
        self.assertEqual(client.send(mail("off-1"), recipients=["<old@desk.example>"]).verdict, "accept")
        answer = client.send(mail("off-2"), recipients=["<old@desk.example>", "<support@desk.example>"])
        self.assertEqual((answer.verdict, answer.deleted), ("accept", ["<support@desk.example>"]))
        self.assertEqual(client.send(mail("off-3"), recipients=["<nobody@desk.example>"]).code, "550")
        token = "a" * 26
        self.assertEqual(client.send(mail("off-4"), recipients=[f"<old+1.{token}@desk.example>"]).verdict, "accept")
        self.assertIn("outcome=untaken", self.log_text())
        self.assertEqual(len(self.messages("message_id like '<off-%'")), 1)

    def test_switched_off_while_the_milter_has_not_heard_of_it_the_mail_passes(self):
        self.channel("late", "late@desk.example", "auto")
        client = self.client()
        self.assertEqual(client.send(mail("late-1"), recipients=["<late@desk.example>"]).verdict, "discard")
        self.sql("update vorrang.channels set intake = 'off' where key = 'late'")  # tells nobody
        self.assertEqual(client.send(mail("late-2"), recipients=["<late@desk.example>"]).verdict, "accept")

    def test_without_the_database_no_mail_waits_and_the_loss_is_told_once(self):
        client = self.client()
        lost = self.log_text().count("observe.lost")
        self.cluster.run("kill")
        begun = time.monotonic()
        for number in range(5):
            self.assertEqual(client.send(mail(f"away-{number}"), recipients=HELP).verdict, "accept")
        reply = mail("reply-0", ("In-Reply-To", " <away-0@heyer.example>"), sender=FROM_US)
        self.assertEqual(client.send(reply, "<help@firm.example>", ["<kunde@heyer.example>"], login="bernd@firm.example").verdict,
                         "accept")
        self.assertLess(time.monotonic() - begun, 1)
        self.wait_for(lambda: "observe.lost" in self.log_text(), "the loss in the log")
        self.assertEqual(client.send(mail("desk-away")).code, "451")
        self.cluster.run("start")
        self.wait_for(lambda: self.sql("select count(*) from vorrang.observed") == "5", "what waited")
        self.wait_for(lambda: self.observed("away-0") == "A true", "the answer, too")
        self.assertEqual(self.log_text().count("observe.lost"), lost + 1)
        self.assertIn("observe.resumed", self.log_text())

    def test_a_database_that_hangs_delays_nobody(self):
        client = self.client()
        with self.tables_held("vorrang.observed"):
            begun = time.monotonic()
            for number in range(20):
                self.assertEqual(client.send(mail(f"held-{number}"), recipients=HELP).verdict, "accept")
            self.assertLess(time.monotonic() - begun, 1)
        self.wait_for(lambda: self.sql("select count(*) from vorrang.observed") == "20", "what waited")


if __name__ == "__main__":
    main("__main__")
