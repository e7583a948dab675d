//! Key rings derived from one KMS HMAC key. It never logs or stores a key.
