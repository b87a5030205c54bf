//! The page of a referral with everything in it: for the test that draws all pages.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::AskForm;
use super::pages::{ReferralFacts, ReferralPage};
use crate::db::letter::Letter;
use crate::domain::letter::LetterKind;
use crate::domain::paper::{AskState, PaperAsk, PaperKind, PaperSender};
use crate::domain::person::{FreeText, ParseError};
use crate::domain::reference::Reference;
use crate::domain::referral::CaseFacts;
use crate::domain::request::FieldErrors;
use crate::domain::request::doctor::DoctorAnswers;
use crate::domain::staff::StaffId;
use crate::domain::status::{Status, WaitingOn};
use crate::usecases::letter::confirm_referral::SentReferral;
use crate::usecases::letter::read_letter::DoctorView;
use crate::web::page;
use crate::web::public::inside::Invitation;
use crate::web::shell::PublicShell;

/// The page in every status, with every letter, and with each mistake.
pub fn pages(shell: impl Fn() -> PublicShell) -> Vec<(String, Response)> {
    let form = AskForm {
        key: "key".to_owned(),
        ask: "cancel".to_owned(),
        added: "<b>typed</b>".to_owned(),
    };
    let draw = |view: &DoctorView, errors: &FieldErrors, done: Option<&str>| {
        let page = ReferralPage::new(shell(), view, &facts(view), &form, errors);
        page::render(StatusCode::OK, &page.after(done))
    };
    let none = FieldErrors::default();
    let mut pages = Vec::new();
    for (status, waiting) in Status::ALL.iter().zip(WaitingOn::ALL.iter().cycle()) {
        let page = draw(&view(*status, *waiting), &none, Some("call"));
        pages.push((format!("referral, {status}"), page));
    }
    let stands = view(Status::InReview, WaitingOn::Us);
    pages.push((
        "referral, cancel".to_owned(),
        draw(&stands, &none, Some("cancel")),
    ));
    let mut died = view(Status::Closed, WaitingOn::Nobody);
    died.died = true;
    pages.push(("referral, died".to_owned(), draw(&died, &none, None)));
    for field in ["call_added", "cancel_added"] {
        let mut errors = FieldErrors::default();
        errors.add(field, ParseError::TooLong { max: 3_500 });
        pages.push((format!("referral, {field}"), draw(&stands, &errors, None)));
    }
    pages
}

fn facts(view: &DoctorView) -> ReferralFacts {
    let at = Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC);
    ReferralFacts {
        received_at: at.clone(),
        promise: Some(at.clone()),
        missed: Some(at.clone()),
        visit: Some(at.clone()),
        released: view.letters.iter().map(|_| at.clone()).collect(),
        confirmed: (view.status == Status::Seen).then(|| at.clone()),
        now: at,
        zone: "America/New_York".to_owned(),
        phone: "215-555-0199".to_owned(),
        phone_href: "tel:+12155550199".to_owned(),
        key: "key".to_owned(),
        invite: Invitation::sample(),
    }
}

fn view(status: Status, waiting_on: WaitingOn) -> DoctorView {
    let letter = |kind: &LetterKind| Letter {
        id: Uuid::nil(),
        kind: *kind,
        body: "Dear <b>Dr.</b> Vrabel".to_owned(),
        released_by: StaffId(Uuid::nil()),
        released_at: Timestamp::UNIX_EPOCH,
        opened_at: None,
    };
    let ask = |said_sent_at| PaperAsk {
        id: Uuid::nil(),
        kind: PaperKind::Hla,
        what: FreeText::parse("<b>of</b> the sister", 120).ok(),
        sender: PaperSender::Doctor,
        state: AskState::Missing,
        asked_at: Timestamp::UNIX_EPOCH,
        said_sent_at,
        reason: None,
    };
    DoctorView {
        reference: Reference::fresh("RL"),
        facts: CaseFacts::default(),
        status,
        died: false,
        waiting_on,
        promise_due_at: None,
        missed_since: None,
        meeting_on: Some(date(2026, 3, 12)),
        visit_at: None,
        received_at: Timestamp::UNIX_EPOCH,
        asks: [None, Some(Timestamp::UNIX_EPOCH)].map(ask).to_vec(),
        letters: LetterKind::ALL.iter().map(letter).collect(),
        unread: 2,
        sent: (status != Status::Closed).then(|| SentReferral {
            in_your_name: [Status::Seen, Status::Received].contains(&status),
            answers: DoctorAnswers::default(),
            received_at: Timestamp::UNIX_EPOCH,
            confirmed_at: None,
        }),
    }
}
