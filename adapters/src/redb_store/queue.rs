//! Which requests share a transaction. Whatever is waiting goes together; a request that nobody waits for gives company
//! a few milliseconds to come, and never makes an urgent one wait for a transaction of its own.

use super::request::Request;
use shared::ports::Urgency;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Most requests in one transaction: bounds its memory and the wait of its first request.
pub(super) const GROUP_MAX: usize = 512;
/// How long a lazy request waits for company.
pub(super) const LINGER: Duration = Duration::from_millis(10);
/// How long nothing must happen before the writer tidies up.
pub(super) const IDLE: Duration = Duration::from_millis(500);

/// What comes to the writer thread.
pub(super) enum Message {
    /// A request.
    Request(Request),
    /// Pulses wait to be written.
    Pulses,
    /// A reader met a failure in this generation of the database.
    Suspect(u64),
}

/// What the writer thread is to do next.
pub(super) enum Next {
    /// Write these, and the pulses that wait. May be empty.
    Group(Vec<Request>),
    /// Look at a failure that a reader met.
    Suspect(u64),
    /// Nothing has come for a while.
    Idle,
    /// Write these and end.
    End(Vec<Request>),
}

/// Waits for something to do. `tidy` says whether the caller wants to hear that nothing comes.
pub(super) fn next(messages: &Receiver<Message>, tidy: bool) -> Next {
    let mut group = Group::default();
    loop {
        let message = match group.deadline {
            Some(deadline) => messages.recv_timeout(deadline.saturating_duration_since(Instant::now())),
            None if tidy => messages.recv_timeout(IDLE),
            None => messages.recv().map_err(RecvTimeoutError::from),
        };
        match message {
            Ok(Message::Suspect(generation)) if group.is_empty() => return Next::Suspect(generation),
            Ok(message) => group.add(message),
            Err(RecvTimeoutError::Timeout) if group.deadline.is_none() => return Next::Idle,
            Err(RecvTimeoutError::Timeout) => return Next::Group(group.requests),
            Err(RecvTimeoutError::Disconnected) => return Next::End(group.requests),
        }
        while group.requests.len() < GROUP_MAX
            && let Ok(message) = messages.try_recv()
        {
            group.add(message);
        }
        if group.urgent || group.requests.len() >= GROUP_MAX {
            return Next::Group(group.requests);
        }
    }
}

#[derive(Default)]
struct Group {
    requests: Vec<Request>,
    urgent: bool,
    deadline: Option<Instant>,
}

impl Group {
    fn is_empty(&self) -> bool {
        self.requests.is_empty() && self.deadline.is_none()
    }

    fn add(&mut self, message: Message) {
        match message {
            Message::Request(request) => {
                self.urgent |= request.urgency == Urgency::Now;
                self.requests.push(request);
            }
            // A failure that a reader met shows itself to the write as well.
            Message::Pulses | Message::Suspect(_) => {}
        }
        self.deadline.get_or_insert_with(|| Instant::now() + LINGER);
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::Op;
    use super::*;
    use std::sync::mpsc::channel;
    use tokio::sync::oneshot;

    fn request(urgency: Urgency) -> Message {
        Message::Request(Request { op: Op::Probe, urgency, reply: oneshot::channel().0 })
    }

    fn size(next: Next) -> usize {
        match next {
            Next::Group(requests) | Next::End(requests) => requests.len(),
            Next::Suspect(_) | Next::Idle => panic!("a group was expected"),
        }
    }

    #[test]
    fn an_urgent_request_takes_waiting_lazy_ones_along() {
        let (sender, receiver) = channel();
        for urgency in [Urgency::Lazy, Urgency::Lazy, Urgency::Now] {
            sender.send(request(urgency)).unwrap();
        }
        assert_eq!(size(next(&receiver, false)), 3);
    }

    #[test]
    fn a_lazy_request_is_written_though_no_company_comes() {
        let (sender, receiver) = channel();
        sender.send(request(Urgency::Lazy)).unwrap();
        assert_eq!(size(next(&receiver, false)), 1);
        sender.send(Message::Pulses).unwrap();
        assert_eq!(size(next(&receiver, false)), 0, "pulses alone are written too");
    }

    #[test]
    fn groups_are_bounded() {
        let (sender, receiver) = channel();
        for _ in 0..GROUP_MAX + 3 {
            sender.send(request(Urgency::Now)).unwrap();
        }
        assert_eq!(size(next(&receiver, false)), GROUP_MAX);
        assert_eq!(size(next(&receiver, false)), 3);
    }

    #[test]
    fn what_is_queued_is_written_before_the_end() {
        let (sender, receiver) = channel();
        sender.send(request(Urgency::Lazy)).unwrap();
        drop(sender);
        assert!(matches!(next(&receiver, false), Next::End(requests) if requests.len() == 1));
    }

    #[test]
    fn silence_is_reported_only_where_it_was_asked_for() {
        let (_sender, receiver) = channel();
        assert!(matches!(next(&receiver, true), Next::Idle));
    }
}
