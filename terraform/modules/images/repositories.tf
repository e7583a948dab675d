# A repository per agent.

resource "aws_ecr_repository" "agent" {
  for_each = var.agent_types

  name = "${var.prefix}-${each.key}-agent"
  # `latest` and the content's tag move.
  image_tag_mutability = "MUTABLE"
  force_delete         = var.force_delete

  image_scanning_configuration {
    scan_on_push = var.scan_on_push
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

resource "aws_ecr_lifecycle_policy" "agent" {
  for_each = aws_ecr_repository.agent

  repository = each.value.name

  policy = jsonencode({
    rules = [
      {
        # What an earlier rule counts no later one deletes: another environment may run these.
        rulePriority = 1
        description  = "Keep what is tagged keep-..."
        selection    = { tagStatus = "tagged", tagPrefixList = ["keep-"], countType = "imageCountMoreThan", countNumber = 1000 }
        action       = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "Keep the newest ten"
        selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 10 }
        action       = { type = "expire" }
      },
    ]
  })
}
