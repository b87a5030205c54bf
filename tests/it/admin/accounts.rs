//! Accounts: added with a link that is shown once, changed and disabled with what follows from it; and what never
//! happens: a desk without an administrator, or without somebody who answers.

use futures_util::future::join_all;
use intake_desk::domain::event::Doer;
use intake_desk::domain::referral::Duty;
use intake_desk::usecases::account::manage_staff::{ManageStaffError, StaffEdit};
use intake_desk::usecases::case::CaseEdit;

use crate::support::app::{App, PASSWORD, sign_in_at};
use crate::support::builders::a_family;
use crate::support::client::{Browser, Page};

const LIST: &str = "/staff/admin/staff";
const CHOSEN: &str = "copper harbour under slow rain";

fn page_of(app: &App, account: &str) -> String {
    format!("{LIST}/{}", app.staff(account).0)
}

/// Sends a form of an account as its page is now.
async fn act(browser: &mut Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
    let now = browser.get(page).await;
    let version = now.attr("input[name=version]", "value");
    browser.act_upon(page, &version, action, fields).await
}

async fn account(app: &App, account: &str, column: &str) -> String {
    let id = app.staff(account).0;
    let sql = format!("SELECT coalesce(({column})::text, '') FROM staff WHERE id = '{id}'");
    app.rows.text(&sql).await
}

/// The path of the link on the page that shows one.
fn link_of(page: &Page) -> String {
    let link = page.value("#link");
    let at = link.find("/staff/invitations/").expect("a link");
    link[at..].to_owned()
}

#[tokio::test]
async fn somebody_is_added_and_chooses_a_password_with_a_link_that_works_once() {
    let app = App::start().await;
    let mut admin = app.sign_in("admin").await;
    let new = admin.get(&format!("{LIST}/new")).await;
    let fields = [
        ("staff_name", "Noor Haddad"),
        ("staff_email", "noor@riverside.example.org"),
        ("role", "social_worker"),
        ("speaks", "ar"),
        ("speaks", "es"),
    ];
    let added = admin.answer(&new, &fields).await;
    assert_eq!(added.status, 200, "{}", added.text);
    let link = link_of(&added);
    let list = admin.get(LIST).await;
    assert!(list.words("tbody").contains("Noor Haddad"));
    assert!(!list.text.contains(&link), "it is shown once");
    assert!(list.text.contains("Link open until"));
    let mut noor = app.browser();
    let choose = noor.get(&link).await;
    let chosen = noor
        .answer(&choose, &[("new", CHOSEN), ("again", CHOSEN)])
        .await;
    assert_eq!(chosen.status, 303, "{}", chosen.text);
    assert_eq!(sign_in_at(&mut noor, "noor", CHOSEN).await.status, 303);
    assert_eq!(app.browser().get(&link).await.status, 404);
    let event = "SELECT staff_id::text FROM audit_events WHERE kind = 'staff_added' AND actor_kind = 'staff'";
    assert_eq!(app.rows.text(event).await, app.staff("admin").0.to_string());
    let again = admin.answer(&new, &fields).await;
    assert_eq!(again.status, 422, "the address is taken");
    assert!(again.has("#staff_email-error"));
    app.deliver_mail().await;
    assert!(app.mail.all().is_empty(), "a link is never mailed");
}

#[tokio::test]
async fn what_is_missing_is_said_at_its_field_and_kept() {
    let app = App::start().await;
    let mut admin = app.sign_in("admin").await;
    let fields = [
        ("staff_name", "Noor Haddad"),
        ("staff_email", "noor"),
        ("speaks", "xx"),
    ];
    let refused = admin.post(LIST, &fields).await;
    assert_eq!(refused.status, 422);
    for field in ["staff_email", "role", "speaks"] {
        assert!(refused.has(&format!("#{field}-error")), "{field}");
    }
    assert_eq!(refused.value("#staff_name"), "Noor Haddad");
    let fields = [
        ("staff_name", "Noor"),
        ("staff_email", "noor@example.org"),
        ("role", "finance"),
        ("fallback_owner", "yes"),
    ];
    let refused = admin.post(LIST, &fields).await;
    assert!(refused.has("#fallback_owner-error"), "{}", refused.text);
}

