# What people, deploy.sh and the other modules read.

output "api_endpoint" {
  description = "The API's address, without a slash at the end."
  value       = local.api_endpoint
}

output "api_id" {
  description = "The API's id."
  value       = aws_apigatewayv2_api.this.id
}

output "api_stage_name" {
  description = "The API's stage."
  value       = aws_apigatewayv2_stage.this.name
}

output "api_execution_arn" {
  description = "Begins the ARNs of the API's routes, for policies."
  value       = aws_apigatewayv2_api.this.execution_arn
}

output "artifact_bucket_name" {
  description = "The bucket of payloads and artifacts."
  value       = aws_s3_bucket.artifacts.bucket
}

output "artifact_bucket_arn" {
  description = "Its ARN."
  value       = aws_s3_bucket.artifacts.arn
}

output "artifact_bucket_region" {
  description = "Its region."
  value       = local.region
}

output "workflow_table_name" {
  description = "The table of runs."
  value       = aws_dynamodb_table.workflows.name
}

output "workflow_table_arn" {
  description = "Its ARN."
  value       = aws_dynamodb_table.workflows.arn
}

output "functions" {
  description = "Name, ARN and invoke ARN of each function."
  value = {
    for name, function in { controller = aws_lambda_function.controller, callback = aws_lambda_function.callback } :
    name => { name = function.function_name, arn = function.arn, invoke_arn = function.invoke_arn }
  }
}

output "roles" {
  description = "Name and ARN of each role."
  value = {
    for name, role in { controller = aws_iam_role.controller, callback = aws_iam_role.callback, scheduler = aws_iam_role.scheduler } :
    name => { name = role.name, arn = role.arn }
  }
}

output "log_groups" {
  description = "Names of the log groups: `controller`, `callback`, `events`, and `api` where access is logged."
  value = merge(
    {
      controller = aws_cloudwatch_log_group.controller.name
      callback   = aws_cloudwatch_log_group.callback.name
      events     = aws_cloudwatch_log_group.events.name
    },
    { for group in aws_cloudwatch_log_group.api : "api" => group.name },
  )
}

output "wake_queue_url" {
  description = "The queue that wakes the controller."
  value       = aws_sqs_queue.wake.id
}

output "dead_letter_urls" {
  description = "Queues of what could not be handled: `wake` and `sweep`."
  value       = { wake = aws_sqs_queue.wake_dead.id, sweep = aws_sqs_queue.sweep_dead.id }
}

output "event_bus_name" {
  description = "The bus of public events."
  value       = aws_cloudwatch_event_bus.workflows.name
}

output "event_bus_arn" {
  description = "Its ARN."
  value       = aws_cloudwatch_event_bus.workflows.arn
}

output "alarm_topic_arn" {
  description = "Where alarms go; null without alarms."
  value       = one(aws_sns_topic.alarms[*].arn)
}

output "dashboard_name" {
  description = "The dashboard; null without one."
  value       = one(aws_cloudwatch_dashboard.this[*].dashboard_name)
}

output "invoke_policy_json" {
  description = "A policy for people and pipelines that call the API with `auth = \"iam\"`."
  value       = local.invoke_policy
}

output "protected" {
  description = "Whether table and bucket refuse to be deleted."
  value       = local.protected
}

output "account_id" {
  description = "The account."
  value       = local.account
}

output "region" {
  description = "The region."
  value       = local.region
}

output "approval_timeout_hours" {
  description = "After how many hours the built-in playbook takes a person's silence for a no."
  value       = var.approval_timeout_hours
}

output "workflow_state_retention_days" {
  description = "Days that an ended run stays in the table."
  value       = var.workflow_state_retention_days
}
