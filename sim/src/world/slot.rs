//! A reply on its way: the sender may die before it sends, the receiver may stop waiting.

use super::exec::{Sleep, lock};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

struct Shared<T> {
    value: Option<T>,
    closed: bool,
    waker: Option<Waker>,
}

/// The end that sends; dropping it tells the receiver that nothing will come.
pub(crate) struct Sender<T>(Arc<Mutex<Shared<T>>>);

/// The end that waits, for a limited time.
pub(crate) struct Receiver<T> {
    shared: Arc<Mutex<Shared<T>>>,
    patience: Pin<Box<Sleep>>,
}

/// Both ends.
pub(crate) fn slot<T>(patience: Sleep) -> (Sender<T>, Receiver<T>) {
    let shared = Arc::new(Mutex::new(Shared { value: None, closed: false, waker: None }));
    (Sender(Arc::clone(&shared)), Receiver { shared, patience: Box::pin(patience) })
}

impl<T> Sender<T> {
    pub(crate) fn send(self, value: T) {
        lock(&self.0).value = Some(value);
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let waker = {
            let mut shared = lock(&self.0);
            shared.closed = true;
            shared.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Future for Receiver<T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        {
            let mut shared = lock(&self.shared);
            if shared.closed {
                return Poll::Ready(shared.value.take());
            }
            shared.waker = Some(context.waker().clone());
        }
        self.patience.as_mut().poll(context).map(|()| None)
    }
}
