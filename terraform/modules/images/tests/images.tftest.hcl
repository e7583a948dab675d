# Repositories, builds and what is pulled. Nothing here talks to AWS or to Docker: it only plans what would be built.

mock_provider "aws" {
  mock_resource "aws_ecr_repository" {
    defaults = {
      arn            = "arn:aws:ecr:us-east-1:123456789012:repository/own"
      repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/own"
    }
  }
  mock_data "aws_region" {
    defaults = {
      id = "us-east-1"
    }
  }
  mock_data "aws_partition" {
    defaults = {
      partition = "aws"
    }
  }
}

variables {
  prefix        = "agent-orchestration-dev"
  agent_types   = ["writer"]
  scan_on_push  = true
  force_delete  = false
  build_images  = false
  image_context = "tests/context"
  image_digests = { writer = "sha256:2222222222222222222222222222222222222222222222222222222222222222" }
}

run "a_digest_is_one_of_the_agents_own_repository" {
  command = apply

  assert {
    condition     = output.uris == { writer = "123456789012.dkr.ecr.us-east-1.amazonaws.com/own@sha256:2222222222222222222222222222222222222222222222222222222222222222" }
    error_message = "image"
  }
  assert {
    condition     = output.pulled_arns == { writer = "arn:aws:ecr:us-east-1:123456789012:repository/own" }
    error_message = "repository"
  }
  assert {
    condition     = aws_ecr_repository.agent["writer"].name == "agent-orchestration-dev-writer-agent" && aws_ecr_repository.agent["writer"].image_scanning_configuration[0].scan_on_push && !aws_ecr_repository.agent["writer"].force_delete
    error_message = "name, scanning or protection"
  }
}

run "an_image_of_another_environment_is_pulled_from_there" {
  command = apply
  variables {
    scan_on_push  = false
    force_delete  = true
    image_digests = { writer = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/other-staging-writer-agent@sha256:2222222222222222222222222222222222222222222222222222222222222222", nobody = "sha256:2" }
  }

  assert {
    condition     = output.uris == { writer = var.image_digests.writer } && output.digests == { writer = "sha256:2222222222222222222222222222222222222222222222222222222222222222" }
    error_message = "image"
  }
  assert {
    condition     = output.pulled_arns == { writer = "arn:aws:ecr:eu-west-1:210987654321:repository/other-staging-writer-agent" }
    error_message = "repository"
  }
  assert {
    condition     = !aws_ecr_repository.agent["writer"].image_scanning_configuration[0].scan_on_push && aws_ecr_repository.agent["writer"].force_delete && length(terraform_data.image) == 0
    error_message = "a flag has no effect, or something would be built"
  }
}

run "what_is_kept_is_counted_before_the_newest_ten" {
  command = plan

  assert {
    condition     = [for rule in jsondecode(aws_ecr_lifecycle_policy.agent["writer"].policy).rules : [rule.rulePriority, rule.selection.tagStatus, rule.selection.countNumber]] == [[1, "tagged", 1000], [2, "any", 10]]
    error_message = "rules"
  }
}

run "each_agent_is_built" {
  command = plan
  variables {
    agent_types  = ["researcher", "writer"]
    build_images = true
  }

  assert {
    condition     = toset(keys(terraform_data.image)) == toset(["researcher", "writer"])
    error_message = "builds"
  }
}

run "a_folder_without_a_dockerfile_is_refused" {
  command = plan
  variables {
    build_images  = true
    image_context = "tests"
  }
  expect_failures = [terraform_data.image]
}
