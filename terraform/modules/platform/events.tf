# Public events: a bus of their own, and a copy of every event in a log group.

resource "aws_cloudwatch_event_bus" "workflows" {
  name = "${local.prefix}-events"
}

resource "aws_cloudwatch_event_rule" "workflows" {
  name           = "${local.prefix}-workflow-events"
  description    = "Every public event of a run"
  event_bus_name = aws_cloudwatch_event_bus.workflows.name
  state          = "ENABLED"

  # The source that adapters/src/aws/eventbridge publishes under; all of its kinds, also of later releases.
  event_pattern = jsonencode({ source = ["agent.orchestration"] })
}

# A rule's target of this kind takes no role: the log group's resource policy lets EventBridge write.
resource "aws_cloudwatch_event_target" "log" {
  rule           = aws_cloudwatch_event_rule.workflows.name
  event_bus_name = aws_cloudwatch_event_bus.workflows.name
  target_id      = "log"
  arn            = aws_cloudwatch_log_group.events.arn

  depends_on = [aws_cloudwatch_log_resource_policy.events]
}

resource "aws_cloudwatch_log_resource_policy" "events" {
  policy_name     = "${local.prefix}-events"
  policy_document = local.events_log_policy
}
