//! Claims that a clearinghouse has are replaced or voided, whichever files a batch has, and none is sent twice.

use std::collections::BTreeMap;
use std::fs;

use tracker::claims::Status;
use tracker::export::{Exported, Format, Order};
use tracker::patients::PatientChange;
use tracker::x12::{Filing, FormerCard, Lack, Subscriber};
use tracker::{Code, EntryId};

use crate::common::{Clinic, field, month, patient};
use crate::x12::{ana, check, export, name_payer, ready, segments, statuses, subscribe, subscribe_ben, x12};

/// X12 files, and the tables that count as an export of every line.
fn both() -> Order {
    Order::new([Format::Csv, Format::X12])
}

fn with_number(order: Order, claim: &str, number: &str) -> Order {
    Order { former: BTreeMap::from([(claim.to_owned(), number.to_owned())]), ..order }
}

/// How X12 files stand to Ana's lines.
fn filings(clinic: &mut Clinic) -> Vec<(Status, Filing)> {
    let ana = clinic.ana;
    let rows = clinic.tracker.claims(month("2026-11")).unwrap().rows;
    let of_ana = rows.into_iter().filter(|row| row.patient.id == ana);
    of_ana.filter_map(|row| Some((row.status, row.sent?.filing))).collect()
}

/// Another patient's first claim, so that the batch has a file that something can be left out of.
fn another_claim(clinic: &mut Clinic) {
    subscribe_ben(clinic);
    clinic.type_in(clinic.ben_ccm, "2026-11-02", "05:00", "20m");
}

fn void(clinic: &mut Clinic, entry: EntryId) {
    let nurse = clinic.nurse.clone();
    clinic.tracker.void_entry(&nurse, entry, "it was Ben").unwrap();
}

fn claims(exported: &Exported) -> Vec<String> {
    segments(exported, &["CLM"])
}

#[test]
fn a_claim_left_out_for_want_of_the_payers_number_is_asked_for_again_until_it_is_replaced() {
    let mut clinic = ready();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
    export(&mut clinic, &both()).unwrap();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "06:00", "20m");
    another_claim(&mut clinic);
    let second = export(&mut clinic, &both()).unwrap();
    assert_eq!(second.left_out[0].lacks, [Lack::Former]);
    assert!(!claims(&second).iter().any(|claim| claim.contains("A1-202611-1")), "{:?}", claims(&second));
    assert_eq!(clinic.tracker.claims(month("2026-11")).unwrap().outdated(), 1, "the row of 99439 says so");

    // The tables have nothing to say any more, and X12 files have.
    assert_eq!(export(&mut clinic, &Order::csv()).unwrap_err().code(), Code::Refused);
    clinic.type_in(clinic.ben_ccm, "2026-11-02", "05:30", "20m");
    let again = export(&mut clinic, &both()).unwrap();
    assert_eq!((again.rows, again.left_out.len()), (1, 1), "the table has Ben's line and not Ana's again");
    assert_eq!(check(&mut clinic, &x12()).former[0].claim, "A1-202611-1");
    let third = export(&mut clinic, &with_number(x12(), "A1-202611-1", "0226-555")).unwrap();
    assert!(claims(&third)[0].starts_with("CLM*A1-202611-1*") && claims(&third)[0].contains("*11:B:7*"));
    let lines = segments(&third, &["SV1"]).join(" ");
    assert!(lines.contains("HC:99490*66.13*UN*1*") && lines.contains("HC:99439*100.88*UN*2*"), "{lines}");
    assert_eq!(filings(&mut clinic), [(Status::Exported, Filing::Settled); 2]);
    assert_eq!(export(&mut clinic, &x12()).unwrap_err().code(), Code::Refused, "it is not replaced again");
    clinic.is_sound();
}

#[test]
fn what_tables_alone_took_back_is_voided_by_the_next_x12_files() {
    let mut clinic = ready();
    export(&mut clinic, &x12()).unwrap();
    let entries = clinic.tracker.patient_month(clinic.ana, Some(month("2026-11"))).unwrap().entries;
    void(&mut clinic, entries[0].version.row.id);
    export(&mut clinic, &Order::csv()).unwrap();
    assert_eq!(filings(&mut clinic), [(Status::Exported, Filing::Outdated)], "the payer pays it still");
    assert_eq!(export(&mut clinic, &Order::csv()).unwrap_err().code(), Code::Refused);
    let made = export(&mut clinic, &with_number(both(), "A1-202611-1", "0226-555")).unwrap();
    assert!(claims(&made)[0].starts_with("CLM*A1-202611-1*66.13*") && claims(&made)[0].contains(":B:8*"));
    assert_eq!(filings(&mut clinic), []);
    clinic.is_sound();
}

