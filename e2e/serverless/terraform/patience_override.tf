# What differs from a deployment so that minutes become seconds.

resource "aws_sqs_queue" "wake" {
  # A message whose function died comes again, and a poisoned one ends in the dead-letter queue, while somebody watches.
  # AWS would refuse it, being shorter than the function's time.
  visibility_timeout_seconds = 12
}
