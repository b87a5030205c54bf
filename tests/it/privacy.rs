//! A stolen database names nobody, every look is on the record, and what cannot be recorded is not shown.

use std::path::{Path, PathBuf};

use regex::bytes::RegexSet;

use crate::support::app::App;
use crate::support::builders::{
    CHILD_FAMILY, EMAIL, PHONE, SENTINELS, STAFF_WORDS, SentRequest, a_call, a_family, sent_call,
};
use crate::support::logs;
use intake_desk::domain::request::HelpKind;
use intake_desk::support::words::Language;

/// A desk on which everything was done that writes personal data down.
async fn a_used_desk() -> (App, SentRequest) {
    let app = App::start().await;
    let mut visitor = app.browser();
    let half = [
        ("name", "Marigold Thistlewood"),
        ("phone", PHONE),
        ("email", EMAIL),
    ];
    visitor.post("/en/family/reach", &half).await;
    let helps = [HelpKind::Travel, HelpKind::Other];
    let case = a_family().asking_for(&helps).sent(&app).await;
    sent_call(&app, a_call(), Language::Es).await;
    let mut intake = app.sign_in("intake").await;
    let page = case.page();
    intake.act(&page, "assignments", &[("staff", "me")]).await;
    intake.act(&page, "notes", &[("body", STAFF_WORDS)]).await;
    let call = [
        ("with", "family"),
        ("result", "reached"),
        ("said", STAFF_WORDS),
        ("promised", STAFF_WORDS),
    ];
    intake.act(&page, "calls", &call).await;
    let urgent = [("priority", "urgent"), ("reason", STAFF_WORDS)];
    intake.act(&page, "priority-changes", &urgent).await;
    let moved = [("to", "in_intake"), ("text", STAFF_WORDS)];
    intake.act(&page, "status-changes", &moved).await;
    intake
        .post("/staff/searches", &[("terms", CHILD_FAMILY)])
        .await;
    app.deliver_mail().await;
    for mail in app.mail.all() {
        let raw = String::from_utf8(mail.raw).unwrap();
        app.desk.keep_demo_mail(mail.id, &raw).await.unwrap();
    }
    (app, case)
}

/// Every sentinel, whatever the case of its letters.
fn sentinels() -> RegexSet {
    let patterns = SENTINELS
        .iter()
        .map(|name| format!("(?i){}", regex::escape(name)));
    RegexSet::new(patterns).unwrap()
}

fn named_in(text: &[u8]) -> Vec<&'static str> {
    let found = sentinels().matches(text);
    found.iter().map(|n| SENTINELS[n]).collect()
}

#[tokio::test]
async fn a_dump_of_every_table_names_nobody() {
    let (app, _) = Box::pin(a_used_desk()).await;
    let dump = app.rows.dump().await;
    assert!(dump.len() > 20, "every table: {}", dump.len());
    let written = [
        "drafts",
        "submissions",
        "contacts",
        "calls",
        "notes",
        "searches",
        "demo_mails",
    ];
    for (table, text) in &dump {
        let must = written.contains(&table.as_str());
        assert!(!must || !text.is_empty(), "{table} is empty");
        let named = named_in(text.as_bytes());
        assert!(named.is_empty(), "{table} names {named:?}");
        for staff in ["Jordan", "Adeyemi", "riverside.example"] {
            assert!(!text.contains(staff), "{table} names {staff}");
        }
    }
    // The search would find a name if one stood there.
    let child = "UPDATE referrals SET disease_status = 'of Zephy' || 'rine'";
    app.rows.run(child).await.unwrap();
    let dump = app.rows.dump().await;
    assert!(
        dump.iter()
            .any(|(_, text)| !named_in(text.as_bytes()).is_empty())
    );
}

#[tokio::test]
async fn the_files_of_the_database_name_nobody() {
    let (app, _) = Box::pin(a_used_desk()).await;
    app.rows.run("CHECKPOINT").await.unwrap();
    let folder = app.rows.text("SELECT current_setting('data_directory') || '/base/' || oid FROM pg_database WHERE datname = current_database()").await;
    // With a server of somebody else's the files are out of reach, and so is the thief.
    let Ok(files) = std::fs::read_dir(Path::new(&folder)) else {
        return;
    };
    let mut read = 0;
    for file in files.flatten() {
        let bytes = std::fs::read(file.path()).unwrap_or_default();
        read += bytes.len();
        let named = named_in(&bytes);
        assert!(
            named.is_empty(),
            "{} names {named:?}",
            file.path().display()
        );
    }
    assert!(read > 1_000_000, "{read} bytes");
    // The server's own log and whatever else lies beside the tables.
    let data = Path::new(&folder).ancestors().nth(2).unwrap();
    for file in small_files(data.parent().unwrap_or(data), 3) {
        let named = named_in(&std::fs::read(&file).unwrap_or_default());
        assert!(named.is_empty(), "{} names {named:?}", file.display());
    }
}

