//! A doctor refers on a phone, in English with scripts and in Spanish without: every page on the way is looked at, with
//! its mistakes, and the case stands on the specialist's list.

use intake_desk::domain::staff::Role;
use intake_desk::support::words::{Language, Words};

use super::eye::{Eye, Kind};
use super::form::Hand::{self, Chooses, Ticks, Types};
use super::person::Person;
use crate::support::chrome::Look;
use crate::support::live::Live;

const SECTIONS: &[(&str, &[Hand])] = &[
    (
        "disease",
        &[
            Ticks("input[name=disease_status][value=first_relapse]"),
            Ticks("input[name=lineage][value=b]"),
            Ticks("input[name=sites][value=marrow]"),
            Types("#diagnosis", "5"),
            Types("#diagnosis-year", "2021"),
            Types("#relapse", "2"),
            Types("#relapse-year", "2026"),
        ],
    ),
    (
        "treatment",
        &[
            Chooses("#therapy_kind", "frontline"),
            Types("#therapy_name", "AALL1731"),
            Types("#therapy_start", "6"),
            Types("#therapy_start-year", "2021"),
            Ticks("main details > summary"),
            Chooses("#therapy_gvhd", "none"),
        ],
    ),
    (
        "you",
        &[
            Types("#clinician_name", "Dr. Íñigo Valdés"),
            Ticks("input[name=role][value=oncologist]"),
            Types("#institution", "Reading General"),
            Types("#clinician_phone", "610-555-0171"),
            Types("#clinician_email", "i.valdes@reading.example.org"),
            Ticks("input[name=reply_by][value=phone]"),
            Types("#npi", "1234567893"),
        ],
    ),
    (
        "patient",
        &[
            Types("#patient_given", "Anahí"),
            Types("#patient_family", "Quispe"),
            Types("#birth", "3"),
            Types("#birth-year", "2016"),
            Ticks("input[name=sex][value=female]"),
            Ticks("input[name=knows][value=call_me_first]"),
            Ticks("input[name=guardian][value=mother]"),
            Types("#guardian_name", "Rosalía Quispe"),
            Types("#guardian_phone", "215-555-0142"),
        ],
    ),
    (
        "today",
        &[
            Ticks("input[name=urgency][value=emergency]"),
            Types("#urgency_reason", "Fever, pressure falling."),
            Ticks("input[name=whereabouts][value=ward]"),
            Ticks("input[name=transfer][value=yes]"),
            Ticks("input[name=asks][value=car_t]"),
        ],
    ),
];

#[tokio::test]
async fn a_doctor_refers_in_english_with_scripts() {
    the_whole_way(Language::En, Look::PHONE, true).await;
}

#[tokio::test]
async fn a_doctor_refers_in_spanish_without_scripts() {
    let look = Look::PHONE.speaking("es").without_javascript();
    the_whole_way(Language::Es, look, false).await;
}

/// Opens the page of the referral, asks for a call, and finds the way back.
async fn follows(doctor: &Person<'_>, eye: &mut Eye, scripts: bool, name: &str) {
    doctor.press(".private-link a").await;
    doctor.goes_on().await;
    let born = [Types("#birth", "3"), Types("#birth-year", "2016")];
    doctor.gives(&born).await;
    doctor.goes_on().await;
    assert!(doctor.place().await.ends_with("/status"));
    if scripts {
        doctor.tick("main details > summary").await;
        eye.look(doctor, name).await;
    }
    doctor.fill("#call_added", "4 pm").await;
    doctor.press("form:has([value=call]) button").await;
    assert!(doctor.place().await.ends_with("/status?said=call"));
    assert!(doctor.has(".notice.ok").await);
}

