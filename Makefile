# What a person or the CI asks for. Each target sets up what is missing, says what it does, and may be run again.

.DEFAULT_GOAL := help
.PHONY: help run test check bench bench-ui fuzz mutants torture supply formulas papers x12 e2e types demo screenshots clean-demo

help: ## This list
	@grep -E '^[a-z0-9-]+:.*## ' Makefile | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

run: ## Build and open the app on the demo practice (without a display: under Xvfb, with a screenshot)
	@tools/run.sh

test: ## Everything the CI runs: format, lints, Rust, screens, the real window, licenses
	@tools/test.sh

check: ## The fast part: format, clippy, the billing rules
	@tools/test.sh fast

bench: ## How fast the rules are, beside a reference in the same run
	@tools/bench.sh

bench-ui: ## How fast the screens are with 5,000 patients and 400,000 entries, in the real window, beside an empty page
	@tools/bench-ui.sh

fuzz: ## Look for case lines the rules fail on; FUZZ_SECONDS=600 is how long
	@tools/fuzz.sh

mutants: ## Which changes of the rules no test notices (an hour or more)
	@tools/mutants.sh

torture: ## Kills, power cuts, flipped bits, full disks, hostile files; figures in target/torture/figures.md; TORTURE=long
	@tools/torture.sh

supply: ## Lock files, licenses, known faults, and the bill of materials in target/sbom.cdx.json
	@tools/supply.sh

formulas: ## Formulas planted in every text of every export, opened in LibreOffice: none becomes one
	@tools/formulas.sh

papers: ## The PDFs of a month read by another program: names in any script, codes, minutes, the end of the record
	@tools/papers.sh

x12: ## X12 837P files of tests and demo months, asked about by pyx12; faults planted in one are found
	@tools/x12.sh

e2e: ## The app in its real webview; E2E='tests/e2e/path.test.mjs' runs one file
	@tools/e2e.sh

types: ## Write ui/src/wire.ts from the Rust types
	@UPDATE_EXPECT=1 cargo test --lib -p caretally the_screens_have_the_types_that_cross

demo: ## Make the demo practice in target/demo-home and say how to sign in
	@tools/demo.sh

screenshots: ## Every screen in light and dark into target/screenshots
	@tools/e2e.sh screenshots

clean-demo: ## Forget the demo practice; the next run makes a new one
	@rm -rf target/demo-home target/demo-home-webview && echo "The demo practice is gone; make run makes a new one."
