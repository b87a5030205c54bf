//! The doctor's form as a whole: what is enough, what each section refuses, and that nothing typed can break it.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::domain::priority::Priority;

const TODAY: Date = date(2026, 3, 2);

/// The least a doctor has to tell.
fn least() -> DoctorAnswers {
    let own = str::to_owned;
    DoctorAnswers {
        you: YouForm {
            clinician_name: own("Ines Duarte"),
            role: own("oncologist"),
            institution: own("Reading General"),
            clinician_phone: own("610-555-0171"),
            clinician_email: own("i.duarte@reading.example.org"),
            reply_by: own("phone"),
            ..YouForm::default()
        },
        patient: PatientForm {
            patient_given: own("Ana"),
            patient_family: own("Pérez"),
            birth_month: own("3"),
            birth_year: own("2016"),
            sex: own("female"),
            guardian: own("mother"),
            guardian_name: own("Rosa Pérez"),
            guardian_phone: own("215-555-0142"),
            knows: own("yes"),
            ..PatientForm::default()
        },
        disease: DiseaseForm {
            disease_status: own("first_relapse"),
            lineage: own("b"),
            sites: vec![own("marrow")],
            diagnosis_year: own("2020"),
            relapse_month: own("2"),
            relapse_year: own("2026"),
            ..DiseaseForm::default()
        },
        treatment: TreatmentForm {
            therapy_kind: vec![own("frontline")],
            ..TreatmentForm::default()
        },
        today: TodayForm {
            urgency: own("standard"),
            whereabouts: own("home"),
            asks: vec![own("evaluation")],
            ..TodayForm::default()
        },
        attest: AttestForm {
            version: own(ATTESTATION_VERSION),
            capacity: own("treating"),
            ..AttestForm::default()
        },
        ..DoctorAnswers::default()
    }
}

fn refused(change: impl FnOnce(&mut DoctorAnswers)) -> Vec<(&'static str, String)> {
    let mut answers = least();
    change(&mut answers);
    let refused = DoctorRequest::parse(&answers, TODAY)
        .err()
        .unwrap_or_default();
    refused
        .iter()
        .flat_map(|(_, errors)| errors.iter().map(|error| (error.field, error.key.clone())))
        .collect()
}

#[test]
fn what_the_programme_must_know_is_enough() {
    let request = DoctorRequest::parse(&least(), TODAY).unwrap();
    assert_eq!(request.urgency(), Priority::Standard);
    let interval = request.disease.unwrap().interval().unwrap();
    assert_eq!(
        (interval.least, interval.most, interval.band),
        (61, 73, Band::Late)
    );
}

#[test]
fn an_empty_form_says_what_each_section_needs() {
    let empty = DoctorAnswers::default();
    for section in Section::ALL {
        let state = match section {
            Section::Documents | Section::Letter => SectionState::Optional,
            _ => SectionState::NotStarted,
        };
        assert_eq!(empty.state(*section, TODAY), state);
    }
    let needed = |section| -> Vec<&'static str> {
        empty
            .check(section, TODAY)
            .iter()
            .map(|error| error.label)
            .collect()
    };
    assert_eq!(
        needed(Section::You),
        [
            "clinician_name",
            "role",
            "institution",
            "clinician_phone",
            "clinician_email",
            "reply_by"
        ]
    );
    assert_eq!(
        needed(Section::Patient),
        [
            "patient_given",
            "patient_family",
            "birth",
            "sex",
            "guardian",
            "guardian_name",
            "guardian_phone",
            "knows"
        ]
    );
    assert_eq!(
        needed(Section::Disease),
        ["disease_status", "lineage", "sites", "diagnosis"]
    );
    assert_eq!(needed(Section::Today), ["urgency", "whereabouts", "asks"]);
}

