//! Staff at their desk, in a real browser: they find a new request, take it, call, and walk it to its end without
//! scripts, while the family's own page follows; two who write at once; what stays after signing out.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use intake_desk::domain::staff::Role;
use intake_desk::support::words::{Language, Words};
use uuid::Uuid;

use super::form::{Hand, PAGES};
use super::person::{Person, eventually};
use crate::support::chrome::Look;
use crate::support::live::{Live, of_role};
use Hand::{Chooses, Ticks, Types};

impl Person<'_> {
    /// Signs in as the demo's person of a role.
    pub async fn signs_in(&self, role: Role) {
        let person = of_role(role);
        self.visit("/staff/sign-in").await;
        self.fill("#email", person.email).await;
        self.fill("#password", &person.password()).await;
        self.press(".door button[type=submit]").await;
        assert_eq!(self.place().await, "/staff");
    }

    /// Signs out and lets a colleague sit down.
    async fn makes_room_for(&self, role: Role) {
        self.press(".me button").await;
        self.signs_in(role).await;
    }

    /// Opens one small form of a case, fills it in, and sends it.
    pub async fn does(&self, form: &str, answers: &[Hand]) {
        let opener = format!("#{form}:not([open]) > summary");
        if self.has(&opener).await {
            self.tick(&opener).await;
        }
        self.gives(answers).await;
        self.press(&format!("#{form} form button")).await;
        assert_eq!(
            self.status().await,
            200,
            "{form}: {}",
            self.text("main").await
        );
        assert!(self.has(".notice.ok").await, "{form} is done and says so");
    }

    /// Takes the case in view.
    pub async fn takes_it(&self) {
        self.press("form:has(input[name=staff][value=me]) button")
            .await;
    }

    /// Moves a case with one press.
    pub async fn moves_to(&self, status: &str) {
        self.press(&format!("form:has(input[name=to][value={status}]) button"))
            .await;
        assert_eq!(self.status().await, 200, "{status}");
        assert!(self.has(".notice.ok").await, "{status} is done and says so");
    }
}

/// A family sends a long request in Spanish; returns its reference.
async fn a_family_asks(family: &Person<'_>) -> String {
    family.visit("/es/family/reach").await;
    family.tells(Language::Es, PAGES).await;
    family.sends(Language::Es).await
}

#[tokio::test]
async fn a_request_is_found_in_every_way_and_opened() {
    let live = Live::open().await;
    let (family, staff) = Person::two_at(&live, Look::PHONE, Look::DESK).await;
    let reference = a_family_asks(&family).await;
    pastes_the_password(&staff).await;
    assert_eq!(staff.text("h1").await, "Today");
    assert!(staff.text("main").await.contains(&reference));
    staff.press(".menu a[href='/staff/cases']").await;
    staff.choose("#owner", "nobody").await;
    staff.choose("#language", "es").await;
    staff.press(".filters button").await;
    assert_eq!(staff.texts("tbody .ref").await, [reference.as_str()]);
    assert_eq!(
        staff.texts("td[data-label=Due] .nowrap").await,
        ["Tomorrow 5:00 pm"]
    );
    staff.press(".chip").await;
    staff.choose("#help", "lodging").await;
    staff.press(".filters button").await;
    assert!(
        staff.text(".empty-list").await.contains("No "),
        "says why it is empty"
    );
    for terms in [
        "anahi quispe",
        "Quispe",
        "215 555 0142",
        "3/27/2016",
        "2016-03-27",
        &reference,
    ] {
        staff.fill("#find", terms).await;
        staff.press(".find button").await;
        assert_eq!(
            staff.texts("tbody .ref").await,
            [reference.as_str()],
            "{terms}"
        );
        let place = staff.place().await;
        let search = place.strip_prefix("/staff/cases?search=");
        let search = search.and_then(|search| Uuid::parse_str(search).ok());
        assert!(search.is_some(), "the address says more: {place}");
    }
    staff.press("tbody th a").await;
    assert_eq!(staff.place().await, format!("/staff/cases/{reference}"));
    assert!(staff.text("h1").await.contains("Anahí Quispe"));
    let looks =
        "SELECT count(*) FROM audit_events WHERE kind = 'case_seen' AND actor_kind = 'staff'";
    assert_eq!(live.count(looks).await, 1);
}

