# Sourced by the scripts beside it: where things are, what must be installed, how a step is announced.
# shellcheck shell=bash disable=SC2034 # the scripts that source it use its names
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

TARGET=${CARGO_TARGET_DIR:-target} # where cargo puts its programs
case $TARGET in /*) ;; *) TARGET=$PWD/$TARGET ;; esac
APP=$TARGET/debug/caretally
CLI=$TARGET/debug/caretally-cli
export PATH=$PWD/target/tools/bin:$PATH

# What Tauri needs to be built on Debian and Ubuntu; perl and make are for the OpenSSL inside SQLCipher.
BUILD_PACKAGES=(build-essential file libgtk-3-dev librsvg2-dev libwebkit2gtk-4.1-dev perl pkg-config)
# What it needs to be run and driven where there is no screen.
SCREEN_PACKAGES=(dbus fonts-dejavu-core imagemagick openbox webkit2gtk-driver xdotool xvfb)

say() { printf '%s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# need_packages NAME...: installs those that are missing, and says which.
need_packages() {
    local missing=() package as=()
    if ! command -v dpkg-query >/dev/null; then
        say "This is not Debian or Ubuntu: please see that these are installed: $*"
        return
    fi
    for package in "$@"; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    say "Installing with apt-get: ${missing[*]}"
    if ((EUID != 0)); then
        command -v sudo >/dev/null || fail "please install as root: ${missing[*]}"
        as=(sudo)
    fi
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null
}

# need_rust_and_node: they are the person's own, so they are asked for and never installed.
need_rust_and_node() {
    command -v cargo >/dev/null || fail "Rust is missing; get it at https://rustup.rs"
    command -v node >/dev/null || fail "Node 20.19 or later is missing; get it at https://nodejs.org"
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
        fail "Node 20.19 or later is needed; this is $(node --version)"
}

# need_ui_packages: npm ci, unless the lock file is the one that was installed last.
need_ui_packages() {
    local installed=ui/node_modules/.installed-lock.json
    cmp -s ui/package-lock.json "$installed" && return
    say "Installing the packages of ui/package-lock.json"
    npm --prefix ui ci --no-audit --no-fund </dev/null
    cp ui/package-lock.json "$installed"
}

# need_cargo_tool NAME VERSION: uses the one on the PATH, else builds it into target/tools.
need_cargo_tool() {
    command -v "$1" >/dev/null && return
    say "Building $1 $2 into target/tools"
    env -u CARGO_TARGET_DIR cargo install --locked --root target/tools "$1" --version "$2" </dev/null
}

# build_screens, build_app: the program as it ships, with ui/dist inside it; and the command line beside it.
build_screens() { npm --prefix ui run build </dev/null; }
build_app() { cargo build -p caretally -p cli --features caretally/custom-protocol </dev/null; }

# make_demo_practice: once; a later run goes on with what was done in it.
make_demo_practice() {
    [[ -f target/demo-home/sign-in.txt ]] && return
    say "Making the demo practice in target/demo-home"
    rm -rf target/demo-home
    mkdir -p target
    "$CLI" demo --home target/demo-home >target/demo-sign-in.part </dev/null
    mv target/demo-sign-in.part target/demo-home/sign-in.txt
}

# The vaults of most tests lie in memory where there is room for them: what they try does not depend on the disk. Those that
# measure it have a folder beside the programs, and so has the page of figures.
places_of_torture() {
    export TORTURE_DISK=$TARGET/torture TORTURE_DIR=$TARGET/torture TORTURE_FIGURES=$TARGET/torture/figures.md
    mkdir -p "$TORTURE_DISK"
    if [[ $(df --output=avail -m /dev/shm 2>/dev/null | tail -n 1) -ge 2048 ]]; then
        TORTURE_DIR=/dev/shm/caretally-torture
    fi
}

has_display() { [[ -n ${WAYLAND_DISPLAY:-}${DISPLAY:-} ]]; }

# with_screen COMMAND...: runs it on a display of its own, with a window manager and a session bus. FRAMES is a folder for the
# pixels of the display as a file.
with_screen() {
    local display status=0 logs=target/e2e/logs
    mkdir -p "$logs"
    coproc XVFB { exec Xvfb -displayfd 1 -screen 0 1400x1000x24 -nolisten tcp ${FRAMES:+-fbdir "$FRAMES"} 2>"$logs/xvfb.log"; }
    # shellcheck disable=SC2153 # coproc sets it
    local server=$XVFB_PID
    read -r -t 30 display <&"${XVFB[0]}" || fail "Xvfb did not start; see $logs/xvfb.log"
    DISPLAY=:$display dbus-run-session -- tools/on-display.sh "$@" || status=$?
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    return "$status"
}

STEPS=()
STEP=

# step NAME COMMAND...: a heading, the command, its seconds. (Not in an `if` or `||`: bash would then let it go on after an error.)
step() {
    local began=$SECONDS
    STEP=$1
    shift
    printf '\n=== %s\n' "$STEP"
    "$@"
    STEPS+=("$(printf '%5d s  %s' $((SECONDS - began)) "$STEP")")
    STEP=
}

# steps_taken: for `trap ... EXIT`, the seconds of each step, and the one that failed.
steps_taken() {
    printf '\n=== Seconds\n'
    ((${#STEPS[@]} == 0)) || printf '%s\n' "${STEPS[@]}"
    [[ -z $STEP ]] || printf 'FAILED: %s\n' "$STEP"
}
