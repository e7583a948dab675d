# Who may do what. Policies are `jsonencode` locals, so that tests read them back. One resource is a `*`: X-Ray knows no
# others.

locals {
  service_trust = {
    for service in ["lambda", "scheduler"] : service => jsonencode({
      Version = "2012-10-17"
      Statement = [merge(
        {
          Effect    = "Allow"
          Action    = "sts:AssumeRole"
          Principal = { Service = "${service}.amazonaws.com" }
        },
        # Lambda assumes a function's role without this key, so a condition on it would lock the function out.
        service == "lambda" ? {} : { Condition = { StringEquals = { "aws:SourceAccount" = local.account } } },
      )]
    })
  }

  table_arn = aws_dynamodb_table.workflows.arn

  # What both functions do.
  common_statements = [
    {
      Sid      = "Runs"
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:Query"]
      Resource = local.table_arn
    },
    {
      Sid      = "Objects"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = [for prefix in ["payloads", "artifacts"] : "${aws_s3_bucket.artifacts.arn}/${prefix}/*"]
    },
    {
      Sid      = "Payloads"
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = "${aws_s3_bucket.artifacts.arn}/payloads/*"
    },
    {
      # Without it, S3 answers 403 and not 404 for an object that is not there.
      Sid      = "ObjectNames"
      Effect   = "Allow"
      Action   = "s3:ListBucket"
      Resource = aws_s3_bucket.artifacts.arn
    },
    {
      Sid      = "Wake"
      Effect   = "Allow"
      Action   = ["sqs:SendMessage", "sqs:GetQueueAttributes"]
      Resource = aws_sqs_queue.wake.arn
    },
    {
      Sid      = "DeriveKeys"
      Effect   = "Allow"
      Action   = "kms:GenerateMac"
      Resource = [for id in var.token_key_ids : aws_kms_key.signing[id].arn]
      # AWS always says which algorithm is asked for; an emulator may not.
      Condition = { StringEqualsIfExists = { "kms:MacAlgorithm" = "HMAC_SHA_256" } }
    },
  ]

  # Agents put their files by links that this function mints: `artifacts/TENANT/RUN/attempts/STEP/ATTEMPT/...`. The
  # controller writes none.
  callback_statements = [
    {
      Sid      = "Files"
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = "${aws_s3_bucket.artifacts.arn}/artifacts/*/attempts/*"
    },
  ]

  controller_statements = [
    {
      Sid      = "FindRuns"
      Effect   = "Allow"
      Action   = "dynamodb:Query"
      Resource = [for index in ["due-index", "status-created-index", "id-index"] : "${local.table_arn}/index/${index}"]
    },
    {
      Sid      = "BeWoken"
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
      Resource = aws_sqs_queue.wake.arn
    },
    {
      Sid      = "Publish"
      Effect   = "Allow"
      Action   = "events:PutEvents"
      Resource = aws_cloudwatch_event_bus.workflows.arn
    },
  ]

  # Agents with a URL need no right. A runtime is invoked through one of its endpoints, and AWS checks both ARNs.
  runtime_arns = sort(distinct([
    for name, target in var.agent_targets : split("/runtime-endpoint/", target)[0] if startswith(target, "arn:")
  ]))
  agent_statements = [for arns in [local.runtime_arns] : {
    Sid      = "CallAgents"
    Effect   = "Allow"
    Action   = ["bedrock-agentcore:InvokeAgentRuntime", "bedrock-agentcore:StopRuntimeSession"]
    Resource = flatten([for arn in arns : [arn, "${arn}/runtime-endpoint/*"]])
  } if length(arns) > 0]

  trace_statements = [for flag in [var.enable_xray_tracing] : {
    Sid      = "Trace"
    Effect   = "Allow"
    Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    Resource = "*"
  } if flag]

  log_statements = {
    for function, group in { controller = aws_cloudwatch_log_group.controller, callback = aws_cloudwatch_log_group.callback } :
    function => [{
      Sid      = "Log"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${group.arn}:*"
    }]
  }

  # `jsonencode` of each and not a list of objects: statements are not all of one type.
  controller_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [for statement in local.common_statements : statement],
      [for statement in local.controller_statements : statement],
      local.agent_statements,
      local.log_statements.controller,
      local.trace_statements,
    )
  })
  callback_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [for statement in local.common_statements : statement],
      local.callback_statements,
      local.log_statements.callback,
      local.trace_statements,
    )
  })

  scheduler_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Sweep", Effect = "Allow", Action = "lambda:InvokeFunction", Resource = aws_lambda_function.controller.arn },
      { Sid = "Undelivered", Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.sweep_dead.arn },
    ]
  })

  bucket_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyEncryptedConnections"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.artifacts.arn, "${aws_s3_bucket.artifacts.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })

  events_log_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "EventsToLog"
      Effect    = "Allow"
      Principal = { Service = ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "${aws_cloudwatch_log_group.events.arn}:*"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })

  # For whoever calls the API with `auth = "iam"`: attach it to people and pipelines, never to an agent's role.
  invoke_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "CallAegis"
      Effect   = "Allow"
      Action   = "execute-api:Invoke"
      Resource = "${aws_apigatewayv2_api.this.execution_arn}/*/*"
    }]
  })
}

resource "aws_iam_role" "controller" {
  name               = "${local.prefix}-controller"
  description        = "Aegis controller: runs, events, agents"
  assume_role_policy = local.service_trust.lambda
}

resource "aws_iam_role_policy" "controller" {
  name   = "controller"
  role   = aws_iam_role.controller.id
  policy = local.controller_policy
}

resource "aws_iam_role" "callback" {
  name               = "${local.prefix}-callback"
  description        = "Aegis callback: takes answers and decisions; calls no agent, publishes nothing"
  assume_role_policy = local.service_trust.lambda
}

resource "aws_iam_role_policy" "callback" {
  name   = "callback"
  role   = aws_iam_role.callback.id
  policy = local.callback_policy
}

resource "aws_iam_role" "scheduler" {
  name               = "${local.prefix}-scheduler"
  description        = "Aegis schedule: starts the sweep"
  assume_role_policy = local.service_trust.scheduler
}

resource "aws_iam_role_policy" "scheduler" {
  name   = "scheduler"
  role   = aws_iam_role.scheduler.id
  policy = local.scheduler_policy
}
