//! Every staff page, rendered from its sample: parses, one heading, every input named, nothing inline.

use askama::Template;
use intake_desk::web::staff::account::AccountPage;
use intake_desk::web::staff::admin::AdminPage;
use intake_desk::web::staff::admin::account::MemberPage;
use intake_desk::web::staff::admin::accounts::AccountsPage;
use intake_desk::web::staff::admin::calendar::page::CalendarPage;
use intake_desk::web::staff::admin::mail::MailPage;
use intake_desk::web::staff::admin::new_account::NewAccountPage;
use intake_desk::web::staff::admin::parts::{ConfirmPage, LinkPage};
use intake_desk::web::staff::admin::routing::page::RoutingPage;
use intake_desk::web::staff::case::access::{AccessPage, FindAccessPage};
use intake_desk::web::staff::case::conflict::ConflictPage;
use intake_desk::web::staff::case::page::CasePage;
use intake_desk::web::staff::cases::CasesPage;
use intake_desk::web::staff::first_password::FirstPasswordPage;
use intake_desk::web::staff::help::HelpPage;
use intake_desk::web::staff::help::one::OneHelpPage;
use intake_desk::web::staff::letters::view::LettersPage;
use intake_desk::web::staff::messages::view::ThreadPage;
use intake_desk::web::staff::papers::PapersPage;
use intake_desk::web::staff::people::view::PersonPage;
use intake_desk::web::staff::sign_in::SignInPage;
use intake_desk::web::staff::today::TodayPage;
use scraper::{ElementRef, Html, Selector};

fn pages() -> Vec<(&'static str, String)> {
    let render = |name, page: &dyn askama::DynTemplate| (name, page.dyn_render().unwrap());
    vec![
        render("today", &TodayPage::sample()),
        render("cases", &CasesPage::sample()),
        render("case", &CasePage::sample()),
        render("conflict", &ConflictPage::sample()),
        render("access", &AccessPage::sample()),
        render("find-access", &FindAccessPage::sample()),
        render("sign_in", &SignInPage::sample()),
        render("account", &AccountPage::sample()),
        render("help", &HelpPage::sample()),
        render("thread", &ThreadPage::sample()),
        render("person", &PersonPage::sample()),
        render("letters", &LettersPage::sample()),
        render("papers", &PapersPage::sample()),
        render("one help", &OneHelpPage::sample()),
        render("admin", &AdminPage::sample()),
        render("routing", &RoutingPage::sample()),
        render("calendar", &CalendarPage::sample()),
        render("accounts", &AccountsPage::sample()),
        render("new account", &NewAccountPage::sample()),
        render("one account", &MemberPage::sample()),
        render("confirm", &ConfirmPage::sample()),
        render("link", &LinkPage::sample()),
        render("mail queue", &MailPage::sample()),
        render("first_password", &FirstPasswordPage::sample()),
    ]
}

fn all<'a>(html: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(css).unwrap()).collect()
}

#[test]
fn each_page_has_one_heading_a_title_and_a_main_part() {
    for (name, text) in pages() {
        let html = Html::parse_document(&text);
        assert_eq!(all(&html, "h1").len(), 1, "{name}: h1");
        assert_eq!(all(&html, "main#main").len(), 1, "{name}: main");
        assert_eq!(all(&html, "title").len(), 1, "{name}: title");
        assert_eq!(
            text.matches("<table").count(),
            all(&html, "table").len(),
            "{name}: broken markup"
        );
        assert_eq!(
            text.matches("<form").count(),
            all(&html, "form").len(),
            "{name}: a form inside a form"
        );
    }
}

#[test]
fn each_control_has_a_name_for_people() {
    for (name, text) in pages() {
        let html = Html::parse_document(&text);
        for control in all(&html, "input:not([type=hidden]), select, textarea") {
            let id = control.attr("id").unwrap_or_default();
            let labelled = control.attr("aria-label").is_some()
                || !all(&html, &format!("label[for='{id}']")).is_empty()
                || control
                    .ancestors()
                    .filter_map(ElementRef::wrap)
                    .any(|over| over.value().name() == "label");
            assert!(labelled, "{name}: no label for {}", control.html());
        }
        for button in all(&html, "button") {
            assert!(
                !button.text().collect::<String>().trim().is_empty(),
                "{name}: {}",
                button.html()
            );
        }
    }
}

#[test]
fn ids_are_unique_and_every_reference_to_one_leads_somewhere() {
    for (name, text) in pages() {
        let html = Html::parse_document(&text);
        let mut ids: Vec<_> = all(&html, "[id]")
            .iter()
            .filter_map(|element| element.attr("id"))
            .collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{name}: an id stands twice");
        for attribute in ["aria-describedby", "aria-labelledby", "for"] {
            for element in all(&html, &format!("[{attribute}]")) {
                for id in element.attr(attribute).unwrap_or_default().split(' ') {
                    assert!(ids.binary_search(&id).is_ok(), "{name}: {attribute} {id}");
                }
            }
        }
        for link in all(&html, ".errors a") {
            let target = link
                .attr("href")
                .unwrap_or_default()
                .trim_start_matches('#');
            assert!(
                ids.binary_search(&target).is_ok(),
                "{name}: error link to {target}"
            );
        }
    }
}

#[test]
fn nothing_is_inline_and_nothing_comes_from_elsewhere() {
    for (name, text) in pages() {
        let html = Html::parse_document(&text);
        assert!(
            all(&html, "[style], style").is_empty(),
            "{name}: inline style"
        );
        assert!(
            all(&html, "script:not([src])").is_empty(),
            "{name}: inline script"
        );
        assert!(
            all(&html, "[onclick], [onload], [onsubmit], [onchange]").is_empty(),
            "{name}: inline handler"
        );
        for element in all(&html, "[src], link[href]") {
            let address = element
                .attr("src")
                .or(element.attr("href"))
                .unwrap_or_default();
            assert!(address.starts_with("/static/"), "{name}: {address}");
        }
    }
}

#[test]
fn text_from_people_is_escaped() {
    let mut page = CasePage::sample();
    page.child = "<script>alert(1)</script>".into();
    page.timeline[1].text = "\"><img src=x onerror=alert(1)>".into();
    let text = page.render().unwrap();
    let html = Html::parse_document(&text);
    assert!(all(&html, "script:not([src]), img").is_empty());
}
