//! The longest a request may take. The time that a client needs to send a body is not counted as ours.

use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::{sleep, timeout};

use crate::web::error::WebError;
use crate::web::server::BodyReceived;

/// The longest we may take once the request is whole.
const OURS: Duration = Duration::from_secs(30);
/// The longest a body may take, however steadily it comes.
const UPLOAD: Duration = Duration::from_mins(10);

/// Answers that it is not possible now, where the page takes too long.
pub async fn answer_in_time(request: Request, next: Next) -> Response {
    let received = request.extensions().get::<BodyReceived>().cloned();
    let limit = async {
        if let Some(BodyReceived(received)) = received {
            let _ = timeout(UPLOAD, received.cancelled()).await;
        }
        sleep(OURS).await;
    };
    tokio::select! {
        response = next.run(request) => response,
        () = limit => {
            tracing::error!("a request took too long and was given up");
            WebError::Unavailable.into_response()
        }
    }
}
