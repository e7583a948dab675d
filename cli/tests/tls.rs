//! An agent behind `https://`: it gets its invocation from whoever trusts its certificate, and nothing from anybody else.
//! Other systems than Linux keep their certificates where no environment variable leads to.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test says what it expects by panicking")]

#[cfg(test)]
mod common;

use common::Place;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longest wait for a connection on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// An authority of the test's own.
fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// What an agent got: the first line of a request, or why there was none.
type Got = Result<String, String>;

/// An agent whose certificate the authority has signed, and what it gets.
fn agent(authority: &CertifiedIssuer<'static, KeyPair>) -> (String, Receiver<Got>) {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let (sender, got) = channel();
    let config = Arc::new(config);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if sender.send(answer(stream, Arc::clone(&config)).map_err(|error| error.to_string())).is_err() {
                return;
            }
        }
    });
    (url, got)
}

fn answer(stream: TcpStream, config: Arc<ServerConfig>) -> std::io::Result<String> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let connection = ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut reader = BufReader::new(StreamOwned::new(connection, stream));
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first)?;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? <= 2 {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().map_err(std::io::Error::other)?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let reply = "{\"status\":\"accepted\"}";
    let head = format!("HTTP/1.1 202 Accepted\r\ncontent-length: {}\r\nconnection: close\r\n", reply.len());
    write!(reader.get_mut(), "{head}content-type: application/json\r\n\r\n{reply}")?;
    reader.get_mut().flush()?;
    Ok(first.trim().to_owned())
}

/// A run whose researcher is at `url`, in a process that trusts the certificates in `trusted` and no others.
fn run(place: &Place, url: &str, trusted: &str) -> std::process::Child {
    let file: PathBuf = place.file("trusted.pem", trusted);
    let agent = format!("researcher={url}");
    let mut command =
        place.command(&["run", "research-report", "What is there?", "--agent", &agent, "--id", "tls"]);
    command.env("SSL_CERT_FILE", file).env_remove("SSL_CERT_DIR");
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    command.spawn().unwrap()
}

fn got(trusted: bool) -> Got {
    let (ours, other) = (authority("ours"), authority("other"));
    let (url, got) = agent(&ours);
    let place = Place::new();
    let mut child = run(&place, &url, &if trusted { ours.pem() } else { other.pem() });
    let first = got.recv_timeout(PATIENCE);
    child.kill().unwrap();
    child.wait().unwrap();
    first.unwrap()
}

#[test]
fn an_agent_behind_https_gets_its_invocation() {
    assert_eq!(got(true), Ok("POST /invocations HTTP/1.1".to_owned()));
}

#[test]
fn an_agent_whose_certificate_nobody_trusts_gets_nothing() {
    let refused = got(false).unwrap_err();
    assert!(refused.to_lowercase().contains("unknownca"), "{refused}");
}
