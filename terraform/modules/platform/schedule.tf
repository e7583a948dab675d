# The net under the wakes: once a minute the controller looks for runs that are due and that nobody has woken.

resource "aws_scheduler_schedule" "sweep" {
  name                = "${local.prefix}-sweep"
  description         = "Finds runs that are due and that no message has woken"
  schedule_expression = "rate(1 minute)"
  state               = "ENABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.controller.arn
    role_arn = aws_iam_role.scheduler.arn
    input    = jsonencode({ aegis = "sweep" })

    # The default is 185 tries over a day; the next minute's sweep does the same work.
    retry_policy {
      maximum_retry_attempts       = 1
      maximum_event_age_in_seconds = 60
    }

    dead_letter_config {
      arn = aws_sqs_queue.sweep_dead.arn
    }
  }

  depends_on = [aws_iam_role_policy.scheduler]
}

# The scheduler's call is asynchronous: what Lambda tries again by itself is lowered as well.
resource "aws_lambda_function_event_invoke_config" "controller" {
  function_name                = aws_lambda_function.controller.function_name
  maximum_retry_attempts       = 0
  maximum_event_age_in_seconds = 60
}
