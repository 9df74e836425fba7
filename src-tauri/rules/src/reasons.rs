//! Every reason a second is excluded, a line is refused or held, or a manager is warned.

use crate::words::words;

words! {
    /// Why seconds do not count. In the order of their codes.
    pub enum Exclusion {
        /// Administrative work.
        ActivityAdmin = "X-ACTIVITY-ADMIN",
        /// An attempt that reached nobody.
        ActivityAttempt = "X-ACTIVITY-ATTEMPT",
        /// Prior authorization.
        ActivityAuth = "X-ACTIVITY-AUTH",
        /// Benefit or eligibility checks.
        ActivityBenefit = "X-ACTIVITY-BENEFIT",
        /// Chart work the payer does not accept.
        ActivityDoc = "X-ACTIVITY-DOC",
        /// E-mail or text the payer does not accept.
        ActivityEmail = "X-ACTIVITY-EMAIL",
        /// Contact with the patient, where the payer pays work without the patient.
        ActivityPatientContact = "X-ACTIVITY-PATIENT-CONTACT",
        /// One-way letters and reminders.
        ActivityReminder = "X-ACTIVITY-REMINDER",
        /// Work with a code of its own.
        ActivitySeparate = "X-ACTIVITY-SEPARATE",
        /// Travel.
        ActivityTravel = "X-ACTIVITY-TRAVEL",
        /// After the month in which consent was revoked.
        AfterRevocation = "X-AFTER-REVOCATION",
        /// Before consent.
        BeforeConsent = "X-BEFORE-CONSENT",
        /// After the patient died.
        Deceased = "X-DECEASED",
        /// The same entry twice.
        Duplicate = "X-DUPLICATE",
        /// During an inpatient or Part A skilled nursing stay.
        Inpatient = "X-INPATIENT",
        /// Outside the enrollment.
        NoProgram = "X-NO-PROGRAM",
        /// Somebody who is not clinical staff.
        Nonclinical = "X-NONCLINICAL",
        /// Somebody other than the billing practitioner, on a practitioner track.
        NotBiller = "X-NOT-BILLER",
        /// A colleague already counts for this second.
        OverlapPatient = "X-OVERLAP-PATIENT",
        /// The performer was timed on another patient.
        OverlapPerformer = "X-OVERLAP-PERFORMER",
        /// Cut to whole minutes.
        Rounding = "X-ROUNDING",
        /// A timer left running.
        StaleTimer = "X-STALE-TIMER",
        /// Unlicensed staff, where the payer wants a license.
        Unlicensed = "X-UNLICENSED",
        /// Staff without the training the payer wants.
        Untrained = "X-UNTRAINED",
        /// The second already belongs to another service.
        UsedElsewhere = "X-USED-ELSEWHERE",
    }
}

words! {
    /// Why something is not billable, whatever document is added. In the order of their codes.
    pub enum Refusal {
        /// Advanced primary care management in the month.
        Apcm = "R-APCM",
        /// More units or events than allowed.
        Cap = "R-CAP",
        /// The code did not exist yet.
        CodeDate = "R-CODE-DATE",
        /// Too few conditions.
        ConditionCount = "R-COND-COUNT",
        /// Conditions that do not last long enough.
        ConditionDuration = "R-COND-DURATION",
        /// No condition with significant risk.
        ConditionRisk = "R-COND-RISK",
        /// Care plan oversight in the month.
        Oversight = "R-CPO",
        /// Monthly kidney-failure services in the month.
        Esrd = "R-ESRD",
        /// The practitioner's surgical global period.
        Global = "R-GLOBAL",
        /// No moderate or high decision making in the month.
        Mdm = "R-MDM",
        /// No consent.
        NoConsent = "R-NO-CONSENT",
        /// Another practitioner bills the month.
        OtherBiller = "R-OTHER-BILLER",
        /// The payer does not cover it.
        Payer = "R-PAYER",
        /// Consent was revoked in an earlier month.
        Revoked = "R-REVOKED",
        /// Not somebody who can bill it.
        Role = "R-ROLE",
        /// Not valid for Medicare.
        StatusI = "R-STATUS-I",
        /// Transitional care: the caller was not clinical staff.
        TcmCaller = "R-TCM-CALLER",
        /// Transitional care: no contact in time.
        TcmContact = "R-TCM-CONTACT",
        /// Transitional care: a visit on the day of discharge.
        TcmDay0 = "R-TCM-DAY0",
        /// Transitional care: death before the 30th day.
        TcmDeath = "R-TCM-DEATH",
        /// Transitional care: a destination that does not qualify.
        TcmDestination = "R-TCM-DEST",
        /// Transitional care: inside the period of another.
        TcmDuplicate = "R-TCM-DUP",
        /// Transitional care: a facility that does not qualify.
        TcmFacility = "R-TCM-FACILITY",
        /// A service that may not be billed together with transitional care.
        TcmList = "R-TCM-LIST",
        /// Transitional care: decision making too low or not recorded.
        TcmMdm = "R-TCM-MDM",
        /// Transitional care: medications not reconciled in time.
        TcmMedRec = "R-TCM-MEDREC",
        /// Transitional care: no visit in time.
        TcmVisit = "R-TCM-VISIT",
        /// Not enough time.
        TimeShort = "R-TIME-SHORT",
        /// Another service of the same family.
        XorFamily = "R-XOR-FAMILY",
    }
}

