# How the demo talks, waits and runs steps.
# shellcheck shell=bash

say() { printf '%s\n' "$*"; }

# A sentence to stderr, end.
die() {
    printf 'contrib/demo: %s\n' "$*" >&2
    exit 1
}

# alive_every_10_s NAME LOG COMMAND…: runs it in a subshell with its output in a log, and shows every 10 s that it is
# alive. The exit code is the command's.
alive_every_10_s() {
    local name=$1 log=$2 pid started=$SECONDS said=$SECONDS
    shift 2
    # A process group of its own, so that ^C can end all of it. 9 is the lock of a demo's directory: no daemon may
    # inherit it.
    set -m
    ("$@") >"$log" 2>&1 </dev/null 9>&- &
    pid=$!
    set +m
    # shellcheck disable=SC2064  # the pid of now
    trap "kill -TERM -- -$pid 2>/dev/null; exit 130" INT TERM
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.1
        if [ $((SECONDS - said)) -ge 9 ]; then
            said=$SECONDS
            say "  … $name, $((SECONDS - started)) s: $(tail -n 1 "$log" | tr -cd '[:print:]' | cut -c 1-100)"
        fi
    done
    trap - INT TERM
    wait "$pid"
}

# step NAME COMMAND…: when it fails, shows the step and the end of its log, and ends the demo.
step() {
    local name=$1 log="$DEMO_DIR/log/step-${1// /-}.log"
    shift
    say "- $name"
    alive_every_10_s "$name" "$log" "$@" && return 0
    printf 'contrib/demo: step "%s" failed. The end of its log %s:\n' "$name" "$log" >&2
    tail -n 30 "$log" | sed 's/^/    /' >&2
    exit 1
}

# wait_for SECONDS WHAT COMMAND…: until the command succeeds, or a sentence and failure.
wait_for() {
    local seconds=$1 what=$2 end
    shift 2
    end=$((SECONDS + seconds))
    until "$@" >/dev/null 2>&1; do
        if [ "$SECONDS" -ge "$end" ]; then
            printf '%s: no answer within %s s\n' "$what" "$seconds" >&2
            return 1
        fi
        sleep 0.1
    done
}

# The first line that a server says on a port of this host.
banner() {
    local line
    exec 8<>"/dev/tcp/127.0.0.1/$1" || return 1
    IFS= read -r -t 5 line <&8
    exec 8<&- 8>&-
    printf '%s\n' "$line"
}

port_answers() { (banner "$1") 2>/dev/null | grep -q "$2"; }

# Does somebody listen on this unix socket?
socket_answers() {
    python3 -c 'import socket, sys; s = socket.socket(socket.AF_UNIX); s.settimeout(5); s.connect(sys.argv[1])' "$1"
}
