//! Claims as an X12 837P interchange, implementation guide 005010X222A1: who sends, who bills, who pays, whose claims.
//!
//! The patient is always the subscriber. A text is reduced to the basic character set, so that no delimiter is ever in one;
//! nothing is quoted against spreadsheets, since a program reads it. The same data gives the same bytes.

mod name;
mod segments;
mod text;
mod transaction;

use chrono::{NaiveDate, NaiveDateTime};

pub use name::Person;
pub use text::reduced;

use crate::Error;
use segments::{Segments, code, number, words};

/// Claims in one transaction set (the guide's recommendation).
const CLAIMS: usize = 5_000;
/// Lines in one claim (guide, loop 2400).
pub const LINES: usize = 50;
/// Diagnoses in one claim (guide, segment HI).
pub const DIAGNOSES: usize = 12;
/// Diagnoses a line points to (guide, SV107).
const POINTERS: usize = 4;

/// A file: everything that goes from one sender to one receiver at once.
#[derive(Clone, Debug)]
pub struct Interchange {
    /// Its number, at most nine digits: the same one twice is a file sent twice.
    pub control: u32,
    /// When it was made, by the practice's clock.
    pub made: NaiveDateTime,
    /// Of invented people: not to be paid.
    pub test: bool,
    /// The practice as the receiver knows it.
    pub sender: Party,
    /// Whom the receiver asks.
    pub contact: Contact,
    /// The clearinghouse, or the payer itself.
    pub receiver: Party,
    /// Who pays.
    pub payer: Payer,
    /// Who bills.
    pub billing: Billing,
    /// Whose claims; at least one.
    pub claims: Vec<Claim>,
}

/// Somebody at an end of the line.
#[derive(Clone, Debug)]
pub struct Party {
    /// What the other end calls it; at most 15 characters.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A person to ask.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Ten digits.
    pub phone: String,
}

/// Who pays.
#[derive(Clone, Debug)]
pub struct Payer {
    /// Its electronic number.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What kind of payer, code list 1032: `MB`, `BL`, `CI` …
    pub filing: String,
}

/// Who bills: an organization.
#[derive(Clone, Debug)]
pub struct Billing {
    /// Name.
    pub name: String,
    /// National provider identifier.
    pub npi: String,
    /// Employer's number, nine digits.
    pub tax_id: String,
    /// Where it is.
    pub address: Address,
}

/// Where somebody is.
#[derive(Clone, Debug)]
pub struct Address {
    /// Street.
    pub street: String,
    /// City.
    pub city: String,
    /// State, two letters.
    pub state: String,
    /// ZIP, five or nine digits.
    pub zip: String,
}

/// The patient, who is the subscriber.
#[derive(Clone, Debug)]
pub struct Subscriber {
    /// Name.
    pub name: Person,
    /// Number on the card.
    pub member_id: String,
    /// Where this person lives.
    pub address: Address,
    /// Day of birth.
    pub born: NaiveDate,
    /// `F`, `M`; anything else is unknown.
    pub sex: String,
    /// Day of death.
    pub died: Option<NaiveDate>,
}

/// Who did the work, where that is not who bills.
#[derive(Clone, Debug)]
pub struct Rendering {
    /// Name.
    pub name: Person,
    /// National provider identifier.
    pub npi: String,
}

/// What a claim does to those before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// Nothing: it is the first.
    Original,
    /// It takes the place of the one with this number of the payer.
    Replacement(String),
    /// The one with this number of the payer is to be forgotten.
    Void(String),
}

/// A claim.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The practice's number for it, at most 20 characters; it names nobody.
    pub number: String,
    /// Whose.
    pub subscriber: Subscriber,
    /// Place of service.
    pub place: String,
    /// What it does to those before it.
    pub frequency: Frequency,
    /// ICD-10-CM, the first one first; 1 to 12.
    pub diagnoses: Vec<String>,
    /// Who did the work.
    pub rendering: Option<Rendering>,
    /// 1 to 50.
    pub lines: Vec<Line>,
}

/// A service line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number in the claim's record, to find it again in the answer.
    pub number: String,
    /// Procedure code.
    pub code: String,
    /// Modifiers, at most four.
    pub modifiers: Vec<String>,
    /// What is charged, in cents, for all units.
    pub charge_cents: i64,
    /// Units.
    pub units: i64,
    /// Place of service.
    pub place: String,
    /// Date of service.
    pub from: NaiveDate,
    /// Last day, where a span is billed.
    pub to: Option<NaiveDate>,
}

/// The file's bytes.
///
/// # Errors
/// [`Error::Claim`]: no claim at all, or one that the guide does not take.
pub fn write(file: &Interchange) -> Result<Vec<u8>, Error> {
    let sound = |claim: &Claim| {
        (1..=LINES).contains(&claim.lines.len()) && (1..=DIAGNOSES).contains(&claim.diagnoses.len())
    };
    if file.claims.is_empty() || !file.claims.iter().all(sound) {
        return Err(Error::Claim);
    }
    let mut out = Segments::new();
    begin(&mut out, file);
    let sets = file.claims.chunks(CLAIMS);
    let count = sets.len();
    for (n, claims) in (1..).zip(sets) {
        transaction::write(&mut out, file, n, claims);
    }
    out.put("GE", [number(count), number(file.control)]);
    out.put("IEA", [number(1), code(&format!("{:09}", file.control), 9)]);
    Ok(out.finish())
}

/// The envelope's first two segments. The first has fixed widths: readers learn the delimiters from where they stand.
fn begin(out: &mut Segments, file: &Interchange) {
    let (sender, receiver) = (text::id(&file.sender.id, 15), text::id(&file.receiver.id, 15));
    let (date, time) = (file.made.format("%y%m%d"), file.made.format("%H%M"));
    let usage = if file.test { 'T' } else { 'P' };
    let (none, control) = (" ".repeat(10), file.control);
    out.fixed(&format!(
        "ISA*00*{none}*00*{none}*ZZ*{sender:<15}*ZZ*{receiver:<15}*{date}*{time}*^*00501*{control:09}*0*{usage}*:"
    ));
    out.put(
        "GS",
        [
            words("HC", 2),
            code(&sender, 15),
            code(&receiver, 15),
            code(&file.made.format("%Y%m%d").to_string(), 8),
            code(&time.to_string(), 4),
            number(file.control),
            words("X", 1),
            code(GUIDE, 12),
        ],
    );
}

/// The implementation guide.
const GUIDE: &str = "005010X222A1";

#[cfg(test)]
mod tests;
