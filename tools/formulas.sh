#!/usr/bin/env bash
# Opens every export of the formula test in LibreOffice, told to take each cell for a formula that looks like one: none may be.
source "$(dirname "$0")/lib.sh"
need_rust_and_node
need_packages "${BUILD_PACKAGES[@]}" libreoffice-calc

MADE=$TARGET/formulas
# Comma, quote, UTF-8, from line 1; a quoted cell is no text by that alone, numbers are looked for, formulas are evaluated.
AS_FORMULAS='CSV:44,34,76,1,,0,false,true,false,false,false,0,true'

make_exports() {
    rm -rf "$MADE"
    mkdir -p "$MADE"
    FORMULAS_DIR=$MADE cargo test -q -p tracker --test tracker formulas -- --nocapture </dev/null
    # What must be found, or the count of the others means nothing.
    printf '=1+1,-7,x\r\n"=1+1",=A1,7\r\n' >"$MADE/control.csv"
}

open_them() {
    soffice --headless --norestore "-env:UserInstallation=file://$MADE/profile" --convert-to fods "--infilter=$AS_FORMULAS" \
        --outdir "$MADE/opened" "$MADE"/*.csv </dev/null >"$MADE/soffice.log" 2>&1
    # Workbooks say themselves what is a formula.
    soffice --headless --norestore "-env:UserInstallation=file://$MADE/profile" --convert-to fods \
        --outdir "$MADE/books" "$MADE"/*.xlsx </dev/null >>"$MADE/soffice.log" 2>&1
}

count() { cat "${@:2}" | { grep -o "$1" || true; } | wc -l; }

look() {
    local control files formulas numbers wanted
    control=$(count 'table:formula=' "$MADE/opened/control.fods")
    rm "$MADE/opened/control.fods"
    files=$(find "$MADE/opened" -name '*.fods' | wc -l)
    formulas=$(count 'table:formula=' "$MADE"/opened/*.fods)
    numbers=$(count 'office:value-type="float"' "$MADE"/opened/caretally-audit-*.fods)
    wanted=$(<"$MADE/numbers.txt")
    local books dates
    books=$(find "$MADE/books" -name '*.fods' | wc -l)
    dates=$(count 'office:value-type="date"' "$MADE"/books/*.fods)
    formulas=$((formulas + $(count 'table:formula=' "$MADE"/books/*.fods)))
    numbers=$((numbers + $(count 'office:value-type="\(float\|currency\)"' "$MADE"/books/*.fods)))
    say "$files tables and $books workbooks opened: $formulas formulas; $numbers cells are numbers, $wanted had to be; the control has $control formulas"
    ((control == 3)) || fail "the formulas of the control were not found: the check is blind"
    ((files == $(find "$MADE" -maxdepth 1 -name 'caretally-*.csv' | wc -l))) || fail "not every file was opened"
    ((books == $(find "$MADE" -maxdepth 1 -name 'caretally-*.xlsx' | wc -l))) || fail "not every workbook was opened"
    ((dates > 0)) || fail "the days of the workbooks are no dates"
    ((formulas == 0)) || fail "a cell became a formula"
    ((numbers >= wanted)) || fail "a number became a text"
}

trap steps_taken EXIT
step "Exports" make_exports
step "LibreOffice" open_them
step "Look" look
