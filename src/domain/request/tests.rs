//! The form as a whole: what is enough, what is refused where, and that nothing typed can break it.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::domain::person::PartialDate;
use crate::domain::priority::Priority;

const TODAY: Date = date(2026, 3, 2);

fn least() -> Answers {
    let mut answers = Answers::default();
    answers.reach.name = "Rosa Pérez".to_owned();
    answers.reach.phone = "215-555-0100".to_owned();
    answers.child.by_phone = "yes".to_owned();
    answers.consent.version = CONSENT_VERSION.to_owned();
    answers
}

fn keys(errors: &FieldErrors) -> Vec<(&str, &str)> {
    errors
        .iter()
        .map(|error| (error.field, error.key.as_str()))
        .collect()
}

#[test]
fn a_name_a_phone_a_child_by_phone_and_consent_are_enough() {
    let request = FamilyRequest::parse(&least(), TODAY).unwrap();
    assert!(request.child.name.is_none());
    assert_eq!(request.urgency(), Priority::Standard);
}

#[test]
fn an_empty_form_names_every_page_that_needs_an_answer() {
    let refused = FamilyRequest::parse(&Answers::default(), TODAY).unwrap_err();
    let pages: Vec<Step> = refused.iter().map(|(step, _)| *step).collect();
    assert_eq!(pages, [Step::Reach, Step::Child, Step::Check]);
    assert_eq!(
        keys(&refused[0].1),
        [
            ("name", "error-name-missing"),
            ("phone", "error-phone-or-email-missing")
        ]
    );
    assert_eq!(
        keys(&refused[1].1),
        [
            ("given_names", "error-given_names-missing"),
            ("family_names", "error-family_names-missing")
        ]
    );
    assert_eq!(keys(&refused[2].1), [("consent", "error-consent-missing")]);
}

#[test]
fn a_patient_of_18_gives_the_name_once() {
    let mut answers = least();
    answers.reach.asker = "patient".to_owned();
    answers.child = ChildForm::default();
    answers.relationship.relation = "left from another try".to_owned();
    let request = FamilyRequest::parse(&answers, TODAY).unwrap();
    assert_eq!(request.asker, Asker::Patient);
    assert_eq!(request.child.name.unwrap().expose_full(), "Rosa Pérez");
    assert_eq!(request.relationship.relation, None);
}

#[test]
fn a_child_with_one_name_needs_the_tick() {
    let mut form = ChildForm {
        given_names: "Suharto".to_owned(),
        ..ChildForm::default()
    };
    let refused = form.parse(Asker::Family, None, TODAY).unwrap_err();
    assert_eq!(
        keys(&refused),
        [("family_names", "error-family_names-missing")]
    );
    form.only_one_name = "yes".to_owned();
    let child = form.parse(Asker::Family, None, TODAY).unwrap();
    assert_eq!(child.name.unwrap().expose_full(), "Suharto");
    form.given_names = String::new();
    assert_eq!(
        keys(&form.parse(Asker::Family, None, TODAY).unwrap_err()),
        [("given_names", "error-given_names-missing")]
    );
}

#[test]
fn a_birth_date_counts_more_than_a_guessed_age() {
    let mut form = ChildForm {
        by_phone: "yes".to_owned(),
        about_age: "7".to_owned(),
        ..ChildForm::default()
    };
    let guessed = form.parse(Asker::Family, None, TODAY).unwrap();
    assert_eq!(
        guessed.birth,
        Some(PartialDate::AboutAge {
            years: 7,
            said_on: TODAY
        })
    );
    form.birth_year = "2018".to_owned();
    let known = form.parse(Asker::Family, None, TODAY).unwrap();
    assert_eq!(known.birth, Some(PartialDate::Year { year: 2018 }));
    form.birth_day = "27".to_owned();
    let refused = form.parse(Asker::Family, None, TODAY).unwrap_err();
    assert_eq!(keys(&refused), [("birth_month", "error-needs-month")]);
    assert_eq!(
        refused.of("birth_month").map(|error| error.label),
        Some("birth")
    );
}

#[test]
fn a_way_to_be_reached_needs_its_means() {
    let mut form = least().reach;
    form.best_way = "email".to_owned();
    assert_eq!(
        keys(&form.parse().unwrap_err()),
        [("email", "error-best-way-needs-email")]
    );
    form.phone = String::new();
    form.email = "rosa@example.org".to_owned();
    assert!(form.parse().is_ok());
    form.best_way = "text".to_owned();
    assert_eq!(
        keys(&form.parse().unwrap_err()),
        [("phone", "error-best-way-needs-phone")]
    );
}

