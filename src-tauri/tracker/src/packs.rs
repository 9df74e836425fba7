//! The rule packs that ship with the program.

use rules::{Packs, Payer};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// Every pack file, one after the other: together they are one document.
const SHIPPED: &str = concat!(
    include_str!("../../../assets/rules/activities.toml"),
    include_str!("../../../assets/rules/tracks.toml"),
    include_str!("../../../assets/rules/medicare.toml"),
    include_str!("../../../assets/rules/bcbsm.toml"),
    include_str!("../../../assets/rules/priority.toml"),
    include_str!("../../../assets/rules/cigna.toml"),
    include_str!("../../../assets/rules/medicaid.toml"),
    include_str!("../../../assets/rules/fees-2025.toml"),
    include_str!("../../../assets/rules/fees-2026.toml"),
    include_str!("../../../assets/rules/codes.toml"),
    include_str!("../../../assets/rules/families.toml"),
    include_str!("../../../assets/rules/holidays.toml"),
);

/// The rule packs that ship with the program, parsed once.
pub fn shipped() -> &'static Packs {
    static PACKS: LazyLock<Packs> =
        LazyLock::new(|| toml::from_str(SHIPPED).expect("a test proves that the shipped packs parse"));
    &PACKS
}

/// The rule set a payer's months are judged by: its name, the day it holds from, and the first digits of the
/// SHA-256 of all shipped packs, so that a kept statement says exactly which rules made it.
pub fn version(payer: Payer) -> String {
    static SHA: LazyLock<String> = LazyLock::new(|| {
        let hash = Sha256::digest(SHIPPED);
        hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
    });
    format!("{payer} {} {}", shipped().payer(payer).from, *SHA)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rules::{Cents, Exclusion, Payer, Track};

    #[test]
    fn the_shipped_packs_parse_and_know_the_first_activity() {
        let first = shipped().activities().first().unwrap();
        assert_eq!(first.slug, "call_patient");
        assert_eq!(first.counts(Payer::Medicare, Track::CcmStaff, shipped()), Ok(()));
        let refused = first.counts(Payer::Bcbsm, Track::Complex, shipped());
        assert_eq!(refused, Err(Exclusion::ActivityPatientContact));
    }

    #[test]
    fn every_base_code_has_a_fee_in_every_year() {
        for table in shipped().fee_tables() {
            for track in Track::ALL {
                let base = shipped().track(*track, Payer::Medicare).base;
                let fee = rules::fee(base, table.from, rules::Place::NonFacility, false, shipped());
                assert!(fee > Cents::ZERO, "{base} from {}", table.from);
            }
        }
    }
}