#[tokio::test]
async fn another_role_is_asked_once_more_and_ends_what_belonged_to_the_old_one() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    intake
        .act(&case.page(), "assignments", &[("staff", "me")])
        .await;
    let mut admin = app.sign_in("admin").await;
    let page = page_of(&app, "intake");
    let ask = act(&mut admin, &page, "changes", &[("role", "reviewer")]).await;
    assert_eq!((ask.status.as_u16(), ask.has("main ul li")), (200, true));
    assert_eq!(
        account(&app, "intake", "role").await,
        "intake",
        "only asked"
    );
    let changed = admin.answer(&ask, &[]).await;
    assert_eq!(changed.status, 303, "{}", changed.text);
    assert_eq!(account(&app, "intake", "role").await, "reviewer");
    let out = intake.get("/staff").await;
    assert_eq!(out.status, 303, "every session has ended");
    assert_eq!(app.case(&case, "owner_id").await, "");
    app.deliver_mail().await;
    let told = app.mail.to("supervisor@riverside.example.org");
    assert!(!told.is_empty(), "the fallback owner hears");
    let event = "SELECT details ->> 'from' || ' ' || (details ->> 'to') FROM audit_events WHERE kind = 'staff_changed'";
    assert_eq!(app.rows.text(event).await, "intake reviewer");
}

#[tokio::test]
async fn languages_and_duties_change_without_a_question_and_nobody_is_signed_out() {
    let app = App::start().await;
    let mut social = app.sign_in("social").await;
    let mut admin = app.sign_in("admin").await;
    let page = page_of(&app, "social");
    let fields = [
        ("role", "social_worker"),
        ("speaks", "vi"),
        ("on_call", "yes"),
    ];
    let changed = act(&mut admin, &page, "changes", &fields).await;
    assert_eq!(changed.status, 303, "{}", changed.text);
    let now = account(&app, "social", "speaks::text || on_call::text").await;
    assert_eq!(now, "{vi}true");
    assert_eq!(social.get("/staff").await.status, 200);
    let supervisor = page_of(&app, "intake");
    let fields = [("role", "intake"), ("fallback_owner", "yes")];
    let changed = act(&mut admin, &supervisor, "changes", &fields).await;
    assert_eq!(changed.status, 303, "{}", changed.text);
    assert_eq!(app.rows.count("staff WHERE is_fallback_owner").await, 1);
    assert_eq!(account(&app, "intake", "is_fallback_owner").await, "true");
}

#[tokio::test]
async fn what_would_lock_the_desk_is_refused_in_words() {
    let app = App::start().await;
    let mut admin = app.sign_in("admin").await;
    let before = "SELECT string_agg(s::text, '' ORDER BY id) FROM staff s";
    let untouched = app.rows.text(before).await;
    let sure = ("sure", "yes");
    for (who, action, fields, says) in [
        ("admin", "changes", vec![("role", "intake"), sure], "own"),
        ("admin", "disabling", vec![], "own"),
        ("admin", "invitations", vec![], "own"),
        ("supervisor", "disabling", vec![], "fallback owner"),
        (
            "supervisor",
            "changes",
            vec![("role", "supervisor")],
            "fallback owner",
        ),
        (
            "supervisor",
            "changes",
            vec![("role", "finance"), ("fallback_owner", "yes"), sure],
            "intake specialist or a supervisor",
        ),
    ] {
        let page = page_of(&app, who);
        let refused = act(&mut admin, &page, action, &fields).await;
        assert_eq!(refused.status, 409, "{who} {action}");
        let words = refused.words(".notice.warn");
        assert!(words.contains(says), "{who} {action}: {words}");
    }
    assert_eq!(app.rows.text(before).await, untouched);
    let operator = app.desk.disable_staff_by(
        &Doer::Operator,
        StaffEdit {
            id: app.staff("admin"),
            version: None,
        },
    );
    assert!(matches!(
        operator.await,
        Err(ManageStaffError::LastAdministrator)
    ));
}

#[tokio::test]
async fn a_form_of_before_changes_nothing() {
    let app = App::start().await;
    let mut admin = app.sign_in("admin").await;
    let page = page_of(&app, "intake");
    let old = admin.get(&page).await.attr("input[name=version]", "value");
    let fields = [("role", "intake"), ("on_call", "yes")];
    act(&mut admin, &page, "changes", &fields).await;
    for (action, fields) in [
        ("changes", vec![("role", "intake")]),
        ("disabling", vec![]),
        ("invitations", vec![]),
    ] {
        let late = admin.act_upon(&page, &old, action, &fields).await;
        assert_eq!(late.status, 409, "{action}");
        assert!(late.words(".notice.warn").contains("Somebody else changed"));
    }
    let now = account(&app, "intake", "disabled_at IS NULL AND on_call").await;
    assert_eq!(now, "true");
}

