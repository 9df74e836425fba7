//! One transaction set: its header, who bills, and each patient with the claim.

use chrono::NaiveDate;

use super::segments::{Element, Segments, code, dollars, none, number, parts, words};
use super::{Address, Claim, Frequency, GUIDE, Interchange, Line, POINTERS, Person, Subscriber};

pub(super) fn write(out: &mut Segments, file: &Interchange, n: usize, claims: &[Claim]) {
    let before = out.count();
    let control = format!("{n:04}");
    out.put("ST", [number(837), code(&control, 9), code(GUIDE, 12)]);
    header(out, file, &control);
    billing(out, file);
    for (n, claim) in (2..).zip(claims) {
        patient(out, file, n, &claim.subscriber);
        self::claim(out, claim);
    }
    out.put("SE", [number(out.count() - before + 1), code(&control, 9)]);
}

fn header(out: &mut Segments, file: &Interchange, control: &str) {
    let reference = format!("{:09}{control}", file.control);
    out.put(
        "BHT",
        [
            code("0019", 4),
            code("00", 2),
            code(&reference, 50),
            day(file.made.date()),
            code(&file.made.format("%H%M").to_string(), 4),
            code("CH", 2),
        ],
    );
    organization(out, "41", &file.sender.name, "46", &file.sender.id);
    let contact = &file.contact;
    out.put("PER", [code("IC", 2), words(&contact.name, 60), code("TE", 2), code(&contact.phone, 256)]);
    organization(out, "40", &file.receiver.name, "46", &file.receiver.id);
}

fn billing(out: &mut Segments, file: &Interchange) {
    let billing = &file.billing;
    out.put("HL", [number(1), none(), number(20), number(1)]);
    organization(out, "85", &billing.name, "XX", &billing.npi);
    address(out, &billing.address);
    out.put("REF", [code("EI", 2), code(&billing.tax_id, 50)]);
}

fn patient(out: &mut Segments, file: &Interchange, n: usize, who: &Subscriber) {
    out.put("HL", [number(n), number(1), number(22), number(0)]);
    let filing = code(&file.payer.filing, 2);
    out.put("SBR", [code("P", 1), number(18)].into_iter().chain((0..6).map(|_| none())).chain([filing]));
    if let Some(died) = who.died {
        out.put("PAT", (0..4).map(|_| none()).chain([code("D8", 2), day(died)]));
    }
    person(out, "IL", &who.name, "MI", &who.member_id);
    address(out, &who.address);
    let sex = if ["F", "M"].contains(&who.sex.as_str()) { &who.sex } else { "U" };
    out.put("DMG", [code("D8", 2), day(who.born), code(sex, 1)]);
    organization(out, "PR", &file.payer.name, "PI", &file.payer.id);
}

fn claim(out: &mut Segments, claim: &Claim) {
    let (frequency, former) = match &claim.frequency {
        Frequency::Original => (1, None),
        Frequency::Replacement(former) => (7, Some(former)),
        Frequency::Void(former) => (8, Some(former)),
    };
    let total = claim.lines.iter().map(|line| line.charge_cents).sum();
    // The provider's signature is on file, the assignment taken, the benefits assigned, the information released: Y, A, Y, Y.
    let said = ["Y", "A", "Y", "Y"].map(|said| code(said, 1));
    let place = parts([code(&claim.place, 2), code("B", 1), number(frequency)]);
    out.put("CLM", [code(&claim.number, 20), dollars(total), none(), none(), place].into_iter().chain(said));
    if let Some(former) = former {
        out.put("REF", [code("F8", 2), code(former, 50)]);
    }
    let diagnoses = (0..).zip(&claim.diagnoses).map(|(n, icd10)| {
        let list = if n == 0 { "ABK" } else { "ABF" };
        parts([code(list, 3), code(&icd10.replace('.', ""), 30)])
    });
    out.put("HI", diagnoses);
    if let Some(who) = &claim.rendering {
        person(out, "82", &who.name, "XX", &who.npi);
    }
    for (n, line) in (1..).zip(&claim.lines) {
        self::line(out, claim, n, line);
    }
}

fn line(out: &mut Segments, claim: &Claim, n: usize, line: &Line) {
    out.put("LX", [number(n)]);
    let modifiers = line.modifiers.iter().take(4).map(|modifier| code(modifier, 2));
    let procedure = parts([code("HC", 2), code(&line.code, 48)].into_iter().chain(modifiers));
    let place = if line.place == claim.place { none() } else { code(&line.place, 2) };
    let pointers = parts((1..=claim.diagnoses.len().min(POINTERS)).map(number));
    let charge = dollars(line.charge_cents);
    out.put("SV1", [procedure, charge, code("UN", 2), number(line.units), place, none(), pointers]);
    let dates = match line.to.filter(|to| *to != line.from) {
        None => [code("D8", 2), day(line.from)],
        Some(to) => [code("RD8", 3), code(&format!("{}-{}", ymd(line.from), ymd(to)), 17)],
    };
    out.put("DTP", [number(472)].into_iter().chain(dates));
    out.put("REF", [code("6R", 2), code(&line.number, 30)]);
}

fn organization(out: &mut Segments, role: &str, name: &str, list: &str, id: &str) {
    let id = [code(list, 2), code(id, 80)];
    let name = [code(role, 3), number(2), words(name, 60)];
    out.put("NM1", name.into_iter().chain((0..4).map(|_| none())).chain(id));
}

fn person(out: &mut Segments, role: &str, name: &Person, list: &str, id: &str) {
    let (last, first, suffix) = (words(&name.last, 60), words(&name.first, 35), words(&name.suffix, 10));
    let id = [code(list, 2), code(id, 80)];
    out.put("NM1", [code(role, 3), number(1), last, first, none(), none(), suffix].into_iter().chain(id));
}

fn address(out: &mut Segments, address: &Address) {
    out.put("N3", [words(&address.street, 55)]);
    out.put("N4", [words(&address.city, 30), code(&address.state, 2), code(&address.zip, 15)]);
}

fn ymd(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

fn day(day: NaiveDate) -> Element {
    code(&ymd(day), 8)
}
