"""The agents' images, which the apply itself builds and pushes: with which words, under which tags, when, and that the runtimes
are pinned to what the registry has. Docker is a stand-in that writes down what it is told."""

import hashlib
import json
import re

from checks import need

AGENTS = ("analyst", "researcher", "writer")


class Images:
    def __init__(self, life):
        self.deployment, self.world = life.deployment, life.deployment.world
        self.context = self.deployment.copy / "target" / "agents"

    def shown(self):
        """One apply and a second plan are over."""
        said = [json.loads(line) for line in (self.world.folder / "docker.txt").read_text().splitlines()]
        builds = [words[2:] for words in said if words[:2] == ["buildx", "build"]]
        need(len(builds) == len(AGENTS), f"{len(builds)} builds for {len(AGENTS)} agents")
        outputs = self.deployment.outputs()
        tag, running = f"content-{self.content()[:16]}", runtimes(self.deployment)
        for agent in AGENTS:
            address = outputs["ecr_repository_urls"][agent]
            need(["login", "--username", "AWS", "--password-stdin", address.split("/")[0]] in said, f"{agent}: no sign-in at the registry")
            self.built(next((words for words in builds if f"AGENT={agent}" in words), []), agent, address, tag)
            digest = self.pushed(agent, address, tag)
            need(outputs["image_digests"][agent] == digest, f"{agent}: the output says {outputs['image_digests'][agent]}, the registry {digest}")
            need(running[agent]["image"] == f"{address}@{digest}", f"{agent}: its runtime has {running[agent]}")
        return f"{len(builds)} builds for arm64 without provenance, three tags each, runtimes pinned by digest; {self.rebuilt()}"

    def content(self):
        """What Terraform makes of the folder's files."""
        files = sorted(str(path.relative_to(self.context)) for path in self.context.rglob("*") if path.is_file())
        need({"Dockerfile", "aegis-agents"} < set(files), f"the folder has {files}")
        lines = [f"{hashlib.sha256((self.context / name).read_bytes()).hexdigest()} {name}" for name in files]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def built(self, words, agent, address, tag):
        options = list(zip(words, words[1:]))
        for wanted in (("--platform", "linux/arm64"), ("--build-arg", f"AGENT={agent}")):
            need(wanted in options, f"{agent}: built without {' '.join(wanted)}: {words}")
        need("--provenance=false" in words and "--push" in words, f"{agent}: {words}")
        tags = [value.removeprefix(f"{address}:") for name, value in options if name == "--tag"]
        times = [name for name in tags if re.fullmatch(r"\d{8}T\d{6}Z", name)]
        need(len(times) == 1 and sorted(tags) == sorted([tag, "latest", *times]), f"{agent}: the tags are {tags}")

    def pushed(self, agent, address, tag):
        """The digest that the registry has for the content's tag; the other tags are of the same image."""
        registry = self.world.root.client("ecr")
        found = registry.describe_images(repositoryName=address.split("/", 1)[1])["imageDetails"]
        need(len(found) == 1 and {tag, "latest"} < set(found[0]["imageTags"]), f"{agent}: the registry has {found}")
        return found[0]["imageDigest"]

    def rebuilt(self):
        """Another program is another image, and only then is one built."""
        program = self.context / "aegis-agents"
        before = program.read_bytes()
        program.write_bytes(before + b"another one\n")
        try:
            changes, _ = self.deployment.changes()
        finally:
            program.write_bytes(before)
        for agent in AGENTS:
            for wanted in (f'module.images.terraform_data.image["{agent}"]: delete/create', f'module.runtimes.terraform_data.agent["{agent}"]: input'):
                need(wanted in changes, f"another program does not mean {wanted}, but {changes}")
        return "none is built again until the program changes"


def runtimes(deployment):
    """What each agent's runtime is told."""
    state = json.loads(deployment.terraform("show", "-json"))
    modules = state["values"]["root_module"]["child_modules"]
    made = next(module for module in modules if module["address"] == "module.runtimes")
    return {entry["index"]: entry["values"]["input"] for entry in made["resources"] if entry["type"] == "terraform_data"}
