# A right that the controller lacks, for the payloads of one run: what a policy that somebody has tightened looks like.

resource "aws_iam_role_policy" "forbidden" {
  name = "forbidden"
  role = aws_iam_role.controller.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Deny"
      Action   = "s3:GetObject"
      Resource = "${aws_s3_bucket.artifacts.arn}/payloads/${var.tenant}/e2e-forbidden/*"
    }]
  })
}
