//! From a case to its statement.

use crate::account::Account;
use crate::case::Case;
use crate::case_month::CaseMonth;
use crate::codes::{acp, oncology, tcm};
use crate::pack::Packs;
use crate::settle::settle;
use crate::statement::{Statement, TcmStatement};

/// What may be billed for the case's month, and why the rest may not. The case must have passed `Case::check`.
pub fn evaluate(case: &Case, packs: &Packs) -> Statement {
    let mut month = CaseMonth::new(case, packs);
    // Transitional care first: its days take time away from the accounts.
    let tcm = tcm::statements(&mut month);
    let accounts = accounts(&month);
    statement(&month, tcm, accounts)
}

/// All accounts, settled with each other, by id.
pub(crate) fn accounts<'m, 'a>(month: &'m CaseMonth<'a>) -> Vec<Account<'m, 'a>> {
    let enrollments = month.case.patient.enrollments.iter();
    let mut accounts: Vec<_> = enrollments.map(|enrollment| Account::new(month, enrollment)).collect();
    settle(month, &mut accounts);
    accounts.sort_by_key(|account| &account.enrollment.id);
    accounts
}

/// Lets go of the work and keeps what it came to.
pub(crate) fn statement(
    month: &CaseMonth<'_>,
    tcm: Vec<TcmStatement>,
    accounts: Vec<Account<'_, '_>>,
) -> Statement {
    Statement {
        name: month.case.name.clone(),
        accounts: accounts.into_iter().map(|account| account.statement(month)).collect(),
        tcm,
        acp: acp::statements(month),
        oncology: oncology::statements(month),
    }
}
