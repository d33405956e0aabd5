# Postfix: contrib/postfix on this demo's paths and ports, plus the small world around it.
# shellcheck shell=bash

# Every master has the same command line; its working directory tells whose it is.
postfix_pid() {
    local pid
    pid=$(pid_of_program "$DEMO_DIR/postfix/queue/pid/master.pid" /usr/lib/postfix/sbin/master) &&
        [ "$(readlink "/proc/$pid/cwd")" = "$DEMO_DIR/postfix/queue" ] && printf '%s\n' "$pid"
}

postfix_leftovers() { leftovers_in "$DEMO_DIR/postfix/queue" /usr/lib/postfix/sbin; }

configure_postfix() {
    local etc=$DEMO_DIR/postfix/etc
    directory 755 0:0 "$etc" "$DEMO_DIR/postfix/queue" && directory 700 postfix:root "$DEMO_DIR/postfix/data" || return 1
    # Written aside and moved: a running Postfix reads these files whenever it starts a process.
    rm -rf "$etc.new" && mkdir "$etc.new" && cp "$CONTRIB/postfix/main.cf" "$CONTRIB/postfix/sender-logins" "$etc.new/" &&
        master_cf >"$etc.new/master.cf" &&
        desk_parameters | xargs -d '\n' postconf -c "$etc.new" -e &&
        world_parameters | xargs -d '\n' postconf -c "$etc.new" -e &&
        mv -f "$etc.new"/* "$etc/" && rmdir "$etc.new"
}

master_cf() {
    sed -e "s/^smtp  *inet/127.0.0.1:$SMTP_PORT inet/" \
        -e "s/^10024  *inet/127.0.0.1:$RELAY_PORT inet/" \
        -e "s/^submission  *inet/127.0.0.1:$SUBMISSION_PORT inet/" \
        -e "s/^127.0.0.1:10025  *inet/127.0.0.1:$REENTRY_PORT inet/" \
        -e "s/^127.0.0.1:10026  *inet/127.0.0.1:$OUTBOX_PORT inet/" \
        "$CONTRIB/postfix/master.cf"
}

# The same settings as the sample's, on other paths and ports.
desk_parameters() {
    cat <<CONF
queue_directory = $DEMO_DIR/postfix/queue
data_directory = $DEMO_DIR/postfix/data
maillog_file = $DEMO_DIR/log/mail.log
maillog_file_prefixes = $DEMO_DIR/log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
relay_transport = smtp:[127.0.0.1]:$REENTRY_PORT
smtpd_milters = unix:$DEMO_DIR/run/milter/milter.sock
smtpd_sasl_path = $DEMO_DIR/run/dovecot/auth-postfix
smtpd_sender_login_maps = regexp:$DEMO_DIR/postfix/etc/sender-logins
CONF
}

# What only a demo has: the outside world lives in the same Dovecot, there is no DNS, and nobody waits for minutes.
world_parameters() {
    cat <<CONF
virtual_mailbox_domains = ${WORLD_DOMAINS[*]} $STAFF_DOMAIN
virtual_transport = lmtp:unix:$DEMO_DIR/run/dovecot/lmtp
lmtp_destination_recipient_limit = 1
default_transport = error:5.1.2 There is no such domain in the demo
smtp_dns_support_level = disabled
smtp_host_lookup = native
smtpd_peername_lookup = no
smtpd_client_connection_count_limit = 0
smtpd_error_sleep_time = 0
in_flow_delay = 0
queue_run_delay = 5
minimal_backoff_time = 5
maximal_backoff_time = 20
CONF
}

start_postfix() {
    postfix_pid >/dev/null && return 0
    kill_leftovers postfix "$DEMO_DIR/postfix/queue/pid/master.pid"
    configure_postfix || return 1
    postfix -c "$DEMO_DIR/postfix/etc" start || {
        tail -n 20 "$DEMO_DIR/log/mail.log"
        return 1
    }
    local port
    for port in "$SMTP_PORT" "$RELAY_PORT" "$SUBMISSION_PORT" "$REENTRY_PORT" "$OUTBOX_PORT"; do
        wait_for 20 "Postfix on port $port" port_answers "$port" '^220 ' || return 1
    done
}

stop_postfix() {
    local pid
    pid=$(postfix_pid) || return 0
    postfix -c "$DEMO_DIR/postfix/etc" stop
    end_process "$pid" 5
    kill_leftovers postfix "$DEMO_DIR/postfix/queue/pid/master.pid"
}

# A mail for a desk address gets as far as the milter.
desk_answers() {
    python3 - "$SMTP_PORT" "${1:-}" <<'PYTHON'
import smtplib, sys
with smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=10) as smtp:
    smtp.ehlo("demo.example")
    code, text = smtp.mail("probe@elsewhere.example")
    if code == 250 and sys.argv[2]:
        code, text = smtp.rcpt(sys.argv[2])
    print(code, text.decode())
    sys.exit(code != 250)
PYTHON
}
