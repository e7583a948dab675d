# Every setting refuses what it can't be.

mock_provider "aws" {
  source = "./tests/mock"
}

variables {
  packages = { controller = "tests/package.txt", callback = "tests/package.txt" }
}

run "project_name_is_checked" {
  command = plan
  variables {
    project_name = "Upper"
  }
  expect_failures = [var.project_name]
}

run "environment_is_checked" {
  command = plan
  variables {
    environment = "test"
  }
  expect_failures = [var.environment]
}

run "packages_is_checked" {
  command = plan
  variables {
    packages = { controller = "tests/absent.zip", callback = "tests/package.txt" }
  }
  expect_failures = [var.packages]
}

run "agent_targets_is_checked" {
  command = plan
  variables {
    agent_targets = { researcher = "arn:aws:lambda:us-east-1:123456789012:function:x" }
  }
  expect_failures = [var.agent_targets]
}

run "agent_options_is_checked" {
  command = plan
  variables {
    agent_options = { nobody = { reply = "response" } }
  }
  expect_failures = [var.agent_options]
}

run "controller_memory_is_checked" {
  command = plan
  variables {
    controller_memory = 64
  }
  expect_failures = [var.controller_memory]
}

run "controller_timeout_is_checked" {
  command = plan
  variables {
    controller_timeout = 901
  }
  expect_failures = [var.controller_timeout]
}

run "callback_memory_is_checked" {
  command = plan
  variables {
    callback_memory = 10241
  }
  expect_failures = [var.callback_memory]
}

run "callback_timeout_is_checked" {
  command = plan
  variables {
    callback_timeout = 31
  }
  expect_failures = [var.callback_timeout]
}

run "lambda_architecture_is_checked" {
  command = plan
  variables {
    lambda_architecture = "mips"
  }
  expect_failures = [var.lambda_architecture]
}

run "lambda_runtime_is_checked" {
  command = plan
  variables {
    lambda_runtime = "python3.13"
  }
  expect_failures = [var.lambda_runtime]
}

run "reserved_concurrency_is_checked" {
  command = plan
  variables {
    reserved_concurrency = { controller = -2 }
  }
  expect_failures = [var.reserved_concurrency]
}

run "wake_concurrency_is_checked" {
  command = plan
  variables {
    wake_concurrency = 1
  }
  expect_failures = [var.wake_concurrency]
}

run "approval_timeout_hours_is_checked" {
  command = plan
  variables {
    approval_timeout_hours = 169
  }
  expect_failures = [var.approval_timeout_hours]
}

run "workflow_state_retention_days_is_checked" {
  command = plan
  variables {
    workflow_state_retention_days = 0
  }
  expect_failures = [var.workflow_state_retention_days]
}

run "artifact_retention_days_is_checked" {
  command = plan
  variables {
    artifact_retention_days = 29
  }
  expect_failures = [var.artifact_retention_days]
}

run "token_key_ids_is_checked" {
  command = plan
  variables {
    token_key_ids = []
  }
  expect_failures = [var.token_key_ids]
}

run "tenant_is_checked" {
  command = plan
  variables {
    tenant = "../x"
  }
  expect_failures = [var.tenant]
}

run "auth_is_checked" {
  command = plan
  variables {
    auth = "open"
  }
  expect_failures = [var.auth]
}

run "cors_origins_is_checked" {
  command = plan
  variables {
    cors_origins = ["https://app.example/"]
  }
  expect_failures = [var.cors_origins]
}

run "throttles_is_checked" {
  command = plan
  variables {
    throttles = { rate = 0 }
  }
  expect_failures = [var.throttles]
}

run "api_base_url_is_checked" {
  command = plan
  variables {
    api_base_url = "api.example"
  }
  expect_failures = [var.api_base_url]
}

run "notify_url_is_checked" {
  command = plan
  variables {
    notify_url = "mail"
  }
  expect_failures = [var.notify_url]
}

run "log_level_is_checked" {
  command = plan
  variables {
    log_level = "LOUD"
  }
  expect_failures = [var.log_level]
}

run "log_retention_days_is_checked" {
  command = plan
  variables {
    log_retention_days = 8
  }
  expect_failures = [var.log_retention_days]
}

run "alarm_email_is_checked" {
  command = plan
  variables {
    alarm_email = "nobody"
  }
  expect_failures = [var.alarm_email]
}

run "allowed_cidr_blocks_is_checked" {
  command = plan
  variables {
    allowed_cidr_blocks = ["203.0.113.0"]
  }
  expect_failures = [var.allowed_cidr_blocks]
}

run "no_sign_in_in_prod_is_refused" {
  command = plan
  variables {
    environment             = "prod"
    enable_api_gateway_auth = false
  }
  expect_failures = [var.enable_api_gateway_auth]
}

run "open_routes_in_prod_is_refused" {
  command = plan
  variables {
    environment = "prod"
    auth        = "none"
  }
  expect_failures = [var.auth]
}

run "jwt_without_an_issuer_is_refused" {
  command = plan
  variables {
    auth = "jwt"
  }
  expect_failures = [var.jwt]
}

run "any_origin_in_prod_is_refused" {
  command = plan
  variables {
    environment  = "prod"
    cors_origins = ["*"]
  }
  expect_failures = [var.cors_origins]
}

run "plain_http_in_prod_is_refused" {
  command = plan
  variables {
    environment = "prod"
    require_tls = false
  }
  expect_failures = [var.require_tls]
}

run "links_over_http_in_prod_is_refused" {
  command = plan
  variables {
    environment  = "prod"
    api_base_url = "http://api.example"
  }
  expect_failures = [var.api_base_url]
}

run "agents_over_http_in_prod_are_refused" {
  command = plan
  variables {
    environment   = "prod"
    agent_targets = { writer = "http://agents.example/writer" }
  }
  expect_failures = [var.agent_targets]
}

run "an_issuer_over_http_in_prod_is_refused" {
  command = plan
  variables {
    environment = "prod"
    auth        = "jwt"
    jwt         = { issuer = "http://issuer.example", audiences = ["aegis"] }
  }
  expect_failures = [var.jwt]
}

run "notices_over_http_in_prod_are_refused" {
  command = plan
  variables {
    environment = "prod"
    notify_url  = "http://hooks.example/x"
  }
  expect_failures = [var.notify_url]
}
