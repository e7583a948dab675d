# The identity that the test on the emulator deploys with: it has the shipped policy and nothing else.

variable "policy_file" {
  type = string
}

resource "aws_iam_user" "deployer" {
  name = "deployer"
}

resource "aws_iam_policy" "deployer" {
  name   = "deployer"
  policy = file(var.policy_file)
}

# ministack does not see which resource these actions are for; AWS does, and the shipped policy names them.
resource "aws_iam_user_policy" "emulator" {
  name = "emulator"
  user = aws_iam_user.deployer.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["dynamodb:ListTagsOfResource", "ecr:*", "events:*", "sns:ListTagsForResource"]
      Resource = "*"
    }]
  })
}

resource "aws_iam_user_policy_attachment" "deployer" {
  user       = aws_iam_user.deployer.name
  policy_arn = aws_iam_policy.deployer.arn
}

resource "aws_iam_access_key" "deployer" {
  user = aws_iam_user.deployer.name
}

output "key" {
  value     = "${aws_iam_access_key.deployer.id} ${aws_iam_access_key.deployer.secret}\n"
  sensitive = true
}
