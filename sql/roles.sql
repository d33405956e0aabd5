-- The roles of Vorrang. A superuser runs this once per cluster, before `vorrang db upgrade`.
-- They can log in but have no password: set one (`\password vorrang_milter`) or use peer authentication.
-- Each program has its own role and may execute its own functions only (sql/grants.sql).
do $$
declare
    name text;
begin
    foreach name in array array['vorrang_owner', 'vorrang_milter', 'vorrang_daemon', 'vorrang_admin', 'vorrang_accounting']
    loop
        if not exists (select from pg_roles where rolname = name) then
            execute format(
                'create role %I login nosuperuser nocreatedb nocreaterole noreplication nobypassrls',
                name);
        end if;
    end loop;
end
$$;
