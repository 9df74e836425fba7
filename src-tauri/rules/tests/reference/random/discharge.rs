//! Random discharges, mostly good for transitional care, with a fault here and there.

use super::{Days, Dice};
use crate::clock::days_later;
use chrono::NaiveDate;
use rules::{
    Case, Contact, DischargedFrom, DischargedTo, GlobalPeriod, Instant, MdmLevel, OtherService, TcmEpisode,
    TcmVisit,
};

pub(super) fn add(dice: &mut Dice, days: &Days, case: &mut Case) {
    let many = dice.pick(&[0, 0, 0, 1, 1, 2]);
    let ids = ["t2", "t10"];
    case.tcm = ids.iter().take(many).map(|id| episode(dice, days, case, id)).collect();
    let visits: Vec<_> = case.tcm.iter().filter_map(|episode| episode.visit.as_ref()).collect();
    if !visits.is_empty() && dice.one_in(4) {
        let (date, practitioner) = (dice.pick(&visits).date, dice.pick(&[None, Some("dr".to_owned())]));
        case.other_services.push(OtherService {
            code: "99214".to_owned(),
            date,
            practitioner,
            time_based: true,
        });
    }
}

fn episode(dice: &mut Dice, days: &Days, case: &Case, id: &str) -> TcmEpisode {
    let mut day = days_later(days.near(dice), -dice.pick(&[0, 0, 3, 7, 14, 29, 30]));
    if dice.one_in(20) {
        day = NaiveDate::from_ymd_opt(2012, 12, 31).unwrap();
    }
    let discharged = Instant::from_seconds(days.second(dice, day));
    let day = days.clock.date(discharged.seconds());
    let from = if dice.fault(2) { dice.pick(DischargedFrom::ALL) } else { DischargedFrom::Acute };
    let to = if dice.fault(2) || dice.one_in(8) { dice.pick(DischargedTo::ALL) } else { DischargedTo::Home };
    let practitioner = if dice.fault(4) { dice.pick(&case.staff).id } else { "dr".to_owned() };
    let mut episode = TcmEpisode::new(id, practitioner, discharged, from, to);
    let contacts = if dice.fault(4) { 0 } else { dice.from(1..=4) };
    let first = contact(dice, days, case, discharged);
    episode.contacts = (0..contacts).map(|_| another(dice, days, case, discharged, &first)).collect();
    episode.visit = visit(dice, day);
    let levels = [MdmLevel::Moderate, MdmLevel::High];
    episode.mdm =
        if dice.fault(3) { dice.pick(&[None, Some(MdmLevel::Low)]) } else { Some(dice.pick(&levels)) };
    let visited = episode.visit.as_ref().map_or(day, |visit| visit.date);
    episode.med_rec = (!dice.fault(4)).then(|| days_later(visited, i64::from(dice.fault(3))));
    episode.own_global = dice.fault(4).then(|| global(dice, day));
    episode.report = !dice.fault(4);
    episode
}

fn contact(dice: &mut Dice, days: &Days, case: &Case, discharged: Instant) -> Contact {
    let after = dice.from(0..=if dice.careful { 3 } else { 5 });
    let day = days_later(days.clock.date(discharged.seconds()), after);
    let at = match dice.from(0..=9) {
        0 => discharged.seconds() + dice.from(-1..=1),
        _ => days.second(dice, day),
    };
    let by = match dice.from(0..=7) {
        0 if dice.fault(2) => None,
        1 => Some(dice.pick(&case.staff).id),
        2 if dice.fault(2) => Some("desk".to_owned()),
        _ => Some("rn".to_owned()),
    };
    let scheduling_only = dice.fault(5);
    Contact { at: Instant::from_seconds(at), by, reached: dice.one_in(2), scheduling_only }
}

/// A contact of its own, or one that follows the first by a telling gap.
fn another(dice: &mut Dice, days: &Days, case: &Case, discharged: Instant, first: &Contact) -> Contact {
    let mut contact = contact(dice, days, case, discharged);
    if dice.one_in(2) {
        let gap = dice.pick(&[0, 1, 59, 60, 1799, 1800, 3599, 3600]);
        contact.at = Instant::from_seconds(first.at.seconds() + gap);
        contact.reached = false;
    }
    contact
}

fn visit(dice: &mut Dice, day: NaiveDate) -> Option<TcmVisit> {
    let edges = [-1, 0, 7, 8, 14, 15];
    let after = if dice.fault(1) || dice.one_in(4) { dice.pick(&edges) } else { dice.from(1..=9) };
    let discharge_management_billed = dice.one_in(6);
    (!dice.fault(4)).then(|| TcmVisit { date: days_later(day, after), discharge_management_billed })
}

fn global(dice: &mut Dice, day: NaiveDate) -> GlobalPeriod {
    let from = days_later(day, dice.pick(&[-10, -1, 0, 29, 30]));
    GlobalPeriod { from, to: days_later(from, dice.pick(&[0, 1, 9])) }
}
