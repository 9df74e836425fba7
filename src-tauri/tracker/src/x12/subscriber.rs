//! A patient as payers know the person: what the form says, and the cards of payers the patient had.

use std::str::FromStr as _;

use rules::Payer;
use store::PatientId;
use store::billing::{FormerCardRow, SubscriberRow};
use store::patients::PatientRow;

use super::identity::{digits, plain, state};
use crate::change::Change;
use crate::{Error, Tracker, text};

/// What the patient form says of the subscriber; any of it may be empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Subscriber {
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
    /// Cards of payers the patient had.
    pub cards: Vec<FormerCard>,
}

/// The number on the card of a payer the patient had; it may be empty.
#[derive(Clone, PartialEq, Eq)]
pub struct FormerCard {
    /// Slug of the payer.
    pub payer: String,
    /// Number on the card.
    pub member_id: String,
}

impl Tracker {
    /// What is known of a patient as a subscriber, with a card of every payer the patient had, typed or not.
    ///
    /// # Errors
    /// The disk.
    pub fn subscriber(&self, patient: PatientId) -> Result<Subscriber, Error> {
        self.store.read(|conn| {
            let pays_now = store::patients::by_id(conn, patient)?.payer;
            let cards = store::billing::former_cards_of(conn, patient)?.into_iter();
            let cards = cards
                .filter(|card| card.payer != pays_now)
                .map(|card| FormerCard { payer: card.payer, member_id: card.member_id })
                .collect();
            Ok(match store::billing::subscriber(conn, patient)? {
                None => Subscriber { cards, ..Subscriber::default() },
                Some(SubscriberRow { member_id, street, city, state, zip, .. }) => {
                    Subscriber { member_id, street, city, state, zip, cards }
                }
            })
        })
    }
}

impl Subscriber {
    /// As it is kept: a member id without blanks and dashes, as payers take it.
    pub(crate) fn checked(&self) -> Result<Self, Error> {
        let given = |text: &str| !text.trim().is_empty();
        let card = |card: &FormerCard| {
            let payer = Payer::from_str(&card.payer).map_err(|_| Error::NotFound("payer"))?;
            let member_id = member_id(&card.member_id, field_of(payer))?;
            Ok(FormerCard { payer: payer.as_str().to_owned(), member_id })
        };
        let zip = "Five digits, or nine.";
        Ok(Self {
            member_id: member_id(&self.member_id, "member_id")?,
            cards: self.cards.iter().map(card).collect::<Result<_, Error>>()?,
            street: text::line(&self.street, "street")?,
            city: text::line(&self.city, "city")?,
            state: if given(&self.state) { state(&self.state)? } else { String::new() },
            zip: if given(&self.zip) { digits(&self.zip, "zip", &[5, 9], zip)? } else { String::new() },
        })
    }

    /// Writes it; a patient of whom nothing was ever said gets no row.
    pub(crate) fn put(self, change: &Change<'_>, patient_id: PatientId) -> Result<(), Error> {
        let Self { member_id, street, city, state, zip, cards } = self;
        for FormerCard { payer, member_id } in cards {
            store::billing::put_former_card(change.tx, &FormerCardRow { patient_id, payer, member_id })?;
        }
        let known = store::billing::subscriber(change.tx, patient_id)?.is_some();
        if !known && [&member_id, &street, &city, &state, &zip].iter().all(|text| text.is_empty()) {
            return Ok(());
        }
        let row = SubscriberRow { patient_id, member_id, street, city, state, zip };
        Ok(store::billing::put_subscriber(change.tx, &row)?)
    }
}

/// A card as a form names it: a refusal stands at its own.
fn field_of(payer: Payer) -> &'static str {
    match payer {
        Payer::Medicare => "cards.medicare",
        Payer::Bcbsm => "cards.bcbsm",
        Payer::Priority => "cards.priority",
        Payer::Cigna => "cards.cigna",
        Payer::Medicaid => "cards.medicaid",
    }
}

/// A number without blanks and dashes, as payers take it; it may be empty.
fn member_id(said: &str, field: &'static str) -> Result<String, Error> {
    let said = text::line(said, field)?;
    let id: String = said.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let long = id.is_empty() || (2..=80).contains(&id.len());
    if long && plain(&id) {
        Ok(id.to_uppercase())
    } else {
        Err(Error::field(field, "Letters and digits, as on the card."))
    }
}

/// The card of the payer a patient has until now: what it was asked to pay may have to be replaced or voided there.
pub(crate) fn keep_card(change: &Change<'_>, patient: &PatientRow) -> Result<(), Error> {
    let known = store::billing::subscriber(change.tx, patient.id)?;
    let member_id = known.map(|card| card.member_id).unwrap_or_default();
    let (patient_id, payer) = (patient.id, patient.payer.clone());
    Ok(store::billing::put_former_card(change.tx, &FormerCardRow { patient_id, payer, member_id })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_id_is_kept_as_payers_take_it_and_nothing_need_be_known() {
        let said = |member_id: &str| Subscriber { member_id: member_id.to_owned(), ..Subscriber::default() };
        assert_eq!(said("1eg4-te5 mk73").checked().unwrap().member_id, "1EG4TE5MK73");
        assert!(said("").checked().unwrap() == Subscriber::default());
        for text in ["1", "A*B", "1EG4:TE5", "Ñ1234"] {
            assert!(said(text).checked().is_err(), "{text}");
        }
    }
}