#[test]
fn some_answers_call_for_another() {
    let missing = |field: &'static str| vec![(field, format!("error-{field}-missing"))];
    assert_eq!(refused(|a| a.you.reply_by = "fax".into()), missing("fax"));
    assert_eq!(
        refused(|a| a.today.urgency = "within_week".into()),
        missing("urgency_reason")
    );
    assert_eq!(
        refused(|a| a.today.whereabouts = "ward".into()),
        missing("transfer")
    );
    assert_eq!(
        refused(|a| a.attest.capacity = "acting_for".into()),
        missing("clinician")
    );
    assert_eq!(
        refused(|a| a.disease.relapse_year.clear()),
        [("relapse_year", "error-needs-year".to_owned())]
    );
    assert_eq!(
        refused(|a| {
            a.disease.relapse_year.clear();
            a.disease.relapse_month.clear();
        }),
        [("relapse_month", "error-relapse-missing".to_owned())]
    );
    assert!(
        refused(|a| {
            a.disease.disease_status = "in_remission".into();
            a.disease.relapse_year.clear();
            a.disease.relapse_month.clear();
        })
        .is_empty()
    );
}

#[test]
fn each_section_refuses_what_cannot_be() {
    type Slip = fn(&mut DoctorAnswers);
    let cases: [(&str, &str, Slip); 24] = [
        ("npi", "error-not-an-npi", |a| {
            a.you.npi = "1234567890".into();
        }),
        ("role", "error-not-a-choice", |a| a.you.role = "king".into()),
        ("clinician_email", "error-not-an-email", |a| {
            a.you.clinician_email = "a@b".into();
        }),
        ("coordinator", "error-forbidden-character", |a| {
            a.you.coordinator = "Bo\u{0}".into();
        }),
        ("coordinator_phone", "error-not-a-phone", |a| {
            a.you.coordinator_phone = "none".into();
        }),
        ("birth_year", "error-in-the-future", |a| {
            a.patient.birth_year = "2027".into();
        }),
        ("birth_year", "error-patient-too-old", |a| {
            a.patient.birth_year = "1994".into();
        }),
        ("mrn", "error-forbidden-character", |a| {
            a.patient.mrn = "12\u{0}".into();
        }),
        ("family_reference", "error-forbidden-character", |a| {
            a.patient.family_reference = "RL\u{0}".into();
        }),
        ("icd", "error-icd", |a| a.disease.icd = "leukaemia".into()),
        ("sites", "error-not-a-choice", |a| {
            a.disease.sites.push("moon".into());
        }),
        ("diagnosis_year", "error-in-the-future", |a| {
            a.disease.diagnosis_year = "2027".into();
        }),
        ("blasts", "error-blasts", |a| {
            a.disease.blasts = "101".into();
        }),
        ("relapse_number", "error-relapse-number", |a| {
            a.disease.relapse_number = "1".into();
        }),
        ("letter", "error-too-long", |a| {
            a.disease.letter = "x".repeat(8_001);
        }),
        ("score", "error-score", |a| a.today.score = "85".into()),
        ("weight", "error-weight", |a| a.today.weight = "0.1".into()),
        ("weight", "error-weight", |a| {
            a.today.weight = "20.55".into();
        }),
        ("problems", "error-none-alone", |a| {
            a.today.problems = vec!["none".into(), "lung".into()];
        }),
        ("allergies", "error-too-long", |a| {
            a.today.allergies = "x".repeat(201);
        }),
        ("isolation", "error-none-alone", |a| {
            a.today.isolation = vec!["contact".into(), "none".into()];
        }),
        ("line", "error-not-a-choice", |a| {
            a.today.line = "moon".into();
        }),
        ("transfusions", "error-not-a-choice", |a| {
            a.today.transfusions = vec!["moon".into()];
        }),
        ("capacity", "error-attest-changed", |a| {
            a.attest.version = "older".into();
        }),
    ];
    for (field, key, change) in cases {
        assert_eq!(refused(change), [(field, key.to_owned())], "{field}");
    }
}

#[test]
fn a_patient_of_30_is_taken_and_speaks_for_themselves() {
    let mut answers = least();
    answers.patient.birth_year = "1995".to_owned();
    answers.patient.birth_month = "4".to_owned();
    answers.patient.guardian = "patient".to_owned();
    answers.patient.guardian_name.clear();
    let request = DoctorRequest::parse(&answers, TODAY).unwrap();
    assert_eq!(request.patient.guardian_name.expose(), "Ana Pérez");
}

#[test]
fn weights_are_read_as_people_write_them() {
    for (typed, tenths) in [
        ("23", 230),
        ("23.5", 235),
        ("23,5 kg", 235),
        (" 3 KG", 30),
        ("0.5", 5),
        ("300", 3_000),
    ] {
        let mut answers = least();
        answers.today.weight = typed.to_owned();
        assert_eq!(
            answers.today.parse().unwrap().weight,
            Some(tenths),
            "{typed}"
        );
    }
}

