//! The mail queue: what has not left, what could not be delivered and why. Whom a mail is for is said by role alone;
//! a case stands here by its reference alone.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use crate::db::mail::queue::{QueueFilter, QueuePart, QueuedMail};
use crate::domain::notice::Notice;
use crate::domain::staff::Actor;
use crate::usecases::mail::resend_mail::{ResendMailError, SeenMail};
use crate::usecases::mail::view_queue::QueuePage;
use crate::web::auth::SignedIn;
use crate::web::components::Choice;
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::page::{render, see};
use crate::web::shell::StaffShell;
use crate::web::staff::cases::LinkView;
use crate::web::staff::display::{MomentView, TagView, moments, words};
use crate::web::staff::today::bounded;
use crate::web::state::WebState;

/// Is the page of the mail queue.
#[derive(Template)]
#[template(path = "staff/admin/mail.html")]
pub struct MailPage {
    pub shell: StaffShell,
    pub done: String,
    pub refused: String,
    pub tiles: Vec<CountView>,
    pub parts: Vec<LinkView>,
    /// The part of this address, for the form that filters by notice.
    pub part: &'static str,
    pub notices: Vec<Choice>,
    pub time: String,
    pub here: String,
    pub rows: Vec<MailRow>,
    pub empty: &'static str,
    pub first: String,
    pub next: String,
    pub no_error: Option<String>,
}

/// Is one count.
pub struct CountView {
    pub label: &'static str,
    pub count: String,
    pub href: String,
    /// `alarm` or nothing.
    pub class: &'static str,
}

/// Is one mail of the queue.
pub struct MailRow {
    pub path: String,
    pub attempts: i32,
    pub about: String,
    pub reference: String,
    /// "Family", "Doctor", or a role.
    pub to: &'static str,
    pub state: TagView,
    pub tries: String,
    pub moment: MomentView,
    pub reply: String,
    pub can_resend: bool,
    pub can_set_aside: bool,
}

impl MailPage {
    /// Returns a made-up page.
    pub fn sample() -> Self {
        let query = QueueQuery::default();
        Self {
            shell: StaffShell::sample("admin"),
            done: "It is tried again at once.".into(),
            refused: String::new(),
            tiles: vec![CountView {
                label: "Given up",
                count: "1".into(),
                href: query.href(),
                class: "alarm",
            }],
            parts: query.parts(),
            part: query.part.code(),
            notices: query.notices(),
            time: "2:14 pm".into(),
            here: query.href(),
            rows: vec![MailRow {
                path: "/staff/admin/mail/x".into(),
                attempts: 3,
                about: "Receipt with the promise".to_owned(),
                reference: "RL-7KX2-94Q".into(),
                to: "Family",
                state: TagView::new("Given up", "error"),
                tries: "Tried 3 times".into(),
                moment: MomentView::sample("Today 2:10 pm"),
                reply: "550 5.1.1 <address> no such user".into(),
                can_resend: true,
                can_set_aside: true,
            }],
            empty: "",
            first: String::new(),
            next: String::new(),
            no_error: None,
        }
    }
}

/// The parts that are one press away, each with what an empty one says.
const PARTS: [(QueuePart, &str, &str); 5] = [
    (
        QueuePart::Unsent,
        "Not sent",
        "Every mail has left. Nothing waits and nothing was given up.",
    ),
    (
        QueuePart::Dead,
        "Given up",
        "No mail was given up. One that is refused for good stands here.",
    ),
    (
        QueuePart::Late,
        "Waiting too long",
        "No mail has waited longer than 10 minutes.",
    ),
    (
        QueuePart::Sending,
        "Being sent",
        "No mail is being sent at this moment.",
    ),
    (QueuePart::Sent, "Sent", "No mail has been sent yet."),
];

/// Is what an address of the queue asks for. What is not known is left out.
#[derive(Clone, Copy)]
struct QueueQuery {
    part: QueuePart,
    notice: Option<Notice>,
    after: Option<Uuid>,
}

impl Default for QueueQuery {
    fn default() -> Self {
        Self {
            part: QueuePart::Unsent,
            notice: None,
            after: None,
        }
    }
}

