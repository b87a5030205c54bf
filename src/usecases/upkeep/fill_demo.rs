//! The operator fills a demo with made-up volume: one transaction stores many whole stories. No other environment has this.

use jiff::Timestamp;
use uuid::Uuid;

use crate::db::DbError;
use crate::db::referral::Sent;
use crate::db::referral::fill::{self, Load, Story};
use crate::domain::referral::{Change, SubmissionContent};
use crate::domain::routing::{Directory, RoutingRule};
use crate::domain::staff::{Actor, Strength};
use crate::support::ids::random_id;
use crate::support::words::Language;
use crate::usecases::Desk;

/// A made-up story.
#[derive(Debug)]
pub struct MadeUp {
    /// The form's key: the same story again is not stored again.
    pub key: Uuid,
    /// The page's language.
    pub language: Language,
    /// What was sent.
    pub content: SubmissionContent,
    /// Every change with its moment, oldest first.
    pub changes: Vec<(Timestamp, Change)>,
}

/// Who acts in made-up stories, and by which rules.
#[derive(Debug)]
pub struct Stage {
    /// Who hears of a new request.
    pub rules: Vec<RoutingRule>,
    /// Who can be told.
    pub directory: Directory,
    /// Everybody who can act.
    pub cast: Vec<Actor>,
}

impl Desk {
    /// Reads who acts; none where nobody is set to answer.
    pub async fn find_stage(&self) -> Result<Option<Stage>, DbError> {
        let roster = self.roster().await?;
        let active = roster.staff.iter().filter(|member| member.active);
        let cast = active
            .map(|member| Actor {
                id: member.facts.id,
                role: member.facts.role,
                name: member.person.name.clone(),
                strength: Strength::Password,
                session: random_id(),
                address: None,
            })
            .collect();
        Ok(roster.directory.clone().map(|directory| Stage {
            rules: roster.rules.clone(),
            directory,
            cast,
        }))
    }

    /// Lists which of these stories are stored already.
    pub async fn list_filled(&self, keys: &[Uuid]) -> Result<Vec<Uuid>, DbError> {
        let mut conn = self.pool.acquire().await?;
        fill::list_filled(&mut conn, keys).await
    }

    /// Stores made-up stories, all of them or none. Folding and sealing keep a thread busy for a while; the transaction
    /// begins after them.
    pub async fn fill(&self, stories: Vec<MadeUp>) -> Result<(), DbError> {
        let (vault, now) = (self.vault.clone(), self.now());
        let sealing = tokio::task::spawn_blocking(move || {
            let stories: Result<Vec<Story<'_>>, DbError> = stories
                .iter()
                .map(|story| {
                    let text = serde_json::to_vec(&story.content.sent())?;
                    Ok(Story {
                        sent: Sent {
                            key: story.key,
                            content_hash: vault.keyed_hash("submission", &text),
                            language: story.language.code(),
                            content: &story.content,
                            address_hash: None,
                        },
                        changes: &story.changes,
                    })
                })
                .collect();
            Load::of(&vault, &stories?, now)
        });
        let load = sealing.await.map_err(|_| DbError::Json)??;
        let mut tx = self.begin().await?;
        fill::insert_load(&mut tx, &load).await?;
        Ok(tx.commit().await?)
    }

    /// Tells the planner about what was filled in.
    pub async fn settle_fill(&self) -> Result<(), DbError> {
        let mut conn = self.pool.acquire().await?;
        fill::analyze_all(&mut conn).await
    }
}
