#!/usr/bin/env bash
# Reads every PDF of the papers test with poppler, as a reader that knows nothing of us: what must be there is, in its order.
source "$(dirname "$0")/lib.sh"
need_rust_and_node
need_packages "${BUILD_PACKAGES[@]}" poppler-utils

MADE=$TARGET/papers

make_papers() {
    rm -rf "$MADE"
    mkdir -p "$MADE"
    PAPERS_DIR=$MADE cargo test -q -p tracker --test tracker papers_read </dev/null
}

# read_paper FILE OPTION...: its text, without the marks that only say which way to read, and with single blanks.
read_paper() { pdftotext -enc UTF-8 "${@:2}" "$1" - 2>>"$MADE/poppler.log" | perl -CSD -0777 -pe 's/[\x{202A}-\x{202E}]//g; s/\s+/ /g'; }

# goes_left TEXT: it is written from the right.
goes_left() { perl -CSDA -e 'exit($ARGV[0] =~ /\p{Hebrew}|\p{Arabic}/ ? 0 : 1)' -- "$1"; }

look() {
    local paper name drawn laid wanted papers=0 found=0
    for paper in "$MADE"/*.pdf; do
        name=$(basename "$paper")
        # As it is tagged and drawn, row by row; poppler turns whole names around only where it looks at the page.
        drawn=$(read_paper "$paper" -raw)
        laid=$(read_paper "$paper")
        while IFS= read -r wanted; do
            if goes_left "$wanted"; then
                [[ $laid == *"$wanted"* ]] || fail "$name: the name \"$wanted\" is not read"
            else
                [[ $drawn == *"$wanted"* ]] || fail "$name: \"$wanted\" is not read where it should be"
                drawn=${drawn#*"$wanted"}
            fi
            found=$((found + 1))
        done <"${paper%.pdf}.wanted"
        [[ $(pdfinfo "$paper" 2>>"$MADE/poppler.log") =~ Tagged:\ +yes ]] || fail "$name is not tagged"
        papers=$((papers + 1))
    done
    ((papers > 0)) || fail "there is no paper to read"
    say "$papers papers read, all tagged: $found texts found, those that are read from the left in their order"
}

trap steps_taken EXIT
step "Papers" make_papers
step "Read" look
