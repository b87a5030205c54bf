//! Intake Desk: referral intake for a relapsed or refractory childhood leukaemia programme.
//!
//! The house has floors, bottom up; a floor names only floors below it:
//! [`support`] (no business words), [`domain`] (pure values and rules), `db` (all SQL),
//! `usecases` (one file = one thing a person or the clock does = one transaction),
//! then `mail`, `files` and `web` side by side, and `main` on top.

pub mod cli;
pub mod config;
pub mod db;
pub mod demo;
pub mod domain;
pub mod files;
pub mod mail;
pub mod support;
pub mod telemetry;
pub mod usecases;
pub mod web;
