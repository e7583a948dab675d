# Every setting has an effect.

mock_provider "aws" {
  source = "./tests/mock"
}

variables {
  packages = { controller = "tests/package.txt", callback = "tests/package.txt" }
}

run "prod_is_protected" {
  command = apply
  variables {
    environment = "prod"
  }

  assert {
    condition     = aws_dynamodb_table.workflows.deletion_protection_enabled && aws_dynamodb_table.workflows.point_in_time_recovery[0].enabled && !aws_s3_bucket.artifacts.force_destroy && output.protected
    error_message = "prod is not protected"
  }
  assert {
    condition     = aws_lambda_function.controller.environment[0].variables.LOG_LEVEL == "INFO"
    error_message = "level"
  }
}

run "protection_can_be_given_up" {
  command = apply
  variables {
    environment         = "prod"
    deletion_protection = false
  }

  assert {
    condition     = !aws_dynamodb_table.workflows.deletion_protection_enabled && aws_s3_bucket.artifacts.force_destroy
    error_message = "still protected"
  }
}

run "agents_become_registry_and_rights" {
  command = apply
  variables {
    agent_targets = {
      researcher = "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/r-1/runtime-endpoint/aegis"
      analyst    = "https://agents.example/analyst"
    }
    agent_options = { analyst = { reply = "response", idempotent = false } }
  }

  assert {
    condition = jsondecode(aws_lambda_function.controller.environment[0].variables.AGENTS) == {
      researcher = { target = "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/r-1/runtime-endpoint/aegis" }
      analyst    = { target = "https://agents.example/analyst", reply = "response", idempotent = false }
    }
    error_message = "registry"
  }
  assert {
    condition = flatten([for statement in jsondecode(local.controller_policy).Statement : statement.Resource if statement.Sid == "CallAgents"]) == [
      "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/r-1", "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/r-1/runtime-endpoint/*",
    ]
    error_message = "rights"
  }
}

run "jwt_guards_the_controllers_routes_only" {
  command = apply
  variables {
    auth = "jwt"
    jwt  = { issuer = "https://issuer.example", audiences = ["aegis"] }
  }

  assert {
    condition     = alltrue([for key, route in aws_apigatewayv2_route.this : route.authorization_type == (local.routes[key] == "controller" ? "JWT" : "NONE")])
    error_message = "authorization"
  }
}

run "without_sign_in_the_functions_know_that_the_api_is_open" {
  command = apply
  variables {
    enable_api_gateway_auth = false
  }

  assert {
    condition     = alltrue([for route in aws_apigatewayv2_route.this : route.authorization_type == "NONE"]) && aws_lambda_function.controller.environment[0].variables.API_AUTH == "none"
    error_message = "authorization"
  }
}

run "networks_arrive_at_both_functions" {
  command = apply
  variables {
    allowed_cidr_blocks = ["203.0.113.0/24", "2001:db8::/32"]
  }

  assert {
    condition = alltrue([
      for function in [aws_lambda_function.controller, aws_lambda_function.callback] :
      function.environment[0].variables.ALLOWED_CIDR_BLOCKS == "203.0.113.0/24,2001:db8::/32" && function.environment[0].variables.API_AUTH == "iam"
    ])
    error_message = "networks"
  }
}

run "none_opens_dev" {
  command = apply
  variables {
    auth = "none"
  }

  assert {
    condition     = alltrue([for route in aws_apigatewayv2_route.this : route.authorization_type == "NONE"])
    error_message = "authorization"
  }
}

