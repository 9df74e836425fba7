#!/usr/bin/env bash
# Looks for lines on which `caretally-cli evaluate` fails, FUZZ_SECONDS in all, half of them for each target.
source "$(dirname "$0")/lib.sh"

FUZZ=$TARGET/fuzz
SECONDS_EACH=$((${FUZZ_SECONDS:-600} / 2))
# libFuzzer needs flags of the compiler that are not stable; the compiler is the pinned one all the same.
export RUSTC_BOOTSTRAP=1

# The crates as they ship: the same versions as in the program.
same_versions() { cp Cargo.lock tests/fuzz/Cargo.lock; }

fuzz() { cargo fuzz "$1" --fuzz-dir tests/fuzz --sanitizer none --codegen-units 16 --target-dir "$FUZZ" "${@:2}" </dev/null; }

# seeds FOLDER WORDS: the stored cases, one a file, without what they should come to; and their words, for libFuzzer.
seeds() {
    node - "$@" <<'JS'
const fs = require("node:fs");
const [folder, words] = process.argv.slice(2);
const seen = new Set();
const look = (value) => {
    if (typeof value === "string") seen.add(value);
    else if (value && typeof value === "object") {
        if (!Array.isArray(value)) Object.keys(value).forEach((key) => seen.add(`"${key}":`));
        Object.values(value).forEach(look);
    }
};
fs.mkdirSync(folder, { recursive: true });
for (const file of ["seed", "worked", "generated"]) {
    const lines = fs.readFileSync(`tests/data/cases/${file}.jsonl`, "utf8").split("\n");
    for (const [at, line] of lines.entries()) {
        if (!line.trim()) continue;
        const { expect, ...input } = JSON.parse(line);
        look(input);
        fs.writeFileSync(`${folder}/${file}-${at + 1}.json`, JSON.stringify(input));
    }
}
const quoted = (word) => `"${word.replace(/["\\]/g, "\\$&")}"`;
// No times: they would be nearly all of the list.
const plain = [...seen].filter((word) => /^[ -~]{2,40}$/.test(word) && !/^[0-9]/.test(word)).sort();
fs.writeFileSync(words, plain.map(quoted).join("\n") + "\n");
JS
}

# hunt TARGET OPTION...: what it finds to be new goes on in target/fuzz/corpus, what fails to target/fuzz/found.
hunt() {
    mkdir -p "$FUZZ/corpus/$1" "$FUZZ/found"
    fuzz run "$1" "$FUZZ/corpus/$1" "${@:2}" -- -max_total_time="$SECONDS_EACH" -timeout=10 -rss_limit_mb=1024 \
        -print_final_stats=1 -verbosity=1 -artifact_prefix="$FUZZ/found/$1-" "${OPTIONS[@]}"
}

need_rust_and_node
need_packages "${BUILD_PACKAGES[@]}"
need_cargo_tool cargo-fuzz 0.13.2
same_versions
seeds "$FUZZ/seeds" "$FUZZ/words.txt"
trap steps_taken EXIT
step "Build" fuzz build
OPTIONS=(-dict="$FUZZ/words.txt" -max_len=16384)
step "Any bytes: evaluate_line, $SECONDS_EACH s" hunt evaluate_line "$FUZZ/seeds"
# Long from the start: the first two bytes only say which case it is.
OPTIONS=(-max_len=64 -len_control=0)
step "Changed cases: evaluate_case, $SECONDS_EACH s" hunt evaluate_case
say "Nothing found."
