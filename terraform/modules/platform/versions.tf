# 5.100 is the oldest version that knows everything used here, and the one that the tests apply. Nothing here needs 6.x:
# what does is in modules/runtimes.
terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100"
    }
  }
}
