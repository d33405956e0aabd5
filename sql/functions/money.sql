-- Money is a whole number of a currency's smallest unit; people write and read 1250.00 EUR.

create or replace function vorrang.minor_digits(p_currency text)
returns integer
language sql immutable
as $$
    select case when p_currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX',
                                    'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
                when p_currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
                else 2 end
$$;
comment on function vorrang.minor_digits is
    'Decimals of an amount in this currency (ISO 4217): its smallest unit is 10^-n.';

create or replace function vorrang.amount_text(p_minor bigint, p_currency text)
returns text
language plpgsql immutable
as $$
begin
    return round(p_minor / 10::numeric ^ vorrang.minor_digits(p_currency), vorrang.minor_digits(p_currency));
end
$$;
comment on function vorrang.amount_text is 'An amount as people write it: 1250.00.';

create or replace function vorrang.money_text(p_minor bigint, p_currency text)
returns text
language sql immutable
as $$
    select vorrang.amount_text(p_minor, p_currency) || ' ' || p_currency
$$;
comment on function vorrang.money_text is 'An amount with its currency: 1250.00 EUR. Null: there is none.';

create or replace function vorrang.money_of(p_text text, out minor bigint, out currency text)
language plpgsql immutable
as $$
declare
    v_found text[] := regexp_match(upper(trim(p_text)), '^([0-9]{1,12})(?:[.,]([0-9]{1,3}))? *([A-Z]{3})$');
    v_digits integer;
begin
    currency := v_found[3];
    v_digits := vorrang.minor_digits(currency);
    if v_found is null or length(coalesce(v_found[2], '')) > v_digits then
        perform vorrang.raise('VR003', format('%L is no amount of money', p_text),
            'write number and currency without thousands separators, as 120.00 EUR');
    end if;
    minor := (v_found[1] || rpad(coalesce(v_found[2], ''), v_digits, '0'))::bigint;
end
$$;
comment on function vorrang.money_of is 'Reads 120.00 EUR or 120 EUR. Anything else: VR003.';

create or replace function vorrang.money_sum(p_minor bigint[], p_currency text[])
returns text
language sql immutable
as $$
    select string_agg(vorrang.money_text(x.sum, x.currency), ' + ' order by x.currency)
      from (select c as currency, sum(m)::bigint as sum from unnest(p_minor, p_currency) y (m, c)
             where m is not null group by c) x
$$;
comment on function vorrang.money_sum is 'Amounts added, currency by currency: 120.00 EUR + 5 JPY. Null: there are none.';
