//! Made-up volume is like the rest: whole cases in all states, sealed, found by name, opened on the case page; and no
//! other database than a demo's takes it.

use std::sync::Arc;

use intake_desk::demo::volume::{answers_of, fill, referral_of};
use intake_desk::domain::request::FamilyRequest;
use intake_desk::domain::request::doctor::DoctorRequest;
use intake_desk::domain::status::Status;
use jiff::civil::date;

use crate::support::app::App;

const CASES: u32 = 160;

async fn filled(app: &App) {
    let stage = Arc::new(app.desk.find_stage().await.unwrap().unwrap());
    let added = fill(&app.desk, &stage, 0, CASES).await.unwrap();
    assert_eq!(added, CASES, "every family's form is taken");
    let again = fill(&app.desk, &stage, 0, CASES).await.unwrap();
    assert_eq!(again, 0, "what is there is not added again");
}

#[tokio::test]
async fn made_up_cases_are_whole_and_stand_in_all_states() {
    let app = App::start().await;
    filled(&app).await;
    let states = app
        .rows
        .texts("SELECT DISTINCT status FROM referrals")
        .await;
    // One of ten is open; among 20,000 all states stand.
    assert!(states.len() >= 6, "{states:?} of {:?}", Status::ALL);
    let report = app.desk.verify_audit().await.unwrap();
    assert!(report.holes.is_empty(), "{:?}", report.holes);
    for (what, none) in [
        (
            "clocks c JOIN referrals r ON r.id = c.referral_id WHERE r.status = 'closed' AND c.stopped_at IS NULL",
            "an ended case has no running clock",
        ),
        (
            "outbox WHERE status = 'waiting' AND due_at < '2026-03-02 15:00+00'",
            "what was due has left",
        ),
        (
            "referrals r WHERE (SELECT count(*) FROM audit_events e WHERE e.referral_id = r.id) < r.version",
            "each change has its event",
        ),
        (
            "referrals WHERE received_at > '2026-03-02 15:00+00' OR closed_at > '2026-03-02 15:00+00'",
            "nothing lies in the future",
        ),
        (
            "referrals WHERE cardinality(search_tokens) > 64",
            "tokens are bounded",
        ),
        (
            "referrals r WHERE NOT EXISTS (SELECT FROM contacts c WHERE c.referral_id = r.id)",
            "somebody can be called",
        ),
    ] {
        assert_eq!(app.rows.count(what).await, 0, "{none}");
    }
    // What was missed before is raised already: the clock finds nothing new.
    assert_eq!(app.raise_overdue().await, 0);
}

#[test]
fn every_made_up_form_is_taken() {
    for number in 0..3_000 {
        let days = jiff::Span::new().days(number % 365);
        let today = date(2026, 1, 1) + days;
        let number = u32::try_from(number).unwrap();
        let family = FamilyRequest::parse(&answers_of(number, today), today);
        assert!(family.is_ok(), "family {number}");
        let doctor = DoctorRequest::parse(&referral_of(number, today), today);
        assert!(doctor.is_ok(), "doctor {number}");
    }
}

#[tokio::test]
async fn a_made_up_case_is_found_by_its_childs_name_and_opens() {
    let app = App::start().await;
    filled(&app).await;
    let mut browser = app.sign_in("supervisor").await;
    for number in [3, 17, 58] {
        let child = answers_of(number, date(2026, 3, 2)).child;
        let name = format!("{} {}", child.given_names, child.family_names);
        let terms = [("terms", name.as_str())];
        let kept = browser.post("/staff/searches", &terms).await;
        let found = browser.follow(&kept).await;
        assert!(found.text.contains(&child.given_names), "{name} is found");
    }
    for state in ["received", "closed", "awaiting_information"] {
        let one = format!("SELECT reference FROM referrals WHERE status = '{state}' LIMIT 1");
        let reference = app.rows.text(&one).await;
        let page = browser.get(&format!("/staff/cases/{reference}")).await;
        assert!(page.text.contains(&reference), "{state}");
    }
}

