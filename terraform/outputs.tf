# What people and deploy.sh read.

output "api_endpoint" {
  description = "The API's address, without a slash at the end."
  value       = module.platform.api_endpoint
}

output "api_id" {
  description = "The API's id."
  value       = module.platform.api_id
}

output "api_stage_name" {
  description = "The API's stage."
  value       = module.platform.api_stage_name
}

output "artifact_bucket_name" {
  description = "The bucket of payloads and artifacts."
  value       = module.platform.artifact_bucket_name
}

output "artifact_bucket_arn" {
  description = "Its ARN."
  value       = module.platform.artifact_bucket_arn
}

output "artifact_bucket_region" {
  description = "Its region."
  value       = module.platform.artifact_bucket_region
}

output "workflow_table_name" {
  description = "The table of runs."
  value       = module.platform.workflow_table_name
}

output "workflow_table_arn" {
  description = "Its ARN."
  value       = module.platform.workflow_table_arn
}

output "workflow_table_stream_arn" {
  description = "Always null: the table has no stream; public events are on the event bus."
  value       = null
}

output "controller_function_name" {
  description = "The controller."
  value       = module.platform.functions.controller.name
}

output "controller_function_arn" {
  description = "Its ARN."
  value       = module.platform.functions.controller.arn
}

output "controller_invoke_arn" {
  description = "The ARN that API Gateway invokes it by."
  value       = module.platform.functions.controller.invoke_arn
}

output "callback_function_name" {
  description = "The callback function."
  value       = module.platform.functions.callback.name
}

output "callback_function_arn" {
  description = "Its ARN."
  value       = module.platform.functions.callback.arn
}

output "callback_invoke_arn" {
  description = "The ARN that API Gateway invokes it by."
  value       = module.platform.functions.callback.invoke_arn
}

output "ecr_repository_urls" {
  description = "Each agent's repository."
  value       = { for agent, repository in module.images.repositories : agent => repository.url }
}

output "ecr_repository_arns" {
  description = "Their ARNs."
  value       = { for agent, repository in module.images.repositories : agent => repository.arn }
}

output "ecr_repository_names" {
  description = "Their names."
  value       = { for agent, repository in module.images.repositories : agent => repository.name }
}

output "controller_role_arn" {
  description = "The controller's role."
  value       = module.platform.roles.controller.arn
}

output "controller_role_name" {
  description = "Its name."
  value       = module.platform.roles.controller.name
}

output "callback_role_arn" {
  description = "The callback function's role."
  value       = module.platform.roles.callback.arn
}

output "callback_role_name" {
  description = "Its name."
  value       = module.platform.roles.callback.name
}

output "controller_log_group_name" {
  description = "The controller's log."
  value       = module.platform.log_groups.controller
}

output "callback_log_group_name" {
  description = "The callback function's log."
  value       = module.platform.log_groups.callback
}

output "api_gateway_log_group_name" {
  description = "The API's log; null without access logging."
  value       = lookup(module.platform.log_groups, "api", null)
}

output "environment" {
  description = "Which deployment this is."
  value       = var.environment
}

output "region" {
  description = "The region."
  value       = module.platform.region
}

output "account_id" {
  description = "The account."
  value       = module.platform.account_id
}

output "approval_timeout_hours" {
  description = "After how many hours the built-in playbook takes a person's silence for a no."
  value       = module.platform.approval_timeout_hours
}

output "workflow_state_retention_days" {
  description = "Days that an ended run stays in the table."
  value       = module.platform.workflow_state_retention_days
}

output "quick_start_commands" {
  description = "First commands to try. With `auth = \"iam\"` requests are signed: `aegis --server` does that by itself."
  value = {
    start_workflow = "aegis run research-report --server ${module.platform.api_endpoint} -i topic='Solid-state batteries'"
    get_workflow   = "aegis show WORKFLOW_ID --server ${module.platform.api_endpoint}"
    view_logs      = "aws logs tail ${module.platform.log_groups.controller} --follow --region ${module.platform.region}"
    list_images    = "aws ecr list-images --region ${module.platform.region} --repository-name REPOSITORY"
  }
}

output "test_endpoints" {
  description = "Methods and addresses of the oldest routes."
  value = {
    create_workflow = "POST ${module.platform.api_endpoint}/workflows"
    get_workflow    = "GET ${module.platform.api_endpoint}/workflows/{id}"
    callback        = "POST ${module.platform.api_endpoint}/callbacks/{id}"
    approve         = "POST ${module.platform.api_endpoint}/approve/{id}"
  }
}

output "docker_build_commands" {
  description = "What the apply does to build and push each image, for a machine of its own."
  value = {
    for agent, repository in module.images.repositories : agent => {
      ecr_login = "aws ecr get-login-password --region ${module.platform.region} | docker login --username AWS --password-stdin ${split("/", repository.url)[0]}"
      build     = "docker buildx build --platform linux/arm64 --provenance=false --build-arg AGENT=${agent} --tag ${repository.url}:latest --load ${var.image_context}"
      push      = "docker push ${repository.url}:latest"
    }
  }
}

output "monitoring_urls" {
  description = "Pages of the AWS console."
  value = merge(local.log_links, {
    dynamodb_table = "${local.console}/dynamodbv2/home?region=${var.aws_region}#table?name=${module.platform.workflow_table_name}"
    s3_bucket      = "https://s3.console.aws.amazonaws.com/s3/buckets/${module.platform.artifact_bucket_name}?region=${var.aws_region}"
    xray_traces    = "${local.console}/cloudwatch/home?region=${var.aws_region}#xray:traces/query"
  })
}

output "deployment_summary" {
  description = "The deployment in short."
  value = {
    environment  = var.environment
    region       = module.platform.region
    account_id   = module.platform.account_id
    api_endpoint = module.platform.api_endpoint
    table        = module.platform.workflow_table_name
    bucket       = module.platform.artifact_bucket_name
    agents       = keys(merge(module.runtimes.targets, var.agent_targets))
    protected    = module.platform.protected
  }
}

output "wake_queue_url" {
  description = "The queue that wakes the controller."
  value       = module.platform.wake_queue_url
}

output "dead_letter_urls" {
  description = "Queues of what could not be handled: `wake` and `sweep`."
  value       = module.platform.dead_letter_urls
}

output "event_bus_name" {
  description = "The bus of public events."
  value       = module.platform.event_bus_name
}

output "agent_runtime_arns" {
  description = "Each agent's runtime."
  value       = module.runtimes.arns
}

output "image_digests" {
  description = "Each image's digest."
  value       = module.images.digests
}

output "image_uris" {
  description = "Each image by repository and digest: for `image_digests` in another environment."
  value       = module.images.uris
}

output "invoke_policy_json" {
  description = "A policy for people and pipelines that call the API with `auth = \"iam\"`."
  value       = module.platform.invoke_policy_json
}

output "protected" {
  description = "Whether table and bucket refuse to be deleted."
  value       = module.platform.protected
}
