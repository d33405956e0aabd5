-- The SQLSTATEs of Vorrang, mapped to ErrorCode in core/pg/sqlstate.cc:
--   VR001 no such thing (or it may not be seen)   VR002 a rule of the desk says no
--   VR003 the value cannot be right                VR004 the call is formed wrongly
--   VR005 somebody changed it meanwhile
create or replace function vorrang.raise(p_state text, p_text text, p_hint text default '')
returns void
language plpgsql
as $$
begin
    raise exception using errcode = p_state, message = p_text, hint = p_hint;
end
$$;
comment on function vorrang.raise is
    'Raises one of our SQLSTATEs: text says what happened, hint what the operator can do.';
