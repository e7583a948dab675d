#!/usr/bin/env bash
# Tests of the Terraform code, all in copies in a temporary folder: `terraform/tests/run.sh static` needs terraform and
# python3, `terraform/tests/run.sh emulator` also MINISTACK, the path of an installed ministack. Nothing talks to AWS.
# shellcheck disable=SC2310,SC2312
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source_folder="${repository}/terraform"
work=$(mktemp -d)
emulator=
ministack=${MINISTACK:-}
export TF_IN_AUTOMATION=1 TF_CLI_ARGS=-no-color CHECKPOINT_DISABLE=1
# A user's settings must not change what is tested.
unset "${!TF_VAR_@}" 2>/dev/null || true

finish() {
  if [[ -n "${emulator}" ]]; then
    kill "${emulator}" 2>/dev/null || true
    wait "${emulator}" 2>/dev/null || true
  fi
  rm -rf "${work}"
}
trap finish EXIT

step() { printf '== %s\n' "$*"; }

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

# Runs a command; its output is shown only if it fails.
quietly() {
  local log="${work}/log.txt"
  "$@" >"${log}" 2>&1 || {
    tail -60 "${log}" >&2
    fail "$*"
  }
}

in_folder() { (cd "$1" && shift && "$@"); }

# The root as users have it, but for the runtimes: those need a provider that tests don't have.
copy_root() {
  local copy=$1
  mkdir -p "${copy}/modules/runtimes"
  cp "${source_folder}"/*.tf "${copy}/"
  cp -r "${source_folder}/modules/platform" "${source_folder}/modules/images" "${copy}/modules/"
  cp "${source_folder}"/modules/runtimes/{variables,iam}.tf "${source_folder}/tests/stub/main.tf" "${copy}/modules/runtimes/"
  cp "${source_folder}/tests/stub/override.tf" "${copy}/"
  rm -rf "${copy}"/modules/*/.terraform "${copy}"/modules/*/.terraform.lock.hcl
}

static() {
  step "formatted"
  terraform -chdir="${source_folder}" fmt -recursive -check || fail "terraform fmt -recursive terraform makes it right"
  step "says the same as the Rust side, the README and its own root"
  python3 "${source_folder}/tests/facts.py" || fail "see the lines above"
  step "modules/runtimes is what its provider takes, as far as that is recorded"
  python3 "${source_folder}/tests/runtimes.py" || fail "see the lines above"
  local module
  for module in platform images; do
    step "modules/${module} is valid"
    cp -r "${source_folder}/modules/${module}" "${work}/${module}"
    rm -rf "${work}/${module}/.terraform" "${work}/${module}/.terraform.lock.hcl"
    quietly in_folder "${work}/${module}" terraform init -input=false
    quietly in_folder "${work}/${module}" terraform validate
  done
  step "the root is valid"
  copy_root "${work}/whole"
  quietly in_folder "${work}/whole" terraform init -input=false
  quietly in_folder "${work}/whole" terraform validate
  local copy="${work}/whole"
  mkdir "${copy}/tests"
  cp "${source_folder}/tests/root.tftest.hcl" "${copy}/tests"
  local example
  for example in dev staging prod; do
    step "the root with ${example}.tfvars.example"
    quietly in_folder "${work}/whole" terraform test -var-file="${source_folder}/${example}.tfvars.example"
  done
  step "modules/platform by terraform test"
  in_folder "${work}/platform" terraform test || fail "terraform test"
}

packages() {
  python3 - "$1" <<'END'
import pathlib, sys, zipfile
# A program that a function could start and that only ends: what is tested here is the Terraform code.
for name in ("controller", "callback"):
    with zipfile.ZipFile(pathlib.Path(sys.argv[1]) / f"{name}.zip", "w") as package:
        entry = zipfile.ZipInfo("bootstrap", (1980, 1, 1, 0, 0, 0))
        entry.external_attr = 0o755 << 16
        package.writestr(entry, "#!/bin/sh\nexit 0\n")
END
}

start_emulator() {
  local port
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  export AWS_ENDPOINT_URL="http://127.0.0.1:${port}"
  mkdir "${work}/home"
  # Its functions inherit the whole environment: only what they need is in it.
  (cd "${work}/home" && exec env -i PATH="${PATH}" HOME="${work}/home" AWS_ENDPOINT_URL="${AWS_ENDPOINT_URL}" \
    GATEWAY_PORT="${port}" BIND_HOST=127.0.0.1 IOT_MTLS_ENABLED=0 "${ministack}" >"${work}/ministack.txt" 2>&1) &
  emulator=$!
  local tries=0
  until curl --silent --output /dev/null --max-time 2 "${AWS_ENDPOINT_URL}/"; do
    tries=$((tries + 1))
    [[ "${tries}" -lt 180 ]] || fail "ministack did not start: $(tail -20 "${work}/ministack.txt")"
    sleep 0.5
  done
}

# What a saved plan would change that the emulator does not lose by itself: it forgets most of an alarm.
changes() {
  terraform show -json "$1" | python3 -c '
import json, sys
known = {"aws_cloudwatch_metric_alarm"}
changes = [c for c in json.load(sys.stdin)["resource_changes"] if c["change"]["actions"] not in (["no-op"], ["read"])]
unknown = [c for c in changes if c["type"] not in known or c["change"]["actions"] != ["update"]]
for c in unknown:
    before, after = c["change"]["before"] or {}, c["change"]["after"] or {}
    keys = sorted(k for k in {*before, *after} if before.get(k) != after.get(k))
    print(c["address"], c["change"]["actions"], keys)
'
}

on_emulator() {
  [[ -x "${ministack}" ]] || fail "MINISTACK is not the path of ministack; cargo xtask tools ministack installs it"
  local copy="${work}/whole" digest found
  digest="sha256:$(printf 'a%.0s' {1..64})"
  copy_root "${copy}"
  packages "${work}"
  start_emulator
  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true
  cat >"${copy}/terraform.tfvars" <<END
packages            = { controller = "${work}/controller.zip", callback = "${work}/callback.zip" }
api_base_url        = "${AWS_ENDPOINT_URL}/_aws/execute-api/{api_id}/\$default"
build_images        = false
image_digests       = { researcher = "${digest}", analyst = "${digest}", writer = "${digest}" }
require_tls         = false
lambda_architecture = "x86_64"
END
  cd "${copy}"
  quietly terraform init -input=false
  step "apply"
  quietly terraform apply -input=false -auto-approve -var deletion_protection=true
  found=$(terraform state list | grep -vc '^module\.[a-z]*\.data\.')
  step "apply made ${found} resources"
  [[ "${found}" -ge 40 ]] || fail "fewer than 40"
  step "routes: the controller's need a signature, the callback's reach their function"
  local endpoint status
  endpoint=$(terraform output -raw api_endpoint)
  for path in workflows workflows/x healthz unknown; do
    status=$(curl --silent --output /dev/null --write-out '%{http_code}' "${endpoint}/${path}")
    [[ "${status}" == 403 ]] || fail "GET /${path} without a signature answers ${status}, not 403"
  done
  status=$(curl --silent --output /dev/null --write-out '%{http_code}' "${endpoint}/approve/x")
  [[ "${status}" == 502 ]] || fail "GET /approve/x answers ${status}; the stub of the callback function makes it 502"
  step "a second plan changes nothing"
  quietly terraform plan -input=false -out=second.tfplan -var deletion_protection=true
  found=$(changes second.tfplan)
  [[ -z "${found}" ]] || fail "${found}"
  step "a protected deployment stops terraform destroy before anything is gone"
  local before
  before=$(terraform state list | wc -l)
  if terraform destroy -input=false -auto-approve >"${work}/destroy.txt" 2>&1; then fail "it was destroyed"; fi
  grep -q "This deployment is protected" "${work}/destroy.txt" || fail "it stopped for another reason: $(tail -20 "${work}/destroy.txt")"
  [[ "$(terraform state list | wc -l)" -eq "${before}" ]] || fail "something is gone"
  step "unprotected, it goes, and nothing stays"
  quietly terraform apply -input=false -auto-approve
  quietly terraform destroy -input=false -auto-approve
  [[ -z "$(terraform state list)" ]] || fail "left in the state: $(terraform state list)"
}

mirror="${repository}/../shared/tools/terraform-mirror"
if [[ -x "${mirror}" ]]; then quietly "${mirror}"; fi
case "${1:-}" in
  static) static ;;
  emulator) on_emulator ;;
  *) fail "usage: terraform/tests/run.sh static|emulator" ;;
esac
step "passed"
