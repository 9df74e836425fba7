//! The code families, one file each.

pub(crate) mod acp;
pub(crate) mod ccm;
pub(crate) mod complex;
pub(crate) mod conditions;
pub(crate) mod oncology;
pub(crate) mod pcm;
pub(crate) mod tcm;
pub(crate) mod tcm_contact;
pub(crate) mod tcm_deadlines;
