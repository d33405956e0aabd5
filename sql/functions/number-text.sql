-- Numbers of bills and documents.

create or replace function vorrang.number_text(p_pattern text, p_year integer, p_count bigint)
returns text
language sql immutable
as $$
    select regexp_replace(replace(p_pattern, 'YYYY', p_year::text), '#+',
        lpad(p_count::text, greatest(length(substring(p_pattern from '#+')), length(p_count::text)), '0'))
$$;
comment on function vorrang.number_text is 'R-YYYY-#### of 2026 and 7 is R-2026-0007; more digits where they are needed.';
