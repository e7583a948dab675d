//! The write-ahead log: what makes a group durable with one append and one fdatasync, however many pages of the database
//! it touches. The database takes the same changes in memory and reaches the disk now and then ("checkpoint"); whatever it
//! lacks after a crash is read from here.
//!
//! The file begins with 4 KiB of head: magic 8 bytes, store id 8. Then come records without gaps: length of the payload 4
//! bytes, CRC-32 4, sequence number 8, payload; little-endian, the checksum over store id, number and payload. Numbers grow by one
//! from record to record. After a checkpoint the next record is written over the first one: what lies behind it has older
//! numbers, so reading stops at the first record that is not the successor of the one before. Space is filled with zeros
//! before it is used, so that an fdatasync need not write a new file size as well.

use redb::StorageBackend;
use std::io;

const MAGIC: [u8; 8] = *b"AEGISWAL";
/// Where the first record lies.
const FIRST: u64 = 4_096;
const HEAD_BYTES: usize = 16;
/// How much is filled with zeros at once: little enough that nobody notices the pause.
const STEP_BYTES: usize = 64 * 1024;
/// How far ahead of the last whole record a later one is looked for: more records than a full log holds.
const LATER_MAX: u64 = 500_000;
/// Largest payload of a record that is looked for in this way: many times that of a busy second.
const LATER_BYTES_MAX: u32 = 8 * 1024 * 1024;
/// After so many bytes the database is written and the log begins anew, if nobody says otherwise: bounds the log and the
/// time to open after a kill.
pub(super) const FULL_BYTES: u64 = 32 * 1024 * 1024;

/// The log, open for appending.
pub(super) struct Log {
    file: Box<dyn StorageBackend>,
    store: u64,
    /// Where the next record goes.
    end: u64,
    /// Number of the last record.
    sequence: u64,
    /// Bytes that the file holds.
    zeroed: u64,
    /// One record as it goes to the file; kept for its memory.
    buffer: Vec<u8>,
}

/// Which store a log belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// Nobody: the file is empty or its creation was not finished.
    Nobody,
    /// The store with this id.
    Store(u64),
    /// It is no log.
    Foreign,
}

/// Whose log a file is.
pub(super) fn owner(file: &dyn StorageBackend) -> io::Result<Owner> {
    if file.len()? < FIRST {
        return Ok(Owner::Nobody);
    }
    let mut head = [0; 16];
    file.read(0, &mut head)?;
    let (magic, id) = head.split_at(8);
    if magic == MAGIC {
        return Ok(Owner::Store(u64::from_le_bytes(id.try_into().unwrap_or_default())));
    }
    Ok(if head == [0; 16] { Owner::Nobody } else { Owner::Foreign })
}

/// Makes an empty log for a store, durably.
pub(super) fn create(file: &dyn StorageBackend, store: u64) -> io::Result<()> {
    file.set_len(FIRST)?;
    let mut head = MAGIC.to_vec();
    head.extend_from_slice(&store.to_le_bytes());
    file.write(0, &head)?;
    file.sync_data()
}

/// Reads all records in order, from the first one of the file.
pub(super) struct Records<'f> {
    file: &'f dyn StorageBackend,
    store: u64,
    at: u64,
    length: u64,
    last: Option<u64>,
}

impl<'f> Records<'f> {
    pub(super) fn of(file: &'f dyn StorageBackend, store: u64) -> io::Result<Self> {
        Ok(Self { file, store, at: FIRST, length: file.len()?, last: None })
    }

