# The desk's own two programs, each under its own id.
# shellcheck shell=bash

milter_pid() { pid_in "$DEMO_DIR/run/pid/milter"; }

vorrangd_pid() { pid_in "$DEMO_DIR/run/pid/vorrangd"; }

# One process each: nothing is left behind.
milter_leftovers() { :; }

vorrangd_leftovers() { :; }

# run_program NAME FILE UID: starts it in the background; its stderr is its log.
run_program() {
    local name=$1 program=$DEMO_DIR/bin/$2 uid=$3
    (
        cd / && umask 007
        exec setsid setpriv --reuid="$uid" --regid="$uid" --clear-groups --inh-caps=-all --no-new-privs \
            "$program" --config "$DEMO_DIR/etc/vorrang.toml"
    ) </dev/null >>"$DEMO_DIR/log/$name.log" 2>&1 9>&- &
    write_pid_file "$DEMO_DIR/run/pid/$name" $!
    disown
}

# program_ready NAME SOCKET: it listens; or it has ended, which is told at once.
program_ready() {
    local name=$1 socket=$2 end=$((SECONDS + 30))
    until socket_answers "$socket" 2>/dev/null; do
        pid_in "$DEMO_DIR/run/pid/$name" >/dev/null || {
            echo "$name ended; the end of its log:"
            tail -n 20 "$DEMO_DIR/log/$name.log"
            return 1
        }
        if [ "$SECONDS" -ge "$end" ]; then
            echo "$name: nothing listens on $socket after 30 s"
            tail -n 20 "$DEMO_DIR/log/$name.log"
            return 1
        fi
        sleep 0.1
    done
}

start_milter() {
    if ! milter_pid >/dev/null; then
        rm -f "$DEMO_DIR/run/milter/milter.sock"
        run_program milter vorrang-milter "$MILTER_UID"
    fi
    program_ready milter "$DEMO_DIR/run/milter/milter.sock"
}

start_vorrangd() {
    if ! vorrangd_pid >/dev/null; then
        rm -f "$DEMO_DIR"/run/{imap,admin,wake}/*.sock
        run_program vorrangd vorrangd "$DAEMON_UID"
    fi
    program_ready vorrangd "$DEMO_DIR/run/imap/imap.sock"
}

stop_program() {
    local pid
    pid=$(pid_in "$DEMO_DIR/run/pid/$1") || return 0
    end_process "$pid" 8
    rm -f "$DEMO_DIR/run/pid/$1"
}

stop_milter() { stop_program milter; }

stop_vorrangd() { stop_program vorrangd; }
