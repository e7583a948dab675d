#!/usr/bin/env bash
# Deploys the serverless home of Aegis with Terraform, one verb per step. `./deploy.sh help` says more.
# Each failure that matters is handled where it occurs, by `|| fail`: that `set -e` is off there is meant.
# shellcheck disable=SC2310,SC2312
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
environment=dev
base_url=
docs=/documents
yes=false
dry_run=false
full=false

usage() {
  cat <<'END'
Usage: ./deploy.sh VERB [OPTIONS]

  check     is everything there that a deployment needs? names what is missing and its remedy
  build     build the functions' zip files, and the folder that the agents' images are built from
  plan      show what would change
  deploy    build, plan, ask, apply (the default)
  smoke     start a run with an approval, decide it, wait for its end; --full adds what it leaves behind in AWS
  outputs   print addresses and names
  logs      follow the functions' logs
  destroy   delete the deployment and all of its runs, after an export and a typed word; not while an image is tagged keep-...

  --env NAME       dev (default), staging or prod; settings come from terraform/NAME.tfvars
  --base-url URL   smoke: the API to test, in place of the deployed one
  --docs PATH      smoke: documents to research, where the agents see them (default /documents)
  --full           smoke: also queues, logs, alarms, runtimes, metrics and traces
  --yes            ask nothing
  --dry-run        print what would be run, and run nothing that changes anything
END
}

# What `smoke --full` looks at.
# shellcheck source=terraform/look.sh
source "${root}/terraform/look.sh"

say() { printf '%s\n' "$*"; }

# Says what is wrong and what to do, and ends.
fail() {
  printf 'error: %s\n' "$1" >&2
  printf '  help: %s\n' "$2" >&2
  exit 1
}

run() {
  if "${dry_run}"; then
    say "would run: $*"
  else
    "$@"
  fi
}

has() { command -v "$1" >/dev/null 2>&1; }

terraform_in_place() { terraform -chdir="${root}/terraform" "$@"; }

# A state of its own per environment, so that dev can't touch prod.
prepare() {
  has terraform || fail "terraform is not installed" "install Terraform 1.11 or newer"
  terraform_in_place init -input=false >/dev/null ||
    fail "terraform init failed" "see its message above; it needs the provider hashicorp/aws 6.68 or newer"
  local current
  current=$(terraform_in_place workspace show)
  if [[ "${current}" != "${environment}" ]]; then
    terraform_in_place workspace select -or-create "${environment}" >/dev/null ||
      fail "the state of ${environment} can't be opened" "look at terraform workspace list, and at backend.tf if you have one"
  fi
}

# `-var` after the file: the environment's name is never the file's to change.
arguments=()
settings() {
  local file="${root}/terraform/${environment}.tfvars"
  arguments=("-var=environment=${environment}")
  if [[ -f "${file}" ]]; then
    arguments=("-var-file=${file}" "${arguments[@]}")
  else
    say "There is no terraform/${environment}.tfvars: all settings have their defaults (terraform/${environment}.tfvars.example is a place to start from)"
  fi
}

# An output, with nothing but its value: Terraform tells on stdout, too, that there is none.
output() {
  local value
  value=$(terraform_in_place output -no-color -raw "$1" 2>/dev/null) && [[ "${value}" != *Warning* ]] && printf '%s\n' "${value}"
}

# Whether the state has anything whose address contains this.
in_state() {
  local addresses
  addresses=$(terraform_in_place state list 2>/dev/null) || return 1
  grep -q -- "${1:-.}" <<<"${addresses}"
}

# Another account's state would be taken for a deployment that is gone: everything would be made anew.
same_account() {
  local mine theirs
  theirs=$(output account_id) || return 0
  has aws || return 0
  mine=$(aws sts get-caller-identity --query Account --output text 2>/dev/null) ||
    fail "AWS does not know these credentials" "sign in: aws configure sso, or set AWS_PROFILE"
  [[ "${mine}" == "${theirs}" ]] ||
    fail "the credentials are of account ${mine}, and ${environment} is deployed in ${theirs}" "sign in to ${theirs}, for instance with AWS_PROFILE"
}

# Ctrl-C goes to Terraform as well, which ends what it is at and writes its state.
interrupted() {
  printf '\nerror: interrupted\n  help: what was done is in the state: run ./deploy.sh %s again, it goes on from there\n' "$1" >&2
  exit 130
}