#[tokio::test]
async fn a_reference_that_is_somebodys_already_is_drawn_again() {
    let app = App::start().await;
    let taken = "CREATE SEQUENCE drawn;
        CREATE FUNCTION taken() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF nextval('drawn') = 7 THEN
               RAISE unique_violation USING CONSTRAINT = 'referrals_reference_is_unique';
           END IF; RETURN NEW; END $$;
        CREATE TRIGGER taken BEFORE INSERT ON referrals FOR EACH ROW EXECUTE FUNCTION taken();";
    app.rows.run(taken).await.unwrap();
    filled(&app).await;
}

#[tokio::test]
async fn a_production_database_takes_no_made_up_case() {
    let app = App::start().await;
    let production = "UPDATE desk_facts SET value = 'production' WHERE name = 'environment'";
    app.rows.run(production).await.unwrap();
    let stage = Arc::new(app.desk.find_stage().await.unwrap().unwrap());
    let refused = fill(&app.desk, &stage, 0, CASES).await.unwrap_err();
    assert!(
        refused.is_constraint("referrals_move_is_allowed"),
        "{refused}"
    );
    assert_eq!(app.rows.count("referrals").await, 0);
}

#[tokio::test]
async fn lists_and_searches_read_a_large_table_by_its_indexes() {
    let app = App::start().await;
    filled(&app).await;
    // Thousands more that have ended: they make the table large, as time does.
    let more = "BEGIN; SET LOCAL intake_desk.filling = 'on';
         INSERT INTO referrals (id, reference, source, status, outcome, priority, waiting_on, fallback_owner_id, language, received_at, closed_at, child, search_tokens)
         SELECT gen_random_uuid(), 'XX-' || n, 'family', 'closed', 'duplicate', 'standard', 'nobody', s.id, 'en',
                '2001-01-01', '2001-02-01', decode(repeat('5a', 300), 'hex'), ARRAY[n, n + 1, n + 2]
         FROM generate_series(1, 40000) n, (SELECT id FROM staff WHERE is_fallback_owner) s;
         COMMIT";
    app.rows.run(more).await.unwrap();
    // And open ones by the hundred, all due later than those of the first page: the planner counts on all of them.
    let open = "BEGIN; SET LOCAL intake_desk.filling = 'on';
         INSERT INTO referrals (id, reference, source, status, priority, waiting_on, fallback_owner_id, language, next_action, due_at, received_at, child, search_tokens)
         SELECT gen_random_uuid(), 'YY-' || n, 'family', 'received', 'standard', 'us', s.id, 'en',
                'first_contact', '2031-01-01', '2001-01-01', decode(repeat('5a', 300), 'hex'), ARRAY[n]
         FROM generate_series(1, 600) n, (SELECT id FROM staff WHERE is_fallback_owner) s;
         COMMIT";
    app.rows.run(open).await.unwrap();
    app.rows.run("VACUUM (ANALYZE)").await.unwrap();
    let mut browser = app.sign_in("intake").await;
    let scans = "SELECT seq_scan::text FROM pg_stat_user_tables WHERE relname = 'referrals'";
    // Connections tell late what they did to fill the table: a page that reads it all does so each time.
    for path in ["/staff/cases", "/staff", "/staff/cases?owner=me"] {
        let before = settled(&app, scans).await;
        for _ in 0..VISITS {
            browser.get(path).await;
        }
        let more = settled(&app, scans).await - before;
        assert!(more < VISITS, "{path} reads the whole table: {more} times");
    }
    let before = settled(&app, scans).await;
    for _ in 0..VISITS {
        let kept = browser
            .post("/staff/searches", &[("terms", "Olivia Ashford")])
            .await;
        browser.follow(&kept).await;
    }
    let more = settled(&app, scans).await - before;
    assert!(
        more < VISITS,
        "a search reads the whole table: {more} times"
    );
}

const VISITS: i64 = 20;

/// A counter of the server, once every connection so far has told it what it did.
async fn settled(app: &App, counter: &str) -> i64 {
    let mut told = String::new();
    for _ in 0..5 {
        told = app
            .rows
            .text(&format!(
                "SELECT pg_stat_force_next_flush()::text || ({counter})"
            ))
            .await;
    }
    told.parse().unwrap()
}
