# The resources for AgentCore came with 6.17, `platform_version` with 6.68. Nothing else needs 6.x, so they are alone here.
terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.68"
    }
  }
}
