import type { Token } from './entity.ts';

/** How something is done with a token, ready to be copied; the secret is `$FULMAR_TOKEN` in it. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly language: 'shell' | 'yaml';
  readonly text: string;
}

/** What the commands are about. */
interface Target {
  /** The server's address, as `https://fulmar.example.org`. */
  readonly origin: string;
  readonly host: string;
  readonly name: string;
}

const curl = 'curl --fail-with-body';
const bearer = '-H "Authorization: Bearer $FULMAR_TOKEN"';

/** The authentication commands for a token, with its first host and name where it has some. */
export function commandsFor({ hosts, names }: Token, origin: string): Command[] {
  const host = hosts?.[0] ?? 'HOST';
  const name = names?.[0]?.replaceAll('*', 'NAME') ?? 'NAME';
  const target = { origin, host, name };
  return [
    {
      id: 'curl',
      title: 'curl',
      language: 'shell',
      text: `${curl} ${bearer} ${quoted(`${origin}/api/v1/tokens/current`)}`,
    },
    { id: 'curl-upload', title: 'Volume upload', language: 'shell', text: upload(target) },
    { id: 'github-actions', title: 'GitHub Actions', language: 'yaml', text: actionsStep(target) },
    { id: 'kubernetes', title: 'Kubernetes secret', language: 'shell', text: secret(target) },
    {
      id: 'basic',
      title: 'HTTP Basic',
      language: 'shell',
      text: `${curl} -u "token:$FULMAR_TOKEN" ${quoted(`${origin}/healthz`)}`,
    },
    { id: 'environment', title: 'Environment', language: 'shell', text: environment(target) },
  ];
}

function upload({ origin, host, name }: Target): string {
  const address = `${origin}/api/v1/hosts/${host}/volumes/${name}/data`;
  return `${curl} ${bearer} \\\n  -T disk.img ${quoted(address)}`;
}

/** GitHub keeps the secret; the step sees it as a variable of its environment. */
function actionsStep({ origin, host, name }: Target): string {
  return [
    `- name: Deploy ${name}`,
    '  env:',
    `    FULMAR_TOKEN: \${{ secrets.FULMAR_TOKEN }}`,
    '  run: |',
    `    ${curl} ${bearer} \\`,
    `      -F 'config={"name": "${name}", "force": true}' -F image=@${name}.hvt \\`,
    `      ${quoted(`${origin}/api/v1/hosts/${host}/unikernels`)}`,
  ].join('\n');
}

function secret({ origin }: Target): string {
  return [
    'kubectl create secret generic fulmar \\',
    `  --from-literal=FULMAR_URL=${quoted(origin)} \\`,
    '  --from-literal=FULMAR_TOKEN="$FULMAR_TOKEN"',
  ].join('\n');
}

function environment({ origin }: Target): string {
  return `export FULMAR_URL=${quoted(origin)}\nexport FULMAR_TOKEN="$FULMAR_TOKEN"`;
}

/** Some shells look for files where an address has brackets, as that of an IPv6 host. */
function quoted(address: string): string {
  return /^[\w.:/-]+$/.test(address) ? address : `'${address}'`;
}
