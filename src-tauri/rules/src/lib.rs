//! The billing rules: a case in, a statement out, with no clock, file or network.

mod account;
mod calendar;
mod case;
mod case_month;
mod choice;
mod code;
mod codes;
mod evaluate;
mod explain;
mod gates;
mod holds;
mod holidays;
mod interval;
mod ladder;
mod lines;
mod minutes;
mod money;
mod month;
mod pack;
mod reasons;
mod refusals;
mod settle;
mod statement;
mod timeline;
mod track;
mod warnings;
mod words;

pub use calendar::{local_midnight, month_bounds};
pub use case::check::{Fault, FaultCode};
pub use case::instant::{DateOrInstant, Instant, NotATime};
pub use case::patient::{
    CarePlan, Condition, Consent, ConsentMode, Enrollment, InitiatingVisit, Mdm, MdmLevel, Patient, Program,
    Stay, StayKind, VisitKind,
};
pub use case::settings::{
    Attempts, BcbsmTraining, BlockModel, ComplexPlanRule, ConsentSameDay, Day0Contact, Day0Visit, DosPolicy,
    EntryRounding, FacilityDayRule, InitVisitRule, MultiPatient, NursingFacilityRule, ParallelIndependent,
    SameDayEm, SameGroupOversight, Selection, Settings, Standing, TcmDos, TcmList,
};
pub use case::staff::{CaseStaff, Role, RoleClass};
pub use case::tcm::{Contact, DischargedFrom, DischargedTo, GlobalPeriod, TcmEpisode, TcmVisit};
pub use case::work::{
    AcpEncounter, BilledElsewhere, Elsewhere, Entry, OncologyEvent, OncologyKind, OtherService, UsedElsewhere,
};
pub use case::{Case, Payer, Place};
pub use code::{Code, NotACode};
pub use codes::tcm_deadlines::{Deadlines, tcm_deadlines};
pub use evaluate::evaluate;
pub use explain::{
    Absence, AccountExplanation, AcpExplanation, Because, CodeExplanation, ContactExplanation, ContactWorth,
    EntryExplanation, Explanation, Fact, FeeUsed, OncologyExplanation, Outcome, Part, Piece, Reason,
    ReasonCatalog, ReasonText, Talk, TcmExplanation, TcmTest, TrackExplanation, UnitExplanation, explain,
    explanation,
};
pub use holidays::is_business_day;
pub use ladder::{Rung, ladder};
pub use minutes::Seconds;
pub use money::Cents;
pub use month::Month;
pub use pack::activity::{Activity, Column};
pub use pack::fees::{FeeTable, Rate, fee};
pub use pack::file::{PackFault, PackFile, PackHeader};
pub use pack::payer::{CoverageSpan, PayerPack};
pub use pack::shipped::SHIPPED_PACKS;
pub use pack::track::{Bands, MdmNeed, Performers, TrackPack};
pub use pack::{Apart, Evidence, Packs};
pub use reasons::{Exclusion, Hold, Refusal, Warning};
pub use statement::{
    AccountStatement, AcpStatement, ExcludedTime, Line, NextUnit, OncologyStatement, Statement, TcmStatement,
    TrackRefusal, TrackStatement,
};
pub use track::{Coverage, Track};
pub use words::NotInList;
