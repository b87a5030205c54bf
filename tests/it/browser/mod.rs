//! Stories in real Chromium, on a running site: what families and staff do, what goes wrong, and how every page looks.
//!
//! `person` is somebody before a screen, `form` a family's answers, `eye` what every page must hold.

mod doctor;
mod everything;
mod eye;
mod family;
mod form;
mod mistakes;
mod papers;
mod person;
mod print;
mod staff;
mod typing;
