//! Who comes by network: a browser (`visitor`) that fills in and sends requests (`requests`), many of them with a book of
//! what they were told (`ledger`), families with papers (`papers`), the staff (`staff`), and clients without manners
//! (`socket`).

pub mod ledger;
pub mod papers;
pub mod requests;
pub mod socket;
pub mod staff;
pub mod visitor;
