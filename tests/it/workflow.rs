//! A case walks: every edge of the table by the hands that may, the family's words beside it, and every other step
//! refused by the rules and by the database alike.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use intake_desk::domain::request::HelpKind;
use intake_desk::domain::status::{EDGES, Status, find_edge};
use intake_desk::support::words::{Language, Words};

use crate::support::app::App;
use crate::support::builders::{EMAIL, STAFF_WORDS, SentRequest, a_family};
use crate::support::client::{Browser, Page};

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
}

fn done(page: &Page) {
    assert_eq!(page.status, 303, "{}", page.text);
}

const WAIT: [(&str, &str); 2] = [("text", "two reports"), ("waiting_on", "doctor")];
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
    walk.calls("family").await;
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
    advised.calls("family").await;
    advised.goes("advice_given", &[]).await;
    advised.goes("in_review", &[]).await;
    advised.goes("decided", &ADVISE).await;
    advised.calls("family").await;
    advised.goes("advice_given", &[]).await;
    advised.goes("closed", &[("outcome", "advice_given")]).await;
    advised.goes("in_intake", &AGAIN).await;
    advised.goes("ready_for_review", &[]).await;
    advised.goes("in_review", &[]).await;
    advised.goes("decided", &REFUSE).await;
    advised.calls("family").await;
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
        walk.calls("family").await;
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

// ---- what the table does not have ---------------------------------------------------------------------------------

/// Puts the one case into a status past the trigger, as a mistake of a later program could.
fn place(status: Status) -> String {
    format!(
        "ALTER TABLE referrals DISABLE TRIGGER referrals_refuse_unknown_move;
         UPDATE referrals SET {};
         ALTER TABLE referrals ENABLE TRIGGER referrals_refuse_unknown_move",
        columns(status, "in_intake")
    )
}

/// The columns that a status needs.
fn columns(status: Status, held_from: &str) -> String {
    let outcome = if status == Status::Closed {
        "'duplicate'"
    } else {
        "NULL"
    };
    let held = if status == Status::OnHold {
        format!("'{held_from}'")
    } else {
        "NULL".to_owned()
    };
    format!(
        "status = '{status}', outcome = {outcome}, held_from = {held}, next_action = 'silence', due_at = now()"
    )
}

#[tokio::test]
async fn the_database_knows_the_same_table_and_refuses_every_other_step() {
    let app = App::start().await;
    let edges =
        "SELECT from_status || ' ' || to_status FROM status_edges WHERE only_for_outcome IS NULL";
    let stored: BTreeSet<String> = app.rows.texts(edges).await.into_iter().collect();
    let table: BTreeSet<String> = EDGES
        .iter()
        .map(|edge| format!("{} {}", edge.from, edge.to))
        .collect();
    assert_eq!(stored, table);

    a_family().sent(&app).await;
    for from in Status::ALL {
        for to in Status::ALL.iter().filter(|to| *to != from) {
            app.rows.run(&place(*from)).await.unwrap();
            let step = format!("UPDATE referrals SET {}", columns(*to, from.code()));
            let allowed = find_edge(*from, *to).is_some()
                && (*from != Status::OnHold || matches!(to, Status::InIntake | Status::Closed));
            if allowed {
                let done = app.rows.run(&step).await;
                assert!(done.is_ok(), "{from} -> {to}: {done:?}");
            } else {
                let refused = app.rows.refused(&step).await;
                assert_eq!(refused, "referrals_move_is_allowed", "{from} -> {to}");
            }
        }
    }
}

#[tokio::test]
async fn the_database_refuses_an_open_case_without_a_promise_and_an_end_without_a_reason() {
    let app = App::start().await;
    a_family().sent(&app).await;
    for (column, constraint) in [
        ("due_at = NULL", "referrals_open_has_next_step"),
        ("next_action = NULL", "referrals_open_has_next_step"),
        ("outcome = 'duplicate'", "referrals_closed_says_why"),
        ("held_from = 'in_intake'", "referrals_hold_remembers"),
    ] {
        let refused = app
            .rows
            .refused(&format!("UPDATE referrals SET {column}"))
            .await;
        assert_eq!(refused, constraint, "{column}");
    }
}

#[tokio::test]
async fn a_step_that_is_not_in_the_table_is_told_and_changes_nothing() {
    let app = App::start().await;
    let mut walk = Walk::taken(&app).await;
    let page = walk.case.page();
    for to in [
        "received",
        "in_review",
        "decided",
        "seen",
        "on_hold",
        "closed",
        "moon",
        "",
    ] {
        let fields = [("to", to), ("outcome", "duplicate"), ("text", STAFF_WORDS)];
        let refused = walk
            .team
            .supervisor
            .act(&page, "status-changes", &fields)
            .await;
        assert!(refused.status.is_client_error(), "{to}: {}", refused.status);
        assert_eq!(refused.texts("h1").len(), 1, "{to}");
        assert!(
            refused.text.contains(STAFF_WORDS),
            "{to}: the words are kept"
        );
        assert_eq!(app.case(&walk.case, "status").await, "received");
    }
    assert!(walked(&app).await.is_empty());
}

