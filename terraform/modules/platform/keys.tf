# Keys that sign the tokens of callbacks and approval links. KMS never gives one away: the functions derive what they
# need from it when they start, so nothing secret is in Terraform's state.

locals {
  # A MAC of this key opens every approval, so rights to KMS in general are not enough for one: IAM and this policy must both
  # allow it. Whoever administers keys can change the policy, which CloudTrail shows.
  key_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Administer"
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
        NotAction = ["kms:GenerateMac", "kms:VerifyMac", "kms:CreateGrant"]
        Resource  = "*"
      },
      {
        # By condition and not by principal: a role that is made anew under its name is let in.
        Sid       = "OnlyTheFunctionsSign"
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
        Action    = "kms:GenerateMac"
        Resource  = "*"
        # AWS says which role it is; an emulator may say which of its sessions.
        Condition = { ArnLike = { "aws:PrincipalArn" = flatten([for role in [aws_iam_role.controller, aws_iam_role.callback] : [
          role.arn, "arn:${local.partition}:sts::${local.account}:assumed-role/${role.name}/*",
        ]]) } }
      },
    ]
  })
}

resource "aws_kms_key" "signing" {
  for_each = toset(var.token_key_ids)

  description              = "${local.prefix}: signs the tokens of callbacks and approval links (${each.key})"
  key_usage                = "GENERATE_VERIFY_MAC"
  customer_master_key_spec = "HMAC_256"
  # As long as KMS allows: a key that is gone makes every link that it signed worthless.
  deletion_window_in_days = 30
  policy                  = local.key_policy
}

resource "aws_kms_alias" "signing" {
  for_each = aws_kms_key.signing

  name          = "alias/${local.prefix}-signing-${each.key}"
  target_key_id = each.value.key_id
}
