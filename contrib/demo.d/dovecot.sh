# Dovecot: IMAP for agents and for the customers of the sample world, LMTP, and the logins of Postfix's submission port.
# shellcheck shell=bash

# The outside world; any local part has a mailbox.
WORLD_DOMAINS=(heyer.example nordit.example kessel.example brandt.example partner.example elsewhere.example)
STAFF_DOMAIN=staff.example

dovecot_pid() { pid_of_program "$DEMO_DIR/run/dovecot/master.pid" "$DEMO_DIR/etc/dovecot"; }

dovecot_leftovers() { leftovers_marked "VORRANG_DEMO=$DEMO_DIR" /usr/lib/dovecot; }

configure_dovecot() {
    local etc=$DEMO_DIR/etc/dovecot
    directory 755 0:0 "$etc" "$DEMO_DIR/dovecot/state" || return 1
    sed -e "s,@DIR@,$DEMO_DIR,g" -e "s,@MAIL_UID@,$MAIL_UID,g" -e "s,@IMAP_PORT@,$IMAP_PORT,g" \
        "$CONTRIB/demo.d/dovecot.conf" >"$etc/dovecot.conf" &&
        desk_conf >"$etc/desk.conf" &&
        account_domains >"$etc/domains"
}

# The sample file on this demo's paths.
desk_conf() {
    printf 'mail_plugin_dir = %s\n' "$DEMO_DIR/modules"
    sed -e "s,/run/vorrang/,$DEMO_DIR/run/," -e "s,/var/spool/postfix/private/auth,auth-postfix," \
        "$CONTRIB/dovecot/vorrang.conf"
}

account_domains() {
    local domain
    for domain in "${WORLD_DOMAINS[@]}"; do
        account_line "$domain"
    done
    account_line "$STAFF_DOMAIN" \
        'namespace/desk/disabled=no namespace/personal/disabled=no namespace/inbox/disabled=yes'
    account_line "lmtp/$STAFF_DOMAIN" 'namespace/delivery/disabled=no namespace/inbox/disabled=yes'
}

# account_line DOMAIN [FIELDS OF THE USERDB]: a line of a passwd-file.
account_line() {
    local field fields=
    for field in ${2:-}; do
        fields+=" userdb_$field"
    done
    printf '%s:{PLAIN}demo::::::%s\n' "$1" "${fields# }"
}

start_dovecot() {
    dovecot_pid >/dev/null && return 0
    kill_leftovers dovecot "$DEMO_DIR/run/dovecot/master.pid"
    configure_dovecot || return 1
    VORRANG_DEMO=$DEMO_DIR dovecot -c "$DEMO_DIR/etc/dovecot/dovecot.conf" </dev/null || return 1
    wait_for 20 Dovecot port_answers "$IMAP_PORT" '^\* OK'
}

stop_dovecot() {
    local pid
    pid=$(dovecot_pid) || return 0
    doveadm -c "$DEMO_DIR/etc/dovecot/dovecot.conf" stop
    wait_for 10 "Dovecot's end" gone "$pid" "$(start_time "$pid" || echo 0)" || end_process "$pid" 1
    kill_leftovers dovecot "$DEMO_DIR/run/dovecot/master.pid"
}
