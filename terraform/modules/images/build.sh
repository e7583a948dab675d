#!/bin/sh
# Builds one agent's image and pushes it under three tags: its content's, the time's and `latest`. Called by Terraform.
set -eu

: "${AGENT:?}" "${CONTENT_TAG:?}" "${CONTEXT:?}" "${PLATFORM:?}" "${REGION:?}" "${REPOSITORY:?}"

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

command -v docker >/dev/null 2>&1 || fail "docker is not installed: install it, or set build_images = false and give image_digests."
docker buildx version >/dev/null 2>&1 || fail "docker has no buildx: install the plugin docker-buildx."
command -v aws >/dev/null 2>&1 || fail "the AWS command line is not installed; it signs docker in to ECR."

# Read once: two readings can be two minutes.
now=$(date -u +%Y%m%dT%H%M%SZ)

aws ecr get-login-password --region "$REGION" | docker login --username AWS --password-stdin "${REPOSITORY%%/*}" ||
  fail "docker could not sign in to ${REPOSITORY%%/*}: check the AWS credentials and ecr:GetAuthorizationToken."

# Without provenance the image's manifest is the image itself; AgentCore takes no index.
docker buildx build \
  --platform "$PLATFORM" \
  --provenance=false \
  --build-arg "AGENT=$AGENT" \
  --tag "$REPOSITORY:$CONTENT_TAG" \
  --tag "$REPOSITORY:$now" \
  --tag "$REPOSITORY:latest" \
  --push \
  "$CONTEXT"
