//! A case walks: every edge of the table by the hands that may, the family's words beside it, and every other step
//! refused by the rules and by the database alike.

use std::collections::BTreeSet;

use intake_desk::domain::request::HelpKind;
use intake_desk::domain::status::EDGES;
use intake_desk::support::words::{Language, Words};

use crate::support::app::App;
use crate::support::builders::{EMAIL, STAFF_WORDS, SentRequest, a_family};
use crate::support::client::{Browser, Page};

mod death;
mod refused;
mod two_at_once;

/// Everybody who moves cases, at their desks.
struct Team {
    intake: Browser,
    supervisor: Browser,
    reviewer: Browser,
    coordinator: Browser,
    social: Browser,
}

impl Team {
    async fn of(app: &App) -> Self {
        Self {
            intake: app.sign_in("intake").await,
            supervisor: app.sign_in("supervisor").await,
            reviewer: app.sign_in("reviewer").await,
            coordinator: app.sign_in("coordinator").await,
            social: app.sign_in("social").await,
        }
    }

    /// Whose hands make a move, and what they say with it.
    fn hand(&mut self, to: &str) -> &mut Browser {
        match to {
            "in_review" | "decided" | "advice_given" => &mut self.reviewer,
            "conference" => &mut self.coordinator,
            "not_a_referral" | "received" => &mut self.supervisor,
            _ => &mut self.intake,
        }
    }
}

/// A case on its way, with the family that watches it.
struct Walk<'a> {
    app: &'a App,
    team: Team,
    case: SentRequest,
    family: Browser,
}

impl<'a> Walk<'a> {
    async fn begin(app: &'a App) -> Self {
        let case = a_family().asking_for(&[HelpKind::Travel]).sent(app).await;
        Self {
            app,
            team: Team::of(app).await,
            family: app.browser_of(&case),
            case,
        }
    }

    async fn taken(app: &'a App) -> Self {
        let mut walk = Self::begin(app).await;
        let page = walk.case.page();
        let me = [("staff", "me")];
        done(&walk.team.intake.act(&page, "assignments", &me).await);
        let social = [("duty", "social_worker"), ("staff", "me")];
        done(&walk.team.social.act(&page, "assignments", &social).await);
        walk
    }

    /// Makes a move and looks at what the family reads then.
    async fn goes(&mut self, to: &str, said: &[(&str, &str)]) {
        self.app.tick(1);
        let page = self.case.page();
        let fields: Vec<_> = [("to", to)].iter().chain(said).copied().collect();
        let hand = self.team.hand(to);
        let moved = hand.act(&page, "status-changes", &fields).await;
        assert_eq!(moved.status, 303, "{to}: {}", moved.text);
        assert_eq!(self.app.case(&self.case, "status").await, to);
        self.family_reads(to).await;
    }

    async fn family_reads(&mut self, status: &str) {
        let page = self.family.get("/es/family/sent").await;
        assert_eq!(page.status, 200, "{}", page.text);
        let words = Words::of(Language::Es);
        let told = self.app.case(&self.case, "decision_told_at").await;
        if status != "received" && (status != "decided" || told.is_empty()) {
            let sentence = words.text(&format!("status-family-{status}"));
            assert!(page.text.contains(&sentence), "{status}: {sentence}");
        }
        let promise = self.app.case(&self.case, "due_at").await;
        assert_eq!(page.has(".promise time"), !promise.is_empty(), "{status}");
    }

    async fn calls(&mut self, with: &str) {
        let page = self.case.page();
        let call = [("with", with), ("result", "reached"), ("said", STAFF_WORDS)];
        done(&self.team.intake.act(&page, "calls", &call).await);
    }

    async fn tells(&mut self) {
        let page = self.case.page();
        let call = [
            ("with", "family"),
            ("result", "reached"),
            ("said", STAFF_WORDS),
            ("decision_told", "yes"),
        ];
        done(&self.team.intake.act(&page, "calls", &call).await);
    }
}

fn done(page: &Page) {
    assert_eq!(page.status, 303, "{}", page.text);
}

const WAIT: [(&str, &str); 2] = [("text", "two reports"), ("waiting_on", "insurer")];
const HOLD: [(&str, &str); 2] = [("text", "a holiday"), ("date", "2026-03-10")];
const MEET: [(&str, &str); 1] = [("date", "2026-03-05")];
const VISIT: [(&str, &str); 1] = [("visit_at", "2026-03-20T10:30")];
const OFFER: [(&str, &str); 1] = [("decision", "offer_evaluation")];
const ADVISE: [(&str, &str); 1] = [("decision", "advice_to_local_team")];
const REFUSE: [(&str, &str); 2] = [("decision", "not_a_fit"), ("text", "other places")];
const AWAY: [(&str, &str); 1] = [("outcome", "family_chose_otherwise")];
const AGAIN: [(&str, &str); 1] = [("text", "they came back")];

/// The edges that the record says were walked.
async fn walked(app: &App) -> BTreeSet<(String, String)> {
    let moves = "SELECT (details->>'from') || ' ' || (details->>'to') FROM audit_events WHERE kind = 'status_moved'";
    let moves = app.rows.texts(moves).await;
    let pair = |text: &String| {
        let (from, to) = text.split_once(' ').unwrap();
        (from.to_owned(), to.to_owned())
    };
    moves.iter().map(pair).collect()
}