#[test]
fn urgency_and_intensive_care_set_the_priority() {
    for (urgency, place, priority) in [
        ("emergency", "home", Priority::Emergency),
        ("within_72h", "home", Priority::Urgent),
        ("within_week", "ward", Priority::Standard),
        ("standard", "intensive_care", Priority::Urgent),
        ("emergency", "intensive_care", Priority::Emergency),
    ] {
        let mut answers = least();
        answers.today.urgency = urgency.to_owned();
        answers.today.urgency_reason = "short of breath".to_owned();
        answers.today.whereabouts = place.to_owned();
        answers.today.transfer = "no".to_owned();
        let request = DoctorRequest::parse(&answers, TODAY).unwrap();
        assert_eq!(request.urgency(), priority, "{urgency} {place}");
    }
}

#[test]
fn what_does_not_fit_together_is_said_and_does_not_stand_in_the_way() {
    let mut answers = least();
    assert!(answers.remarks(TODAY).is_empty());
    answers.disease.diagnosis_year = "2015".to_owned();
    answers.disease.relapse_year = "2014".to_owned();
    answers.disease.remission_year = "2025".to_owned();
    answers.disease.marrow_class = "m1".to_owned();
    answers.disease.blasts = "40".to_owned();
    assert_eq!(
        answers.remarks(TODAY),
        [
            Remark::DiagnosisBeforeBirth,
            Remark::RelapseBeforeDiagnosis,
            Remark::RemissionAfterRelapse,
            Remark::BlastsAgainstClass,
        ]
    );
    let request = DoctorRequest::parse(&answers, TODAY).unwrap();
    assert_eq!(request.disease.unwrap().interval(), None);
}

#[test]
fn the_code_that_fits_is_suggested() {
    use DiseaseStatus as S;
    assert_eq!(suggested_icd(S::FirstRelapse, Lineage::B), Some("C91.02"));
    assert_eq!(suggested_icd(S::InRemission, Lineage::T), Some("C91.01"));
    assert_eq!(
        suggested_icd(S::PrimaryRefractory, Lineage::Etp),
        Some("C91.00")
    );
    assert_eq!(
        suggested_icd(S::FirstRelapse, Lineage::Lymphoma),
        Some("C83.5-")
    );
    assert_eq!(suggested_icd(S::FirstRelapse, Lineage::Mixed), None);
    for code in ["C91.02", "c83.5-", "C91"] {
        assert!(
            refused(|answers| answers.disease.icd = code.to_owned()).is_empty(),
            "{code}"
        );
    }
}

#[test]
fn every_text_of_a_draft_is_cut() {
    let long = "ß".repeat(10_001);
    let stretch = |value: serde_json::Value| -> serde_json::Value {
        fn walk(value: serde_json::Value, long: &str) -> serde_json::Value {
            match value {
                serde_json::Value::String(_) => long.into(),
                serde_json::Value::Array(_) => vec![long; 40].into(),
                serde_json::Value::Object(fields) => fields
                    .into_iter()
                    .map(|(name, value)| (name, walk(value, long)))
                    .collect(),
                other => other,
            }
        }
        walk(value, &long)
    };
    let full = stretch(serde_json::to_value(DoctorAnswers::default()).unwrap());
    let mut answers: DoctorAnswers = serde_json::from_value(full).unwrap();
    answers.cut();
    let text = serde_json::to_string(&answers).unwrap();
    assert!(!text.contains(&long), "a text was forgotten");
    assert_eq!(answers.today.problems.len(), 30);
}

proptest! {
    #[test]
    fn no_typing_breaks_it(typed in proptest::collection::vec(".{0,40}", 12)) {
        let mut answers = least();
        let slots = [
            &mut answers.you.npi, &mut answers.you.clinician_phone, &mut answers.patient.birth_month,
            &mut answers.patient.guardian_name, &mut answers.disease.icd, &mut answers.disease.blasts,
            &mut answers.disease.relapse_day, &mut answers.disease.relapse_number, &mut answers.today.weight,
            &mut answers.today.score, &mut answers.today.urgency, &mut answers.attest.clinician,
        ];
        for (slot, text) in slots.into_iter().zip(typed) {
            *slot = text;
        }
        answers.disease.sites = vec![answers.disease.icd.clone()];
        let _ = DoctorRequest::parse(&answers, TODAY);
        let _ = answers.remarks(TODAY);
    }
}

