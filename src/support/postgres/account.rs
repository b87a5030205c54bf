//! The operating-system account that runs the server, and which folders it can enter.
//!
//! PostgreSQL refuses root. As root we hand it to the configured account, else to the owner of an existing
//! cluster, else to `postgres`, else to `nobody`; anybody else runs it as themselves.

use super::error::PostgresError;
use nix::unistd::{Gid, Uid, User};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Who runs the server, and who we are.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub name: String,
    pub uid: u32,
    pub gid: u32,
    /// Our own name, as the server sees it when we connect.
    pub client: String,
    /// True when the server must be started under another account than ours.
    pub switch: bool,
}

impl Account {
    /// Chooses the account for the cluster below `cluster`, which may not exist yet.
    pub fn choose(configured: Option<&str>, cluster: &Path) -> Result<Self, PostgresError> {
        let us = Uid::effective();
        let ours = look_up(us)?.ok_or(PostgresError::NamelessUser { uid: us.as_raw() })?;
        if us.is_root() {
            return Self::for_root(configured, cluster, ours.name);
        }
        if let Some(wanted) = configured.filter(|wanted| *wanted != ours.name) {
            return Err(PostgresError::CannotSwitch {
                wanted: wanted.to_owned(),
                ours: ours.name,
            });
        }
        if let Some(owner) = owner_of(cluster).filter(|owner| *owner != us.as_raw()) {
            return Err(PostgresError::OtherOwner {
                folder: cluster.to_path_buf(),
                owner: name_of(owner),
                wanted: ours.name,
            });
        }
        Ok(Self {
            client: ours.name.clone(),
            name: ours.name,
            uid: us.as_raw(),
            gid: Gid::effective().as_raw(),
            switch: false,
        })
    }

    fn for_root(
        configured: Option<&str>,
        cluster: &Path,
        client: String,
    ) -> Result<Self, PostgresError> {
        let owner = owner_of(cluster).filter(|owner| *owner != 0);
        let user = match (configured, owner) {
            (Some(name), _) => named(name)?.ok_or_else(|| PostgresError::NoAccount {
                account: name.to_owned(),
            })?,
            (None, Some(owner)) => {
                look_up(Uid::from_raw(owner))?.ok_or(PostgresError::NamelessUser { uid: owner })?
            }
            (None, None) => match named("postgres")? {
                Some(user) => user,
                None => named("nobody")?.ok_or_else(|| PostgresError::NoAccount {
                    account: "postgres".to_owned(),
                })?,
            },
        };
        if let Some(owner) = owner.filter(|owner| *owner != user.uid.as_raw()) {
            return Err(PostgresError::OtherOwner {
                folder: cluster.to_path_buf(),
                owner: name_of(owner),
                wanted: user.name,
            });
        }
        Ok(Self {
            name: user.name,
            uid: user.uid.as_raw(),
            gid: user.gid.as_raw(),
            client,
            switch: true,
        })
    }

    /// Fails with the first folder on the way to `wanted` that the account cannot enter.
    pub fn check_can_reach(&self, wanted: &Path) -> Result<(), PostgresError> {
        match self.first_closed(wanted) {
            None => Ok(()),
            Some(closed) => Err(PostgresError::ClosedFolder {
                closed,
                wanted: wanted.to_path_buf(),
                account: self.name.clone(),
            }),
        }
    }

    /// Returns the topmost existing folder above `wanted` (or itself) that is closed to the account.
    pub fn first_closed(&self, wanted: &Path) -> Option<PathBuf> {
        if !self.switch {
            return None;
        }
        let existing = wanted.ancestors().find(|path| path.exists())?;
        let real = existing.canonicalize().ok()?;
        let mut folders: Vec<&Path> = real.ancestors().collect();
        folders.reverse();
        folders
            .into_iter()
            .find(|folder| {
                std::fs::metadata(folder).is_ok_and(|about| {
                    !may_enter(about.mode(), about.uid(), about.gid(), self.uid, self.gid)
                })
            })
            .map(Path::to_path_buf)
    }
}

/// The system's own rule: owner bits for the owner, group bits for the group, else the rest.
fn may_enter(mode: u32, owner: u32, group: u32, uid: u32, gid: u32) -> bool {
    let shift = if owner == uid {
        6
    } else if group == gid {
        3
    } else {
        0
    };
    (mode >> shift) & 0o1 == 0o1
}

fn owner_of(path: &Path) -> Option<u32> {
    std::fs::metadata(path).ok().map(|about| about.uid())
}

fn name_of(uid: u32) -> String {
    match User::from_uid(Uid::from_raw(uid)) {
        Ok(Some(user)) => user.name,
        _ => format!("user {uid}"),
    }
}

fn look_up(uid: Uid) -> Result<Option<User>, PostgresError> {
    User::from_uid(uid).map_err(passwd_unreadable)
}

fn named(name: &str) -> Result<Option<User>, PostgresError> {
    User::from_name(name).map_err(passwd_unreadable)
}

fn passwd_unreadable(errno: nix::Error) -> PostgresError {
    PostgresError::files("Looking up an account", Path::new("/etc/passwd"))(errno.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entering_follows_owner_then_group_then_the_rest() {
        assert!(may_enter(0o700, 5, 5, 5, 9));
        assert!(!may_enter(0o077, 5, 5, 5, 5), "the owner's bits decide");
        assert!(may_enter(0o710, 0, 9, 5, 9));
        assert!(
            !may_enter(0o701, 0, 9, 5, 9),
            "the group's bits decide for the group"
        );
        assert!(may_enter(0o701, 0, 0, 5, 9));
        assert!(!may_enter(0o770, 0, 0, 5, 9));
    }

    #[test]
    fn nobody_is_refused_a_closed_folder_by_name() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let closed = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(folder.path(), closed).expect("chmod");
        let account = Account {
            name: "guest".to_owned(),
            uid: 4_000_000,
            gid: 4_000_000,
            client: "root".to_owned(),
            switch: true,
        };
        let wanted = folder.path().join("not/yet/there");
        let closed = account.first_closed(&wanted);
        assert_eq!(closed, folder.path().canonicalize().ok());
        let said = account.check_can_reach(&wanted).err();
        let said = said.map(|error| error.to_string()).unwrap_or_default();
        assert!(
            said.contains("guest") && said.contains("chmod o+x"),
            "{said}"
        );
    }
}
