# The serverless home: images, the agents' runtimes that run them, and the platform that calls those. Addresses go from
# one to the next as references; nobody types an ARN.

module "images" {
  source = "./modules/images"

  prefix        = local.prefix
  agent_types   = var.agent_types
  scan_on_push  = var.enable_container_image_scanning
  force_delete  = !module.platform.protected
  build_images  = var.build_images
  image_digests = var.image_digests
  image_context = var.image_context
}

module "runtimes" {
  source = "./modules/runtimes"

  prefix                = local.prefix
  agent_types           = var.agent_types
  image_uris            = module.images.uris
  repository_arns       = module.images.pulled_arns
  caller_role_arn       = module.platform.roles.controller.arn
  environment_variables = var.agent_environment
  model_arns            = var.agent_model_arns
  platform_version      = var.agent_platform_version
}

module "platform" {
  source = "./modules/platform"

  project_name  = var.project_name
  environment   = var.environment
  agent_targets = merge(module.runtimes.targets, var.agent_targets)

  packages                      = var.packages
  agent_options                 = var.agent_options
  controller_memory             = var.controller_memory
  controller_timeout            = var.controller_timeout
  callback_memory               = var.callback_memory
  callback_timeout              = var.callback_timeout
  lambda_architecture           = var.lambda_architecture
  lambda_runtime                = var.lambda_runtime
  reserved_concurrency          = var.reserved_concurrency
  wake_concurrency              = var.wake_concurrency
  approval_timeout_hours        = var.approval_timeout_hours
  workflow_state_retention_days = var.workflow_state_retention_days
  artifact_bucket_versioning    = var.artifact_bucket_versioning
  artifact_retention_days       = var.artifact_retention_days
  token_key_ids                 = var.token_key_ids
  tenant                        = var.tenant
  auth                          = var.auth
  enable_api_gateway_auth       = var.enable_api_gateway_auth
  allowed_cidr_blocks           = var.allowed_cidr_blocks
  jwt                           = var.jwt
  cors_origins                  = var.cors_origins
  throttles                     = var.throttles
  api_base_url                  = var.api_base_url
  notify_url                    = var.notify_url
  require_tls                   = var.require_tls
  deletion_protection           = var.deletion_protection
  log_level                     = var.log_level
  log_retention_days            = var.log_retention_days
  enable_api_access_logging     = var.enable_api_access_logging
  enable_xray_tracing           = var.enable_xray_tracing
  enable_alarms                 = var.enable_alarms
  alarm_email                   = var.alarm_email
  enable_dashboard              = var.enable_dashboard
}
