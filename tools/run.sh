#!/usr/bin/env bash
# Builds the app and opens it on the demo practice. Without a display it proves that the same app works, and takes its picture.
source "$(dirname "$0")/lib.sh"

need_rust_and_node
need_packages "${BUILD_PACKAGES[@]}"
has_display || need_packages "${SCREEN_PACKAGES[@]}"
need_ui_packages
say "Building the screens and the app"
build_screens
build_app
make_demo_practice
cat target/demo-home/sign-in.txt

# The webview keeps its own files inside the clone too.
export CARETALLY_HOME=$PWD/target/demo-home
if has_display; then
    say "Opening Caretally on the demo practice"
    exec env XDG_DATA_HOME="$PWD/target/demo-home-webview/data" XDG_CACHE_HOME="$PWD/target/demo-home-webview/cache" "$APP"
fi

say "There is no display here: running the same app under Xvfb"
E2E_APP=$APP with_screen node tests/e2e/show.mjs target/demo-home target/caretally.png
say "The screen is in target/caretally.png"
said() { sed -n "s/^$1: *//p" target/demo-home/sign-in.txt; }
CARETALLY_SIGN_IN=$(said Sign-in) CARETALLY_PASSWORD=$(said Password) "$CLI" report </dev/null
