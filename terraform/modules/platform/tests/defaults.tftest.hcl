# The platform as it is without any setting. Nothing here talks to AWS.

mock_provider "aws" {
  source = "./tests/mock"
}

variables {
  packages = { controller = "tests/package.txt", callback = "tests/package.txt" }
}

run "names_begin_with_project_and_environment" {
  command = apply

  assert {
    condition     = aws_dynamodb_table.workflows.name == "agent-orchestration-dev-workflows"
    error_message = "table"
  }
  assert {
    condition     = aws_s3_bucket.artifacts.bucket == "agent-orchestration-dev-artifacts-123456789012"
    error_message = "bucket"
  }
  assert {
    condition     = aws_lambda_function.controller.function_name == "agent-orchestration-dev-controller" && aws_lambda_function.callback.function_name == "agent-orchestration-dev-callback"
    error_message = "functions"
  }
}

run "functions_are_native_arm64_programs" {
  command = apply

  assert {
    condition = alltrue([
      for function in [aws_lambda_function.controller, aws_lambda_function.callback] :
      function.runtime == "provided.al2023" && function.handler == "bootstrap" && tolist(function.architectures) == tolist(["arm64"])
    ])
    error_message = "runtime, handler or architecture"
  }
}

run "nothing_is_left_open" {
  command = apply

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.artifacts.block_public_acls, aws_s3_bucket_public_access_block.artifacts.block_public_policy,
      aws_s3_bucket_public_access_block.artifacts.ignore_public_acls, aws_s3_bucket_public_access_block.artifacts.restrict_public_buckets,
    ])
    error_message = "the bucket can be made public"
  }
  assert {
    condition     = jsondecode(aws_s3_bucket_policy.artifacts[0].policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false"
    error_message = "the bucket takes unencrypted connections"
  }
  assert {
    condition     = length(setsubtract([for route in aws_apigatewayv2_route.this : route.route_key if route.authorization_type == "NONE"], ["POST /callbacks/{id}", "POST /callbacks/{id}/{token}", "GET /approve/{id}", "POST /approve/{id}", "GET /assets/{file}"])) == 0
    error_message = "a route of the controller needs no sign-in"
  }
  assert {
    condition     = length(aws_apigatewayv2_api.this.cors_configuration) == 0
    error_message = "pages of any origin may call the API"
  }
  assert {
    condition     = alltrue([for word in ["path", "rawPath", "queryString", "Path"] : !strcontains(local.access_log_format, "$context.${word}")]) && !strcontains(local.access_log_format, "resourcePath")
    error_message = "the access log would hold tokens"
  }
}

run "policies_name_their_resources" {
  command = apply

  assert {
    condition = alltrue([
      for statement in concat(jsondecode(local.controller_policy).Statement, jsondecode(local.callback_policy).Statement, jsondecode(local.scheduler_policy).Statement) :
      statement.Sid == "Trace" || !contains(flatten([statement.Resource]), "*")
    ])
    error_message = "a statement other than X-Ray's is for every resource"
  }
  assert {
    condition = alltrue([
      for statement in concat(jsondecode(local.controller_policy).Statement, jsondecode(local.callback_policy).Statement, jsondecode(local.scheduler_policy).Statement) :
      alltrue([for action in flatten([statement.Action]) : !strcontains(action, "*")])
    ])
    error_message = "an action has a wildcard"
  }
  assert {
    condition = length(setintersection(
      flatten(jsondecode(local.callback_policy).Statement[*].Action),
      ["events:PutEvents", "bedrock-agentcore:InvokeAgentRuntime", "lambda:InvokeFunction", "sqs:ReceiveMessage", "dynamodb:Scan"],
    )) == 0
    error_message = "the callback function may publish, call agents or receive wakes"
  }
  assert {
    condition = !anytrue([
      for statement in jsondecode(local.controller_policy).Statement :
      contains(flatten([statement.Action]), "s3:PutObject") && anytrue([for arn in flatten([statement.Resource]) : strcontains(arn, "/artifacts/")])
    ])
    error_message = "the controller may write artifacts"
  }
  assert {
    condition = toset(flatten([
      for statement in jsondecode(local.callback_policy).Statement : [for arn in flatten([statement.Resource]) : replace(arn, aws_s3_bucket.artifacts.arn, "")]
      if contains(flatten([statement.Action]), "s3:PutObject")
    ])) == toset(["/payloads/*", "/artifacts/*/attempts/*"])
    error_message = "the callback function may write more than payloads and what attempts put"
  }
  assert {
    condition     = !contains(jsondecode(local.controller_policy).Statement[*].Sid, "CallAgents")
    error_message = "rights for agents without agents"
  }
}

run "only_the_functions_sign" {
  command = apply

  assert {
    condition = [
      for statement in jsondecode(aws_kms_key.signing["k1"].policy).Statement : statement.Condition.ArnLike["aws:PrincipalArn"] if try(statement.Action, "") == "kms:GenerateMac"
      ] == [[
        aws_iam_role.controller.arn, "arn:aws:sts::123456789012:assumed-role/agent-orchestration-dev-controller/*",
        aws_iam_role.callback.arn, "arn:aws:sts::123456789012:assumed-role/agent-orchestration-dev-callback/*",
    ]]
    error_message = "somebody else may sign"
  }
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.signing["k1"].policy).Statement :
      contains(try(statement.NotAction, []), "kms:GenerateMac") && contains(try(statement.NotAction, []), "kms:CreateGrant") if !can(statement.Action)
    ])
    error_message = "whoever administers the key may sign, or let others"
  }
}

run "messages_that_fail_end_in_the_dead_letter_queue" {
  command = apply

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_policy.wake.redrive_policy).maxReceiveCount == 5 && aws_sqs_queue.wake.visibility_timeout_seconds >= 6 * aws_lambda_function.controller.timeout
    error_message = "redrive"
  }
  assert {
    condition     = contains(aws_lambda_event_source_mapping.wake.function_response_types, "ReportBatchItemFailures") && aws_lambda_event_source_mapping.wake.batch_size == 10
    error_message = "one bad message would fail its batch"
  }
  assert {
    condition     = jsondecode(aws_scheduler_schedule.sweep.target[0].input) == { aegis = "sweep" } && aws_scheduler_schedule.sweep.target[0].retry_policy[0].maximum_retry_attempts <= 1
    error_message = "sweep"
  }
}

run "dev_can_be_deleted" {
  command = apply

  assert {
    condition     = !aws_dynamodb_table.workflows.deletion_protection_enabled && aws_s3_bucket.artifacts.force_destroy
    error_message = "dev is protected"
  }
}
