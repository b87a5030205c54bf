//! Templates and style sheets: short, no inline code (the content security policy forbids it), no left and right
//! (a page must be able to turn round for languages written from the right).

use crate::source::{Source, line_at};
use regex::Regex;

const TEMPLATE_LINES: usize = 120;

/// Complains about a template that is more than one page's worth.
pub fn long_templates(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    if lines <= TEMPLATE_LINES {
        return Vec::new();
    }
    vec![source.complaint(
        lines,
        &format!("{lines} lines; {TEMPLATE_LINES} is the budget: take a part out"),
    )]
}

/// Complains about style and script inside a template. Mail has no style sheet, so there style is allowed.
pub fn inline_code(source: &Source) -> Vec<String> {
    let script = r"(?i)(?:\son[a-z]+\s*=|<script(?:\s[^>]*)?>|javascript:)";
    let style = r"(?i)(?:\sstyle\s*=|<style\b)";
    let text = without(&source.text, r"(?s)\{#.*?#\}|<!--.*?-->");
    let mut complaints = Vec::new();
    for hit in Regex::new(script).expect("a pattern").find_iter(&text) {
        if !(hit.as_str().starts_with("<script") && hit.as_str().contains("src=")) {
            complaints.push(source.complaint(
                line_at(&text, hit.start()),
                "no inline script: use static/app.js",
            ));
        }
    }
    if !source.path.starts_with("templates/mail/") && !source.path.contains("layouts/mail") {
        for hit in Regex::new(style).expect("a pattern").find_iter(&text) {
            complaints.push(source.complaint(
                line_at(&text, hit.start()),
                "no inline style: use static/app.css",
            ));
        }
    }
    complaints
}

/// Complains about properties and values that name a physical side.
pub fn physical_sides(source: &Source) -> Vec<String> {
    let text = without(&source.text, r"(?s)/\*.*?\*/");
    let property = r"(?m)(?:^|[;{\s])((?:[a-z-]+-)?(?:left|right)(?:-[a-z-]+)?)\s*:";
    let value = r"\b(?:text-align|text-align-last|float|clear|caption-side)\s*:\s*(?:left|right)\b";
    [property, value]
        .into_iter()
        .flat_map(|pattern| {
            Regex::new(pattern)
                .expect("a pattern")
                .find_iter(&text)
                .map(|hit| {
                    let says = format!(
                        "`{}` names a side: use inline-start and inline-end",
                        hit.as_str().trim()
                    );
                    source.complaint(line_at(&text, hit.end()), &says)
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The text with these parts blanked; lines stay where they are.
fn without(text: &str, pattern: &str) -> String {
    Regex::new(pattern)
        .expect("a pattern")
        .replace_all(text, |hit: &regex::Captures<'_>| {
            "\n".repeat(hit[0].matches('\n').count())
        })
        .into_owned()
}

#[test]
fn long_templates_are_found() {
    let long = Source::new("templates/a.html", &"<p>\n".repeat(TEMPLATE_LINES + 1));
    assert_eq!(long_templates(&long).len(), 1);
}

#[test]
fn inline_code_is_found() {
    let bad = "<p style=\"color:red\">\n<a onclick=\"x()\">\n<script>x()</script>\n<style>p{}</style>\n<a href=\"javascript:x\">\n";
    let found = inline_code(&Source::new("templates/a.html", bad));
    assert_eq!(found.len(), 5, "{found:?}");
    let good = "{# style= #}<!-- onclick= -->\n<script src=\"/a.js\" defer></script><link rel=\"stylesheet\">one = two\n";
    assert_eq!(
        inline_code(&Source::new("templates/a.html", good)),
        Vec::<String>::new()
    );
    let mail = Source::new("templates/mail/receipt/body.html", "<p style=\"margin:0\">");
    assert!(inline_code(&mail).is_empty());
}

#[test]
fn sides_are_found() {
    let bad = ".a { margin-left: 1px; border-top-right-radius: 2px;\n  left: 0; text-align: right }\n.b{right:0;float:left}\n";
    let found = physical_sides(&Source::new("static/app.css", bad));
    assert_eq!(found.len(), 6, "{found:?}");
    let good = "/* left: */ .left:hover { margin-inline-start: 1px; inset-inline-end: 0; text-align: start }\n.copyright { color: var(--right) }\n";
    assert_eq!(
        physical_sides(&Source::new("static/app.css", good)),
        Vec::<String>::new()
    );
}
