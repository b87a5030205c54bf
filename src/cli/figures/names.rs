//! The names of all figures and what they mean. What is counted elsewhere and not listed here has no explanation.

use metrics::{describe_counter, describe_gauge, describe_histogram};

const COUNTERS: [(&str, &str); 12] = [
    (
        "intake_requests_total",
        "Requests answered, by method, route pattern and class of status",
    ),
    (
        "intake_connections_opened_total",
        "Connections taken, by port",
    ),
    (
        "intake_connections_refused_total",
        "Connections turned away because everybody was at work, by port",
    ),
    (
        "intake_connections_timed_out_total",
        "What was too slow: head, body or an unread answer",
    ),
    ("intake_connections_closed_total", "How connections ended"),
    (
        "intake_accept_failures_total",
        "Connections the system could not give us",
    ),
    (
        "intake_pool_timeouts_total",
        "Times no database connection was free within 2 seconds",
    ),
    (
        "intake_database_deaths_total",
        "Times the private PostgreSQL ended by itself",
    ),
    ("intake_mails_total", "Mails attempted, by outcome"),
    (
        "intake_mail_failures_total",
        "Mails the relay did not take, by class of failure",
    ),
    ("intake_rounds_total", "Rounds of the clock, by outcome"),
    (
        "intake_promises_missed_total",
        "Promises that were missed and raised by this process",
    ),
];

const GAUGES: [(&str, &str); 14] = [
    ("intake_build_info", "Always 1; the labels say what runs"),
    ("intake_database_up", "1 where the database answers, else 0"),
    (
        "intake_database_latency_seconds",
        "How long the database took for the shortest question",
    ),
    (
        "intake_database_missing_migrations",
        "Migrations of this program the database has not had",
    ),
    (
        "intake_clock_ahead_seconds",
        "How far this machine's clock is ahead of the database's",
    ),
    ("intake_connections", "Connections now, by port"),
    (
        "intake_pool_connections",
        "Database connections of this process, busy and idle",
    ),
    (
        "intake_pool_connections_most",
        "Database connections this process may have",
    ),
    (
        "intake_mail_waiting",
        "Mails that wait past their time, counted up to 1001",
    ),
    (
        "intake_mail_oldest_seconds",
        "How long the oldest of them has waited",
    ),
    ("intake_mail_dead", "Mails given up, counted up to 1001"),
    (
        "intake_mail_dead_to_staff",
        "Mails to staff given up within a week, counted up to 1001",
    ),
    (
        "intake_workers",
        "Workers of all processes heard of within a minute",
    ),
    (
        "intake_worker_last_beat_seconds",
        "How long ago a worker was heard of",
    ),
];

const TIMES: [(&str, &str); 4] = [
    (
        "intake_request_seconds",
        "Time to an answer, by method, route pattern and class of status",
    ),
    ("intake_pool_wait_seconds", "Wait for a database connection"),
    (
        "intake_mail_attempt_seconds",
        "Time of one attempt to send, by outcome",
    ),
    (
        "intake_mail_delay_seconds",
        "From the moment a mail should have left until it did",
    ),
];

/// Explains every figure to those who read them.
pub fn describe() {
    for (name, text) in COUNTERS {
        describe_counter!(name, text);
    }
    for (name, text) in GAUGES {
        describe_gauge!(name, text);
    }
    for (name, text) in TIMES {
        describe_histogram!(name, text);
    }
}