/// Signs in with what the clipboard holds, as password managers and people do.
async fn pastes_the_password(staff: &Person<'_>) {
    let person = of_role(Role::Intake);
    staff.visit("/staff/sign-in").await;
    for (css, autocomplete) in [("#email", "username"), ("#password", "current-password")] {
        let told = staff.find(css).await.attr("autocomplete").await.unwrap();
        assert_eq!(told.as_deref(), Some(autocomplete));
    }
    staff.fill("#email", &person.password()).await;
    with_control(staff, 'a').await;
    with_control(staff, 'x').await;
    // The clipboard belongs to another process of the browser: what it does is seen a moment later.
    let cut = async || staff.value("#email").await.is_empty();
    eventually("the line is cut", cut).await;
    staff.tick("#password").await;
    with_control(staff, 'v').await;
    let pasted = async || staff.value("#password").await == person.password();
    eventually("the password is pasted", pasted).await;
    staff.fill("#email", person.email).await;
    staff.press(".door button[type=submit]").await;
}

async fn with_control(staff: &Person<'_>, letter: char) {
    let control = char::from(Key::Control);
    let keys = KeyActions::new("keyboard".to_owned())
        .then(KeyAction::Down { value: control })
        .then(KeyAction::Down { value: letter })
        .then(KeyAction::Up { value: letter })
        .then(KeyAction::Up { value: control });
    staff.client().perform_actions(keys).await.unwrap();
}

/// The family loads its page again: it says where the case is now, in their words, and which step is theirs.
async fn family_reads(family: &Person<'_>, key: &str, step: &str) {
    let words = Words::of(Language::Es);
    family.visit("/es/family/sent").await;
    let page = family.words().await;
    let sentence = words.text(key);
    assert!(
        page.contains(&sentence),
        "{sentence} is not on the page:\n{page}"
    );
    let now = family.text(".steps [aria-current=step]").await;
    let step = words.text(&format!("status-step-{step}"));
    assert!(now.starts_with(&step), "{now} is not {step}");
}

#[tokio::test]
async fn a_case_is_walked_to_its_end_without_scripts_and_the_family_follows() {
    let live = Live::open().await;
    let phone = Look::PHONE.speaking("es").without_javascript();
    let desk = Look::DESK.without_javascript();
    let (family, staff) = Person::two_at(&live, phone, desk).await;
    let reference = a_family_asks(&family).await;
    staff.signs_in(Role::Intake).await;
    staff.press("tbody th a").await;
    gathers(&staff, &family).await;
    staff.makes_room_for(Role::Reviewer).await;
    staff.visit(&format!("/staff/cases/{reference}")).await;
    doctors_decide(&staff, &family).await;
    staff.makes_room_for(Role::Intake).await;
    staff.visit(&format!("/staff/cases/{reference}")).await;
    plans_the_visit(&staff, &family).await;
    let ended = "SELECT count(*) FROM referrals WHERE status = 'closed' AND outcome = 'evaluated_back_to_local' AND closed_at IS NOT NULL";
    assert_eq!(live.count(ended).await, 1);
    staff.visit("/staff/cases?status=closed").await;
    assert_eq!(staff.texts("tbody .ref").await, [reference]);
}

async fn gathers(staff: &Person<'_>, family: &Person<'_>) {
    staff.takes_it().await;
    assert!(staff.text(".facts").await.contains("Jordan Rivera"));
    let call = [
        Ticks("#call input[name=result][value=reached]"),
        Types("#call-said", "Records are at County."),
        Types("#call-promised", "News by Friday."),
    ];
    staff.does("call", &call).await;
    let line = staff.text(".timeline > li").await;
    assert!(line.contains("Records are at County."), "{line}");
    staff.moves_to("in_intake").await;
    family_reads(family, "status-family-in_intake", "records").await;
    let ask = [
        Ticks("#to-awaiting_information input[name=from_doctor][value=pathology]"),
        Types("#to-awaiting_information-text", "It is at County."),
        Ticks("#to-awaiting_information input[name=waiting_on][value=doctor]"),
    ];
    staff.does("to-awaiting_information", &ask).await;
    family_reads(family, "status-family-awaiting_information", "records").await;
    let without = [Ticks("#to-ready_for_review-go_on")];
    staff.does("to-ready_for_review", &without).await;
    family_reads(family, "status-family-ready_for_review", "doctors_review").await;
}

