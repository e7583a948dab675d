# One AgentCore runtime per agent, pinned to an image's digest, with an endpoint of its own. The DEFAULT endpoint follows
# the newest version while runs are under way; the named one moves with an apply.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

resource "aws_bedrockagentcore_agent_runtime" "agent" {
  for_each = var.agent_types

  # Hyphens are refused.
  agent_runtime_name = replace("${var.prefix}_${each.key}", "-", "_")
  description        = "Aegis agent ${each.key}"
  role_arn           = aws_iam_role.agent.arn
  platform_version   = var.platform_version

  agent_runtime_artifact {
    container_configuration {
      container_uri = var.image_uris[each.key]
    }
  }

  network_configuration {
    network_mode = "PUBLIC"
  }

  protocol_configuration {
    server_protocol = "HTTP"
  }

  # Both or none: one alone is reset with each update. The engine stops a session when its step ends; this is for those that
  # it could not stop.
  lifecycle_configuration = [{
    idle_runtime_session_timeout = 900
    max_lifetime                 = 28800
  }]

  # An empty map is drift in every plan.
  environment_variables = try(length(var.environment_variables[each.key]) > 0 ? var.environment_variables[each.key] : null, null)

  # Creating one fails while the role may not pull.
  depends_on = [aws_iam_role_policy.agent]

  lifecycle {
    precondition {
      condition     = length(replace("${var.prefix}_${each.key}", "-", "_")) <= 48
      error_message = "The runtime's name is longer than 48 characters: shorten project_name or the agent's name."
    }
  }
}

resource "aws_bedrockagentcore_agent_runtime_endpoint" "agent" {
  for_each = aws_bedrockagentcore_agent_runtime.agent

  name                  = "aegis"
  agent_runtime_id      = each.value.agent_runtime_id
  agent_runtime_version = each.value.agent_runtime_version
}

# AWS checks the runtime's policy and that of the endpoint that is called. DEFAULT is always there, so it is closed as well.
locals {
  guarded = merge([
    for agent, runtime in aws_bedrockagentcore_agent_runtime.agent : {
      (agent)             = runtime.agent_runtime_arn
      "${agent}/endpoint" = aws_bedrockagentcore_agent_runtime_endpoint.agent[agent].agent_runtime_endpoint_arn
      "${agent}/DEFAULT"  = "${runtime.agent_runtime_arn}/runtime-endpoint/DEFAULT"
    }
  ]...)
}

resource "aws_bedrockagentcore_resource_policy" "agent" {
  for_each = local.guarded

  resource_arn = each.value

  # AWS takes one principal and one resource per statement here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OnlyTheController"
        Effect    = "Allow"
        Principal = { AWS = var.caller_role_arn }
        Action    = ["bedrock-agentcore:InvokeAgentRuntime", "bedrock-agentcore:StopRuntimeSession"]
        Resource  = each.value
      },
      {
        Sid       = "NobodyElse"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["bedrock-agentcore:InvokeAgentRuntime", "bedrock-agentcore:InvokeAgentRuntimeForUser", "bedrock-agentcore:StopRuntimeSession"]
        Resource  = each.value
        Condition = { ArnNotEquals = { "aws:PrincipalArn" = var.caller_role_arn } }
      },
    ]
  })
}
