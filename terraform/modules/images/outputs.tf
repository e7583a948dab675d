output "repositories" {
  description = "Name, ARN and URL of each agent's repository."
  value = {
    for agent, repository in aws_ecr_repository.agent :
    agent => { name = repository.name, arn = repository.arn, url = repository.repository_url }
  }
}

output "digests" {
  description = "Each image's digest."
  value       = var.build_images ? { for agent, image in data.aws_ecr_image.built : agent => image.image_digest } : var.image_digests
}

output "uris" {
  description = "Each image by its digest."
  value = {
    for agent, digest in var.build_images ? { for agent, image in data.aws_ecr_image.built : agent => image.image_digest } : var.image_digests :
    agent => "${aws_ecr_repository.agent[agent].repository_url}@${digest}"
  }
}
