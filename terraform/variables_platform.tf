# Settings that only modules/platform uses, handed on as they are. Without a value its default counts; it also says what
# each takes. Names, types and texts are those of modules/platform/variables.tf, and a test compares them.

variable "packages" {
  description = "The functions' zip files. `./deploy.sh build` makes them in this place."
  type = object({
    controller = string
    callback   = string
  })
  default = null
}

variable "agent_options" {
  description = "What differs from the default, by agent: `qualifier` (a runtime's endpoint), `reply` (`callback`, or `response` where the reply is the result) and `idempotent` (whether one attempt may be delivered twice)."
  type = map(object({
    qualifier  = optional(string)
    reply      = optional(string)
    idempotent = optional(bool)
  }))
  default = null
}

variable "controller_memory" {
  description = "The controller's memory in MB. It mostly waits for AWS: more memory costs more and speeds up little."
  type        = number
  default     = null
}

variable "controller_timeout" {
  description = "Longest invocation of the controller in seconds. It never waits for an agent's work, only for its acknowledgement."
  type        = number
  default     = null
}

variable "callback_memory" {
  description = "The callback function's memory in MB."
  type        = number
  default     = null
}

variable "callback_timeout" {
  description = "Longest invocation of the callback function in seconds. The API gives up after 30."
  type        = number
  default     = null
}

variable "lambda_architecture" {
  description = "The functions' processor: that of the zip files. `arm64` costs a fifth less; `x86_64` is for emulators."
  type        = string
  default     = null
}

variable "lambda_runtime" {
  description = "The functions' operating system. The programs are linked against this one."
  type        = string
  default     = null
}

variable "reserved_concurrency" {
  description = "Invocations at once that are kept for a function and that it can't exceed; -1 leaves it in the account's pool. New accounts have 10 in all and can reserve none."
  type = object({
    controller = optional(number, -1)
    callback   = optional(number, -1)
  })
  default = null
}

variable "wake_concurrency" {
  description = "Invocations of the controller at once for woken runs. It limits how fast agents are started: AgentCore starts 25 sessions a second in an account."
  type        = number
  default     = null
}

variable "approval_timeout_hours" {
  description = "After how many hours the built-in playbook takes a person's silence for a no."
  type        = number
  default     = null
}

variable "workflow_state_retention_days" {
  description = "Days that an ended run stays in the table. A run that has not ended stays as long as it takes."
  type        = number
  default     = null
}

variable "artifact_bucket_versioning" {
  description = "Whether an artifact that is overwritten keeps its older versions, for 90 days."
  type        = bool
  default     = null
}

variable "artifact_retention_days" {
  description = "Days until artifacts move to a cheaper storage class; after twice as many to a still cheaper one, and after four times as many, but never before 400, they are deleted."
  type        = number
  default     = null
}

variable "token_key_ids" {
  description = "Names of the keys that sign callback and approval tokens, the newest first: it signs, all of them verify. To rotate, put a new name in front; take an old one out once no run of its time is left."
  type        = list(string)
  default     = null
}

variable "tenant" {
  description = "Whose runs these are. It is part of every key: another name does not see the runs of this one."
  type        = string
  default     = null
}

variable "auth" {
  description = "Who may call the API: `iam` (requests signed by AWS identities), `jwt` (tokens of an identity provider, see `jwt`) or `none` (anybody; not in prod). Callbacks and approval links carry tokens of their own."
  type        = string
  default     = null
}

variable "enable_api_gateway_auth" {
  description = "Whether callers of the API must sign in. `false` is `auth = \"none\"` in another word, and as much refused in prod."
  type        = bool
  default     = null
}

variable "allowed_cidr_blocks" {
  description = "Networks that requests may come from, such as an office's; empty: from anywhere. The functions refuse all others, but for agents' answers: nobody can list the addresses that those come from, and each carries its attempt's token."
  type        = list(string)
  default     = null
}

variable "jwt" {
  description = "Issuer and audiences that `auth = \"jwt\"` accepts."
  type = object({
    issuer    = string
    audiences = list(string)
  })
  default = null
}

variable "cors_origins" {
  description = "Origins whose pages may call the API from a browser; none by default. `*` is refused in prod."
  type        = list(string)
  default     = null
}

variable "throttles" {
  description = "Requests a second (`rate`) and at once (`burst`) that the API takes; `callback_*` for each route that needs no sign-in."
  type = object({
    rate           = optional(number, 100)
    burst          = optional(number, 200)
    callback_rate  = optional(number, 50)
    callback_burst = optional(number, 100)
  })
  default = null
}

variable "api_base_url" {
  description = "The API's address where it is not its own, such as that of a custom domain. `{api_id}` stands for the API's id."
  type        = string
  default     = null
}

variable "notify_url" {
  description = "A webhook that is told when a person is asked to decide. It is in Terraform's state and in the functions' settings: no place for an address that is a secret in itself."
  type        = string
  default     = null
}

variable "require_tls" {
  description = "Whether the bucket refuses unencrypted connections. Only an emulator that speaks plain HTTP needs `false`; refused in prod."
  type        = bool
  default     = null
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
}

variable "log_retention_days" {
  description = "Days that logs are kept: one of the numbers that CloudWatch takes."
  type        = number
  default     = null
}

variable "enable_api_access_logging" {
  description = "Whether each request is a line in the API's log: route, status and time, never path or token."
  type        = bool
  default     = null
}

variable "enable_xray_tracing" {
  description = "Whether the functions send traces to X-Ray. HTTP APIs send none of their own."
  type        = bool
  default     = null
}

variable "enable_alarms" {
  description = "Whether there are alarms. Each costs $0.10 a month."
  type        = bool
  default     = null
}

variable "alarm_email" {
  description = "Who is told of alarms by mail. The address must confirm once."
  type        = string
  default     = null
}

variable "enable_dashboard" {
  description = "Whether there is a CloudWatch dashboard. It costs $3 a month beyond the account's first three."
  type        = bool
  default     = null
}
