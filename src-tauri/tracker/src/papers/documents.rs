//! The documents behind a claim, with their dates, and the rule that asks for each.

use exchange::report::Block;
use exchange::{Cell, Column, Table};
use rules::ContactWorth;
use store::{EnrollmentId, StaffId};

use super::entries::person;
use super::words;
use crate::billed_elsewhere::BilledElsewhere;
use crate::case::Staff;
use crate::checklist::{Check, Item};
use crate::patient_month::{EnrollmentMonth, EpisodeMonth, PatientMonth};
use crate::practice::Practice;

const DOCUMENTS: [Column; 5] = [
    Column::words("document", "Document", 22),
    Column::words("state", "State", 14),
    Column::words("date", "Date", 11),
    Column::words("facts", "What is recorded", 32),
    Column::words("rule", "Asked for by", 40),
];

pub(super) fn add(month: &PatientMonth, id: EnrollmentId, blocks: &mut Vec<Block>) {
    let Some(enrollment) = month.enrollments.iter().find(|item| item.row.id == id) else { return };
    let rows = enrollment.checklist(month).iter().map(|check| row(enrollment, check)).collect();
    blocks.push(Block::Heading("Documents".to_owned()));
    blocks.push(Block::Facts(vec![
        ("Enrolled from".to_owned(), Cell::Day(enrollment.row.start_date).shown()),
        ("Until".to_owned(), enrollment.row.end_date.map_or("open".to_owned(), |day| Cell::Day(day).shown())),
    ]));
    let caption = "Documents of the enrollment".to_owned();
    blocks.push(Block::Table(Table { caption, columns: DOCUMENTS.to_vec(), rows, total: None }));
}

fn row(enrollment: &EnrollmentMonth, check: &Check) -> Vec<Cell> {
    vec![
        Cell::text(name(check.item)),
        Cell::Text(state(check)),
        Cell::day(check.date),
        Cell::Text(facts(enrollment, check)),
        Cell::Text(format!("{}: {}", check.rule, check.source)),
    ]
}

fn state(check: &Check) -> String {
    match (check.done, check.codes.is_empty()) {
        (true, _) => "in order".to_owned(),
        (false, true) => "not recorded".to_owned(),
        (false, false) => format!("missing: {}", check.codes.join(", ")),
    }
}

fn name(item: Item) -> &'static str {
    match item {
        Item::Consent => "Consent",
        Item::InitiatingVisit => "Initiating visit",
        Item::Conditions => "Conditions",
        Item::CarePlan => "Care plan",
        Item::PlanCopy => "Copy of the plan given",
        Item::Mdm => "Decision making of the month",
        Item::Lead => "Designated team member",
        Item::Attested => "Practice attestation",
        Item::Supervisor => "General supervision",
    }
}

fn facts(enrollment: &EnrollmentMonth, check: &Check) -> String {
    let row = &enrollment.row;
    match check.item {
        Item::Consent => {
            let revoked = row.consent_revoked.as_ref().map(|day| format!("revoked {day}"));
            check.facts.iter().cloned().chain(revoked).collect::<Vec<_>>().join(", ")
        }
        Item::Conditions => {
            let conditions = enrollment.held.iter().map(|condition| {
                let lasts = condition
                    .expected_months
                    .map_or("lifelong".to_owned(), |months| format!("{months} months"));
                let code = condition.icd10.as_deref().unwrap_or("no code");
                format!("{code} {} ({lasts})", condition.label)
            });
            conditions.collect::<Vec<_>>().join("; ")
        }
        Item::CarePlan => row
            .plan_established
            .map(|day| format!("established {}", Cell::Day(day).shown()))
            .unwrap_or_default(),
        Item::Attested => if row.attested { "attested" } else { "" }.to_owned(),
        Item::InitiatingVisit | Item::PlanCopy | Item::Mdm | Item::Lead | Item::Supervisor => {
            check.facts.join(", ").replace('_', " ")
        }
    }
}

/// What other practices bill, with what was withdrawn.
pub(super) fn add_elsewhere(notes: &[BilledElsewhere], blocks: &mut Vec<Block>) {
    if notes.is_empty() {
        return;
    }
    let row = |note: &BilledElsewhere| {
        vec![
            Cell::text(&note.code),
            Cell::Day(note.day),
            Cell::text(&note.known_by),
            Cell::Text(note.withdrawn.as_ref().map(|why| format!("withdrawn: {why}")).unwrap_or_default()),
        ]
    };
    blocks.push(Block::Heading("Claims of other practices".to_owned()));
    blocks.push(Block::Table(Table {
        caption: "What other practices bill, as far as it is known".to_owned(),
        columns: vec![
            Column::words("code", "Code", 8),
            Column::words("dos", "Service", 11),
            Column::words("known_by", "Known by", 40),
            Column::words("withdrawn", "Since then", 30),
        ],
        rows: notes.iter().map(row).collect(),
        total: None,
    }));
}

