terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source = "hashicorp/aws"
      # Because of modules/runtimes; a major version may rename what the modules use.
      version = ">= 6.68, < 7.0"
    }
  }
}
