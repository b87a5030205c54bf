//! The page of a thread with everything in it: for the test that draws all pages.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use uuid::Uuid;

use super::TalkForm;
use super::pages::TalkPage;
use crate::domain::message::Message;
use crate::domain::person::ParseError;
use crate::domain::reference::Reference;
use crate::domain::request::FieldErrors;
use crate::domain::staff::StaffId;
use crate::usecases::message::read_thread::OwnThread;
use crate::web::page;
use crate::web::shell::PublicShell;

/// The page with messages of both sides, empty, and with each mistake.
pub fn pages(shell: impl Fn() -> PublicShell) -> Vec<(String, Response)> {
    let staff = Uuid::from_u128(7);
    let message = |staff: Option<Uuid>| Message {
        id: Uuid::nil(),
        staff: staff.map(StaffId),
        body: "<b>Will it</b>\nhurt?".to_owned(),
        written_at: Timestamp::UNIX_EPOCH,
    };
    let thread = OwnThread {
        by_doctor: false,
        reference: Reference::fresh("RL"),
        messages: vec![
            message(None),
            message(Some(staff)),
            message(Some(Uuid::from_u128(8))),
        ],
        names: BTreeMap::from([(staff, "Jordan <i>Rivera</i>".to_owned())]),
        answer_due_at: Some(Timestamp::UNIX_EPOCH),
        next_due_at: Timestamp::UNIX_EPOCH,
    };
    let empty = OwnThread {
        by_doctor: true,
        messages: Vec::new(),
        answer_due_at: None,
        ..thread.clone()
    };
    let form = TalkForm {
        key: "key".to_owned(),
        text: "<b>typed</b>".to_owned(),
    };
    let draw = |thread: &OwnThread, errors: &FieldErrors, done: Option<&str>| {
        let page = TalkPage::new(shell(), thread, "America/New_York", &form, errors);
        page::render(StatusCode::OK, &page.after(done))
    };
    let none = FieldErrors::default();
    let mut pages = vec![
        ("talk".to_owned(), draw(&thread, &none, Some("sent"))),
        ("talk, empty".to_owned(), draw(&empty, &none, None)),
    ];
    for error in [ParseError::Missing, ParseError::TooLong { max: 4_000 }] {
        let mut errors = FieldErrors::default();
        errors.add("text", error);
        pages.push((format!("talk, {error:?}"), draw(&thread, &errors, None)));
    }
    pages
}
