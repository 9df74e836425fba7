//! The claims of a batch sorted into files, one for each payer, and what is said of those left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::{DateTime, Datelike, FixedOffset};
use exchange::x12::{self, Address, Contact, Interchange, Party};
use rules::Month;
use store::billing::{BillingRow, PayerRow};
use store::export_lines::ExportLineRow;

use super::drafts::Draft;
use super::{Check, Former, LeftOut};
use crate::Error;
use crate::export::Format;
use crate::sent::{self, Key};

/// What stands at the end of the page that vouches for a batch.
const MACHINES: &str = "\nThe .x12 files are X12 837P (005010X222A1) for a clearinghouse. Nothing in them is guarded against \
                        spreadsheets: do not\nopen them in one. What is charged are the amounts of this batch, fees of \
                        the table in force.\n";

/// The claims of a batch as X12, and those that are in no file.
pub(crate) struct Filed {
    month: Month,
    batch: i64,
    test: bool,
    billing: Option<BillingRow>,
    files: BTreeMap<String, (PayerRow, Vec<x12::Claim>)>,
    keys: BTreeSet<Key>,
    pub(crate) left_out: Vec<LeftOut>,
    pub(super) former: Vec<Former>,
}

impl Filed {
    pub(super) fn new(month: Month, batch: i64, test: bool, billing: Option<BillingRow>) -> Self {
        let (files, keys) = (BTreeMap::new(), BTreeSet::new());
        Self { month, batch, test, billing, files, keys, left_out: Vec::new(), former: Vec::new() }
    }

    pub(super) fn take(&mut self, draft: &Draft, payer: Option<&PayerRow>, claim: x12::Claim) {
        let Some(payer) = payer else { return };
        self.keys.extend(draft.settles.iter().cloned());
        self.files.entry(draft.payer.clone()).or_insert_with(|| (payer.clone(), Vec::new())).1.push(claim);
    }

    /// Is the claim of this line in one of the files, or its end?
    pub(crate) fn has(&self, line: &ExportLineRow) -> bool {
        self.keys.contains(&sent::key(line))
    }

    /// How many claims are in the files.
    pub(crate) fn claims(&self) -> usize {
        self.files.values().map(|(_, claims)| claims.len()).sum()
    }

    pub(super) fn check(self) -> Check {
        Check {
            ready: self.billing.is_some(),
            claims: self.files.into_iter().map(|(payer, (_, claims))| (payer, claims.len())).collect(),
            left_out: self.left_out,
            former: self.former,
        }
    }

    /// Refuses what would be no file at all.
    pub(crate) fn or_refused(self) -> Result<Self, Error> {
        if self.billing.is_none() {
            return Err(Error::refused(
                "X12 837P needs to know how the practice bills: its name, NPI, tax number and address. A manager says so in \
                 Settings, Electronic claims. Nothing was exported; the other kinds of files need none of it.",
            ));
        }
        if self.files.is_empty() {
            return Err(Error::refused(
                "No claim of this batch can be in an X12 837P file: each lacks something, or was in one before. Nothing was \
                 exported; the other kinds of files need none of it.",
            ));
        }
        Ok(self)
    }

    /// The files, by what their names end in.
    pub(crate) fn written(&self, made: DateTime<FixedOffset>) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let Some(billing) = &self.billing else { return Ok(Vec::new()) };
        let files = (0..).zip(&self.files);
        files
            .map(|(n, (slug, (payer, claims)))| {
                let file = Interchange {
                    control: self.control(n),
                    made: made.naive_local(),
                    test: self.test,
                    sender: Party { id: billing.submitter_id.clone(), name: billing.name.clone() },
                    contact: Contact { name: billing.contact.clone(), phone: billing.phone.clone() },
                    receiver: receiver(payer),
                    payer: x12::Payer {
                        id: payer.payer_id.clone(),
                        name: payer.name.clone(),
                        filing: payer.filing.clone(),
                    },
                    billing: biller(billing),
                    claims: claims.clone(),
                };
                Ok((format!("{slug}.{}", Format::X12.slug()), x12::write(&file)?))
            })
            .collect()
    }

    /// Nine digits that no other file of the practice has: year, month, batch, payer.
    fn control(&self, n: u32) -> u32 {
        let first = self.month.first_day();
        let year = u32::try_from(first.year()).unwrap_or_default() % 100;
        let batch = u32::try_from(self.batch % 1_000).unwrap_or_default();
        ((year * 100 + first.month()) * 1_000 + batch) * 100 + n
    }

    /// What the page that vouches for the batch says of it.
    pub(crate) fn told(&self) -> String {
        let mut text = format!("{MACHINES}Claims in them: {}\n", self.claims());
        for out in &self.left_out {
            let lacks: Vec<_> = out.lacks.iter().map(|lack| lack.slug()).collect();
            // Writing to a text cannot fail.
            let _ = writeln!(text, "In none of them: claim {}, which lacks {}", out.claim, lacks.join(", "));
        }
        text
    }
}

/// The clearinghouse; without one the payer itself.
fn receiver(payer: &PayerRow) -> Party {
    let own = payer.receiver_id.is_empty();
    let id = if own { payer.payer_id.clone() } else { payer.receiver_id.clone() };
    Party { name: if own { payer.name.clone() } else { id.clone() }, id }
}

fn biller(row: &BillingRow) -> x12::Billing {
    x12::Billing {
        name: row.name.clone(),
        npi: row.npi.clone(),
        tax_id: row.tax_id.clone(),
        address: Address {
            street: row.street.clone(),
            city: row.city.clone(),
            state: row.state.clone(),
            zip: row.zip.clone(),
        },
    }
}
