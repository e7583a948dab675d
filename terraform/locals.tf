locals {
  prefix  = "${var.project_name}-${var.environment}"
  console = "https://${var.aws_region}.console.aws.amazonaws.com"

  log_links = {
    for name, group in module.platform.log_groups :
    # CloudWatch's links have each slash escaped twice.
    "${name == "api" ? "api_gateway" : name}_logs" => "${local.console}/cloudwatch/home?region=${var.aws_region}#logsV2:log-groups/log-group/${replace(group, "/", "$252F")}"
  }
}
