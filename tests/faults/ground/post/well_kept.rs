//! A relay as hospitals keep them (`well_kept.py`, on aiosmtpd): STARTTLS, an account, a certificate of its own authority,
//! which openssl makes for each trial. Not ours, so that our own idea of SMTP is not what vouches for us.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Child;

use crate::ground::process::Setup;
use crate::ground::wait::{secs, until};

/// The account and the password that it wants.
pub const ACCOUNT: [&str; 2] = ["intake-desk", "a long pass phrase, with spaces"];

/// Such a relay, running.
pub struct WellKept {
    port: u16,
    said: Arc<Mutex<Vec<String>>>,
    _child: Child,
}

/// Certificates: an authority, a relay it vouches for, and another authority that vouches for nobody.
pub struct Certificates {
    folder: PathBuf,
}

impl Certificates {
    /// Makes them with openssl.
    pub fn make(folder: &Path) -> Self {
        let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        for name in ["authority", "stranger"] {
            let subject = format!("/CN=Faults {name}");
            let words = format!(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout {} -out {} -addext keyUsage=critical,keyCertSign -subj",
                path(&format!("{name}.key")),
                path(&format!("{name}.pem"))
            );
            openssl(&words, &[&subject]);
        }
        let words = format!(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout {} -out {} -CA {} -CAkey {} -addext basicConstraints=critical,CA:FALSE -addext subjectAltName=DNS:localhost -subj",
            path("relay.key"),
            path("relay.pem"),
            path("authority.pem"),
            path("authority.key")
        );
        openssl(&words, &["/CN=localhost"]);
        Self {
            folder: folder.to_path_buf(),
        }
    }

    /// The path of one.
    pub fn path(&self, name: &str) -> String {
        self.folder.join(name).to_str().unwrap().to_owned()
    }
}

fn openssl(words: &str, more: &[&str]) {
    let ended = Command::new("openssl")
        .args(words.split(' '))
        .args(more)
        .output()
        .unwrap();
    assert!(
        ended.status.success(),
        "openssl {words}: {}",
        String::from_utf8_lossy(&ended.stderr)
    );
}

/// The Python that knows aiosmtpd: the system's, or the first on the path; none where neither does.
fn python() -> Option<&'static str> {
    ["/usr/bin/python3", "python3"].into_iter().find(|python| {
        let asked = Command::new(python)
            .args(["-c", "import aiosmtpd.smtp"])
            .stderr(Stdio::null())
            .status();
        asked.is_ok_and(|ended| ended.success())
    })
}

impl WellKept {
    /// Starts one with TLS, or one that has none to offer; says why where that is impossible here.
    pub async fn start(certificates: Option<&Certificates>) -> Result<Self, String> {
        let python = python().ok_or("python3-aiosmtpd is not installed: script/bootstrap")?;
        let open = || ("open".to_owned(), "open".to_owned());
        let (certificate, key) = certificates.map_or_else(open, |made| {
            (made.path("relay.pem"), made.path("relay.key"))
        });
        let script = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/faults/ground/post/well_kept.py"
        );
        let mut child = tokio::process::Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "--", python, script])
            .args([&certificate, &key])
            .args(ACCOUNT)
            .stdout(Stdio::piped())
            // It complains at length about clients that do not trust it, which is what they are for.
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| error.to_string())?;
        let said = Arc::<Mutex<Vec<String>>>::default();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let hearing = Arc::clone(&said);
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                hearing.lock().unwrap().push(line);
            }
        });
        let mut relay = Self {
            port: 0,
            said,
            _child: child,
        };
        until("the relay listens", secs(30), async || {
            relay.count("port ") == 1
        })
        .await;
        let first = relay.said.lock().unwrap()[0].clone();
        relay.port = first["port ".len()..].parse().unwrap();
        Ok(relay)
    }

    /// How a desk is told to use it, vouched for by the authority in this file.
    pub fn settings(&self, setup: &Setup, authority: &str, password: &str) -> Setup {
        let smtp = "INTAKE__MAIL__SMTP__";
        setup
            .clone()
            .mailing_to(self.port)
            .with(&format!("{smtp}HOST"), "localhost")
            .with(&format!("{smtp}TLS"), "starttls")
            .with(&format!("{smtp}CA_FILE"), authority)
            .with(&format!("{smtp}USERNAME"), ACCOUNT[0])
            .with(&format!("{smtp}PASSWORD"), password)
    }

    /// How many lines it said that begin so.
    pub fn count(&self, beginning: &str) -> usize {
        self.lines(beginning).len()
    }

    /// The lines it said that begin so.
    pub fn lines(&self, beginning: &str) -> Vec<String> {
        let said = self.said.lock().unwrap();
        let fits = said.iter().filter(|line| line.starts_with(beginning));
        fits.cloned().collect()
    }
}
