//! Papers that came by fax, by post or by hand: staff put them in, past the same checks, and nobody outside opens them.

use intake_desk::domain::request::HelpKind;

use super::{PAPERS, a_document, a_photo, form_with, looked_at, posts_to, sends, states};
use crate::link::family_inside;
use crate::support::app::App;
use crate::support::builders::{SentRequest, a_family};
use crate::support::client::{Browser, Page};

const FORM: &str = "form[action*=added-papers]";
const TOLD: &str = "outbox WHERE notice = 'staff_papers_came'";

/// Opens the page of a case's papers and fills in the form.
async fn fills(
    staff: &mut Browser,
    case: &SentRequest,
    kind: &str,
    way: &str,
    (name, bytes): (&str, &[u8]),
) -> Page {
    let page = staff.get(&format!("{}/papers", case.page())).await;
    let key = page.attr(&format!("{FORM} input[name=key]"), "value");
    let fields = [("key", key.as_str()), ("kind", kind), ("came", way)];
    let action = page.attr(FORM, "action");
    posts_to(staff, &action, form_with(&fields, name, bytes)).await
}

async fn asks(staff: &mut Browser, case: &SentRequest, kind: &str) {
    let page = staff.get(&format!("{}/papers", case.page())).await;
    let asked = [("kinds", kind), ("sender", "family")];
    let done = staff.answer_form(&page, "#ask ~ form", &asked).await;
    assert_eq!(done.status, 303, "{}", done.text);
}

#[tokio::test]
async fn a_fax_settles_what_was_asked_for_and_the_family_reads_that_it_came() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    asks(&mut intake, &sent, "pathology").await;
    let marrow = ("marrow.pdf", &a_document()[..]);
    let done = fills(&mut intake, &sent, "pathology", "fax", marrow).await;
    assert_eq!(done.status, 303, "{}", done.text);
    let page = intake.follow(&done).await;
    assert!(page.text.contains("We have it. It opens once"));
    assert!(page.text.contains("Being checked"), "nobody has looked");
    assert!(!phone.get(PAPERS).await.has("#received"));
    assert_eq!(looked_at(&app).await, 1);
    let case = intake.get(&sent.page()).await;
    assert!(case.text.contains("By fax, put in by"), "{}", case.text);
    assert!(case.text.contains("marrow.pdf") && case.text.contains("A paper came by fax"));
    let lines = phone.get("/en/status").await.texts(".lines li");
    assert!(lines[0].ends_with("We have it"), "{lines:?}");
    let own = phone.get(PAPERS).await;
    let received = own.texts("#received li");
    assert_eq!(received.len(), 1, "{}", own.text);
    assert!(received[0].ends_with("Received by us"), "{received:?}");
    assert!(!own.text.contains("marrow.pdf") && !own.has("#received a"));
    let id = app.rows.text("SELECT id::text FROM papers").await;
    assert_eq!(phone.get(&format!("{PAPERS}/{id}")).await.status, 404);
    let event = "audit_events WHERE kind = 'paper_received' AND actor_kind = 'staff' AND details ->> 'came' = 'fax'";
    assert_eq!(app.rows.count(event).await, 1);
    let mut supervisor = app.sign_in("supervisor").await;
    let path = format!("{}/papers/{id}", sent.page());
    let got = supervisor.get(&path).await;
    assert_eq!((got.status.as_u16(), got.bytes), (200, a_document()));
}

#[tokio::test]
async fn what_was_not_asked_for_stays_unseen_outside_and_what_a_family_sends_is_its_own() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let court = ("court.pdf", &a_document()[..]);
    fills(&mut intake, &sent, "other", "hand", court).await;
    sends(&mut phone, "summary", "ours.pdf", &a_document()).await;
    looked_at(&app).await;
    let own = phone.get(PAPERS).await;
    assert!(!own.has("#received"), "{}", own.text);
    assert_eq!(own.texts("main ul.lines a"), ["ours.pdf"]);
    let case = intake.get(&sent.page()).await;
    assert_eq!(case.text.matches("put in by").count(), 1);
    assert!(case.text.contains("By hand, put in by"));
    for (table, rows) in app.rows.dump().await {
        assert!(!rows.contains("court.pdf"), "{table}");
    }
}