run "flags_take_resources_away" {
  command = apply
  variables {
    enable_alarms              = false
    enable_dashboard           = false
    enable_api_access_logging  = false
    enable_xray_tracing        = false
    artifact_bucket_versioning = false
    require_tls                = false
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.this) + length(aws_cloudwatch_metric_alarm.sweep_missing) + length(aws_sns_topic.alarms) + length(aws_cloudwatch_dashboard.this) + length(aws_cloudwatch_log_group.api) + length(aws_s3_bucket_policy.artifacts) == 0
    error_message = "a flag has no effect"
  }
  assert {
    condition     = aws_lambda_function.controller.tracing_config[0].mode == "PassThrough" && !contains(jsondecode(local.controller_policy).Statement[*].Sid, "Trace")
    error_message = "tracing"
  }
  assert {
    condition     = aws_s3_bucket_versioning.artifacts.versioning_configuration[0].status == "Suspended"
    error_message = "versions"
  }
}

run "numbers_arrive" {
  command = apply
  variables {
    controller_memory             = 512
    controller_timeout            = 900
    callback_memory               = 128
    callback_timeout              = 10
    reserved_concurrency          = { callback = 5 }
    wake_concurrency              = 7
    approval_timeout_hours        = 48
    workflow_state_retention_days = 30
    artifact_retention_days       = 200
    log_retention_days            = 30
    log_level                     = "WARN"
    tenant                        = "acme"
    notify_url                    = "https://hooks.example/x"
    api_base_url                  = "https://api.example/{api_id}/"
    throttles                     = { rate = 5, callback_rate = 6 }
    cors_origins                  = ["https://app.example"]
    alarm_email                   = "on-call@example.org"
  }

  assert {
    condition     = aws_lambda_function.controller.memory_size == 512 && aws_lambda_function.controller.timeout == 900 && aws_lambda_function.callback.memory_size == 128 && aws_lambda_function.callback.timeout == 10 && aws_lambda_function.callback.reserved_concurrent_executions == 5
    error_message = "functions"
  }
  assert {
    condition     = aws_sqs_queue.wake.visibility_timeout_seconds == 5400 && aws_lambda_event_source_mapping.wake.scaling_config[0].maximum_concurrency == 7
    error_message = "queue"
  }
  assert {
    condition = alltrue([for name, value in {
      APPROVAL_TIMEOUT_HOURS = "48", RETENTION_DAYS = "30", LOG_LEVEL = "WARN", TENANT = "acme", NOTIFY_URL = "https://hooks.example/x", CALLBACK_API_URL = "https://api.example/${aws_apigatewayv2_api.this.id}"
    } : aws_lambda_function.controller.environment[0].variables[name] == value])
    error_message = "environment"
  }
  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.artifacts.rule[0].expiration).days == 800 && aws_cloudwatch_log_group.controller.retention_in_days == 30
    error_message = "retention"
  }
  assert {
    condition     = aws_apigatewayv2_stage.this.default_route_settings[0].throttling_rate_limit == 5 && alltrue([for settings in aws_apigatewayv2_stage.this.route_settings : settings.throttling_rate_limit == 6])
    error_message = "throttles"
  }
  assert {
    condition     = length(aws_apigatewayv2_route.preflight) == 1 && tolist(aws_apigatewayv2_api.this.cors_configuration[0].allow_origins) == tolist(["https://app.example"])
    error_message = "origins"
  }
  assert {
    condition     = aws_sns_topic_subscription.alarm_email[0].endpoint == "on-call@example.org"
    error_message = "mail"
  }
}

run "keys_rotate_newest_first" {
  command = apply
  variables {
    token_key_ids = ["new", "old"]
  }
  override_resource {
    target = aws_kms_key.signing["old"]
    values = { arn = "arn:aws:kms:us-east-1:123456789012:key/one" }
  }
  override_resource {
    target = aws_kms_key.signing["new"]
    values = { arn = "arn:aws:kms:us-east-1:123456789012:key/two" }
  }

  assert {
    condition     = aws_lambda_function.callback.environment[0].variables.SIGNING_KEY_IDS == "arn:aws:kms:us-east-1:123456789012:key/two,arn:aws:kms:us-east-1:123456789012:key/one"
    error_message = "order"
  }
}
