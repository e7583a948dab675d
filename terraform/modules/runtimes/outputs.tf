output "targets" {
  description = "Each agent's endpoint, as the platform's `agent_targets` takes it."
  value       = { for agent, endpoint in aws_bedrockagentcore_agent_runtime_endpoint.agent : agent => endpoint.agent_runtime_endpoint_arn }
}

output "arns" {
  description = "Each agent's runtime."
  value       = { for agent, runtime in aws_bedrockagentcore_agent_runtime.agent : agent => runtime.agent_runtime_arn }
}

output "role_arn" {
  description = "The agents' role."
  value       = aws_iam_role.agent.arn
}
