//! The pages of the desk, over the demo's cases in all states.

use intake_desk::domain::person::{EmailAddress, PersonName};
use intake_desk::domain::staff::Role;
use intake_desk::usecases::account::manage_staff::NewStaff;
use jiff::SignedDuration;

use super::super::eye::{Eye, Kind};
use super::super::form::Hand;
use super::super::person::Person;
use crate::support::builders::a_family;
use crate::support::chrome::Look;
use crate::support::live::Live;

#[tokio::test]
async fn every_page_of_the_desk_around_the_cases() {
    let live = Live::with_demo_cases().await;
    let staff = Person::at(&live, Look::DESK).await;
    let mut eye = Eye::on(Kind::Staff);
    before_signing_in(&staff, &mut eye).await;
    staff.signs_in(Role::Supervisor).await;
    for (name, path) in [
        ("today", "/staff"),
        ("cases", "/staff/cases"),
        (
            "cases-filtered",
            "/staff/cases?language=es&due=overdue&colour=red",
        ),
        ("cases-empty", "/staff/cases?status=seen&urgency=emergency"),
        ("account", "/staff/account"),
        ("staff-not-found", "/staff/cases/RL-2222-222"),
        ("mailbox", "/dev/mail"),
    ] {
        staff.visit(path).await;
        eye.look(&staff, name).await;
    }
    staff.press("tbody a").await;
    eye.look(&staff, "mail").await;
    staff.visit("/staff/account").await;
    staff.goes_on().await;
    eye.look(&staff, "account-error").await;
    staff.visit("/staff/cases").await;
    staff.fill("#find", "nobody of this name").await;
    staff.press(".find button").await;
    eye.look(&staff, "search-empty").await;
    staff.signs_in(Role::Admin).await;
    eye.look(&staff, "today-without-cases").await;
    staff.visit("/staff/cases").await;
    eye.glance(&staff, "forbidden").await;
    eye.close();
}

#[tokio::test]
async fn every_page_of_help_and_of_the_administrator() {
    let live = Live::with_demo_cases().await;
    let staff = Person::at(&live, Look::DESK).await;
    let mut eye = Eye::on(Kind::Staff);
    staff.signs_in(Role::SocialWorker).await;
    staff.visit("/staff/help").await;
    eye.look(&staff, "help").await;
    staff.visit("/staff/help?view=mine&kind=other").await;
    eye.glance(&staff, "help-empty").await;
    staff.visit("/staff/help").await;
    staff.press("td[data-label=Help] a").await;
    eye.look(&staff, "help-one").await;
    staff.press("form[action$='/takings'] button").await;
    staff.press("form[action*='/states'] button").await;
    eye.glance(&staff, "help-saved").await;
    staff.signs_in(Role::Admin).await;
    for (name, path) in [
        ("admin", "/staff/admin"),
        ("accounts", "/staff/admin/staff"),
        ("account-new", "/staff/admin/staff/new"),
        ("mail-queue", "/staff/admin/mail"),
        ("mail-queue-empty", "/staff/admin/mail?part=late"),
    ] {
        staff.visit(path).await;
        eye.look(&staff, name).await;
    }
    staff.signs_in(Role::Privacy).await;
    eye.look(&staff, "today-privacy").await;
    staff.press("a[href='/staff/access']").await;
    staff.fill("#reference", "RL").await;
    staff.press("main .door button").await;
    assert_eq!(staff.status().await, 422);
    eye.look(&staff, "find-access").await;
    staff.signs_in(Role::Coordinator).await;
    eye.look(&staff, "today-coordinator").await;
    staff.signs_in(Role::Admin).await;
    staff.visit("/staff/admin/staff/new").await;
    staff.press("main form button").await;
    eye.glance(&staff, "account-new-error").await;
    staff.visit("/staff/admin/staff").await;
    staff.press("tbody a").await;
    eye.look(&staff, "account-one").await;
    staff.press("a[href$='/invitations']").await;
    eye.glance(&staff, "account-ask").await;
    staff.press("main form button").await;
    eye.look(&staff, "account-link").await;
    eye.close();
}

