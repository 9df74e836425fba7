//! Who works at the demo practice.

use store::StaffId;

use crate::op::Actor;
use crate::staff::StaffChange;
use crate::{Error, Tracker};

/// Who to sign in as: a nurse who also manages the practice.
pub const SIGN_IN: &str = "tamsin";
/// Public, and the same for everybody of the demo.
pub const PASSWORD: &str = "quiet river, seven lamps";
/// Patients.
pub const PATIENTS: usize = 300;

/// The staff by what they do.
pub(super) struct Team {
    /// Those who may bill.
    pub(super) practitioners: Vec<StaffId>,
    /// Those who do most of the work.
    pub(super) care: Vec<StaffId>,
}

/// Name, role, access, credentials, NPI, sign-in. The first nurse is there already: she set the practice up.
type Person =
    (&'static str, &'static str, &'static str, &'static str, Option<&'static str>, Option<&'static str>);

/// NPIs end in a right check digit and begin with 1000, a block that is not given out.
const PRACTITIONERS: [Person; 3] = [
    ("Dr. Aldous Penhallow", "physician", "practitioner", "MD", Some("1000000012"), Some("penhallow")),
    ("Dr. Ines Okafor-Lund", "physician", "practitioner", "DO", Some("1000000020"), None),
    ("Marisol Trent", "np", "practitioner", "FNP-BC", Some("1000000038"), None),
];

const CARE: [Person; 5] = [
    ("Bex Oyelaran", "ma", "care_team", "CMA", None, Some("bex")),
    ("Gideon Marsh", "rn", "care_team", "RN", None, None),
    ("Lotte Vanterpool", "lpn", "care_team", "LPN", None, None),
    ("Priya Castellanos", "pharmacist", "care_team", "PharmD", None, None),
    ("Rosalind Achterberg", "biller", "biller", "", None, Some("rosalind")),
];

pub(super) fn hire(tracker: &mut Tracker, manager: &Actor) -> Result<Team, Error> {
    let mut hire = |person: &Person| tracker.save_staff(manager, &form(person));
    let practitioners = PRACTITIONERS.iter().map(&mut hire).collect::<Result<Vec<_>, _>>()?;
    let mut care = vec![manager.staff];
    for person in &CARE {
        let id = hire(person)?;
        if person.1 != "biller" {
            care.push(id);
        }
    }
    Ok(Team { practitioners, care })
}

fn form((name, role, access, credentials, npi, sign_in): &Person) -> StaffChange {
    StaffChange {
        id: None,
        name: (*name).to_owned(),
        role: (*role).to_owned(),
        access: (*access).to_owned(),
        credentials: (*credentials).to_owned(),
        npi: npi.map(str::to_owned),
        sign_in: sign_in.map(str::to_owned),
        password: sign_in.map(|_| PASSWORD.to_owned()),
        team_training: Some("2024-11-04".to_owned()),
        scope_document: true,
        active: true,
        from: None,
    }
}
