# PostgreSQL: an own cluster under user postgres.
# shellcheck shell=bash

as_postgres() { (cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups "$@"); }

postgres_pid() { pid_of_program "$DEMO_DIR/pg/postmaster.pid" "$DEMO_DIR/pg"; }

postgres_leftovers() { leftovers_in "$DEMO_DIR/pg" "$PG_BIN"; }

superuser_psql() {
    as_postgres psql -X -q -v ON_ERROR_STOP=1 -h "$DEMO_DIR/run/postgresql" -p "$PG_PORT" -U postgres "$@"
}

postgres_answers() { superuser_psql -d postgres -c 'select 1'; }

make_cluster() {
    local data=$DEMO_DIR/pg
    [ ! -e "$data/PG_VERSION" ] || return 0
    rm -rf "$data.new" &&
        directory 700 postgres:postgres "$data.new" &&
        as_postgres "$PG_BIN/initdb" -D "$data.new" -U postgres -E UTF8 --locale=C.UTF-8 --auth=peer &&
        mv "$data.new" "$data"
}

configure_postgres() {
    local data=$DEMO_DIR/pg
    install -o postgres -g postgres -m 600 "$CONTRIB/postgres/pg_hba.conf" "$data/pg_hba.conf" &&
        install -o postgres -g postgres -m 600 "$CONTRIB/postgres/vorrang.conf" "$data/vorrang.conf" &&
        cat >"$data/postgresql.auto.conf" <<CONF
include_if_exists = 'vorrang.conf'
CONF
}

start_postgres() {
    local log=$DEMO_DIR/log/postgres.log
    postgres_pid >/dev/null && return 0
    kill_leftovers postgres "$DEMO_DIR/pg/postmaster.pid" "$DEMO_DIR/run/postgresql/.s.PGSQL.$PG_PORT.lock"
    touch "$log" && chown postgres:postgres "$log"
    configure_postgres || return 1
    as_postgres "$PG_BIN/pg_ctl" -D "$DEMO_DIR/pg" -l "$log" -w -t 60 start \
        -o "-c listen_addresses=127.0.0.1 -c port=$PG_PORT -c unix_socket_directories=$DEMO_DIR/run/postgresql" || {
        tail -n 20 "$log"
        return 1
    }
    wait_for 20 PostgreSQL postgres_answers
}

stop_postgres() {
    postgres_pid >/dev/null || return 0
    as_postgres "$PG_BIN/pg_ctl" -D "$DEMO_DIR/pg" -m fast -w -t 30 stop ||
        as_postgres "$PG_BIN/pg_ctl" -D "$DEMO_DIR/pg" -m immediate -w -t 10 stop
}

# The owner's, the programs' and the admin's roles and passwords. The passwords come through stdin, so that no process
# list shows them, and stand in one file for each program that only it can read.
make_database() {
    [ ! -e "$DEMO_DIR/secret/complete" ] || return 0
    local role database statements="" lines=""
    superuser_psql -d postgres -f - <"$ROOT/sql/roles.sql" || return 1
    for role in vorrang_owner vorrang_milter vorrang_daemon vorrang_admin; do
        local password
        password=$(head -c 24 /dev/urandom | base64 | tr '+/' 'ab')
        statements+="alter role $role password '$password';"$'\n'
        lines+="*:*:*:$role:$password"$'\n'
    done
    superuser_psql -d postgres -f - <<<"$statements" || return 1
    for database in vorrang vorrang_simulation; do # the second is for `vorrang simulate`
        [ -n "$(superuser_psql -At -d postgres -c "select 1 from pg_database where datname = '$database'")" ] ||
            superuser_psql -d postgres -c "create database $database owner vorrang_owner template template0 encoding 'UTF8'" || return 1
    done
    write_passfile milter "$MILTER_UID" vorrang_milter "$lines" &&
        write_passfile daemon "$DAEMON_UID" vorrang_daemon "$lines" &&
        write_passfile admin 0 'vorrang_\(admin\|owner\)' "$lines" &&
        touch "$DEMO_DIR/secret/complete"
}

# write_passfile NAME UID ROLES LINES
write_passfile() {
    local file=$DEMO_DIR/secret/$1.pgpass
    rm -f "$file"
    (umask 077 && grep ":$3:" <<<"$4" >"$file") && chown "$2:$2" "$file"
}

upgrade_database() {
    if [ -e "$DEMO_DIR/secret/numbered" ]; then
        vorrang db upgrade
    else
        vorrang db upgrade --first-number 4815 && touch "$DEMO_DIR/secret/numbered"
    fi
}
