//! Every page of the doctor's form with something wrong, or something typed, in it: for the test that draws all pages.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Zoned;
use jiff::civil::date;

use super::check::CheckPage;
use super::frame::{PhysicianLine, Place};
use super::list::ListPage;
use super::receipt::SentPage;
use super::{pages, summary};
use crate::domain::request::FieldErrors;
use crate::domain::request::doctor::{DoctorAnswers, DoctorRequest, Section};
use crate::web::page;
use crate::web::public::sent::PrivateLink;
use crate::web::shell::PublicShell;

fn place(emergency: bool) -> Place {
    let now = date(2026, 3, 2)
        .at(14, 0, 0, 0)
        .to_zoned(jiff::tz::TimeZone::UTC);
    let now: Zoned = now.expect("a moment");
    Place {
        line: line(),
        from_check: emergency,
        saved_at: Some(now.clone()),
        now,
        emergency,
        mark: Some("0a1b2c3d".to_owned()),
        seen: "c2VlbgA".to_owned(),
        sent_before: emergency,
    }
}

fn line() -> PhysicianLine {
    PhysicianLine {
        phone: "215-555-0101".to_owned(),
        href: "tel:+12155550101".to_owned(),
    }
}

/// Something typed in every section, not all of it right.
fn answers() -> DoctorAnswers {
    let mut answers = DoctorAnswers::default();
    answers.you.clinician_name = "<b>Zaphira</b>".to_owned();
    answers.you.npi = "1234567890".to_owned();
    answers.patient.birth_month = "13".to_owned();
    answers.patient.birth_year = "2016".to_owned();
    answers.patient.guardian = "king".to_owned();
    answers.disease.disease_status = "first_relapse".to_owned();
    answers.disease.lineage = "b".to_owned();
    answers.disease.sites = vec!["marrow".to_owned(), "moon".to_owned()];
    answers.disease.diagnosis_year = "20".to_owned();
    answers.disease.finding = vec!["moon".to_owned(), "tp53".to_owned()];
    answers.disease.earlier_site = vec!["marrow".to_owned(), "moon".to_owned()];
    answers.disease.own_band = "moon".to_owned();
    answers.disease.own_band_reason = "<b>BFM</b>".to_owned();
    answers.disease.mrd_percent = "<b>".to_owned();
    answers.disease.mrd_none = "moon".to_owned();
    answers.disease.mrd_at_year = "20".to_owned();
    answers.disease.mrd = "1e-4 by <b>flow</b>".to_owned();
    answers.treatment.therapy_kind = vec!["moon".to_owned(), "car_t".to_owned()];
    answers.treatment.therapy_start_year = vec!["20".to_owned()];
    answers.treatment.therapy_dose = vec!["<b>".to_owned(), "18".to_owned()];
    answers.treatment.therapy_gvhd = vec!["moon".to_owned(), "none".to_owned()];
    answers.documents.payer_type = "moon".to_owned();
    answers.today.allergies = "<b>latex</b>".to_owned();
    answers.today.isolation = vec!["contact".to_owned(), "none".to_owned()];
    answers.today.line = "moon".to_owned();
    answers.letter.letter_file = "moon".to_owned();
    answers.today.urgency = "emergency".to_owned();
    answers.today.weight = "heavy".to_owned();
    answers
}

/// Returns the pages.
pub fn pages(shell: impl Fn() -> PublicShell) -> Vec<(String, Response)> {
    let (ok, answers) = (StatusCode::OK, answers());
    let today = date(2026, 3, 2);
    let mut drawn = Vec::new();
    for section in Section::ALL {
        for (emergency, errors) in [
            (false, FieldErrors::default()),
            (true, answers.check(*section, today)),
        ] {
            let page = pages::render(ok, shell(), &place(emergency), *section, &answers, &errors);
            drawn.push((format!("doctor, {section}, {emergency}"), page));
        }
    }
    for (name, answers) in [
        ("empty", DoctorAnswers::default()),
        ("begun", answers.clone()),
    ] {
        let list = ListPage::new(shell(), &place(name == "begun"), &answers);
        drawn.push((format!("doctor, {name}"), page::render(ok, &list)));
    }
    let refused = DoctorRequest::parse(&answers, today)
        .err()
        .unwrap_or_default();
    let check = CheckPage::new(shell(), &place(true), &answers, "key", &refused);
    drawn.push(("doctor, check".to_owned(), page::render(ok, &check)));
    let sent = SentPage {
        line: line(),
        emergency: true,
        reference: "RL-7KX2-94Q".to_owned(),
        promise: Some(("Tuesday".to_owned(), "2026-03-03T22:00:00Z".to_owned())),
        late: Some("late".to_owned()),
        next: vec!["next".to_owned()],
        letter_to_come: true,
        link: Some(PrivateLink {
            path: "/en/status/token".to_owned(),
            url: "https://desk.example.org/en/status/token".to_owned(),
            takes_papers: true,
        }),
        sent_on: "then".to_owned(),
        sections: summary::sections(shell().words, &answers, today),
        shell: shell(),
    };
    drawn.push(("doctor, sent".to_owned(), page::render(ok, &sent)));
    drawn
}
