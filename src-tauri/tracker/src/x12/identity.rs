//! Who is who on an electronic claim: what a manager says of the practice and its payers, and anybody of a patient.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr as _;

use rules::{Month, Payer};
use store::Conn;
pub use store::billing::{BillingRow, PayerRow};

use crate::op::{Actor, Op};
use crate::practice::Practice;
use crate::{Error, Tracker, staff, text};

/// Kinds of payers that an 837P may name (X12 code list 1032, as the guide takes it in SBR09).
pub const FILING: [&str; 23] = [
    "11", "12", "13", "14", "15", "16", "17", "AM", "BL", "CH", "CI", "DS", "FI", "HM", "LM", "MA", "MB",
    "MC", "OF", "TV", "VA", "WC", "ZZ",
];

/// States, the district, territories and military addresses (USPS Publication 28, appendix B).
const STATES: &str = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY \
                      NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI FM MH PW AA AE AP";

/// Most characters of an identifier in the envelope (ISA06).
const ID: usize = 15;

/// What Settings shows of electronic claims.
#[derive(Clone, Debug)]
pub struct Billing {
    /// The practice, if somebody has said.
    pub practice: Option<BillingRow>,
    /// Every payer, as named or as it would be.
    pub payers: Vec<PayerRow>,
}

impl Tracker {
    /// Who is who on electronic claims.
    ///
    /// # Errors
    /// The disk.
    pub fn billing(&self) -> Result<Billing, Error> {
        let month = Month::of(self.today_date());
        self.store.read(|conn| {
            let payers = payers(conn, &self.practice, month)?;
            Ok(Billing { practice: store::billing::practice(conn)?, payers })
        })
    }

    /// Says how the practice names itself.
    ///
    /// # Errors
    /// A field; access.
    pub fn save_billing(&mut self, actor: &Actor, form: &BillingRow) -> Result<(), Error> {
        let row = BillingRow {
            name: lettered(&form.name, "name")?,
            npi: staff::npi(Some(&form.npi))?.ok_or_else(|| Error::field("npi", "This is needed."))?,
            tax_id: digits(&form.tax_id, "tax_id", &[9], "Nine digits, such as 12-3456789.")?,
            street: street(&form.street)?,
            city: lettered(&form.city, "city")?,
            state: state(&form.state)?,
            zip: digits(
                &form.zip,
                "zip",
                &[9],
                "All nine digits, such as 49611-0001: payers ask for them here.",
            )?,
            contact: lettered(&form.contact, "contact")?,
            phone: digits(&form.phone, "phone", &[10], "Ten digits, area code first.")?,
            submitter_id: id(&form.submitter_id, "submitter_id", 2)?,
        };
        self.change(actor, Op::SaveBilling, |change| Ok(store::billing::put_practice(change.tx, &row)?))
    }

    /// Says how a payer is named.
    ///
    /// # Errors
    /// A field; access.
    pub fn save_payer(&mut self, actor: &Actor, form: &PayerRow) -> Result<(), Error> {
        let payer =
            Payer::from_str(&form.payer).map_err(|_| Error::field("payer", "Choose a payer of the list."))?;
        if !FILING.contains(&form.filing.as_str()) {
            return Err(Error::field("filing", "Choose a kind of payer of the list."));
        }
        let receiver = form.receiver_id.trim();
        let row = PayerRow {
            payer: payer.as_str().to_owned(),
            name: lettered(&form.name, "name")?,
            payer_id: id(&form.payer_id, "payer_id", 2)?,
            receiver_id: if receiver.is_empty() { String::new() } else { id(receiver, "receiver_id", 2)? },
            filing: form.filing.clone(),
            corrections: form.corrections,
        };
        self.change(actor, Op::SavePayer, |change| {
            change.trace.note("payer", row.payer.as_str());
            Ok(store::billing::put_payer(change.tx, &row)?)
        })
    }
}

/// Every payer: as a manager named it, else by its label and what is usual.
pub(super) fn payers(conn: &Conn, practice: &Practice, month: Month) -> Result<Vec<PayerRow>, Error> {
    let mut known: BTreeMap<_, _> =
        store::billing::payers(conn)?.into_iter().map(|row| (row.payer.clone(), row)).collect();
    let packs = practice.rules.of(month);
    let row = |payer: Payer| {
        known.remove(payer.as_str()).unwrap_or_else(|| usual(payer, packs.rules().payer(payer).label.clone()))
    };
    Ok(Payer::ALL.iter().copied().map(row).collect())
}

