//! Somebody signs in, comes back with a session, or signs out.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use sqlx::PgConnection;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::staff::sessions::{self, NewSession};
use crate::db::staff::{attempts, devices, email_hash, find_credential};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::person::EmailAddress;
use crate::domain::staff::{Actor, StaffId, Strength};
use crate::support::address::network;
use crate::support::ids::{Token, fresh_id};
use crate::support::password::PasswordError;
use crate::usecases::Desk;
use crate::usecases::window::Window;

/// Attempts are counted in windows of this many seconds.
pub const WINDOW_SECONDS: i64 = 15 * 60;
/// Attempts an account has in a window.
pub const ACCOUNT_MOST: i32 = 10;
/// Attempts an address has in a window, over all accounts.
pub const ADDRESS_MOST: i32 = 40;
/// A browser is known this long after the last sign-in from it.
pub const DEVICE_KNOWN: SignedDuration = SignedDuration::from_hours(24 * 180);
/// Browsers that are known of one person.
const DEVICES_MOST: i64 = 10;
/// A session's use is written down at most this often.
const SEEN_EVERY: SignedDuration = SignedDuration::from_secs(30);

/// Who wants to sign in.
#[derive(Debug)]
pub struct SignIn {
    /// The address as typed.
    pub email: String,
    /// The password as typed.
    pub password: SecretString,
    /// The session the browser already had; it ends.
    pub previous: Option<Token>,
    /// The token of a browser that somebody signed in from before.
    pub known_device: Option<Token>,
    /// What kind of browser, in plain words.
    pub device: String,
    /// The peer's address.
    pub address: Option<IpAddr>,
}

/// What the browser of somebody who signed in must hold.
#[derive(Debug)]
pub struct SignedInBrowser {
    /// The session.
    pub session: Token,
    /// The mark by which this browser is known the next time.
    pub device: Token,
}

