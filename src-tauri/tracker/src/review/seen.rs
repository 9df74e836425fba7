//! What is signed: the lines of a patient's month with all that stands behind them, as a text that can be hashed and compared.

use chrono::NaiveDate;
use rules::{
    Case, Code, ExcludedTime, Hold, Line, Month, Program, Refusal, Statement, TcmEpisode, Track, Warning,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{Conn, EpisodeId};

use super::has_something;
use crate::{Error, case};

/// A patient's month as it was seen. What comes and goes with the calendar alone is left out: nobody signs that a claim is early.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    /// Who is asked to pay; empty in what was signed before it was kept.
    #[serde(default)]
    pub(crate) payer: String,
    pub(crate) accounts: Vec<SeenAccount>,
    pub(crate) episodes: Vec<SeenEpisode>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) services: Vec<SeenService>,
    /// Every entry of the month, by number: an entry never changes, so its number is all of it.
    pub(crate) entries: Vec<i64>,
}

/// An enrollment with time or a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SeenAccount {
    pub(crate) id: String,
    pub(crate) program: Program,
    pub(crate) practitioner: String,
    pub(crate) diagnoses: Vec<String>,
    pub(crate) chosen: Option<Track>,
    pub(crate) tracks: Vec<SeenTrack>,
    pub(crate) lines: Vec<Line>,
    pub(crate) holds: Vec<Hold>,
    pub(crate) refusals: Vec<Refusal>,
    pub(crate) warnings: Vec<Warning>,
}

/// One way to bill it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SeenTrack {
    pub(crate) track: Track,
    pub(crate) counted_s: i64,
    pub(crate) surplus_s: i64,
    pub(crate) total_cents: i64,
    pub(crate) excluded: Vec<ExcludedTime>,
    /// Why it earns no more; how much is missing to more is of no month that is signed.
    pub(crate) refusals: Vec<(Code, Refusal)>,
}

/// Transitional care with its date of service in the month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SeenEpisode {
    pub(crate) id: String,
    pub(crate) line: Line,
    pub(crate) holds: Vec<Hold>,
    pub(crate) warnings: Vec<Warning>,
    /// What the line rests on: who bills it, contacts, visit, decision making, medications.
    #[serde(default)]
    pub(crate) basis: Option<TcmEpisode>,
    /// Diagnoses of the claim, with a space between.
    #[serde(default)]
    pub(crate) diagnoses: String,
}

/// A day of planning talks, or a cancer treatment plan, with lines in the month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SeenService {
    pub(crate) id: String,
    /// `acp` or `oncology`.
    pub(crate) program: String,
    pub(crate) counted_s: i64,
    pub(crate) lines: Vec<Line>,
    pub(crate) holds: Vec<Hold>,
}

/// What of a month may not change once it is locked: code, units, first and last day of each line, and counted seconds.
type Billed = Vec<(String, Vec<(Code, u32, NaiveDate, Option<NaiveDate>)>, Vec<i64>)>;

impl Seen {
    /// What is seen of a month.
    pub(crate) fn of(conn: &Conn, statement: &Statement, case: &Case) -> Result<Self, Error> {
        let mut seen = Self::of_statement(statement, case.month);
        for account in &mut seen.accounts {
            let of = case.patient.enrollments.iter().find(|enrollment| enrollment.id == account.id);
            if let Some(enrollment) = of {
                account.practitioner.clone_from(&enrollment.billing_practitioner);
                let codes = enrollment.conditions.iter().filter_map(|condition| condition.icd10.clone());
                account.diagnoses = codes.collect();
            }
        }
        for item in &mut seen.episodes {
            item.basis = case.tcm.iter().find(|episode| episode.id == item.id).cloned();
            let id = case::number(&item.id).ok_or(Error::Unreadable("episode"))?;
            item.diagnoses = store::tcm::by_id(conn, EpisodeId(id))?.diagnoses;
        }
        seen.payer = case.payer.as_str().to_owned();
        seen.entries = case.entries.iter().filter_map(|entry| case::number(&entry.id)).collect();
        seen.entries.sort_unstable();
        Ok(seen)
    }

    /// As far as the statement alone says it.
    fn of_statement(statement: &Statement, month: Month) -> Self {
        let accounts = statement.accounts.iter().filter(|account| has_something(account));
        let episodes = statement.tcm.iter().filter_map(|item| {
            let line = item.line.clone().filter(|line| month.contains(line.dos))?;
            let lasting =
                |warning: &Warning| *warning != Warning::TcmBeforeDay30 && *warning != Warning::Early;
            Some(SeenEpisode {
                id: item.id.clone(),
                line,
                holds: item.holds.iter().copied().filter(|hold| *hold != Hold::Early).collect(),
                warnings: item.warnings.iter().copied().filter(lasting).collect(),
                basis: None,
                diagnoses: String::new(),
            })
        });
        Self {
            payer: String::new(),
            accounts: accounts.map(SeenAccount::of).collect(),
            episodes: episodes.collect(),
            services: services(statement, month),
            entries: Vec::new(),
        }
    }

