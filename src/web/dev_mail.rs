//! The demo's mailbox page: every mail as text, HTML and raw. Exists in the demo only.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use mail_parser::{Address, Message, MessageParser};
use uuid::Uuid;

use super::error::WebError;
use super::form::PathOf;
use super::page;
use super::shell::StaffShell;
use super::state::WebState;
use crate::usecases::mail::view_mailbox::DemoMail;

#[derive(Template)]
#[template(path = "dev/mailbox.html")]
struct MailboxPage {
    shell: StaffShell,
    mails: Vec<MailLine>,
}

struct MailLine {
    id: Uuid,
    to: String,
    subject: String,
    at: String,
}

#[derive(Template)]
#[template(path = "dev/mail.html")]
struct MailPage {
    shell: StaffShell,
    line: MailLine,
    from: String,
    text: String,
}

/// Lists the mails, newest first.
pub async fn list(State(state): State<WebState>) -> Result<Response, WebError> {
    let mails = state.desk.list_demo_mails().await?;
    let mails = mails.iter().map(|mail| line(&state, mail)).collect();
    Ok(page::render(
        StatusCode::OK,
        &MailboxPage {
            shell: StaffShell::signed_out(&state),
            mails,
        },
    ))
}

/// Shows one mail as text.
pub async fn show(
    State(state): State<WebState>,
    PathOf(id): PathOf<Uuid>,
) -> Result<Response, WebError> {
    let mail = find(&state, id).await?;
    let shown = MailPage {
        shell: StaffShell::signed_out(&state),
        line: line(&state, &mail),
        from: parsed(&mail)
            .and_then(|message| message.from().map(people))
            .unwrap_or_default(),
        text: parsed(&mail)
            .and_then(|message| message.body_text(0).map(std::borrow::Cow::into_owned))
            .unwrap_or_default(),
    };
    Ok(page::render(StatusCode::OK, &shown))
}

/// Shows the HTML of a mail, with nothing allowed but its own style.
pub async fn html(
    State(state): State<WebState>,
    PathOf(id): PathOf<Uuid>,
) -> Result<Response, WebError> {
    let mail = find(&state, id).await?;
    let text = parsed(&mail)
        .and_then(|message| message.body_html(0).map(std::borrow::Cow::into_owned))
        .ok_or(WebError::NotFound)?;
    let mut response = page::html(StatusCode::OK, text);
    let policy = HeaderValue::from_static(
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-popups",
    );
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// Shows a mail as it would have left.
pub async fn raw(
    State(state): State<WebState>,
    PathOf(id): PathOf<Uuid>,
) -> Result<Response, WebError> {
    let mail = find(&state, id).await?;
    let mut response = (StatusCode::OK, mail.raw).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    Ok(response)
}

async fn find(state: &WebState, id: Uuid) -> Result<DemoMail, WebError> {
    state
        .desk
        .view_demo_mail(id)
        .await?
        .ok_or(WebError::NotFound)
}

fn parsed(mail: &DemoMail) -> Option<Message<'_>> {
    MessageParser::default().parse(mail.raw.as_bytes())
}

fn people(addresses: &Address<'_>) -> String {
    let shown = addresses
        .iter()
        .map(|one| match (one.name(), one.address()) {
            (Some(name), Some(address)) => format!("{name} <{address}>"),
            (_, address) => address.unwrap_or_default().to_owned(),
        });
    shown.collect::<Vec<_>>().join(", ")
}

fn line(state: &WebState, mail: &DemoMail) -> MailLine {
    let message = parsed(mail);
    MailLine {
        id: mail.id,
        to: message
            .as_ref()
            .and_then(|message| message.to().map(people))
            .unwrap_or_default(),
        subject: message
            .as_ref()
            .and_then(Message::subject)
            .unwrap_or_default()
            .to_owned(),
        at: state
            .local(mail.at)
            .strftime("%b %-d, %Y, %-I:%M %P")
            .to_string(),
    }
}
