#!/usr/bin/env bash
# Makes the demo practice in target/demo-home, unless it is there, and says how to sign in.
source "$(dirname "$0")/lib.sh"
need_rust_and_node
need_packages "${BUILD_PACKAGES[@]}"
[[ -x $CLI ]] || cargo build -p cli
make_demo_practice
cat target/demo-home/sign-in.txt