    /// Reads back what was kept.
    pub(crate) fn read(text: &str) -> Result<Self, Error> {
        serde_json::from_str(text).map_err(|_| Error::Unreadable("sign_off"))
    }

    /// The text, and its SHA-256 in hexadecimal.
    pub(crate) fn digest(&self) -> Result<(String, String), Error> {
        let text = serde_json::to_string(self).map_err(|_| Error::Unreadable("sign_off"))?;
        let hex = sha(&text).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok((text, hex))
    }

    /// Do the lines that nothing held have who bills them and the diagnoses they had?
    pub(crate) fn rests_as(&self, old: &Self) -> bool {
        let mut sure =
            old.accounts.iter().filter(|account| account.holds.is_empty() && !account.lines.is_empty());
        let accounts = sure.all(|was| {
            let now = self.accounts.iter().find(|now| now.id == was.id);
            now.is_none_or(|now| now.practitioner == was.practitioner && now.diagnoses == was.diagnoses)
        });
        let episodes = old.episodes.iter().filter(|episode| episode.holds.is_empty()).all(|was| {
            let now = self.episodes.iter().find(|now| now.id == was.id);
            now.is_none_or(|now| now.diagnoses == was.diagnoses && now.practitioner() == was.practitioner())
        });
        accounts && episodes
    }

    /// What a lock keeps.
    pub(crate) fn billed(statement: &Statement, month: Month) -> Billed {
        let seen = Self::of_statement(statement, month);
        let day = |line: &Line| (line.code, line.units, line.dos, line.dos_to);
        let accounts = seen.accounts.iter().map(|account| {
            let counted = account.tracks.iter().map(|track| track.counted_s).collect();
            (account.id.clone(), account.lines.iter().map(day).collect(), counted)
        });
        let episodes = seen.episodes.iter().map(|item| (item.id.clone(), vec![day(&item.line)], Vec::new()));
        let services = seen
            .services
            .iter()
            .map(|item| (item.id.clone(), item.lines.iter().map(day).collect(), vec![item.counted_s]));
        accounts.chain(episodes).chain(services).collect()
    }
}

/// What of talks and plans is billed in a month.
pub(crate) fn services(statement: &Statement, month: Month) -> Vec<SeenService> {
    let talks = statement.acp.iter().map(|day| SeenService {
        id: format!("{} {}", day.date, day.staff),
        program: "acp".to_owned(),
        counted_s: day.counted_s.0,
        lines: day.lines.clone(),
        holds: Vec::new(),
    });
    let plans = statement.oncology.iter().map(|plan| SeenService {
        id: plan.id.clone(),
        program: "oncology".to_owned(),
        counted_s: 0,
        lines: plan.line.iter().cloned().collect(),
        holds: plan.holds.clone(),
    });
    talks.chain(plans).filter(|item| item.lines.iter().any(|line| month.contains(line.dos))).collect()
}

/// SHA-256 of a text.
pub(crate) fn sha(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

impl SeenAccount {
    fn of(account: &rules::AccountStatement) -> Self {
        Self {
            id: account.id.clone(),
            program: account.program,
            practitioner: String::new(),
            diagnoses: Vec::new(),
            chosen: account.chosen,
            tracks: account.tracks.iter().map(SeenTrack::of).collect(),
            lines: account.lines.clone(),
            holds: account.holds.iter().copied().filter(|hold| *hold != Hold::Early).collect(),
            refusals: account.refusals.clone(),
            warnings: account.warnings.iter().copied().filter(|item| *item != Warning::Early).collect(),
        }
    }
}

impl SeenEpisode {
    fn practitioner(&self) -> Option<&str> {
        self.basis.as_ref().map(|basis| basis.practitioner.as_str())
    }
}

impl SeenTrack {
    fn of(track: &rules::TrackStatement) -> Self {
        Self {
            track: track.track,
            counted_s: track.counted_s.0,
            surplus_s: track.surplus_s.0,
            total_cents: track.total_cents.0,
            excluded: track.excluded.clone(),
            refusals: track.refusals.iter().map(|item| (item.code, item.reason)).collect(),
        }
    }
}
