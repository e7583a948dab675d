//! Killing the function's process at the other end of a connection: by its id, which the kernel tells, and only if it is a
//! function's. Nothing is built into the functions for this.

use crate::Failure;
use rustix::process::{Pid, Signal, kill_process};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The file that the emulator starts for a function.
const FUNCTION: &str = "bootstrap";
/// Where a line of `/proc/net/tcp` has the local and the remote address, and the socket's inode.
const LOCAL: usize = 1;
const REMOTE: usize = 2;
const INODE: usize = 9;

/// Ends the function that holds the other end of a connection to this process, as `kill -9` does.
pub(super) fn kill_owner_of(peer: SocketAddr, own: u16) -> Result<(), Failure> {
    let table = std::fs::read_to_string("/proc/net/tcp")?;
    // Where nobody is there any more, another request of the same process was its end.
    let Some((id, program)) = inode_of(&table, peer.port(), own).and_then(owner_of) else { return Ok(()) };
    if !program.ends_with(FUNCTION) {
        return Err(format!("{peer} is {}, which is no function", program.display()).into());
    }
    let id = Pid::from_raw(id).ok_or("no process has the id 0")?;
    Ok(kill_process(id, Signal::KILL)?)
}

/// The inode of the socket between two ports of 127.0.0.1: the system gives one port to several connections that lead to
/// different places.
fn inode_of(table: &str, local: u16, remote: u16) -> Option<&str> {
    let ends = [(LOCAL, local), (REMOTE, remote)];
    let ends = ends.map(|(field, port)| (field, format!("0100007F:{port:04X}")));
    let is_its = |line: &str| {
        ends.iter().all(|(field, end)| line.split_whitespace().nth(*field) == Some(end.as_str()))
    };
    table.lines().find(|line| is_its(line))?.split_whitespace().nth(INODE)
}

/// The process that has a socket open, and its program.
fn owner_of(inode: &str) -> Option<(i32, PathBuf)> {
    let socket = format!("socket:[{inode}]");
    std::fs::read_dir("/proc").ok()?.flatten().find_map(|entry| {
        // Not all that is there is a process.
        let id: i32 = entry.file_name().to_str()?.parse().ok()?;
        let process = entry.path();
        has_open(&process, &socket)
            .then(|| std::fs::read_link(process.join("exe")).ok())?
            .map(|exe| (id, exe))
    })
}

fn has_open(process: &Path, socket: &str) -> bool {
    let Ok(files) = std::fs::read_dir(process.join("fd")) else { return false };
    files.flatten().any(|file| std::fs::read_link(file.path()).is_ok_and(|link| link == Path::new(socket)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_is_no_function_is_left_alone() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let client = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let own = listener.local_addr().unwrap().port();
        let failure = kill_owner_of(client.local_addr().unwrap(), own).unwrap_err().to_string();
        assert!(failure.contains("is no function"), "{failure}");
    }

    #[test]
    fn a_socket_is_found_by_both_its_ports() {
        let line = "   0: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 4711 1";
        assert_eq!(inode_of(line, 8080, 50_000), Some("4711"));
        assert_eq!(inode_of(line, 8081, 50_000), None);
        assert_eq!(inode_of(line, 8080, 50_001), None);
    }
}