#[test]
fn a_line_that_comes_back_before_it_was_voided_is_the_claim_the_payer_has() {
    let mut clinic = ready();
    export(&mut clinic, &x12()).unwrap();
    let entries = clinic.tracker.patient_month(clinic.ana, Some(month("2026-11"))).unwrap().entries;
    void(&mut clinic, entries[0].version.row.id);
    export(&mut clinic, &Order::csv()).unwrap();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "07:00", "20m");
    let ana_id = clinic.ana;
    assert_eq!(statuses(&mut clinic, ana_id), [Status::Ready], "new to the tables");
    another_claim(&mut clinic);
    let made = export(&mut clinic, &both()).unwrap();
    assert_eq!((made.rows, claims(&made).len()), (2, 1), "its claim stands as it was sent");
    assert_eq!(filings(&mut clinic), [(Status::Exported, Filing::Settled)]);
    clinic.is_sound();
}

#[test]
fn a_payer_that_tables_alone_corrected_gets_the_claim_when_the_first_ones_is_void() {
    let mut clinic = ready();
    export(&mut clinic, &x12()).unwrap();
    name_payer(&mut clinic, "priority", true);
    subscribe(&mut clinic, "priority", ana());
    export(&mut clinic, &Order::csv()).unwrap();
    assert_eq!(filings(&mut clinic), [(Status::Exported, Filing::Outdated)]);
    assert_eq!(
        check(&mut clinic, &x12()).left_out.len(),
        2,
        "to the second only where the first one's is void"
    );
    let made = export(&mut clinic, &with_number(x12(), "A1-202611-1", "0226-555")).unwrap();
    let text = |n: usize| fs::read_to_string(&made.files[n].path).unwrap();
    assert!(text(0).contains("CLM*A1-202611-1*") && text(0).contains(":B:8*"), "{}", text(0));
    assert!(text(1).contains("CLM*A1-202611-3*") && text(1).contains(":B:1*"), "{}", text(1));
    // From now on it is the second payer's, under the number it has there.
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
    let entries = clinic.tracker.patient_month(clinic.ana, Some(month("2026-11"))).unwrap().entries;
    entries.iter().for_each(|entry| void(&mut clinic, entry.version.row.id));
    let seen = check(&mut clinic, &x12());
    assert_eq!((&*seen.former[0].claim, seen.former[0].void), ("A1-202611-3", true));
    clinic.is_sound();
}

#[test]
fn a_claim_to_who_paid_before_has_the_number_on_that_ones_card() {
    let mut clinic = ready();
    export(&mut clinic, &x12()).unwrap();
    name_payer(&mut clinic, "priority", true);
    subscribe(&mut clinic, "priority", Subscriber { member_id: "P9 99".to_owned(), ..ana() });
    let kept = clinic.tracker.subscriber(clinic.ana).unwrap();
    let [card] = kept.cards.as_slice() else { panic!("the card of the payer before, and no other") };
    assert_eq!((card.payer.as_str(), card.member_id.as_str()), ("medicare", "1EG4TE5MK73"));

    let read = FormerCard { member_id: "1eg4-te5-mk00".to_owned(), ..card.clone() };
    let blank = FormerCard { member_id: "1*".to_owned(), ..card.clone() };
    let said = |cards| Subscriber { member_id: "P999".to_owned(), cards, ..ana() };
    let refused = PatientChange {
        id: Some(clinic.ana.get()),
        subscriber: Some(said(vec![blank])),
        ..patient("Ana Lopez", "A-1", "priority")
    };
    let nurse = clinic.nurse.clone();
    assert_eq!(field(clinic.tracker.save_patient(&nurse, &refused)), "cards.medicare");
    subscribe(&mut clinic, "priority", said(vec![read]));
    let made = export(&mut clinic, &with_number(x12(), "A1-202611-1", "0226-555")).unwrap();
    let text = |n: usize| fs::read_to_string(&made.files[n].path).unwrap();
    assert!(text(0).contains("NM1*IL*1*LOPEZ*ANA****MI*1EG4TE5MK00~"), "the void: {}", text(0));
    assert!(text(1).contains("NM1*IL*1*LOPEZ*ANA****MI*P999~"), "the new claim: {}", text(1));
    // Who comes back to the first payer has one card of it.
    subscribe(&mut clinic, "medicare", ana());
    let kept = clinic.tracker.subscriber(clinic.ana).unwrap();
    assert_eq!(kept.cards.iter().map(|card| card.payer.as_str()).collect::<Vec<_>>(), ["priority"]);
    clinic.is_sound();
}

