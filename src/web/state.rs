//! What every handler can reach: the desk, the settings, and the limits of this process.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::files::assets;
use super::shell::{MenuEntry, ProgrammeFacts, PublicShell, StaffShell};
use super::staff::admin;
use crate::config::Settings;
use crate::domain::permission::{Action, may};
use crate::domain::staff::Actor;
use crate::support::address::network;
use crate::usecases::Desk;

/// A demo staff member as the sign-in page lists them.
#[derive(Debug, Clone)]
pub struct DemoSignIn {
    /// Address.
    pub email: String,
    /// What they do, in words.
    pub role: &'static str,
    /// Their password: made up, loopback only.
    pub password: String,
}

/// The state of the router.
#[derive(Clone)]
pub struct WebState {
    /// The use cases.
    pub desk: Desk,
    /// The settings.
    pub settings: Arc<Settings>,
    /// The programme's zone.
    pub zone: TimeZone,
    /// Demo staff; empty in production.
    pub demo_staff: Arc<Vec<DemoSignIn>>,
    limits: Arc<Limits>,
}

struct Limits {
    posts: DefaultKeyedRateLimiter<IpAddr>,
    requests: DefaultKeyedRateLimiter<IpAddr>,
    /// Forms that were counted within the hour, by their key: a second press is no second request.
    counted: Mutex<HashMap<Uuid, Timestamp>>,
}

impl WebState {
    /// Builds the state.
    pub fn new(desk: Desk, settings: Settings, demo_staff: Vec<DemoSignIn>) -> Self {
        let quota = |most: u32| NonZeroU32::new(most).unwrap_or(NonZeroU32::MIN);
        let limits = Limits {
            posts: RateLimiter::keyed(Quota::per_minute(quota(settings.limits.posts_per_minute))),
            requests: RateLimiter::keyed(Quota::per_hour(quota(settings.limits.requests_per_hour))),
            counted: Mutex::default(),
        };
        let zone = desk.rules().calendar.zone().clone();
        Self {
            desk,
            settings: Arc::new(settings),
            zone,
            demo_staff: Arc::new(demo_staff),
            limits: Arc::new(limits),
        }
    }

    /// True in the demo.
    pub fn is_demo(&self) -> bool {
        !self.settings.is_production()
    }

    /// A moment in the programme's zone.
    pub fn local(&self, at: jiff::Timestamp) -> jiff::Zoned {
        at.to_zoned(self.zone.clone())
    }

    /// The whole address of a page, to copy, to print or to write down.
    pub fn address_of(&self, path: &str) -> String {
        format!("{}{path}", self.settings.base_url().trim_end_matches('/'))
    }

    /// Counts a form post of an address; false where it has had too many this minute.
    pub fn may_post(&self, address: IpAddr) -> bool {
        self.limits.posts.check_key(&network(address)).is_ok()
    }

    /// Counts a sent request of an address; false where it has had too many this hour. The same form pressed again,
    /// however often, counts once.
    pub fn may_request(&self, address: IpAddr, form_key: Uuid) -> bool {
        let mut counted = self
            .limits
            .counted
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if counted.contains_key(&form_key) {
            return true;
        }
        let allowed = self.limits.requests.check_key(&network(address)).is_ok();
        if allowed {
            counted.insert(form_key, self.desk.now());
        }
        allowed
    }

    /// Forgets addresses that have not been seen for a while.
    pub fn forget_addresses(&self) {
        self.limits.posts.retain_recent();
        self.limits.requests.retain_recent();
        let hour_ago = self.desk.now() - SignedDuration::from_hours(1);
        self.limits
            .counted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|_, at| *at > hour_ago);
    }
}

impl WebState {
    /// The frame of a page for families and doctors. `path` is the page's own path, language included.
    pub fn public_shell(
        &self,
        language: crate::support::words::Language,
        path: &str,
    ) -> PublicShell {
        let programme = &self.settings.programme;
        let rest = path
            .strip_prefix(&format!("/{}", language.code()))
            .unwrap_or_default();
        let said = |by_language: &BTreeMap<String, String>| {
            let words = by_language.get(language.code());
            words.cloned().unwrap_or_default()
        };
        PublicShell {
            words: crate::support::words::Words::of(language),
            programme: ProgrammeFacts {
                name: programme.name.clone(),
                phone: programme.phone.clone(),
                phone_href: programme.phone_href.clone(),
                physician_phone: programme.physician_phone.clone(),
                physician_phone_href: programme.physician_phone_href.clone(),
                hours: said(&programme.hours),
                out_of_hours: said(&programme.out_of_hours),
            },
            path_here: path.to_owned(),
            other_language_path: format!("/{}{rest}", language.other().code()),
            asset_css: assets::url("app.css"),
            asset_js: assets::url("app.js"),
            asset_icon: assets::url("icon.svg"),
            demo: self.is_demo(),
            for_doctors: rest.split('/').nth(1) == Some("doctor"),
        }
    }

    /// The frame of a staff page.
    pub fn staff_shell(&self, actor: &Actor, active: &'static str) -> StaffShell {
        StaffShell {
            staff_name: actor.name.expose().to_owned(),
            role: actor.role.words(),
            active,
            can_see_cases: may(actor.role, Action::ListCases),
            parts: [
                (MenuEntry::HELP, may(actor.role, Action::SeeHelp)),
                (MenuEntry::ADMIN, admin::is_open_to(actor.role)),
            ]
            .into_iter()
            .filter_map(|(part, open)| open.then_some(part))
            .collect(),
            ..StaffShell::signed_out(self)
        }
    }
}

impl StaffShell {
    /// The frame of a staff page before sign-in.
    pub fn signed_out(state: &WebState) -> Self {
        Self {
            staff_name: String::new(),
            role: "",
            active: "",
            programme_name: state.settings.programme.name.clone(),
            asset_css: assets::url("app.css"),
            asset_js: assets::url("app.js"),
            asset_icon: assets::url("icon.svg"),
            mail_alarm: None,
            alarm_links: Vec::new(),
            can_see_cases: false,
            parts: Vec::new(),
            demo: state.is_demo(),
        }
    }
}
