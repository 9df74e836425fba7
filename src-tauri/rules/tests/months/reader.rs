//! Reads a question: a fully documented patient, changed line by line.

use crate::common::day;
use chrono::{Days, Months, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::{OffsetName, Tz};
use rules::{
    AcpEncounter, BilledElsewhere, CarePlan, Case, CaseStaff, Condition, Contact, DateOrInstant, Elsewhere,
    Enrollment, Entry, GlobalPeriod, InitiatingVisit, Instant, Mdm, MdmLevel, Month, OncologyEvent,
    OtherService, Payer, Program, Role, Settings, Stay, TcmEpisode, TcmVisit, UsedElsewhere, VisitKind,
};
use serde_json::Value;

/// The case a question describes.
pub(crate) fn read(name: &str, question: &str) -> Case {
    let mut staff = vec![CaseStaff::new("dr", Role::Physician)];
    let lines: Vec<Vec<&str>> = question.lines().map(|line| tokens(line, &mut staff)).collect();
    let find = |key: &str| lines.iter().find_map(|line| (line.first() == Some(&key)).then(|| line[1]));
    let month: Month = find("month").unwrap_or("2025-03").parse().unwrap();
    let zone = find("zone").map_or(chrono_tz::America::New_York, |zone| zone.parse().unwrap());
    let submitted = find("submitted").map_or(month.next().first_day() + Days::new(4), day);
    let payer = find("payer").map_or(Payer::Medicare, |payer| payer.parse().unwrap());
    let mut case = Case::new(name, zone, month, submitted, payer);
    case.staff = staff;
    let mut reader = Reader { case, in_discharge: false };
    for line in lines.iter().filter(|line| !line.is_empty()) {
        if !reader.case_line(line) && !reader.own_line(line) {
            panic!("a line nobody understands: {}", line.join(" "));
        }
    }
    reader.case
}

/// The words of a line. A role in parentheses is taken out, and makes the word before it a staff member.
fn tokens<'t>(line: &'t str, staff: &mut Vec<CaseStaff>) -> Vec<&'t str> {
    let mut words: Vec<&str> = Vec::new();
    for word in line.split('#').next().unwrap_or("").split_whitespace() {
        match word.strip_prefix('(').and_then(|word| word.strip_suffix(')')) {
            None => words.push(word),
            Some(role) => {
                let id = *words.last().expect("a role stands behind a name");
                if staff.iter().all(|known| known.id != id) {
                    staff.push(CaseStaff::new(id, role.parse().unwrap()));
                }
            }
        }
    }
    words
}

struct Reader {
    case: Case,
    /// Whether the last thing opened was a discharge, which the following lines describe.
    in_discharge: bool,
}

impl Reader {
    /// Lines about the whole case.
    fn case_line(&mut self, line: &[&str]) -> bool {
        match *line {
            ["zone" | "month" | "payer" | "submitted", _] => {}
            ["place", place] => self.case.place = place.parse().unwrap(),
            ["holiday", date] => self.case.holidays.push(day(date)),
            ["set", key, value] => self.set(key, value),
            ["staff", id, ref rest @ ..] => self.staff(id, rest),
            ["program", program] => self.enroll(program, program.parse().unwrap()),
            ["enrollment", id, program] => self.enroll(id, program.parse().unwrap()),
            ["discharged", date, time, from, "to", to] => self.discharge(date, time, from, to),
            ["died", date, time] => self.case.patient.died = Some(self.instant(date, time)),
            ["stay", kind, ref rest @ ..] => self.stay(kind, rest),
            _ => return self.work_line(line),
        }
        true
    }

