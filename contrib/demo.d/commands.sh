# The commands of contrib/demo.
# shellcheck shell=bash
# shellcheck disable=SC2154  # build, empty: options, read by contrib/demo

# One demo, one command at a time.
lock_directory() {
    exec 9>"$DEMO_DIR/lock"
    flock -w 300 9 || die "another contrib/demo works on $DEMO_DIR for 5 minutes already"
}

need_directory() {
    [ -r "$DEMO_DIR/port-base" ] || die "there is no demo in $DEMO_DIR: make it with 'contrib/demo up --dir $DEMO_DIR'"
}

command_up() {
    local missing started=$SECONDS
    mkdir -p "$DEMO_DIR/log" || die "cannot make the directory $DEMO_DIR"
    lock_directory
    mapfile -t missing < <(missing_packages)
    [ "${#missing[@]}" -eq 0 ] || step "packages" install_packages "${missing[@]}"
    [ "$build" = no ] || step "build" build_programs
    step "directories" make_directories
    step "reachable for other ids" check_reachable
    stop_outdated
    step "programs" install_programs
    step "configuration" write_vorrang_config
    step "templates" install_templates
    check_ports
    step "database cluster" make_cluster
    step "start postgres" start_postgres
    step "database roles" make_database
    step "database upgrade" upgrade_database
    load_world
    step "start dovecot" start_dovecot
    step "start milter" start_milter
    step "start vorrangd" start_vorrangd
    step "start postfix" start_postfix
    step "everything answers" everything_answers
    say "up in $((SECONDS - started)) s"
    how_to_look
}

# The programs must be able to enter the directory.
check_reachable() {
    setpriv --reuid="$MILTER_UID" --regid="$MILTER_UID" --clear-groups test -x "$DEMO_DIR/bin" || {
        echo "user id $MILTER_UID cannot enter $DEMO_DIR: take a --dir whose parents everybody may enter"
        return 1
    }
}

# A program that was built anew is started anew; everything else keeps running.
stop_outdated() {
    local pair file part new
    for pair in vorrang-milter:milter vorrangd:vorrangd lib20_vorrang_plugin.so:dovecot; do
        file=${pair%:*} part=${pair#*:}
        if [ -z "$("${part}_pid")" ] || ! new=$(built "$file"); then continue; fi
        cmp -s "$new" "$DEMO_DIR/bin/$file" || cmp -s "$new" "$DEMO_DIR/modules/$file" ||
            step "stop $part (it was built anew)" "stop_$part"
    done
}

# A port that somebody else has would show as a strange error much later.
check_ports() {
    local part port
    while read -r part port; do
        ! has_processes "$part" || continue
        ! (exec 8<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null ||
            die "port $port (for $part) is taken by another program: take another --port-base (and --dir)"
    done <<PORTS
postgres $PG_PORT
dovecot $IMAP_PORT
postfix $SMTP_PORT
postfix $RELAY_PORT
postfix $REENTRY_PORT
postfix $OUTBOX_PORT
postfix $SUBMISSION_PORT
PORTS
}

has_processes() { [ -n "$("${1}_pid")" ] || [ -n "$("${1}_leftovers")" ]; }

load_world() {
    [ "$empty" = no ] && [ ! -e "$DEMO_DIR/world-loaded" ] || return 0
    step "sample world" "$CONTRIB/demo-world" "$DEMO_DIR/bin/vorrang" --config "$DEMO_DIR/etc/vorrang.toml"
    touch "$DEMO_DIR/world-loaded"
}

everything_answers() {
    local part rc=0
    for part in "${PARTS[@]}"; do
        wait_for 15 "$part" part_answers "$part" || rc=1
    done
    [ "$rc" -eq 0 ] || return 1
    wait_for 15 "the milter behind Postfix" desk_answers || desk_answers
}

part_answers() {
    [ -n "$("$1_pid")" ] || return 1
    case $1 in
        postgres) postgres_answers ;;
        dovecot) port_answers "$IMAP_PORT" '^\* OK' ;;
        postfix) port_answers "$SMTP_PORT" '^220 ' ;;
        milter) socket_answers "$DEMO_DIR/run/milter/milter.sock" ;;
        vorrangd) socket_answers "$DEMO_DIR/run/imap/imap.sock" ;;
    esac
}

