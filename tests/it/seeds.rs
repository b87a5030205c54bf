//! Every kept seed of the fuzzer (tests/fuzz), through the check of its target: what was found once stays mended.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "../fuzz/checks.rs"]
mod checks;

#[test]
fn every_kept_seed_of_the_fuzzer_passes_its_check() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds");
    let mut folders: Vec<_> = fs::read_dir(&seeds)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let mut targets: Vec<_> = checks::ALL.iter().map(|(name, _)| *name).collect();
    targets.sort_unstable();
    assert_eq!(folders, targets, "each target has its folder of seeds");
    for (name, check) in checks::ALL {
        for seed in fs::read_dir(seeds.join(name)).unwrap() {
            let path = seed.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let began = Instant::now();
            check(&bytes);
            assert!(
                began.elapsed() < Duration::from_secs(1),
                "{}",
                path.display()
            );
        }
    }
}
