//! Stories told from outside, each on a fresh database.

#![expect(
    clippy::unwrap_used,
    reason = "a story that cannot go on has failed, and says where"
)]

mod admin;
mod adults;
mod bad_input;
mod browser;
mod browser_support;
mod demo;
mod doctor;
mod family;
mod family_follows;
mod family_tells;
mod feedback;
mod headers;
mod help;
mod joined;
mod leaving;
mod link;
mod locales;
mod mail;
mod mail_transport;
mod messages;
mod migrations;
mod operation;
mod pages;
mod papers;
mod permissions;
mod privacy;
mod private_postgres;
mod promise;
mod resume;
mod resume_by_mail;
mod retention;
mod roster;
mod routing;
mod rules;
mod seeds;
mod settings;
mod sign_in;
mod staff;
mod submit;
mod support;
mod volume;
mod workflow;
mod worklist;
