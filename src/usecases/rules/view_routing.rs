//! Somebody looks at the routing rules, or tries an edited set on past requests. Nothing is changed.

use super::{RulesError, VERSIONS};
use crate::db::routing;
use crate::domain::permission::Action;
use crate::domain::routing::check::{RuleProblem, RuleWarning, problems, warnings};
use crate::domain::routing::dry_run::{DryRun, dry_run};
use crate::domain::routing::{Directory, RoutingRule};
use crate::domain::staff::Actor;
use crate::domain::version::{FIRST, Version};
use crate::usecases::Desk;
use crate::usecases::case::view_case::StaffNames;
use crate::usecases::roster::load_directory;
use jiff::SignedDuration;

/// How far back a dry run looks.
pub const TRIED_DAYS: i64 = 90;
/// How many requests it tries at most, the newest.
pub const TRIED_MOST: i64 = 1_000;

/// The rules as they are.
#[derive(Debug)]
pub struct RoutingView {
    /// The version in force.
    pub version: i32,
    /// Its rules, in order.
    pub rules: Vec<RoutingRule>,
    /// What is worth a second look in them.
    pub warnings: Vec<RuleWarning>,
    /// Who can be told.
    pub directory: Directory,
    /// All versions, newest first.
    pub versions: Vec<Version>,
    /// Names of the staff.
    pub names: StaffNames,
}

/// An edited set, tried.
#[derive(Debug)]
pub struct RoutingTrial {
    /// The rules in force.
    pub view: RoutingView,
    /// Why the edited set cannot be saved.
    pub problems: Vec<RuleProblem>,
    /// What is worth a second look in it.
    pub warnings: Vec<RuleWarning>,
    /// What it would have done.
    pub run: DryRun,
}

impl Desk {
    /// Shows the rules in force.
    pub async fn view_routing(&self, actor: &Actor) -> Result<RoutingView, RulesError> {
        self.allow(actor, Action::ManageRouting).await?;
        let mut tx = self.begin().await?;
        self.read_routing(&mut tx).await
    }

    /// Tries an edited set on past requests, beside the set in force.
    pub async fn try_routing(
        &self,
        actor: &Actor,
        edited: &[RoutingRule],
    ) -> Result<RoutingTrial, RulesError> {
        self.allow(actor, Action::ManageRouting).await?;
        let mut tx = self.begin().await?;
        let view = self.read_routing(&mut tx).await?;
        let since = self.now() - SignedDuration::from_hours(24 * TRIED_DAYS);
        let requests = routing::list_past_requests(&mut tx, since, TRIED_MOST).await?;
        Ok(RoutingTrial {
            problems: problems(edited),
            warnings: warnings(edited, &view.directory),
            run: dry_run(&view.rules, edited, &view.directory, &requests),
            view,
        })
    }

    /// Reads an older set, to bring it back.
    pub async fn routing_of_version(
        &self,
        actor: &Actor,
        version: i32,
    ) -> Result<Vec<RoutingRule>, RulesError> {
        self.allow(actor, Action::ManageRouting).await?;
        let mut tx = self.begin().await?;
        let rules = routing::list_rules_of(&mut tx, version).await?;
        if rules.is_empty() {
            return Err(RulesError::NotFound);
        }
        Ok(rules)
    }

    async fn read_routing(&self, conn: &mut sqlx::PgConnection) -> Result<RoutingView, RulesError> {
        let version = routing::find_version(conn).await?.unwrap_or(FIRST);
        let rules = routing::list_rules_of(conn, version).await?;
        let directory = load_directory(conn)
            .await?
            .ok_or(RulesError::NobodyAnswers)?;
        Ok(RoutingView {
            version,
            warnings: warnings(&rules, &directory),
            rules,
            directory,
            versions: routing::list_versions(conn, VERSIONS).await?,
            names: self.staff_names(conn).await?,
        })
    }
}
