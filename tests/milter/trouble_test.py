"""The database away, slow or stopped; the milter stopped, told to read again, started wrongly."""

import concurrent.futures
import os
import signal
import subprocess
import threading
import time

from fixture import PROGRAM, MilterTest, mail, main
from milter_client import Hangup


class DatabaseAway(MilterTest):
    def tearDown(self):
        if not (self.cluster.pg / "data" / "postmaster.pid").exists():
            self.cluster.run("start")

    def count(self, name):
        return len(self.messages(f"message_id = '<{name}@heyer.example>'"))

    def test_desk_mail_is_deferred_and_foreign_mail_is_not(self):
        client = self.client()
        self.assertEqual(client.send(mail("away-0")).verdict, "discard")
        self.cluster.run("kill")
        answer = client.send(mail("away-1"))
        self.assertEqual(answer.text, "451 4.3.0 the desk cannot take this mail now; try again later")
        self.assertEqual(client.send(mail("away-2"), recipients=["<b@partner.example>"]).verdict, "accept")
        self.assertEqual(client.send(mail("away-3"), recipients=["<nobody@desk.example>"]).text[:9], "451 4.3.0")
        self.cluster.run("start")
        self.assertEqual(self.count("away-1"), 0)
        self.assertEqual(client.send(mail("away-1")).verdict, "discard")
        self.assertEqual(self.count("away-1"), 1)

    def test_after_a_restart_the_first_mail_of_a_stale_pool_is_taken(self):
        clients = [self.client() for _ in range(3)]
        for n, client in enumerate(clients):
            self.assertEqual(client.send(mail(f"stale-{n}")).verdict, "discard")
        self.cluster.run("kill")
        self.cluster.run("start")
        for n, client in enumerate(clients):
            self.assertEqual(client.send(mail(f"fresh-{n}")).verdict, "discard")

    def test_a_channel_is_known_within_seconds_of_the_restart(self):
        self.cluster.run("kill")
        loaded = self.log_text().count("directory.loaded")
        self.cluster.run("start")
        self.wait_for(lambda: self.log_text().count("directory.loaded") > loaded, "the directory", 5)

    def test_started_without_database_it_defers_until_there_is_one(self):
        self.cluster.run("kill")
        self.stop()
        self.start()
        client = self.client()
        client.begin("<a@heyer.example>")
        self.assertEqual(client.recipient("<support@desk.example>").text,
                         "451 4.3.0 the desk cannot look up its addresses now; try again later")
        self.cluster.run("start")
        self.assertEqual(client.send(mail("late-1")).verdict, "discard")

    def test_a_dry_pool_defers_and_the_held_mails_are_taken(self):
        # One after the other: libmilter may queue a session behind a busy worker when two stages arrive at once.
        clients = [self.client() for _ in range(6)]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            with self.tables_held():
                held = []
                for n in range(4):
                    held.append(pool.submit(clients[n].send, mail(f"dry-{n}")))
                    self.wait_for(lambda: self.waiting_backends() == len(held), "the next held mail")
                self.assertEqual([clients[n].send(mail(f"dry-{n}")).code for n in (4, 5)], ["451"] * 2)
        self.assertEqual([answer.result().code for answer in held], ["250"] * 4)
        self.assertEqual(sum(self.count(f"dry-{n}") for n in range(6)), 4)

    def waiting_backends(self):
        return int(self.sql("select count(*) from pg_locks where not granted "
                            "and relation = 'vorrang.tickets'::regclass"))

    def test_a_session_killed_in_the_middle_of_a_big_mail_leaves_nothing(self):
        sent = mail("cut-1", body=b"0123456789abcdef\r\n" * 300_000)
        killer = threading.Thread(target=self.kill_backends)
        killer.start()
        answer = self.client().send(sent)
        killer.join()
        self.assertEqual(self.count("cut-1"), 1 if answer.verdict == "discard" else 0)
        self.assertEqual(self.client().send(sent).verdict, "discard")
        self.assert_stored(self.messages("message_id = '<cut-1@heyer.example>'")[0], sent)

    def kill_backends(self):
        for _ in range(3):
            time.sleep(0.05)
            self.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'vorrang_milter'")


