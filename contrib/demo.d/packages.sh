# Debian's packages, without a question and without starting a daemon. contrib/check uses it too.
# shellcheck shell=bash

# missing_packages [LIST…]: of contrib/packages and further lists what is not installed.
missing_packages() {
    sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$CONTRIB/packages" "$@" | sort -u |
        comm -23 - <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort -u)
}

install_packages() {
    local policy=/usr/sbin/policy-rc.d ours=no rc
    # Exit 101 forbids the packages to start what they install. An own policy of this machine stays as it is.
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
        ours=yes
    fi
    run_apt "$@"
    rc=$?
    [ "$ours" = no ] || rm -f "$policy"
    return "$rc"
}

run_apt() {
    local options=(-y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0)
    export DEBIAN_FRONTEND=noninteractive
    echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
    apt-get install "${options[@]}" "$@" && return 0
    echo "once more with fresh package lists"
    apt-get update -qq && apt-get install "${options[@]}" "$@"
}