/// The files of a folder and of those within it, but for the tables and their journal.
fn small_files(folder: &Path, depth: usize) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let tables = ["base", "global"].iter().any(|known| name == *known)
            || name.to_string_lossy().starts_with("pg_");
        if path.is_file() {
            files.push(path);
        } else if path.is_dir() && depth > 0 && !tables {
            files.extend(small_files(&path, depth - 1));
        }
    }
    files
}

#[tokio::test]
async fn the_log_knows_routes_and_ids_and_no_more() {
    let (app, case) = Box::pin(a_used_desk()).await;
    // What the story itself asks the database is no line of the program's.
    let lines = logs::own_lines();
    let lines: Vec<_> = lines
        .lines()
        .filter(|line| !line.contains(" sqlx::"))
        .collect();
    let lines = lines.join("\n");
    let answered = lines.lines().filter(|line| line.contains("answered"));
    assert!(answered.count() > 8);
    assert!(lines.contains("/staff/cases/{reference}"), "the pattern");
    assert!(
        lines.contains(&app.staff("intake").0.to_string()),
        "who, by id"
    );
    let value = lines
        .lines()
        .find(|line| line.contains(case.reference.as_str()));
    assert_eq!(value, None, "not the value");
    for secret in ["riverside.example", "granite lantern", "search=", "10.0.0."] {
        let told = lines.lines().find(|line| line.contains(secret));
        assert_eq!(told, None, "{secret}");
    }
    let named = SENTINELS.iter().find(|name| lines.contains(**name));
    assert_eq!(named, None);
}

// ---- the record ---------------------------------------------------------------------------------------------------

#[tokio::test]
async fn every_look_at_personal_data_is_on_the_record() {
    let (app, case) = Box::pin(a_used_desk()).await;
    let mut intake = app.sign_in("intake").await;
    let mut supervisor = app.sign_in("supervisor").await;
    let access = format!("{}/access", case.page());
    let kept = intake
        .post("/staff/searches", &[("terms", CHILD_FAMILY)])
        .await;
    for (path, kind) in [
        ("/staff", "list_seen"),
        ("/staff/cases", "list_seen"),
        ("/staff/cases?status=received", "list_seen"),
        (kept.location.as_str(), "searched"),
        (&case.page(), "case_seen"),
    ] {
        let events = format!("audit_events WHERE kind = '{kind}'");
        let before = app.rows.count(&events).await;
        assert_eq!(intake.get(path).await.status, 200, "{path}");
        assert_eq!(app.rows.count(&events).await, before + 1, "{path}");
    }
    let log = supervisor.get(&access).await;
    let who = log.texts("tbody th");
    assert!(who.iter().any(|who| who == "Jordan Rivera"), "{who:?}");
    assert_eq!(
        app.rows
            .count("audit_events WHERE kind = 'access_log_seen'")
            .await,
        1
    );
    let last = "SELECT staff_id::text || ' ' || role || ' ' || (session_id IS NOT NULL) FROM audit_events WHERE kind = 'case_seen' ORDER BY at DESC, n DESC LIMIT 1";
    let by = format!("{} intake true", app.staff("intake").0);
    assert_eq!(app.rows.text(last).await, by);
    let shown =
        "SELECT details->'cases' FROM audit_events WHERE kind = 'searched' ORDER BY n DESC LIMIT 1";
    let shown = app.rows.text(&format!("SELECT ({shown})::text")).await;
    let id = app.case(&case, "id").await;
    assert!(shown.contains(&id), "which cases a list showed: {shown}");
}

#[tokio::test]
async fn a_form_that_fails_shows_the_case_again_and_records_that_too() {
    let (app, case) = Box::pin(a_used_desk()).await;
    let mut intake = app.sign_in("intake").await;
    let seen = "audit_events WHERE kind = 'case_seen'";
    let page = intake.get(&case.page()).await;
    let version = page.attr("input[name=version]", "value");
    let before = app.rows.count(seen).await;
    let empty = intake
        .act_upon(&case.page(), &version, "notes", &[("body", "")])
        .await;
    assert_eq!(empty.status, 422);
    let stale = intake
        .act_upon(&case.page(), "1", "notes", &[("body", "x")])
        .await;
    assert_eq!(stale.status, 409);
    assert_eq!(app.rows.count(seen).await, before + 2);
}