/// The first two sections and a letter.
fn by_letter(letter: LetterForm) -> DoctorAnswers {
    let DoctorAnswers {
        you,
        patient,
        attest,
        ..
    } = least();
    DoctorAnswers {
        you,
        patient,
        letter,
        attest,
        ..DoctorAnswers::default()
    }
}

#[test]
fn a_letter_stands_for_all_but_the_first_two_sections() {
    let pasted = LetterForm {
        letter: "Dear colleagues".to_owned(),
        letter_urgency: "standard".to_owned(),
        ..LetterForm::default()
    };
    let as_file = LetterForm {
        letter_file: "yes".to_owned(),
        letter_urgency: "standard".to_owned(),
        ..LetterForm::default()
    };
    for letter in [pasted, as_file] {
        let answers = by_letter(letter);
        let request = DoctorRequest::parse(&answers, TODAY).unwrap();
        assert!(request.disease.is_none() && request.treatment.is_none());
        assert_eq!(request.urgency(), Priority::Standard);
        for section in [Section::Disease, Section::Treatment, Section::Today] {
            assert_eq!(answers.state(section, TODAY), SectionState::InLetter);
        }
    }
    let refused = DoctorRequest::parse(&by_letter(LetterForm::default()), TODAY).err();
    let sections: Vec<_> = refused.unwrap().into_iter().map(|(at, _)| at).collect();
    assert_eq!(
        sections,
        [Section::Disease, Section::Treatment, Section::Today].map(Some)
    );
}

#[test]
fn with_a_letter_a_section_that_was_begun_is_checked_as_always() {
    let mut answers = by_letter(LetterForm {
        letter_file: "yes".to_owned(),
        letter_urgency: "standard".to_owned(),
        ..LetterForm::default()
    });
    "emergency".clone_into(&mut answers.today.urgency);
    let refused = DoctorRequest::parse(&answers, TODAY).err().unwrap();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].0, Some(Section::Today));
    // Empty rows and blanks are nothing: a page that was only opened and left does not count as begun.
    answers.today = TodayForm::default();
    answers.treatment.therapy_kind = vec![String::new(), String::new()];
    " ".clone_into(&mut answers.treatment.current);
    assert!(DoctorRequest::parse(&answers, TODAY).is_ok());
}

#[test]
fn each_row_says_what_it_still_needs_beside_its_own_control() {
    let wrong = refused(|answers| {
        let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        answers.disease.finding = own(&["tp53", "", "", "other"]);
        answers.disease.finding_result = own(&["present", "", "absent", ""]);
        answers.disease.earlier_year = own(&["", "20"]);
        answers.treatment.therapy_kind = own(&["frontline", "", "leeches"]);
        answers.treatment.therapy_name = own(&["", "AALL1731"]);
        answers.treatment.therapy_stop_month = own(&["", "", "13"]);
        answers.treatment.therapy_stop_year = own(&["", "", "2024"]);
    });
    let wrong: Vec<_> = wrong
        .iter()
        .map(|(field, key)| (*field, key.as_str()))
        .collect();
    assert_eq!(
        wrong,
        [
            ("earlier-2_year", "error-needs-four-digits"),
            ("finding-3", "error-finding-missing"),
            ("finding_result-4", "error-finding_result-missing"),
            ("therapy_kind-2", "error-therapy_kind-missing"),
            ("therapy_kind-3", "error-not-a-choice"),
            ("therapy_stop-3_month", "error-not-a-date"),
        ]
    );
}

#[test]
fn another_reading_of_the_time_to_relapse_needs_its_reason() {
    let read = |band: &'static str, reason: &'static str| {
        refused(move |answers| {
            answers.disease.own_band = band.to_owned();
            answers.disease.own_band_reason = reason.to_owned();
        })
    };
    assert!(read("late", "Treated by BFM").is_empty());
    for (band, reason, field, key) in [
        (
            "late",
            " ",
            "own_band_reason",
            "error-own_band_reason-missing",
        ),
        ("", "Treated by BFM", "own_band", "error-own_band-missing"),
        ("never", "", "own_band", "error-not-a-choice"),
    ] {
        assert_eq!(read(band, reason), [(field, key.to_owned())]);
    }
}

