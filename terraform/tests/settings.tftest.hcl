# What the root does with its own settings: each refuses what it can't be and has an effect.

mock_provider "aws" {
  source = "./modules/platform/tests/mock"
}

variables {
  packages      = { controller = "modules/platform/tests/package.txt", callback = "modules/platform/tests/package.txt" }
  build_images  = false
  agent_types   = ["writer"]
  image_digests = { writer = "sha256:2222222222222222222222222222222222222222222222222222222222222222" }
}

run "agents_of_its_own_get_a_repository_each" {
  command = plan
  variables {
    aws_region = "eu-central-1"
  }

  assert {
    condition     = output.ecr_repository_names == { writer = "agent-orchestration-dev-writer-agent" } && keys(output.docker_build_commands) == ["writer"]
    error_message = "agents"
  }
  assert {
    condition     = strcontains(output.monitoring_urls.dynamodb_table, "region=eu-central-1")
    error_message = "region"
  }
  assert {
    condition     = toset(keys(output.monitoring_urls)) == toset(["controller_logs", "callback_logs", "api_gateway_logs", "events_logs", "dynamodb_table", "s3_bucket", "xray_traces"])
    error_message = "pages of the console"
  }
}

run "without_agents_of_its_own_only_urls_are_called" {
  command = plan
  variables {
    agent_types   = []
    image_digests = {}
    agent_targets = { writer = "https://agents.example/writer" }
  }

  assert {
    condition     = length(output.ecr_repository_names) == 0 && output.deployment_summary.agents == ["writer"]
    error_message = "agents"
  }
}

run "a_region_is_checked" {
  command = plan
  variables {
    aws_region = "Frankfurt"
  }
  expect_failures = [var.aws_region]
}

run "names_of_agents_are_checked" {
  command = plan
  variables {
    agent_types  = ["The Writer"]
    build_images = true
  }
  expect_failures = [var.agent_types]
}

run "the_platforms_version_is_checked" {
  command = plan
  variables {
    agent_platform_version = "V3"
  }
  expect_failures = [var.agent_platform_version]
}

run "an_image_is_a_digest" {
  command = plan
  variables {
    image_digests = { writer = "latest" }
  }
  expect_failures = [var.image_digests]
}

run "variables_of_an_agent_that_there_is_not_are_refused" {
  command = plan
  variables {
    agent_environment = { nobody = { TONE = "plain" } }
  }
  expect_failures = [var.agent_environment]
}

run "more_variables_than_a_runtime_takes_are_refused" {
  command = plan
  variables {
    agent_environment = { writer = { TONE = format("%2560s", "x") } }
  }
  expect_failures = [var.agent_environment]
}

run "names_of_variables_are_checked" {
  command = plan
  variables {
    agent_environment = { writer = { "A-B" = "x" } }
  }
  expect_failures = [var.agent_environment]
}

run "models_are_named_one_by_one" {
  command = plan
  variables {
    agent_model_arns = ["arn:aws:bedrock:us-east-1::foundation-model/*"]
  }
  expect_failures = [var.agent_model_arns]
}

run "tags_that_are_set_already_are_refused" {
  command = plan
  variables {
    additional_tags = { Environment = "other" }
  }
  expect_failures = [var.additional_tags]
}

run "tags_of_aws_are_refused" {
  command = plan
  variables {
    additional_tags = { "aws:owner" = "me" }
  }
  expect_failures = [var.additional_tags]
}