#[tokio::test]
async fn the_owner_is_told_of_what_another_put_in() {
    let app = App::start().await;
    let (sent, _) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let mut supervisor = app.sign_in("supervisor").await;
    let scan = ("a.pdf", &a_document()[..]);
    fills(&mut supervisor, &sent, "labs", "post", scan).await;
    assert_eq!(app.rows.count(TOLD).await, 0, "nobody else answers for it");
    intake
        .act(&sent.page(), "assignments", &[("staff", "me")])
        .await;
    fills(&mut intake, &sent, "labs", "post", scan).await;
    assert_eq!(app.rows.count(TOLD).await, 0, "they know");
    fills(&mut supervisor, &sent, "labs", "post", scan).await;
    assert_eq!(app.rows.count(TOLD).await, 1);
}

#[tokio::test]
async fn of_a_joined_case_whoever_owns_the_kept_one_is_told() {
    let app = App::start().await;
    let (kept, joined) = (a_family().sent(&app).await, a_family().sent(&app).await);
    let mut intake = app.sign_in("intake").await;
    let mut supervisor = app.sign_in("supervisor").await;
    let me = [("staff", "me")];
    intake.act(&kept.page(), "assignments", &me).await;
    let begun = [("to", "in_intake")];
    intake.act(&kept.page(), "status-changes", &begun).await;
    supervisor.act(&joined.page(), "assignments", &me).await;
    let (page, version) = (kept.page(), app.case(&kept, "version").await);
    let other = page.rsplit('/').next().unwrap();
    let join = [("other", other), ("other_version", &version)];
    let done = intake.act(&joined.page(), "join", &join).await;
    assert_eq!(done.status, 303, "{}", done.text);
    let into = "(SELECT reference FROM referrals k WHERE k.id = referrals.joined_into)";
    assert_eq!(app.case(&joined, into).await, other);
    let scan = ("a.pdf", &a_document()[..]);
    fills(&mut intake, &joined, "labs", "post", scan).await;
    assert_eq!(app.rows.count(TOLD).await, 0, "they know");
    fills(&mut supervisor, &joined, "labs", "post", scan).await;
    let of_intake = format!("{TOLD} AND staff_id = '{}'", app.staff("intake").0);
    assert_eq!(app.rows.count(&of_intake).await, 1);
}

#[tokio::test]
async fn each_role_puts_in_what_it_may_open_and_no_more() {
    let app = App::start().await;
    let helps = [HelpKind::Travel, HelpKind::Insurance, HelpKind::Funding];
    let (sent, _) = family_inside(&app, a_family().asking_for(&helps)).await;
    let mut intake = app.sign_in("intake").await;
    let page = sent.page();
    intake.act(&page, "assignments", &[("staff", "me")]).await;
    for to in ["in_intake", "ready_for_review"] {
        intake.act(&page, "status-changes", &[("to", to)]).await;
    }
    let action = format!("{page}/added-papers");
    let mut expected = 0;
    for (account, card, pathology) in [
        ("intake", 303, 303),
        ("coordinator", 303, 303),
        ("social", 303, 403),
        ("reviewer", 403, 403),
        ("insurance", 403, 403),
        ("admin", 404, 404),
    ] {
        let mut staff = app.sign_in(account).await;
        for (kind, status) in [("insurance_card", card), ("pathology", pathology)] {
            let fields = [("kind", kind), ("came", "post")];
            let body = form_with(&fields, "a.jpg", &a_photo(0));
            let got = posts_to(&mut staff, &action, body).await;
            assert_eq!(got.status, status, "{account} {kind}: {}", got.text);
            expected += usize::from(status == 303);
        }
        assert_eq!(states(&app).await.len(), expected, "{account}");
        let papers = staff.get(&format!("{page}/papers")).await;
        assert_eq!(papers.has(FORM), card == 303, "{account}");
    }
    let mut social = app.sign_in("social").await;
    let papers = social.get(&format!("{page}/papers")).await;
    assert_eq!(
        papers.texts(&format!("{FORM} option")),
        ["Choose", "Insurance card"]
    );
    let denied =
        "audit_events WHERE kind = 'access_denied' AND details ->> 'action' = 'add_papers'";
    assert_eq!(
        app.rows.count(denied).await,
        5,
        "by role, and once by what it is"
    );
    let by_kind = format!("{denied} AND details ->> 'kind' = 'pathology'");
    assert_eq!(app.rows.count(&by_kind).await, 1);
    // Whoever may not open one reads that it came, and neither its name nor its bytes.
    looked_at(&app).await;
    let mut insurance = app.sign_in("insurance").await;
    let case = insurance.get(&page).await;
    assert!(case.text.contains("Pathology and flow cytometry"));
    let pathology = "SELECT id::text FROM papers WHERE kind = 'pathology' LIMIT 1";
    let path = format!("{page}/papers/{}", app.rows.text(pathology).await);
    assert_eq!(insurance.get(&path).await.status, 404);
}

