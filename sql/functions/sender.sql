-- Who a sender is, and whether he takes part in a ticket (design section 6).

create or replace function vorrang.bare_address(p_address text)
returns text
language sql immutable
as $$
    select regexp_replace(lower(p_address), '^([^+@]+)\+[^@]*@', '\1@')
$$;
comment on function vorrang.bare_address is 'An address without its extension: a+1@ and a@ are one mailbox, a@ (T5).';

create or replace function vorrang.is_freemail(p_domain text)
returns boolean
language sql immutable
as $$
    select p_domain in (
        'gmail.com', 'googlemail.com', 'outlook.com', 'outlook.de', 'hotmail.com', 'hotmail.de',
        'live.com', 'live.de', 'msn.com', 'yahoo.com', 'yahoo.de', 'ymail.com', 'icloud.com', 'me.com',
        'mac.com', 'aol.com', 'aol.de', 'gmx.com', 'gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'web.de',
        't-online.de', 'freenet.de', 'mail.de', 'email.de', 'arcor.de', 'posteo.de', 'posteo.net',
        'mailbox.org', 'proton.me', 'protonmail.com', 'tutanota.com', 'tuta.io', 'zoho.com',
        'mail.com', 'mail.ru', 'yandex.ru', 'yandex.com', 'qq.com', '163.com', 'bluewin.ch',
        'orange.fr', 'free.fr', 'laposte.net', 'libero.it', 'wp.pl', 'o2.pl', 'seznam.cz')
$$;
comment on function vorrang.is_freemail is
    'Domains where anybody gets an address: they never name a customer (TS-09).';

create or replace function vorrang.known_sender(
    p_address text, p_from_count integer,
    out customer_id integer, out contact_id integer, out vip boolean)
language plpgsql stable
as $$
declare
    v_domain text := split_part(p_address, '@', 2);
begin
    vip := false;
    if p_from_count <> 1 then
        return;
    end if;
    select c.id, c.vip into contact_id, vip
      from vorrang.contacts c where c.address = p_address;
    vip := coalesce(vip, false);
    select x.customer_id into customer_id
      from vorrang.contact_customers x
     where x.contact_id = known_sender.contact_id
     order by x.position
     limit 1;
    if customer_id is null and not vorrang.is_freemail(v_domain) then
        select d.customer_id into customer_id
          from vorrang.customer_domains d where d.domain = v_domain;
    end if;
end
$$;
comment on function vorrang.known_sender is
    'Exact contact, else the customer of the domain (never freemail), else nobody. Several From: nobody.';

create or replace function vorrang.takes_part(
    p_ticket bigint, p_address text, p_from_count integer, p_trust text)
returns boolean
language plpgsql stable
-- So dear that it is asked of the few tickets that a mail names, and not of all that there are in a small desk.
cost 10000
as $$
begin
    return (
        select p_from_count = 1 and p_address <> '' and (
            exists (
                select from vorrang.participants p
                where p.ticket_number = p_ticket and p.address = p_address)
            or exists (
                select from vorrang.tickets t
                join vorrang.contact_customers x on x.customer_id = t.customer_id
                join vorrang.contacts c on c.id = x.contact_id
                where t.number = p_ticket and c.address = p_address)
            or (p_trust <> 'unverified' and exists (
                select from vorrang.tickets t
                join vorrang.customer_domains d on d.customer_id = t.customer_id
                where t.number = p_ticket and d.domain = split_part(p_address, '@', 2)))));
end
$$;
comment on function vorrang.takes_part is
    'May this sender join the ticket by a reference or a subject tag? A participant, a contact of its '
    'customer, or somebody of his domain whose mail is not unverified.';
