//! The envelope's counts, texts that hold delimiters, and one file as it is, segment by segment.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn address(street: &str) -> Address {
    let [street, city, state, zip] = [street, "Alba", "MI", "496110001"].map(str::to_owned);
    Address { street, city, state, zip }
}

fn line(code: &str, modifiers: &[&str], to: Option<&str>) -> Line {
    Line {
        number: format!("{code}-1"),
        code: code.to_owned(),
        modifiers: modifiers.iter().map(|one| (*one).to_owned()).collect(),
        charge_cents: 6_610,
        units: 2,
        place: "11".to_owned(),
        from: day("2026-11-09"),
        to: to.map(day),
    }
}

fn claim(name: &str) -> Claim {
    Claim {
        number: "A7-202611-1".to_owned(),
        subscriber: Subscriber {
            name: Person::of(name),
            member_id: "1EG4-TE5-MK73".to_owned(),
            address: address("2 Dapple Ct #4"),
            born: day("1945-03-14"),
            sex: "F".to_owned(),
            died: None,
        },
        place: "11".to_owned(),
        frequency: Frequency::Original,
        diagnoses: vec!["I50.22".to_owned(), "E11.9".to_owned()],
        rendering: Some(Rendering { name: Person::of("Dr. Ines Okafor-Lund"), npi: "1000000020".to_owned() }),
        lines: vec![line("99490", &[], None)],
    }
}

fn file(claims: Vec<Claim>) -> Interchange {
    let party = |id: &str, name: &str| Party { id: id.to_owned(), name: name.to_owned() };
    Interchange {
        control: 26_110_101,
        made: day("2026-11-19").and_hms_opt(15, 0, 7).unwrap(),
        test: true,
        sender: party("JUNIPER", "Juniper Hollow Family Medicine"),
        contact: Contact { name: "Rosalind Achterberg".to_owned(), phone: "5555550142".to_owned() },
        receiver: party("HOUSE1", "Medicare"),
        payer: Payer { id: "00000".to_owned(), name: "Medicare".to_owned(), filing: "MB".to_owned() },
        billing: Billing {
            name: "Juniper Hollow Family Medicine".to_owned(),
            npi: "1000000004".to_owned(),
            tax_id: "000000000".to_owned(),
            address: address("1 Juniper Hollow Rd"),
        },
        claims,
    }
}

fn text(file: &Interchange) -> String {
    String::from_utf8(write(file).unwrap()).unwrap()
}

/// As any reader does: segments, and their elements.
fn parsed(text: &str) -> Vec<Vec<String>> {
    let segments = text.split_terminator("~\n");
    segments.map(|segment| segment.split('*').map(str::to_owned).collect()).collect()
}

fn of<'a>(segments: &'a [Vec<String>], id: &str) -> Vec<&'a Vec<String>> {
    segments.iter().filter(|segment| segment[0] == id).collect()
}

#[test]
fn a_file_is_this_segment_by_segment() {
    let mut replacing = claim("Fennimore-Quill, Zoë Jr.");
    replacing.frequency = Frequency::Replacement("0226 123".to_owned());
    replacing.rendering = None;
    replacing.subscriber.died = Some(day("2026-11-18"));
    replacing.lines = vec![line("99497", &["33"], Some("2026-11-30")), line("99439", &[], None)];
    replacing.lines[1].place = "22".to_owned();
    let wanted = "\
ISA*00*          *00*          *ZZ*JUNIPER        *ZZ*HOUSE1         *261119*1500*^*00501*026110101*0*T*:~
GS*HC*JUNIPER*HOUSE1*20261119*1500*26110101*X*005010X222A1~
ST*837*0001*005010X222A1~
BHT*0019*00*0261101010001*20261119*1500*CH~
NM1*41*2*JUNIPER HOLLOW FAMILY MEDICINE*****46*JUNIPER~
PER*IC*ROSALIND ACHTERBERG*TE*5555550142~
NM1*40*2*MEDICARE*****46*HOUSE1~
HL*1**20*1~
NM1*85*2*JUNIPER HOLLOW FAMILY MEDICINE*****XX*1000000004~
N3*1 JUNIPER HOLLOW RD~
N4*ALBA*MI*496110001~
REF*EI*000000000~
HL*2*1*22*0~
SBR*P*18*******MB~
NM1*IL*1*FENNIMORE*MARIGOLD****MI*1EG4-TE5-MK73~
N3*2 DAPPLE CT 4~
N4*ALBA*MI*496110001~
DMG*D8*19450314*F~
NM1*PR*2*MEDICARE*****PI*00000~
CLM*A7-202611-1*66.1***11:B:1*Y*A*Y*Y~
HI*ABK:I5022*ABF:E119~
NM1*82*1*OKAFOR-LUND*INES****XX*1000000020~
LX*1~
SV1*HC:99490*66.1*UN*2***1:2~
DTP*472*D8*20261109~
REF*6R*99490-1~
HL*3*1*22*0~
SBR*P*18*******MB~
PAT*****D8*20261118~
NM1*IL*1*FENNIMORE-QUILL*ZOE***JR*MI*1EG4-TE5-MK73~
N3*2 DAPPLE CT 4~
N4*ALBA*MI*496110001~
DMG*D8*19450314*F~
NM1*PR*2*MEDICARE*****PI*00000~
CLM*A7-202611-1*132.2***11:B:7*Y*A*Y*Y~
REF*F8*0226123~
HI*ABK:I5022*ABF:E119~
LX*1~
SV1*HC:99497:33*66.1*UN*2***1:2~
DTP*472*RD8*20261109-20261130~
REF*6R*99497-1~
LX*2~
SV1*HC:99439*66.1*UN*2*22**1:2~
DTP*472*D8*20261109~
REF*6R*99439-1~
SE*44*0001~
GE*1*26110101~
IEA*1*026110101~
";
    let file = file(vec![claim("Marigold Fennimore"), replacing]);
    assert_eq!(text(&file), wanted);
    assert_eq!(text(&file), text(&file), "the same data gives the same bytes");
}

