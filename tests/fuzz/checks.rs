//! What must hold for any bytes, in one function for each fuzz target. A fault is a panic.
//!
//! The fuzzer (`targets/`, run by script/fuzz) looks for bytes that break one of these; the ordinary tests run them on
//! every kept seed, so that what was found once stays mended.

use intake_desk::domain::person::{EmailAddress, FreeText, PartialDate, PersonName, Phone};
use intake_desk::domain::request::{
    Answers, CallMeForm, ChildForm, ConsentForm, FamilyRequest, HelpForm, LanguageForm, MoreForm,
    ReachForm, RelationshipForm, SituationForm, TreatingForm, TreatmentForm,
};
use intake_desk::domain::search::query_of;
use intake_desk::web::form::decode;
use intake_desk::web::staff::case::forms::moves::StatusChangeForm;
use intake_desk::web::staff::case::forms::writing::{AssignmentForm, CallForm, NoteForm};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

const TODAY: Date = date(2026, 3, 2);
/// Conditions one search may have.
const SEARCH_GROUPS: usize = 12;

/// A check by the name of its target.
pub type Check = fn(&[u8]);

/// Every target.
pub const ALL: [(&str, Check); 5] = [
    ("forms", forms),
    ("dates", dates),
    ("names", names),
    ("phones", phones),
    ("searches", searches),
];

/// Any bytes as any form: decoded or refused, then checked or complained about, never a fault.
pub fn forms(bytes: &[u8]) {
    let mut answers = Answers::default();
    keep(bytes, &mut answers.reach, |form: &ReachForm| {
        form.parse().is_ok()
    });
    keep(bytes, &mut answers.language, |form: &LanguageForm| {
        form.parse().is_ok()
    });
    keep(
        bytes,
        &mut answers.relationship,
        |form: &RelationshipForm| form.parse().is_ok(),
    );
    keep(bytes, &mut answers.situation, |form: &SituationForm| {
        form.parse(TODAY).is_ok()
    });
    keep(bytes, &mut answers.treatment, |form: &TreatmentForm| {
        form.parse().is_ok()
    });
    keep(bytes, &mut answers.treating, |form: &TreatingForm| {
        form.parse().is_ok()
    });
    keep(bytes, &mut answers.more, |form: &MoreForm| {
        form.parse().is_ok()
    });
    keep(bytes, &mut answers.help, |form: &HelpForm| {
        form.parse().is_ok()
    });
    keep(bytes, &mut answers.consent, |form: &ConsentForm| {
        form.parse().is_ok()
    });
    if let Ok(form) = decode::<ChildForm>(bytes) {
        answers.child = form;
    }
    let _ = FamilyRequest::parse(&answers, TODAY);
    answers.cut();
    let kept = serde_json::to_vec(&answers).expect("answers are stored as JSON");
    let again: Answers = serde_json::from_slice(&kept).expect("and read again");
    assert!(again == answers, "what is stored is what was typed");
    if let Ok(form) = decode::<CallMeForm>(bytes) {
        let _ = form.parse();
    }
    staff_forms(bytes);
}

fn keep<T: serde::de::DeserializeOwned>(bytes: &[u8], into: &mut T, check: impl Fn(&T) -> bool) {
    if let Ok(form) = decode::<T>(bytes) {
        check(&form);
        *into = form;
    }
}

fn staff_forms(bytes: &[u8]) {
    if let Ok(form) = decode::<CallForm>(bytes) {
        let _ = form.parse();
    }
    if let Ok(form) = decode::<NoteForm>(bytes) {
        let _ = form.parse();
    }
    if let Ok(form) = decode::<AssignmentForm>(bytes) {
        let _ = form.entries();
    }
    if let Ok(form) = decode::<StatusChangeForm>(bytes) {
        let _ = form.parse(&TimeZone::UTC);
    }
}

/// Three lines as month, day and year, the whole as an age: never in the future, the same again when read back.
pub fn dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.splitn(3, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let (month, day, year) = (line(), line(), line());
    let typed = PartialDate::parse(month, day, year, TODAY);
    let age = PartialDate::parse_age(&text, TODAY);
    for known in [typed, age].into_iter().flatten() {
        if let Some(date) = known.expose_full() {
            assert!(date <= TODAY, "nobody is born tomorrow");
        }
        let kept = serde_json::to_string(&known).expect("a date is stored as JSON");
        let again: PartialDate = serde_json::from_str(&kept).expect("and read again");
        assert!(again == known, "what is partial stays as partial");
    }
}

/// Any text as a name, an e-mail address and a note: what is taken is taken again as it is, and hides nothing.
pub fn names(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(name) = PersonName::parse(&text) {
        let taken = name.expose();
        assert!(PersonName::parse(taken).is_ok_and(|again| again == name));
        assert!(taken.chars().count() <= PersonName::MAX);
        assert!(
            !taken.chars().any(char::is_control),
            "one line, nothing hidden"
        );
    }
    if let Ok(address) = EmailAddress::parse(&text) {
        let taken = address.expose();
        assert!(EmailAddress::parse(taken).is_ok_and(|again| again == address));
        assert!(
            !taken.contains(['\r', '\n', ' ', ',', '<', '>']),
            "one recipient"
        );
    }
    if let Ok(note) = FreeText::parse(&text, 500) {
        let taken = note.expose();
        assert!(FreeText::parse(taken, 500).is_ok_and(|again| again == note));
        assert!(!taken.contains('\0'), "the database takes it");
    }
}

/// Any text as a phone number: what is taken can be dialled, and is the same number when it is read again.
pub fn phones(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for home in ["US", "MX"] {
        let Ok(phone) = Phone::parse_in(&text, home) else {
            continue;
        };
        let digits = phone
            .expose_e164()
            .strip_prefix('+')
            .expect("a country code");
        assert!(digits.bytes().all(|sign| sign.is_ascii_digit()));
        assert!((7..=15).contains(&digits.len()), "{} digits", digits.len());
        let again = Phone::parse_in(phone.expose(), home).expect("what is shown is taken again");
        assert!(again == phone, "and is the same number");
    }
}

/// Any text in the search box: few conditions, each with something to find.
pub fn searches(bytes: &[u8]) {
    let query = query_of(&String::from_utf8_lossy(bytes));
    assert!(
        query.groups.len() <= SEARCH_GROUPS,
        "one search stays cheap"
    );
    assert!(query.groups.iter().all(|group| !group.is_empty()));
}
