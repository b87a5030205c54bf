//! Where mail comes from and goes: an outbox full of it (`outbox`), a relay of ours that misbehaves as it is told (`relay`),
//! and one that is not ours and well kept (`well_kept`).

pub mod outbox;
pub mod relay;
pub mod well_kept;
