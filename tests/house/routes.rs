//! Every route of the URL table stands in the permission test, so no page is open by oversight.

use crate::source::Source;
use regex::Regex;

/// Complains about routes that the permission test does not name.
pub fn unlisted(routes: &Source, permissions: &Source) -> Vec<String> {
    let pattern = Regex::new(r#"\.(?:route|route_service)\(\s*"([^"]+)""#).expect("a pattern");
    pattern
        .captures_iter(routes.production())
        .map(|hit| hit[1].to_owned())
        .filter(|route| !permissions.text.contains(&format!("\"{route}\"")))
        .map(|route| {
            format!(
                "{}: \"{route}\" has no line in {}: say who may do what there",
                routes.path, permissions.path
            )
        })
        .collect()
}

#[test]
fn a_forgotten_route_is_found() {
    let routes = Source::new(
        "src/web/routes.rs",
        "Router::new().route(\"/staff\", get(a))\n    .route(\n        \"/staff/cases/{reference}\",\n        get(b),\n    )",
    );
    let permissions = Source::new("tests/it/permissions.rs", "(\"/staff\", ALL)");
    let found = unlisted(&routes, &permissions);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("/staff/cases/{reference}"), "{found:?}");
}
