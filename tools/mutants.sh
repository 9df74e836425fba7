#!/usr/bin/env bash
# Changes the billing rules one operator at a time, and lists the changes no test of theirs notices. Takes an hour or more.
# MUTANTS='src-tauri/rules/src/codes/*.rs' looks at some files only; a second run goes on where the first one ended.
source "$(dirname "$0")/lib.sh"

need_rust_and_node
need_cargo_tool cargo-mutants 27.1.0
mkdir -p target/mutants
# In a copy of the tree. A change that never ends is given up after a minute and a half.
cargo mutants --package rules --file "${MUTANTS:-src-tauri/rules/src/**/*.rs}" --output target/mutants --iterate \
    --baseline skip --timeout 90 --colors never --gitignore true </dev/null