#[test]
fn residual_disease_is_read_as_laboratories_write_it() {
    for (typed, level) in [
        ("0.05", MrdLevel::Of(5_000)),
        ("0,05 %", MrdLevel::Of(5_000)),
        ("12", MrdLevel::Of(1_200_000)),
        ("< 0.01%", MrdLevel::Below(1_000)),
        (".00001", MrdLevel::Of(1)),
        ("100", MrdLevel::Of(10_000_000)),
    ] {
        let mut answers = least();
        answers.disease.mrd_percent = typed.to_owned();
        answers.disease.mrd_method = "ngs".to_owned();
        answers.disease.mrd_at_year = "2026".to_owned();
        let mrd = answers.disease.parse(TODAY).unwrap().mrd;
        assert!(mrd.level == Some(level), "{typed}");
        assert!(mrd.method == Some(MrdMethod::Ngs) && mrd.at.is_some());
    }
    let mut answers = least();
    answers.disease.mrd_none = "yes".to_owned();
    answers.disease.mrd_site = "csf".to_owned();
    let mrd = answers.disease.parse(TODAY).unwrap().mrd;
    assert!(mrd.level == Some(MrdLevel::NotDetected) && mrd.site == Some(MrdSite::Csf));
    for typed in ["100.1", "1e-4", "much", "-1", "0.000001", "<", "> 5"] {
        let wrong = refused(|answers| answers.disease.mrd_percent = typed.to_owned());
        let expected = ("mrd_percent", "error-mrd_percent".to_owned());
        assert_eq!(wrong, [expected], "{typed}");
    }
    let both = refused(|answers| {
        answers.disease.mrd_percent = "0.1".to_owned();
        answers.disease.mrd_none = "yes".to_owned();
        answers.disease.mrd_at_year = "2027".to_owned();
    });
    let expected = [
        ("mrd_percent", "error-mrd-both"),
        ("mrd_at_year", "error-in-the-future"),
    ];
    assert_eq!(both, expected.map(|(field, key)| (field, key.to_owned())));
}

#[test]
fn what_belongs_to_a_treatment_is_read_and_refused_beside_its_own_box() {
    let own = |texts: &[&str]| -> Vec<String> { texts.iter().map(|&text| text.into()).collect() };
    let mut answers = least();
    answers.treatment.therapy_kind = own(&["car_t", "transplant", "radiation"]);
    answers.treatment.therapy_target = own(&["cd19_cd22"]);
    answers.treatment.therapy_graft = own(&["", "haploidentical"]);
    answers.treatment.therapy_tbi = own(&["", "yes"]);
    answers.treatment.therapy_dose = own(&["", "1200 cGy", "23,4"]);
    answers.treatment.therapy_beam = own(&["", "", "proton"]);
    let treatment = answers.treatment.parse(false, TODAY).unwrap();
    let details: Vec<_> = treatment.therapies.iter().map(|one| &one.details).collect();
    assert_eq!(details[0].target, Some(CarTTarget::Cd19Cd22));
    assert_eq!(details[1].graft, Some(Graft::Haploidentical));
    assert_eq!(
        (details[1].dose, details[2].dose),
        (Some(1_200), Some(2_340))
    );
    assert_eq!(details[2].beam, Some(Beam::Proton));
    assert!(answers.remarks(TODAY).is_empty());
    answers.treatment.therapy_site = own(&["cranial"]);
    assert_eq!(answers.remarks(TODAY), [Remark::DetailsAgainstKind]);
    let wrong = refused(|answers| {
        answers.treatment.therapy_kind = own(&["transplant", "radiation", ""]);
        answers.treatment.therapy_gvhd = own(&["moon"]);
        answers.treatment.therapy_dose = own(&["", "1200"]);
        answers.treatment.therapy_target = own(&["", "", "cd19"]);
    });
    let expected = [
        ("therapy_gvhd", "error-not-a-choice"),
        ("therapy_dose-2", "error-therapy_dose"),
        ("therapy_kind-3", "error-therapy_kind-missing"),
    ];
    assert_eq!(wrong, expected.map(|(field, key)| (field, key.to_owned())));
    for typed in ["0", "0.05", "100.1", "18.123", "much", "-2"] {
        let wrong = refused(|answers| answers.treatment.therapy_dose = own(&[typed]));
        assert_eq!(wrong[0].0, "therapy_dose", "{typed}");
    }
}

