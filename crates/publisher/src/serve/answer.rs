//! Answers requests until the user ends it: pages, files, and what happens meanwhile. Reads files, opens a port.

use super::{DIRECTORY_AT, Shown, WIDGET_AT, files, guard, page};
use crate::published::ENTRY;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use city_peers_engine::model::Manifest;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Time between two looks at what may have changed.
const TICK: Duration = Duration::from_millis(500);

/// What is served, at an open port.
pub struct Listening {
    listener: TcpListener,
    /// Address of the page.
    pub address: SocketAddr,
}

/// Opens a port of this machine alone; 0 opens any free one.
///
/// # Errors
/// When it is taken, or may not be opened.
pub fn listen(port: u16) -> io::Result<Listening> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok(Listening { listener, address })
}

/// What the pages are made of.
#[derive(Clone, Debug)]
pub struct Site {
    /// Built directory.
    pub directory: PathBuf,
    /// Folder of the widget.
    pub widget: PathBuf,
    /// What the element shows first.
    pub shown: Shown,
    /// Whether the page loads again when the directory changes.
    pub reload: bool,
}

/// What the caller is told while the preview runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Requests are answered, and Ctrl-C ends it from now on.
    Ready,
    /// Half a second has passed.
    Tick,
}

/// Serves until Ctrl-C.
///
/// # Errors
/// When the port fails.
pub fn run(site: Site, listening: Listening, mut tell: impl FnMut(Event)) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let ended = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listening.listener)?;
        let serving = axum::serve(listener, router(site));
        // Before anybody is told: who reads the address may end it at once.
        let stopped = stopped()?;
        tell(Event::Ready);
        let ticking = async {
            loop {
                tokio::time::sleep(TICK).await;
                tell(Event::Tick);
            }
        };
        tokio::select! {
            ended = serving => ended,
            ended = stopped => ended,
            () = ticking => Ok(()),
        }
    });
    // A file that is being read need not be read to its end.
    runtime.shutdown_background();
    ended
}

/// Waits for Ctrl-C, and for the signal to end; both are heard from this call on.
#[cfg(unix)]
fn stopped() -> io::Result<impl Future<Output = io::Result<()>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut end = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => Ok(()),
            _ = end.recv() => Ok(()),
        }
    })
}

/// Waits for Ctrl-C.
#[cfg(windows)]
fn stopped() -> io::Result<impl Future<Output = io::Result<()>>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
        Ok(())
    })
}

fn router(site: Site) -> Router {
    let text = |kind: &'static str, body: &'static str| {
        get(move || async move { ([(header::CONTENT_TYPE, kind)], body) })
    };
    Router::new()
        .nest_service(&format!("/{DIRECTORY_AT}"), files::files(&site.directory))
        .nest_service(&format!("/{WIDGET_AT}"), files::files(&site.widget))
        .route("/", get(front))
        .route("/preview.css", text("text/css; charset=utf-8", page::STYLE))
        .route(
            "/preview.js",
            text("text/javascript; charset=utf-8", page::RELOAD),
        )
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .fallback(|| async { files::missing() })
        .with_state(Arc::new(site))
        .layer(from_fn(guard::host))
        .layer(from_fn(guard::headers))
}

/// The page, of the directory as it is now.
async fn front(State(site): State<Arc<Site>>) -> Response {
    let read = std::fs::read(site.directory.join(ENTRY))
        .map_err(|e| e.kind().to_string())
        .and_then(|bytes| {
            serde_json::from_slice::<Manifest>(&bytes).map_err(|error| error.to_string())
        });
    match read {
        Ok(manifest) => Html(page::html(&manifest, &site.shown, site.reload)).into_response(),
        Err(error) => {
            let text = format!("{ENTRY} cannot be read any more: {error}\n");
            (StatusCode::INTERNAL_SERVER_ERROR, text).into_response()
        }
    }
}