words! {
    /// What keeps lines from being exported until something is added. In the order of their codes.
    pub enum Hold {
        /// The practice's attestations.
        Attest = "R-ATTEST",
        /// Diagnoses on the claim.
        Dx = "R-DX",
        /// The claim would be sent before its date of service.
        Early = "R-EARLY",
        /// Consent needs renewal.
        NoConsent = "R-NO-CONSENT",
        /// No contact with the patient in the month.
        NoContact = "R-NO-CONTACT",
        /// The initiating visit.
        NoInitVisit = "R-NO-INITVISIT",
        /// The care plan.
        NoPlan = "R-NO-PLAN",
        /// The event that made the first treatment plan.
        OncologyInitial = "R-ONC-INITIAL",
        /// The copy of the care plan.
        PlanCopy = "R-PLAN-COPY",
        /// A condition another practitioner's program has too.
        SameCondition = "R-SAME-CONDITION",
        /// A supervising practitioner.
        NoSupervision = "X-NO-SUPERVISION",
    }
}

words! {
    /// What a manager should know; never blocks. In the order of their codes.
    pub enum Warning {
        /// Add-on lines on other dates than their base.
        AddonDos = "W-ADDON-DOS",
        /// Counted time after the revocation.
        AfterRevocation = "W-AFTER-REVOCATION",
        /// The time and decision making of complex care.
        ComplexPossible = "W-COMPLEX-POSSIBLE",
        /// Consent should be in writing.
        ConsentWritten = "W-CONSENT-WRITTEN",
        /// Care plan oversight in the month.
        Oversight = "W-CPO",
        /// A service CPT does not pair with care management.
        CptPair = "W-CPT-PAIR",
        /// The claim is not yet due.
        Early = "W-EARLY",
        /// A visit on a line's date: modifier 25 belongs on the visit.
        Em25 = "W-EM-25",
        /// Unusually many units.
        HighUnits = "W-HIGH-UNITS",
        /// Another track pays more.
        HigherTrack = "W-HIGHER-TRACK",
        /// No counted contact with patient or caregiver.
        NoContact = "W-NO-CONTACT",
        /// Not seen for a year.
        NotSeen12Months = "W-NOT-SEEN-12M",
        /// Counted time during an observation or emergency stay.
        OutpatientStay = "W-OUTPATIENT-STAY",
        /// Principal care together with behavioral health.
        PcmBhi = "W-PCM-BHI",
        /// Principal care without recorded decision making.
        PcmMdm = "W-PCM-MDM",
        /// Principal care might fit instead.
        PcmPossible = "W-PCM-POSSIBLE",
        /// The plan came after the time was complete.
        PlanLate = "W-PLAN-LATE",
        /// Another practitioner's program has the same condition.
        SameCondition = "W-SAME-CONDITION",
        /// Two attempts less than an hour apart.
        TcmAttemptGap = "W-TCM-ATTEMPT-GAP",
        /// Sent before the 30th day.
        TcmBeforeDay30 = "W-TCM-BEFORE-DAY-30",
        /// Contact only on the day of discharge.
        TcmDay0Contact = "W-TCM-DAY0-CONTACT",
        /// Visit on the day of discharge.
        TcmDay0Visit = "W-TCM-DAY0-VISIT",
        /// Another practice billed transitional care.
        TcmElsewhere = "W-TCM-ELSEWHERE",
        /// Discharged to a nursing facility.
        TcmNursingFacility = "W-TCM-NF",
        /// The practice does not report it.
        TcmNotReported = "W-TCM-NOT-REPORTED",
        /// Contact only after the safe date.
        TcmSafeDate = "W-TCM-SAFE-DATE",
        /// A visit billed on the date of the included visit.
        TcmVisitEm = "W-TCM-VISIT-EM",
    }
}

macro_rules! codes {
    ($($name:ident),+) => {$(
        impl $name {
            /// Its code, as statements and exports print it.
            pub const fn code(self) -> &'static str {
                self.as_str()
            }
        }
    )+};
}

codes!(Exclusion, Refusal, Hold, Warning);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_listed_in_the_order_of_their_codes() {
        assert!(Exclusion::ALL.is_sorted_by_key(|reason| reason.code()));
        assert!(Refusal::ALL.is_sorted_by_key(|reason| reason.code()));
        assert!(Hold::ALL.is_sorted_by_key(|reason| reason.code()));
        assert!(Warning::ALL.is_sorted_by_key(|reason| reason.code()));
    }
}
