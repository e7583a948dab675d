# Settings of the platform. Each says why it is there; the README's table is made from this file.

variable "project_name" {
  description = "First part of every name, so that deployments of one account don't collide."
  type        = string
  default     = "agent-orchestration"
  nullable    = false

  validation {
    # 24 leaves room for the longest bucket name: 63 characters with the account's twelve digits.
    condition     = can(regex("^[a-z][a-z0-9-]{1,23}$", var.project_name)) && !endswith(var.project_name, "-")
    error_message = "project_name is 2 to 24 lower-case letters, digits and hyphens; it begins with a letter and does not end in a hyphen."
  }
}

variable "environment" {
  description = "Which deployment this is: `dev`, `staging` or `prod`. `prod` is protected against deletion and refuses open routes."
  type        = string
  default     = "dev"
  nullable    = false

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "environment is dev, staging or prod."
  }
}

variable "packages" {
  description = "The functions' zip files. `./deploy.sh build` makes them in this place."
  type = object({
    controller = string
    callback   = string
  })
  default = {
    controller = "../target/lambda/controller.zip"
    callback   = "../target/lambda/callback.zip"
  }
  nullable = false

  validation {
    condition     = alltrue([for path in values(var.packages) : fileexists(path)])
    error_message = "A function's zip file is not there: run ./deploy.sh build, or set packages to where the files are."
  }
}

variable "agent_targets" {
  description = "Agents by name, each an AgentCore runtime's ARN (with `/runtime-endpoint/NAME` behind it for an endpoint) or an `https://` URL."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.agent_targets) : can(regex("^[a-z][a-z0-9_-]{0,62}$", name))])
    error_message = "Names of agents are lower-case letters, digits, '-' and '_', and begin with a letter."
  }

  validation {
    condition = alltrue([
      for target in values(var.agent_targets) :
      can(regex("^(arn:[a-z-]+:bedrock-agentcore:[a-z0-9-]+:[0-9]{12}:runtime/[^/]+(/runtime-endpoint/[^/]+)?|https?://[^/]+.*)$", target))
    ])
    error_message = "An agent's target is the ARN of an AgentCore runtime or a URL."
  }

  validation {
    condition     = var.environment != "prod" || !anytrue([for target in values(var.agent_targets) : startswith(target, "http://")])
    error_message = "agent_targets begin with https:// in prod: agents are sent tokens."
  }
}

variable "agent_options" {
  description = "What differs from the default, by agent: `qualifier` (a runtime's endpoint), `reply` (`callback`, or `response` where the reply is the result) and `idempotent` (whether one attempt may be delivered twice)."
  type = map(object({
    qualifier  = optional(string)
    reply      = optional(string)
    idempotent = optional(bool)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.agent_options) : contains(keys(var.agent_targets), name)])
    error_message = "agent_options names an agent that agent_targets does not have."
  }

  validation {
    condition     = alltrue([for options in values(var.agent_options) : contains(["callback", "response"], coalesce(options.reply, "callback"))])
    error_message = "reply is callback or response."
  }
}

variable "controller_memory" {
  description = "The controller's memory in MB. It mostly waits for AWS: more memory costs more and speeds up little."
  type        = number
  default     = 256
  nullable    = false

  validation {
    condition     = var.controller_memory >= 128 && var.controller_memory <= 10240 && floor(var.controller_memory) == var.controller_memory
    error_message = "controller_memory is a whole number of 128 to 10240 MB."
  }
}

variable "controller_timeout" {
  description = "Longest invocation of the controller in seconds. It never waits for an agent's work, only for its acknowledgement."
  type        = number
  default     = 120
  nullable    = false

  validation {
    condition     = var.controller_timeout >= 60 && var.controller_timeout <= 900 && floor(var.controller_timeout) == var.controller_timeout
    error_message = "controller_timeout is a whole number of 60 to 900 seconds."
  }
}

variable "callback_memory" {
  description = "The callback function's memory in MB."
  type        = number
  default     = 256
  nullable    = false

  validation {
    condition     = var.callback_memory >= 128 && var.callback_memory <= 10240 && floor(var.callback_memory) == var.callback_memory
    error_message = "callback_memory is a whole number of 128 to 10240 MB."
  }
}

variable "callback_timeout" {
  description = "Longest invocation of the callback function in seconds. The API gives up after 30."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.callback_timeout >= 5 && var.callback_timeout <= 30 && floor(var.callback_timeout) == var.callback_timeout
    error_message = "callback_timeout is a whole number of 5 to 30 seconds."
  }
}

variable "lambda_architecture" {
  description = "The functions' processor: that of the zip files. `arm64` costs a fifth less; `x86_64` is for emulators."
  type        = string
  default     = "arm64"
  nullable    = false

  validation {
    condition     = contains(["arm64", "x86_64"], var.lambda_architecture)
    error_message = "lambda_architecture is arm64 or x86_64."
  }
}

