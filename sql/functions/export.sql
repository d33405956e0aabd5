-- Leaving is easy (N-07): all tickets with their histories, for `vorrang export`.

create or replace function vorrang_api.export_tickets(
    p_after bigint, p_limit integer, p_channel text, p_now timestamptz default now())
returns jsonb
language plpgsql stable security definer set search_path = vorrang, pg_temp
as $$
declare
    v_only integer := case when p_channel <> '' then vorrang.channel_id(p_channel) end;
begin
    return (
        select coalesce(jsonb_agg(vorrang_api.ticket_show(x.number::text, p_now) order by x.number), '[]')
          from (select t.number from tickets t
                 where t.number > p_after and (v_only is null or t.channel_id = v_only)
                 order by t.number limit p_limit) x);
end
$$;
comment on function vorrang_api.export_tickets is
    'The next tickets after this number, each as ticket_show gives it: with messages and events. p_channel: "" for all.';
