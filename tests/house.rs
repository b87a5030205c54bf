//! Checks on the house itself: floors, sizes, SQL, routes, pages, migrations, scripts. Needs no database.
//!
//! Each rule is a function from text to complaints, so that beside each stands a sample it must complain about.
//! Here they meet the real tree. A complaint names the place and what to do; there are no exceptions to list.

#[path = "house/documents.rs"]
mod documents;
#[path = "house/floors.rs"]
mod floors;
#[path = "house/migrations.rs"]
mod migrations;
#[path = "house/pages.rs"]
mod pages;
#[path = "house/routes.rs"]
mod routes;
#[path = "house/scripts.rs"]
mod scripts;
#[path = "house/security.rs"]
mod security;
#[path = "house/sizes.rs"]
mod sizes;
#[path = "house/source.rs"]
mod source;
#[path = "house/sql.rs"]
mod sql;

use source::Source;

/// Fails with all complaints at once.
#[track_caller]
fn settle(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[track_caller]
fn each(sources: &[Source], rule: impl Fn(&Source) -> Vec<String>) {
    settle(&sources.iter().flat_map(rule).collect::<Vec<_>>());
}

#[test]
fn a_floor_names_only_floors_below() {
    each(&source::below("src", &["rs"]), floors::upward_paths);
}

#[test]
fn the_domain_is_pure() {
    each(&source::below("src/domain", &["rs"]), floors::impure_crates);
}

#[test]
fn sql_stands_in_db_only() {
    each(&source::below("src", &["rs"]), sql::macros_outside_db);
}

#[test]
fn transactions_begin_and_end_in_use_cases_only() {
    each(
        &source::below("src", &["rs"]),
        sql::transactions_outside_usecases,
    );
}

#[test]
fn files_and_functions_stay_small() {
    let mut sources = source::below("src", &["rs"]);
    each(&sources, sizes::long_functions);
    sources.extend(source::below("tests", &["rs"]));
    each(&sources, sizes::long_files);
}

#[test]
fn folders_stay_small() {
    let sources = source::below("src", &["rs"]);
    settle(&sizes::full_folders(&sources));
    settle(&sizes::two_styles_of_module(&sources));
}

#[test]
fn every_file_says_what_it_is_and_nothing_is_left_to_do() {
    let mut sources = source::below("src", &["rs"]);
    sources.extend(source::below("tests", &["rs"]));
    each(&sources, sizes::headless);
    each(&sources, sizes::left_to_do);
}

#[test]
fn every_story_is_told() {
    settle(&sizes::untold(&source::below("tests/it", &["rs"])));
    settle(&sizes::untold(&source::below("tests/faults", &["rs"])));
}

/// The trials of the promises are a program of their own, with the same budgets.
#[test]
fn the_trials_of_the_promises_are_built_like_the_house() {
    let trials = source::below("tests/faults", &["rs", "py"]);
    each(&trials, sizes::long_functions);
    each(&trials, floors::ground_that_names_what_stands_on_it);
    settle(&sizes::full_folders(&trials));
    settle(&sizes::two_styles_of_module(&trials));
}

#[test]
fn every_route_stands_in_the_permission_test() {
    let (routes, permissions) = (
        source::one("src/web/routes.rs"),
        source::one("tests/it/permissions/table.rs"),
    );
    if let (Some(routes), Some(permissions)) = (routes, permissions) {
        settle(&routes::unlisted(&routes, &permissions));
    }
}

#[test]
fn every_migration_has_sample_data_and_a_reason() {
    let migrations = source::below("migrations", &["sql"]);
    settle(&migrations::without_sample(
        &migrations,
        &source::below("tests/data/migrations", &["sql"]),
    ));
    each(&migrations, migrations::reasonless);
    each(&migrations, migrations::blocking);
}

/// With `INTAKE_WRITE_DOCS=1` writes the document instead of complaining.
#[test]
fn the_list_of_events_is_up_to_date() {
    let made = intake_desk::domain::event::document();
    let path = "docs/events.md";
    if std::env::var_os("INTAKE_WRITE_DOCS").is_some() {
        source::write(path, &made);
    }
    let stands = source::one(path).map(|source| source.text);
    assert!(
        stands.as_deref() == Some(&*made),
        "{path} is out of date: INTAKE_WRITE_DOCS=1 cargo test --test house"
    );
}

#[test]
fn templates_are_short_and_free_of_inline_code() {
    let templates = source::below("templates", &["html", "txt", "svg", "xml"]);
    each(&templates, pages::long_templates);
    each(&templates, pages::inline_code);
}

#[test]
fn style_sheets_know_no_left_and_right() {
    each(&source::below("static", &["css"]), pages::physical_sides);
    each(&source::below("templates", &["css"]), pages::physical_sides);
}

#[test]
fn scripts_are_short_and_careful() {
    each(&source::below("script", &[""]), scripts::careless);
}

#[test]
fn documents_point_to_what_is_there() {
    let root = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "STYLE.md",
    ]
    .map(|path| source::one(path).unwrap_or_else(|| panic!("{path} is missing")));
    each(&root, documents::broken_links);
    each(&root[1..2], documents::long_architecture);
    each(&source::below("docs", &["md"]), documents::broken_links);
    settle(&documents::heavy_pictures());
}

#[test]
fn programs_with_a_main_of_their_own_run_it() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("a file of the house");
    let manifest = Source::new("Cargo.toml", &read("Cargo.toml"));
    settle(&scripts::lost_mains(&manifest, |path| {
        let text = read(path);
        text.contains("\nfn main(") || text.contains("\nasync fn main(")
    }));
}
