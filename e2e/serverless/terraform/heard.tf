# A subscriber of the bus, as a user would have one: what the scenarios hear.

resource "aws_sqs_queue" "heard" {
  name = "${local.prefix}-heard"
  # What a poll has lost comes again while somebody waits for it.
  visibility_timeout_seconds = 5
}

resource "aws_cloudwatch_event_rule" "heard" {
  name           = "${local.prefix}-heard"
  event_bus_name = aws_cloudwatch_event_bus.workflows.name
  event_pattern  = jsonencode({ source = ["agent.orchestration"] })
}

resource "aws_cloudwatch_event_target" "heard" {
  rule           = aws_cloudwatch_event_rule.heard.name
  event_bus_name = aws_cloudwatch_event_bus.workflows.name
  target_id      = "heard"
  arn            = aws_sqs_queue.heard.arn
}

resource "aws_sqs_queue_policy" "heard" {
  queue_url = aws_sqs_queue.heard.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.heard.arn
    }]
  })
}

output "heard_queue_url" {
  value = aws_sqs_queue.heard.id
}
