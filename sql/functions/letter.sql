-- In which words the desk writes to a customer: language, salutation, canned replies (CC-11, U-04, U-20).

create or replace function vorrang.letter_language(t vorrang.tickets)
returns text
language sql stable
as $$
    select coalesce(
        (select k.language from vorrang.contacts k where k.id = t.contact_id),
        (select c.language from vorrang.channels c where c.id = t.channel_id))
$$;
comment on function vorrang.letter_language is 'Of the desk''s own words: the contact''s, else the channel''s.';

create or replace function vorrang.letter_json(t vorrang.tickets, p_agent integer)
returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'language', vorrang.letter_language(t),
        'name', coalesce(nullif(k.name, ''), t.sender_name),
        'salutation', coalesce(k.salutation, ''),
        'agent', (select a.name from vorrang.agents a where a.id = coalesce(p_agent, t.owner_id)))
    from (select 1) one
    left join vorrang.contacts k on k.id = t.contact_id
$$;
comment on function vorrang.letter_json is
    'How a letter addresses its reader and who signs it: this agent, else the ticket''s owner.';

create or replace function vorrang.refusal_of_canned(t vorrang.tickets, p_facts jsonb)
returns text
language sql stable
as $$
    select format('#%s: #use: "%s" is not written for the channel %s in the language %s. Nothing was sent.',
        t.number, u.name, c.key, vorrang.letter_language(t))
    from jsonb_each(coalesce(p_facts->'canned', '{}')) u (name, places)
    join vorrang.channels c on c.id = t.channel_id
    where not exists (
        select from jsonb_to_recordset(u.places) as p (channel text, language text)
        where p.channel in ('', c.key) and p.language in ('', vorrang.letter_language(t)))
    order by u.name
    limit 1
$$;
comment on function vorrang.refusal_of_canned is
    'The first canned reply that is not there for this ticket, in words; null: all are. p_facts.canned: '
    '{name: [{channel, language}, …]}, each empty for all, as the milter found the files.';

create or replace function vorrang.keep_question(
    t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamptz)
returns void
language plpgsql
as $$
begin
    if coalesce(p_facts->>'question', '') <> '' then
        update vorrang.messages set question = left(p_facts->>'question', 20000) where id = p_message;
        perform vorrang.write_event(t.number, p_now, 'asked', a.key, 'smtp', jsonb_build_object('message', p_message));
    end if;
end
$$;
comment on function vorrang.keep_question is
    'The history says that the customer was asked; the question stands in the agent''s message, and later in the one '
    'that leaves, as ticket show tells it (CC-12).';