/// Payers that take first claims only.
pub(super) fn first_only(conn: &Conn) -> Result<BTreeSet<String>, Error> {
    let mut slugs: BTreeSet<_> = Payer::ALL
        .iter()
        .filter(|payer| !takes_corrections(**payer))
        .map(|payer| payer.as_str().to_owned())
        .collect();
    for row in store::billing::payers(conn)? {
        if row.corrections {
            slugs.remove(&row.payer)
        } else {
            slugs.insert(row.payer)
        };
    }
    Ok(slugs)
}

/// Medicare's contractors take first claims only (CMS, 837P edits, CLM05-3): a claim of theirs is reopened instead.
fn takes_corrections(payer: Payer) -> bool {
    payer != Payer::Medicare
}

/// What is usual of a payer nobody has named; its number is for the practice to say.
fn usual(payer: Payer, name: String) -> PayerRow {
    // Source: X12 code list 1032, Claim Filing Indicator Code. A plan of a private insurer is CI unless the payer says more.
    let filing = match payer {
        Payer::Medicare => "MB",
        Payer::Bcbsm => "BL",
        Payer::Medicaid => "MC",
        Payer::Priority | Payer::Cigna => "CI",
    };
    PayerRow {
        payer: payer.as_str().to_owned(),
        name,
        payer_id: String::new(),
        receiver_id: String::new(),
        filing: filing.to_owned(),
        corrections: takes_corrections(payer),
    }
}

pub(super) fn plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// A name that X12 can write.
fn lettered(said: &str, field: &'static str) -> Result<String, Error> {
    let said = text::required(said, field)?;
    if exchange::x12::reduced(&said).is_empty() {
        return Err(Error::field(field, "Electronic claims take Latin letters and digits only."));
    }
    Ok(said)
}

/// Where the practice is; a post office box is no place (guide, loop 2010AA).
fn street(said: &str) -> Result<String, Error> {
    let street = lettered(said, "street")?;
    let plain: String = street.to_uppercase().chars().filter(char::is_ascii_alphanumeric).collect();
    if plain.starts_with("POBOX") || plain.starts_with("POSTOFFICEBOX") {
        return Err(Error::field(
            "street",
            "Payers want the street where the practice is, no post office box.",
        ));
    }
    Ok(street)
}

pub(super) fn state(said: &str) -> Result<String, Error> {
    let state = said.trim().to_uppercase();
    if state.len() == 2 && STATES.split_whitespace().any(|known| known == state) {
        return Ok(state);
    }
    Err(Error::field("state", "The two letters of a state, such as MI."))
}

/// So many digits, whatever stands between them.
pub(super) fn digits(
    said: &str,
    field: &'static str,
    lengths: &[usize],
    wanted: &str,
) -> Result<String, Error> {
    let said = text::required(said, field)?;
    let digits: String = said.chars().filter(char::is_ascii_digit).collect();
    let between = said.chars().all(|c| c.is_ascii_digit() || " -().+".contains(c));
    if between && lengths.contains(&digits.len()) { Ok(digits) } else { Err(Error::field(field, wanted)) }
}

/// What somebody is called on the line: letters and digits, capital.
fn id(said: &str, field: &'static str, least: usize) -> Result<String, Error> {
    let id = text::required(said, field)?.to_uppercase();
    if plain(&id) && (least..=ID).contains(&id.len()) {
        return Ok(id);
    }
    Err(Error::field(field, format!("{least} to {ID} letters and digits, as you were given them.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_with_what_people_write_between_their_digits() {
        let nine = |text| digits(text, "zip", &[9], "no").ok();
        assert_eq!(nine("49611-0001").as_deref(), Some("496110001"));
        for text in ["49611", "49611-000x", "4961100012", ""] {
            assert_eq!(nine(text), None, "{text}");
        }
        assert_eq!(digits("(555) 555-0142", "phone", &[10], "no").unwrap(), "5555550142");
    }

    #[test]
    fn a_state_is_one_of_the_list_and_a_post_office_box_no_place() {
        assert_eq!(state(" mi ").unwrap(), "MI");
        for text in ["ZZ", "Michigan", "M", "", "I M"] {
            assert!(state(text).is_err(), "{text}");
        }
        assert!(street("1 Juniper Hollow Rd").is_ok());
        assert!(street("P.O. Box 12").is_err() && street("Post Office Box 3").is_err());
    }

    #[test]
    fn what_the_envelope_calls_somebody_fits_in_it() {
        assert_eq!(id("juniper1", "submitter_id", 2).unwrap(), "JUNIPER1");
        for text in ["A", "A B", "A*B", "SIXTEENLETTERS16"] {
            assert!(id(text, "submitter_id", 2).is_err(), "{text}");
        }
    }
}