#[tokio::test]
async fn every_page_of_the_rules_and_the_calendar() {
    let live = Live::with_demo_cases().await;
    let staff = Person::at(&live, Look::DESK).await;
    let mut eye = Eye::on(Kind::Staff);
    staff.signs_in(Role::Supervisor).await;
    staff.visit("/staff/admin/routing").await;
    eye.look(&staff, "routing").await;
    // With the keyboard alone: the rule moves up, and the page says what that would have done.
    staff.tab_to("button[value='off:2']").await;
    staff.enter().await;
    eye.look(&staff, "routing-edited").await;
    staff.press("button[value='open:2']").await;
    eye.look(&staff, "routing-rule").await;
    staff.fill("#rule_name", "Not A Name").await;
    staff.press("button[value=put]").await;
    assert_eq!(staff.status().await, 422);
    eye.glance(&staff, "routing-error").await;
    staff.visit("/staff/admin/calendar").await;
    eye.look(&staff, "calendar").await;
    staff.fill("#monday-closes", "").await;
    staff.fill("#tuesday-closes", "12:00").await;
    staff.press("#week ~ .actions button").await;
    eye.glance(&staff, "calendar-error").await;
    staff.visit("/staff/admin/calendar").await;
    for day in ["monday", "tuesday", "wednesday", "thursday"] {
        staff.fill(&format!("#{day}-closes"), "09:00").await;
    }
    staff.tab_to("#week ~ .actions button").await;
    staff.enter().await;
    assert_eq!(staff.status().await, 200);
    eye.look(&staff, "calendar-looked").await;
    eye.close();
}

async fn before_signing_in(staff: &Person<'_>, eye: &mut Eye) {
    staff.visit("/staff/sign-in?next=/staff/cases").await;
    eye.look(staff, "sign-in").await;
    staff.press(".door button[type=submit]").await;
    assert_eq!(staff.status().await, 422);
    eye.look(staff, "sign-in-error").await;
    let new = NewStaff {
        name: PersonName::parse("Noor Haddad").unwrap(),
        email: EmailAddress::parse("noor@riverside.example.org").unwrap(),
        role: Role::Intake,
        speaks: Vec::new(),
        on_call: false,
        fallback_owner: false,
    };
    let (_, token) = staff.live.desk.add_staff(&new).await.unwrap();
    staff
        .visit(&format!("/staff/invitations/{}", token.expose()))
        .await;
    eye.look(staff, "invitation").await;
    staff.goes_on().await;
    assert_eq!(staff.status().await, 422);
    eye.look(staff, "invitation-error").await;
}

#[tokio::test]
async fn a_case_in_every_state_with_every_form_open() {
    let live = Live::with_demo_cases().await;
    let staff = Person::at(&live, Look::DESK).await;
    let mut eye = Eye::on(Kind::Staff);
    staff.signs_in(Role::Supervisor).await;
    for status in ["received", "awaiting_information", "decided", "on_hold"] {
        opens_a_case(&staff, status).await;
        eye.look(&staff, &format!("case-{status}")).await;
        opens_everything(&staff).await;
        eye.look(&staff, &format!("case-{status}-open")).await;
    }
    for status in [
        "in_intake",
        "ready_for_review",
        "advice_given",
        "arranging",
        "visit_scheduled",
        "seen",
        "closed",
        "not_a_referral",
    ] {
        opens_a_case(&staff, status).await;
        opens_everything(&staff).await;
        eye.glance(&staff, &format!("case-{status}-open")).await;
    }
    staff.press("a[href$='/access']").await;
    eye.look(&staff, "access-log").await;
    opens_a_case(&staff, "in_intake").await;
    staff.press("a[href*='/messages/']").await;
    eye.look(&staff, "thread").await;
    staff.fill("#body", "Le llamamos hoy.").await;
    staff.press(".outward .actions button").await;
    eye.look(&staff, "thread-sent").await;
    people_papers_and_letters(&staff, &mut eye).await;
    two_cases_of_one_child(&staff, &mut eye).await;
    refused_and_late(&staff, &mut eye).await;
    staff.signs_in(Role::Reviewer).await;
    for status in ["in_review", "conference"] {
        opens_a_case(&staff, status).await;
        opens_everything(&staff).await;
        eye.glance(&staff, &format!("case-{status}-open")).await;
    }
    eye.close();
}

