//! Discharges: every test with its date, every contact, and what is against each code.

use rules::{Explanation, Reason, Refusal, TcmExplanation, TcmStatement, TcmTest};
use tracker::reasons::catalog;

use super::page::Page;
use super::{Only, reasons, words};

pub(super) fn episodes(page: &mut Page<'_>, explained: &Explanation, only: &Only) {
    for (episode, said) in explained.tcm.iter().zip(&explained.statement.tcm) {
        if episode.codes.iter().any(|code| only.code(code.code)) {
            of_episode(page, episode, said, only);
        }
    }
}

fn of_episode(page: &mut Page<'_>, episode: &TcmExplanation, said: &TcmStatement, only: &Only) {
    page.gap();
    let billed = match &said.line {
        Some(line) => format!("{} x{} on {}, {}", line.code, line.units, line.dos, line.amount_cents),
        None => "nothing is billed".to_owned(),
    };
    page.line(0, &format!("Discharge {} (TCM): {billed}", episode.id));
    page.line(
        2,
        &format!(
            "discharged {} {}, which is day 1 of 30",
            page.date(episode.discharged),
            page.time(episode.discharged)
        ),
    );
    page.line(
        2,
        &format!(
            "contact due {} (safe {}), visit due {} for 99496 and {} for 99495, day 30 is {}",
            said.contact_due, said.contact_safe, said.visit_due_7, said.visit_due_14, said.period_end
        ),
    );
    if let Some(fee) = &episode.fee {
        page.cite_fee(fee);
        page.line(2, &format!("{} is the national amount of the table from {}", fee.cents, fee.table_from));
    }
    tests(page, episode);
    contacts(page, episode);
    episode.codes.iter().filter(|code| only.code(code.code)).for_each(|code| reasons::against(page, 2, code));
    reasons::list(page, 2, "Held: not exported until this is mended", &episode.holds);
    reasons::list(page, 2, "To know; nothing is held for it", &episode.warnings);
}

fn tests(page: &mut Page<'_>, episode: &TcmExplanation) {
    page.line(2, "tests");
    for test in &episode.tests {
        let mark = if test.passed { "passes" } else { "FAILS " };
        let said =
            format!("{} [{}; {}]{}", question(test.refusal), test.refusal, rules_of(test), facts(test));
        page.hang(4, &format!("{mark}  "), &said);
    }
}

/// What a test asks, in a biller's words.
fn question(test: Refusal) -> String {
    let questions = [
        (Refusal::TcmFacility, "a stay that qualifies"),
        (Refusal::TcmDestination, "a community setting"),
        (Refusal::Role, "a practitioner bills"),
        (Refusal::TcmContact, "contact in two business days"),
        (Refusal::TcmCaller, "made by clinical staff"),
        (Refusal::TcmVisit, "visit within 14 days"),
        (Refusal::TcmDay0, "not on the day of discharge"),
        (Refusal::TcmMdm, "moderate or high decision making"),
        (Refusal::TcmMedRec, "medications reconciled by the visit"),
        (Refusal::TcmDeath, "alive to day 30"),
        (Refusal::Global, "no surgical global period"),
        (Refusal::TcmList, "no service that excludes it"),
        (Refusal::TcmDuplicate, "no other discharge billed"),
        (Refusal::Payer, "covered"),
        (Refusal::CodeDate, "codes in force"),
    ];
    let known = questions.iter().find(|(refusal, _)| *refusal == test);
    known.map_or_else(|| test.to_string(), |(_, question)| (*question).to_owned())
}

fn rules_of(test: &TcmTest) -> String {
    catalog().text(Reason::Refusal(test.refusal)).rules.join(", ")
}

fn facts(test: &TcmTest) -> String {
    let facts: Vec<String> = test.facts.iter().map(ToString::to_string).collect();
    if facts.is_empty() { String::new() } else { format!(": {}", facts.join("; ")) }
}

fn contacts(page: &mut Page<'_>, episode: &TcmExplanation) {
    if episode.contacts.is_empty() {
        return page.line(2, "no contact or attempt is recorded");
    }
    page.line(2, "contacts and attempts");
    for contact in &episode.contacts {
        let by = contact.by.as_deref().unwrap_or("somebody outside the practice");
        let when = format!("{} {}", page.date(contact.at), page.time(contact.at));
        page.line(4, &format!("{when}  by {by}: {}", words::worth(contact.worth)));
    }
}
