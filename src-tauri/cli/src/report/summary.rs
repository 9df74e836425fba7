//! What a month's claims come to: by status, code and reason.

use std::collections::{BTreeMap, BTreeSet};

use rules::{Cents, Code};
use tracker::PatientId;
use tracker::claims::{Account, ClaimRow, Claims, Reason, Status};

/// Lines of one code, or of all.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) lines: u64,
    pub(super) units: u64,
    pub(super) cents: Cents,
}

impl Tally {
    fn add(&mut self, units: u32, cents: Cents) {
        self.lines += 1;
        self.units += u64::from(units);
        self.cents += cents;
    }
}

/// A reason and the accounts it holds or refuses; an account counts once, however many lines it has.
pub(super) struct Because {
    pub(super) reason: Reason,
    pub(super) accounts: BTreeSet<Account>,
}

/// The claims of one status.
#[derive(Default)]
pub(super) struct Section {
    pub(super) codes: BTreeMap<Code, Tally>,
    pub(super) total: Tally,
    pub(super) patients: BTreeSet<PatientId>,
    pub(super) accounts: BTreeSet<Account>,
    pub(super) reasons: BTreeMap<&'static str, Because>,
}

impl Section {
    pub(super) fn of(claims: &Claims, status: Status) -> Self {
        let mut section = Self::default();
        for row in claims.rows.iter().filter(|row| row.status == status) {
            section.add(row);
        }
        section
    }

    fn add(&mut self, row: &ClaimRow) {
        self.patients.insert(row.patient.id);
        self.accounts.insert(row.account);
        if let Some(line) = &row.line {
            self.codes.entry(line.code).or_default().add(line.units, line.amount_cents);
            self.total.add(line.units, line.amount_cents);
        }
        for reason in row.reasons.iter().filter(|reason| decides(row.status, reason)) {
            let because = self
                .reasons
                .entry(code(reason))
                .or_insert_with(|| Because { reason: *reason, accounts: BTreeSet::new() });
            because.accounts.insert(row.account);
        }
    }
}

/// Whether it is this kind of reason that gives a row its status.
fn decides(status: Status, reason: &Reason) -> bool {
    matches!((status, reason), (Status::Held, Reason::Hold(_)) | (Status::Refused, Reason::Refusal(_)))
}

/// The code of a reason, as statements and exports print it.
pub(super) fn code(reason: &Reason) -> &'static str {
    match reason {
        Reason::Hold(hold) => hold.code(),
        Reason::Refusal(refusal) => refusal.code(),
        Reason::Warning(warning) => warning.code(),
    }
}
