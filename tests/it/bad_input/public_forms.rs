//! Every form that a family or a doctor sends, filled in as it should be.

use intake_desk::domain::request::CONSENT_VERSION;
use intake_desk::domain::request::doctor::ATTESTATION_VERSION;

use super::Fields;
use crate::support::builders::PHONE;

/// Every public form with values that it takes.
pub const PUBLIC: &[(&str, Fields)] = &[
    (
        "/en/family/reach",
        &[
            ("asker", "family"),
            ("name", "Li"),
            ("phone", PHONE),
            ("email", "li@example.org"),
            ("best_way", "call"),
            ("best_time", "morning"),
            ("voicemail", "yes"),
        ],
    ),
    (
        "/en/family/language",
        &[
            ("spoken", "es"),
            ("spoken_other", "Mixteco"),
            ("written", "es"),
            ("interpreter", "not_sure"),
        ],
    ),
    (
        "/en/family/child",
        &[
            ("given_names", "Li"),
            ("family_names", "Na"),
            ("only_one_name", "yes"),
            ("name_used", "Na"),
            ("birth_month", "3"),
            ("birth_day", "14"),
            ("birth_year", "2016"),
            ("about_age", "9"),
            ("by_phone", "yes"),
        ],
    ),
    (
        "/en/family/relationship",
        &[("relation", "mother"), ("decides", "yes")],
    ),
    (
        "/en/family/situation",
        &[
            ("happened", "came_back_once"),
            ("place", "home"),
            ("first_told_month", "3"),
            ("first_told_year", "2023"),
            ("back_month", "May"),
            ("back_year", "2025"),
            ("told_sites", "marrow"),
            ("told_type", "b"),
            ("add", ""),
        ],
    ),
    (
        "/en/family/treatment",
        &[("treatments", "chemotherapy"), ("treatment_note", "hello")],
    ),
    (
        "/en/family/treating",
        &[
            ("doctor_name", "Li"),
            ("doctor_hospital", "Children's"),
            ("doctor_city", "Reading"),
            ("doctor_phone", PHONE),
            ("may_contact", "yes"),
        ],
    ),
    (
        "/en/family/help",
        &[
            ("kinds", "travel"),
            ("town", "Reading"),
            ("insurance", "none"),
            ("note", "hello"),
        ],
    ),
    (
        "/en/family/more",
        &[
            ("worry", "hello"),
            ("other_name", "Li"),
            ("other_relation", "father"),
            ("other_phone", PHONE),
            ("other_email", "li@example.org"),
            ("other_access", "yes"),
            ("not_share", "hello"),
        ],
    ),
    (
        "/en/family/check",
        &[("submission_key", ""), ("consent", CONSENT_VERSION)],
    ),
    ("/en/resume", &[("code", "258B-EHMQ-TX"), ("means", PHONE)]),
    (
        "/en/resume/stop",
        &[("reminder", "01930000-0000-7000-8000-000000000001")],
    ),
    ("/en/family/later/reminders", &[("remind", "yes")]),
    ("/en/doctor/later/reminders", &[("remind", "yes")]),
    (
        "/en/family/later",
        &[("phone", PHONE), ("email", "li@example.org")],
    ),
    (
        "/en/doctor/later",
        &[("phone", PHONE), ("email", "li@example.org")],
    ),
    (
        "/en/status/lost",
        &[("reference", "RL-7777-777"), ("means", PHONE)],
    ),
    (
        "/en/status/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        &[
            ("step", "answer"),
            ("birth_month", "3"),
            ("birth_day", "14"),
            ("birth_year", "2016"),
            ("phone_end", ""),
            ("email", ""),
        ],
    ),
    (
        "/en/call-me",
        &[
            ("submission_key", "3f1b3f9e-6f0c-4b1e-9d2c-0c8c8f6d2a10"),
            ("name", "Li"),
            ("phone", PHONE),
            ("spoken", "es"),
            ("spoken_other", "Mixteco"),
            ("best_time", "any"),
        ],
    ),
    (
        "/en/doctor/you",
        &[
            ("clinician_name", "Li"),
            ("role", "nurse"),
            ("institution", "Reading"),
            ("clinician_phone", PHONE),
            ("clinician_email", "li@example.org"),
            ("npi", "1234567893"),
            ("fax", PHONE),
            ("attending", "Na"),
            ("reply_by", "fax"),
            ("final_note", "the ward"),
        ],
    ),
    (
        "/en/doctor/patient",
        &[
            ("patient_given", "Li"),
            ("patient_family", "Na"),
            ("one_name", "yes"),
            ("birth_month", "3"),
            ("birth_day", "14"),
            ("birth_year", "2016"),
            ("sex", "unknown"),
            ("mrn", "A 17"),
            ("guardian", "mother"),
            ("guardian_name", "Bo"),
            ("guardian_phone", PHONE),
            ("guardian_email", "bo@example.org"),
            ("family_spoken", "es"),
            ("family_spoken_other", "Mixteco"),
            ("family_interpreter", "yes"),
            ("knows", "yes"),
        ],
    ),
    (
        "/en/doctor/disease",
        &[
            ("disease_status", "later_relapse"),
            ("relapse_number", "2"),
            ("lineage", "b"),
            ("icd", "C91.02"),
            ("sites", "marrow"),
            ("site_other", "knee"),
            ("diagnosis_month", "3"),
            ("diagnosis_day", "14"),
            ("diagnosis_year", "2020"),
            ("remission_month", "4"),
            ("remission_day", "1"),
            ("remission_year", "2021"),
            ("relapse_month", "1"),
            ("relapse_day", "2"),
            ("relapse_year", "2026"),
            ("marrow_class", "m3"),
            ("blasts", "60"),
            ("cns_class", "cns1"),
            ("mrd", "none"),
            ("cd19", "positive"),
            ("cd22", "dim"),
            ("genetics", "TP53"),
            ("letter", "hello"),
        ],
    ),
    (
        "/en/doctor/today",
        &[
            ("urgency", "within_72h"),
            ("urgency_reason", "fever"),
            ("whereabouts", "ward"),
            ("transfer", "yes"),
            ("asks", "trial"),
            ("trial", "any"),
            ("score", "70"),
            ("problems", "infection"),
            ("problems_note", "lines"),
            ("weight", "23.5"),
            ("fly", "ask_us"),
            ("changes", "blasts"),
        ],
    ),
    (
        "/en/doctor/check",
        &[
            ("submission_key", ""),
            ("version", ATTESTATION_VERSION),
            ("capacity", "acting_for"),
            ("clinician", "Na"),
        ],
    ),
];