    /// Lines about work and other services.
    fn work_line(&mut self, line: &[&str]) -> bool {
        match *line {
            ["billed", "elsewhere", code, "on", date] => {
                self.case.billed_elsewhere.push(BilledElsewhere { code: code.into(), date: day(date) });
            }
            ["also", "billed", code, "on", date, ref rest @ ..] => self.also_billed(code, date, rest),
            ["used", "for", service, ref rest @ ..] => {
                let (start, end, rest) = self.span(rest);
                let (staff, service) = (rest[0].into(), service.into());
                self.case.used_elsewhere.push(UsedElsewhere { staff, start, end, service });
            }
            ["another", "patient", ref rest @ ..] => {
                let (start, end, rest) = self.span(rest);
                self.case.elsewhere.push(Elsewhere { staff: rest[0].into(), start, end });
            }
            ["acp", ref rest @ ..] => {
                let (start, end, rest) = self.span(rest);
                let id = format!("acp{}", self.case.acp.len() + 1);
                self.case.acp.push(AcpEncounter { id, staff: rest[0].into(), start, end });
            }
            ["oncology", kind, date, cancer] => {
                let id = format!("{kind} {date}");
                let (kind, cancer) = (kind.parse().unwrap(), cancer.into());
                self.case.oncology_events.push(OncologyEvent { id, kind, date: day(date), cancer });
            }
            [date, ..] if date.starts_with("20") => self.entry(line),
            _ => return false,
        }
        true
    }

    /// Lines about the enrollment or discharge above them.
    fn own_line(&mut self, line: &[&str]) -> bool {
        if self.in_discharge { self.discharge_line(line) } else { self.enrollment_line(line) }
    }

    fn set(&mut self, key: &str, value: &str) {
        let value = serde_json::from_str(value).unwrap_or(Value::String(value.into()));
        let mut settings = serde_json::to_value(&self.case.settings).unwrap();
        match key.split_once('.') {
            Some((table, key)) => settings[table][key] = value,
            None => settings[key] = value,
        }
        self.case.settings = serde_json::from_value::<Settings>(settings).unwrap();
    }

    fn staff(&mut self, id: &str, rest: &[&str]) {
        let staff = self.case.staff.iter_mut().find(|staff| staff.id == id).unwrap();
        match *rest {
            [] => {}
            ["trained", date] => staff.team_training = Some(day(date)),
            ["trained", date, "scope"] => {
                staff.team_training = Some(day(date));
                staff.scope_document = true;
            }
            _ => panic!("staff members are trained on a date, some with a scope document"),
        }
    }

    /// A new account with everything documented half a year before the month.
    fn enroll(&mut self, id: &str, program: Program) {
        self.in_discharge = false;
        let start = self.case.month.first_day() - Months::new(6);
        let mut account = Enrollment::new(id, program, "dr", start);
        account.consent.given = Some(start.into());
        account.initiating_visit = Some(visit(start - Days::new(10), "em"));
        account.last_seen = Some(self.case.month.first_day() - Months::new(2));
        account.care_plan = CarePlan { established: Some(start), revised: None, copy_given: Some(start) };
        account.conditions = match program {
            Program::Pcm => vec![condition("I50.22")],
            Program::Ccm | Program::ComplexCcm => vec![condition("E11.9"), condition("I10")],
        };
        if program != Program::Ccm {
            account.mdm = vec![Mdm { month: self.case.month, level: MdmLevel::Moderate }];
        }
        (account.attested, account.supervised) = (true, true);
        self.case.patient.enrollments.push(account);
    }