#[test]
fn intensive_care_is_urgent() {
    let mut answers = least();
    answers.situation.place = "intensive_care".to_owned();
    assert_eq!(
        FamilyRequest::parse(&answers, TODAY).unwrap().urgency(),
        Priority::Urgent
    );
}

#[test]
fn help_is_taken_once_and_in_the_order_of_the_page() {
    let form = HelpForm {
        kinds: ["other", "travel", "other"].map(str::to_owned).to_vec(),
        note: String::new(),
        ..HelpForm::default()
    };
    assert_eq!(
        form.parse().unwrap().kinds,
        [HelpKind::Travel, HelpKind::Other]
    );
    let tampered = HelpForm {
        kinds: vec!["gold".to_owned()],
        ..HelpForm::default()
    };
    assert_eq!(
        keys(&tampered.parse().unwrap_err()),
        [("kinds", "error-not-a-choice")]
    );
}

#[test]
fn consent_to_older_words_is_asked_again() {
    let form = ConsentForm {
        version: "family-2019-01".to_owned(),
    };
    assert_eq!(
        keys(&form.parse().unwrap_err()),
        [("consent", "error-consent-changed")]
    );
}

#[test]
fn forms_refuse_fields_they_do_not_know() {
    assert!(serde_json::from_str::<ReachForm>(r#"{"name":"Ana","admin":"yes"}"#).is_err());
    assert!(serde_json::from_str::<CallMeForm>(r#"{"nmae":"Ana"}"#).is_err());
}

#[test]
fn answers_and_requests_do_not_print_themselves() {
    let answers = least();
    let request = FamilyRequest::parse(&answers, TODAY).unwrap();
    let printed = format!(
        "{answers:?} {:?} {request:?} {:?}",
        answers.reach, request.contact
    );
    assert!(
        !printed.contains("Rosa") && !printed.contains("0100"),
        "{printed}"
    );
}

#[test]
fn call_me_needs_a_name_and_a_phone() {
    let mut form = CallMeForm::default();
    assert_eq!(
        keys(&form.parse().unwrap_err()),
        [
            ("name", "error-name-missing"),
            ("phone", "error-phone-missing")
        ]
    );
    form.name = "Rosa".to_owned();
    form.phone = "+52 55 1234 5678".to_owned();
    form.spoken = "other".to_owned();
    form.spoken_other = "Mixteco".to_owned();
    assert!(form.parse().is_ok());
}

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => any::<String>(),
        1 => Just(String::new()),
        1 => "[0-9+() -]{0,20}",
        1 => prop_oneof![Just("yes"), Just("patient"), Just("intensive_care"), Just("a\0b")].prop_map(str::to_owned),
    ]
}

prop_compose! {
    fn any_answers()(words in prop::collection::vec(typed(), 48), kinds in prop::collection::vec(typed(), 0..4)) -> Answers {
        let mut next = words.into_iter();
        let mut word = || next.next().unwrap_or_default();
        Answers {
            form_version: FORM_VERSION,
            reach: ReachForm { asker: word(), name: word(), phone: word(), email: word(), best_way: word(), best_time: word(), voicemail: word() },
            language: LanguageForm { spoken: word(), spoken_other: word(), written: word(), interpreter: word() },
            child: ChildForm {
                given_names: word(), family_names: word(), only_one_name: word(), name_used: word(),
                birth_month: word(), birth_day: word(), birth_year: word(), about_age: word(), by_phone: word(),
            },
            relationship: RelationshipForm { relation: word(), decides: word() },
            situation: SituationForm {
                happened: word(), first_told_month: word(), first_told_year: word(), back_month: vec![word(), word()],
                back_year: vec![word()], told_sites: vec![word()], told_type: word(), place: String::new(), add: word(),
            },
            treatment: TreatmentForm { treatments: vec![word()], treatment_note: word() },
            treating: TreatingForm {
                doctor_name: word(), doctor_hospital: word(), doctor_city: word(), doctor_phone: word(), may_contact: word(),
                doctor_reference: word(),
            },
            help: HelpForm { kinds, town: word(), insurance: word(), note: word() },
            more: MoreForm {
                worry: word(), other_name: word(), other_relation: word(), other_phone: word(), other_email: word(),
                other_access: word(), not_share: word(),
            },
            consent: ConsentForm { version: CONSENT_VERSION.to_owned() },
        }
    }
}

proptest! {
    #[test]
    fn nothing_typed_breaks_the_form(answers in any_answers()) {
        if let Err(refused) = FamilyRequest::parse(&answers, TODAY) {
            prop_assert!(!refused.is_empty());
            prop_assert!(refused.iter().all(|(_, errors)| !errors.is_empty()));
        }
    }

    #[test]
    fn answers_survive_storing(answers in any_answers()) {
        let stored = serde_json::to_string(&answers).unwrap();
        prop_assert_eq!(serde_json::from_str::<Answers>(&stored).unwrap(), answers);
    }
}

#[test]
fn a_request_survives_storing() {
    let mut answers = least();
    answers.reach.email = "rosa@example.org".to_owned();
    answers.child = ChildForm {
        given_names: "Ana".to_owned(),
        family_names: "Pérez".to_owned(),
        birth_month: "marzo".to_owned(),
        birth_year: "2016".to_owned(),
        ..ChildForm::default()
    };
    answers.help.kinds = vec!["lodging".to_owned()];
    let request = FamilyRequest::parse(&answers, TODAY).unwrap();
    let stored = serde_json::to_string(&request).unwrap();
    assert_eq!(
        serde_json::from_str::<FamilyRequest>(&stored).unwrap(),
        request
    );
}

#[test]
fn each_time_it_came_back_is_a_date_of_its_own() {
    let text = str::to_owned;
    let mut form = SituationForm {
        back_month: vec![text("March"), String::new(), text("5")],
        back_year: vec![text("2023"), String::new(), text("2025")],
        told_sites: vec![text("cns"), text("marrow")],
        ..SituationForm::default()
    };
    let told = form.parse(TODAY).unwrap();
    let back = [(2023, 3), (2025, 5)].map(|(year, month)| PartialDate::YearMonth { year, month });
    assert_eq!(told.back, back, "an empty one is left out");
    assert_eq!(told.sites, [ToldSite::Marrow, ToldSite::Cns]);
    form.back_year[2] = text("2031");
    let refused = form.parse(TODAY).unwrap_err();
    assert_eq!(keys(&refused), [("back-3_year", "error-in-the-future")]);
    assert_eq!(
        refused.of("back-3_year").map(|error| error.label),
        Some("back")
    );
}

#[test]
fn one_more_time_is_shown_until_there_is_no_more_room() {
    let mut form = SituationForm::default();
    assert_eq!(form.times_back(), [("", "")], "the page asks for one");
    assert!(!form.makes_room(), "nobody asked");
    for shown in 2..=SituationForm::BACK_MOST + 2 {
        form.add = "back".to_owned();
        assert!(form.makes_room());
        assert_eq!(form.times_back().len(), shown.min(SituationForm::BACK_MOST));
        assert!(form.add.is_empty(), "the button is no answer");
    }
}

#[test]
fn another_adult_needs_a_name_as_soon_as_anything_is_told_of_them() {
    let mut form = MoreForm::default();
    assert!(form.parse().unwrap().other.is_none());
    form.other_email = "inti@example.org".to_owned();
    assert_eq!(
        keys(&form.parse().unwrap_err()),
        [("other_name", "error-other_name-missing")]
    );
    form.other_name = "名前 O'Neill-Ибрагимова".to_owned();
    assert!(form.parse().unwrap().other.is_some());
}

/// Every text of a form, whatever it is called: a new one that is forgotten in `cut` fails here.
#[test]
fn a_draft_keeps_no_text_of_any_length() {
    fn fill(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) => *text = "長".repeat(20_000),
            serde_json::Value::Array(list) => *list = vec!["長".repeat(20_000).into(); 50],
            serde_json::Value::Object(fields) => fields.values_mut().for_each(fill),
            _ => {}
        }
    }
    let mut filled = serde_json::to_value(Answers::default()).unwrap();
    fill(&mut filled);
    let mut answers: Answers = serde_json::from_value(filled).unwrap();
    answers.cut();
    let kept = serde_json::to_string(&answers).unwrap();
    let texts = kept.matches('"').count() / 2;
    assert!(kept.chars().count() < texts * 10_100, "a text was not cut");
}
