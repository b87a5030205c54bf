//! The URL table itself, as it stands in the source, and the forms as the pages draw them: a new route or a new field
//! is tried by itself.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use scraper::{ElementRef, Selector};

use crate::support::client::{Browser, Page};

/// A route of the table.
pub struct Route {
    /// With its places in braces.
    pub path: String,
    /// True where a form is posted to it.
    pub posts: bool,
    /// True where a page is read from it.
    pub reads: bool,
}

impl Route {
    /// True for pages behind sign-in.
    pub fn is_staff(&self) -> bool {
        self.path.starts_with("/staff") && self.path != "/staff/sign-in"
    }
}

/// Every route there is.
pub fn routes() -> Vec<Route> {
    let source = include_str!("../../../src/web/routes.rs");
    let route = Regex::new(r#"\.route\(\s*"([^"]+)""#).unwrap();
    let found: Vec<_> = route.captures_iter(source).collect();
    let routes: Vec<_> = found
        .iter()
        .enumerate()
        .map(|(n, hit)| {
            let from = hit.get(0).unwrap().end();
            let next = found.get(n + 1).map(|hit| hit.get(0).unwrap().start());
            let handlers = &source[from..next.unwrap_or(source.len())];
            let handlers = handlers.split(".merge(").next().unwrap();
            // A page or a section of a form is read and posted.
            let of_form = handlers.contains("_of::<");
            Route {
                path: hit[1].to_owned(),
                posts: of_form || handlers.contains("post("),
                reads: of_form || handlers.contains("get("),
            }
        })
        .collect();
    assert!(routes.iter().filter(|route| route.posts).count() >= 20);
    routes
}

/// The controls of a form by name, each with the values that the page offers for it.
pub type Fields = BTreeMap<String, BTreeSet<String>>;

/// Every form of some pages, by the address it posts to.
pub async fn forms_on(browser: &mut Browser, pages: &[String]) -> BTreeMap<String, Fields> {
    let mut forms: BTreeMap<String, Fields> = BTreeMap::new();
    for path in pages {
        let page = browser.get(path).await;
        for (action, fields) in forms_of(&page) {
            let action = if action.is_empty() {
                path.clone()
            } else {
                action
            };
            let known = forms.entry(action).or_default();
            for (name, values) in fields {
                known.entry(name).or_default().extend(values);
            }
        }
    }
    forms
}

fn forms_of(page: &Page) -> Vec<(String, Fields)> {
    page.all("form[method=post]", |form| {
        let action = form.attr("action").unwrap_or_default();
        let action = action.split(['#', '?']).next().unwrap_or_default();
        (action.to_owned(), fields_of(form))
    })
}

fn fields_of(form: ElementRef<'_>) -> Fields {
    let mut fields = Fields::new();
    for control in form.select(&Selector::parse("[name]").unwrap()) {
        let name = control.attr("name").unwrap_or_default().to_owned();
        let values = fields.entry(name).or_default();
        values.extend(control.attr("value").map(str::to_owned));
        let options = Selector::parse("option").unwrap();
        let options = control.select(&options);
        values.extend(options.filter_map(|option| option.attr("value").map(str::to_owned)));
    }
    fields
}

#[test]
fn the_table_is_read_as_it_stands() {
    let routes = routes();
    let of = |path: &str| routes.iter().find(|route| route.path == path).unwrap();
    assert!(of("/staff/searches").posts && !of("/staff/searches").reads);
    assert!(of("/{language}/family/sent").reads && !of("/{language}/family/sent").posts);
    assert!(of("/{language}/call-me").posts && of("/{language}/call-me").reads);
}
