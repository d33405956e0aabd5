"""T12, T11: every sample mail at the wire, as it is and spoilt. VORRANG_CORPORA_ALL=1 spoils each in every way."""

import base64
import hashlib
import json
import os
import pathlib
import random

from fixture import MilterTest, main, stored_form
from corpora import milter_form, samples
from process_cost import cost_of

CORPORA = pathlib.Path(os.environ.get("VORRANG_CORPORA", "/nonexistent"))
SEED = int(os.environ.get("VORRANG_CORPORA_SEED", random.randrange(1 << 30)))
SPOILT = None if os.environ.get("VORRANG_CORPORA_ALL") else 1
CPU = 1.0
MEMORY = 64 << 20


class Corpora(MilterTest):
    def setUp(self):
        if not CORPORA.is_dir():
            self.skipTest("no corpora beside the project")

    def test_every_sample_mail_is_stored_as_it_came_and_costs_little(self):
        sent = list(samples(CORPORA, SPOILT, SEED))
        client = self.client()
        most = {"cpu": 0.0, "memory": 0}
        for n, (path, way, mail) in enumerate(sent):
            with cost_of(self.process.pid) as cost:
                answer = client.send(milter_form(mail), sender=f"<n{n}@corpus.example>", queue_id=f"4Z{n}")
            what = f"{path}, {way}, VORRANG_CORPORA_SEED={SEED}"
            self.assertEqual(answer.verdict, "discard", f"{what}: {answer}")
            self.assertLess(cost.cpu, CPU, what)
            self.assertLess(cost.memory, MEMORY, what)
            most = {"cpu": max(most["cpu"], cost.cpu), "memory": max(most["memory"], cost.memory)}
        print(f"{len(sent)} mails, at most {most['cpu'] * 1000:.1f} ms and {most['memory'] >> 10} KiB each", end=" ")
        self.assert_all_stored(sent)
        self.assert_no_sql_error()
        self.assert_derived_columns_are_text()

    def assert_all_stored(self, sent):
        rows = self.sql("""select json_build_object('n', substring(m.envelope_from from '^n([0-9]+)@'),
                'header', (select encode(string_agg(c.data, ''::bytea order by c.n), 'base64')
                           from vorrang.message_chunks c where c.message_id = m.id and c.part = 0),
                'body', (select encode(sha256(coalesce(string_agg(c.data, ''::bytea order by c.n), '')), 'hex')
                         from vorrang.message_chunks c where c.message_id = m.id and c.part = 1))
            from vorrang.messages m where m.envelope_from like 'n%@corpus.example'""").splitlines()
        self.assertEqual(len(rows), len(sent), f"messages, VORRANG_CORPORA_SEED={SEED}")
        for row in map(json.loads, rows):
            path, way, mail = sent[int(row["n"])]
            header, body = stored_form(milter_form(mail))
            self.assertEqual(row["body"], hashlib.sha256(body).hexdigest(), f"{path}, {way}: body")
            self.assertTrue(base64_ends_with(row["header"], header), f"{path}, {way}: header")

    def assert_no_sql_error(self):
        log = (self.cluster.pg / "log").read_text(encoding="utf-8", errors="replace")
        wrong = [line for line in log.splitlines() if "ERROR:" in line or "FATAL:" in line or "PANIC:" in line]
        self.assertEqual(wrong, [])
        self.assertNotIn(": error: ", self.log_text())

    def assert_derived_columns_are_text(self):
        """Nowhere is a control character, nor a line end. (That all is UTF-8 PostgreSQL sees to.)"""
        columns = self.sql("select table_name || ' ' || column_name || ' ' || data_type from information_schema.columns "
                           "natural join information_schema.tables where table_schema = 'vorrang' and table_type = "
                           "'BASE TABLE' and data_type in ('text', 'ARRAY', 'jsonb') order by 1").splitlines()
        self.assertGreater(len(columns), 50)
        for column in columns:
            table, name, kind = column.split(" ")
            # In jsonb they stand as escapes.
            control = r"\\u00[01]|\\[nrbft]" if kind == "jsonb" else r"[\x01-\x1f\x7f\x80-\x9f\u2028\u2029]"
            found = self.sql(f"select {name} from vorrang.{table} where {name}::text ~ '{control}' limit 1")
            self.assertEqual(found, "", f"{table}.{name}")


def base64_ends_with(text, end):
    return base64.b64decode(text).endswith(end)


if __name__ == "__main__":
    main("__main__")