confirmed() {
  if "${yes}"; then return 0; fi
  [[ -t 0 ]] || fail "nobody is there to answer: $1" "run it in a terminal, or add --yes"
  local answer
  read -r -p "$1 [y/N] " answer
  [[ "${answer}" == y || "${answer}" == Y || "${answer}" == yes ]]
}

missing=0
checked() {
  # What, remedy, command that succeeds where it is there.
  local what=$1 remedy=$2
  shift 2
  if "$@" >/dev/null 2>&1; then
    printf 'ok       %s\n' "${what}"
  else
    printf 'MISSING  %s\n         help: %s\n' "${what}" "${remedy}"
    missing=$((missing + 1))
  fi
}

terraform_is_new_enough() {
  local version
  version=$(terraform version -json | sed -n 's/.*"terraform_version": *"\([0-9]*\.[0-9]*\).*/\1/p')
  # An empty number would end the whole script.
  [[ -n "${version}" ]] && [[ $((${version%%.*} * 1000 + ${version##*.})) -ge 1011 ]]
}

aws_is_new_enough() { [[ "$(aws --version 2>&1)" == aws-cli/2.* ]]; }

# What the settings say about agents on AgentCore, and about their images.
has_runtimes() { ! grep -Eqs '^[[:space:]]*agent_types[[:space:]]*=[[:space:]]*\[[[:space:]]*\]' "${root}/terraform/${environment}.tfvars"; }

builds_images() { has_runtimes && ! grep -Eqs '^[[:space:]]*build_images[[:space:]]*=[[:space:]]*false' "${root}/terraform/${environment}.tfvars"; }

# Where the settings say that it will be.
chosen_region() {
  local found
  found=$(sed -n 's/^[[:space:]]*aws_region[[:space:]]*=[[:space:]]*"\([^"]*\)".*/\1/p' "${root}/terraform/${environment}.tfvars" 2>/dev/null) || true
  printf '%s\n' "${found:-us-east-1}"
}

lambda_quota() {
  local number
  number=$(aws lambda get-account-settings --region "$(chosen_region)" --query AccountLimit.ConcurrentExecutions --output text)
  [[ "${number}" =~ ^[0-9]+$ && "${number}" -ge 20 ]]
}

agentcore_quota() {
  local number
  # As JSON: as text, each page of the list would have a greatest one of its own.
  number=$(aws service-quotas list-service-quotas --service-code bedrock-agentcore --region "$(chosen_region)" \
    --query "max_by(Quotas[?contains(QuotaName, 'ession')], &Value).Value" --output json)
  number=${number%.*}
  [[ "${number}" =~ ^[0-9]+$ && "${number}" -gt 0 ]]
}

check() {
  checked "terraform" "install Terraform 1.11 or newer" has terraform
  checked "terraform 1.11 or newer" "install a newer Terraform" terraform_is_new_enough
  checked "aws (AWS command line 2)" "install the AWS command line, version 2" has aws
  checked "aws is of version 2" "install the AWS command line, version 2" aws_is_new_enough
  checked "AWS credentials" "sign in: aws configure sso, or set AWS_PROFILE" aws sts get-caller-identity
  checked "Lambda: at least 20 functions at once" "ask for a higher quota 'Concurrent executions' of Lambda" lambda_quota
  if has_runtimes; then
    checked "AgentCore: sessions are allowed" "ask for the quota 'active sessions' of Bedrock AgentCore; or use agents with URLs and agent_types = []" agentcore_quota
  fi
  if builds_images; then
    checked "docker" "install Docker, or set build_images = false and give image_digests" has docker
    checked "docker buildx" "install the plugin docker-buildx" docker buildx version
  fi
  checked "cargo, which builds the functions" "install Rust with rustup" has cargo
  [[ "${missing}" -eq 0 ]] || fail "${missing} of the above missing" "do what stands behind each 'help', then run ./deploy.sh check again"
}

built() { [[ -f "${root}/target/lambda/controller.zip" && -f "${root}/target/lambda/callback.zip" ]]; }

build() {
  has cargo || fail "cargo is not installed" "install Rust with rustup"
  (cd "${root}" && run cargo xtask lambda)
  if builds_images; then (cd "${root}" && run cargo xtask agent-image); fi
}

plan() {
  prepare
  same_account
  settings
  terraform_in_place plan -input=false "${arguments[@]}"
}

deploy() {
  build
  if "${dry_run}"; then
    # Terraform plans only what is there to be uploaded.
    if built; then plan; else say "would run: terraform plan"; fi
    say "would run: terraform apply"
    return
  fi
  prepare
  same_account
  trap 'interrupted deploy' INT
  local saved
  settings
  saved="${root}/target/${environment}.tfplan"
  mkdir -p "${root}/target"
  terraform_in_place plan -input=false -out="${saved}" "${arguments[@]}" ||
    fail "there is no plan" "see Terraform's message above; ./deploy.sh check names what is missing"
  confirmed "Apply this to ${environment}?" || fail "nothing was changed" "run ./deploy.sh deploy again when it should be"
  terraform_in_place apply -input=false "${saved}" ||
    fail "the apply did not finish" "what was made is in the state: run ./deploy.sh deploy again, it goes on from there"
  say "The API: $(output api_endpoint)"
  say "Try it: ./deploy.sh smoke --env ${environment}"
}

# The program, by its path: a name could be this function's.
aegis() {
  local program=${AEGIS:-}
  [[ -n "${program}" ]] || program=$(type -P aegis) || fail "aegis is not installed" "cargo install --path cli, or set AEGIS to the program"
  "${program}" "$@"
}

smoke() {
  if [[ -z "${base_url}" ]]; then
    prepare
    base_url=$(output api_endpoint) || fail "${environment} is not deployed" "./deploy.sh deploy --env ${environment}, or name an API with --base-url"
  fi
  base_url=${base_url%/}
  local began
  began=$(date +%s)
  say "Smoke test of ${base_url}: a run, an approval, a report"
  run aegis --server "${base_url}" run research-report -i "topic=How do heat pumps work in old houses?" \
    -i "docs:=[\"${docs}\"]" --approve auto --timeout 5m --output "${root}/target/smoke" ||
    fail "the run did not end well" "aegis ls --server ${base_url} shows it, aegis why says what it waits for, ./deploy.sh logs what the functions say"
  if "${full}" && ! "${dry_run}"; then smoke_full "${began}"; fi
  say "The smoke test passed"
}

outputs() {
  prepare
  output api_endpoint >/dev/null || fail "${environment} is not deployed" "./deploy.sh deploy --env ${environment}"
  terraform_in_place output
}

logs() {
  has aws || fail "the AWS command line is not installed" "install the AWS command line, version 2"
  prepare
  local callback controller
  controller=$(output controller_log_group_name) || fail "${environment} is not deployed" "./deploy.sh deploy --env ${environment}"
  callback=$(output callback_log_group_name)
  region=$(output region)
  if "${dry_run}"; then
    say "would run: aws logs tail --follow for ${controller} and ${callback}"
    return
  fi
  aws logs tail "${callback}" --follow --since 10m --region "${region}" &
  # What runs in the background does not hear Ctrl-C.
  # shellcheck disable=SC2064
  trap "kill $! 2>/dev/null || true" EXIT
  aws logs tail "${controller}" --follow --since 10m --region "${region}"
}

# Every object of the bucket and every item of the table, into a folder. What a destroy that broke off has deleted is no
# longer in the state.
export_data() {
  local folder bucket table region
  bucket=$(output artifact_bucket_name) || bucket=
  table=$(output workflow_table_name) || table=
  region=$(output region) || region=
  if [[ -z "${region}" ]]; then
    say "Nothing to export: this deployment was never finished"
    return
  fi
  folder="${root}/target/export-${environment}-$(date -u +%Y%m%dT%H%M%SZ)"
  run mkdir -p "${folder}"
  say "Exporting to ${folder}"
  if in_state 'aws_s3_bucket\.artifacts$'; then
    run aws s3 sync "s3://${bucket}" "${folder}/objects" --region "${region}" --only-show-errors ||
      fail "the objects could not be exported" "nothing was deleted; look at the rights to read ${bucket}"
  fi
  if ! in_state 'aws_dynamodb_table\.workflows$'; then return; fi
  if "${dry_run}"; then
    say "would run: aws dynamodb scan --table-name ${table}"
  else
    aws dynamodb scan --table-name "${table}" --region "${region}" --output json >"${folder}/table.json" ||
      fail "the table could not be exported" "nothing was deleted; look at the rights to read ${table}"
  fi
}

# An image with a tag that begins with keep- may be what another environment runs. The repositories are those of the state,
# which a deployment that was never finished has, too.
no_kept_images() {
  local state arns region name tags
  state=$(terraform_in_place state pull) || fail "the state of ${environment} can't be read" "nothing was deleted; see Terraform's message above"
  arns=$(sed -n 's/.*"arn": *"arn:[^:]*:ecr:\([^:]*\):[0-9]*:repository\/\([^"]*\)".*/\1 \2/p' <<<"${state}")
  while read -r region name; do
    if [[ -z "${name}" ]]; then continue; fi
    tags=$(aws ecr describe-images --repository-name "${name}" --region "${region}" \
      --query "imageDetails[].imageTags[] | [?starts_with(@, 'keep-')]" --output json 2>&1) || {
      # A destroy that broke off has deleted it.
      if [[ "${tags}" == *RepositoryNotFoundException* ]]; then continue; fi
      fail "whether ${name} has images to keep can't be found out: ${tags}" "nothing was deleted; look at the rights to read ${name}"
    }
    [[ "${tags}" != *keep-* ]] || fail "the repository ${name} has images that another environment may run: $(tr -d '[]" \n' <<<"${tags}")" \
      "nothing was deleted; deploy that environment with images from elsewhere, then, for each such tag, aws ecr batch-delete-image --region ${region} --repository-name ${name} --image-ids imageTag=TAG"
  done <<<"${arns}"
}

# Terraform takes a refused deletion of a runtime for a success.
leftovers() {
  local prefix=$1 region=$2 names
  if [[ -z "${region}" ]]; then return; fi
  names=$(aws bedrock-agentcore-control list-agent-runtimes --region "${region}" \
    --query "agentRuntimes[?starts_with(agentRuntimeName, '${prefix//-/_}_')].agentRuntimeName" --output text) || {
    say "Whether runtimes were left over could not be found out: look for ${prefix//-/_}_* in the AgentCore console"
    return
  }
  if [[ -n "${names}" ]]; then say "These runtimes are still there; delete them by hand: ${names}"; else say "No runtime is left over"; fi
}

destroy() {
  has aws || fail "the AWS command line is not installed" "it is needed for the export before anything is deleted"
  prepare
  same_account
  in_state || fail "${environment} is not deployed" "there is nothing to destroy"
  local prefix protected region table word
  # A deployment that was never finished has no outputs, and no guard: that is made last.
  protected=$(output protected) || protected=false
  table=$(output workflow_table_name) || table=${environment}
  region=$(output region) || region=
  prefix=${table%-workflows}
  [[ "${protected}" != true ]] || fail "${environment} is protected" "set deletion_protection = false in terraform/${environment}.tfvars, ./deploy.sh deploy --env ${environment}, then destroy"
  no_kept_images
  export_data
  if ! "${yes}" && ! "${dry_run}"; then
    [[ -t 0 ]] || fail "nobody is there to confirm" "run it in a terminal, or add --yes"
    say "This deletes all runs, artifacts and images of ${environment} for ever."
    say "No image there has a tag keep-...; another environment that runs one all the same could no longer pull it."
    read -r -p "Type ${table} to go on: " word
    [[ "${word}" == "${table}" ]] || fail "that was not ${table}" "nothing was deleted"
  fi
  trap 'interrupted destroy' INT
  settings
  run terraform_in_place destroy -input=false -auto-approve "${arguments[@]}" ||
    fail "not everything was deleted" "run ./deploy.sh destroy again; Terraform's message above names what is in the way"
  if ! "${dry_run}"; then leftovers "${prefix}" "${region}"; fi
}

verb=deploy
if [[ $# -gt 0 && "$1" != -* ]]; then
  verb=$1
  shift
fi
while [[ $# -gt 0 ]]; do
  if [[ "$1" == --*=* ]]; then set -- "${1%%=*}" "${1#*=}" "${@:2}"; fi
  case "$1" in
    --env | --base-url | --docs)
      [[ $# -ge 2 ]] || fail "$1 needs a value" "./deploy.sh help"
      case "$1" in
        --env) environment=$2 ;;
        --base-url) base_url=$2 ;;
        *) docs=$2 ;;
      esac
      shift
      ;;
    --yes) yes=true ;;
    --dry-run) dry_run=true ;;
    --full) full=true ;;
    -h | --help) verb=help ;;
    dev | staging | prod) fail "$1 is no option" "--env $1" ;;
    *) fail "unknown option $1" "./deploy.sh help" ;;
  esac
  shift
done
[[ "${environment}" =~ ^(dev|staging|prod)$ ]] || fail "unknown environment '${environment}'" "use dev, staging or prod"

case "${verb}" in
  check | build | plan | deploy | smoke | outputs | logs | destroy) "${verb}" ;;
  help) usage ;;
  *) fail "unknown verb '${verb}'" "./deploy.sh help" ;;
esac
