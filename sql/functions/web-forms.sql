-- Mail that the own website makes of a form: its customer is whom Reply-To names (TS-04, TS-06).

create or replace function vorrang.is_form_sender(p_facts jsonb)
returns boolean
language plpgsql stable
as $$
begin
    return exists (
        select from jsonb_array_elements_text(p_facts->'channels') as a (address)
        join vorrang.channels c on c.address = a.address
        where p_facts->>'from' = any (c.form_senders)
          and (p_facts->>'trust' = 'verified' or p_facts->>'client' = any (c.form_hosts)));
end
$$;
comment on function vorrang.is_form_sender is
    'Is this mail from a form sender of a channel that it names, and proven: verified, or handed in by one of '
    'the channel''s form hosts? Whoever only writes such a From counts for nothing.';

create or replace function vorrang.read_form(p_facts jsonb)
returns jsonb
language plpgsql stable
as $$
declare
    v_reply_to jsonb := p_facts->'reply_to';
    v_address text := v_reply_to->0->>'address';
begin
    if v_address is null or jsonb_array_length(v_reply_to) <> 1 or v_address = p_facts->>'from'
       or (p_facts->>'from_count')::integer <> 1 or p_facts->>'machine' in ('bounce', 'list')
       or not vorrang.is_form_sender(p_facts) or not vorrang.is_mailable(v_address) then
        return p_facts;
    end if;
    return p_facts || jsonb_build_object(
        'from', v_address, 'from_name', v_reply_to->0->>'name', 'source', 'web', 'machine', '', 'participants', '[]'::jsonb,
        'trust', case when exists (select from vorrang.agents a
                                    where split_part(a.login, '@', 2) = split_part(v_address, '@', 2))
                      then 'unverified' else 'unproven' end);
end
$$;
comment on function vorrang.read_form is
    'The facts of a mail, those of a form mail as if its one Reply-To had written it: unproven, for anybody may '
    'type any address into a form (a colleague''s: unverified). Several Reply-To, or the desk''s own: as it came.';
