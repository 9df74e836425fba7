#!/usr/bin/env bash
# Asks pyx12, which knows the implementation guide and nothing of us, about X12 files: of the tests and of two demo months.
source "$(dirname "$0")/lib.sh"
need_rust_and_node
need_packages "${BUILD_PACKAGES[@]}" python3-venv

MADE=$TARGET/x12
PYX12=$TARGET/tools/pyx12

# Both pinned: what is planted below is known to be caught by these.
need_pyx12() {
    [[ -x $PYX12/bin/x12valid ]] && return
    python3 -m venv "$PYX12"
    "$PYX12/bin/pip" install --quiet --disable-pip-version-check pyx12==4.0.0 defusedxml==0.7.1
}

make_claims() {
    local sign_in password month
    rm -rf "$MADE"
    mkdir -p "$MADE"
    # Claims that replace and void others are in the tests only.
    X12_DIR=$MADE cargo test -q -p tracker --test tracker x12 </dev/null
    cargo build -q -p cli </dev/null
    "$CLI" demo --home "$MADE/home" </dev/null >"$MADE/demo.txt"
    sign_in=$(sed -n 's/^Sign-in: *//p' "$MADE/demo.txt")
    password=$(sed -n 's/^Password: *//p' "$MADE/demo.txt")
    for month in $(date -d "$(date +%Y-%m-15) -1 month" +%Y-%m) $(date -d "$(date +%Y-%m-15) -2 months" +%Y-%m); do
        "$CLI" export --home "$MADE/home" --sign-in "$sign_in" --password-stdin --month "$month" --out "$MADE" --format x12,csv \
            <<<"$password" >>"$MADE/export.txt"
    done
}

# verdict FILE: what pyx12 says of it last, OK or Failure; what it found is in the log.
verdict() { { "$PYX12/bin/x12valid" "$1" 2>&1 || true; } | tee -a "$MADE/pyx12.log" | tail -n 1 | sed 's/.*: //'; }

look() {
    local file files=0 claims=0
    for file in "$MADE"/*.x12; do
        [[ $(verdict "$file") == OK ]] || fail "pyx12 refuses $(basename "$file"); see $MADE/pyx12.log"
        claims=$((claims + $(grep -c '^CLM' "$file")))
        files=$((files + 1))
    done
    ((files > 8 && claims > 300)) || fail "too little to look at: $files files, $claims claims"
    grep -q ':B:7\*' "$MADE"/*.x12 || fail "no claim replaces another"
    grep -q ':B:8\*' "$MADE"/*.x12 || fail "no claim voids another"
    say "$files files, $claims claims: pyx12 finds nothing to say against them"
}

# What breaks a good file must be found, or the silence about the others means nothing.
plant() {
    local good fault n=0
    good=$(find "$MADE" -maxdepth 1 -name '*.medicare.x12' | sort | head -n 1)
    for fault in 's/^SE\*[0-9]*/SE*7/' 's/^HI\*ABK/HI*ABQ/' 's/^SBR.*/SBR*P*18*******QQ~/' 's/\*UN\*/*UN*x/' '/^SBR/d' '/^IEA/d'; do
        n=$((n + 1))
        sed "$fault" "$good" >"$MADE/planted-$n.broken"
        cmp -s "$good" "$MADE/planted-$n.broken" && fail "$fault breaks nothing"
        [[ $(verdict "$MADE/planted-$n.broken") == Failure ]] || fail "pyx12 does not find what $fault broke"
    done
    say "$n faults planted, $n found"
}

trap steps_taken EXIT
step "pyx12" need_pyx12
step "Claims" make_claims
step "Look" look
step "Faults" plant
