#!/usr/bin/env bash
# Runs the tests of tests/e2e against the built app. `built` trusts that it is built; `screenshots` only takes pictures.
source "$(dirname "$0")/lib.sh"
if [[ ${1:-} != built ]]; then
    need_rust_and_node
    need_packages "${BUILD_PACKAGES[@]}" "${SCREEN_PACKAGES[@]}"
    need_ui_packages
    build_screens
    build_app
fi

rm -rf target/e2e
mkdir -p target/e2e
export E2E_APP=$APP E2E_CLI=$CLI
if [[ ${1:-} == screenshots ]]; then
    with_screen node tests/e2e/screenshots.mjs
else
    # One file at a time: each starts its own app, and two of them would share the focus of the display.
    # shellcheck disable=SC2086 # E2E may name several files
    with_screen node --test --test-concurrency=1 ${E2E:-tests/e2e/*.test.mjs}
fi