class SpoolAway(MilterTest):
    def test_a_mail_that_finds_no_room_is_deferred_and_the_next_is_taken(self):
        spool = self.directory / "spool"
        spool.rmdir()
        client = self.client()
        self.assertEqual(client.send(mail("room-1", body=b"x" * 3_000_000)).code, "451")
        self.assertEqual(client.send(mail("room-2")).verdict, "discard")
        spool.mkdir()
        self.assertEqual(client.send(mail("room-1", body=b"x" * 3_000_000)).verdict, "discard")


class Process(MilterTest):
    def setUp(self):
        if self.process.poll() is not None:
            self.start()

    def test_it_ends_within_a_second_and_takes_its_socket_away(self):
        idle = self.client()
        idle.begin("<a@heyer.example>")
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.process.wait(5), 0)
        self.assertLess(time.monotonic() - begun, 1)
        self.assertFalse((self.directory / "milter.sock").exists())
        with self.assertRaises((Hangup, OSError)):
            idle.recipient("<support@desk.example>")

    def test_a_mail_that_is_being_committed_at_the_end_is_answered(self):
        answers = []
        sender = threading.Thread(target=lambda: answers.append(self.client().send(mail("drain-1")).verdict))
        with self.tables_held():
            sender.start()
            waiting = "select count(*) from pg_locks where not granted"
            self.wait_for(lambda: self.sql(waiting) == "1", "the waiting mail")
            self.process.send_signal(signal.SIGTERM)
            self.wait_for(lambda: "stopping mails=1" in self.log_text(), "the drain")
            self.assertIsNone(self.process.poll())
        self.assertEqual(self.process.wait(10), 0)
        sender.join()
        self.assertEqual(answers, ["discard"])
        self.assertEqual(len(self.messages("message_id = '<drain-1@heyer.example>'")), 1)

    def test_it_reads_its_configuration_again(self):
        client = self.client()
        client.begin("<a@heyer.example>")
        self.assertEqual(client.recipient("<press@desk.example>").code, "550")
        self.configure("desk.conf", **{"info@desk.example": "press@desk.example"})
        for _ in range(5):
            self.process.send_signal(signal.SIGHUP)
        self.wait_for(lambda: "config.reloaded" in self.log_text(), "the reload")
        client.begin("<a@heyer.example>")
        self.assertEqual(client.recipient("<press@desk.example>").verdict, "continue")
        self.configure("broken.conf")
        self.process.send_signal(signal.SIGHUP)
        self.wait_for(lambda: "config.refused" in self.log_text(), "the refusal")
        client.begin("<a@heyer.example>")
        self.assertEqual(client.recipient("<press@desk.example>").verdict, "continue")
        self.configure("desk.conf")

    def test_a_killed_one_is_followed_by_another_at_the_same_socket(self):
        self.process.kill()
        self.process.wait()
        self.assertTrue((self.directory / "milter.sock").exists())
        self.start()
        self.assertEqual(self.client().send(mail("after-kill-1")).verdict, "discard")

    def test_a_second_one_does_not_take_the_socket_of_a_living_one(self):
        second = subprocess.run([PROGRAM, "--config", self.directory / "vorrang.toml"], capture_output=True, text=True,
                                check=False, timeout=20)
        self.assertEqual(second.returncode, 69)
        self.assertIn("another milter listens at", second.stderr)
        self.assertEqual(self.client().send(mail("second-1")).verdict, "discard")

    def test_the_socket_has_the_configured_mode(self):
        self.assertEqual(os.stat(self.directory / "milter.sock").st_mode & 0o777, 0o660)

    def test_a_broken_configuration_names_file_line_and_column(self):
        path = self.directory / "broken.toml"
        path.write_text('[milter]\nsocket = "unix:/nowhere"\nconections = 4\n')
        done = subprocess.run([PROGRAM, "--config", path], capture_output=True, text=True, check=False, timeout=20)
        self.assertEqual(done.returncode, 78)
        self.assertIn(f"{path}:3:1: ", done.stderr)


if __name__ == "__main__":
    main("__main__")
