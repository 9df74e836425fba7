//! What a claim lacks before it can be in an X12 file, and the claim where it lacks nothing.

use std::collections::BTreeMap;

use exchange::x12::{self, DIAGNOSES, Frequency, LINES, Person, Rendering};
use rules::Month;
use store::billing::{BillingRow, PayerRow, SubscriberRow};
use store::export_lines::ExportLineRow;
use store::{Conn, PatientId};

use super::drafts::{Draft, Was};
use super::identity;
use crate::Error;
use crate::case::{self, Staff};
use crate::practice::Practice;

/// Something without which a payer takes no claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// The patient's number at the payer.
    MemberId,
    /// Where the patient lives.
    Address,
    /// A name that can be written in the letters of X12.
    Name,
    /// A diagnosis.
    Diagnosis,
    /// The practitioner's NPI.
    Npi,
    /// An amount to charge.
    Charge,
    /// Fewer than fifty lines.
    Lines,
    /// The payer's electronic number.
    Payer,
    /// The payer's own number of the claim that was sent before.
    Former,
    /// A payer that takes claims which replace or void others.
    Corrections,
}

impl Lack {
    /// Its name where it crosses to screens and files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::MemberId => "member_id",
            Self::Address => "address",
            Self::Name => "name",
            Self::Diagnosis => "diagnosis",
            Self::Npi => "npi",
            Self::Charge => "charge",
            Self::Lines => "lines",
            Self::Payer => "payer",
            Self::Former => "former",
            Self::Corrections => "corrections",
        }
    }
}

/// Everybody who can be named on a claim.
pub(super) struct Who {
    pub(super) billing: Option<BillingRow>,
    payers: BTreeMap<String, PayerRow>,
    subscribers: BTreeMap<PatientId, SubscriberRow>,
    payers_now: BTreeMap<PatientId, String>,
    cards: BTreeMap<(PatientId, String), String>,
    staff: Staff,
    practice: Practice,
}

impl Who {
    pub(super) fn load(conn: &Conn, practice: &Practice, month: Month) -> Result<Self, Error> {
        let subscribers = store::billing::subscribers(conn)?.into_iter().map(|row| (row.patient_id, row));
        Ok(Self {
            billing: store::billing::practice(conn)?,
            payers: identity::payers(conn, practice, month)?
                .into_iter()
                .map(|row| (row.payer.clone(), row))
                .collect(),
            subscribers: subscribers.collect(),
            payers_now: payers_now(conn)?,
            cards: cards(conn)?,
            staff: case::staff(conn)?,
            practice: practice.clone(),
        })
    }

    pub(super) fn payer(&self, slug: &str) -> Option<&PayerRow> {
        self.payers.get(slug)
    }

    /// Does this payer take claims that replace or void others?
    pub(super) fn corrects(&self, payer: &str) -> bool {
        self.payer(payer).is_some_and(|row| row.corrections)
    }

    /// The claim, or everything it lacks.
    pub(super) fn claim(
        &self,
        draft: &Draft,
        former: &BTreeMap<String, String>,
    ) -> Result<x12::Claim, Vec<Lack>> {
        let mut lacks = Vec::new();
        let subscriber = self.subscriber(draft, &mut lacks);
        let diagnoses = diagnoses(&draft.lines);
        let rendering = self.rendering(draft, &mut lacks);
        let frequency = self.frequency(draft, former, &mut lacks);
        let mut must = |holds: bool, lack| {
            if !holds {
                lacks.push(lack)
            }
        };
        must((1..=DIAGNOSES).contains(&diagnoses.len()), Lack::Diagnosis);
        must(draft.lines.iter().all(|line| line.amount_cents > 0 && line.units > 0), Lack::Charge);
        must((1..=LINES).contains(&draft.lines.len()), Lack::Lines);
        must(self.payer(&draft.payer).is_some_and(|row| !row.payer_id.is_empty()), Lack::Payer);
        match (subscriber, lacks.is_empty()) {
            (Some(subscriber), true) => Ok(x12::Claim {
                number: draft.number.clone(),
                subscriber,
                place: draft.lines.first().map(|line| line.place.clone()).unwrap_or_default(),
                frequency,
                diagnoses,
                rendering,
                lines: draft.lines.iter().map(line).collect(),
            }),
            _ => {
                lacks.sort_unstable();
                Err(lacks)
            }
        }
    }

