# Processes: ours are known by id and start time, so that no foreign one is ever signalled.
# shellcheck shell=bash

# The instant at which a process started, in ticks since boot; unlike a process id it never comes again.
start_time() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    # The name may hold blanks: count from its closing bracket.
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    printf '%s\n' "${20}"
}

boot_id() { cat /proc/sys/kernel/random/boot_id; }

# alive PID: it runs and is no zombie.
alive() { [ -n "$1" ] && [ -d "/proc/$1" ] && ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null; }

write_pid_file() { printf '%s %s %s\n' "$2" "$(start_time "$2")" "$(boot_id)" >"$1"; }

# The process id in a pid file of write_pid_file, if that very process still runs.
pid_in() {
    local pid started boot
    [ -r "$1" ] && read -r pid started boot <"$1" || return 1
    [ "$boot" = "$(boot_id)" ] && alive "$pid" && [ "$(start_time "$pid")" = "$started" ] || return 1
    printf '%s\n' "$pid"
}

# The process id in a daemon's own pid file, if what runs there is that program.
pid_of_program() {
    local pid
    pid=$(head -n 1 "$1" 2>/dev/null | tr -d '[:space:]')
    [ -n "$pid" ] && alive "$pid" && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q -- "$2" || return 1
    printf '%s\n' "$pid"
}

# end_process PID SECONDS: SIGTERM, and SIGKILL when the grace is over.
end_process() {
    local pid=$1 started
    started=$(start_time "$pid") || return 0
    kill -TERM "$pid" 2>/dev/null
    local end=$((SECONDS + $2))
    while alive "$pid" && [ "$(start_time "$pid")" = "$started" ]; do
        if [ "$SECONDS" -ge "$end" ]; then
            kill -KILL "$pid" 2>/dev/null
            wait_for 5 "process $pid" gone "$pid" "$started"
            return
        fi
        sleep 0.05
    done
}

gone() { ! alive "$1" || [ "$(start_time "$1")" != "$2" ]; }

# leftovers_in DIRECTORY PROGRAMS: processes of programs in PROGRAMS that work in this directory: the children that a
# killed master left behind. (A shell or an editor that happens to stand there is none.)
leftovers_in() {
    find /proc -maxdepth 2 -name cwd -lname "$1" 2>/dev/null | cut -d / -f 3 | while read -r pid; do
        case $(readlink "/proc/$pid/exe" 2>/dev/null) in "$2"/*) printf '%s\n' "$pid" ;; esac
    done
}

# leftovers_marked LINE PROGRAMS: the same for programs that move to other directories but keep this line in their
# environment.
leftovers_marked() {
    find /proc -maxdepth 2 -name exe -lname "$2/*" 2>/dev/null | cut -d / -f 3 | while read -r pid; do
        ! grep -qzxF -- "$1" "/proc/$pid/environ" 2>/dev/null || printf '%s\n' "$pid"
    done
}

# kill_leftovers PART PID_FILE…: so that the part, which does not run, can be started again. Its own pid files go too: a
# process killed a moment ago may still be a zombie, which the part would take for a running one.
kill_leftovers() {
    local part=$1 pid
    shift
    for pid in $("${part}_leftovers"); do
        kill -KILL "$pid" 2>/dev/null
    done
    wait_for 5 "the end of what is left of $part" no_leftovers "$part" && rm -f "$@"
}

no_leftovers() { [ -z "$("$1_leftovers")" ]; }
