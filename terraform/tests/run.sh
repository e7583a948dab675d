#!/usr/bin/env bash
# Tests of the Terraform code without an apply, all in copies in a temporary folder; they need terraform and python3. Nothing
# talks to AWS. What an apply shows is in e2e/deploy.
# shellcheck disable=SC2310,SC2312
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source_folder="${repository}/terraform"
work=$(mktemp -d)
export TF_IN_AUTOMATION=1 TF_CLI_ARGS=-no-color CHECKPOINT_DISABLE=1
# A user's settings must not change what is tested.
unset "${!TF_VAR_@}" 2>/dev/null || true

trap 'rm -rf "${work}"' EXIT

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
  rm -rf "${copy}"/modules/*/.terraform "${copy}"/modules/*/.terraform.lock.hcl "${copy}"/tests
}

checks() {
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
  cp "${source_folder}"/tests/*.tftest.hcl "${copy}/tests"
  local example
  for example in dev staging prod; do
    step "the root with ${example}.tfvars.example"
    quietly in_folder "${copy}" terraform test -filter=tests/root.tftest.hcl -var-file="${source_folder}/${example}.tfvars.example"
  done
  step "the root by terraform test"
  in_folder "${copy}" terraform test -filter=tests/settings.tftest.hcl || fail "terraform test"
  for module in platform images; do
    step "modules/${module} by terraform test"
    in_folder "${work}/${module}" terraform test || fail "terraform test"
  done
}

mirror="${repository}/../shared/tools/terraform-mirror"
if [[ -x "${mirror}" ]]; then quietly "${mirror}"; fi
checks
step "passed"
