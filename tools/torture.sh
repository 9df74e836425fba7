#!/usr/bin/env bash
# Tries to lose, falsify and break what a vault keeps, and prints a line for each test with its figures and its bar.
# TORTURE=long is the long form; `tools/torture.sh R5 --seed 7` runs one test again with other chances.
source "$(dirname "$0")/lib.sh"

# The vaults of most tests lie in memory where there is room for them: what they try does not depend on the disk.
# Those that measure it have a folder beside the programs.
room_in_memory() { [[ $(df --output=avail -m /dev/shm 2>/dev/null | tail -n 1) -ge 2048 ]]; }

torture() {
    local words=("$@")
    [[ ${TORTURE:-short} != long ]] || words+=(--long)
    "$TARGET/release/torture" ${words[0]:+"${words[@]}"} </dev/null
}

need_rust_and_node
need_packages "${BUILD_PACKAGES[@]}" strace
export TORTURE_DISK=$TARGET/torture TORTURE_DIR=$TARGET/torture
if room_in_memory; then
    TORTURE_DIR=/dev/shm/caretally-torture
fi
trap steps_taken EXIT
step "Build" cargo build --release --locked -p torture
step "Torture" torture "$@"
