# Stops `terraform destroy` before it touches anything where the deployment is protected: it depends on everything, so it
# goes first. `deploy.sh destroy` says how a protected deployment is given up.

resource "terraform_data" "guard" {
  input = module.platform.protected

  provisioner "local-exec" {
    when = destroy
    # "true" is what the value is as a word.
    command     = "if [ \"$PROTECTED\" = true ]; then echo 'This deployment is protected: set deletion_protection = false, apply, then destroy.' >&2; exit 1; fi"
    interpreter = ["sh", "-c"]
    environment = {
      PROTECTED = self.input
    }
  }

  depends_on = [module.platform, module.runtimes, module.images]
}
