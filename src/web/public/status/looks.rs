//! Who of us opened a request: by role, with the days.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::usecases::link::view_looks::Looks;
use crate::web::error::WebError;
use crate::web::page;
use crate::web::public::inside::shut_page;
use crate::web::public::visitor::Visitor;
use crate::web::shell::PublicShell;
use crate::web::state::WebState;

/// The days that are told of each role; older ones are only counted.
const DAYS_TOLD: usize = 5;

/// Who opened a request.
#[derive(Template)]
#[template(path = "public/status/looks.html")]
pub struct LooksPage {
    shell: PublicShell,
    reference: String,
    lines: Vec<LooksLine>,
}

/// One role.
struct LooksLine {
    who: String,
    days: String,
}

impl LooksPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, looks: &Looks) -> Self {
        let words = shell.words;
        let lines = looks.days.iter().map(|(role, days)| {
            let told = days.iter().take(DAYS_TOLD).map(|day| words.date(*day));
            let told = told.collect::<Vec<String>>().join("; ");
            let older = days.len().saturating_sub(DAYS_TOLD);
            LooksLine {
                who: words.text(&format!("looks-{role}")),
                days: match older {
                    0 => told,
                    1 => format!("{told}; {}", words.text("looks-older-one")),
                    older => {
                        let count = older.to_string();
                        let older = words.with("looks-older-many", &[("count", count.as_str())]);
                        format!("{told}; {older}")
                    }
                },
            }
        });
        Self {
            reference: looks.reference.to_string(),
            lines: lines.collect(),
            shell,
        }
    }

    fn say(&self, key: &str) -> String {
        self.shell.words.text(key)
    }
}

/// Shows who of us opened the request.
pub async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let zone = &state.settings.programme.zone;
    let looks = match &visitor.session {
        Some(session) => state.desk.view_looks(session, zone).await?,
        None => None,
    };
    let Some(looks) = looks else {
        return Ok(shut_page(&state, &visitor));
    };
    let page = LooksPage::new(visitor.shell(&state), &looks);
    Ok(page::render(StatusCode::OK, &page))
}
