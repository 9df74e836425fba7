//! A month in pictures: where its minutes went, how far its patients came, what it will come to, and how it was recorded.
//!
//! Nothing is judged here: minutes, lines and amounts are those of the kept statements, and lengths those of the entries.

mod accounts;
mod forecast;
mod habits;

use rules::{Month, Seconds};
use store::{EnrollmentId, PatientId, StaffId};

pub use forecast::{Forecast, Units};
pub use habits::{Late, LongDay, Rounding, SelfAudit, StaffDay};

use crate::bar::Next;
use crate::op::Actor;
use crate::rights::Right;
use crate::view::View;
use crate::{Error, Tracker};

use accounts::Account;

/// A month in pictures.
#[derive(Clone, Debug)]
pub struct Insights {
    /// The month.
    pub month: Month,
    /// What became of its seconds.
    pub share: Share,
    /// How far its enrollments came.
    pub funnel: Funnel,
    /// What the present month comes to at the present pace; none for another month.
    pub forecast: Option<Forecast>,
    /// Time that earns nothing yet, what is nearest to earning first.
    pub stranded: Vec<Stranded>,
    /// For who sees entries: seconds by day and staff member, and how they were recorded.
    pub work: Option<Work>,
}

/// What entries show besides what they earn.
#[derive(Clone, Debug)]
pub struct Work {
    /// Logged seconds of each staff member on each day, days without any left out.
    pub days: Vec<StaffDay>,
    /// How the time was recorded.
    pub self_audit: SelfAudit,
}

/// What became of the month's seconds; together they are all that was logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Up to the last threshold passed.
    pub earning: Seconds,
    /// Counted, and past it or before the first.
    pub stranded: Seconds,
    /// Not counted.
    pub excluded: Seconds,
}

/// How many enrollments of the month came how far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Funnel {
    /// Run in the month.
    pub enrolled: usize,
    /// Have time.
    pub touched: usize,
    /// Earn a line.
    pub threshold: usize,
    /// Earn a line, and their patient's month is signed.
    pub signed: usize,
    /// Earn a line that is in an export.
    pub exported: usize,
}

/// Counted time of an enrollment that earns nothing yet.
#[derive(Clone, Debug)]
pub struct Stranded {
    /// Patient.
    pub patient: PatientId,
    /// Enrollment.
    pub enrollment: EnrollmentId,
    /// Patient's name.
    pub name: String,
    /// MRN.
    pub mrn: String,
    /// Program.
    pub program: String,
    /// The billing practitioner.
    pub practitioner: StaffId,
    /// How much.
    pub stranded: Seconds,
    /// What is missing, if time alone is.
    pub next: Option<Next>,
    /// What stands in the way besides time.
    pub blocked: Vec<String>,
}

impl Tracker {
    /// A month in pictures, for somebody to look at. Who sees no patients sees what claims say, and nothing of entries.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn open_insights(&mut self, actor: &Actor, month: Month) -> Result<Insights, Error> {
        self.allow(actor, Right::SeeInsights, "insights")?;
        let mut insights = self.insights(month)?;
        if let Some(seen) = self.seen_by(actor)? {
            insights.stranded.retain(|row| seen.contains(&row.patient));
        }
        if !Right::SeePatients.is_of(actor.access) {
            insights.work = None;
        }
        let rows = insights.stranded.len();
        self.look(actor, View::List { list: "insights", filter: month.to_string(), rows })?;
        Ok(insights)
    }

    /// A month in pictures. Asks for no right: what a person looks at comes from [`Tracker::open_insights`].
    ///
    /// # Errors
    /// The disk.
    pub fn insights(&mut self, month: Month) -> Result<Insights, Error> {
        self.open_month(month)?;
        let accounts = self.accounts(month)?;
        let stranded = accounts.iter().filter_map(|account| account.stranded(self, month).transpose());
        let mut stranded = stranded.collect::<Result<Vec<_>, Error>>()?;
        stranded.sort_by_key(nearest_first);
        let spans = self.spans(month)?;
        Ok(Insights {
            month,
            share: accounts.iter().map(|account| account.share).fold(Share::default(), Share::and),
            funnel: self.funnel(month, &accounts)?,
            forecast: self.forecast(month, &accounts)?,
            stranded,
            work: Some(Work { days: habits::days(&spans), self_audit: habits::self_audit(&spans) }),
        })
    }

    fn funnel(&self, month: Month, accounts: &[Account]) -> Result<Funnel, Error> {
        let count = |is: &dyn Fn(&Account) -> bool| accounts.iter().filter(|account| is(account)).count();
        let signed = self.store.read(|conn| crate::signing::signed(conn, month))?;
        let exported = self.exported(month)?;
        Ok(Funnel {
            enrolled: accounts.len(),
            touched: count(&Account::is_touched),
            threshold: count(&Account::earns),
            signed: count(&|account| account.earns() && signed.contains(&account.row.account.patient_id)),
            exported: count(&|account| exported.contains(&account.row.account.enrollment_id)),
        })
    }
}

/// What time alone can mend first, the shortest way first; then what is blocked, the most time first.
fn nearest_first(row: &Stranded) -> (bool, i64, i64, EnrollmentId) {
    let short = row.next.as_ref().map_or(i64::MAX, |next| next.short.0);
    (!row.blocked.is_empty() || row.next.is_none(), short, -row.stranded.0, row.enrollment)
}

impl Share {
    fn and(self, other: Self) -> Self {
        Self {
            earning: self.earning + other.earning,
            stranded: self.stranded + other.stranded,
            excluded: self.excluded + other.excluded,
        }
    }

    /// All of it.
    pub fn all(self) -> Seconds {
        self.earning + self.stranded + self.excluded
    }
}
