output "repositories" {
  description = "Name, ARN and URL of each agent's repository."
  value = {
    for agent, repository in aws_ecr_repository.agent :
    agent => { name = repository.name, arn = repository.arn, url = repository.repository_url }
  }
}

output "uris" {
  description = "Each image by its repository and digest."
  value       = local.uris
}

output "digests" {
  description = "Each image's digest."
  value       = { for agent, uri in local.uris : agent => split("@", uri)[1] }
}

output "pulled_arns" {
  description = "The repository that each image is pulled from: its own, or another one of ECR that `image_digests` names."
  value = {
    for agent, uri in local.uris : agent => startswith(uri, "${aws_ecr_repository.agent[agent].repository_url}@") ? aws_ecr_repository.agent[agent].arn : format(
      "arn:%[1]s:ecr:%[3]s:%[2]s:repository/%[4]s", data.aws_partition.current.partition, regex("^([0-9]{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.[a-z.]+/([^@]+)@", uri)...
    )
  }
}
