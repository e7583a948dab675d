//! Every limit of the engine, in one place, with its unit in the name and the reason beside it. It holds no behaviour.

/// Longest workflow, tenant or person id in characters: fits every store's key and every log line.
pub const ID_MAX_CHARS: usize = 64;
/// Longest step id in characters; steps name rows and tokens, so they stay short.
pub const STEP_ID_MAX_CHARS: usize = 32;
/// Most steps in a playbook: a run's state must fit one item of 400 KB in every store.
pub const STEPS_MAX: usize = 64;
/// Largest playbook source in bytes.
pub const PLAYBOOK_MAX_BYTES: usize = 256 * 1024;
/// Deepest nesting of a JSON document that Aegis accepts; deeper ones exhaust stacks of recursive readers.
pub const JSON_MAX_DEPTH: usize = 64;
/// Largest HTTP body in bytes: a Lambda's synchronous payload limit, kept in every home so that none differs.
pub const BODY_MAX_BYTES: usize = 6 * 1024 * 1024;
/// Largest body of an answer that a function gives back through its gateway, in bytes: a Lambda's reply may take 6 MB, and
/// bytes travel in it as base64, text as an escaped JSON string.
pub const GATEWAY_REPLY_MAX_BYTES: usize = 4 * 1024 * 1024;
/// Longest time in milliseconds that a request's head may take, and a connection may be idle between two requests: whoever
/// stops halfway must not keep a connection.
pub const HEAD_TIMEOUT_MS: u64 = 30_000;
/// Longest time in milliseconds that a request's body may take: the largest one at 100 kB/s.
pub const BODY_TIMEOUT_MS: u64 = 60_000;
/// Largest input of a run in bytes of canonical JSON.
pub const INPUT_MAX_BYTES: usize = 128 * 1024;
/// A result up to this size in bytes rides inside the run's state; a larger one goes to the payload store.
pub const INLINE_MAX_BYTES: usize = 8 * 1024;
/// All documents inside one run's state together, in bytes of JSON: half of an item. Further ones go to the payload store,
/// however small they are.
pub const STATE_INLINE_MAX_BYTES: usize = 192 * 1024;
/// Largest state of a run that goes on, in bytes. One that would outgrow it ends as FAILED (STATE_TOO_LARGE) instead: its
/// end, and what is left to stop, must still fit.
pub const STATE_OPEN_MAX_BYTES: usize = 320 * 1024;
/// Largest run state that a store is asked to hold, in bytes: DynamoDB's item limit less room for keys.
pub const STATE_MAX_BYTES: usize = 380 * 1024;
/// Longest comment, reason or error message in characters kept in a journal record.
pub const TEXT_MAX_CHARS: usize = 4_000;
/// Most attempts that a step's retry policy may allow.
pub const RETRY_ATTEMPTS_MAX: u32 = 20;
/// Most rounds that a gate may send back with a request for changes.
pub const CHANGE_ROUNDS_MAX: u32 = 20;
/// Most reminders that a gate may list.
pub const REMINDERS_MAX: usize = 16;
/// Default time-out of an agent step in milliseconds, where the playbook names none: one hour.
pub const STEP_TIMEOUT_DEFAULT_MS: u64 = 60 * 60 * 1_000;
/// Longest duration that a playbook may name in milliseconds: 365 days (WF-01 of the specification).
pub const DURATION_MAX_MS: u64 = 365 * 24 * 60 * 60 * 1_000;
/// How long a claim on an effect lasts in milliseconds: longer than the slowest dispatch, short enough that a crash is
/// repaired while a person still watches.
pub const CLAIM_MS: u64 = 30_000;
/// A run that is due within this many milliseconds need not be filed anew in an index of times: a sweep of every minute looks
/// at it soon enough, and an index entry that moves is two writes.
pub const DUE_SOON_MS: u64 = 60_000;
/// How long in milliseconds a home where writes are dear leaves unwritten that an agent acknowledged: looking at the run once
/// a minute for as long costs as much as writing it once.
pub const NOTES_WAIT_MS: u64 = 30 * 60 * 1_000;
/// Pause before an undelivered effect is tried again, in milliseconds; doubled per failed delivery.
pub const REDELIVERY_BASE_MS: u64 = 1_000;
/// Longest pause between two deliveries of the same effect, in milliseconds.
pub const REDELIVERY_MAX_MS: u64 = 5 * 60 * 1_000;
/// Longest wait for an agent's acknowledgement in milliseconds; later it counts as unknown, not as failed.
pub const DISPATCH_TIMEOUT_MS: u64 = 10_000;
/// Most dispatches under way to one target: a target that accepts and is silent keeps each for 10 s, and a process has
/// 1,024 file handles by default, which the store and the API need as well.
pub const DISPATCHES_PER_TARGET_MAX: usize = 64;
/// How often a gate past its deadline goes on reminding, in milliseconds: once a day.
pub const OVERDUE_REMINDER_MS: u64 = 24 * 60 * 60 * 1_000;
/// Most tries of one conditional write before the caller is told to come back (503 with Retry-After).
pub const CONFLICT_TRIES_MAX: u32 = 12;
/// Back-off after a second conflicting write in milliseconds; full jitter, doubled each time.
pub const CONFLICT_BACKOFF_BASE_MS: u64 = 2;
/// Longest back-off after a conflicting write in milliseconds.
pub const CONFLICT_BACKOFF_MAX_MS: u64 = 200;
/// Seconds that a client is asked to wait when a write could not be decided.
pub const RETRY_AFTER_S: u64 = 1;
/// Journal records per stored chunk where a store keeps the journal in chunks.
pub const JOURNAL_CHUNK_RECORDS: usize = 64;
/// Default and largest page of a list.
pub const PAGE_DEFAULT: usize = 50;
/// Largest page of a list.
pub const PAGE_MAX: usize = 200;
/// Largest artifact in bytes of canonical JSON that stands in a list of approvals: a page of the largest size stays below
/// 13 MB; what is larger has an address of its own.
pub const LISTED_ARTIFACT_MAX_BYTES: u64 = 64 * 1024;
/// Longest time in seconds that `GET /workflows/{id}?wait=` holds a reply on a server.
pub const WAIT_MAX_S: u64 = 20;
/// How long a personal approval link stays valid after its gate opened, in milliseconds: a year, the longest run.
pub const APPROVAL_LINK_MAX_MS: u64 = DURATION_MAX_MS;
/// Longest life of a link to an artifact in milliseconds: an hour, minted afresh by each request that shows one.
pub const DOWNLOAD_LINK_MAX_MS: u64 = 60 * 60 * 1_000;
/// Longest life of a permission to store a large result, in milliseconds: time for a slow upload, not for a thief.
pub const UPLOAD_LINK_MAX_MS: u64 = 15 * 60 * 1_000;
/// Largest document in bytes that may be stored through such a permission: whoever reads it holds it in memory.
pub const UPLOAD_MAX_BYTES: u64 = 32 * 1024 * 1024;
/// Largest result in bytes that may come through such a permission: whoever takes it in holds it as text and as a value,
/// in a function's 256 MB.
pub const RESULT_REF_MAX_BYTES: u64 = 16 * 1024 * 1024;
/// Most documents that one request about an attempt's files may name: its reply has a signed address for each.
pub const FILES_PER_REQUEST_MAX: usize = 100;
/// Most files of one attempt: a report with its sources has some dozens.
pub const FILES_PER_ATTEMPT_MAX: usize = 2_500;
/// An artifact larger than this, in bytes, is fetched from the store by a link where there are links: what a function passes
/// on is paid for twice.
pub const ARTIFACT_DIRECT_MAX_BYTES: u64 = 1024 * 1024;
