#!/usr/bin/env bash
# How fast the rules are, beside a reference measured in the same run. Figures are medians of processor time.
source "$(dirname "$0")/lib.sh"

FIGURES=$TARGET/bench-figures.txt

# nanoseconds N: criterion's median for all its months of N entries.
nanoseconds() {
    sed -E 's/.*"median":\{"confidence_interval":\{[^}]*\},"point_estimate":([^,]*),.*/\1/' \
        "$TARGET/criterion/statements/$1/new/estimates.json"
}

# statements: microseconds for each of 5,000, 500 and 50 months, and for each of their entries.
statements() {
    awk -v small="$(nanoseconds 12)" -v middle="$(nanoseconds 120)" -v large="$(nanoseconds 1200)" '
        function row(what, figure, reference, ratio, bar) {
            printf "%-44s %9.2f %9s %6s %6.1f %s\n", what, figure, reference, ratio, bar,
                (ratio == "-" ? figure : ratio) + 0 <= bar ? "ok" : "OVER"
        }
        function grown(what, figure, reference) {
            row(what, figure, sprintf("%.2f", reference), sprintf("%.2f", figure / reference), 1.3)
        }
        BEGIN {
            small /= 5000 * 1000; middle /= 500 * 1000; large /= 50 * 1000
            printf "%d patient-months of 12 entries a second\n", 1e6 / small
            printf "%-44s %9s %9s %6s %6s\n", "", "figure", "reference", "ratio", "bar"
            row("a statement of 12 entries, microseconds", small, "-", "-", 15)
            grown("an entry of 120 / of 12, microseconds", middle / 120, small / 12)
            grown("an entry of 1,200 / of 120, microseconds", large / 1200, middle / 120)
        }'
}

lines() { cargo bench -p cli --bench evaluate_lines | tee "$FIGURES"; }

figures() {
    statements
    grep -E ' (ok|OVER)?$' "$FIGURES"
}

need_rust_and_node
need_packages "${BUILD_PACKAGES[@]}"
[[ -r /proc/thread-self/schedstat ]] || fail "The benchmarks read the processor time of Linux from /proc."
trap steps_taken EXIT
step "Build" cargo bench --no-run -p rules -p cli --bench evaluate --bench evaluate_lines
step "Statements" cargo bench -p rules --bench evaluate
step "Lines" lines
step "Figures" figures
