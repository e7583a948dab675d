variable "prefix" {
  description = "First part of the repositories' names."
  type        = string
}

variable "agent_types" {
  description = "Agents that have an image."
  type        = set(string)
}

variable "scan_on_push" {
  description = "Whether ECR looks for known weaknesses in each image."
  type        = bool
}

variable "force_delete" {
  description = "Whether a repository may be deleted with its images, those tagged `keep-` too: only `deploy.sh destroy` looks for them before."
  type        = bool
}

variable "build_images" {
  description = "Whether the images are built and pushed in the apply, which needs Docker with buildx."
  type        = bool
}

variable "image_digests" {
  description = "Images that were pushed before, by agent, where none are built: a digest of the agent's own repository, or `REPOSITORY@DIGEST`."
  type        = map(string)
}

variable "image_context" {
  description = "Folder that the images are built from: a Dockerfile and what it copies. The agent's name is the build argument AGENT."
  type        = string
}

variable "image_platform" {
  description = "What the images run on. AgentCore takes `linux/arm64` only."
  type        = string
  default     = "linux/arm64"
}
