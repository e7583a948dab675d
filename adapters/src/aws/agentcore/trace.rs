//! A W3C trace context as X-Ray writes it. It starts no trace.

/// `Root=1-...;Parent=...;Sampled=...` for a `traceparent`; `None` where that is not one.
pub(super) fn xray(traceparent: &str) -> Option<String> {
    let mut parts = traceparent.split('-');
    let (version, trace, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_hex = |text: &str, length| {
        text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    if !is_hex(version, 2) || !is_hex(trace, 32) || !is_hex(parent, 16) || !is_hex(flags, 2) {
        return None;
    }
    let (time, rest) = trace.split_at_checked(8)?;
    let sampled = u8::from_str_radix(flags, 16).ok()? & 1;
    Some(format!("Root=1-{time}-{rest};Parent={parent};Sampled={sampled}"))
}

#[cfg(test)]
mod tests {
    use super::xray;

    #[test]
    fn a_trace_context_keeps_its_ids() {
        let context = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        let header = "Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=1";
        assert_eq!(xray(context).as_deref(), Some(header));
        assert!(xray(&context.replace("-01", "-00")).is_some_and(|header| header.ends_with("Sampled=0")));
    }

    #[test]
    fn what_is_no_trace_context_gives_no_header() {
        for text in ["", "00", "00-xyz-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-1-01\r\n"] {
            assert_eq!(xray(text), None, "{text}");
        }
    }
}
