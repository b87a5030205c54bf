//! Passwords: argon2id at OWASP's cost, off the async threads, a few at a time.
//!
//! A wrong password is an error, never a `false` that somebody could forget to look at. An unknown account costs
//! the same hash as a known one.

use std::sync::{Arc, LazyLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;

/// Memory of one hash in KiB (19 MiB), passes, lanes: OWASP's first choice for argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);
/// The most bytes of a password; longer ones are refused before any hashing.
pub const MAX_BYTES: usize = 1_024;
/// The fewest characters of a new password.
pub const MIN_CHARS: usize = 15;

/// Why a password does not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// It is not the right one.
    #[error("the password is not right")]
    Wrong,
    /// A new one is too short.
    #[error("use at least {MIN_CHARS} characters")]
    TooShort,
    /// It is longer than we take.
    #[error("use at most {MAX_BYTES} bytes")]
    TooLong,
    /// It is one of those that are tried first, or made of words of this programme.
    #[error("this password is easy to guess; use several words that do not belong together")]
    Guessable,
    /// Hashing itself failed.
    #[error("the password could not be checked")]
    Broken,
}

/// Hashes and checks, a few at a time.
#[derive(Debug, Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
}

impl Passwords {
    /// Allows this many hashes at once.
    pub fn new(at_once: usize) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(at_once.max(1))),
        }
    }

    /// Hashes a new password.
    pub async fn hash(&self, password: SecretString) -> Result<String, PasswordError> {
        self.run(move || {
            let hash = hasher()
                .hash_password(password.expose_secret().as_bytes())
                .map_err(|_| PasswordError::Broken)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Checks a password against a stored hash; against a dummy where there is none, at the same cost.
    pub async fn verify(
        &self,
        password: SecretString,
        stored: Option<String>,
    ) -> Result<(), PasswordError> {
        if password.expose_secret().len() > MAX_BYTES {
            return Err(PasswordError::Wrong);
        }
        self.run(move || {
            let text = stored.as_deref().unwrap_or(&DUMMY);
            let parsed = PasswordHash::new(text).map_err(|_| PasswordError::Broken)?;
            let right = hasher().verify_password(password.expose_secret().as_bytes(), &parsed);
            if right.is_ok() && stored.is_some() {
                Ok(())
            } else {
                Err(PasswordError::Wrong)
            }
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(|_| PasswordError::Broken)?;
        let span = tracing::Span::current();
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            span.in_scope(work)
        })
        .await
        .map_err(|_| PasswordError::Broken)?
    }
}

fn hasher() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

static DUMMY: LazyLock<String> = LazyLock::new(|| {
    hasher()
        .hash_password(b"nobody has this password")
        .map(|hash| hash.to_string())
        .unwrap_or_default()
});

/// Checks that a new password will do: length, and how hard it is to guess. `words` are those of the programme and
/// the person, which a guesser would try first. No rules about kinds of characters.
pub fn check_new(password: &SecretString, words: &[&str]) -> Result<(), PasswordError> {
    let text = password.expose_secret();
    if text.len() > MAX_BYTES {
        return Err(PasswordError::TooLong);
    }
    if text.chars().count() < MIN_CHARS {
        return Err(PasswordError::TooShort);
    }
    // The strength meter takes time with long texts; beyond a hundred characters guessing is out of the question.
    let head: String = text.chars().take(100).collect();
    if zxcvbn::zxcvbn(&head, words).score() < zxcvbn::Score::Four || left_over(&head, words) < 8 {
        Err(PasswordError::Guessable)
    } else {
        Ok(())
    }
}

/// Counts the letters and digits of a password that are not words a guesser would try first.
fn left_over(password: &str, words: &[&str]) -> usize {
    let mut rest = password.to_lowercase();
    for word in words.iter().filter(|word| word.chars().count() > 2) {
        rest = rest.replace(&word.to_lowercase(), " ");
    }
    rest.chars().filter(|sign| sign.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_right_password_and_no_other() {
        let passwords = Passwords::new(2);
        let typed = "correct horse battery staple, ñandú".to_owned();
        let hash = passwords.hash(typed.clone().into()).await.expect("hash");
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert_eq!(
            passwords
                .verify(typed.clone().into(), Some(hash.clone()))
                .await,
            Ok(())
        );
        let shorter = typed[..typed.len() - "ú".len()].to_owned();
        assert_eq!(
            passwords.verify(shorter.into(), Some(hash.clone())).await,
            Err(PasswordError::Wrong)
        );
        assert_eq!(
            passwords
                .verify(typed.to_uppercase().into(), Some(hash))
                .await,
            Err(PasswordError::Wrong)
        );
    }

    #[tokio::test]
    async fn nobody_is_let_in_without_a_stored_hash() {
        let passwords = Passwords::new(1);
        assert_eq!(
            passwords
                .verify("nobody has this password".to_owned().into(), None)
                .await,
            Err(PasswordError::Wrong)
        );
    }

    #[test]
    fn new_passwords_are_long_and_not_the_first_that_are_tried() {
        let check =
            |text: &str| check_new(&text.to_owned().into(), &["riverside", "intake", "rivera"]);
        assert_eq!(check("short words 14"), Err(PasswordError::TooShort));
        assert_eq!(check("aaaaaaaaaaaaaaaaaaa"), Err(PasswordError::Guessable));
        assert_eq!(check("passwordpassword"), Err(PasswordError::Guessable));
        assert_eq!(check("riversideintake1"), Err(PasswordError::Guessable));
        assert_eq!(
            check("rivera riverside rivera"),
            Err(PasswordError::Guessable)
        );
        assert_eq!(check("marble otter quilt window"), Ok(()));
        assert_eq!(check(&"x".repeat(2_000)), Err(PasswordError::TooLong));
    }
}
