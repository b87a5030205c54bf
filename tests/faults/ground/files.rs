//! The folder of the file store, looked at from outside: which files lie there, which of them nobody knows, and how old
//! they say they are.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use intake_desk::support::clock::Clock;

use super::rows::Rows;
use super::wait::secs;

/// The folder of a file store.
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// The store in a folder.
    pub fn of(folder: &Path) -> Self {
        Self {
            folder: folder.to_path_buf(),
        }
    }

    /// Every file that belongs to no paper of the database: of a paper that is not known, or with another name than a
    /// part that is there.
    pub async fn strays(&self, rows: &Rows) -> Vec<String> {
        let parts = "SELECT 'papers/' || id || '/part-' || lpad(n::text, 4, '0') FROM papers,
            generate_series(0, (bytes - 1) / 1048576) n";
        let known: BTreeSet<String> = rows.texts(parts).await.into_iter().collect();
        let mut found = Vec::new();
        walk(&self.folder, &mut |path| {
            let name = path.strip_prefix(&self.folder).unwrap();
            found.push(name.to_str().unwrap().to_owned());
        });
        found.retain(|name| !known.contains(name));
        found
    }

    /// Leaves what a process leaves that dies in the middle of writing a part: no kill can be sure to meet that moment.
    pub fn leave_half(&self) {
        let mut parts = Vec::new();
        walk(&self.folder, &mut |path| parts.push(path.to_path_buf()));
        let part = parts.first().expect("a part").to_str().unwrap().to_owned();
        std::fs::write(format!("{part}#9"), b"half").unwrap();
    }

    /// Lets every file look as if it had lain there for so many hours.
    pub fn age(&self, hours: u64) {
        let then = SystemTime::from(Clock::shared().now()) - secs(hours * 3_600);
        walk(&self.folder, &mut |path| {
            // One that is just being removed is old enough.
            if let Ok(file) = File::options().write(true).open(path) {
                file.set_modified(then).unwrap();
            }
        });
    }
}

fn walk(folder: &Path, see: &mut impl FnMut(&Path)) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, see);
        } else {
            see(&path);
        }
    }
}
