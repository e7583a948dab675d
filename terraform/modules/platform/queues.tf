# The queue that wakes the controller, and where messages go that it could not handle.

resource "aws_sqs_queue" "wake" {
  name                    = "${local.prefix}-wake"
  sqs_managed_sse_enabled = true
  # A wake is a hint; the sweep finds what a lost one meant. Old ones are only noise.
  message_retention_seconds = 86400
  # What AWS advises: six times the function's time, so that throttled messages don't run out of tries.
  visibility_timeout_seconds = min(43200, var.controller_timeout * 6)
}

resource "aws_sqs_queue" "wake_dead" {
  name                      = "${local.prefix}-wake-dead"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 1209600
}

# Events of the schedule and of EventBridge that found nobody.
resource "aws_sqs_queue" "sweep_dead" {
  name                      = "${local.prefix}-sweep-dead"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 1209600
}

# A resource of its own, because the provider waits half a minute for each queue: so it waits for both at once.
resource "aws_sqs_queue_redrive_policy" "wake" {
  queue_url = aws_sqs_queue.wake.id

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.wake_dead.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "wake_dead" {
  queue_url = aws_sqs_queue.wake_dead.id

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.wake.arn]
  })
}

resource "aws_lambda_event_source_mapping" "wake" {
  event_source_arn        = aws_sqs_queue.wake.arn
  function_name           = aws_lambda_function.controller.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    # Backpressure: AgentCore starts 25 sessions a second in an account.
    maximum_concurrency = var.wake_concurrency
  }

  # AWS refuses the mapping while the function's role may not receive.
  depends_on = [aws_iam_role_policy.controller]
}
