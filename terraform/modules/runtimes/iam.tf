# The agents' role. Any code in a container can read its credentials, so it may do little: pull its image, write its log,
# invoke named models. No table, bucket, function or API.

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.id

  agent_trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "bedrock-agentcore.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnLike      = { "aws:SourceArn" = "arn:${local.partition}:bedrock-agentcore:${local.region}:${local.account}:*" }
      }
    }]
  })

  agent_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "PullImage"
          Effect   = "Allow"
          Action   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
          Resource = values(var.repository_arns)
        },
        {
          # Neither of the two actions knows a narrower resource.
          Sid      = "SignInToRegistryAndTrace"
          Effect   = "Allow"
          Action   = ["ecr:GetAuthorizationToken", "xray:PutTraceSegments", "xray:PutTelemetryRecords"]
          Resource = "*"
        },
        {
          # A group is named after its runtime: those of other projects are not theirs to write.
          Sid      = "Log"
          Effect   = "Allow"
          Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"]
          Resource = "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:/aws/bedrock-agentcore/runtimes/${replace(var.prefix, "-", "_")}_*"
        },
        {
          Sid      = "NeverTheApi"
          Effect   = "Deny"
          Action   = "execute-api:*"
          Resource = "*"
        },
      ],
      [for arns in [var.model_arns] : {
        Sid      = "InvokeModels"
        Effect   = "Allow"
        Action   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
        Resource = arns
      } if length(arns) > 0],
    )
  })
}

resource "aws_iam_role" "agent" {
  name               = "${var.prefix}-agent"
  description        = "Aegis agents: pull the image, write logs, invoke named models"
  assume_role_policy = local.agent_trust
}

resource "aws_iam_role_policy" "agent" {
  name   = "agent"
  role   = aws_iam_role.agent.id
  policy = local.agent_policy
}