#[test]
fn what_was_sent_by_the_first_questions_is_still_understood() {
    let stored = r#"{"form_version":1,"disease":{"letter":"Dear colleagues","cd19":"positive","mrd":"1e-4 by flow"},"treatment":{"therapy_note":["CD19"]},"attest":{"capacity":"treating"}}"#;
    let answers: DoctorAnswers = serde_json::from_str(stored).unwrap();
    assert!(answers.has_letter());
    assert_eq!(answers.disease.cd19, "positive");
    assert_eq!(answers.disease.mrd, "1e-4 by flow");
    assert_eq!(answers.treatment.therapies()[0].note, "CD19");
}

#[test]
fn a_row_more_is_shown_where_there_is_room() {
    let mut form = TreatmentForm::default();
    assert_eq!(form.makes_room(), None);
    for row in 2..=12 {
        "therapy".clone_into(&mut form.add);
        let control = form.makes_room();
        assert_eq!(control, Some(format!("therapy_kind-{row}")).as_deref());
        assert_eq!(form.therapies().len(), row);
        assert_eq!(form.add, "");
    }
    "therapy".clone_into(&mut form.add);
    assert_eq!(form.makes_room(), Some("therapy_kind-12"));
    assert!(!form.has_room() && form.therapies().len() == 12);
}

#[test]
fn dates_of_rows_that_do_not_fit_together_are_said_and_do_not_stand_in_the_way() {
    let mut answers = least();
    answers.disease.earlier_year = vec!["2019".to_owned()];
    answers.treatment.therapy_start_year = vec!["2022".to_owned()];
    answers.treatment.therapy_stop_year = vec!["2021".to_owned()];
    assert!(DoctorRequest::parse(&answers, TODAY).is_ok());
    let said = answers.remarks(TODAY);
    assert_eq!(
        said,
        [
            Remark::EarlierRelapseOutOfOrder,
            Remark::TreatmentEndsBeforeStart
        ]
    );
}

#[test]
fn a_letter_says_how_soon_and_today_can_only_make_it_sooner() {
    let letter = |urgency: &str| {
        by_letter(LetterForm {
            letter_file: "yes".to_owned(),
            letter_urgency: urgency.to_owned(),
            ..LetterForm::default()
        })
    };
    let unsaid = DoctorRequest::parse(&letter(""), TODAY).err().unwrap();
    assert_eq!(unsaid[0].0, Some(Section::Letter));
    let urgency = |answers: &DoctorAnswers| DoctorRequest::parse(answers, TODAY).unwrap().urgency();
    assert_eq!(urgency(&letter("within_72h")), Priority::Urgent);
    let mut both = letter("emergency");
    both.today = least().today;
    assert_eq!(urgency(&both), Priority::Emergency);
    assert!(both.is_emergency());
    let mut sooner = letter("standard");
    sooner.today = least().today;
    "intensive_care".clone_into(&mut sooner.today.whereabouts);
    "yes".clone_into(&mut sooner.today.transfer);
    assert_eq!(urgency(&sooner), Priority::Urgent);
}

#[test]
fn the_band_is_that_of_the_first_relapse() {
    let mut answers = least();
    "later_relapse".clone_into(&mut answers.disease.disease_status);
    let interval = |answers: &DoctorAnswers| {
        let disease = answers.disease.parse(TODAY).unwrap();
        let interval = disease.interval().unwrap();
        (interval.most, interval.band, disease.knows_first_relapse())
    };
    assert_eq!(interval(&answers), (73, Band::Open, false));
    answers.disease.diagnosis_month = "1".to_owned();
    answers.disease.earlier_month = vec!["6".to_owned(), "1".to_owned()];
    answers.disease.earlier_year = vec!["2024".to_owned(), "2022".to_owned()];
    answers.disease.earlier_site = vec!["cns".to_owned(), "marrow".to_owned()];
    assert_eq!(interval(&answers), (24, Band::Early, true));
}
