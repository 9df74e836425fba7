#!/usr/bin/env bash
# R23: what the program is made of. Lock files as they were written, licenses, bans, sources, known faults where their list can
# be had, and a bill of materials in target/sbom.cdx.json.
source "$(dirname "$0")/lib.sh"

frozen() {
    cargo metadata --locked --format-version 1 >/dev/null
    npm --prefix ui ci --dry-run --ignore-scripts --no-audit --no-fund --prefer-offline >/dev/null </dev/null
    say "Cargo.lock and ui/package-lock.json are what the manifests ask for."
}

# RustSec's list must be fetched: without a network nothing is known, which is said and is no fault of the program.
known_faults() {
    local found
    if found=$(cargo deny --locked check advisories </dev/null 2>&1); then
        say "RustSec: nothing known of a crate."
    elif [[ $found == *"failed to fetch advisory database"* ]]; then
        say "NOT CHECKED: the list of known faults (RustSec) cannot be had here."
    else
        printf '%s\n' "$found"
        return 1
    fi
}

known_faults_of_screens() {
    local found
    if found=$(npm --prefix ui audit --omit=dev </dev/null 2>&1); then
        say "npm audit: nothing known of what is in the program."
    elif [[ $found == *"audit report"* ]]; then
        printf '%s\n' "$found"
        return 1
    else
        say "NOT CHECKED: npm's list of known faults cannot be had here."
    fi
}

need_rust_and_node
need_cargo_tool cargo-deny 0.20.2
trap steps_taken EXIT
step "Lock files" frozen
step "Licenses, bans, sources" cargo deny --locked check licenses bans sources
step "Known faults of crates" known_faults
step "Known faults of the screens' packages" known_faults_of_screens
step "Bill of materials" node tools/sbom.mjs target/sbom.cdx.json
