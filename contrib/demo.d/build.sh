# Building the programs, and putting them where other uids can run them.
# shellcheck shell=bash

# What a running desk needs. (contrib/check builds everything.)
DEMO_TARGETS=(vorrang-milter vorrangd vorrang vorrang_plugin)

configure_build() {
    [ -f "$BUILD/build.ninja" ] || cmake -S "$ROOT" -B "$BUILD" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo
}

# Two demos may start at once: one builds, the other waits for it.
build_programs() {
    mkdir -p "$BUILD"
    (
        flock 7
        configure_build && ninja -C "$BUILD" "${DEMO_TARGETS[@]}"
    ) 7>"$BUILD/.demo-lock"
}

# Where the build leaves a program.
built() {
    local found
    found=$(find "$BUILD" -type f -name "$1" -not -path '*/CMakeFiles/*' -print -quit)
    [ -n "$found" ] && printf '%s\n' "$found"
}

# install_program FILE TARGET: copies it (a running process keeps its old file); fails if it is not built.
install_program() {
    local from
    from=$(built "$1") || {
        echo "$1 is not built: no such file below $BUILD" >&2
        return 1
    }
    cmp -s "$from" "$2/$1" || install -m 755 "$from" "$2/$1"
}

install_programs() {
    local program
    for program in vorrang vorrangd vorrang-milter; do
        install_program "$program" "$DEMO_DIR/bin" || return 1
    done
    install_program lib20_vorrang_plugin.so "$DEMO_DIR/modules"
}
