# A throw-away PostgreSQL whose schema came from `vorrang db upgrade`, as an admin makes it.
# shellcheck shell=bash

TEST_CLUSTER=$WORK/pg

throwaway_cluster() { "$ROOT/tests/support/throwaway-cluster" "$@"; }

# Once for all families that want it.
start_test_database() {
    [ ! -e "$WORK/database-ready" ] || return 0
    local program
    program=$(built vorrang) || {
        echo "the program vorrang is not built"
        return 1
    }
    cat >"$WORK/vorrang.toml" <<CONF
[database]
dsn = "host=$TEST_CLUSTER/sock dbname=vorrang"
[milter]
spool_directory = "$WORK"
CONF
    throwaway_cluster up "$TEST_CLUSTER" --no-schema &&
        "$program" --config "$WORK/vorrang.toml" db upgrade &&
        "$program" --config "$WORK/vorrang.toml" db upgrade --first-number 1 &&
        touch "$WORK/database-ready"
}

stop_test_database() { [ ! -e "$TEST_CLUSTER" ] || throwaway_cluster down "$TEST_CLUSTER" >/dev/null 2>&1; }

test_psql() { throwaway_cluster psql "$TEST_CLUSTER" postgres "$@"; }
