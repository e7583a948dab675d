# What is seen from outside: log groups, alarms, a dashboard. docs/OPERATIONS.md says what each alarm means.

resource "aws_cloudwatch_log_group" "controller" {
  name              = "/aws/lambda/${local.prefix}-controller"
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_log_group" "callback" {
  name              = "/aws/lambda/${local.prefix}-callback"
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_log_group" "api" {
  count = var.enable_api_access_logging ? 1 : 0

  name              = "/aws/apigateway/${local.prefix}-api"
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_log_group" "events" {
  # EventBridge writes only to groups whose names begin like this.
  name              = "/aws/events/${local.prefix}-workflows"
  retention_in_days = var.log_retention_days
}

locals {
  # One line per alarm: what is counted, over how long, and from which number on somebody should look.
  alarms = {
    controller-errors    = { namespace = "AWS/Lambda", metric = "Errors", dimensions = { FunctionName = aws_lambda_function.controller.function_name }, statistic = "Sum", period = 300, threshold = 5 }
    callback-errors      = { namespace = "AWS/Lambda", metric = "Errors", dimensions = { FunctionName = aws_lambda_function.callback.function_name }, statistic = "Sum", period = 300, threshold = 10 }
    controller-throttles = { namespace = "AWS/Lambda", metric = "Throttles", dimensions = { FunctionName = aws_lambda_function.controller.function_name }, statistic = "Sum", period = 300, threshold = 1 }
    callback-throttles   = { namespace = "AWS/Lambda", metric = "Throttles", dimensions = { FunctionName = aws_lambda_function.callback.function_name }, statistic = "Sum", period = 300, threshold = 1 }
    api-5xx              = { namespace = "AWS/ApiGateway", metric = "5xx", dimensions = { ApiId = aws_apigatewayv2_api.this.id }, statistic = "Sum", period = 300, threshold = 5 }
    wake-dead-letters    = { namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = aws_sqs_queue.wake_dead.name }, statistic = "Maximum", period = 300, threshold = 1 }
    sweep-dead-letters   = { namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = aws_sqs_queue.sweep_dead.name }, statistic = "Maximum", period = 300, threshold = 1 }
    oldest-wake          = { namespace = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", dimensions = { QueueName = aws_sqs_queue.wake.name }, statistic = "Maximum", period = 300, threshold = 900 }
    table-throttles      = { namespace = "AWS/DynamoDB", metric = "WriteThrottleEvents", dimensions = { TableName = aws_dynamodb_table.workflows.name }, statistic = "Sum", period = 300, threshold = 1 }
    oldest-due           = { namespace = "Aegis", metric = "OldestDue", dimensions = { Environment = var.environment }, statistic = "Maximum", period = 300, threshold = 600000 }
    forged-callbacks     = { namespace = "Aegis", metric = "CallbacksForged", dimensions = { Environment = var.environment }, statistic = "Sum", period = 300, threshold = 50 }
    conflicts-exhausted  = { namespace = "Aegis", metric = "ConflictsExhausted", dimensions = { Environment = var.environment }, statistic = "Sum", period = 300, threshold = 1 }
    agents-throttled     = { namespace = "Aegis", metric = "DispatchesThrottled", dimensions = { Environment = var.environment }, statistic = "Sum", period = 300, threshold = 25 }
    runs-failed          = { namespace = "Aegis", metric = "RunsFailed", dimensions = { Environment = var.environment }, statistic = "Sum", period = 300, threshold = 5 }
  }
}

resource "aws_sns_topic" "alarms" {
  count = var.enable_alarms ? 1 : 0

  name = "${local.prefix}-alarms"
}

resource "aws_sns_topic_subscription" "alarm_email" {
  count = var.enable_alarms && var.alarm_email != null ? 1 : 0

  topic_arn = aws_sns_topic.alarms[0].arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = var.enable_alarms ? local.alarms : {}

  alarm_name          = "${local.prefix}-${each.key}"
  alarm_description   = "See ${each.key} in docs/OPERATIONS.md"
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = each.value.period
  evaluation_periods  = 1
  threshold           = each.value.threshold
  comparison_operator = "GreaterThanOrEqualToThreshold"
  # No requests are no errors.
  treat_missing_data = "notBreaching"
  alarm_actions      = [aws_sns_topic.alarms[0].arn]
  ok_actions         = [aws_sns_topic.alarms[0].arn]
}

# The sweep runs every minute. That it does not is the one fault that nothing else would show.
resource "aws_cloudwatch_metric_alarm" "sweep_missing" {
  count = var.enable_alarms ? 1 : 0

  alarm_name          = "${local.prefix}-sweep-missing"
  alarm_description   = "See sweep-missing in docs/OPERATIONS.md"
  namespace           = "AWS/Lambda"
  metric_name         = "Invocations"
  dimensions          = { FunctionName = aws_lambda_function.controller.function_name }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 2
  threshold           = 1
  comparison_operator = "LessThanThreshold"
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms[0].arn]
  ok_actions          = [aws_sns_topic.alarms[0].arn]
}

locals {
  # Title, and the metrics in CloudWatch's own notation.
  widgets = {
    "Runs" = [
      for metric in ["RunsStarted", "RunsFinished", "RunsFailed"] : ["Aegis", metric, "Environment", var.environment]
    ]
    "Functions" = [
      for pair in setproduct(values(local.functions)[*].name, ["Invocations", "Errors", "Throttles"]) : ["AWS/Lambda", pair[1], "FunctionName", pair[0]]
    ]
    "API" = [
      for metric in ["Count", "4xx", "5xx"] : ["AWS/ApiGateway", metric, "ApiId", aws_apigatewayv2_api.this.id]
    ]
    "Wake queue" = [
      ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", aws_sqs_queue.wake.name],
      ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", aws_sqs_queue.wake_dead.name],
    ]
    "Table" = [
      for metric in ["ConsumedWriteCapacityUnits", "ConsumedReadCapacityUnits", "WriteThrottleEvents"] : ["AWS/DynamoDB", metric, "TableName", aws_dynamodb_table.workflows.name]
    ]
  }
}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.enable_dashboard ? 1 : 0

  dashboard_name = local.prefix
  dashboard_body = jsonencode({
    widgets = [for index, title in keys(local.widgets) : {
      type       = "metric"
      x          = (index % 2) * 12
      y          = floor(index / 2) * 6
      width      = 12
      height     = 6
      properties = { title = title, region = local.region, stat = "Sum", period = 300, metrics = local.widgets[title] }
    }]
  })
}