#[tokio::test]
async fn a_form_that_is_pressed_twice_puts_in_one_paper() {
    let app = App::start().await;
    let (sent, _) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let page = intake.get(&format!("{}/papers", sent.page())).await;
    let key = page.attr(&format!("{FORM} input[name=key]"), "value");
    let fields = [("key", key.as_str()), ("kind", "labs"), ("came", "hand")];
    let body = form_with(&fields, "a.pdf", &a_document());
    let action = page.attr(FORM, "action");
    let done = posts_to(&mut intake, &action, body.clone()).await;
    assert_eq!(done.status, 303, "{}", done.text);
    assert!(done.location.contains("saved=added"), "{}", done.location);
    assert_eq!(states(&app).await, ["pending"]);
    // The scanner has refused it meanwhile: nobody is told that it opens.
    let refused = "UPDATE papers SET state = 'unreadable'";
    app.rows.run(refused).await.unwrap();
    let again = posts_to(&mut intake, &action, body.clone()).await;
    assert_eq!(again.status, 303, "{}", again.text);
    assert!(!again.location.contains("saved"), "{}", again.location);
    assert_eq!(states(&app).await, ["unreadable"]);
    // A page's key is its own: a colleague neither finds nor changes the paper by it.
    let mut supervisor = app.sign_in("supervisor").await;
    let crossed = posts_to(&mut supervisor, &action, body).await;
    assert_eq!(crossed.status, 404);
    let received = "audit_events WHERE kind = 'paper_received'";
    assert_eq!(app.rows.count(received).await, 1);
}

#[tokio::test]
async fn what_is_no_paper_is_told_in_words_and_what_was_chosen_stays() {
    let app = App::start().await;
    let (sent, _) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let large = a_photo(21 * 1_024 * 1_024);
    let exe: &[u8] = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff";
    for (name, bytes, words) in [
        ("", &b""[..], "Choose a photo or a file"),
        ("fax.pdf", exe, "Choose a photo (JPEG, PNG, HEIC) or a PDF"),
        ("fax.exe", exe, "Choose a photo (JPEG, PNG, HEIC) or a PDF"),
        ("fax.jpg", &large, "The file must be smaller than 20 MB"),
    ] {
        let page = fills(&mut intake, &sent, "labs", "post", (name, bytes)).await;
        assert_eq!(page.status, 422, "{name}: {}", page.text);
        assert_eq!(page.words("#file-error"), words, "{name}");
        assert_eq!(page.texts("#errors li").len(), 1, "{name}");
        assert!(page.has("option[value=labs][selected]"), "{name}");
        assert!(page.has("input[name=came][value=post][checked]"), "{name}");
    }
    let page = fills(&mut intake, &sent, "", "", ("", b"")).await;
    assert_eq!(page.texts("#errors li").len(), 3, "{}", page.text);
    let page = fills(&mut intake, &sent, "tissue", "owl", ("a.jpg", &a_photo(0))).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.texts("#errors li").len(), 2, "{}", page.text);
    let beyond = vec![b'.'; 65 * 1_024 * 1_024];
    let page = fills(&mut intake, &sent, "labs", "post", ("a.pdf", &beyond)).await;
    assert_eq!(page.status, 413, "more than one post may bring");
    let odd = [("kind", "labs"), ("came", "fax"), ("secret", "x")];
    let action = format!("{}/added-papers", sent.page());
    let odd = posts_to(&mut intake, &action, form_with(&odd, "a.jpg", &a_photo(0))).await;
    assert_eq!(odd.status, 400);
    assert!(states(&app).await.is_empty());
}

#[tokio::test]
async fn a_case_that_has_ended_takes_none() {
    let app = App::start().await;
    let (sent, _) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let proposed = intake.act(&sent.page(), "no-referral-proposals", &[]).await;
    assert_eq!(proposed.status, 303, "{}", proposed.text);
    let mut supervisor = app.sign_in("supervisor").await;
    let to = [("to", "not_a_referral")];
    let closed = supervisor.act(&sent.page(), "status-changes", &to).await;
    assert_eq!(closed.status, 303, "{}", closed.text);
    let page = intake.get(&format!("{}/papers", sent.page())).await;
    assert!(page.status == 200 && !page.has(FORM), "{}", page.text);
    let fields = [("kind", "labs"), ("came", "fax")];
    let body = form_with(&fields, "a.jpg", &a_photo(0));
    let action = format!("{}/added-papers", sent.page());
    let late = posts_to(&mut intake, &action, body).await;
    assert_eq!(late.status, 409, "{}", late.text);
    assert!(states(&app).await.is_empty());
}
