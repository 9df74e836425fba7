//! How the demo practice bills: names and numbers that nobody has.

use store::PatientId;
use store::billing::SubscriberRow;

use crate::change::Change;
use crate::op::Actor;
use crate::x12::{BillingRow, PayerRow};
use crate::{Error, Tracker};

/// One patient in so many has no card on file: what a claim lacks can be seen.
const WITHOUT_A_CARD: usize = 41;

/// The NPI ends in a right check digit and begins with 1000, a block that is not given out; no employer has number
/// 00-0000000, no place ZIP 49999; numbers with 555-01 are for fiction.
pub(super) fn tell(tracker: &mut Tracker, manager: &Actor) -> Result<(), Error> {
    let practice = BillingRow {
        name: "Juniper Hollow Family Medicine".to_owned(),
        npi: "1000000004".to_owned(),
        tax_id: "000000000".to_owned(),
        street: "1 Juniper Hollow Rd".to_owned(),
        city: "Juniper Hollow".to_owned(),
        state: "MI".to_owned(),
        zip: "499990001".to_owned(),
        contact: "Rosalind Achterberg".to_owned(),
        phone: "3135550142".to_owned(),
        submitter_id: "DEMOJUNIPER".to_owned(),
    };
    tracker.save_billing(manager, &practice)?;
    for (n, payer) in (1..).zip(tracker.billing()?.payers) {
        let named = PayerRow { payer_id: format!("DEMO{n}"), receiver_id: "DEMOHOUSE".to_owned(), ..payer };
        tracker.save_payer(manager, &named)?;
    }
    Ok(())
}

/// What the card of the nth patient says, and where the person lives.
pub(super) fn subscribe(change: &Change<'_>, patient_id: PatientId, n: usize) -> Result<(), Error> {
    if n % WITHOUT_A_CARD == 7 {
        return Ok(());
    }
    let row = SubscriberRow {
        patient_id,
        member_id: format!("DEMO{:05}", 10_000 + n * 7),
        street: format!("{} Dapple Ct", 2 + n * 2),
        city: "Juniper Hollow".to_owned(),
        state: "MI".to_owned(),
        zip: "49999".to_owned(),
    };
    Ok(store::billing::put_subscriber(change.tx, &row)?)
}
