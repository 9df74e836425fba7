//! Who is who on an electronic claim: the practice as it bills, each payer, and the patients as their payers know them.

use rusqlite::{named_params, params};

use crate::columns::{Row, row_opt, rows, run};
use crate::ids::debug_is_name;
use crate::{Conn, PatientId, StoreError, Tx};

/// The practice as it bills. There is one row, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillingRow {
    /// Name as it is billed.
    pub name: String,
    /// Its national provider identifier.
    pub npi: String,
    /// Its employer's number, nine digits.
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
    /// And where, ten digits.
    pub phone: String,
    /// What the clearinghouse calls the practice.
    pub submitter_id: String,
}

/// A payer as electronic claims name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayerRow {
    /// Which payer.
    pub payer: String,
    /// Its name.
    pub name: String,
    /// Its number.
    pub payer_id: String,
    /// Who receives the file; empty: the payer itself.
    pub receiver_id: String,
    /// What kind of payer, X12 code list 1032.
    pub filing: String,
    /// Takes claims that replace or void a former one.
    pub corrections: bool,
}

/// A patient as the payer knows the person.
#[derive(Clone, PartialEq, Eq)]
pub struct SubscriberRow {
    /// Whose.
    pub patient_id: PatientId,
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
}

debug_is_name!(SubscriberRow);

/// The number on the card of a payer that a patient had.
#[derive(Clone, PartialEq, Eq)]
pub struct FormerCardRow {
    /// Whose.
    pub patient_id: PatientId,
    /// Slug of the payer.
    pub payer: String,
    /// Number on the card; empty where nobody typed it.
    pub member_id: String,
}

debug_is_name!(FormerCardRow);

/// The practice as it bills, if somebody has said.
pub fn practice(conn: &Conn) -> Result<Option<BillingRow>, StoreError> {
    row_opt(conn, "SELECT * FROM billing_identity WHERE id = 1", [], billing_from_row)
}

/// Writes the one row, whether or not it is there.
pub fn put_practice(tx: &Tx<'_>, row: &BillingRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO billing_identity (id, name, npi, tax_id, street, city, state, zip, contact, phone, submitter_id)
         VALUES (1, :name, :npi, :tax_id, :street, :city, :state, :zip, :contact, :phone, :submitter_id)
         ON CONFLICT (id) DO UPDATE
            SET name = excluded.name,
                npi = excluded.npi,
                tax_id = excluded.tax_id,
                street = excluded.street,
                city = excluded.city,
                state = excluded.state,
                zip = excluded.zip,
                contact = excluded.contact,
                phone = excluded.phone,
                submitter_id = excluded.submitter_id",
        named_params! {
            ":name": row.name,
            ":npi": row.npi,
            ":tax_id": row.tax_id,
            ":street": row.street,
            ":city": row.city,
            ":state": row.state,
            ":zip": row.zip,
            ":contact": row.contact,
            ":phone": row.phone,
            ":submitter_id": row.submitter_id,
        },
    )
}

/// The payers somebody has named.
pub fn payers(conn: &Conn) -> Result<Vec<PayerRow>, StoreError> {
    rows(conn, "SELECT * FROM payer_identity ORDER BY payer", [], payer_from_row)
}

/// Writes a payer, whether or not it is there.
pub fn put_payer(tx: &Tx<'_>, row: &PayerRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO payer_identity (payer, name, payer_id, receiver_id, filing, corrections)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (payer) DO UPDATE
            SET name = excluded.name,
                payer_id = excluded.payer_id,
                receiver_id = excluded.receiver_id,
                filing = excluded.filing,
                corrections = excluded.corrections",
        params![row.payer, row.name, row.payer_id, row.receiver_id, row.filing, row.corrections],
    )
}

/// A patient as the payer knows the person, if somebody has said.
pub fn subscriber(conn: &Conn, patient: PatientId) -> Result<Option<SubscriberRow>, StoreError> {
    row_opt(conn, "SELECT * FROM subscriber WHERE patient_id = ?1", [patient], subscriber_from_row)
}

/// All of them.
pub fn subscribers(conn: &Conn) -> Result<Vec<SubscriberRow>, StoreError> {
    rows(conn, "SELECT * FROM subscriber ORDER BY patient_id", [], subscriber_from_row)
}

