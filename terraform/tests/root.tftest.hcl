# The root with each of the example settings: run once per tfvars example, in a copy of the root.

mock_provider "aws" {
  source = "./modules/platform/tests/mock"
}

variables {
  packages     = { controller = "modules/platform/tests/package.txt", callback = "modules/platform/tests/package.txt" }
  build_images = false
  image_digests = {
    researcher = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
    analyst    = "sha256:1111111111111111111111111111111111111111111111111111111111111111"
    writer     = "sha256:2222222222222222222222222222222222222222222222222222222222222222"
  }
}

run "it_plans" {
  command = plan

  assert {
    condition     = output.protected == (var.environment == "prod")
    error_message = "prod, and only prod, is protected"
  }
  assert {
    condition     = output.controller_function_name == "agent-orchestration-${var.environment}-controller" && length(output.ecr_repository_names) == 3
    error_message = "names"
  }
}

run "digests_are_needed_where_nothing_is_built" {
  command = plan
  variables {
    image_digests = {}
  }
  expect_failures = [var.image_digests]
}
