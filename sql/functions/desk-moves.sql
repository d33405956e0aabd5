-- What a move to Hold, Team/<agent> or Watching does.

create or replace function vorrang.must_be_open(t vorrang.tickets)
returns void
language plpgsql stable
as $$
begin
    if vorrang.is_closed(t.status) then
        perform vorrang.raise('VR002', format('#%s is closed. Move it to INBOX first', t.number));
    end if;
end
$$;

create or replace function vorrang.hold_row(a vorrang.agents, t vorrang.tickets, p_word text, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_until timestamptz := vorrang.hold_until(coalesce(p_word, ''), t.calendar_id, p_now);
begin
    perform vorrang.must_be_open(t);
    if v_until is null then
        perform vorrang.raise('VR002', format('"%s" is past, or too far away. Nothing was done', p_word));
    end if;
    perform vorrang.hold_ticket(t.number, v_until, p_now, a.key, 'imap');
end
$$;
comment on function vorrang.hold_row is 'Moved to Hold (p_word null: the next day with opening hours) or Hold/<word>.';

create or replace function vorrang.hand_over(a vorrang.agents, t vorrang.tickets, p_to integer, p_now timestamptz)
returns void
language plpgsql
as $$
declare
    v_refusal text := vorrang.refusal_of_absent(t, p_to, p_now);
begin
    perform vorrang.must_be_open(t);
    if not vorrang.may_be_given(t, p_to) then
        perform vorrang.raise('VR002', format('%s does not handle the channel of #%s. Move it to a queue of theirs first, '
                'then hand it over. Nothing was done', (select x.name from vorrang.agents x where x.id = p_to), t.number));
    end if;
    if v_refusal is not null then
        perform vorrang.raise('VR002', format('#%s: %s. Nothing was done', t.number, v_refusal));
    end if;
    perform vorrang.assign(t, p_to, a, p_now, 'imap');
end
$$;
comment on function vorrang.hand_over is 'Moved to Team/<agent>: it is the colleague''s, who is told once (TS-55).';

create or replace function vorrang.watch_move(
    a vorrang.agents, p_source vorrang.folders, p_target vorrang.folders, p_ticket bigint, p_now timestamptz)
returns boolean
language plpgsql
as $$
begin
    if p_target.kind = 'watching' then
        perform vorrang.add_watcher(p_ticket, a.id, a, p_now, 'imap');
        return true;
    elsif p_source.kind = 'watching' and p_target.kind = 'inbox' then
        perform vorrang.stop_watching(p_ticket, a, p_now);
        return true;
    end if;
    return false;
end
$$;
comment on function vorrang.watch_move is
    'Into Watching: he reads along; from there to INBOX: no more. Who may see a ticket may do that. False: another move.';