/// One more treatment, an earlier relapse, papers and insurance: Enter goes on though "add another" stands before it.
async fn adds_to_the_optional(
    doctor: &Person<'_>,
    eye: &mut Eye,
    scripts: bool,
    home: &str,
    named: &(impl Fn(&str) -> String + Sync),
) {
    for (section, add, row) in [
        ("treatment", "therapy", "#therapy_kind-2"),
        ("disease", "finding", "#finding-2"),
        ("disease", "relapse", "#earlier-2"),
    ] {
        doctor.press(&format!(".tasks a[href$='/{section}']")).await;
        doctor.press(&format!("button[value={add}]")).await;
        assert!(doctor.has(row).await, "{row}");
        assert_eq!(format!("#{}", doctor.fragment().await), row);
        if scripts {
            eye.look(doctor, &named(&format!("{section}-{add}"))).await;
        }
        doctor.visit(&format!("{home}/doctor")).await;
    }
    for section in ["letter", "documents"] {
        doctor.press(&format!(".tasks a[href$='/{section}']")).await;
        if scripts {
            eye.look(doctor, &named(section)).await;
        }
        doctor.visit(&format!("{home}/doctor")).await;
    }
    doctor.press(".tasks a[href$='/documents']").await;
    doctor.fill("#member_id", "MEM-0042").await;
    doctor.enter().await;
    assert_eq!(doctor.place().await, format!("{home}/doctor"));
}

/// With scripts each page is looked at closely, for the look itself needs them.
async fn the_whole_way(language: Language, look: Look, scripts: bool) {
    let live = Live::open().await;
    let doctor = Person::at(&live, look).await;
    let (words, home) = (Words::of(language), format!("/{}", language.code()));
    let mut eye = Eye::on(Kind::Public);
    let named = |name: &str| format!("{}-doctor-{name}", language.code());
    doctor.visit(&home).await;
    doctor
        .press(&format!(".doors a[href='{home}/doctor']"))
        .await;
    if scripts {
        eye.look(&doctor, &named("list")).await;
    }
    for (section, answers) in SECTIONS {
        doctor.press(&format!(".tasks a[href$='/{section}']")).await;
        doctor.goes_on().await;
        assert!(doctor.has("#errors").await, "{section}");
        if scripts {
            eye.look(&doctor, &named(&format!("{section}-error"))).await;
        }
        doctor.gives(answers).await;
        if *section == "today" {
            assert!(
                doctor.text(".phone-now").await.contains("555"),
                "the number shows at once"
            );
        }
        if scripts {
            eye.look(&doctor, &named(section)).await;
        }
        doctor.goes_on().await;
        assert_eq!(doctor.place().await, format!("{home}/doctor"), "{section}");
        assert_eq!(doctor.fragment().await, "main");
    }
    assert!(
        doctor
            .text(".notice.error")
            .await
            .contains(&words.text("doctor-emergency-title"))
    );
    if scripts {
        eye.look(&doctor, &named("list-done")).await;
    }
    adds_to_the_optional(&doctor, &mut eye, scripts, &home, &named).await;
    doctor.press("main .actions a").await;
    doctor.goes_on().await;
    assert!(doctor.has("#errors").await, "without a signature");
    if scripts {
        eye.look(&doctor, &named("check")).await;
    }
    assert!(
        doctor
            .words()
            .await
            .contains(&words.text("doctor-band-late"))
    );
    doctor.tick("input[name=capacity][value=treating]").await;
    doctor.goes_on().await;
    assert_eq!(doctor.place().await, format!("{home}/doctor/sent"));
    assert_eq!(doctor.text("h1").await, words.text("doctor-sent-title"));
    if scripts {
        eye.look(&doctor, &named("sent")).await;
    }
    let reference = doctor.text(".receipt .ref").await;
    follows(&doctor, &mut eye, scripts, &named("referral")).await;
    doctor.visit(&format!("{home}/doctor/check")).await;
    assert_eq!(doctor.place().await, format!("{home}/doctor/sent"));
    doctor.signs_in(Role::Intake).await;
    doctor.visit("/staff/cases?source=doctor").await;
    assert!(doctor.words().await.contains(&reference));
    doctor.visit(&format!("/staff/cases/{reference}")).await;
    let case = doctor.words().await;
    for told in [
        "The family does not know",
        "Dr. Íñigo Valdés",
        "First relapse, B-cell",
        "Emergency",
    ] {
        assert!(case.contains(told), "{told} is not on the case");
    }
    eye.close();
}
