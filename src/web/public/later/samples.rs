//! The pages around a form's code, for the test that draws all pages.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::date;
use uuid::Uuid;

use super::pages::{ByMail, LaterPage, ResumePage, Saved, Told};
use super::{MeansForm, ResumeForm};
use crate::domain::request::{Asker, CallFirst, DraftKind, FieldErrors, ResumeCode};
use crate::web::page;
use crate::web::shell::PublicShell;

/// Returns the pages.
pub fn pages(shell: impl Fn() -> PublicShell) -> Vec<(String, Response)> {
    let (ok, none) = (StatusCode::OK, FieldErrors::default());
    let code = ResumeCode::parse("258B-EHMQ-TX").expect("a code");
    let mut wrong = FieldErrors::default();
    wrong.add_key("phone", "error-phone-or-email-missing");
    let until = date(2026, 4, 1);
    let mut drawn = Vec::new();
    for known in [[true, true], [true, false], [false, true], [false, false]] {
        let errors = if known == [false, false] {
            &wrong
        } else {
            &none
        };
        for (said, days) in [("code", 0), ("reminders", 0), ("reminders", 1), ("", 2)] {
            let by_mail = ByMail {
                reminders: [date(2026, 3, 3), date(2026, 3, 5)][..days].to_vec(),
                said: said.to_owned(),
            };
            let (kind, call_first) = match known {
                [true, true] => (DraftKind::Family, Some(CallFirst::Family(Asker::Family))),
                [true, false] => (DraftKind::Doctor, Some(CallFirst::Doctor)),
                _ => (DraftKind::Family, None),
            };
            let saved = Saved {
                kind,
                call_first,
                folder: "/en/family".to_owned(),
                code: code.clone(),
                way_back: ["/en/resume", "https://intake.example.org/en/resume"].map(str::to_owned),
                until,
                known,
                by_mail: known[1].then_some(by_mail),
            };
            let page = LaterPage::new(shell(), saved, MeansForm::default(), errors);
            let name = format!("later, {known:?}, {said} {days}");
            drawn.push((name, page::render(ok, &page)));
        }
    }
    let mut wrong = FieldErrors::default();
    wrong.add_key("code", "error-resume-not-found");
    for (name, errors, told) in [
        ("resume", &none, Some(Told::Cleared)),
        ("resume, dropped", &none, Some(Told::Dropped)),
        ("resume, stopped", &none, Some(Told::Stopped)),
        ("resume, reminded", &none, Some(Told::Reminded(Uuid::nil()))),
        ("resume, wrong", &wrong, None),
    ] {
        let form = ResumeForm {
            code: "<b>".to_owned(),
            means: "\"x\"".to_owned(),
        };
        let page = ResumePage::new(shell(), form, errors, told);
        drawn.push((name.to_owned(), page::render(ok, &page)));
    }
    drawn
}
