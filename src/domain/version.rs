//! A saved version of something the desk is run by: routing rules, the calendar. Versions are numbered from 1 and stay.

use jiff::Timestamp;

use crate::domain::staff::StaffId;

/// The number of what comes from the settings at first start.
pub const FIRST: i32 = 1;

/// One saved version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// Its number; the highest is in force.
    pub number: i32,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// Who saved it; nobody where it comes from the settings.
    pub saved_by: Option<StaffId>,
    /// The version it brought back, where it did.
    pub back_to: Option<i32>,
}
