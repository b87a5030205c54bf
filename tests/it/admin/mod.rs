//! The administrator's part: accounts and the mail queue, each act with its doer on the record.

mod accounts;
mod mail;
