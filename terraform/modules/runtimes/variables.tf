variable "prefix" {
  description = "First part of every name."
  type        = string
}

variable "agent_types" {
  description = "Agents that get a runtime."
  type        = set(string)
}

variable "image_uris" {
  description = "Each agent's image by its digest."
  type        = map(string)
}

variable "repository_arns" {
  description = "The repository that each agent's image is pulled from, and no other."
  type        = map(string)
}

variable "caller_role_arn" {
  description = "The only role that may invoke the runtimes: the controller's."
  type        = string
}

variable "environment_variables" {
  description = "Variables of each agent's container; together at most 2.5 KB."
  type        = map(map(string))
}

variable "model_arns" {
  description = "Models that the agents may invoke; none by default."
  type        = list(string)
}

variable "platform_version" {
  description = "AgentCore's platform, `V1` or `V2`."
  type        = string
}
