//! A track: one code family computed over an account.

use crate::case::patient::Program;
use crate::words::words;

words! {
    /// One code family computed over an account.
    pub enum Track {
        /// CCM by clinical staff: staff and practitioner time together.
        CcmStaff = "ccm_staff",
        /// CCM by the billing practitioner personally.
        CcmPractitioner = "ccm_practitioner",
        /// Complex CCM: staff and practitioner time together.
        Complex = "complex",
        /// PCM by clinical staff: staff and practitioner time together.
        PcmStaff = "pcm_staff",
        /// PCM by the billing practitioner personally.
        PcmPractitioner = "pcm_practitioner",
    }
}

impl Track {
    /// Whether staff and practitioner seconds are folded together.
    pub fn folds(self) -> bool {
        match self {
            Self::CcmStaff | Self::Complex | Self::PcmStaff => true,
            Self::CcmPractitioner | Self::PcmPractitioner => false,
        }
    }

    /// What a payer covers it as.
    pub fn coverage(self) -> Coverage {
        match self {
            Self::CcmStaff => Coverage::CcmStaff,
            Self::CcmPractitioner => Coverage::CcmPractitioner,
            Self::Complex => Coverage::Complex,
            Self::PcmStaff => Coverage::PcmStaff,
            Self::PcmPractitioner => Coverage::PcmPractitioner,
        }
    }
}

impl Program {
    /// The tracks computed for the program, in the order they are shown.
    pub fn tracks(self) -> &'static [Track] {
        match self {
            Self::Ccm => &[Track::CcmStaff, Track::CcmPractitioner],
            Self::ComplexCcm => &[Track::Complex, Track::CcmStaff, Track::CcmPractitioner],
            Self::Pcm => &[Track::PcmStaff, Track::PcmPractitioner],
        }
    }

    /// Whether it is one of the two CCM programs, of which a patient has one a month.
    pub fn is_ccm_family(self) -> bool {
        match self {
            Self::Ccm | Self::ComplexCcm => true,
            Self::Pcm => false,
        }
    }
}

words! {
    /// What a payer covers or does not.
    pub enum Coverage {
        CcmStaff = "ccm_staff",
        CcmPractitioner = "ccm_practitioner",
        Complex = "complex",
        PcmStaff = "pcm_staff",
        PcmPractitioner = "pcm_practitioner",
        Tcm = "tcm",
        Acp = "acp",
        Oncology = "oncology",
    }
}
