# The fuzz targets of tests/fuzz under libFuzzer: only when asked for.
# shellcheck shell=bash
# shellcheck disable=SC2154  # set by contrib/check

FUZZ_SECONDS=${FUZZ_SECONDS:-60}
FUZZ_BUILD=$ROOT/build/fuzz

family_fuzz() {
    local log=$WORK/log/fuzz-build.log
    command -v clang++-14 >/dev/null || { skip_family fuzz "clang-14" && return; }
    alive_every_10_s "fuzz: build" "$log" build_fuzz_targets || { show "$log" && add fuzz 0 1 0 && return; }
    local names
    mapfile -t names < <(cd "$ROOT/tests/fuzz/seeds" && printf '%s\n' *)
    alive_every_10_s fuzz "$WORK/log/fuzz.log" run_fuzz_targets "${names[@]}"
    count_fuzz_targets "${names[@]}"
}

build_fuzz_targets() {
    [ -f "$FUZZ_BUILD/build.ninja" ] || (cd "$ROOT" && cmake --preset fuzz) || return 1
    (cd "$ROOT" && cmake --build --preset fuzz)
}

# Two at a time. What libFuzzer finds interesting is kept from run to run in build/fuzz/corpus.
run_fuzz_targets() {
    local name
    for name in "$@"; do
        while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n; done
        fuzz_one "$name" &
    done
    wait
}

# fuzz_one NAME: its log ends with a line `exit CODE`.
fuzz_one() {
    local name=$1 corpus=$FUZZ_BUILD/corpus/$1 found=$FUZZ_BUILD/found/$1
    mkdir -p "$corpus" "$found"
    "$FUZZ_BUILD/tests/fuzz/fuzz-$name" -max_total_time="$FUZZ_SECONDS" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
        -dict="$ROOT/tests/fuzz/words.dict" -artifact_prefix="$found/" -print_final_stats=1 \
        "$corpus" "$ROOT/tests/fuzz/seeds/$name" >"$WORK/log/fuzz-$name.log" 2>&1
    echo "exit $?" >>"$WORK/log/fuzz-$name.log"
    echo "$name: $(tail -n 1 "$WORK/log/fuzz-$name.log")"
}

count_fuzz_targets() {
    local name log input passed=0 failed=0
    for name in "$@"; do
        log=$WORK/log/fuzz-$name.log
        if [ "$(tail -n 1 "$log")" = "exit 0" ]; then
            passed=$((passed + 1))
            say "  fuzz/$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs"
            continue
        fi
        failed=$((failed + 1))
        say "  fuzz/$name failed"
        grep -m 5 'does not hold\|runtime error\|ERROR: \|SUMMARY: ' "$log" | sed 's/^/    /'
        input=$(sed -n 's/^.*Test unit written to //p' "$log" | tail -n 1)
        if [ -n "$input" ]; then
            say "    again: $FUZZ_BUILD/tests/fuzz/fuzz-$name $input"
        else
            show "$log" 20
        fi
    done
    add fuzz "$passed" "$failed" 0
}
