# Stands in for modules/runtimes where the AWS provider is older than 6.68: same variables, same outputs, no runtimes.
# Its variables and the agents' role are those of modules/runtimes: variables.tf and iam.tf are copied beside this file.
data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

resource "terraform_data" "agent" {
  for_each = var.agent_types

  input = {
    arn         = "arn:aws:bedrock-agentcore:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:runtime/${replace("${var.prefix}_${each.key}", "-", "_")}-0000000000"
    image       = var.image_uris[each.key]
    caller      = var.caller_role_arn
    platform    = var.platform_version
    environment = try(var.environment_variables[each.key], {})
  }
}

output "targets" {
  value = { for agent in var.agent_types : agent => "${terraform_data.agent[agent].output.arn}/runtime-endpoint/aegis" }
}

output "arns" {
  value = { for agent in var.agent_types : agent => terraform_data.agent[agent].output.arn }
}

output "role_arn" {
  value = aws_iam_role.agent.arn
}
