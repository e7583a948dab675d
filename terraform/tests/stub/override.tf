# Lies in a copy of the root for tests: the provider that they have, and the stub in place of modules/runtimes.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