async fn doctors_decide(staff: &Person<'_>, family: &Person<'_>) {
    staff.moves_to("in_review").await;
    family_reads(family, "status-family-in_review", "doctors_review").await;
    let meeting = [Types("#to-conference-date", "03052026")];
    staff.does("to-conference", &meeting).await;
    family_reads(family, "status-family-conference", "doctors_review").await;
    let decision = [Ticks("#to-decided input[value=offer_evaluation]")];
    staff.does("to-decided", &decision).await;
    family_reads(family, "status-family-decided", "doctors_review").await;
    let page = family.words().await;
    let invited = Words::of(Language::Es).text("status-decision-offer_evaluation");
    assert!(!page.contains(&invited), "a person tells it first");
}

async fn plans_the_visit(staff: &Person<'_>, family: &Person<'_>) {
    let blocked = staff.text(".blocked").await;
    assert!(
        blocked.contains("Arrange the visit: record a call"),
        "{blocked}"
    );
    let told = [
        Ticks("#call input[name=result][value=reached]"),
        Types("#call-said", "Told them. They come."),
        Ticks("#call-decision_told"),
    ];
    staff.does("call", &told).await;
    family_reads(family, "status-decision-offer_evaluation", "doctors_review").await;
    let lee = staff
        .each("#assign-social_worker-staff option:last-child", "value")
        .await
        .remove(0);
    let lee: &'static str = lee.leak();
    staff
        .does(
            "assign-social_worker",
            &[Chooses("#assign-social_worker-staff", lee)],
        )
        .await;
    staff.moves_to("arranging").await;
    family_reads(family, "status-family-arranging", "planning_the_visit").await;
    let pause = [
        Types("#to-on_hold-text", "Waiting for passports."),
        Types("#to-on_hold-date", "03092026"),
    ];
    staff.does("to-on_hold", &pause).await;
    family_reads(family, "status-family-on_hold", "paused").await;
    staff.moves_to("arranging").await;
    let visit = [Types(
        "#to-visit_scheduled-visit_at",
        "03202026\u{e004}1030AM",
    )];
    staff.does("to-visit_scheduled", &visit).await;
    family_reads(
        family,
        "status-family-visit_scheduled",
        "planning_the_visit",
    )
    .await;
    assert!(
        family
            .words()
            .await
            .contains("viernes 20 de marzo, a las 10:30 am")
    );
    staff.moves_to("seen").await;
    family_reads(family, "status-family-seen", "seen").await;
    let end = [Ticks("#to-closed input[value=evaluated_back_to_local]")];
    staff.does("to-closed", &end).await;
    family_reads(family, "status-family-closed", "finished").await;
    assert!(!family.has(".promise").await, "nothing is owed any more");
}

#[tokio::test]
async fn two_who_write_at_once_both_see_both_texts() {
    let live = Live::open().await;
    let (first, second) = Person::two_at(&live, Look::DESK, Look::DESK).await;
    let reference = a_family_asks(&first).await;
    let case = format!("/staff/cases/{reference}");
    first.signs_in(Role::Intake).await;
    second.signs_in(Role::Supervisor).await;
    first.visit(&case).await;
    second.visit(&case).await;
    first
        .does("note", &[Types("#note-body", "The first text.")])
        .await;
    second.tick("#note > summary").await;
    second
        .gives(&[Types("#note-body", "The second text.")])
        .await;
    second.press("#note form button").await;
    assert_eq!(second.status().await, 409);
    assert!(
        second
            .text("h1")
            .await
            .starts_with("Somebody else changed this case")
    );
    assert_eq!(second.value("textarea").await, "The second text.");
    assert!(
        second
            .text("#theirs ~ .timeline")
            .await
            .contains("The first text.")
    );
    second.press("main form .button").await;
    let timeline = second.text("#history ~ .timeline").await;
    assert!(timeline.contains("The first text.") && timeline.contains("The second text."));
    second.back().await;
    assert_eq!(second.place().await, case, "the way back leads to the case");
}

#[tokio::test]
async fn nothing_is_left_to_see_after_signing_out() {
    let live = Live::open().await;
    let staff = Person::at(&live, Look::DESK).await;
    let reference = a_family_asks(&staff).await;
    staff.signs_in(Role::Intake).await;
    staff.visit(&format!("/staff/cases/{reference}")).await;
    staff.press(".me button").await;
    assert_eq!(staff.place().await, "/staff/sign-in?said=signed-out");
    staff.back().await;
    assert_eq!(staff.text("h1").await, "Sign in");
    let page = staff.words().await;
    assert!(
        !page.contains("Anahí") && !page.contains("Quispe"),
        "{page}"
    );
}
