# The resources for AgentCore came with 6.17, and all of their settings that are used here are in 6.73. Nothing else needs 6.x, so they are alone here.
terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.73"
    }
  }
}