command_down() {
    local part
    need_directory
    lock_directory
    for part in postfix dovecot vorrangd milter postgres; do
        ! has_processes "$part" || step "stop $part" "stop_$part"
    done
    say "down; the data is kept in $DEMO_DIR"
}

command_status() {
    local part pid rc=0
    need_directory
    for part in "${PARTS[@]}"; do
        if pid=$("${part}_pid"); then
            if part_answers "$part" >/dev/null 2>&1; then
                say "$part answers, process $pid"
            else
                say "$part runs as process $pid but does not answer; see $DEMO_DIR/log"
                rc=1
            fi
        else
            say "$part does not run; bring it back with: contrib/demo start $part --dir $DEMO_DIR"
            rc=1
        fi
    done
    return "$rc"
}

command_env() {
    need_directory
    cat <<ENV
VORRANG_SMTP=127.0.0.1:$SMTP_PORT
VORRANG_SMTP_RELAY=127.0.0.1:$RELAY_PORT
VORRANG_SUBMISSION=127.0.0.1:$SUBMISSION_PORT
VORRANG_IMAP=127.0.0.1:$IMAP_PORT
VORRANG_DSN=postgresql://vorrang_owner@127.0.0.1:$PG_PORT/vorrang?passfile=$DEMO_DIR/secret/admin.pgpass
VORRANG_CONFIG=$DEMO_DIR/etc/vorrang.toml
VORRANG_BIN=$DEMO_DIR/bin
VORRANG_LOGS=$DEMO_DIR/log
VORRANG_POSTFIX_CONFIG=$DEMO_DIR/postfix/etc
VORRANG_DOVECOT_CONFIG=$DEMO_DIR/etc/dovecot/dovecot.conf
VORRANG_PID_POSTFIX=$(postfix_pid)
VORRANG_PID_DOVECOT=$(dovecot_pid)
VORRANG_PID_POSTGRES=$(postgres_pid)
VORRANG_PID_MILTER=$(milter_pid)
VORRANG_PID_VORRANGD=$(vorrangd_pid)
ENV
}

command_start() {
    need_directory
    lock_directory
    step "start $1" "start_$1"
    step "$1 answers" wait_for 15 "$1" part_answers "$1"
}

command_stop() {
    need_directory
    lock_directory
    step "stop $1" "stop_$1"
}

how_to_look() {
    cat <<TEXT

The desk runs. Every password is "demo"; 'contrib/demo env' prints addresses for scripts, logs are in $DEMO_DIR/log.

A customer writes:
  swaks --server 127.0.0.1:$SMTP_PORT --from kunde@heyer.example --to support@desk.example \\
        --header 'Subject: Outage reported' --body 'Nothing works.'
The desk's tickets, and one of them:
  $DEMO_DIR/bin/vorrang --config $DEMO_DIR/etc/vorrang.toml ticket list
  $DEMO_DIR/bin/vorrang --config $DEMO_DIR/etc/vorrang.toml ticket show 4815
An agent looks (anna, bernd, carla, dora @staff.example), or a customer (kunde@heyer.example):
  mutt -n -e 'set ssl_starttls=no ssl_force_tls=no sort=reverse-date-received smtp_authenticators=plain' \\
       -e 'set from=anna@staff.example smtp_url=smtp://anna@staff.example@127.0.0.1:$SUBMISSION_PORT/ smtp_pass=demo' \\
       -e 'set imap_pass=demo record="" folder=imap://anna@staff.example@127.0.0.1:$IMAP_PORT/' -f =INBOX
  Thunderbird: IMAP 127.0.0.1 port $IMAP_PORT, SMTP 127.0.0.1 port $SUBMISSION_PORT, connection security none,
  normal password, user name anna@staff.example; sort the folder by the column "Received", newest first.
TEXT
}
