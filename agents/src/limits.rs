//! Every limit of this crate, with its unit in the name and its reason; decides nothing.

use std::time::Duration;

/// One document: beyond this it is a data dump or a scan, and reading it would dominate the run.
pub const DOCUMENT_BYTES: u64 = 20 * 1024 * 1024;
/// Documents read in one run.
pub const DOCUMENTS: usize = 2_000;
/// Files and folders looked at under one named path: a whole disk named by mistake ends here.
pub const WALK_ENTRIES: usize = 100_000;
/// All documents of one run together; they are held in memory while they are ranked.
pub const CORPUS_BYTES: u64 = 200 * 1024 * 1024;
/// Elements that an HTML file may leave open at once: the tree builder's time grows with the square of it.
pub const HTML_OPEN_ELEMENTS: usize = 1_000;
/// HTML elements above which the main content is no longer searched for and the whole body is taken.
pub const HTML_READABILITY_ELEMENTS: usize = 50_000;

/// Text that one document may yield, in bytes: more is a decompression bomb.
pub const DOCUMENT_TEXT_BYTES: usize = 20 * 1024 * 1024;
/// Blocks (paragraphs, rows) of one document: more is a data dump, and each costs more memory than its text.
pub const DOCUMENT_BLOCKS: usize = 200_000;
/// Text of all documents of one run together: it is held in memory while it is ranked.
pub const CORPUS_TEXT_BYTES: usize = 100 * 1024 * 1024;
/// Blocks of all documents of one run together: a text of many short rows takes more memory for its rows than for itself.
pub const CORPUS_BLOCKS: usize = 1_000_000;
/// Time from a run's first document on in which parsers are started: thousands of files, each of which takes nearly all the
/// time that one may have, would keep a run busy for hours. Two thousand honest documents take a tenth of it.
pub const READING_TIME: Duration = Duration::from_secs(300);
/// Longest heading, in bytes: each quote below carries it; what is longer is a paragraph.
pub const HEADING_BYTES: usize = 1_000;
/// Longest title, date or name of a sheet, in characters: they stand beside quotes too.
pub const NAME_CHARS: usize = 200;
/// Markup above which a document is parsed in a process of its own, in bytes: its tree takes many times its size.
pub const IN_PROCESS_MARKUP_BYTES: usize = 2 * 1024 * 1024;
/// The same of HTML: the time of its parsers grows with the square of the attributes of an element.
pub const IN_PROCESS_HTML_BYTES: usize = 128 * 1024;
/// One row of a table file, in bytes: beyond this a quotation mark is missing somewhere.
pub const TABLE_ROW_BYTES: usize = 64 * 1024;
/// Columns of a table.
pub const TABLE_COLUMNS: usize = 1_000;
/// Files in a zip archive that is a document.
pub const ARCHIVE_ENTRIES: usize = 20_000;
/// What is unpacked of such an archive, in bytes: markup is several times as large as its text.
pub const ARCHIVE_BYTES: u64 = 150 * 1024 * 1024;
/// Elements of XML that may be open at once.
pub const XML_DEPTH: usize = 256;
/// Lists and objects of JSON within one another.
pub const JSON_DEPTH: usize = 100;
/// Mails within a mail.
pub const MAIL_DEPTH: usize = 4;

/// Wall time of a parser in a process of its own: a document that takes longer is in a loop.
pub const PARSER_WALL_TIME: Duration = Duration::from_secs(20);
/// CPU time that such a parser allows itself, in seconds: ends it even where nobody is left to kill it.
pub const PARSER_CPU_SECONDS: u64 = 20;
/// Address space of such a parser, in bytes.
pub const PARSER_MEMORY_BYTES: u64 = 512 * 1024 * 1024;
/// What such a parser may answer, in bytes: the text as JSON with the places of its blocks.
pub const PARSER_REPLY_BYTES: u64 = 64 * 1024 * 1024;

/// First wait of an agent for a disk that is full, read-only or failing; doubled up to the longest.
pub const DISK_FIRST_WAIT: Duration = Duration::from_millis(500);
/// Longest such wait: somebody who has freed space watches the run.
pub const DISK_LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Shortest sentence that can be a finding, in characters: below it there is no statement.
pub const QUOTE_MIN_CHARS: usize = 20;
/// Longest sentence that is quoted, in characters: laws, minutes and lists have such. Beyond it the reader is sent to the source.
pub const SENTENCE_MAX_CHARS: usize = 1_000;
/// Longest quote of more than one sentence, in characters.
pub const QUOTE_MAX_CHARS: usize = 420;
/// Characters of context stored before and after a quote (W3C TextQuoteSelector).
pub const QUOTE_CONTEXT_CHARS: usize = 32;
/// Quotes from other documents that are attached to one finding.
pub const SUPPORTING_QUOTES: usize = 3;
/// Quotes beyond the findings that go to the analyst for its number table and contradictions; with their places they
/// are most of the result's size.
pub const EVIDENCE_QUOTES: usize = 120;
/// Sentences for programs that are listed as set aside.
pub const SET_ASIDE: usize = 20;
/// Shortest row of a table that can be a finding, in characters: its cells say much in little.
pub const ROW_MIN_CHARS: usize = 12;
/// Lines of the number table.
pub const FIGURES: usize = 60;
/// Entries of the timeline.
pub const TIMELINE: usize = 30;

/// A source longer than this is shown in `report.html` as excerpts around its quotes, in bytes.
pub const HTML_WHOLE_SOURCE_BYTES: usize = 100 * 1024;
/// Text shown before and after each quote in such an excerpt, in bytes.
pub const HTML_EXCERPT_BYTES: usize = 1_500;
/// Length of the summary that the writer returns inline, in characters.
pub const SUMMARY_CHARS: usize = 500;
/// Next steps listed in a report.
pub const NEXT_STEPS: usize = 6;
/// Takeaways listed in a report's summary.
pub const TAKEAWAYS: usize = 3;
/// Largest file that `verify` reads, in bytes; a bundle's files are far smaller.
pub const BUNDLE_FILE_BYTES: u64 = 512 * 1024 * 1024;
/// A result larger than this, in bytes of JSON, is put first and referred to: a gateway wraps a body into another text, and
/// its 6 MB are counted there.
pub const RESULT_IN_BODY_BYTES: usize = 1024 * 1024;
