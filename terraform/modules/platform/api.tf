# The HTTP API. The callback function's routes have no authorizer: what comes there carries a token of its own. Every
# other route, and everything that no route names, goes to the controller, behind the authorizer.

resource "aws_apigatewayv2_api" "this" {
  name          = "${local.prefix}-api"
  description   = "Aegis"
  protocol_type = "HTTP"

  dynamic "cors_configuration" {
    for_each = length(var.cors_origins) > 0 ? [var.cors_origins] : []
    content {
      allow_origins  = cors_configuration.value
      allow_methods  = ["GET", "POST", "OPTIONS"]
      allow_headers  = ["authorization", "content-type", "idempotency-key", "last-event-id", "x-amz-date", "x-amz-security-token"]
      expose_headers = ["location", "retry-after"]
      max_age        = 300
    }
  }
}

resource "aws_apigatewayv2_integration" "function" {
  for_each = local.functions

  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_uri        = each.value.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_authorizer" "jwt" {
  count = local.auth == "jwt" ? 1 : 0

  api_id           = aws_apigatewayv2_api.this.id
  name             = "${local.prefix}-jwt"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = var.jwt.issuer
    audience = var.jwt.audiences
  }
}

resource "aws_apigatewayv2_route" "this" {
  for_each = local.routes

  api_id             = aws_apigatewayv2_api.this.id
  route_key          = each.key
  target             = "integrations/${aws_apigatewayv2_integration.function[each.value].id}"
  authorization_type = each.value == "controller" ? local.authorization_type : "NONE"
  authorizer_id      = each.value == "controller" ? one(aws_apigatewayv2_authorizer.jwt[*].id) : null
}

# A preflight request carries no credentials, and the catch-all route would ask for some.
resource "aws_apigatewayv2_route" "preflight" {
  count = length(var.cors_origins) > 0 ? 1 : 0

  api_id             = aws_apigatewayv2_api.this.id
  route_key          = "OPTIONS /{proxy+}"
  target             = "integrations/${aws_apigatewayv2_integration.function["controller"].id}"
  authorization_type = "NONE"
}

resource "aws_apigatewayv2_stage" "this" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_burst_limit = var.throttles.burst
    throttling_rate_limit  = var.throttles.rate
  }

  # Routes that anyone can reach have a limit of their own: a flood there must not lock out those who are signed in.
  dynamic "route_settings" {
    for_each = [for route, function in local.routes : route if function == "callback"]
    content {
      route_key              = route_settings.value
      throttling_burst_limit = var.throttles.callback_burst
      throttling_rate_limit  = var.throttles.callback_rate
    }
  }

  dynamic "access_log_settings" {
    for_each = aws_cloudwatch_log_group.api
    content {
      destination_arn = access_log_settings.value.arn
      format          = local.access_log_format
    }
  }

  # Settings of a route that is not there yet are refused.
  depends_on = [aws_apigatewayv2_route.this]
}

resource "aws_lambda_permission" "api" {
  for_each = local.functions

  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  function_name = each.value.name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*/*"
}