/// The people of a case, its papers, and the letters to the doctor.
async fn people_papers_and_letters(staff: &Person<'_>, eye: &mut Eye) {
    opens_a_case(staff, "in_intake").await;
    let case = staff.place().await;
    for page in ["people/new", "child", "papers"] {
        staff.visit(&format!("{case}/{page}")).await;
        eye.look(staff, &page.replace('/', "-")).await;
        let empty = "for (const one of document.querySelectorAll('main form input[type=text]')) one.value = ''";
        staff.run(empty).await;
        staff.press("main form button[type=submit]").await;
        assert_eq!(staff.status().await, 422, "{page}");
        eye.look(staff, &format!("{}-error", page.replace('/', "-")))
            .await;
    }
    staff.visit(&case).await;
    staff.press("#contacts ~ ul a[href*='/people/']").await;
    eye.look(staff, "person").await;
    staff.visit("/staff/cases?source=doctor").await;
    staff.press("tbody th a").await;
    staff.press("a[href$='/letters']").await;
    eye.look(staff, "letters").await;
    staff.press("main form button[type=submit]").await;
    eye.look(staff, "letters-released").await;
}

/// Two cases that may be of one child, and both of them joined.
async fn two_cases_of_one_child(staff: &Person<'_>, eye: &mut Eye) {
    let mut cases = Vec::new();
    for _ in 0..2 {
        let sent = staff.live.desk.submit_request(a_family().submission());
        cases.push(format!("/staff/cases/{}", sent.await.unwrap().reference));
    }
    staff.visit(&cases[1]).await;
    eye.look(staff, "case-likely").await;
    staff.press("form[action$='/join'] button").await;
    for (name, case) in ["case-kept", "case-joined"].iter().zip(&cases) {
        staff.visit(case).await;
        eye.look(staff, name).await;
    }
    staff.press("form[action$='/part'] button").await;
    assert_eq!(staff.status().await, 200);
}

/// A form with mistakes, one that came too late, and one sent after the session had ended.
async fn refused_and_late(staff: &Person<'_>, eye: &mut Eye) {
    opens_a_case(staff, "in_intake").await;
    let case = staff.place().await;
    staff.tick("#call > summary").await;
    staff.press("#call form button").await;
    assert_eq!(staff.status().await, 422);
    eye.look(staff, "case-error").await;
    staff.visit(&case).await;
    staff
        .run("document.querySelector('#note input[name=version]').value = 1")
        .await;
    let note = "The grandmother calls from a new number. She asks us to speak Hmong with her.";
    staff.tick("#note > summary").await;
    staff.gives(&[Hand::Types("#note-body", note)]).await;
    staff.press("#note form button").await;
    assert_eq!(staff.status().await, 409);
    eye.look(staff, "conflict").await;
    staff.live.clock.advance(SignedDuration::from_mins(20));
    staff.press("main form .button").await;
    assert_eq!(staff.status().await, 401);
    eye.look(staff, "signed-out").await;
}

async fn opens_a_case(staff: &Person<'_>, status: &str) {
    staff.visit(&format!("/staff/cases?status={status}")).await;
    staff.press("tbody th a").await;
    assert_eq!(staff.status().await, 200, "{status}");
}

async fn opens_everything(staff: &Person<'_>) {
    let open = "for (const box of document.querySelectorAll('details')) box.open = true";
    staff.run(open).await;
}