#[test]
fn a_claim_that_never_was_in_a_file_is_a_first_claim_however_it_changes() {
    let mut clinic = ready();
    another_claim(&mut clinic);
    subscribe(&mut clinic, "medicare", Subscriber { member_id: String::new(), ..ana() });
    let extra = clinic.type_in(clinic.ana_ccm, "2026-11-02", "07:00", "20m");
    let first = export(&mut clinic, &both()).unwrap();
    assert_eq!(first.left_out[0].lacks, [Lack::MemberId]);
    subscribe(&mut clinic, "medicare", ana());
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "06:00", "20m");
    let seen = check(&mut clinic, &x12());
    assert!(
        seen.former.is_empty() && seen.left_out.is_empty(),
        "nobody has a number of it: {:?}",
        seen.former
    );
    // What is gone of it is nothing to void.
    void(&mut clinic, extra);
    let all = Order { all: true, ..both() };
    let made = export(&mut clinic, &all).unwrap();
    let of_ana: Vec<_> = claims(&made).into_iter().filter(|claim| claim.contains("A1-202611")).collect();
    assert_eq!(of_ana.len(), 1, "{of_ana:?}");
    assert!(of_ana[0].starts_with("CLM*A1-202611-1*") && of_ana[0].contains(":B:1*"), "{of_ana:?}");
    clinic.is_sound();
}

#[test]
fn what_tables_sent_another_way_is_replaced_there_and_sent_as_new_only_if_somebody_says_so() {
    let mut clinic = ready();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
    export(&mut clinic, &Order::csv()).unwrap();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "06:00", "20m");
    assert_eq!(check(&mut clinic, &x12()).left_out[0].lacks, [Lack::Former]);
    let everything = check(&mut clinic, &Order { all: true, ..x12() });
    assert!(everything.former.is_empty() && everything.claims["medicare"] == 1, "{everything:?}");
    // A claim is replaced whole: the line that did not change is in the file, and is not sent again by whoever asks for all.
    let made = export(&mut clinic, &with_number(x12(), "A1-202611-1", "0226-555")).unwrap();
    assert_eq!(segments(&made, &["SV1"]).len(), 2);
    assert_eq!(export(&mut clinic, &Order { all: true, ..x12() }).unwrap_err().code(), Code::Refused);
    clinic.is_sound();
}

#[test]
fn a_line_that_is_gone_is_settled_by_the_claim_that_replaces_its_own() {
    let mut clinic = ready();
    let ana_id = clinic.ana;
    let extra = clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
    let made = export(&mut clinic, &x12()).unwrap();
    assert_eq!(segments(&made, &["SV1"]).len(), 2, "99490 and 99439 in one claim");
    let nurse = clinic.nurse.clone();
    clinic.tracker.void_entry(&nurse, extra, "it was Ben").unwrap();
    let mut order = x12();
    order.former.insert("A1-202611-1".to_owned(), "0226-555".to_owned());
    let again = export(&mut clinic, &order).unwrap();
    assert_eq!(segments(&again, &["SV1"]).len(), 1);
    assert_eq!(
        statuses(&mut clinic, ana_id),
        [Status::Exported],
        "nothing is left to say of the line that is gone"
    );
    clinic.is_sound();
}

