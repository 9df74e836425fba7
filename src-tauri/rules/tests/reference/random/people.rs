//! The staff of a random practice.

use super::{Days, Dice};
use crate::clock::{days_later, months_later};
use chrono::NaiveDate;
use rules::{CaseStaff, Role, RoleClass};

/// Two practitioners, somebody of every other class, and one more.
pub(super) fn staff(dice: &mut Dice, days: &Days, submitted_on: NaiveDate) -> Vec<CaseStaff> {
    let classes = [
        ("dr", RoleClass::Practitioner),
        ("np", RoleClass::Practitioner),
        ("rn", RoleClass::Licensed),
        ("ma", RoleClass::Unlicensed),
        ("chw", RoleClass::Community),
        ("desk", RoleClass::Never),
    ];
    let mut staff: Vec<_> =
        classes.iter().map(|(id, class)| CaseStaff::new(*id, of_class(dice, *class))).collect();
    staff.push(CaseStaff::new("new", dice.pick(Role::ALL)));
    for member in &mut staff {
        member.team_training = training(dice, days, submitted_on);
        member.scope_document = !dice.fault(3);
    }
    staff
}

fn of_class(dice: &mut Dice, class: RoleClass) -> Role {
    let roles: Vec<_> = Role::ALL.iter().copied().filter(|role| role.class() == class).collect();
    dice.pick(&roles)
}

/// Long ago, never, or near one of the days on which six months make a difference.
fn training(dice: &mut Dice, days: &Days, submitted_on: NaiveDate) -> Option<NaiveDate> {
    let moved = dice.from(-1..=1);
    match dice.from(0..=5) {
        0 if dice.fault(1) => None,
        1 => Some(days_later(submitted_on, moved)),
        2 => Some(days_later(months_later(submitted_on, -6), moved)),
        3 => Some(days_later(months_later(days.near(dice), 6), moved)),
        _ => Some(months_later(submitted_on, -dice.from(1..=5))),
    }
}
