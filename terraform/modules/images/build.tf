# Builds and pushes the images in the apply, whenever what they are made of has changed, and only then.

data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  # File names are part of it: moving a file changes the image.
  content = sha256(join("\n", [
    for file in var.build_images ? sort(tolist(fileset(var.image_context, "**"))) : [] : "${filesha256("${var.image_context}/${file}")} ${file}"
  ]))
  content_tag = "content-${substr(local.content, 0, 16)}"
  built       = var.build_images ? var.agent_types : toset([])
}

resource "terraform_data" "image" {
  for_each = local.built

  triggers_replace = [local.content, var.image_platform, aws_ecr_repository.agent[each.key].repository_url]

  provisioner "local-exec" {
    command     = "${path.module}/build.sh"
    interpreter = ["sh"]
    environment = {
      AGENT       = each.key
      CONTENT_TAG = local.content_tag
      CONTEXT     = var.image_context
      PLATFORM    = var.image_platform
      REGION      = data.aws_region.current.id
      REPOSITORY  = aws_ecr_repository.agent[each.key].repository_url
    }
  }

  lifecycle {
    precondition {
      condition     = fileexists("${var.image_context}/Dockerfile")
      error_message = "There is no Dockerfile in ${var.image_context}: run ./deploy.sh build, or set build_images = false and give image_digests."
    }
  }
}

# The digest that the registry gave: tags can move, digests can't.
data "aws_ecr_image" "built" {
  for_each = local.built

  repository_name = aws_ecr_repository.agent[each.key].name
  image_tag       = local.content_tag

  depends_on = [terraform_data.image]
}

locals {
  digests = { for agent, image in data.aws_ecr_image.built : agent => image.image_digest }
  # What was pushed before may lie in another environment's repository.
  given = { for agent, image in var.image_digests : agent => image if contains(var.agent_types, agent) }
  uris = {
    for agent, image in var.build_images ? local.digests : local.given :
    agent => strcontains(image, "@") ? image : "${aws_ecr_repository.agent[agent].repository_url}@${image}"
  }
}
