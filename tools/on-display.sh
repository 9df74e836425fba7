#!/usr/bin/env bash
# Runs a command under a window manager on the display it is given; see with_screen in lib.sh.
set -euo pipefail
openbox >target/e2e/logs/openbox.log 2>&1 &
manager=$!
trap 'kill "$manager" 2>/dev/null || true' EXIT
# The app draws in software, and is not to look for the person's own desktop.
unset WAYLAND_DISPLAY
export GDK_BACKEND=x11 NO_AT_BRIDGE=1 LIBGL_ALWAYS_SOFTWARE=1
# Without a graphics card. (WEBKIT_DISABLE_COMPOSITING_MODE would make screenshots hang in WebKitGTK 2.50.)
export WEBKIT_DISABLE_DMABUF_RENDERER=1
"$@"
