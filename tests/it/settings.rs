//! The example for production is whole: nothing of the demo is left in it, and nothing is missing.

use std::path::Path;

use intake_desk::config::{self, EnvironmentName, Surroundings};

#[test]
fn the_example_for_production_can_be_used() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/production.example.toml");
    let settings = config::load(&Surroundings {
        config_file: Some(file),
        ..Surroundings::default()
    })
    .unwrap();
    assert_eq!(settings.environment, EnvironmentName::Production);
}
