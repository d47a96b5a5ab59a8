//! `serve` over real connections: what is served, with which headers, to whom, and how it ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{build, put, small, write};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

/// A running preview; ends with the test.
struct Server {
    child: Child,
    lines: BufReader<ChildStderr>,
    port: u16,
    said: Vec<String>,
}

impl Server {
    fn start(args: &[&str], widget: &Path) -> Server {
        let mut child = command(args, widget)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut said = Vec::new();
        let port = loop {
            let mut line = String::new();
            assert!(
                lines.read_line(&mut line).unwrap() > 0,
                "ended early: {said:?}"
            );
            said.push(line.trim_end().to_owned());
            if let Some(rest) = line.strip_prefix("http://127.0.0.1:") {
                break rest.split('/').next().unwrap().parse().unwrap();
            }
        };
        Server {
            child,
            lines,
            port,
            said,
        }
    }

    /// Sends a request as it stands; status, headers in lower case, body.
    fn raw(&self, request: &str) -> (u16, BTreeMap<String, String>, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines
            .next()
            .unwrap()
            .split(' ')
            .nth(1)
            .unwrap()
            .parse()
            .unwrap();
        let headers = lines
            .map(|l| l.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        (status, headers, bytes[end + 4..].to_vec())
    }

    fn ask(
        &self,
        method: &str,
        path: &str,
        more: &str,
    ) -> (u16, BTreeMap<String, String>, Vec<u8>) {
        let host = format!("Host: localhost:{}\r\n", self.port);
        self.raw(&format!(
            "{method} {path} HTTP/1.1\r\n{host}{more}Connection: close\r\n\r\n"
        ))
    }

    fn get(&self, path: &str) -> (u16, BTreeMap<String, String>, Vec<u8>) {
        self.ask("GET", path, "")
    }

    fn text(&self, path: &str) -> String {
        let (status, _, body) = self.get(path);
        assert_eq!(status, 200, "{path}");
        String::from_utf8(body).unwrap()
    }

    /// Waits until a line with these words is said.
    fn wait_for(&mut self, words: &str) {
        loop {
            let mut line = String::new();
            assert!(
                self.lines.read_line(&mut line).unwrap() > 0,
                "ended before “{words}”"
            );
            if line.contains(words) {
                return;
            }
        }
    }

    #[cfg(unix)]
    fn interrupt(mut self, signal: &str) -> i32 {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(args: &[&str], widget: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_city-peers"));
    if let Some(folder) = widget.parent() {
        command.env("TMPDIR", folder.join("tmp"));
    }
    command
        .arg("serve")
        .args(args)
        .env("CITY_PEERS_WIDGET", widget)
        .stdout(Stdio::piped());
    command
}

fn ended(command: &mut Command) -> (i32, String) {
    let output = command.output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// A source folder, the directory built from it, and something with the names of the widget.
struct Place {
    temp: tempfile::TempDir,
    source: PathBuf,
    directory: PathBuf,
    widget: PathBuf,
}

fn place() -> Place {
    let temp = tempfile::tempdir().unwrap();
    let [source, directory, widget] =
        ["source", "directory", "widget"].map(|n| temp.path().join(n));
    write(&source, &small());
    fs::create_dir(temp.path().join("tmp")).unwrap();
    build(&source, &directory).0.unwrap();
    for name in [
        "city-peers.js",
        "city-peers.css",
        "city_peers.js",
        "city_peers_bg.wasm",
        "locales/en.json",
    ] {
        put(&widget, name, name.as_bytes());
    }
    Place {
        temp,
        source,
        directory,
        widget,
    }
}

fn core(directory: &Path) -> String {
    let names = fs::read_dir(directory)
        .unwrap()
        .map(|e| e.unwrap().file_name());
    let mut names = names.map(|n| n.into_string().unwrap());
    names
        .find(|n| n.starts_with("core-") && n.ends_with(".bin"))
        .unwrap()
}

#[test]
fn files_have_their_types_and_may_be_kept_as_long_as_they_hold() {
    let place = place();
    let server = Server::start(
        &[place.directory.to_str().unwrap(), "--port", "0"],
        &place.widget,
    );
    let core = format!("/directory/{}", core(&place.directory));
    for (path, kind, keep) in [
        ("/", "text/html; charset=utf-8", "no-store"),
        ("/preview.css", "text/css; charset=utf-8", "no-store"),
        ("/directory/directory.json", "application/json", "no-cache"),
        (
            &core,
            "application/octet-stream",
            "public, max-age=31536000, immutable",
        ),
        (
            "/city-peers/city-peers.js",
            "text/javascript; charset=utf-8",
            "no-cache",
        ),
        (
            "/city-peers/city-peers.css",
            "text/css; charset=utf-8",
            "no-cache",
        ),
        (
            "/city-peers/city_peers_bg.wasm",
            "application/wasm",
            "no-cache",
        ),
        (
            "/city-peers/locales/en.json",
            "application/json",
            "no-cache",
        ),
    ] {
        let (status, headers, body) = server.get(path);
        assert_eq!(status, 200, "{path}");
        assert_eq!(headers["content-type"], kind, "{path}");
        assert_eq!(headers["cache-control"], keep, "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
        let policy = &headers["content-security-policy"];
        assert!(policy.starts_with("default-src 'self'; script-src 'self' 'wasm-unsafe-eval';"));
        assert!(!policy.contains("unsafe-inline"));
        assert_eq!(headers["content-length"], body.len().to_string(), "{path}");
        // The head alone says the same, and sends nothing.
        let (status, head, nothing) = server.ask("HEAD", path, "");
        assert_eq!((status, nothing.len()), (200, 0), "{path}");
        assert_eq!(head["content-length"], body.len().to_string(), "{path}");
        assert_eq!(head["content-type"], kind, "{path}");
    }
    let (_, _, bytes) = server.get(&core);
    assert_eq!(
        bytes,
        fs::read(place.directory.join(core.trim_start_matches("/directory/"))).unwrap()
    );
    // Unchanged files are not sent again, parts are sent alone.
    let (_, headers, _) = server.get("/directory/directory.json");
    let (status, again, body) = server.ask(
        "GET",
        "/directory/directory.json",
        &format!("If-None-Match: {}\r\n", headers["etag"]),
    );
    assert_eq!((status, body.len()), (304, 0));
    assert_eq!(again["cache-control"], "no-cache");
    let (status, part, body) = server.ask("GET", &core, "Range: bytes=4-7\r\n");
    assert_eq!((status, body.as_slice()), (206, &bytes[4..8]));
    assert_eq!(part["content-range"], format!("bytes 4-7/{}", bytes.len()));
    assert_eq!(
        server
            .ask("POST", "/directory/directory.json", "Content-Length: 0\r\n")
            .0,
        405
    );
    assert_eq!(server.ask("DELETE", "/", "").0, 405);
}

#[test]
fn compressed_copies_go_to_those_who_take_them() {
    let place = place();
    let core = core(&place.directory);
    put(&place.directory, &format!("{core}.br"), b"brotli");
    put(&place.directory, &format!("{core}.gz"), b"gzip");
    let server = Server::start(
        &[place.directory.to_str().unwrap(), "--port", "0"],
        &place.widget,
    );
    let path = format!("/directory/{core}");
    for (accept, body) in [("br, gzip", &b"brotli"[..]), ("gzip", b"gzip")] {
        let (status, headers, sent) =
            server.ask("GET", &path, &format!("Accept-Encoding: {accept}\r\n"));
        assert_eq!((status, sent.as_slice()), (200, body));
        assert_eq!(
            headers["content-encoding"],
            if accept == "gzip" { "gzip" } else { "br" }
        );
        assert_eq!(headers["content-type"], "application/octet-stream");
        assert!(headers["cache-control"].contains("immutable"));
        assert!(headers["vary"].to_lowercase().contains("accept-encoding"));
    }
    let (_, headers, sent) = server.get(&path);
    assert!(!headers.contains_key("content-encoding") && sent.len() > 6);
}

#[test]
fn nothing_else_is_served_and_to_nobody_else() {
    let place = place();
    put(place.temp.path(), "secret.txt", b"secret");
    put(&place.directory, ".hidden", b"secret");
    put(&place.directory, "folder/index.html", b"secret");
    #[cfg(unix)]
    {
        let secret = place.temp.path().join("secret.txt");
        std::os::unix::fs::symlink(secret, place.directory.join("link.json")).unwrap();
        std::os::unix::fs::symlink(place.temp.path(), place.directory.join("up")).unwrap();
    }
    let server = Server::start(
        &[place.directory.to_str().unwrap(), "--port", "0"],
        &place.widget,
    );
    for path in [
        "/nothing",
        "/directory",
        "/directory/",
        "/directory/folder",
        "/directory/folder/",
        "/directory/.hidden",
        "/directory/nothing.bin",
        "/directory/../secret.txt",
        "/directory/%2e%2e/secret.txt",
        "/directory/..%2fsecret.txt",
        "/directory/..\\secret.txt",
        "/directory//secret.txt",
        "/directory/link.json",
        "/directory/up/secret.txt",
        "/city-peers/../secret.txt",
        "/../secret.txt",
        "//secret.txt",
        "/directory/directory.json/",
        "/directory/directory.json%00",
        "/city-peers/locales",
        "/directory/C:secret.txt",
    ] {
        let (status, headers, body) = server.get(path);
        assert_eq!(status, 404, "{path}");
        assert!(!String::from_utf8_lossy(&body).contains("secret"), "{path}");
        assert_eq!(headers["cache-control"], "no-store", "{path}");
        assert!(headers.contains_key("content-security-policy"), "{path}");
    }
    let port = server.port;
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "127.0.0.1.evil.example".to_owned(),
        "localhost.".to_owned(),
        "192.168.0.1".to_owned(),
    ] {
        let (status, _, body) = server.raw(&format!(
            "GET /directory/directory.json HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        ));
        assert_eq!(status, 421, "{host}");
        assert!(!String::from_utf8_lossy(&body).contains("test-network"));
    }
    for host in [
        "localhost".to_owned(),
        format!("127.0.0.1:{port}"),
        format!("LOCALHOST:{port}"),
        format!("[::1]:{port}"),
    ] {
        let (status, _, _) = server.raw(&format!(
            "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        ));
        assert_eq!(status, 200, "{host}");
    }
    // No other address of this machine listens.
    let (status, _, _) = server.raw("GET / HTTP/1.0\r\n\r\n");
    assert_eq!(status, 421, "no host at all");
    assert!(TcpStream::connect(("127.0.0.2", port)).is_err());
}

#[test]
fn the_page_shows_the_widget_as_asked_for() {
    let place = place();
    let directory = place.directory.to_str().unwrap();
    let server = Server::start(
        &[
            directory,
            "--port",
            "0",
            "--city",
            "Accra",
            "--topics",
            "waste,flood-management",
            "--purpose",
            "share",
            "--lang",
            "fr",
        ],
        &place.widget,
    );
    let page = server.text("/");
    assert!(
        page.contains("<title>Test network – preview</title>"),
        "{page}"
    );
    let tag = "<city-peers directory=\"directory/directory.json\" city=\"gh-accra\" topics=\"waste flood-management\" purpose=\"share\" lang=\"fr\">";
    assert!(page.contains(tag), "{page}");
    assert!(
        page.contains(
            &tag.replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;")
        ),
        "the tag to copy"
    );
    assert!(
        page.contains("7 cities in 5 countries, 4 practices"),
        "{page}"
    );
    // Everything the page refers to is there, and nothing of it is elsewhere.
    let refs = page.split(['"', '\'']).filter(|part| {
        part.starts_with("directory/")
            || part.starts_with("city-peers/")
            || part.starts_with("preview.")
    });
    let mut found = 0;
    for path in refs {
        assert_eq!(server.get(&format!("/{path}")).0, 200, "{path}");
        found += 1;
    }
    assert!(found >= 8, "{found}");
    assert!(
        !page.contains("http://") && !page.contains("https://"),
        "{page}"
    );
    assert!(
        !page.contains("style=") && !page.contains("<style"),
        "{page}"
    );
    assert!(!page.contains("preview.js"), "only with --watch");
}

#[test]
fn a_source_folder_is_built_first_and_again_when_it_changes() {
    let place = place();
    let mut server = Server::start(
        &[place.source.to_str().unwrap(), "--port", "0", "--watch"],
        &place.widget,
    );
    assert!(
        server.said.iter().any(|l| l.contains("is a source folder")),
        "{:?}",
        server.said
    );
    assert!(server.text("/").contains("preview.js"));
    let before = server.get("/directory/directory.json").1["etag"].clone();
    // A mistake leaves the page as it was and is named.
    let title = common::DIRECTORY.replace("Test network", "Other name");
    put(
        &place.source,
        "directory.toml",
        title.replace("licence", "license").as_bytes(),
    );
    server.wait_for("the page stays as it was");
    assert!(server.text("/").contains("Test network"));
    put(&place.source, "directory.toml", title.as_bytes());
    server.wait_for("built again");
    assert!(server.text("/").contains("Other name"));
    assert_ne!(server.get("/directory/directory.json").1["etag"], before);
    assert!(
        !place.source.join("directory.json").exists(),
        "nothing is written into the source"
    );
    #[cfg(unix)]
    {
        let temporary = place.temp.path().join("tmp");
        let count = || fs::read_dir(&temporary).unwrap().count();
        assert_eq!(count(), 1);
        assert_eq!(server.interrupt("-TERM"), 0);
        assert_eq!(count(), 0, "the temporary folder is gone");
    }
}

#[cfg(unix)]
#[test]
fn it_ends_quietly() {
    let place = place();
    let server = Server::start(
        &[place.directory.to_str().unwrap(), "--port", "0", "--quiet"],
        &place.widget,
    );
    assert_eq!(
        server.said.len(),
        1,
        "the address is said even so: {:?}",
        server.said
    );
    // A connection that stays open does not keep it.
    let _idle = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let start = Instant::now();
    assert_eq!(server.interrupt("-INT"), 0);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn what_cannot_be_shown_is_said_before() {
    let place = place();
    let directory = place.directory.to_str().unwrap();
    let missing = place.temp.path().join("missing");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for (args, widget, words) in [
        (
            &[directory, "--port", &port][..],
            &place.widget,
            "is taken by another program; choose another with --port",
        ),
        (
            &[
                directory,
                "--port",
                "0",
                "--widget",
                missing.to_str().unwrap(),
            ],
            &place.widget,
            "missing (--widget) cannot be read",
        ),
        (
            &[directory, "--port", "0", "--widget", directory],
            &place.widget,
            "is not the widget: it has no city-peers.js",
        ),
        (
            &[directory, "--port", "0"],
            &missing,
            "(CITY_PEERS_WIDGET) cannot be read",
        ),
        (
            &[missing.to_str().unwrap(), "--port", "0"],
            &place.widget,
            "cannot be read",
        ),
        (
            &[place.widget.to_str().unwrap(), "--port", "0"],
            &place.widget,
            "neither a built directory",
        ),
        (
            &[place.source.join("cities.csv").to_str().unwrap()],
            &place.widget,
            "cities.csv is a file",
        ),
        (
            &[directory, "--port", "0", "--city", "Atlantis"],
            &place.widget,
            "no city “Atlantis”",
        ),
        (
            &[directory, "--port", "0", "--topics", "flod-management"],
            &place.widget,
            "flood-management",
        ),
        (
            &[directory, "--port", "0", "--lang", "Français"],
            &place.widget,
            "is not a language code",
        ),
    ] {
        let (code, said) = ended(&mut command(args, widget));
        assert_eq!(code, 1, "{args:?}: {said}");
        assert!(said.contains(words), "{args:?}: {said}");
    }
    // No widget anywhere: how to get one.
    let mut nowhere = command(&[directory, "--port", "0"], Path::new(""));
    let (code, said) = ended(nowhere.current_dir(place.temp.path()));
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("npm install city-peers") && said.contains("--widget"),
        "{said}"
    );
    // A damaged directory is not shown.
    put(&place.directory, &core(&place.directory), b"damaged");
    let (code, said) = ended(&mut command(&[directory, "--port", "0"], &place.widget));
    assert_eq!(code, 1);
    assert!(said.contains("core-") && said.contains("is cut"), "{said}");
}

#[test]
fn the_widget_is_found_in_the_folders_above() {
    let place = place();
    let project = place.temp.path().join("project");
    let deep = project.join("a/b");
    fs::create_dir_all(&deep).unwrap();
    for name in [
        "city-peers.js",
        "city-peers.css",
        "city_peers.js",
        "city_peers_bg.wasm",
    ] {
        put(&project.join("node_modules/city-peers"), name, b"found");
    }
    let mut child = command(
        &[place.directory.to_str().unwrap(), "--port", "0"],
        Path::new(""),
    )
    .current_dir(&deep)
    .stderr(Stdio::piped())
    .spawn()
    .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let said: Vec<String> = lines.by_ref().take(2).map(Result::unwrap).collect();
    let _ = child.kill();
    let _ = child.wait();
    assert!(
        said[1].ends_with("project/node_modules/city-peers"),
        "{said:?}"
    );
}
