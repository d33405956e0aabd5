# Where everything of one demo is, and under which ids it runs.
# shellcheck shell=bash
# shellcheck disable=SC2034  # the other pieces read these

# Own ids, in no passwd file: nothing else on the machine runs under them.
MILTER_UID=47001
DAEMON_UID=47002
MAIL_UID=47003

PARTS=(postgres dovecot milter vorrangd postfix)
PG_BIN=/usr/lib/postgresql/15/bin

# use_directory DIR [PORT_BASE]: an existing demo keeps the ports that it was made with.
use_directory() {
    local saved=
    DEMO_DIR=$(realpath -m -- "$1")
    [ "${#DEMO_DIR}" -le 60 ] || die "the directory $DEMO_DIR is too long for UNIX sockets in it: take one of at most 60 characters"
    [[ $DEMO_DIR =~ ^[A-Za-z0-9/._-]+$ ]] || die "the directory $DEMO_DIR has characters that configuration files would misread: take letters, digits, . _ -"
    [ ! -r "$DEMO_DIR/port-base" ] || saved=$(<"$DEMO_DIR/port-base")
    if [ -n "$saved" ] && [ -n "${2:-}" ] && [ "$2" != "$saved" ]; then
        die "the demo in $DEMO_DIR has port base $saved; take another --dir for port base $2, or remove that directory after 'contrib/demo down --dir $DEMO_DIR'"
    fi
    PORT_BASE=${saved:-${2:-20000}}
    [[ $PORT_BASE =~ ^[1-9][0-9]{3,4}$ && $PORT_BASE -le 64000 ]] || die "--port-base takes a number from 1000 to 64000, not '$PORT_BASE'"
    name_ports
}

name_ports() {
    SMTP_PORT=$((PORT_BASE + 25))
    RELAY_PORT=$((PORT_BASE + 26))
    REENTRY_PORT=$((PORT_BASE + 27))
    OUTBOX_PORT=$((PORT_BASE + 28))
    SUBMISSION_PORT=$((PORT_BASE + 587))
    IMAP_PORT=$((PORT_BASE + 143))
    PG_PORT=$((PORT_BASE + 432))
}

# directory MODE OWNER PATH…
directory() {
    local mode=$1 owner=$2
    shift 2
    mkdir -p "$@" && chown "$owner" "$@" && chmod "$mode" "$@"
}

# The directories of one demo. A socket takes the group of its directory (2750), so that only who has to reach it can.
make_directories() {
    local d=$DEMO_DIR postfix_gid
    postfix_gid=$(id -g postfix)
    directory 755 0:0 "$d" "$d"/{bin,modules,etc,run,log,dovecot,postfix} &&
        directory 700 0:0 "$d/run/pid" &&
        directory 711 0:0 "$d/secret" &&
        directory 700 "$MILTER_UID:$MILTER_UID" "$d/spool" &&
        directory 700 "$MAIL_UID:$MAIL_UID" "$d/mail" &&
        directory 755 postgres:postgres "$d/run/postgresql" &&
        directory 2750 "$MILTER_UID:$postfix_gid" "$d/run/milter" &&
        directory 2750 "$DAEMON_UID:$MILTER_UID" "$d/run/wake" &&
        directory 2750 "$DAEMON_UID:$MAIL_UID" "$d/run/imap" &&
        directory 2750 "$DAEMON_UID:$DAEMON_UID" "$d/run/admin" &&
        printf '%s\n' "$PORT_BASE" >"$d/port-base"
}

# vorrang.toml is the sample with other paths and ports.
write_vorrang_config() {
    sed -e "s,/run/postgresql port=5432,$DEMO_DIR/run/postgresql port=$PG_PORT," \
        -e "s,/run/vorrang/,$DEMO_DIR/run/," \
        -e "s,/etc/vorrang/templates,$DEMO_DIR/etc/templates," \
        -e "s,/etc/vorrang/,$DEMO_DIR/secret/," \
        -e "s,/var/spool/vorrang,$DEMO_DIR/spool," \
        -e "s,/etc/postfix,$DEMO_DIR/postfix/etc," \
        -e "s,/etc/dovecot/,$DEMO_DIR/etc/dovecot/," \
        -e "s,127.0.0.1:10026\",127.0.0.1:$OUTBOX_PORT\"," \
        -e "s,127.0.0.1:25\",127.0.0.1:$SMTP_PORT\"," \
        "$CONTRIB/vorrang.toml" >"$DEMO_DIR/etc/vorrang.toml"
}

# The sample templates; what was edited since stays.
install_templates() { [ -d "$DEMO_DIR/etc/templates" ] || cp -rT "$CONTRIB/templates" "$DEMO_DIR/etc/templates"; }

# The command of the admin, on this demo.
vorrang() { "$DEMO_DIR/bin/vorrang" --config "$DEMO_DIR/etc/vorrang.toml" "$@"; }