    /// Number and payload of the next record; `None` at the end, which is wherever the next bytes are no successor.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        let Some((sequence, payload)) = self
            .whole(self.at, |sequence| self.last.is_none_or(|last| last.checked_add(1) == Some(sequence)))?
        else {
            return Ok(None);
        };
        self.at += (HEAD_BYTES + payload.len()) as u64;
        self.last = Some(sequence);
        Ok(Some((sequence, payload)))
    }

    /// Whether a whole record with a number behind `last` lies anywhere behind the end. At the end of a log lies what was
    /// being written when the process died, or what is older; a later record means that one before it was damaged.
    pub(super) fn goes_on_behind(&self, last: u64) -> io::Result<bool> {
        let later = |sequence: u64| sequence > last && sequence - last <= LATER_MAX;
        let mut at = self.at;
        while at + (HEAD_BYTES as u64) < self.length {
            let size = (self.length - at).min(STEP_BYTES as u64);
            let mut bytes = vec![0; usize::try_from(size).unwrap_or(STEP_BYTES)];
            self.file.read(at, &mut bytes)?;
            for (offset, head) in bytes.windows(HEAD_BYTES).enumerate() {
                // Nearly all places end here: tens of millions are looked at after a kill.
                let number = head.last_chunk().map(|bytes| u64::from_le_bytes(*bytes));
                let small =
                    head.first_chunk().is_some_and(|bytes| u32::from_le_bytes(*bytes) <= LATER_BYTES_MAX);
                if number.is_some_and(later) && small && self.whole(at + offset as u64, later)?.is_some() {
                    return Ok(true);
                }
            }
            at += size - (HEAD_BYTES as u64 - 1).min(size - 1);
            if size < STEP_BYTES as u64 {
                break;
            }
        }
        Ok(false)
    }

    /// The record at a place, where a whole one with a wanted number is.
    fn whole(&self, at: u64, wanted: impl Fn(u64) -> bool) -> io::Result<Option<(u64, Vec<u8>)>> {
        let payload_at = at + HEAD_BYTES as u64;
        if payload_at > self.length {
            return Ok(None);
        }
        let mut head = [0; HEAD_BYTES];
        self.file.read(at, &mut head)?;
        let Some((length, checksum, sequence)) = parse(&head) else { return Ok(None) };
        if length == 0 || !wanted(sequence) || payload_at + u64::from(length) > self.length {
            return Ok(None);
        }
        let Ok(bytes) = usize::try_from(length) else { return Ok(None) };
        let mut payload = vec![0; bytes];
        self.file.read(payload_at, &mut payload)?;
        Ok((crc(self.store, sequence, &payload) == checksum).then_some((sequence, payload)))
    }
}

impl Log {
    /// A log whose records are all in the database, the last of them with this number: the next one is written over
    /// the first.
    pub(super) fn after(file: Box<dyn StorageBackend>, store: u64, sequence: u64) -> io::Result<Self> {
        let zeroed = file.len()?;
        Ok(Self { file, store, end: FIRST, sequence, zeroed, buffer: Vec::new() })
    }

    /// The number of the last record.
    pub(super) const fn last_sequence(&self) -> u64 {
        self.sequence
    }

    /// Bytes since the database was written.
    pub(super) const fn bytes(&self) -> u64 {
        self.end.saturating_sub(FIRST)
    }

    /// Whether anything was written since the database was.
    pub(super) const fn is_empty(&self) -> bool {
        self.end == FIRST
    }

    /// Writes a record and makes it durable. After an error nobody knows whether it is.
    pub(super) fn append(&mut self, payload: &[u8]) -> io::Result<()> {
        let length = u32::try_from(payload.len()).map_err(|_too_long| {
            io::Error::new(io::ErrorKind::FileTooLarge, "a group of writes over 4 GiB")
        })?;
        let sequence = self.sequence.saturating_add(1);
        self.buffer.clear();
        self.buffer.extend_from_slice(&length.to_le_bytes());
        self.buffer.extend_from_slice(&crc(self.store, sequence, payload).to_le_bytes());
        self.buffer.extend_from_slice(&sequence.to_le_bytes());
        self.buffer.extend_from_slice(payload);
        let end = self.end + self.buffer.len() as u64;
        self.reserve(end)?;
        self.file.write(self.end, &self.buffer)?;
        self.file.sync_data()?;
        self.end = end;
        self.sequence = sequence;
        Ok(())
    }

    /// The database holds all records: the next one is written over the first.
    pub(super) const fn begin_anew(&mut self) {
        self.end = FIRST;
    }

    fn reserve(&mut self, end: u64) -> io::Result<()> {
        while self.zeroed < end {
            self.file.write(self.zeroed, &vec![0; STEP_BYTES])?;
            self.zeroed += STEP_BYTES as u64;
        }
        Ok(())
    }
}

fn parse(head: &[u8; HEAD_BYTES]) -> Option<(u32, u32, u64)> {
    let (length, rest) = head.split_first_chunk::<4>()?;
    let (checksum, rest) = rest.split_first_chunk::<4>()?;
    let (sequence, _) = rest.split_first_chunk::<8>()?;
    Some((u32::from_le_bytes(*length), u32::from_le_bytes(*checksum), u64::from_le_bytes(*sequence)))
}

/// With the store's id, which nobody outside knows: what a payload holds can't pass for a record.
fn crc(store: u64, sequence: u64, payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&store.to_le_bytes());
    hasher.update(&sequence.to_le_bytes());
    hasher.update(payload);
    hasher.finalize()
}