#[test]
fn what_was_sent_is_replaced_by_the_payers_number_and_voided_when_nothing_is_left() {
    let mut clinic = ready();
    export(&mut clinic, &x12()).unwrap();
    // A line that comes later is a claim of its own.
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
    let second = export(&mut clinic, &x12()).unwrap();
    assert!(segments(&second, &["CLM"])[0].starts_with("CLM*A1-202611-2*"));
    assert_eq!(segments(&second, &["SV1"]).len(), 1);

    clinic.type_in(clinic.ana_ccm, "2026-11-02", "06:00", "20m");
    let seen = check(&mut clinic, &x12());
    assert_eq!((&*seen.former[0].claim, seen.former[0].void), ("A1-202611-2", false));
    assert_eq!(seen.left_out[0].lacks, [Lack::Former]);
    let refused = export(&mut clinic, &x12()).unwrap_err();
    assert_eq!(refused.code(), Code::Refused);
    let mut order = x12();
    order.former.insert("A1-202611-2".to_owned(), "0226-555".to_owned());
    let third = export(&mut clinic, &order).unwrap();
    let told = segments(&third, &["CLM", "REF", "SV1"]);
    assert!(told[1].starts_with("CLM*A1-202611-2*") && told[1].contains("*11:B:7*"), "{told:?}");
    assert_eq!(told[2], "REF*F8*0226-555");
    assert!(told[3].starts_with("SV1*HC:99439*") && told[3].contains("*UN*2*"), "{told:?}");

    let nurse = clinic.nurse.clone();
    for entry in clinic.tracker.patient_month(clinic.ana, Some(month("2026-11"))).unwrap().entries {
        clinic.tracker.void_entry(&nurse, entry.version.row.id, "it was Ben").unwrap();
    }
    order.former.insert("A1-202611-1".to_owned(), "0226-444".to_owned());
    let fourth = export(&mut clinic, &order).unwrap();
    let told = segments(&fourth, &["CLM", "REF"]);
    let voids: Vec<_> = told.iter().filter(|segment| segment.contains(":B:8")).collect();
    assert_eq!(voids.len(), 2, "{told:?}");
    assert!(voids[0].starts_with("CLM*A1-202611-1*66.13*"), "as it was sent: {told:?}");
    assert_eq!(told.iter().filter(|segment| segment.starts_with("REF*F8*0226-")).count(), 2);
    clinic.is_sound();
}

#[test]
fn a_payer_that_takes_first_claims_only_gets_no_other() {
    let mut clinic = ready();
    name_payer(&mut clinic, "medicare", false);
    export(&mut clinic, &x12()).unwrap();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
    export(&mut clinic, &x12()).unwrap();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "06:00", "20m");
    let seen = check(&mut clinic, &x12());
    assert_eq!(seen.left_out[0].lacks, [Lack::Corrections]);
    assert!(seen.former.is_empty(), "nobody is asked for a number that would be of no use");
    // Somebody tells the payer by what the tables say, and then nothing is left to do.
    export(&mut clinic, &Order::csv()).unwrap();
    assert_eq!(clinic.tracker.claims(month("2026-11")).unwrap().outdated(), 0);
    assert_eq!(export(&mut clinic, &x12()).unwrap_err().code(), Code::Refused);
}

#[test]
fn a_claim_that_goes_to_another_payer_is_void_with_the_first_and_new_with_the_second() {
    let mut clinic = ready();
    export(&mut clinic, &x12()).unwrap();
    name_payer(&mut clinic, "priority", true);
    subscribe(&mut clinic, "priority", ana());
    // Without the first payer's number it cannot be void there, and is not billed to the second as well.
    assert_eq!(check(&mut clinic, &x12()).left_out.len(), 2);
    assert_eq!(export(&mut clinic, &x12()).unwrap_err().code(), Code::Refused);
    let mut order = x12();
    order.former.insert("A1-202611-1".to_owned(), "0226-555".to_owned());
    let seen = check(&mut clinic, &order);
    assert_eq!(
        seen.claims.into_iter().collect::<Vec<_>>(),
        [("medicare".to_owned(), 1), ("priority".to_owned(), 1)]
    );
    let made = export(&mut clinic, &order).unwrap();
    let texts: Vec<_> = made.files.iter().map(|file| fs::read_to_string(&file.path).unwrap()).collect();
    assert!(texts[0].contains("CLM*A1-202611-1*") && texts[0].contains(":B:8*"), "{}", texts[0]);
    assert!(texts[1].contains("CLM*A1-202611-2*") && texts[1].contains(":B:1*"), "{}", texts[1]);
    let batch = clinic.tracker.claims(month("2026-11")).unwrap().exports.remove(0);
    assert_eq!(batch.files.len(), 2, "one file for each payer");
    clinic.is_sound();
}