    fn enrollment_line(&mut self, line: &[&str]) -> bool {
        let month = self.case.month;
        let when = match *line {
            ["consented" | "revoked", ref when @ ..] if *when != ["never"] => {
                Some(self.date_or_instant(when))
            }
            _ => None,
        };
        let account = self.case.patient.enrollments.last_mut().expect("a program line comes first");
        match *line {
            ["practitioner", id] => account.billing_practitioner = id.into(),
            ["started", date] => account.start = day(date),
            ["ended", date] => account.end = Some(day(date)),
            ["consented", ..] => account.consent.given = when,
            ["revoked", ..] => account.consent.revoked = when,
            ["initiating", "visit", "none"] => account.initiating_visit = None,
            ["initiating", "visit", date, kind] => account.initiating_visit = Some(visit(day(date), kind)),
            ["initiating", "visit", date, kind, "discussed"] => {
                let discussed = InitiatingVisit { discussed: true, ..visit(day(date), kind) };
                account.initiating_visit = Some(discussed);
            }
            ["seen", date] => account.last_seen = Some(day(date)),
            ["conditions", "none"] => account.conditions.clear(),
            ["condition", code, ref rest @ ..] => account.conditions.push(described(code, rest)),
            ["diagnoses", ref codes @ ..] => {
                account.claim_dx = Some(codes.iter().map(|code| (*code).to_owned()).collect());
            }
            ["plan", "none"] => account.care_plan = CarePlan::default(),
            ["plan", date] => account.care_plan.established = Some(day(date)),
            ["plan", "revised", date] => account.care_plan.revised = Some(day(date)),
            ["copy", "none"] => account.care_plan.copy_given = None,
            ["copy", date] => account.care_plan.copy_given = Some(day(date)),
            ["mdm", "none"] => account.mdm.clear(),
            ["mdm", level] => account.mdm = vec![Mdm { month, level: level.parse().unwrap() }],
            ["attested", "no"] => account.attested = false,
            ["supervised", "no"] => account.supervised = false,
            _ => return false,
        }
        true
    }

    /// A discharge with high decision making, reported.
    fn discharge(&mut self, date: &str, time: &str, from: &str, to: &str) {
        self.in_discharge = true;
        let at = self.instant(date, time);
        let mut episode = TcmEpisode::new(
            format!("discharge {date}"),
            "dr",
            at,
            from.parse().unwrap(),
            to.parse().unwrap(),
        );
        episode.mdm = Some(MdmLevel::High);
        self.case.tcm.push(episode);
    }

    fn discharge_line(&mut self, line: &[&str]) -> bool {
        let contact = match *line {
            [what @ ("contact" | "attempt"), date, time, by, ref rest @ ..] => Some(Contact {
                at: self.instant(date, time),
                by: (by != "outsider").then(|| by.to_owned()),
                reached: what == "contact",
                scheduling_only: *rest == ["about", "scheduling"],
            }),
            _ => None,
        };
        let episode = self.case.tcm.last_mut().expect("a discharge comes first");
        match *line {
            ["contact" | "attempt", ..] => episode.contacts.extend(contact),
            ["visit", date, ref rest @ ..] => {
                let discharge_management_billed = *rest == ["discharge", "management", "billed"];
                episode.visit = Some(TcmVisit { date: day(date), discharge_management_billed });
                // Reconciled at the visit, unless a line below says otherwise.
                episode.med_rec = Some(day(date));
            }
            ["practitioner", id] => episode.practitioner = id.into(),
            ["mdm", "none"] => episode.mdm = None,
            ["mdm", level] => episode.mdm = Some(level.parse().unwrap()),
            ["reconciled", "never"] => episode.med_rec = None,
            ["reconciled", date] => episode.med_rec = Some(day(date)),
            ["global", from, "to", to] => {
                episode.own_global = Some(GlobalPeriod { from: day(from), to: day(to) })
            }
            ["not", "reported"] => episode.report = false,
            _ => return false,
        }
        true
    }

    fn stay(&mut self, kind: &str, rest: &[&str]) {
        let to = rest.iter().position(|word| *word == "to").expect("a stay lasts from ... to ...");
        let discharged = match &rest[to + 1..] {
            ["now"] => None,
            words => Some(self.date_or_instant(words)),
        };
        let admitted = self.date_or_instant(&rest[..to]);
        self.case.patient.facility_stays.push(Stay { kind: kind.parse().unwrap(), admitted, discharged });
    }

    fn also_billed(&mut self, code: &str, date: &str, rest: &[&str]) {
        let (practitioner, time_based) = match *rest {
            [] => (None, false),
            ["by", id] => (Some(id.to_owned()), false),
            ["by", id, "timed"] => (Some(id.to_owned()), true),
            _ => panic!("a service is billed by somebody, some by time"),
        };
        let (code, date) = (code.into(), day(date));
        self.case.other_services.push(OtherService { code, date, practitioner, time_based });
    }

