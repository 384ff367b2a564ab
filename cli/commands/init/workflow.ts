/** What a workflow is made for. */
export interface Workflow {
  readonly name: string;
  readonly host: string | null;
  readonly image: string;
  /** What its token has to have, the smallest that does. */
  readonly scopes: readonly string[];
  /** What follows `fulmar`, such as `apply`. */
  readonly apply: string;
}

/** A workflow for GitHub that builds and deploys, and the command that makes its token. */
export function workflow({ name, host, image, scopes, apply }: Workflow): string {
  const scope = scopes.map((each) => ` --scope ${each}`).join('');
  const reach = `${host === null ? '' : ` --host ${host}`} --for '${name}*'`;
  return `# .github/workflows/deploy.yml
name: Deploy
on:
  push:
    branches: [main]
permissions:
  contents: read
concurrency: deploy-${name}
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      - name: Build
        run: echo 'Put the build of ${image} here.' && exit 1
      - name: Deploy
        env:
          FULMAR_SERVER: \${{ vars.FULMAR_SERVER }}
          FULMAR_TOKEN: \${{ secrets.FULMAR_TOKEN }}
        run: |
          curl --fail --silent --show-error --output fulmar "$FULMAR_SERVER/cli"
          node fulmar ${apply}

# The variable FULMAR_SERVER of the repository is the server's address, its secret FULMAR_TOKEN what this prints:
#   fulmar tokens create 'deploy ${name}'${scope}${reach} --expires '1 month'
# The token of \`fulmar login\` lasts 3 months and cannot create one that outlives it: for longer, create one in the dashboard, under Tokens.`;
}