#[tokio::test]
async fn what_cannot_be_recorded_is_not_shown_and_not_done() {
    let (app, case) = Box::pin(a_used_desk()).await;
    let mut intake = app.sign_in("intake").await;
    let mut supervisor = app.sign_in("supervisor").await;
    let kept = intake
        .post("/staff/searches", &[("terms", CHILD_FAMILY)])
        .await;
    let page = intake.get(&case.page()).await;
    let version = page.attr("input[name=version]", "value");
    let full = "CREATE FUNCTION full_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the record is full'; END $$;
                CREATE TRIGGER full_up BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION full_up()";
    app.rows.run(full).await.unwrap();
    let access = format!("{}/access", case.page());
    let mut answers = Vec::new();
    for path in ["/staff", "/staff/cases", &kept.location, &case.page()] {
        answers.push(intake.get(path).await);
    }
    answers.push(supervisor.get(&access).await);
    answers.push(
        intake
            .act_upon(&case.page(), &version, "notes", &[("body", "x")])
            .await,
    );
    let mut visitor = app.browser();
    let call = visitor.get("/en/call-me").await;
    let fields = [("name", "Marigold"), ("phone", PHONE)];
    answers.push(visitor.answer(&call, &fields).await);
    for answer in answers {
        assert_eq!(answer.status, 500);
        assert_eq!(answer.texts("h1").len(), 1);
        assert!(
            named_in(answer.text.as_bytes()).is_empty(),
            "{}",
            answer.text
        );
        assert!(!answer.text.contains("the record is full"));
    }
    assert_eq!(
        app.rows.count("notes").await,
        3,
        "the call's reason, the note, the move"
    );
    assert_eq!(app.rows.count("referrals").await, 2);
}

#[tokio::test]
async fn the_record_can_only_grow() {
    let (app, _) = Box::pin(a_used_desk()).await;
    let denied = "42501";
    for change in [
        "UPDATE audit_events SET kind = 'note_written' WHERE n = 1",
        "UPDATE audit_events SET details = '{}'",
        "UPDATE audit_events SET staff_id = NULL",
        "DELETE FROM audit_events",
        "TRUNCATE audit_events",
        "UPDATE audit_events SET seal_seq = 1, kind = 'note_written' WHERE n = 1",
    ] {
        assert_eq!(app.rows.refused(change).await, denied, "{change}");
    }
    let report = app.desk.verify_audit().await.unwrap();
    assert!(report.events > 10 && report.holes.is_empty(), "{report:?}");
    // Somebody with every right on the server takes one out. The hole is seen.
    let hole = "ALTER TABLE audit_events DISABLE TRIGGER audit_events_insert_only;
                DELETE FROM audit_events WHERE id = (SELECT id FROM audit_events WHERE kind = 'note_written' LIMIT 1)";
    app.rows.run(hole).await.unwrap();
    assert_eq!(app.desk.verify_audit().await.unwrap().holes.len(), 1);
}

// ---- seals --------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn a_sealed_value_opens_only_in_its_own_place() {
    for (table, column) in [
        ("referrals", "child"),
        ("contacts", "person"),
        ("submissions", "answers"),
        ("data_keys", "wrapped"),
    ] {
        let app = App::start().await;
        let one = a_family().sent(&app).await;
        a_family().with_child("Bartholomew", "Ng").sent(&app).await;
        let ids = if table == "data_keys" {
            "(SELECT owner AS id, wrapped FROM data_keys WHERE owner IN (SELECT id FROM referrals))"
                .to_owned()
        } else {
            table.to_owned()
        };
        let key = if table == "data_keys" { "owner" } else { "id" };
        let swap = format!(
            "UPDATE {table} t SET {column} = o.{column} FROM {ids} o WHERE o.id <> t.{key} AND t.{key} IN (SELECT id FROM {ids} i)"
        );
        assert_eq!(app.rows.run(&swap).await.unwrap(), 2, "{table}");
        let mut intake = app.sign_in("intake").await;
        let page = intake.get(&one.page()).await;
        assert_eq!(page.status, 500, "{table}");
        assert!(!page.text.contains("Bartholomew") && !page.text.contains("Zephyrine"));
    }
}

#[tokio::test]
async fn a_changed_byte_is_seen() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let change = "UPDATE referrals SET child = set_byte(child, length(child) - 1, get_byte(child, length(child) - 1) # 1)";
    app.rows.run(change).await.unwrap();
    let mut intake = app.sign_in("intake").await;
    assert_eq!(intake.get(&case.page()).await.status, 500);
}

#[tokio::test]
async fn without_its_key_a_case_is_gone() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let forget = "DELETE FROM data_keys WHERE owner IN (SELECT id FROM referrals)";
    app.rows.run(forget).await.unwrap();
    let mut intake = app.sign_in("intake").await;
    let page = intake.get(&case.page()).await;
    assert!(page.status.is_client_error() || page.status.is_server_error());
    assert!(named_in(page.text.as_bytes()).is_empty());
}

#[tokio::test]
async fn two_families_of_the_same_name_look_different_in_the_database() {
    let app = App::start().await;
    a_family().sent(&app).await;
    a_family().sent(&app).await;
    for (table, column) in [
        ("referrals", "child"),
        ("contacts", "person"),
        ("submissions", "answers"),
    ] {
        let different = format!("(SELECT DISTINCT {column} FROM {table}) d");
        assert_eq!(app.rows.count(&different).await, 2, "{table}.{column}");
    }
}