/// Writes one, whether or not it is there.
pub fn put_subscriber(tx: &Tx<'_>, row: &SubscriberRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO subscriber (patient_id, member_id, street, city, state, zip) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (patient_id) DO UPDATE
            SET member_id = excluded.member_id,
                street = excluded.street,
                city = excluded.city,
                state = excluded.state,
                zip = excluded.zip",
        params![row.patient_id, row.member_id, row.street, row.city, row.state, row.zip],
    )
}

/// The cards a patient had, by payer.
pub fn former_cards_of(conn: &Conn, patient: PatientId) -> Result<Vec<FormerCardRow>, StoreError> {
    rows(conn, "SELECT * FROM former_card WHERE patient_id = ?1 ORDER BY payer", [patient], card_from_row)
}

/// Those of everybody.
pub fn former_cards(conn: &Conn) -> Result<Vec<FormerCardRow>, StoreError> {
    rows(conn, "SELECT * FROM former_card ORDER BY patient_id, payer", [], card_from_row)
}

/// Writes one, whether or not it is there.
pub fn put_former_card(tx: &Tx<'_>, row: &FormerCardRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO former_card (patient_id, payer, member_id) VALUES (?1, ?2, ?3)
         ON CONFLICT (patient_id, payer) DO UPDATE SET member_id = excluded.member_id",
        params![row.patient_id, row.payer, row.member_id],
    )
}

fn card_from_row(row: &Row<'_>) -> rusqlite::Result<FormerCardRow> {
    Ok(FormerCardRow {
        patient_id: row.get("patient_id")?,
        payer: row.get("payer")?,
        member_id: row.get("member_id")?,
    })
}

fn billing_from_row(row: &Row<'_>) -> rusqlite::Result<BillingRow> {
    Ok(BillingRow {
        name: row.get("name")?,
        npi: row.get("npi")?,
        tax_id: row.get("tax_id")?,
        street: row.get("street")?,
        city: row.get("city")?,
        state: row.get("state")?,
        zip: row.get("zip")?,
        contact: row.get("contact")?,
        phone: row.get("phone")?,
        submitter_id: row.get("submitter_id")?,
    })
}

fn payer_from_row(row: &Row<'_>) -> rusqlite::Result<PayerRow> {
    Ok(PayerRow {
        payer: row.get("payer")?,
        name: row.get("name")?,
        payer_id: row.get("payer_id")?,
        receiver_id: row.get("receiver_id")?,
        filing: row.get("filing")?,
        corrections: row.get("corrections")?,
    })
}

fn subscriber_from_row(row: &Row<'_>) -> rusqlite::Result<SubscriberRow> {
    Ok(SubscriberRow {
        patient_id: row.get("patient_id")?,
        member_id: row.get("member_id")?,
        street: row.get("street")?,
        city: row.get("city")?,
        state: row.get("state")?,
        zip: row.get("zip")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    #[test]
    fn what_was_said_last_of_the_practice_a_payer_and_a_patient_holds() {
        let mut store = Sample::new();
        assert_eq!((store.read(practice), store.read(payers)), (None, vec![]));
        for end in ["1", "2"] {
            let said = |what: &str| format!("{what} {end}");
            let billing = BillingRow {
                name: said("name"),
                npi: said("npi"),
                tax_id: said("tax"),
                street: said("street"),
                city: said("city"),
                state: said("state"),
                zip: said("zip"),
                contact: said("contact"),
                phone: said("phone"),
                submitter_id: said("submitter"),
            };
            let payer = PayerRow {
                payer: "medicare".to_owned(),
                name: said("payer"),
                payer_id: said("id"),
                receiver_id: said("receiver"),
                filing: said("filing"),
                corrections: end == "2",
            };
            let ana = SubscriberRow {
                patient_id: store.ana,
                member_id: said("member"),
                street: said("street"),
                city: said("city"),
                state: said("state"),
                zip: said("zip"),
            };
            store.write(|tx| {
                put_practice(tx, &billing)?;
                put_payer(tx, &payer)?;
                put_subscriber(tx, &ana)
            });
            assert_eq!(store.read(practice), Some(billing));
            assert_eq!(store.read(payers), [payer]);
            assert_eq!(store.read(|conn| subscriber(conn, store.ana)).as_ref(), Some(&ana));
            assert!(store.read(subscribers) == [ana]);
        }
    }
}
