//! Proves that what is kept is sound: the file, the audit chain, and every statement against its entries.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use rules::Month;
use store::statements::StatementRow;

use crate::case::{self, Charts};
use crate::packs::RuleSet;
use crate::rule_packs::of_record;
use crate::{Error, Tracker, month};

/// What a verification found.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    /// Audit events checked.
    pub events: i64,
    /// Position and first 16 hex digits of the newest.
    pub head: Option<(i64, String)>,
    /// Statements made again and compared.
    pub statements: usize,
    /// What is wrong, a sentence each; empty when all is sound.
    pub faults: Vec<String>,
}

impl Tracker {
    /// Checks everything. Changes nothing.
    ///
    /// # Errors
    /// The disk.
    pub fn verify(&self) -> Result<Verification, Error> {
        let mut found = Verification::default();
        for fault in self.store.integrity()? {
            found.faults.push(format!("The database file: {fault}"));
        }
        let chain = self.store.read(store::audit::verify)?;
        found.events = chain.events;
        found.head = chain.head.map(|(seq, hash)| (seq, short(&hash)));
        if let Some(seq) = chain.first_bad {
            found.faults.push(format!("The audit chain is broken at event {seq}."));
        }
        found.faults.extend(self.practice.rules.faults().iter().cloned());
        self.verify_statements(&mut found)?;
        Ok(found)
    }

    fn verify_statements(&self, found: &mut Verification) -> Result<(), Error> {
        self.store.read(|conn| {
            let staff = case::staff(conn)?;
            let mut charts = Charts::default();
            let mut sets = BTreeMap::new();
            for (month, patient) in store::statements::keys(conn)? {
                let Some(kept) = store::statements::of_patient_month(conn, patient, &month)? else {
                    continue;
                };
                let month: Month = case::word(&month, "month")?;
                let chart = charts.of(conn, patient)?;
                let case = chart.case(conn, &self.practice, &staff, month, kept.submitted_on)?;
                found.statements += 1;
                let judged_by = match sets.entry(kept.rule_set.clone()) {
                    Slot::Occupied(set) => set.into_mut(),
                    Slot::Vacant(place) => {
                        place.insert(of_record(conn, &kept.rule_set, self.practice.rules.now())?)
                    }
                };
                let Some(judged_by) = judged_by else {
                    found.faults.push(format!(
                        "The rule packs of the statement of patient {} for {month} cannot be read.",
                        patient.get()
                    ));
                    continue;
                };
                if !agrees(&kept, &case, judged_by)? {
                    found.faults.push(format!(
                        "The statement of patient {} for {month} is not what the rules say of the entries.",
                        patient.get()
                    ));
                }
            }
            Ok(())
        })
    }
}

/// The same case, judged by the packs the statement names, comes to the same statement.
fn agrees(kept: &StatementRow, case: &rules::Case, judged_by: &RuleSet) -> Result<bool, Error> {
    // A statement that cannot even be read is a fault to report, not a reason to stop looking.
    let stated = month::read(kept).ok();
    let named = kept.pack == judged_by.version(case.payer);
    let again = rules::evaluate(case, judged_by.rules());
    Ok(named && kept.inputs_sha == month::sha(case)? && stated == Some(again))
}

fn short(hash: &[u8; 32]) -> String {
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
