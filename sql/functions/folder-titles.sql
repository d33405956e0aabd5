-- What folders are called: in the agent's language, and after customers.

create or replace function vorrang.folder_titles()
returns table (english text, german text)
language sql immutable
as $$
    values ('Mine', 'Meine'), ('Waiting', 'Wartet'), ('Hold', 'Wiedervorlage'), ('Outgoing', 'Ausgang'),
           ('Closed', 'Erledigt'), ('Watching', 'Beobachtet'), ('Queues', 'Warteschlangen'),
           ('Conversations', 'Verläufe'), ('Customers', 'Kunden'), ('Knowledge', 'Wissen'), ('Do', 'Aktion'),
           ('Do/Close quietly', 'Aktion/Still schließen'), ('Do/Merge', 'Aktion/Zusammenführen'),
           ('Do/Release', 'Aktion/Freigeben'), ('Do/Split', 'Aktion/Abtrennen'),
           ('Do/Spam sender', 'Aktion/Absender ist Spam'),
           ('Hold/tomorrow', 'Wiedervorlage/morgen'), ('Hold/monday', 'Wiedervorlage/Montag'),
           ('Hold/next week', 'Wiedervorlage/nächste Woche')
$$;
comment on function vorrang.folder_titles is
    'English and German names of whole folders and of first parts. What does not stand here is called the same in both.';

create or replace function vorrang.folder_title(p_name text, p_language text)
returns text
language plpgsql stable
as $$
begin
    if p_language = 'en' then
        return p_name;
    end if;
    return coalesce(
        (select t.german from vorrang.folder_titles() t where t.english = p_name),
        (select t.german || substr(p_name, length(t.english) + 1)
           from vorrang.folder_titles() t where t.english = split_part(p_name, '/', 1)),
        p_name);
end
$$;
comment on function vorrang.folder_title is 'A folder''s English name in another language.';

create or replace function vorrang.plain_folder(p_title text, p_language text)
returns text
language plpgsql stable
as $$
declare
    v_name text := normalize(p_title, NFC);
begin
    if p_language = 'en' then
        return v_name;
    end if;
    v_name := coalesce(
        (select t.english from vorrang.folder_titles() t where t.german = v_name),
        (select t.english || substr(v_name, length(t.german) + 1)
           from vorrang.folder_titles() t where t.german = split_part(v_name, '/', 1)),
        v_name);
    return case when vorrang.folder_title(v_name, p_language) = normalize(p_title, NFC) then v_name end;
end
$$;
comment on function vorrang.plain_folder is
    'The English name of what is called so in this language; null: nothing is. A folder has one name for an agent.';

create or replace function vorrang.cut_to_bytes(p_text text, p_bytes integer)
returns text
language plpgsql immutable
as $$
declare
    v text := left(p_text, p_bytes);
begin
    while octet_length(v) > p_bytes loop
        v := left(v, -1);
    end loop;
    return v;
end
$$;

create or replace function vorrang.safe_folder_name(p_text text)
returns text
language sql immutable
as $$
    select trim(vorrang.cut_to_bytes(trim(normalize(regexp_replace(regexp_replace(
        p_text,
        '[\u0001-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff\U000e0000-\U000e0fff]',
        '', 'g'),
        '[/\\%*"]', '-', 'g'), NFC)), 60))
$$;
comment on function vorrang.safe_folder_name is
    'A name from data as a folder''s: NFC, at most 60 bytes, without what separates, matches or quotes folders '
    '(/ % * \ ") and without what cannot be seen: control characters, bidi, zero width, variants, tags.';

create or replace function vorrang.name_customer_folder(k vorrang.customers)
returns text
language plpgsql
as $$
declare
    v_name text := vorrang.safe_folder_name(k.name);
    v_suffix text := ' (' || vorrang.cut_to_bytes(k.key, 48) || ')';
begin
    perform pg_advisory_xact_lock(4817, 0);
    if v_name in ('', '.', '..', '~') or lower(v_name) = 'inbox' then
        v_name := trim(v_name || v_suffix);
    end if;
    for n in 1 .. 100 loop
        exit when not exists (
            select from vorrang.customers o where lower(o.folder_name) = lower(v_name) and o.id <> k.id);
        v_name := trim(vorrang.cut_to_bytes(vorrang.safe_folder_name(k.name),
                60 - octet_length(v_suffix))) || v_suffix;
        v_suffix := ' (' || k.id || case when n > 1 then '.' || n else '' end || ')';
    end loop;
    update vorrang.customers set folder_name = v_name where id = k.id;
    return v_name;
end
$$;
comment on function vorrang.name_customer_folder is
    'Gives a customer the name of his folder: his own, made safe; where another one is called so (but for '
    'capitals), with his key behind it.';
