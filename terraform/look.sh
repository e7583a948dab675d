#!/usr/bin/env bash
# What a run leaves behind in AWS, for `./deploy.sh smoke --full`, which sources this file. Each line that it prints is one thing
# that was looked at. Logs, metrics and traces come late, so it looks for three minutes; an emulator has at once what it has.
# shellcheck disable=SC2310,SC2312,SC2154

region=
since=0

smoke_full() {
  has aws || fail "the AWS command line is not installed" "install it, or leave out --full"
  prepare
  same_account
  region=$(output region) || fail "${environment} is not deployed" "./deploy.sh deploy --env ${environment}; --full looks at the deployment and not only at its API"
  since=$1
  local table prefix
  table=$(output workflow_table_name)
  prefix=${table%-workflows}
  only_aws "the runtimes are ready" "look for their status in the AgentCore console" runtimes_ready "${prefix}"
  only_aws "the requests are in the API's log" "is enable_api_access_logging on, and may API Gateway write to the log group?" api_logged
  only_aws "the run's events are in their log group" "look at the rule ${prefix}-workflow-events" has_lines "/aws/events/${prefix}-workflows"
  only_aws "the run is counted in CloudWatch" "look for lines with _aws in the controller's log" counted
  only_aws "the functions' invocations are traced" "may the functions' roles write to X-Ray?" traced "${prefix}"
  # That something is not there says most at the end, when what the run writes has come.
  looked_at "no message in a dead-letter queue so far" "docs/OPERATIONS.md says how to look at them" no_dead_letters
  looked_at "no error in the functions' logs" "./deploy.sh logs --env ${environment}" no_errors
  looked_at "no alarm" "docs/OPERATIONS.md says what each alarm means" no_alarm "${prefix}"
  say "Dead letters of this run come later than this looks, after five tries: run it again, or see the alarms"
  [[ "${missing}" -eq 0 ]] || fail "${missing} of the above FAILED" "do what stands behind each 'help', then run ./deploy.sh smoke --full again"
}

looked_at() {
  local what=$1 remedy=$2 end=$((SECONDS + 180)) said
  shift 2
  until said=$("$@" 2>&1); do
    if [[ "${SECONDS}" -ge "${end}" || -n "${AWS_ENDPOINT_URL:-}" ]]; then
      printf 'FAILED   %s: %s\n         help: %s\n' "${what}" "${said}" "${remedy}"
      missing=$((missing + 1))
      return
    fi
    sleep 5
  done
  printf 'ok       %s%s\n' "${what}" "${said:+: ${said}}"
}

# An emulator does without these.
only_aws() {
  if [[ -n "${AWS_ENDPOINT_URL:-}" ]]; then
    printf 'not here %s: only AWS shows it, and AWS_ENDPOINT_URL names another place\n' "$1"
  else
    looked_at "$@"
  fi
}

no_dead_letters() {
  local urls name url count queues=0
  urls=$(terraform_in_place output -json dead_letter_urls) || return 1
  while read -r name url; do
    if [[ -z "${url}" ]]; then continue; fi
    count=$(number aws sqs get-queue-attributes --queue-url "${url}" --attribute-names ApproximateNumberOfMessages --region "${region}" \
      --query 'to_number(Attributes.ApproximateNumberOfMessages)') || return 1
    if [[ "${count}" != 0 ]]; then
      say "${count} in ${name}"
      return 1
    fi
    queues=$((queues + 1))
  done <<<"$(tr -d '{}" \n' <<<"${urls}" | tr ',' '\n' | sed 's/:/ /')"
  if [[ "${queues}" -lt 2 ]]; then
    say "the state knows ${queues} dead-letter queues, and there are two"
    return 1
  fi
}

# A number that AWS is asked for. As JSON a query is answered once, over all pages of a reply; as text, once for each page.
number() {
  local found
  found=$("$@" --output json) || return 1
  if [[ ! "${found}" =~ ^[0-9]+$ ]]; then
    printf 'no number: %s\n' "${found}" >&2
    return 1
  fi
  printf '%s\n' "${found}"
}

# How many lines a log group got since the test began, of those that a pattern chooses.
lines_of() {
  number aws logs filter-log-events --log-group-name "$1" --start-time "${since}000" --region "${region}" ${2:+--filter-pattern "$2"} \
    --query 'length(events)'
}

has_lines() {
  local count
  count=$(lines_of "$1") || return 1
  say "${count} lines"
  [[ "${count}" -gt 0 ]]
}

no_errors() {
  local name group count
  for name in controller callback; do
    group=$(output "${name}_log_group_name")
    count=$(lines_of "${group}" ERROR) || return 1
    if [[ "${count}" != 0 ]]; then
      say "${count} lines in ${group}"
      return 1
    fi
  done
}

no_alarm() {
  local names
  names=$(aws cloudwatch describe-alarms --alarm-name-prefix "$1-" --state-value ALARM --region "${region}" --query 'MetricAlarms[].AlarmName' --output text) || return 1
  say "${names}"
  [[ -z "${names}" ]]
}

api_logged() {
  local group
  if group=$(output api_gateway_log_group_name); then has_lines "${group}"; else say "switched off"; fi
}

runtimes_ready() {
  local others
  others=$(aws bedrock-agentcore-control list-agent-runtimes --region "${region}" \
    --query "agentRuntimes[?starts_with(agentRuntimeName, '${1//-/_}_') && status != 'READY'].agentRuntimeName" --output text) || return 1
  say "${others}"
  [[ -z "${others}" ]]
}

counted() {
  local now count
  now=$(date +%s)
  count=$(number aws cloudwatch get-metric-statistics --namespace Aegis --metric-name RunsFinished --dimensions "Name=Environment,Value=${environment}" \
    --start-time "$((since - 60))" --end-time "$((now + 60))" --period 60 --statistics Sum --region "${region}" --query 'length(Datapoints)') || return 1
  [[ "${count}" -gt 0 ]]
}

traced() {
  local mode now count
  mode=$(aws lambda get-function-configuration --function-name "$1-controller" --region "${region}" --query TracingConfig.Mode --output text) || return 1
  if [[ "${mode}" != Active ]]; then
    say "switched off"
    return
  fi
  now=$(date +%s)
  count=$(number aws xray get-trace-summaries --start-time "${since}" --end-time "${now}" --region "${region}" --query 'length(TraceSummaries)') || return 1
  say "${count} traces"
  [[ "${count}" -gt 0 ]]
}