impl QueueQuery {
    fn parse(raw: &str) -> (Self, &'static str) {
        let pairs: Vec<(String, String)> = serde_html_form::from_str(raw).unwrap_or_default();
        let (mut query, mut done) = (Self::default(), "");
        for (name, value) in pairs.into_iter().take(10) {
            match (name.as_str(), value.as_str()) {
                ("part", code) => query.part = QueuePart::from_code(code).unwrap_or(query.part),
                ("notice", code) => query.notice = Notice::from_code(code),
                ("after", id) => query.after = id.parse().ok(),
                ("saved", "again") => done = "It is tried again at once.",
                ("saved", "aside") => done = "It is set aside and raises no alarm any more.",
                _ => {}
            }
        }
        (query, done)
    }

    fn href(&self) -> String {
        let mut pairs = vec![("part", self.part.code().to_owned())];
        if let Some(notice) = self.notice {
            pairs.push(("notice", notice.code().to_owned()));
        }
        if let Some(after) = self.after {
            pairs.push(("after", after.to_string()));
        }
        let query = serde_html_form::to_string(pairs).unwrap_or_default();
        format!("/staff/admin/mail?{query}")
    }

    fn at(part: QueuePart) -> String {
        Self {
            part,
            ..Self::default()
        }
        .href()
    }

    fn parts(&self) -> Vec<LinkView> {
        let link = |(part, label, _): &(QueuePart, &str, &str)| LinkView {
            label: (*label).to_owned(),
            href: Self {
                part: *part,
                after: None,
                ..*self
            }
            .href(),
            current: *part == self.part,
        };
        PARTS.iter().map(link).collect()
    }

    fn notices(&self) -> Vec<Choice> {
        let any = Choice::new("", "Any", self.notice.is_none());
        let one = |notice: &Notice| {
            let label = format!("{} ({})", words::notice(*notice), words::reader(*notice));
            Choice::new(notice.code(), label, self.notice == Some(*notice))
        };
        [any]
            .into_iter()
            .chain(Notice::ALL.iter().map(one))
            .collect()
    }
}

/// Is the mail that a button was pressed for, as it was seen.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeenForm {
    pub attempts: i32,
}

/// Shows the queue.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let (query, done) = QueueQuery::parse(raw.as_deref().unwrap_or_default());
    answer(&state, &actor, &query, done, "").await
}

/// Has a mail tried again.
pub async fn resend(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(mail): PathOf<Uuid>,
    Form(form): Form<SeenForm>,
) -> Result<Response, WebError> {
    let done = state.desk.resend_mail(&actor, form.seen(mail)).await;
    settle(&state, &actor, done, "again").await
}

/// Sets a mail aside that was given up.
pub async fn set_aside(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(mail): PathOf<Uuid>,
    Form(form): Form<SeenForm>,
) -> Result<Response, WebError> {
    let done = state.desk.set_mail_aside(&actor, form.seen(mail)).await;
    settle(&state, &actor, done, "aside").await
}

impl SeenForm {
    fn seen(&self, id: Uuid) -> SeenMail {
        SeenMail {
            id,
            attempts: self.attempts,
        }
    }
}

async fn settle(
    state: &WebState,
    actor: &Actor,
    done: Result<(), ResendMailError>,
    saved: &str,
) -> Result<Response, WebError> {
    match done {
        Ok(()) => Ok(see(&format!("/staff/admin/mail?saved={saved}#main"))),
        Err(ResendMailError::Forbidden) => Err(WebError::Forbidden),
        Err(ResendMailError::NotFound) => Err(WebError::NotFound),
        Err(ResendMailError::Db(error)) => Err(error.into()),
        Err(ResendMailError::Stale) => {
            let words = "That mail is not as you saw it any more: it was tried, taken up by the sender, or settled. This is the queue now.";
            answer(state, actor, &QueueQuery::default(), "", words).await
        }
    }
}

