"""A desk of any size in seconds: tickets are copied in the database, with their mail, as if as many had been written."""

COPY = """
create temp table made on commit drop as
select (select next_ticket from vorrang.numbering) + n as number, t.number as old, n
  from (select number from vorrang.tickets t join vorrang.channels c on c.id = t.channel_id
         where c.key = '{origin}' and t.status = 'new' order by number limit 1) t, generate_series(1, {count}) n;
update vorrang.numbering set next_ticket = next_ticket + {count} + 1;
insert into vorrang.tickets
select r.*
  from made m join vorrang.tickets t on t.number = m.old
 cross join lateral jsonb_populate_record(t, jsonb_build_object(
           'number', m.number, 'status', '{status}', 'closed_at', {closed_at},
           'channel_id', (select id from vorrang.channels where key = '{channel}'),
           'token', translate(substr(md5('t' || m.number) || md5('u' || m.number), 1, 26), '0189', 'ghij'),
           'note_token', translate(substr(md5('n' || m.number) || md5('o' || m.number), 1, 26), '0189', 'ghij'),
           'response_due', t.response_due + m.n * interval '1 second', 'resolution_due', t.resolution_due + m.n * interval '1 second',
           'amber_at', t.amber_at + m.n * interval '1 second', 'red_at', t.red_at + m.n * interval '1 second',
           'clock_at', t.clock_at + m.n * interval '1 second')) r;
create temp table mails on commit drop as
select nextval(pg_get_serial_sequence('vorrang.messages', 'id')) as id, x.id as old, m.number
  from made m cross join generate_series(1, {mails}) join lateral (
      select id from vorrang.messages where ticket_number = m.old and direction = 'in' order by id limit 1) x on true;
insert into vorrang.messages overriding system value
select r.*
  from mails m join vorrang.messages x on x.id = m.old
 cross join lateral jsonb_populate_record(x, jsonb_build_object(
           'id', m.id, 'ticket_number', m.number, 'message_id', '<' || m.id || '@copy.example>')) r;
insert into vorrang.message_chunks (message_id, part, n, data)
select m.id, c.part, c.n, {data} from mails m join vorrang.message_chunks c on c.message_id = m.old;
"""


def copy_tickets(desk, origin, channel, count, status="new", mails=1, bodies=True, project=True):
    """So many more tickets in this channel, like the first of `origin`, each with so many mails."""
    query = COPY.format(origin=origin, channel=channel, count=count, status=status, mails=mails,
                        closed_at="now()" if status in ("solved", "closed", "spam") else "null",
                        data="c.data" if bodies else "case c.part when 0 then c.data else ''::bytea end")
    if project:
        query += "insert into vorrang.ticket_changes (ticket_number) select number from made;"
    desk.superuser.run("begin;" + query + "commit;", 1200)


def vacuum(desk):
    """What autovacuum does within a minute of such a change."""
    desk.superuser.run("vacuum analyze", 600)


def agents(desk, count, channel):
    """Agents w1, w2, … who handle the channel; their logins are as the demo's."""
    for number in range(1, count + 1):
        desk.vorrang("agent", "set", f"w{number}", "--login", f"w{number}@staff.example", "--name", f"W {number}", "--member", channel)
