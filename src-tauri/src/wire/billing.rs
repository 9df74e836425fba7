//! Electronic claims: who is who on them, and what an X12 export would have.

use serde::{Deserialize, Serialize};
use tracker::export::{Format, Order};
use tracker::practice::month as read_month;
use tracker::x12::{Billing, BillingRow, Check, Former, FormerCard, LeftOut, PayerRow, Subscriber};
use tracker::{Actor, Error, Tracker};
use ts_rs::TS;

/// Who is who on electronic claims.
#[derive(Clone, Serialize, TS)]
pub struct BillingView {
    /// The practice, if somebody has said.
    pub practice: Option<BillingPracticeView>,
    /// Every payer, as named or as it would be.
    pub payers: Vec<PayerIdentityView>,
}

/// The practice as it bills.
#[derive(Clone, Serialize, TS)]
pub struct BillingPracticeView {
    /// Name as it is billed.
    pub name: String,
    /// National provider identifier.
    pub npi: String,
    /// Employer's number, nine digits.
    pub tax_id: String,
    /// Street.
    pub street: String,
    /// City.
    pub city: String,
    /// State, two letters.
    pub state: String,
    /// ZIP, nine digits.
    pub zip: String,
    /// Whom a clearinghouse asks.
    pub contact: String,
    /// Ten digits.
    pub phone: String,
    /// What the clearinghouse calls the practice.
    pub submitter_id: String,
}

/// The practice as it bills, to be kept.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BillingPracticeForm {
    /// Name as it is billed.
    pub name: String,
    /// National provider identifier.
    pub npi: String,
    /// Employer's number, nine digits.
    pub tax_id: String,
    /// Street.
    pub street: String,
    /// City.
    pub city: String,
    /// State, two letters.
    pub state: String,
    /// ZIP, nine digits.
    pub zip: String,
    /// Whom a clearinghouse asks.
    pub contact: String,
    /// Ten digits.
    pub phone: String,
    /// What the clearinghouse calls the practice.
    pub submitter_id: String,
}

/// A payer as electronic claims name it.
#[derive(Clone, Serialize, TS)]
pub struct PayerIdentityView {
    /// Payer slug.
    pub payer: String,
    /// Name.
    pub name: String,
    /// Its number; empty: nobody has said, and no claim goes to it.
    pub payer_id: String,
    /// The clearinghouse; empty: the payer itself.
    pub receiver_id: String,
    /// What kind of payer, X12 code list 1032.
    pub filing: String,
    /// Takes claims that replace or void a former one.
    pub corrections: bool,
}

/// A payer, to be kept.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PayerIdentityForm {
    /// Payer slug.
    pub payer: String,
    /// Name.
    pub name: String,
    /// Its number.
    pub payer_id: String,
    /// The clearinghouse; empty: the payer itself.
    pub receiver_id: String,
    /// What kind of payer, X12 code list 1032.
    pub filing: String,
    /// Takes claims that replace or void a former one.
    pub corrections: bool,
}

/// A patient as the payer knows the person; any of it may be empty.
#[derive(Clone, Serialize, TS)]
pub struct SubscriberView {
    /// Number on the card.
    pub member_id: String,
    /// Street.
    pub street: String,
    /// City.
    pub city: String,
    /// State, two letters.
    pub state: String,
    /// ZIP, five or nine digits.
    pub zip: String,
    /// Cards of payers the patient had, by payer.
    pub cards: Vec<FormerCardView>,
}

/// The number on the card of a payer the patient had; it may be empty.
#[derive(Clone, Serialize, TS)]
pub struct FormerCardView {
    /// Payer slug.
    pub payer: String,
    /// Number on the card.
    pub member_id: String,
}

/// The same, to be kept.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormerCardForm {
    /// Payer slug.
    pub payer: String,
    /// Number on the card.
    pub member_id: String,
}

/// The same, to be kept.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SubscriberForm {
    /// Number on the card.
    pub member_id: String,
    /// Street.
    pub street: String,
    /// City.
    pub city: String,
    /// State, two letters.
    pub state: String,
    /// ZIP, five or nine digits.
    pub zip: String,
    /// Cards of payers the patient had; those that are not named stay as they are.
    #[serde(default)]
    pub cards: Vec<FormerCardForm>,
}

/// The payer's own number of a claim that was sent before.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormerForm {
    /// Our number of the claim.
    pub claim: String,
    /// The payer's.
    pub number: String,
}

/// What to look at before an X12 export.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct X12CheckForm {
    /// Month.
    pub month: String,
    /// Also lines that were exported before and have not changed.
    pub all: bool,
    /// The payers' own numbers of claims that are replaced or voided.
    pub former: Vec<FormerForm>,
}

/// What an X12 export would have.
#[derive(Clone, Serialize, TS)]
pub struct X12CheckView {
    /// The practice has said how it bills.
    pub ready: bool,
    /// Claims that would be in a file, by payer.
    pub files: Vec<X12FileView>,
    /// Claims that would not.
    pub left_out: Vec<X12LeftOutView>,
    /// Claims that were sent before and are replaced or voided.
    pub former: Vec<X12FormerView>,
}