// ---- a death ------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn a_recorded_death_ends_all_post_and_quiets_the_page_from_any_status() {
    let app = App::start().await;
    let stops: [&[(&str, &[(&str, &str)])]; 4] = [
        &[],
        &[("in_intake", &[]), ("awaiting_information", &WAIT)],
        &[("in_intake", &[]), ("on_hold", &HOLD)],
        &[("in_intake", &[]), ("closed", &AWAY)],
    ];
    for stops in stops {
        let mut walk = Walk::taken(&app).await;
        for (to, said) in stops {
            walk.goes(to, said).await;
        }
        let page = walk.case.page();
        done(&walk.team.social.act(&page, "deaths", &[]).await);
        assert_eq!(app.case(&walk.case, "status").await, "closed");
        assert_eq!(app.case(&walk.case, "outcome").await, "died");
        let of_family = format!(
            "outbox WHERE contact_id IS NOT NULL AND status IN ('waiting', 'sending') AND referral_id = (SELECT id FROM referrals WHERE reference = '{}')",
            walk.case.reference
        );
        assert_eq!(app.rows.count(&of_family).await, 0);
        let quiet = walk.family.get("/en/family/sent").await;
        assert_eq!(quiet.words("h1"), "We are so sorry");
        assert!(!quiet.has(".promise") && !quiet.has(".steps"));
    }
    app.tick(60 * 24 * 30);
    app.raise_overdue().await;
    app.deliver_mail().await;
    assert_eq!(
        app.mail.to(EMAIL).len(),
        0,
        "every mail waited and was dropped"
    );
}

#[tokio::test]
async fn a_case_opened_again_after_a_death_stays_silent() {
    let app = App::start().await;
    let mut walk = Walk::taken(&app).await;
    let page = walk.case.page();
    done(&walk.team.intake.act(&page, "deaths", &[]).await);
    let again = [("to", "in_intake"), ("text", "letters for the school")];
    done(
        &walk
            .team
            .supervisor
            .act(&page, "status-changes", &again)
            .await,
    );
    app.tick(60 * 24 * 10);
    app.raise_overdue().await;
    app.deliver_mail().await;
    assert!(app.mail.to(EMAIL).is_empty());
    let quiet = walk.family.get("/en/family/sent").await;
    assert_eq!(quiet.words("h1"), "We are so sorry", "for ever");
}

// ---- two people at once -------------------------------------------------------------------------------------------

#[tokio::test]
async fn twenty_press_take_it_at_once_and_one_has_it() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let desks = [app.sign_in("intake").await, app.sign_in("intake2").await];
    let takes = (0..20).map(|n| {
        let (mut browser, page) = (desks[n % 2].clone(), case.page());
        async move {
            let taken = browser
                .act_upon(&page, "1", "assignments", &[("staff", "me")])
                .await;
            taken.status.as_u16()
        }
    });
    let mut statuses = join_all(takes).await;
    statuses.sort_unstable();
    assert_eq!(statuses[0], 303);
    assert!(
        statuses[1..].iter().all(|status| *status == 409),
        "{statuses:?}"
    );
    assert_eq!(app.rows.count("assignments").await, 1);
    assert_eq!(app.case(&case, "version").await, "2");
}

#[tokio::test]
async fn the_second_of_two_reads_both_texts_and_nothing_is_lost() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut first = app.sign_in("intake").await;
    let mut second = app.sign_in("supervisor").await;
    let page = second.get(&case.page()).await;
    let version = page.attr("input[name=version]", "value");
    done(
        &first
            .act(
                &case.page(),
                "notes",
                &[("body", "the aunt drives on Thursdays")],
            )
            .await,
    );
    let late = second
        .act_upon(&case.page(), &version, "notes", &[("body", STAFF_WORDS)])
        .await;
    assert_eq!(late.status, 409);
    assert_eq!(late.value("textarea[name=body]"), STAFF_WORDS);
    assert!(
        late.words(".timeline")
            .contains("the aunt drives on Thursdays")
    );
    assert_eq!(app.rows.count("notes").await, 1);
    let kept = [("body", STAFF_WORDS)];
    done(&second.answer(&late, &kept).await);
    assert_eq!(app.rows.count("notes").await, 2);
}

#[tokio::test]
async fn a_move_that_came_too_late_keeps_its_words() {
    let app = App::start().await;
    let mut walk = Walk::taken(&app).await;
    let page = walk.case.page();
    let old = walk.team.supervisor.get(&page).await;
    let version = old.attr("input[name=version]", "value");
    walk.goes("in_intake", &[]).await;
    let closes = [
        ("to", "closed"),
        ("outcome", "duplicate"),
        ("text", STAFF_WORDS),
    ];
    let late = walk
        .team
        .supervisor
        .act_upon(&page, &version, "status-changes", &closes)
        .await;
    assert_eq!(late.status, 409);
    assert!(late.text.contains(STAFF_WORDS));
    assert_eq!(app.case(&walk.case, "status").await, "in_intake");
    let chosen = late.all("input[name=outcome][checked]", |input| {
        input.attr("value").map(str::to_owned)
    });
    assert_eq!(chosen, [Some("duplicate".to_owned())]);
}
