//! Writes heads behind the back of whoever commits: a stop does not wait for a second disk access.

use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use super::{Anchor, Head};

/// A thread that writes the latest head it was told. If the program dies before it has, the database is ahead of the anchor
/// by a few events, which is no fault.
#[derive(Debug)]
pub struct AnchorWriter {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    mailbox: Mutex<Mailbox>,
    changed: Condvar,
}

/// Only the latest head matters: a newer one takes the place of one not yet written.
#[derive(Debug, Default)]
struct Mailbox {
    wanted: Option<Head>,
    writing: bool,
    closing: bool,
    /// The head that could not be written, to be tried again, and why.
    failed: Option<(Head, io::ErrorKind)>,
}

impl AnchorWriter {
    /// Starts the thread.
    ///
    /// # Errors
    /// The operating system has no thread to give.
    pub fn start(mut anchor: Anchor) -> io::Result<Self> {
        Self::with(move |head| anchor.write(head))
    }

    fn with(write: impl FnMut(Head) -> io::Result<()> + Send + 'static) -> io::Result<Self> {
        let shared = Arc::<Shared>::default();
        let theirs = Arc::clone(&shared);
        let thread = thread::Builder::new().name("anchor".to_owned()).spawn(move || theirs.run(write))?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Asks for this head to be written, and returns at once.
    pub fn note(&self, head: Head) {
        self.shared.lock().wanted = Some(head);
        self.shared.changed.notify_all();
    }

    /// Waits until the latest head is on the disk; one that failed is tried once more.
    ///
    /// # Errors
    /// The disk.
    pub fn flush(&self) -> io::Result<()> {
        let mut mailbox = self.shared.lock();
        if let (None, Some((head, _))) = (mailbox.wanted, mailbox.failed) {
            mailbox.wanted = Some(head);
            self.shared.changed.notify_all();
        }
        let mailbox = self.shared.wait_while(mailbox, |mailbox| mailbox.wanted.is_some() || mailbox.writing);
        mailbox.failed.map_or(Ok(()), |(_, kind)| Err(kind.into()))
    }
}

impl Drop for AnchorWriter {
    fn drop(&mut self) {
        self.shared.lock().closing = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so by itself, and a head not written is no fault.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn run(&self, mut write: impl FnMut(Head) -> io::Result<()>) {
        while let Some(head) = self.next() {
            // The mailbox is open while the disk works.
            let written = write(head);
            let mut mailbox = self.lock();
            mailbox.writing = false;
            mailbox.failed = written.err().map(|error| (head, error.kind()));
            drop(mailbox);
            self.changed.notify_all();
        }
    }

    /// The next head to write; none once the writer is dropped and everything is written.
    fn next(&self) -> Option<Head> {
        let idle = |mailbox: &mut Mailbox| mailbox.wanted.is_none() && !mailbox.closing;
        let mut mailbox = self.wait_while(self.lock(), idle);
        let head = mailbox.wanted.take()?;
        mailbox.writing = true;
        Some(head)
    }

    /// Nothing is ever half changed under this lock, so a panic elsewhere leaves it usable.
    fn lock(&self) -> MutexGuard<'_, Mailbox> {
        self.mailbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_while<'a>(
        &self,
        mailbox: MutexGuard<'a, Mailbox>,
        condition: impl FnMut(&mut Mailbox) -> bool,
    ) -> MutexGuard<'a, Mailbox> {
        self.changed.wait_while(mailbox, condition).unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::DataKey;
    use crate::anchor::HeadReading;

    fn head(seq: i64) -> Head {
        Head { seq, hash: [7; 32], wall_ms: 0 }
    }

    fn key() -> crate::AnchorKey {
        DataKey::from_bytes([9; 32]).anchor_key()
    }

    #[test]
    fn after_a_flush_and_after_the_end_the_last_head_is_on_the_disk() {
        let dir = tempfile::tempdir().unwrap();
        let newest = || Anchor::open(dir.path(), key(), [5; 16]).unwrap().1;
        let writer =
            AnchorWriter::start(Anchor::create(dir.path(), key(), [5; 16], head(0)).unwrap()).unwrap();
        (1..=500).for_each(|seq| writer.note(head(seq)));
        writer.flush().unwrap();
        assert_eq!(newest(), HeadReading::Sound(head(500)));
        writer.note(head(501));
        drop(writer);
        assert_eq!(newest(), HeadReading::Sound(head(501)));
    }

    #[test]
    fn noting_a_head_does_not_wait_for_a_disk_that_hangs() {
        let (began, begun) = mpsc::channel();
        let (let_go, hanging) = mpsc::channel::<()>();
        let writer = AnchorWriter::with(move |head| {
            began.send(head.seq).unwrap();
            hanging.recv().map_err(|_| io::ErrorKind::Other.into())
        })
        .unwrap();
        writer.note(head(1));
        assert_eq!(begun.recv().unwrap(), 1);
        // The disk hangs in the first write; were any of these to wait for it, the test would never end.
        (2..=1_000).for_each(|seq| writer.note(head(seq)));
        (0..2).for_each(|_| let_go.send(()).unwrap());
        writer.flush().unwrap();
        drop(writer);
        assert_eq!(begun.iter().collect::<Vec<_>>(), [1_000], "heads that were overtaken are not written");
    }

    #[test]
    fn a_failed_write_is_told_at_the_flush_and_tried_again_at_the_next() {
        let mut disk = [Err(io::ErrorKind::StorageFull), Err(io::ErrorKind::StorageFull), Ok(())].into_iter();
        let writer = AnchorWriter::with(move |_| disk.next().unwrap().map_err(io::Error::from)).unwrap();
        writer.note(head(1));
        // The write may fail before the flush, which then tries again, or during it.
        let told = writer.flush().unwrap_err();
        assert_eq!(told.kind(), io::ErrorKind::StorageFull);
        let mut flushes = 1;
        while writer.flush().is_err() {
            flushes += 1;
        }
        assert!(flushes <= 2, "{flushes} failed flushes for two failures");
    }
}