/// A file of an X12 export.
#[derive(Clone, Serialize, TS)]
pub struct X12FileView {
    /// Payer slug.
    pub payer: String,
    /// Claims in it.
    pub claims: u32,
}

/// A claim that is in no X12 file.
#[derive(Clone, Serialize, TS)]
pub struct X12LeftOutView {
    /// Our number of the claim.
    pub claim: String,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// Payer slug.
    pub payer: String,
    /// `member_id`, `address`, `name`, `diagnosis`, `npi`, `charge`, `lines`, `payer`, `former` or `corrections`.
    pub lacks: Vec<String>,
}

/// A claim that was sent before and is different now, or no more.
#[derive(Clone, Serialize, TS)]
pub struct X12FormerView {
    /// Our number of the claim.
    pub claim: String,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// Payer slug.
    pub payer: String,
    /// Nothing of it is left.
    pub void: bool,
}

impl X12CheckForm {
    /// The answer.
    pub(crate) fn answer(self, tracker: &mut Tracker, actor: &Actor) -> Result<X12CheckView, Error> {
        let order = Order { all: self.all, former: former(self.former), ..Order::new([Format::X12]) };
        Ok(tracker.x12_check(actor, read_month(&self.month)?, &order)?.into())
    }
}

/// By our number of the claim.
pub(crate) fn former(forms: Vec<FormerForm>) -> std::collections::BTreeMap<String, String> {
    forms.into_iter().map(|form| (form.claim, form.number)).collect()
}

impl From<Check> for X12CheckView {
    fn from(check: Check) -> Self {
        let file = |(payer, claims): (String, usize)| X12FileView {
            payer,
            claims: u32::try_from(claims).unwrap_or(u32::MAX),
        };
        Self {
            ready: check.ready,
            files: check.claims.into_iter().map(file).collect(),
            left_out: check.left_out.into_iter().map(X12LeftOutView::from).collect(),
            former: check.former.into_iter().map(X12FormerView::from).collect(),
        }
    }
}

impl From<LeftOut> for X12LeftOutView {
    fn from(out: LeftOut) -> Self {
        Self {
            claim: out.claim,
            patient: out.patient.get(),
            name: out.name,
            payer: out.payer,
            lacks: out.lacks.into_iter().map(|lack| lack.slug().to_owned()).collect(),
        }
    }
}

impl From<Former> for X12FormerView {
    fn from(former: Former) -> Self {
        let Former { claim, patient, name, payer, void } = former;
        Self { claim, patient: patient.get(), name, payer, void }
    }
}

impl From<Billing> for BillingView {
    fn from(billing: Billing) -> Self {
        Self {
            practice: billing.practice.map(BillingPracticeView::from),
            payers: billing.payers.into_iter().map(PayerIdentityView::from).collect(),
        }
    }
}

impl From<BillingRow> for BillingPracticeView {
    fn from(row: BillingRow) -> Self {
        let BillingRow { name, npi, tax_id, street, city, state, zip, contact, phone, submitter_id } = row;
        Self { name, npi, tax_id, street, city, state, zip, contact, phone, submitter_id }
    }
}

impl From<BillingPracticeForm> for BillingRow {
    fn from(form: BillingPracticeForm) -> Self {
        let BillingPracticeForm { name, npi, tax_id, street, city, state, zip, contact, phone, submitter_id } =
            form;
        Self { name, npi, tax_id, street, city, state, zip, contact, phone, submitter_id }
    }
}

impl From<PayerRow> for PayerIdentityView {
    fn from(row: PayerRow) -> Self {
        let PayerRow { payer, name, payer_id, receiver_id, filing, corrections } = row;
        Self { payer, name, payer_id, receiver_id, filing, corrections }
    }
}

impl From<PayerIdentityForm> for PayerRow {
    fn from(form: PayerIdentityForm) -> Self {
        let PayerIdentityForm { payer, name, payer_id, receiver_id, filing, corrections } = form;
        Self { payer, name, payer_id, receiver_id, filing, corrections }
    }
}

impl From<Subscriber> for SubscriberView {
    fn from(known: Subscriber) -> Self {
        let Subscriber { member_id, street, city, state, zip, cards } = known;
        let card = |FormerCard { payer, member_id }| FormerCardView { payer, member_id };
        Self { member_id, street, city, state, zip, cards: cards.into_iter().map(card).collect() }
    }
}

impl From<SubscriberForm> for Subscriber {
    fn from(form: SubscriberForm) -> Self {
        let SubscriberForm { member_id, street, city, state, zip, cards } = form;
        let card = |FormerCardForm { payer, member_id }| FormerCard { payer, member_id };
        Self { member_id, street, city, state, zip, cards: cards.into_iter().map(card).collect() }
    }
}