async fn to_a_visit_and_home(app: &App) {
    let mut walk = Walk::taken(app).await;
    walk.goes("in_intake", &[]).await;
    walk.calls("family").await;
    walk.goes("awaiting_information", &WAIT).await;
    walk.goes("in_intake", &[]).await;
    walk.goes("on_hold", &HOLD).await;
    walk.goes("in_intake", &[]).await;
    walk.goes("awaiting_information", &WAIT).await;
    walk.goes("on_hold", &HOLD).await;
    walk.goes("awaiting_information", &WAIT).await;
    walk.goes("ready_for_review", &[]).await;
    walk.goes("in_review", &[]).await;
    walk.team_moves_back().await;
    walk.goes("ready_for_review", &[]).await;
    walk.goes("in_review", &[]).await;
    walk.goes("conference", &MEET).await;
    walk.goes("decided", &OFFER).await;
    walk.tells().await;
    walk.goes("arranging", &[]).await;
    walk.goes("on_hold", &HOLD).await;
    walk.goes("arranging", &[]).await;
    walk.goes("visit_scheduled", &VISIT).await;
    walk.goes("arranging", &[]).await;
    walk.goes("visit_scheduled", &VISIT).await;
    walk.goes("seen", &[]).await;
    walk.goes("arranging", &[]).await;
    walk.goes("visit_scheduled", &VISIT).await;
    walk.goes("seen", &[]).await;
    let home = [("outcome", "evaluated_back_to_local")];
    walk.goes("closed", &home).await;
    walk.goes("in_intake", &AGAIN).await;
    walk.goes("closed", &AWAY).await;
}

impl Walk<'_> {
    /// The doctors send a case back for records: from their reading, and from their meeting.
    async fn team_moves_back(&mut self) {
        let page = self.case.page();
        let back: Vec<_> = [("to", "awaiting_information")]
            .iter()
            .chain(&WAIT)
            .copied()
            .collect();
        done(&self.team.reviewer.act(&page, "status-changes", &back).await);
        self.family_reads("awaiting_information").await;
        self.goes("ready_for_review", &[]).await;
        self.goes("in_review", &[]).await;
        self.goes("conference", &MEET).await;
        done(
            &self
                .team
                .coordinator
                .act(&page, "status-changes", &back)
                .await,
        );
    }
}

#[tokio::test]
async fn every_edge_of_the_table_is_walked_by_hand_and_the_family_can_follow() {
    let app = App::start().await;
    to_a_visit_and_home(&app).await;

    let mut advised = Walk::taken(&app).await;
    for (to, said) in [
        ("in_intake", &[][..]),
        ("ready_for_review", &[]),
        ("in_review", &[]),
    ] {
        advised.goes(to, said).await;
    }
    advised.goes("decided", &ADVISE).await;
    advised.tells().await;
    advised.goes("advice_given", &[]).await;
    advised.goes("in_review", &[]).await;
    advised.goes("decided", &ADVISE).await;
    advised.tells().await;
    advised.goes("advice_given", &[]).await;
    advised.goes("closed", &[("outcome", "advice_given")]).await;
    advised.goes("in_intake", &AGAIN).await;
    advised.goes("ready_for_review", &[]).await;
    advised.goes("in_review", &[]).await;
    advised.goes("decided", &REFUSE).await;
    advised.tells().await;
    advised.goes("closed", &[("outcome", "declined")]).await;

    for stops in [&["awaiting_information"][..], &["on_hold"]] {
        let mut walk = Walk::taken(&app).await;
        walk.goes("in_intake", &[]).await;
        for stop in stops {
            let said = if *stop == "on_hold" { &HOLD } else { &WAIT };
            walk.goes(stop, said).await;
        }
        walk.goes("closed", &AWAY).await;
    }
    for last in ["arranging", "visit_scheduled"] {
        let mut walk = Walk::taken(&app).await;
        walk.goes("in_intake", &[]).await;
        walk.goes("ready_for_review", &[]).await;
        walk.goes("in_review", &[]).await;
        walk.goes("decided", &OFFER).await;
        walk.tells().await;
        walk.goes("arranging", &[]).await;
        if last == "visit_scheduled" {
            walk.goes(last, &VISIT).await;
        }
        walk.goes("closed", &AWAY).await;
    }

    let mut spam = Walk::begin(&app).await;
    let page = spam.case.page();
    done(
        &spam
            .team
            .intake
            .act(&page, "no-referral-proposals", &[])
            .await,
    );
    spam.goes("not_a_referral", &[]).await;
    spam.goes("received", &[]).await;

    let table: BTreeSet<_> = EDGES
        .iter()
        .map(|edge| (edge.from.to_string(), edge.to.to_string()))
        .collect();
    let walked = walked(&app).await;
    let missing: Vec<_> = table.difference(&walked).collect();
    assert!(missing.is_empty(), "not walked: {missing:?}");
    assert!(walked.is_subset(&table));
    app.deliver_mail().await;
    assert!(app.mail.to(EMAIL).len() > 20);
}
