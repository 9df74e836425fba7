#!/usr/bin/env bash
# Tries to lose, falsify and break what a vault keeps, and prints a line for each test with its figures and its bar.
# TORTURE=long is the long form; `tools/torture.sh R5 --seed 7` runs one test again with other chances. A page of all figures is
# in target/torture/figures.md. `tools/torture.sh --quick` tries a few cases of the quickest tests, as `make test` does.
source "$(dirname "$0")/lib.sh"

PROFILE=release
[[ " $* " != *" --quick "* ]] || PROFILE=dev

torture() {
    local words=("$@")
    [[ ${TORTURE:-short} != long ]] || words+=(--long)
    "$TARGET/${PROFILE/dev/debug}/torture" ${words[0]:+"${words[@]}"} </dev/null
}

need_rust_and_node
need_packages "${BUILD_PACKAGES[@]}" strace
places_of_torture
trap steps_taken EXIT
step "Build" cargo build --profile "$PROFILE" --locked -p torture
step "Torture" torture "$@"