/// A discharge: its deadlines, contacts and visit.
pub(super) fn add_episode(
    practice: &Practice,
    episode: &EpisodeMonth,
    staff: &Staff,
    blocks: &mut Vec<Block>,
) {
    let (row, said) = (&episode.row, &episode.statement);
    let day = |day: Option<chrono::NaiveDate>| day.map_or("none".to_owned(), |day| Cell::Day(day).shown());
    let plain = |slug: &str| slug.replace('_', " ");
    let fact = |name: &str, value: String| (name.to_owned(), value);
    blocks.push(Block::Heading("Discharge".to_owned()));
    blocks.push(Block::Facts(vec![
        fact("Discharged", words::time(practice, row.discharged_at)),
        fact("From, to", format!("{}, {}", plain(&row.from_kind), plain(&row.to_kind))),
        fact(
            "Contact due",
            format!("{} (safe: {})", day(Some(said.contact_due)), day(Some(said.contact_safe))),
        ),
        fact("Contact requirement", if said.contact_met { "met" } else { "not met" }.to_owned()),
        fact("Visit", day(row.visit_date)),
        fact(
            "Visit due",
            format!("day 7: {}; day 14: {}", day(Some(said.visit_due_7)), day(Some(said.visit_due_14))),
        ),
        fact("Decision making", row.mdm.as_deref().map_or("none recorded".to_owned(), plain)),
        fact("Medication reconciliation", day(row.med_rec)),
        fact(
            "Diagnoses",
            if row.diagnoses.is_empty() { "none recorded".to_owned() } else { row.diagnoses.clone() },
        ),
        fact("Day 30", day(Some(said.period_end))),
    ]));
    let became = [
        row.readmitted_on.map(|on| fact("Readmitted", day(Some(on)))),
        row.global
            .map(|(from, to)| fact("Own global period", format!("{} to {}", day(Some(from)), day(Some(to))))),
        row.visit_discharge_management
            .then(|| fact("Discharge-day management", "billed for the day of the visit".to_owned())),
        (!row.report).then(|| fact("Reported", "no: the practice does not bill this discharge".to_owned())),
    ];
    let became: Vec<_> = became.into_iter().flatten().collect();
    if !became.is_empty() {
        blocks.push(Block::Facts(became));
    }
    add_contacts(practice, episode, staff, blocks);
}

/// Every contact that was logged, with what the rules make of it and what became of it.
fn add_contacts(practice: &Practice, episode: &EpisodeMonth, staff: &Staff, blocks: &mut Vec<Block>) {
    if episode.contacts.is_empty() {
        blocks.push(Block::Text("No contact is recorded.".to_owned()));
        return;
    }
    let name = |id: &StaffId| staff.get(id).map(person).unwrap_or_default();
    let rows = episode.contacts.iter().map(|(contact, worth)| {
        let by = contact.staff_id.as_ref().map_or("outside the practice".to_owned(), name);
        let void = contact.voided.as_ref();
        let since = void.map(|void| {
            format!("voided: {}; {}, {}", void.reason, name(&void.by), words::time(practice, void.at))
        });
        vec![
            Cell::Text(words::time(practice, contact.at)),
            Cell::Text(by),
            Cell::text(if contact.reached { "reached" } else { "attempt, not reached" }),
            Cell::text(worth.map_or("", worth_words)),
            Cell::Text(since.unwrap_or_default()),
        ]
    });
    blocks.push(Block::Subheading("Contacts".to_owned()));
    blocks.push(Block::Table(Table {
        caption: "Contacts after the discharge".to_owned(),
        columns: vec![
            Column::words("at", "When", 20),
            Column::words("by", "By", 30),
            Column::words("reached", "Outcome", 14),
            Column::words("counts", "Counts", 22),
            Column::words("since", "Since then", 36),
        ],
        rows: rows.collect(),
        total: None,
    }));
}

/// What a contact is worth for the requirement.
fn worth_words(worth: ContactWorth) -> &'static str {
    match worth {
        ContactWorth::Reached => "yes, in time",
        ContactWorth::Attempt => "as an attempt in time",
        ContactWorth::BeforeDischarge => "no: before the discharge",
        ContactWorth::Late => "no: after the last day",
        ContactWorth::DischargeDay => "no: on the day of discharge",
        ContactWorth::SchedulingOnly => "no: scheduling only",
        ContactWorth::Outside => "no: outside the practice",
        ContactWorth::NotClinical => "no: not clinical staff",
    }
}
