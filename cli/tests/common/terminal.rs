//! A terminal of the test's own, with the program at its other end: what it shows, and what is typed.

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Longest wait for one text on a busy machine; it comes in well under a second else.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program at a terminal.
pub(crate) struct Terminal {
    child: Child,
    keys: std::fs::File,
    screen: Receiver<Vec<u8>>,
    shown: String,
    seen: usize,
}

impl Terminal {
    /// Starts the command with all three streams at a terminal of 40 lines and 200 columns.
    pub(crate) fn start(mut command: Command) -> Self {
        use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&ours).unwrap();
        unlockpt(&ours).unwrap();
        let name = ptsname(&ours, Vec::new()).unwrap().into_string().unwrap();
        let size = rustix::termios::Winsize { ws_row: 40, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0 };
        let theirs = std::fs::OpenOptions::new().read(true).write(true).open(name).unwrap();
        rustix::termios::tcsetwinsize(&theirs, size).unwrap();
        let stream = || Stdio::from(OwnedFd::from(theirs.try_clone().unwrap()));
        command.stdin(stream()).stdout(stream()).stderr(stream()).env("TERM", "xterm");
        let child = command.spawn().unwrap();
        // The command keeps the streams open, and with them the terminal's other end.
        drop(command);
        let keys = std::fs::File::from(ours);
        let screen = listen(keys.try_clone().unwrap());
        Self { child, keys, screen, shown: String::new(), seen: 0 }
    }

    /// Waits until the text is shown, behind what was waited for before.
    #[track_caller]
    pub(crate) fn until(&mut self, text: &str) {
        let since = Instant::now();
        loop {
            let plain = plain(&self.shown);
            if let Some(at) = plain.get(self.seen..).and_then(|rest| rest.find(text)) {
                self.seen += at + text.len();
                return;
            }
            match self.screen.recv_timeout(PATIENCE.saturating_sub(since.elapsed())) {
                Ok(bytes) => self.shown.push_str(&String::from_utf8_lossy(&bytes)),
                Err(why) => panic!("'{text}' was not shown ({why}):\n{}", &plain[self.seen..]),
            }
        }
    }

    /// Types keys; Enter is `\r`.
    pub(crate) fn types(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// Waits for the end: the exit code, and all that was shown.
    #[track_caller]
    pub(crate) fn ends(mut self) -> (Option<i32>, String) {
        let since = Instant::now();
        loop {
            match self.screen.recv_timeout(PATIENCE.saturating_sub(since.elapsed())) {
                Ok(bytes) => self.shown.push_str(&String::from_utf8_lossy(&bytes)),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end:\n{}", plain(&self.shown)),
            }
        }
        (self.child.wait().unwrap().code(), plain(&self.shown))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Hands on what is shown until nobody is left at the other end.
fn listen(mut ours: std::fs::File) -> Receiver<Vec<u8>> {
    let (sender, screen) = channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 8192];
        while let Ok(read @ 1..) = ours.read(&mut buffer) {
            if sender.send(buffer[..read].to_vec()).is_err() {
                return;
            }
        }
    });
    screen
}

/// The text without what moves the cursor or colours it. A sequence that is not whole yet is left out.
fn plain(shown: &str) -> String {
    let mut text = String::new();
    let mut rest = shown.chars();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => {
                if rest.next() == Some('[') {
                    rest.by_ref().find(|c| c.is_ascii_alphabetic());
                }
            }
            '\r' => {}
            c => text.push(c),
        }
    }
    text
}