async fn answer(
    state: &WebState,
    actor: &Actor,
    query: &QueueQuery,
    done: &str,
    refused: &str,
) -> Result<Response, WebError> {
    let filter = QueueFilter {
        part: query.part,
        notice: query.notice,
        after: query.after,
    };
    let found = state
        .desk
        .view_queue(actor, filter)
        .await?
        .ok_or(WebError::Forbidden)?;
    let from = |after| QueueQuery { after, ..*query }.href();
    let last = found.rows.last().filter(|_| found.more);
    let status = if refused.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::CONFLICT
    };
    let page = MailPage {
        shell: state.staff_shell(actor, "admin"),
        done: done.to_owned(),
        refused: refused.to_owned(),
        tiles: tiles(&found),
        parts: query.parts(),
        part: query.part.code(),
        notices: query.notices(),
        time: moments::time_of_day(found.as_of, &state.zone),
        here: query.href(),
        rows: found
            .rows
            .iter()
            .map(|mail| row(mail, &found, state))
            .collect(),
        empty: PARTS
            .iter()
            .find(|(part, ..)| *part == query.part)
            .map_or("", |(_, _, empty)| empty),
        first: query.after.map(|_| from(None)).unwrap_or_default(),
        next: last.map(|mail| from(Some(mail.id))).unwrap_or_default(),
        no_error: None,
    };
    Ok(render(status, &page))
}

fn tiles(found: &QueuePage) -> Vec<CountView> {
    let tile = |label, count: i64, part, alarms: bool| CountView {
        label,
        count: bounded(count),
        href: QueueQuery::at(part),
        class: if alarms && count > 0 { "alarm" } else { "" },
    };
    let counts = found.counts;
    vec![
        tile("Waiting", counts.waiting, QueuePart::Unsent, false),
        tile("Being sent", counts.sending, QueuePart::Sending, false),
        tile("Waiting too long", counts.late, QueuePart::Late, true),
        CountView {
            count: bounded(counts.dead + counts.dead_of_forms),
            ..tile("Given up", counts.dead, QueuePart::Dead, true)
        },
    ]
}

fn row(mail: &QueuedMail, found: &QueuePage, state: &WebState) -> MailRow {
    let (dead, waiting) = (mail.status == "dead", mail.status == "waiting");
    // A mail of an unfinished form ends by itself: whoever wants it asks for it again.
    let of_case = mail.reference.is_some();
    let at = if waiting {
        mail.due_at
    } else {
        mail.settled_at.unwrap_or(mail.wanted_at)
    };
    MailRow {
        path: format!("/staff/admin/mail/{}", mail.id),
        attempts: mail.attempts,
        about: words::notice_of(&mail.notice),
        reference: mail.reference.clone().unwrap_or_default(),
        to: words::recipient(mail),
        state: match mail.status.as_str() {
            "dead" => TagView::new("Given up", "error"),
            "sending" => TagView::new("Being sent", "info"),
            _ => words::mail_state(&mail.status, false),
        },
        tries: match mail.attempts {
            0 => "Not tried yet".to_owned(),
            1 => "Tried once".to_owned(),
            many => format!("Tried {many} times"),
        },
        moment: MomentView {
            words: format!(
                "{}{}",
                match waiting {
                    true if mail.attempts == 0 => "Not before ",
                    true => "Next try ",
                    false => "",
                },
                moments::past(at, found.as_of, &state.zone).words
            ),
            ..moments::exact(at, &state.zone)
        },
        reply: mail.last_reply.clone().unwrap_or_default(),
        // A reminder that waits for its day is not offered: sent early it would confuse the family.
        can_resend: of_case && (dead || (waiting && mail.wanted_at <= found.as_of)),
        can_set_aside: of_case && dead,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_it_shows_and_nothing_else() {
        let raw = "part=dead&notice=family_receipt&after=01930000-0000-7000-8000-000000000001";
        let (query, done) = QueueQuery::parse(raw);
        assert_eq!(
            (query.part, query.notice, done),
            (QueuePart::Dead, Some(Notice::FamilyReceipt), "")
        );
        assert_eq!(query.href(), format!("/staff/admin/mail?{raw}"));
        let (odd, _) = QueueQuery::parse("part=lost&notice=x&after=y&colour=red");
        assert_eq!(odd.href(), "/staff/admin/mail?part=unsent");
    }
}
