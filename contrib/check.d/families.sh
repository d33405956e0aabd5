# The families of tests, in the order in which they run: quick ones first.
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153,SC2154  # read and set by contrib/check

FAMILIES=(checks unit sql milter imap e2e)

# --- before all ---

prepare() {
    local missing lists=()
    [[ " ${chosen[*]} " != *" fuzz "* ]] || lists+=("$CONTRIB/packages-fuzz")
    mapfile -t missing < <(missing_packages "${lists[@]}")
    if [ "${#missing[@]}" -gt 0 ]; then
        must "packages" install_packages "${missing[@]}"
    fi
    must "build" build_everything
}

# must NAME COMMAND…: without it there is nothing to test.
must() {
    local name=$1 log="$WORK/log/$1.log"
    shift
    say "- $name"
    alive_every_10_s "$name" "$log" "$@" && return 0
    show "$log"
    say "$name failed: nothing was tested"
    add "$name" 0 1 0
    summary
    exit 1
}

build_everything() {
    mkdir -p "$BUILD"
    (
        flock 7
        configure_build && ninja -C "$BUILD"
    ) 7>"$BUILD/.demo-lock"
}

# --- families ---

family_checks() { run_programs checks "$CONTRIB/checks"; }

family_unit() { ctest_label unit "$BUILD"; }

# ctest_label FAMILY BUILD [LABEL]: the counts come from ctest's own report.
ctest_label() {
    local family=$1 label=${3:-$1} log=$WORK/log/$1.log report=$WORK/log/$1.xml passed failed skipped
    alive_every_10_s "$family" "$log" ctest --test-dir "$2" -L "^$label\$" -j 2 --timeout 600 --output-on-failure \
        --output-junit "$report"
    if [ ! -s "$report" ]; then
        show "$log"
        add "$family" 0 1 0
        return
    fi
    read -r passed failed skipped < <(junit_counts "$report")
    [ "$failed" -eq 0 ] || show "$log" 120
    [ "$skipped" -eq 0 ] || sed -n '/did not run/,/^$/p' "$log"
    if [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ]; then
        say "  there are no tests" && failed=1
    fi
    add "$family" "$passed" "$failed" "$skipped"
}

junit_counts() {
    python3 - "$1" <<'PYTHON'
import sys, xml.etree.ElementTree as tree
suite = tree.parse(sys.argv[1]).getroot()
total, failed = int(suite.get("tests")), int(suite.get("failures"))
skipped = int(suite.get("skipped", 0)) + int(suite.get("disabled", 0))
print(total - failed - skipped, failed, skipped)
PYTHON
}

# The family fails when there is no test database.
with_test_database() {
    local family=$1 log=$WORK/log/database.log
    alive_every_10_s "$family: test database" "$log" start_test_database && return 0
    show "$log"
    say "  the test database could not be made"
    add "$family" 0 1 0
    return 1
}

family_sql() {
    [ -e /usr/share/postgresql/15/extension/pgtap.control ] || { skip_family sql "postgresql-15-pgtap" && return; }
    with_test_database sql || return
    local file name log code p f s passed=0 failed=0 skipped=0
    # Where user postgres can read it.
    cp -r "$ROOT/tests/sql" "$WORK/sql" && chmod -R a+rX "$WORK/sql"
    test_psql -c "create extension if not exists pgtap" || { add sql 0 1 0 && return; }
    for file in "$WORK"/sql/*-test.sql; do
        [ -e "$file" ] || continue
        name=$(basename "$file") log=$WORK/log/sql-$(basename "$file").log
        alive_every_10_s "sql/$name" "$log" test_psql -At -P pager=off -f "$file"
        code=$?
        read -r p f s < <(count_tap "$log" "$code")
        say "  sql/$name: $p passed, $f failed, $s skipped"
        [ "$f" -eq 0 ] || show_failures "$log"
        passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    done
    add sql "$passed" "$failed" "$skipped"
}

family_milter() { ctest_label milter "$BUILD"; }

family_imap() { run_programs imap "$ROOT/tests/imap"; }

family_e2e() { run_programs e2e "$ROOT/tests/e2e"; }

# --- only when asked for ---

# The same programs as in family e2e, for longer.
family_fault() {
    fault_program 61-clock-faults VORRANG_FAULT_TICKETS=600 VORRANG_FAULT_SECONDS=600 VORRANG_FAULT_STOPPED=yes
    fault_program 68-failover VORRANG_FAULT_FAILOVERS=4 VORRANG_FAULT_LETTERS=120
}

# fault_program PROGRAM NAME=VALUE…
fault_program() {
    local program=$1 log=$WORK/log/fault-$1.log code p f s
    shift
    alive_every_10_s "fault/$program" "$log" env "$@" "$ROOT/tests/e2e/$program"
    code=$?
    read -r p f s < <(count_tap "$log" "$code")
    say "  fault/$program: $p passed, $f failed, $s skipped"
    grep '^# [a-z]*:\|^# seed\|^# late' "$log" | sed 's/^/    /'
    [ "$f" -eq 0 ] || show_failures "$log"
    add fault "$p" "$f" "$s"
}

family_tidy() {
    local log=$WORK/log/tidy.log code
    command -v run-clang-tidy-16 >/dev/null || { skip_family tidy "clang-tidy-16" && return; }
    # The compiler's own flags are g++'s.
    alive_every_10_s tidy "$log" run-clang-tidy-16 -quiet -p "$BUILD" -extra-arg=-Wno-unknown-warning-option \
        "$ROOT/(core|milter|daemon|dovecot-plugin)/"
    code=$?
    if [ "$code" -eq 0 ]; then add tidy 1 0 0; else show "$log" 100 && add tidy 0 1 0; fi
}

family_sanitize() {
    local log=$WORK/log/sanitize-build.log build=$ROOT/build/sanitize
    if alive_every_10_s "sanitize: build" "$log" build_sanitized "$build"; then
        ctest_label sanitize "$build" unit
    else
        show "$log" && add sanitize 0 1 0
    fi
}

build_sanitized() {
    [ -f "$1/build.ninja" ] || cmake -S "$ROOT" -B "$1" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DVORRANG_SANITIZE=ON || return 1
    ninja -C "$1"
}
