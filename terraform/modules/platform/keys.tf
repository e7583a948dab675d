# Keys that sign the tokens of callbacks and approval links. KMS never gives one away: the functions derive what they
# need from it when they start, so nothing secret is in Terraform's state.

resource "aws_kms_key" "signing" {
  for_each = toset(var.token_key_ids)

  description              = "${local.prefix}: signs the tokens of callbacks and approval links (${each.key})"
  key_usage                = "GENERATE_VERIFY_MAC"
  customer_master_key_spec = "HMAC_256"
  # As long as KMS allows: a key that is gone makes every link that it signed worthless.
  deletion_window_in_days = 30
}

resource "aws_kms_alias" "signing" {
  for_each = aws_kms_key.signing

  name          = "alias/${local.prefix}-signing-${each.key}"
  target_key_id = each.value.key_id
}
