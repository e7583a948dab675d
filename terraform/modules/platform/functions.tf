# The two functions. Their code is built before (`./deploy.sh build`); Terraform only uploads it.

resource "aws_lambda_function" "controller" {
  function_name = "${local.prefix}-controller"
  description   = "Aegis: the API, the runs' next steps, the sweep"
  role          = aws_iam_role.controller.arn
  runtime       = var.lambda_runtime
  handler       = "bootstrap"
  architectures = [var.lambda_architecture]
  memory_size   = var.controller_memory
  timeout       = var.controller_timeout

  filename         = var.packages.controller
  source_code_hash = filebase64sha256(var.packages.controller)

  reserved_concurrent_executions = var.reserved_concurrency.controller

  environment {
    variables = local.controller_environment
  }

  logging_config {
    log_format            = "JSON"
    log_group             = aws_cloudwatch_log_group.controller.name
    application_log_level = local.log_level
    system_log_level      = "WARN"
  }

  tracing_config {
    mode = var.enable_xray_tracing ? "Active" : "PassThrough"
  }

  # It derives its keys when it starts, so it must have its rights by then.
  depends_on = [aws_iam_role_policy.controller]
}

resource "aws_lambda_function" "callback" {
  function_name = "${local.prefix}-callback"
  description   = "Aegis: agents' answers and people's decisions"
  role          = aws_iam_role.callback.arn
  runtime       = var.lambda_runtime
  handler       = "bootstrap"
  architectures = [var.lambda_architecture]
  memory_size   = var.callback_memory
  timeout       = var.callback_timeout

  filename         = var.packages.callback
  source_code_hash = filebase64sha256(var.packages.callback)

  reserved_concurrent_executions = var.reserved_concurrency.callback

  environment {
    variables = local.callback_environment
  }

  logging_config {
    log_format            = "JSON"
    log_group             = aws_cloudwatch_log_group.callback.name
    application_log_level = local.log_level
    system_log_level      = "WARN"
  }

  tracing_config {
    mode = var.enable_xray_tracing ? "Active" : "PassThrough"
  }

  depends_on = [aws_iam_role_policy.callback]
}