variable "lambda_runtime" {
  description = "The functions' operating system. The programs are linked against this one."
  type        = string
  default     = "provided.al2023"
  nullable    = false

  validation {
    condition     = startswith(var.lambda_runtime, "provided.al20")
    error_message = "lambda_runtime is a runtime for native programs, such as provided.al2023."
  }
}

variable "reserved_concurrency" {
  description = "Invocations at once that are kept for a function and that it can't exceed; -1 leaves it in the account's pool. New accounts have 10 in all and can reserve none."
  type = object({
    controller = optional(number, -1)
    callback   = optional(number, -1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for number in values(var.reserved_concurrency) : number >= -1 && floor(number) == number])
    error_message = "reserved_concurrency is -1 (none), or a whole number from 0 on."
  }
}

variable "wake_concurrency" {
  description = "Invocations of the controller at once for woken runs. It limits how fast agents are started: AgentCore starts 25 sessions a second in an account."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.wake_concurrency >= 2 && var.wake_concurrency <= 1000 && floor(var.wake_concurrency) == var.wake_concurrency
    error_message = "wake_concurrency is a whole number of 2 to 1000."
  }
}

variable "approval_timeout_hours" {
  description = "After how many hours the built-in playbook takes a person's silence for a no."
  type        = number
  default     = 24
  nullable    = false

  validation {
    condition     = var.approval_timeout_hours >= 1 && var.approval_timeout_hours <= 168 && floor(var.approval_timeout_hours) == var.approval_timeout_hours
    error_message = "approval_timeout_hours is a whole number of 1 to 168."
  }
}

variable "workflow_state_retention_days" {
  description = "Days that an ended run stays in the table. A run that has not ended stays as long as it takes."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.workflow_state_retention_days >= 1 && floor(var.workflow_state_retention_days) == var.workflow_state_retention_days
    error_message = "workflow_state_retention_days is a whole number from 1 on."
  }
}

variable "artifact_bucket_versioning" {
  description = "Whether an artifact that is overwritten keeps its older versions, for 90 days."
  type        = bool
  default     = true
  nullable    = false
}

variable "artifact_retention_days" {
  description = "Days until artifacts move to a cheaper storage class; after twice as many to a still cheaper one, and after four times as many, but never before 400, they are deleted."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.artifact_retention_days >= 30 && floor(var.artifact_retention_days) == var.artifact_retention_days
    error_message = "artifact_retention_days is a whole number from 30 on: S3 moves nothing that is younger to a cheaper class."
  }
}

variable "token_key_ids" {
  description = "Names of the keys that sign callback and approval tokens, the newest first: it signs, all of them verify. To rotate, put a new name in front; take an old one out once no run of its time is left."
  type        = list(string)
  default     = ["k1"]
  nullable    = false

  validation {
    condition     = length(var.token_key_ids) > 0 && length(distinct(var.token_key_ids)) == length(var.token_key_ids) && alltrue([for id in var.token_key_ids : can(regex("^[a-z][a-z0-9]{0,15}$", id))])
    error_message = "token_key_ids are different names of up to 16 lower-case letters and digits, at least one."
  }
}

variable "tenant" {
  description = "Whose runs these are. It is part of every key: another name does not see the runs of this one."
  type        = string
  default     = "default"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", var.tenant))
    error_message = "tenant is 1 to 64 letters, digits, '-' and '_', and begins with a letter or digit."
  }
}

variable "auth" {
  description = "Who may call the API: `iam` (requests signed by AWS identities), `jwt` (tokens of an identity provider, see `jwt`) or `none` (anybody; not in prod). Callbacks and approval links carry tokens of their own."
  type        = string
  default     = "iam"
  nullable    = false

  validation {
    condition     = contains(["iam", "jwt", "none"], var.auth)
    error_message = "auth is iam, jwt or none."
  }

  validation {
    condition     = var.auth != "none" || var.environment != "prod"
    error_message = "auth = \"none\" leaves the API open to everybody and is refused in prod: use iam or jwt."
  }
}

variable "enable_api_gateway_auth" {
  description = "Whether callers of the API must sign in. `false` is `auth = \"none\"` in another word, and as much refused in prod."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.enable_api_gateway_auth || var.environment != "prod"
    error_message = "enable_api_gateway_auth can't be switched off in prod: the API would be open to everybody."
  }
}

variable "allowed_cidr_blocks" {
  description = "Networks that requests may come from, such as an office's; empty: from anywhere. The functions refuse all others, but for agents' answers: nobody can list the addresses that those come from, and each carries its attempt's token."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for block in var.allowed_cidr_blocks : can(cidrhost(block, 0))])
    error_message = "allowed_cidr_blocks are networks such as 203.0.113.0/24 or 2001:db8::/32."
  }
}