#[tokio::test]
async fn who_leaves_is_out_at_once_and_nothing_of_theirs_is_left_lying() {
    let app = App::start().await;
    let helps = [intake_desk::domain::request::HelpKind::Travel];
    let case = a_family().asking_for(&helps).sent(&app).await;
    let mut social = app.sign_in("social").await;
    let help = format!("/staff/help/{}/travel", case.reference);
    social.act(&help, "takings", &[]).await;
    social
        .act(
            &case.page(),
            "assignments",
            &[("staff", "me"), ("duty", "social_worker")],
        )
        .await;
    let mut admin = app.sign_in("admin").await;
    let page = page_of(&app, "social");
    let ask = admin.get(&format!("{page}/disabling")).await;
    assert!(ask.words("main ul").contains("signed out everywhere"));
    let gone = admin.answer(&ask, &[]).await;
    assert!(gone.location.contains("saved=disabled"), "{}", gone.text);
    assert_eq!(social.get("/staff").await.status, 303);
    assert_eq!(app.case(&case, "social_worker_id").await, "");
    assert_eq!(
        app.rows
            .count("help_requests WHERE owner_id IS NOT NULL")
            .await,
        0
    );
    for kind in ["staff_disabled", "duty_released", "help_released"] {
        let doer = format!("SELECT staff_id::text FROM audit_events WHERE kind = '{kind}'");
        let doer = app.rows.text(&doer).await;
        assert_eq!(doer, app.staff("admin").0.to_string(), "{kind}");
    }
    assert_eq!(
        admin.get(&format!("{page}/disabling")).await.status,
        404,
        "once is enough"
    );
}

#[tokio::test]
async fn a_new_link_ends_the_old_password_and_every_session() {
    let app = App::start().await;
    let mut intake = app.sign_in("intake").await;
    let mut admin = app.sign_in("admin").await;
    let ask = admin
        .get(&format!("{}/invitations", page_of(&app, "intake")))
        .await;
    let made = admin.answer(&ask, &[]).await;
    let link = link_of(&made);
    assert_eq!(intake.get("/staff").await.status, 303);
    let old = sign_in_at(&mut app.browser(), "intake", PASSWORD).await;
    assert_eq!(old.status, 422);
    let reloaded = admin.answer(&ask, &[]).await;
    assert_eq!(
        reloaded.status, 409,
        "reloading the page makes no second one"
    );
    app.tick(60 * 24 + 1);
    assert_eq!(app.browser().get(&link).await.status, 404, "a day later");
}

#[tokio::test]
async fn two_administrators_cannot_lock_each_other_out() {
    let app = App::start().await;
    let actors = [app.actor("admin"), app.actor("privacy")];
    let second = format!(
        "UPDATE staff SET role = 'admin' WHERE id = '{}'",
        actors[1].id.0
    );
    app.rows.run(&second).await.unwrap();
    let disabled = (0..2).map(|n| {
        let mut by = actors[n].clone();
        by.role = intake_desk::domain::staff::Role::Admin;
        let (desk, id) = (app.second_desk(), actors[1 - n].id);
        async move {
            let edit = StaffEdit { id, version: None };
            desk.disable_staff_by(&Doer::staff(&by), edit).await.is_ok()
        }
    });
    let done = join_all(disabled).await;
    assert_eq!(done.iter().filter(|done| **done).count(), 1, "{done:?}");
    let left = "staff WHERE role = 'admin' AND disabled_at IS NULL";
    assert_eq!(app.rows.count(left).await, 1);
}

#[tokio::test]
async fn nobody_is_given_a_case_at_the_moment_they_leave() {
    let app = App::start().await;
    let supervisor = app.actor("supervisor");
    let second = app.second_desk();
    for round in 0..12 {
        let case = a_family().sent(&app).await;
        let edit = CaseEdit {
            reference: case.reference.clone(),
            version: 1,
        };
        let id = app.staff("intake2");
        let leaves = async {
            // Each round the two meet at another moment.
            tokio::time::sleep(std::time::Duration::from_micros(round * 400)).await;
            let edit = StaffEdit { id, version: None };
            second.disable_staff_by(&Doer::Operator, edit).await
        };
        let (given, left) = tokio::join!(
            app.desk.assign_case(&supervisor, &edit, Duty::Owner, id),
            leaves
        );
        left.unwrap();
        let orphans =
            "referrals r JOIN staff s ON s.id = r.owner_id WHERE s.disabled_at IS NOT NULL";
        assert_eq!(app.rows.count(orphans).await, 0, "{round}: {given:?}");
        let back = format!("UPDATE staff SET disabled_at = NULL WHERE id = '{}'", id.0);
        app.rows.run(&back).await.unwrap();
    }
}