    /// `2025-03-04 09:00:00-09:20:00 rn1 call_patient [for account] [part of visit | after discharge]`
    fn entry(&mut self, line: &[&str]) {
        let (start, end, rest) = self.span(line);
        let [staff, activity, ref rest @ ..] = *rest else { panic!("an entry names who did what") };
        let (account, rest) = match *rest {
            ["for", account, ref rest @ ..] => (account, rest),
            _ => (self.case.patient.enrollments[0].id.as_str(), rest),
        };
        let id = format!("e{:02}", self.case.entries.len() + 1);
        let mut entry = Entry::new(id, account, staff, start, end, activity);
        entry.part_of_visit = *rest == ["part", "of", "visit"];
        entry.after_discharge = *rest == ["after", "discharge"];
        assert!(rest.is_empty() || entry.part_of_visit || entry.after_discharge, "{rest:?}");
        self.case.entries.push(entry);
    }

    /// Start, end and what follows of `2025-03-04 09:00-09:20 ...` or `2025-03-31 23:50-2025-04-01 00:10 ...`.
    fn span<'l>(&self, words: &'l [&'l str]) -> (Instant, Instant, &'l [&'l str]) {
        let (from, to) = words[1].split_once('-').expect("a start-end");
        let start = self.instant(words[0], from);
        match to.contains('-') {
            true => (start, self.instant(to, words[2]), &words[3..]),
            false => (start, self.instant(words[0], to), &words[2..]),
        }
    }

    fn date_or_instant(&self, words: &[&str]) -> DateOrInstant {
        match *words {
            [date] => day(date).into(),
            [date, time] => DateOrInstant::Instant(self.instant(date, time)),
            _ => panic!("neither a date nor a time: {words:?}"),
        }
    }

    fn instant(&self, date: &str, time: &str) -> Instant {
        instant(self.case.time_zone, day(date), time)
    }
}

/// A local time; one that comes twice (in autumn) ends in its zone's letters: `01:30EDT`.
fn instant(zone: Tz, date: NaiveDate, time: &str) -> Instant {
    let clock = time.trim_end_matches(char::is_alphabetic);
    let (letters, full) =
        (&time[clock.len()..], if clock.len() == 5 { format!("{clock}:00") } else { clock.into() });
    let (date, full) = match full.as_str() {
        "24:00:00" => (date + Days::new(1), "00:00:00".to_owned()),
        _ => (date, full),
    };
    let local = date.and_time(full.parse::<NaiveTime>().unwrap());
    let readings = zone.from_local_datetime(&local);
    let named = |at: &chrono::DateTime<Tz>| letters.is_empty() || at.offset().abbreviation() == Some(letters);
    let fits: Vec<_> = [readings.earliest(), readings.latest()].into_iter().flatten().filter(named).collect();
    assert!(!fits.is_empty() && fits.first() == fits.last(), "{date} {time} is no single time in {zone}");
    fits[0].to_utc().into()
}

fn visit(date: NaiveDate, kind: &str) -> InitiatingVisit {
    let kind: VisitKind = kind.parse().unwrap();
    InitiatingVisit { date, kind, discussed: false }
}

fn condition(code: &str) -> Condition {
    Condition { icd10: Some(code.to_owned()), expected_months: None, high_risk: true }
}

/// `condition E11.9`, `condition I10 6 months`, `condition I10 low risk`
fn described(code: &str, rest: &[&str]) -> Condition {
    match *rest {
        [] => condition(code),
        [months, "months"] => Condition { expected_months: Some(months.parse().unwrap()), ..condition(code) },
        ["low", "risk"] => Condition { high_risk: false, ..condition(code) },
        _ => panic!("a condition lasts so many months, or is of low risk"),
    }
}
