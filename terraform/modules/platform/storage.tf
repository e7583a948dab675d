# Payloads and artifacts. Payloads of a run that still waits must never expire, so only artifacts have a lifecycle; what
# an upload left unfinished and what was overwritten goes in both.

resource "aws_s3_bucket" "artifacts" {
  bucket        = local.bucket_name
  force_destroy = !local.protected
}

resource "aws_s3_bucket_versioning" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  versioning_configuration {
    # A bucket that once had versions can't go back to "Disabled".
    status = var.artifact_bucket_versioning ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_ownership_controls" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "artifacts" {
  bucket                  = aws_s3_bucket.artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "artifacts" {
  count = var.require_tls ? 1 : 0

  bucket = aws_s3_bucket.artifacts.id
  policy = local.bucket_policy

  # Both change who may reach the bucket; S3 refuses the two at once.
  depends_on = [aws_s3_bucket_public_access_block.artifacts]
}

resource "aws_s3_bucket_lifecycle_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  rule {
    id     = "artifacts-become-cheaper-and-expire"
    status = "Enabled"

    filter {
      prefix = "artifacts/"
    }

    dynamic "transition" {
      for_each = local.artifact_transitions
      content {
        days          = transition.value
        storage_class = transition.key
      }
    }

    expiration {
      days = local.artifact_expiration_days
    }
  }

  rule {
    id     = "what-nobody-reads-goes"
    status = "Enabled"

    filter {}

    noncurrent_version_transition {
      noncurrent_days = 30
      storage_class   = "GLACIER_IR"
    }

    noncurrent_version_expiration {
      noncurrent_days = 90
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.artifacts]
}
