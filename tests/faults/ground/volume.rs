//! A small volume of its own that can be filled to the last byte: memory, mounted where the database or the files will lie.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A mounted volume; it is given back with the trial.
pub struct Volume {
    path: PathBuf,
}

impl Volume {
    /// Mounts a volume of so many megabytes; says why where this machine does not let us.
    pub fn small(path: &Path, megabytes: u32) -> Result<Self, String> {
        std::fs::create_dir_all(path).map_err(|error| error.to_string())?;
        let size = format!("size={megabytes}m,mode=711");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(path)
            .output();
        let why = match mounted {
            Ok(ended) if ended.status.success() => {
                return Ok(Self {
                    path: path.to_path_buf(),
                });
            }
            Ok(ended) => String::from_utf8_lossy(&ended.stderr).trim().to_owned(),
            Err(error) => error.to_string(),
        };
        Err(format!("a small volume cannot be mounted here: {why}"))
    }

    fn filler(&self) -> PathBuf {
        self.path.join("filler")
    }

    /// Takes what room there is.
    pub fn fill(&mut self) {
        let filler = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.filler());
        let Ok(mut filler) = filler else { return };
        for size in [1 << 20, 1 << 12] {
            while matches!(filler.write(&vec![0; size]), Ok(written) if written == size) {}
        }
    }

    /// Takes all but so many bytes.
    pub fn fill_but(&mut self, bytes: u64) {
        self.fill();
        let filler = OpenOptions::new().write(true).open(self.filler()).unwrap();
        let taken = filler.metadata().unwrap().len();
        filler.set_len(taken.saturating_sub(bytes)).unwrap();
    }

    /// Gives the room back.
    pub fn make_room(&mut self) {
        File::create(self.filler()).unwrap();
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.path).status();
    }
}
