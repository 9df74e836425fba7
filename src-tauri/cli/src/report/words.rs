//! What holds and refusals say to a person.

use rules::{Hold, Refusal};
use tracker::claims::Reason;

/// A reason in a few words.
pub(super) fn says(reason: &Reason) -> &'static str {
    match reason {
        Reason::Hold(hold) => held(*hold),
        Reason::Refusal(refusal) => refused(*refusal),
        // A warning neither holds nor refuses, so its code is enough.
        Reason::Warning(warning) => warning.code(),
    }
}

fn held(hold: Hold) -> &'static str {
    match hold {
        Hold::Attest => "the practice attestations are not made",
        Hold::Dx => "the claim needs more diagnoses",
        Hold::Early => "the date of service is still to come",
        Hold::NoConsent => "consent needs renewal",
        Hold::NoContact => "no contact with the patient this month",
        Hold::NoInitVisit => "the initiating visit is missing",
        Hold::NoPlan => "no care plan on or before the date of service",
        Hold::OncologyInitial => "no first treatment plan is recorded",
        Hold::PlanCopy => "copy of the care plan not given",
        Hold::SameCondition => "two practitioners manage the same condition",
        Hold::NoSupervision => "no supervising practitioner",
    }
}

fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Apcm => "advanced primary care management was billed this month",
        Refusal::Cap => "the most this month can bill is reached",
        Refusal::CodeDate => "the code was not valid on that date",
        Refusal::ConditionCount => "too few conditions for this program",
        Refusal::ConditionDuration => "the conditions are not expected to last long enough",
        Refusal::ConditionRisk => "no condition is marked as a risk of decline",
        Refusal::Oversight => "home-health or hospice oversight was billed this month",
        Refusal::Esrd => "monthly kidney-failure care was billed this month",
        Refusal::Global => "a surgical global period covers these days",
        Refusal::Mdm => "no moderate or high decision making this month",
        Refusal::NoConsent => "no consent for this month",
        Refusal::OtherBiller => "another practitioner bills this month",
        Refusal::Payer => "this payer does not cover the code",
        Refusal::Revoked => "the patient ended consent before this month",
        Refusal::Role => "this role cannot bill the service",
        Refusal::StatusI => "Medicare does not accept this code",
        Refusal::TcmCaller => "the caller was not clinical staff",
        Refusal::TcmContact => "no contact in time after the discharge",
        Refusal::TcmDay0 => "a visit on the day of discharge",
        Refusal::TcmDeath => "the patient died before the 30th day",
        Refusal::TcmDestination => "discharged to a place that does not qualify",
        Refusal::TcmDuplicate => "inside the 30 days of another episode",
        Refusal::TcmFacility => "discharged from a place that does not qualify",
        Refusal::TcmList => "another service excludes transitional care",
        Refusal::TcmMdm => "decision making too low or not recorded",
        Refusal::TcmMedRec => "medications not reconciled in time",
        Refusal::TcmVisit => "no visit in time after the discharge",
        Refusal::TimeShort => "not enough counted time",
        Refusal::XorFamily => "another service of the practitioner excludes this one",
    }
}
