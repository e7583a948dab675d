# Names, and what several files share. Policies are in iam.tf.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  prefix    = "${var.project_name}-${var.environment}"
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  # `id` is the region's name in the providers 5.x and 6.x alike; `name` is deprecated in 6.x.
  region      = data.aws_region.current.id
  bucket_name = "${local.prefix}-artifacts-${local.account}"

  production = var.environment == "prod"
  protected  = coalesce(var.deletion_protection, local.production)
  # It costs $0.20 per GB and month: worth it wherever deleting is guarded.
  point_in_time_recovery = local.protected
  log_level              = coalesce(var.log_level, local.production ? "INFO" : "DEBUG")

  # The Glacier class that can be read at once: an approval may ask for an old artifact at any time.
  artifact_transitions = {
    STANDARD_IA = var.artifact_retention_days
    GLACIER_IR  = var.artifact_retention_days * 2
  }
  # A run may wait for a year, and its next step may read what an earlier one wrote.
  artifact_expiration_days = max(400, var.artifact_retention_days * 4)

  functions = {
    controller = { name = aws_lambda_function.controller.function_name, invoke_arn = aws_lambda_function.controller.invoke_arn }
    callback   = { name = aws_lambda_function.callback.function_name, invoke_arn = aws_lambda_function.callback.invoke_arn }
  }

  # Which function serves which route. The controller's named ones are the contract's oldest, so that each has metrics of
  # its own; `$default` takes all others.
  routes = {
    "POST /workflows"              = "controller"
    "GET /workflows"               = "controller"
    "GET /workflows/{id}"          = "controller"
    "POST /workflows/{id}/approve" = "controller"
    "$default"                     = "controller"
    "POST /callbacks/{id}"         = "callback"
    "POST /callbacks/{id}/{token}" = "callback"
    "GET /approve/{id}"            = "callback"
    "POST /approve/{id}"           = "callback"
    # The approval page's style sheet; its name changes with its content.
    "GET /assets/{file}" = "callback"
  }
  auth               = var.enable_api_gateway_auth ? var.auth : "none"
  authorization_type = { iam = "AWS_IAM", jwt = "JWT", none = "NONE" }[local.auth]

  # The address that agents and people are given. A stage named `$default` has no path of its own.
  api_endpoint = trimsuffix(
    var.api_base_url == null ? aws_apigatewayv2_api.this.api_endpoint : replace(var.api_base_url, "{api_id}", aws_apigatewayv2_api.this.id),
    "/",
  )

  # Never the path: callback and approval links have a token in it. `routeKey` has the pattern instead.
  access_log_format = jsonencode({
    at          = "$context.requestTime"
    request_id  = "$context.requestId"
    route       = "$context.routeKey"
    status      = "$context.status"
    bytes       = "$context.responseLength"
    latency_ms  = "$context.responseLatency"
    function_ms = "$context.integrationLatency"
    error       = "$context.integrationErrorMessage"
    authorizer  = "$context.authorizer.error"
    principal   = "$context.identity.userArn"
    source_ip   = "$context.identity.sourceIp"
  })

  # Only what was said: the functions know the defaults.
  agents = {
    for name, target in var.agent_targets : name => merge(
      { target = target },
      { for option, value in try(var.agent_options[name], {}) : option => value if value != null },
    )
  }

  environment = {
    WORKFLOW_TABLE   = aws_dynamodb_table.workflows.name
    ARTIFACT_BUCKET  = aws_s3_bucket.artifacts.bucket
    WAKE_QUEUE_URL   = aws_sqs_queue.wake.id
    EVENT_BUS_NAME   = aws_cloudwatch_event_bus.workflows.name
    SIGNING_KEY_IDS  = join(",", [for id in var.token_key_ids : aws_kms_key.signing[id].arn])
    CALLBACK_API_URL = local.api_endpoint
    TENANT           = var.tenant
    ENVIRONMENT      = var.environment
    RETENTION_DAYS   = tostring(var.workflow_state_retention_days)
    LOG_LEVEL        = local.log_level
    AGENTS           = jsonencode(local.agents)
    AWS_ACCOUNT_ID   = local.account
    API_AUTH         = local.auth
  }
  optional_environment = merge(
    var.notify_url == null ? {} : { NOTIFY_URL = var.notify_url },
    length(var.allowed_cidr_blocks) == 0 ? {} : { ALLOWED_CIDR_BLOCKS = join(",", var.allowed_cidr_blocks) },
  )

  callback_environment = merge(local.environment, local.optional_environment)
  controller_environment = merge(local.callback_environment, {
    APPROVAL_TIMEOUT_HOURS = tostring(var.approval_timeout_hours)
  })
}