variable "jwt" {
  description = "Issuer and audiences that `auth = \"jwt\"` accepts."
  type = object({
    issuer    = string
    audiences = list(string)
  })
  default = null

  validation {
    condition     = var.auth != "jwt" || (var.jwt != null && startswith(try(var.jwt.issuer, ""), "http") && length(try(var.jwt.audiences, [])) > 0)
    error_message = "auth = \"jwt\" needs jwt with an issuer's URL and at least one audience."
  }

  validation {
    condition     = var.environment != "prod" || startswith(try(var.jwt.issuer, "https://"), "https://")
    error_message = "jwt's issuer begins with https:// in prod: whoever can change what it answers signs everybody in."
  }
}

variable "cors_origins" {
  description = "Origins whose pages may call the API from a browser; none by default. `*` is refused in prod."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for origin in var.cors_origins : origin == "*" || can(regex("^https?://[^/]+$", origin))])
    error_message = "An origin is scheme and host, such as https://app.example.org, without a slash at the end."
  }

  validation {
    condition     = !contains(var.cors_origins, "*") || var.environment != "prod"
    error_message = "cors_origins may not be \"*\" in prod: name the origins."
  }
}

variable "throttles" {
  description = "Requests a second (`rate`) and at once (`burst`) that the API takes; `callback_*` for each route that needs no sign-in."
  type = object({
    rate           = optional(number, 100)
    burst          = optional(number, 200)
    callback_rate  = optional(number, 50)
    callback_burst = optional(number, 100)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for number in values(var.throttles) : number >= 1])
    error_message = "throttles are numbers from 1 on."
  }
}

variable "api_base_url" {
  description = "The API's address where it is not its own, such as that of a custom domain. `{api_id}` stands for the API's id."
  type        = string
  default     = null

  validation {
    condition     = var.api_base_url == null || can(regex("^https?://[^/]+", var.api_base_url))
    error_message = "api_base_url begins with https://."
  }

  validation {
    condition     = var.environment != "prod" || startswith(coalesce(var.api_base_url, "https://"), "https://")
    error_message = "api_base_url begins with https:// in prod: links with tokens are made from it."
  }
}

variable "notify_url" {
  description = "A webhook that is told when a person is asked to decide. It is in Terraform's state and in the functions' settings: no place for an address that is a secret in itself."
  type        = string
  default     = null

  validation {
    condition     = var.notify_url == null || can(regex("^https?://[^/]+", var.notify_url))
    error_message = "notify_url begins with https://."
  }

  validation {
    condition     = var.environment != "prod" || startswith(coalesce(var.notify_url, "https://"), "https://")
    error_message = "notify_url begins with https:// in prod: it is told personal links."
  }
}

variable "require_tls" {
  description = "Whether the bucket refuses unencrypted connections. Only an emulator that speaks plain HTTP needs `false`; refused in prod."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.require_tls || var.environment != "prod"
    error_message = "require_tls can't be switched off in prod."
  }
}

variable "deletion_protection" {
  description = "Whether table and bucket refuse to be deleted with what is in them, and the table keeps 35 days of backups. Without a value: only in prod."
  type        = bool
  default     = null
}

variable "log_level" {
  description = "How much the functions log: `DEBUG`, `INFO`, `WARN` or `ERROR`. Without a value: `INFO` in prod, else `DEBUG`."
  type        = string
  default     = null

  validation {
    condition     = contains(["DEBUG", "INFO", "WARN", "ERROR"], coalesce(var.log_level, "INFO"))
    error_message = "log_level is DEBUG, INFO, WARN or ERROR."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept: one of the numbers that CloudWatch takes."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is one of CloudWatch's numbers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "enable_api_access_logging" {
  description = "Whether each request is a line in the API's log: route, status and time, never path or token."
  type        = bool
  default     = true
  nullable    = false
}

variable "enable_xray_tracing" {
  description = "Whether the functions send traces to X-Ray. HTTP APIs send none of their own."
  type        = bool
  default     = true
  nullable    = false
}

variable "enable_alarms" {
  description = "Whether there are alarms. Each costs $0.10 a month."
  type        = bool
  default     = true
  nullable    = false
}

variable "alarm_email" {
  description = "Who is told of alarms by mail. The address must confirm once."
  type        = string
  default     = null

  validation {
    condition     = var.alarm_email == null || can(regex("^[^@ ]+@[^@ ]+$", var.alarm_email))
    error_message = "alarm_email is a mail address."
  }
}

variable "enable_dashboard" {
  description = "Whether there is a CloudWatch dashboard. It costs $3 a month beyond the account's first three."
  type        = bool
  default     = true
  nullable    = false
}
