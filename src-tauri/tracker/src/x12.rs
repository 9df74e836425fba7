//! Claims for a clearinghouse, as X12 837P: who is who on them, what they say, and what keeps one out of the file.

mod drafts;
mod file;
mod identity;
mod lack;
mod subscriber;
mod told;

use std::collections::BTreeMap;

use exchange::x12::Claim;
use rules::Month;
use store::PatientId;

use crate::claims::{Claims, place_of_service};
use crate::export::{BatchLine, Order};
use crate::op::Actor;
use crate::rights::Right;
use crate::sent::Key;
use crate::{Error, Tracker};

use drafts::{Draft, Drafted, Was};
pub(crate) use file::Filed;
pub use identity::{Billing, BillingRow, FILING, PayerRow};
pub use lack::Lack;
pub(crate) use subscriber::keep_card;
pub use subscriber::{FormerCard, Subscriber};
pub use told::Filing;
pub(crate) use told::History;

/// What an X12 export of a month would have, before it is made.
#[derive(Clone, Debug, Default)]
pub struct Check {
    /// The practice has said how it bills.
    pub ready: bool,
    /// Claims that would be in a file, by payer.
    pub claims: BTreeMap<String, usize>,
    /// Claims that would not, and why.
    pub left_out: Vec<LeftOut>,
    /// Claims that were sent before and are replaced or voided: the payer's number of each is asked for.
    pub former: Vec<Former>,
}

/// A claim that is in no X12 file.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// Our number of the claim.
    pub claim: String,
    /// Whose.
    pub patient: PatientId,
    /// The patient's name.
    pub name: String,
    /// Who pays.
    pub payer: String,
    /// What it lacks; at least one.
    pub lacks: Vec<Lack>,
}

/// A claim that was sent before and is different now, or no more.
#[derive(Clone, Debug)]
pub struct Former {
    /// Our number of the claim.
    pub claim: String,
    /// Whose.
    pub patient: PatientId,
    /// The patient's name.
    pub name: String,
    /// Who pays.
    pub payer: String,
    /// Nothing of it is left.
    pub void: bool,
}

impl Tracker {
    /// What an X12 export would have, and what would be left out of it.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn x12_check(&mut self, actor: &Actor, month: Month, order: &Order) -> Result<Check, Error> {
        self.allow(actor, Right::ExportClaims, "x12_check")?;
        let claims = self.claims(month)?;
        let lines = claims.batch_lines(place_of_service(self.practice.place_of(month)), order);
        let filed = self.filed(&claims, &lines, order)?;
        Ok(filed.check())
    }

    /// The claims of a batch as files, and those left out.
    pub(crate) fn filed(
        &self,
        claims: &Claims,
        lines: &[BatchLine<'_>],
        order: &Order,
    ) -> Result<Filed, Error> {
        let place = place_of_service(self.practice.place_of(claims.month));
        let drafted = self.store.read(|conn| Drafted::of(conn, claims, lines, order, place))?;
        let who = self.store.read(|conn| lack::Who::load(conn, &self.practice, claims.month))?;
        let mut filed =
            Filed::new(claims.month, claims.next_number(), self.practice.demo, who.billing.clone());
        let claims: Vec<_> =
            drafted.drafts.iter().map(|draft| (draft, who.claim(draft, &order.former))).collect();
        let lacking = lacking(&claims);
        for (draft, claim) in claims {
            if draft.was != Was::Original && who.corrects(&draft.payer) {
                filed.former.push(draft.former());
            }
            let lacks = draft.settles.iter().find_map(|key| lacking.get(key));
            match (claim, lacks) {
                (Ok(claim), None) => filed.take(draft, who.payer(&draft.payer), claim),
                (Err(lacks), _) => filed.left_out.push(draft.left_out(lacks)),
                (Ok(_), Some(lacks)) => filed.left_out.push(draft.left_out(lacks.clone())),
            }
        }
        Ok(filed)
    }
}

/// What the claims of lines lack. A line that goes from one payer to another is in two claims, and in files with both or neither:
/// the same work would be billed twice.
fn lacking(claims: &[(&Draft, Result<Claim, Vec<Lack>>)]) -> BTreeMap<Key, Vec<Lack>> {
    let lacking = claims.iter().filter_map(|(draft, claim)| Some((draft, claim.as_ref().err()?)));
    lacking.flat_map(|(draft, lacks)| draft.settles.iter().map(|key| (key.clone(), lacks.clone()))).collect()
}
