# Runs, answers and playbooks: one table. The names of keys, indexes and the time-to-live attribute are those of
# adapters/src/aws/dynamodb/table.rs (ADR 0020); a test compares them.

resource "aws_dynamodb_table" "workflows" {
  name                        = "${local.prefix}-workflows"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  range_key                   = "sk"
  deletion_protection_enabled = local.protected

  dynamic "attribute" {
    for_each = toset(["pk", "sk", "due_pk", "due_sk", "list_pk", "list_sk", "id_pk"])
    content {
      name = attribute.value
      type = "S"
    }
  }

  # Sparse: only runs that somebody must look at later are in it.
  global_secondary_index {
    name            = "due-index"
    hash_key        = "due_pk"
    range_key       = "due_sk"
    projection_type = "KEYS_ONLY"
  }

  # It projects nothing that changes while a run goes on: that would be one more write each time.
  global_secondary_index {
    name               = "status-created-index"
    hash_key           = "list_pk"
    range_key          = "list_sk"
    projection_type    = "INCLUDE"
    non_key_attributes = ["playbook"]
  }

  global_secondary_index {
    name            = "id-index"
    hash_key        = "id_pk"
    range_key       = "pk"
    projection_type = "KEYS_ONLY"
  }

  ttl {
    attribute_name = "ttl"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = local.point_in_time_recovery
  }

  server_side_encryption {
    enabled = true
  }
}
