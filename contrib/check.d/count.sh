# Counting and reporting: every family adds to the same three numbers.
# shellcheck shell=bash

PASSED=0 FAILED=0 SKIPPED=0

die_check() {
    printf 'contrib/check: %s\n' "$*" >&2
    exit 64
}

# add FAMILY PASSED FAILED SKIPPED
add() {
    PASSED=$((PASSED + $2)) FAILED=$((FAILED + $3)) SKIPPED=$((SKIPPED + $4))
    say "$1: $2 passed, $3 failed, $4 skipped"
}

# show LOG [LINES]: the end of a log, set in.
show() { tail -n "${2:-60}" "$1" | sed 's/^/    /'; }

# show_failures LOG: of TAP what failed and why, else its end.
show_failures() {
    if grep -q '^not ok ' "$1"; then
        grep -v '^ok \|^[a-z]*$' "$1" | head -n 200 | sed 's/^/    /'
    else
        show "$1"
    fi
}

# A prerequisite is missing: counted, and named.
skip_family() { say "  skipped: $2" && add "$1" 0 0 1; }

# count_tap LOG EXIT_CODE: "passed failed skipped" of one program's output. Without TAP the exit code decides
# (77 = skipped). A program that dies before its plan is done has failed once more.
count_tap() {
    awk -v code="$2" '
        /^ok /          { if (tolower($0) ~ /# *skip/) skipped++; else passed++ }
        /^not ok /      { if (tolower($0) ~ /# *todo/) skipped++; else failed++ }
        /^1\.\.[0-9]+/  { sub(/^1\.\./, ""); plan = $1; planned = 1; if (plan == 0) skipped++ }
        END {
            seen = passed + failed + skipped
            if (!seen && !planned) { if (code == 0) passed = 1; else if (code == 77) skipped = 1; else failed = 1 }
            else if (planned && plan > 0 && seen != plan) failed++
            else if (code != 0 && code != 77 && !failed) failed++
            printf "%d %d %d\n", passed, failed, skipped
        }' "$1"
}

# run_programs FAMILY DIRECTORY [INTERPRETER…]: every executable file there is one test program.
run_programs() {
    local family=$1 directory=$2 program name log code p f s passed=0 failed=0 skipped=0
    for program in "$directory"/*; do
        if [ ! -f "$program" ] || [ ! -x "$program" ]; then continue; fi
        name=$(basename "$program") log=$WORK/log/$family-$(basename "$program").log
        alive_every_10_s "$family/$name" "$log" "$program"
        code=$?
        read -r p f s < <(count_tap "$log" "$code")
        say "  $family/$name: $p passed, $f failed, $s skipped"
        [ "$s" -eq 0 ] || grep -i '^ok .*# *skip\|^1\.\.0' "$log" | sed 's/^/    /'
        [ "$f" -eq 0 ] || show_failures "$log"
        passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    done
    add "$family" "$passed" "$failed" "$skipped"
}

summary() {
    [ "$FAILED" -eq 0 ] || say "logs: $WORK/log"
    say "$PASSED passed, $FAILED failed, $SKIPPED skipped"
    [ "$FAILED" -eq 0 ]
}
