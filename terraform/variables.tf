# Settings of the deployment that the root uses itself. What is only handed on is in variables_platform.tf.

variable "aws_region" {
  description = "The region."
  type        = string
  default     = "us-east-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.aws_region))
    error_message = "aws_region is a region's name, such as us-east-1."
  }
}

variable "project_name" {
  description = "First part of every name, so that deployments of one account don't collide."
  type        = string
  default     = "agent-orchestration"
  nullable    = false
}

variable "environment" {
  description = "Which deployment this is: `dev`, `staging` or `prod`. `prod` is protected against deletion and refuses open routes."
  type        = string
  default     = "dev"
  nullable    = false
}

variable "additional_tags" {
  description = "Tags of every resource, beside Project, Environment, ManagedBy and Component."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = length(var.additional_tags) <= 46 && alltrue([
      for key, value in var.additional_tags :
      can(regex("^[\\p{L}\\p{N} _.:/=+@-]{1,128}$", key)) && can(regex("^[\\p{L}\\p{N} _.:/=+@-]{0,256}$", value)) && !startswith(lower(key), "aws:")
    ])
    error_message = "additional_tags are up to 46 tags of 1 to 128 characters with values of up to 256: letters, digits, spaces and _.:/=+-@. None begins with aws:."
  }

  validation {
    condition     = length(setintersection(keys(var.additional_tags), ["Project", "Environment", "ManagedBy", "Component"])) == 0
    error_message = "Project, Environment, ManagedBy and Component are set from project_name and environment: give additional_tags other names."
  }
}

variable "agent_types" {
  description = "Agents that run on AgentCore: each gets a repository, an image and a runtime. Empty where all agents are URLs in `agent_targets`."
  type        = set(string)
  default     = ["researcher", "analyst", "writer"]
  nullable    = false

  validation {
    condition     = alltrue([for agent in var.agent_types : can(regex("^[a-z][a-z0-9-]{0,30}$", agent))])
    error_message = "Names of agents are lower-case letters, digits and '-', and begin with a letter."
  }
}

variable "agent_targets" {
  description = "Further agents by name, each an AgentCore runtime's ARN or an `https://` URL. A name of `agent_types` is replaced."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "agent_environment" {
  description = "Variables of the agents' containers, by agent of `agent_types`; together at most 2.5 KB each. They are in Terraform's state: no place for secrets."
  type        = map(map(string))
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.agent_environment), var.agent_types)) == 0
    error_message = "agent_environment names an agent that agent_types does not have."
  }

  validation {
    condition = alltrue([
      for variables in values(var.agent_environment) :
      length(join("", flatten([for name, value in variables : [name, value]]))) <= 2560 && alltrue([for name in keys(variables) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name))])
    ])
    error_message = "agent_environment: names are letters, digits and '_' and begin with no digit; with their values they have at most 2560 characters for each agent."
  }
}

variable "agent_model_arns" {
  description = "Bedrock models that the agents may invoke. The built-in agents need none."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.agent_model_arns : can(regex("^arn:[a-z-]+:bedrock:[a-z0-9-]*:[0-9]*:[a-z-]+/[^*]+$", arn))])
    error_message = "agent_model_arns are ARNs of Bedrock models or inference profiles, each by its name."
  }
}

variable "agent_platform_version" {
  description = "AgentCore's platform: `V2` starts a session in 2 seconds, `V1` in 8."
  type        = string
  default     = "V2"
  nullable    = false

  validation {
    condition     = contains(["V1", "V2"], var.agent_platform_version)
    error_message = "agent_platform_version is V1 or V2."
  }
}

variable "enable_container_image_scanning" {
  description = "Whether ECR looks for known weaknesses in each image."
  type        = bool
  default     = true
  nullable    = false
}

variable "build_images" {
  description = "Whether the apply builds and pushes the agents' images, which needs Docker. With `false`, give `image_digests`."
  type        = bool
  default     = true
  nullable    = false
}

variable "image_digests" {
  description = "Images that were pushed before, by agent, for `build_images = false`: a digest in the agent's own repository, or `REPOSITORY@DIGEST` as another environment's output `image_uris` has it."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for image in values(var.image_digests) : can(regex("^([0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.[a-z.]+/[a-z0-9._/-]+@)?sha256:[0-9a-f]{64}$", image))])
    error_message = "An image is a digest, which is sha256: and 64 hexadecimal digits, or a repository of ECR, @ and a digest."
  }

  validation {
    condition     = var.build_images || length(setsubtract(var.agent_types, keys(var.image_digests))) == 0
    error_message = "build_images = false needs a digest in image_digests for every agent of agent_types."
  }
}

variable "image_context" {
  description = "Folder that the agents' images are built from: a Dockerfile and what it copies."
  type        = string
  default     = "../target/agents"
  nullable    = false
}