    fn subscriber(&self, draft: &Draft, lacks: &mut Vec<Lack>) -> Option<x12::Subscriber> {
        let patient = &draft.patient;
        let name = Person::of(&patient.name);
        if x12::reduced(&name.last).is_empty() {
            lacks.push(Lack::Name);
        }
        let row = self.subscribers.get(&patient.id);
        // A claim to who paid before has the number on that one's card.
        let pays_now = self.payers_now.get(&patient.id) == Some(&draft.payer);
        let card = match pays_now {
            true => row.map(|row| &row.member_id),
            false => self.cards.get(&(patient.id, draft.payer.clone())),
        };
        let member_id = card.cloned().unwrap_or_default();
        if member_id.is_empty() {
            lacks.push(Lack::MemberId);
        }
        if row.is_none_or(|row| {
            [&row.street, &row.city, &row.state, &row.zip].iter().any(|part| part.is_empty())
        }) {
            lacks.push(Lack::Address);
        }
        row.map(|row| x12::Subscriber {
            name,
            member_id,
            address: x12::Address {
                street: row.street.clone(),
                city: row.city.clone(),
                state: row.state.clone(),
                zip: row.zip.clone(),
            },
            born: patient.birth_date,
            sex: patient.sex.clone(),
            died: patient.died_at.map(|at| self.practice.day(at)),
        })
    }

    /// Who did the work, where that is not who bills.
    fn rendering(&self, draft: &Draft, lacks: &mut Vec<Lack>) -> Option<Rendering> {
        let row = draft.lines.first().and_then(|line| self.staff.get(&line.practitioner_id))?;
        let Some(npi) = row.npi.clone() else {
            lacks.push(Lack::Npi);
            return None;
        };
        if self.billing.as_ref().is_some_and(|billing| billing.npi == npi) {
            return None;
        }
        Some(Rendering { name: Person::of(&row.name), npi })
    }

    fn frequency(
        &self,
        draft: &Draft,
        former: &BTreeMap<String, String>,
        lacks: &mut Vec<Lack>,
    ) -> Frequency {
        if draft.was == Was::Original {
            return Frequency::Original;
        }
        let number = former.get(&draft.number).map(|number| x12::reduced(number)).unwrap_or_default();
        if !self.corrects(&draft.payer) {
            lacks.push(Lack::Corrections);
        } else if number.is_empty() {
            lacks.push(Lack::Former);
        }
        if draft.was == Was::Void { Frequency::Void(number) } else { Frequency::Replacement(number) }
    }
}

/// Of the claim's lines, each once, in their order.
fn diagnoses(lines: &[ExportLineRow]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for code in lines.iter().flat_map(|line| line.diagnoses.split_whitespace()) {
        if !said.iter().any(|one| one == code) {
            said.push(code.to_owned());
        }
    }
    said.truncate(DIAGNOSES);
    said
}

fn line(row: &ExportLineRow) -> x12::Line {
    x12::Line {
        number: format!("{}-{}", row.code, row.turn),
        code: row.code.clone(),
        modifiers: row.modifiers.split_whitespace().map(str::to_owned).collect(),
        charge_cents: row.amount_cents,
        units: row.units,
        place: row.place.clone(),
        from: row.dos,
        to: row.dos_to,
    }
}

/// Who pays for each patient now: the number typed last is on that one's card.
fn payers_now(conn: &Conn) -> Result<BTreeMap<PatientId, String>, Error> {
    Ok(store::patients::all(conn)?.into_iter().map(|row| (row.id, row.payer)).collect())
}

/// Numbers on the cards of payers that patients had.
fn cards(conn: &Conn) -> Result<BTreeMap<(PatientId, String), String>, Error> {
    let cards = store::billing::former_cards(conn)?.into_iter();
    Ok(cards.map(|card| ((card.patient_id, card.payer), card.member_id)).collect())
}