/// Where an attempt was counted.
struct Reserved {
    /// The account's own bucket, or that of a known device: a sign-in empties it.
    own: Vec<u8>,
    /// The address's bucket with its window: a sign-in takes its attempt back, since a whole hospital shares the address.
    shared: Option<(Vec<u8>, Timestamp)>,
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Address or password is not right, or the account may not be used. Never says which.
    #[error("address or password is not right")]
    Refused,
    /// Too many attempts; the window ends then.
    #[error("too many attempts")]
    TooMany {
        /// When the next attempt counts anew.
        until: Timestamp,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for SignInError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Whose session a cookie is, and how it stands.
#[derive(Debug, Clone)]
pub struct Resumed {
    /// Who.
    pub actor: Actor,
    /// When the password was last asked.
    pub proved_at: Timestamp,
}

impl Desk {
    /// Signs somebody in with a new session. Tries from a browser that this person signed in from before are counted
    /// apart: whoever guesses at the account from elsewhere cannot lock its owner out.
    pub async fn sign_in(&self, attempt: SignIn) -> Result<SignedInBrowser, SignInError> {
        let now = self.now();
        let email = EmailAddress::parse(&attempt.email).ok();
        let hash = match &email {
            Some(email) => email_hash(&self.vault, email),
            None => self
                .vault
                .keyed_hash("staff-email", attempt.email.as_bytes()),
        };
        let reserved = self.reserve_attempt(&hash, &attempt, now).await?;
        let mut conn = self.pool.acquire().await?;
        let credential = find_credential(&mut conn, &hash).await?;
        drop(conn);
        let stored = credential
            .as_ref()
            .filter(|credential| credential.active)
            .and_then(|credential| credential.password_hash.clone());
        let verified = self
            .passwords
            .verify(attempt.password.clone(), stored)
            .await;
        let (Ok(()), Some(credential)) = (verified, credential.as_ref()) else {
            return self
                .refuse(
                    credential.map(|credential| credential.id),
                    attempt.address,
                    verified,
                    now,
                )
                .await;
        };
        self.open_session(credential.id, &reserved, &attempt, now)
            .await
    }

    /// Counts the attempt before anything slow happens, over all instances: for a known device there, otherwise for the
    /// account and for the address.
    async fn reserve_attempt(
        &self,
        account: &[u8],
        attempt: &SignIn,
        now: Timestamp,
    ) -> Result<Reserved, SignInError> {
        let Window { start, until } = Window::around(now, WINDOW_SECONDS);
        let mut tx = self.begin().await?;
        let known = match &attempt.known_device {
            Some(device) if devices::is_known(&mut tx, device, account, now).await? => Some(device),
            _ => None,
        };
        let own = known.map_or_else(
            || account.to_vec(),
            |device| {
                let both = [device.hash().as_slice(), account].concat();
                self.vault.keyed_hash("sign-in-device", &both)
            },
        );
        let mut shared = None;
        let mut over = attempts::insert_attempt(&mut tx, &own, start).await? > ACCOUNT_MOST;
        if let (None, Some(address)) = (known, attempt.address) {
            let bucket = self
                .vault
                .keyed_hash("sign-in-address", network(address).to_string().as_bytes());
            over |= attempts::insert_attempt(&mut tx, &bucket, start).await? > ADDRESS_MOST;
            shared = Some((bucket, start));
        }
        tx.commit().await?;
        if over {
            Err(SignInError::TooMany { until })
        } else {
            Ok(Reserved { own, shared })
        }
    }

    async fn refuse(
        &self,
        known: Option<StaffId>,
        address: Option<IpAddr>,
        why: Result<(), PasswordError>,
        now: Timestamp,
    ) -> Result<SignedInBrowser, SignInError> {
        let mut event = Event::of_desk(Doer::Nobody(address), EventKind::SignInRefused, now);
        if let Some(StaffId(id)) = known {
            event = event.with("account", id.to_string());
        }
        let mut tx = self.begin().await?;
        insert_event(&mut tx, &event).await?;
        tx.commit().await?;
        if why == Err(PasswordError::Broken) {
            tracing::error!("a password could not be checked");
        }
        Err(SignInError::Refused)
    }

    async fn open_session(
        &self,
        staff: StaffId,
        reserved: &Reserved,
        attempt: &SignIn,
        now: Timestamp,
    ) -> Result<SignedInBrowser, SignInError> {
        let key = self.desk_key().await?.clone();
        let token = Token::fresh();
        let mut tx = self.begin().await?;
        attempts::delete_attempts(&mut tx, &reserved.own).await?;
        if let Some((bucket, window)) = &reserved.shared {
            attempts::update_taken_back(&mut tx, bucket, *window).await?;
        }
        let device = know_device(&mut tx, staff, attempt.known_device.as_ref(), now).await?;
        if let Some(previous) = &attempt.previous
            && let Some(session) =
                sessions::find_session(&mut tx, &key, previous, self.settings.session_idle, now)
                    .await?
        {
            sessions::update_ended(&mut tx, session.id, session.staff, now).await?;
        }
        let new = NewSession {
            id: fresh_id(),
            token: &token,
            staff,
            strength: Strength::Password,
            device: &attempt.device,
            expires_at: now + self.settings.session_total,
        };
        sessions::insert_session(&mut tx, &new, self.settings.sessions_most, now).await?;
        let live = sessions::find_session(&mut tx, &key, &token, self.settings.session_idle, now)
            .await?
            .ok_or(SignInError::Refused)?;
        let actor = actor_of(live, attempt.address);
        insert_event(
            &mut tx,
            &Event::of_desk(Doer::staff(&actor), EventKind::SignedIn, now)
                .with("strength", actor.strength.code()),
        )
        .await?;
        tx.commit().await?;
        Ok(SignedInBrowser {
            session: token,
            device,
        })
    }

    /// Finds whose session a cookie is; none once it ended, rested too long or the account was disabled.
    pub async fn resume_session(
        &self,
        token: &Token,
        address: Option<IpAddr>,
    ) -> Result<Option<Resumed>, DbError> {
        let now = self.now();
        let key = self.desk_key().await?;
        let mut conn = self.pool.acquire().await?;
        let Some(live) =
            sessions::find_session(&mut conn, key, token, self.settings.session_idle, now).await?
        else {
            return Ok(None);
        };
        if now.duration_since(live.last_seen_at) > SEEN_EVERY {
            sessions::update_seen(&mut conn, live.id, now).await?;
        }
        // What the page shows of staff and rules is at least as new as this look.
        self.roster.compare(live.roster_version);
        let proved_at = live.proved_at;
        Ok(Some(Resumed {
            actor: actor_of(live, address),
            proved_at,
        }))
    }

    /// Ends the present session.
    pub async fn sign_out(&self, actor: &Actor) -> Result<(), DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        sessions::update_ended(&mut tx, actor.session, actor.id, now).await?;
        insert_event(
            &mut tx,
            &Event::of_desk(Doer::staff(actor), EventKind::SignedOut, now),
        )
        .await?;
        Ok(tx.commit().await?)
    }
}

/// Remembers the browser of somebody who has just signed in; a mark that we did not give is replaced.
async fn know_device(
    conn: &mut PgConnection,
    staff: StaffId,
    brought: Option<&Token>,
    now: Timestamp,
) -> Result<Token, DbError> {
    let device = match brought {
        Some(token) if devices::is_issued(conn, token).await? => token.clone(),
        _ => Token::fresh(),
    };
    devices::insert_device(conn, &device, staff, now + DEVICE_KNOWN, DEVICES_MOST).await?;
    Ok(device)
}

fn actor_of(live: sessions::LiveSession, address: Option<IpAddr>) -> Actor {
    Actor {
        id: live.staff,
        role: live.role,
        name: live.person.name,
        strength: live.strength,
        session: live.id,
        address,
    }
}
