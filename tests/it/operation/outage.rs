//! The database goes away, fills up or is busy: people are told in plain words and in time, nothing is said to be kept
//! that is not, and everything goes on by itself afterwards.

use std::time::{Duration, Instant};

use intake_desk::domain::person::EmailAddress;
use intake_desk::usecases::Desk;
use intake_desk::web::{WebState, router};
use sqlx::postgres::PgPoolOptions;

use crate::support::app::{App, desk};
use crate::support::client::Browser;

/// A site whose database is nowhere to be found.
fn cut_off(app: &App) -> Browser {
    let nobody = app
        .database
        .options()
        .socket("/nowhere")
        .host("127.0.0.1")
        .port(9);
    let pool = PgPoolOptions::new()
        .acquire_timeout(Duration::from_secs(2))
        .connect_lazy_with(nobody);
    browser_on(
        app,
        desk(pool, &app.settings, &app.clock, app.store.clone()),
    )
}

fn browser_on(app: &App, desk: Desk) -> Browser {
    Browser::new(&router(&WebState::new(
        desk,
        app.settings.clone(),
        Vec::new(),
    )))
}

/// The wait for a connection is 2 seconds; the rest is a busy machine's.
const IN_TIME: Duration = Duration::from_secs(5);

const CALL_ME: [(&str, &str); 2] = [("name", "Marigold Thistlewood"), ("phone", "215-555-0187")];

#[tokio::test]
async fn without_a_database_people_read_what_to_do_and_probes_say_so() {
    let app = App::start().await;
    let mut browser = cut_off(&app);
    for (path, words) in [
        ("/en/family/reach", "Nothing you saved before is lost"),
        ("/es/family/reach", "Nada de lo que guardó antes se perdió"),
    ] {
        browser
            .cookies
            .insert("intake-draft".to_owned(), "a".repeat(43));
        let started = Instant::now();
        let page = browser
            .post(path, &[("name", "Marigold Thistlewood")])
            .await;
        assert!(started.elapsed() < IN_TIME, "{:?}", started.elapsed());
        assert_eq!(page.status, 503, "{}", page.text);
        assert_eq!(page.header("retry-after"), "5");
        assert!(page.text.contains(words), "{}", page.text);
    }
    let live = browser.get("/health/live").await;
    assert_eq!(live.status, 200, "it asks nobody");
    let ready = browser.get("/health/ready").await;
    assert_eq!(ready.status, 503);
    assert!(ready.text.contains("out of reach"), "{}", ready.text);
}

#[tokio::test]
async fn an_exhausted_pool_refuses_in_time_and_recovers() {
    let app = App::start().await;
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(2))
        .connect_lazy_with(app.database.options());
    let taken = pool.acquire().await.unwrap();
    let mut browser = browser_on(
        &app,
        desk(pool.clone(), &app.settings, &app.clock, app.store.clone()),
    );
    let mut page = browser.get("/en/call-me").await;
    let started = Instant::now();
    page = browser.answer(&page, &CALL_ME).await;
    assert_eq!(page.status, 503, "{}", page.text);
    assert!(started.elapsed() < IN_TIME);
    drop(taken);
    let page = browser.get("/en/call-me").await;
    assert_eq!(browser.answer(&page, &CALL_ME).await.status, 303);
}

#[tokio::test]
async fn a_full_disk_keeps_nothing_says_so_and_heals_by_itself() {
    let app = App::start().await;
    let fill = "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
        CREATE TRIGGER full_disk BEFORE INSERT ON referrals FOR EACH ROW EXECUTE FUNCTION full_disk();";
    app.rows.run(fill).await.unwrap();
    let mut browser = app.browser();
    let form = browser.get("/es/call-me").await;
    let page = browser.answer(&form, &CALL_ME).await;
    assert_eq!(page.status, 507, "{}", page.text);
    assert!(page.text.contains("Esto no se guardó"), "{}", page.text);
    assert_eq!(page.header("retry-after"), "60");
    assert_eq!(app.rows.count("referrals").await, 0);
    app.rows
        .run("DROP TRIGGER full_disk ON referrals")
        .await
        .unwrap();
    let page = browser.answer(&form, &CALL_ME).await;
    assert_eq!(page.status, 303, "the same page sent again: {}", page.text);
    assert_eq!(app.rows.count("referrals").await, 1);
}

/// The first who does this meets somebody else's transaction, and gives way.
pub async fn the_first_gives_way(app: &App, what: &str) {
    let meet = format!(
        "CREATE SEQUENCE met;
         CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN IF nextval('met') = 1 THEN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END IF; RETURN NEW; END $$;
         CREATE TRIGGER meet BEFORE {what} FOR EACH ROW EXECUTE FUNCTION meet();"
    );
    app.rows.run(&meet).await.unwrap();
}

#[tokio::test]
async fn two_transactions_that_met_are_tried_again_once() {
    let app = App::start().await;
    the_first_gives_way(&app, "INSERT ON referrals").await;
    let mut browser = app.browser();
    let form = browser.get("/en/call-me").await;
    assert_eq!(browser.answer(&form, &CALL_ME).await.status, 303);
    assert_eq!(app.rows.count("referrals").await, 1);
}

#[tokio::test]
async fn a_change_of_a_colleague_that_gave_way_is_tried_again_once() {
    let app = App::start().await;
    the_first_gives_way(&app, "UPDATE ON staff").await;
    let intake = app.actor("intake");
    let email = EmailAddress::parse("intake@riverside.example.org").unwrap();
    app.desk.disable_staff(&email).await.unwrap();
    let gone = format!(
        "staff WHERE id = '{}' AND disabled_at IS NOT NULL",
        intake.id.0
    );
    assert_eq!(app.rows.count(&gone).await, 1);
}
