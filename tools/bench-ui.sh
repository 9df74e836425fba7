#!/usr/bin/env bash
# How fast the screens are: the release build in the real webview, on a vault of 5,000 patients and 400,000 entries that
# `torture vault` makes once for each schema. `built` trusts that all is built; BENCH_ROUNDS says how many rounds.
source "$(dirname "$0")/lib.sh"

CLI=$TARGET/release/caretally-cli
# What ships admits no driver. This one does, by its own assertions alone, and so it lies where nobody ships it from.
APP=$PWD/target/bench-ui/caretally
DRIVEN=(--config 'profile.release.package.caretally.debug-assertions=true')

build_all() {
    build_screens
    cargo build --release --locked -p caretally -p cli --features caretally/custom-protocol "${DRIVEN[@]}" </dev/null
    mkdir -p target/bench-ui
    mv "$TARGET/release/caretally" "$APP"
    # By itself: what the torture suite needs of the crates is not in the program.
    cargo build --release --locked -p torture --target-dir "$TARGET/torture-build" </dev/null
}

lay_out() {
    rm -rf target/bench-ui/home target/bench-ui/home-webview target/bench-ui/frames
    mkdir -p target/bench-ui/home target/bench-ui/frames target/e2e/logs
    "$TARGET/torture-build/release/torture" vault target/bench-ui/home </dev/null
}

measure() { with_screen node tests/bench-ui/bench.mjs; }

need_rust_and_node
need_packages "${BUILD_PACKAGES[@]}" "${SCREEN_PACKAGES[@]}"
need_ui_packages
places_of_torture
trap steps_taken EXIT
[[ ${1:-} == built ]] || step "Build" build_all
step "Practice" lay_out
export E2E_APP=$APP E2E_CLI=$CLI BENCH_HOME=target/bench-ui/home FRAMES=$PWD/target/bench-ui/frames
step "Screens" measure
