#!/usr/bin/env bash
# Everything that must hold. `test.sh fast` ends after the billing rules.
source "$(dirname "$0")/lib.sh"

# A machine that builds once has no use for what makes the second build quicker, and it is half of the disk space.
[[ -z ${CI:-} ]] || export CARGO_INCREMENTAL=0

set_up() {
    need_rust_and_node
    need_packages "${BUILD_PACKAGES[@]}" "${SCREEN_PACKAGES[@]}" strace
    need_cargo_tool cargo-nextest 0.9.143
}

nextest() {
    local profile=default
    [[ -z ${CI:-} ]] || profile=ci
    cargo nextest run --profile "$profile" "$@" </dev/null
}

# The same packages as before it, so that nothing is built again.
little_torture() {
    places_of_torture
    nextest --workspace --exclude rules --no-capture -E 'package(torture)'
}

ui() { npm --prefix ui run "$@" </dev/null; }

lint_screens() {
    ui lint
    # The tests of the window are written as the screens are.
    (cd ui && npm exec -- prettier --config .prettierrc --check '../tests/{e2e,bench-ui}/*.mjs' </dev/null)
}

licenses() {
    need_cargo_tool cargo-deny 0.20.2
    cargo deny --locked check licenses bans sources </dev/null
}

trap steps_taken EXIT
step "What is needed" set_up
step "Format" cargo fmt --all --check
step "Clippy" cargo clippy --workspace --all-targets --locked -- -D warnings
step "Billing rules" nextest -p rules
if [[ ${1:-} == fast ]]; then
    exit
fi
step "Rust tests" nextest --workspace --exclude rules -E 'not package(torture)'
step "Torture, a little of it" little_torture
step "Examples in the documentation" cargo test --workspace --doc --quiet
step "Packages of the screens" need_ui_packages
step "Types of the screens" ui check
step "Lint and format of the screens" lint_screens
step "Tests of the screens" ui test
step "Screens" build_screens
step "App" build_app
step "The app in its webview" tools/e2e.sh built
step "Licenses, bans, sources" licenses
