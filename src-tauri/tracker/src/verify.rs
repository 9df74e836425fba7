//! Proves that what is kept is sound: the file, the audit chain, and every statement against its entries.

use rules::Month;
use store::statements::StatementRow;

use crate::case::{self, Charts};
use crate::{Error, Tracker, month, packs};

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
        self.verify_statements(&mut found)?;
        Ok(found)
    }

    fn verify_statements(&self, found: &mut Verification) -> Result<(), Error> {
        self.store.read(|conn| {
            let staff = case::staff(conn)?;
            let mut charts = Charts::default();
            for (month, patient) in store::statements::keys(conn)? {
                let Some(kept) = store::statements::of_patient_month(conn, patient, &month)? else {
                    continue;
                };
                let month: Month = case::word(&month, "month")?;
                let chart = charts.of(conn, patient)?;
                let case = chart.case(conn, &self.practice, &staff, month, kept.submitted_on)?;
                found.statements += 1;
                if !agrees(&kept, &case)? {
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

fn agrees(kept: &StatementRow, case: &rules::Case) -> Result<bool, Error> {
    // A statement that cannot even be read is a fault to report, not a reason to stop looking.
    let stated = month::read(kept).ok();
    Ok(kept.inputs_sha == month::sha(case)? && stated == Some(rules::evaluate(case, packs::shipped())))
}

fn short(hash: &[u8; 32]) -> String {
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