#[test]
fn the_counts_of_the_envelope_are_those_of_what_is_in_it() {
    for (claims, sets) in [(1, 1), (7, 1), (CLAIMS, 1), (CLAIMS + 1, 2)] {
        let segments = parsed(&text(&file(vec![claim("Marigold Fennimore"); claims])));
        let (starts, ends) = (of(&segments, "ST"), of(&segments, "SE"));
        assert_eq!((starts.len(), ends.len(), of(&segments, "CLM").len()), (sets, sets, claims));
        assert_eq!(of(&segments, "GE")[0][1], sets.to_string());
        let (mut began, mut counted) = (0, 0);
        for (n, segment) in segments.iter().enumerate() {
            match segment[0].as_str() {
                "ST" => began = n,
                "SE" => {
                    assert_eq!(segment[1], (n - began + 1).to_string());
                    assert_eq!(segment[2], segments[began][2]);
                    counted += 1;
                }
                _ => {}
            }
        }
        assert_eq!(counted, sets);
        let (isa, iea) = (&segments[0], &segments[segments.len() - 1]);
        assert_eq!((isa[13].as_str(), iea[1].as_str()), (iea[2].as_str(), "1"));
        assert_eq!(of(&segments, "GS")[0][6], of(&segments, "GE")[0][2]);
    }
}

#[test]
fn what_the_guide_does_not_take_is_no_file() {
    let changed = |change: fn(&mut Claim)| {
        let mut claim = claim("Marigold Fennimore");
        change(&mut claim);
        write(&file(vec![claim]))
    };
    assert_eq!(write(&file(vec![])), Err(Error::Claim));
    assert_eq!(changed(|claim| claim.lines.clear()), Err(Error::Claim));
    assert_eq!(changed(|claim| claim.diagnoses.clear()), Err(Error::Claim));
    assert_eq!(changed(|claim| claim.diagnoses = vec!["I10".to_owned(); 13]), Err(Error::Claim));
    assert_eq!(changed(|claim| claim.lines = vec![claim.lines[0].clone(); 51]), Err(Error::Claim));
    assert!(changed(|claim| claim.lines = vec![claim.lines[0].clone(); 50]).is_ok());
}

#[test]
fn names_are_cut_where_people_cut_them() {
    let cases = [
        ("Marigold Fennimore", "Fennimore", "Marigold", ""),
        ("Maria Elena Ortiz", "Ortiz", "Maria Elena", ""),
        ("de la Cruz, Ana María", "de la Cruz", "Ana María", ""),
        ("Wendell Moss Jr.", "Moss", "Wendell", "JR"),
        ("Moss, Wendell III", "Moss", "Wendell", "III"),
        ("Moss Jr., Wendell", "Moss", "Wendell", "JR"),
        ("Dr. Aldous Penhallow", "Penhallow", "Aldous", ""),
        ("Suharto", "Suharto", "", ""),
        ("", "", "", ""),
    ];
    for (name, last, first, suffix) in cases {
        let person = Person::of(name);
        assert_eq!((&*person.last, &*person.first, &*person.suffix), (last, first, suffix), "{name}");
    }
}

#[test]
fn letters_keep_what_they_are_without_their_accents() {
    let cases = [
        ("Żaneta O’Neil-Ødegård", "ZANETA O'NEIL-ODEGARD"),
        ("Łukasz Straße", "LUKASZ STRASSE"),
        ("A*B~C:D^E\nF", "A B C D E F"),
        ("李小龍 👵", ""),
    ];
    for (text, plain) in cases {
        assert_eq!(reduced(text), plain);
    }
}

proptest! {
    #[test]
    fn no_text_is_ever_read_as_a_delimiter(any in "\\PC{0,90}|[*~:^\n A-z]{0,40}") {
        let usual = parsed(&text(&file(vec![claim("Marigold Fennimore")])));
        let mut claim = claim("Marigold Fennimore");
        claim.subscriber.address.street = format!("1 {any}");
        claim.subscriber.address.city = format!("A{any}");
        claim.subscriber.member_id = format!("M{any}");
        claim.subscriber.name = Person { last: format!("A{any}"), first: format!("B{any}"), suffix: String::new() };
        claim.diagnoses = vec![format!("I{any}"), "E11.9".to_owned()];
        claim.number = format!("A{any}");
        let mut odd = file(vec![claim]);
        odd.billing.name = format!("J{any}");
        odd.sender.id = format!("J{any}");
        odd.contact.name = format!("R{any}");
        let bytes = write(&odd).unwrap();
        prop_assert!(bytes.is_ascii());
        prop_assert_eq!(bytes.iter().position(|byte| *byte == b'~'), Some(105), "the first segment has its width");
        let read = parsed(&String::from_utf8(bytes).unwrap());
        let shape = |file: &[Vec<String>]| {
            file.iter().map(|segment| (segment[0].clone(), segment.len())).collect::<Vec<_>>()
        };
        prop_assert_eq!(shape(&read), shape(&usual));
        let parts = |file: &[Vec<String>]| {
            file.iter().flatten().map(|element| element.split(':').count()).collect::<Vec<_>>()
        };
        // After the first segment, one of whose elements is the delimiter.
        prop_assert_eq!(parts(&read)[17..].to_vec(), parts(&usual)[17..].to_vec());
    }
}
