//! `explain`: a case's statement for a person, every number down to the seconds that made it.

mod account;
mod events;
mod page;
mod reasons;
mod tcm;
mod track;
mod words;

use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use clap::Args;
use rules::{Case, Code, Explanation, Packs, Track, explanation};

use crate::evaluate::{LineError, is_blank, read};
use crate::exit::{Exit, Failure};
use crate::rules::JudgedBy;
use crate::{Console, streams};
use page::Page;

/// Explain billing cases to a person: what each code is made of, what is against every other one, and whose rule it is.
/// One JSON case per line in; times are the practice's. Needs no vault.
#[derive(Args)]
#[command(after_help = help_end!("caretally-cli explain case.jsonl --code 99439"))]
pub(crate) struct ExplainArgs {
    /// File of cases; - or nothing is standard input
    file: Option<PathBuf>,
    #[command(flatten)]
    only: Only,
    #[command(flatten)]
    by: JudgedBy,
}

/// What to leave out.
#[derive(Args, Clone, Default)]
struct Only {
    /// Only this enrollment, by its id
    #[arg(long)]
    account: Option<String>,
    /// Only this way of billing: ccm_staff, ccm_practitioner, complex, pcm_staff, pcm_practitioner
    #[arg(long)]
    track: Option<Track>,
    /// Only this code
    #[arg(long)]
    code: Option<Code>,
}

impl Only {
    fn code(&self, code: Code) -> bool {
        self.code.is_none_or(|only| only == code)
    }

    /// Whether what belongs to no account is wanted.
    fn beside_accounts(&self) -> bool {
        self.account.is_none() && self.track.is_none()
    }
}

impl ExplainArgs {
    pub(crate) fn run(&self, console: &mut Console<'_>) -> Result<Exit, Failure> {
        let Some(set) = self.by.set(console)? else {
            return Ok(Exit::FoundWrong);
        };
        let packs = set.rules();
        streams::run(self.file.as_deref(), console, |input, output| explain(packs, input, output, &self.only))
    }
}

/// Explains every line that is not blank; tells whether all of them were good.
fn explain(packs: &Packs, input: &mut dyn BufRead, output: &mut dyn Write, only: &Only) -> io::Result<bool> {
    let (mut all_good, mut line, mut number) = (true, Vec::new(), 0_u64);
    let mut is_first = true;
    while input.read_until(b'\n', &mut line)? > 0 {
        number += 1;
        if !is_blank(&line) {
            let gap = if is_first { "" } else { "\n" };
            is_first = false;
            let text = match read(packs, &line) {
                Ok(case) => of_case(packs, &case, only),
                Err(error) => {
                    all_good = false;
                    bad_line(number, &error)
                }
            };
            output.write_all(format!("{gap}{text}").as_bytes())?;
            output.flush()?;
        }
        line.clear();
    }
    Ok(all_good)
}

fn bad_line(number: u64, error: &LineError) -> String {
    let LineError { code, message, pointer } = error;
    let place = if pointer.is_empty() { String::new() } else { format!(" at {pointer}") };
    format!("Line {number} is not a case: {code}{place}: {message}\n")
}

fn of_case(packs: &Packs, case: &Case, only: &Only) -> String {
    let explained = explanation(case, packs);
    let mut page = Page::new(case, packs);
    page.line(0, &words::case_title(case));
    page.rule('=');
    let before = page.length();
    accounts(&mut page, case, &explained, only);
    if only.beside_accounts() {
        tcm::episodes(&mut page, &explained, only);
        events::acp(&mut page, &explained, only);
        events::oncology(&mut page, &explained, only);
    }
    if page.length() == before {
        page.line(0, &words::nothing(case, only.account.as_deref(), only.track, only.code));
    }
    page.sources();
    page.text()
}

fn accounts(page: &mut Page<'_>, case: &Case, explained: &Explanation, only: &Only) {
    for (account, said) in explained.accounts.iter().zip(&explained.statement.accounts) {
        if only.account.as_ref().is_none_or(|wanted| *wanted == account.id) {
            account::account(page, case, account, said, only);
        }
    }
}
