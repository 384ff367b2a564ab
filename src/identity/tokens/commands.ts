import { includesScope, type Scope } from '../access/scopes.ts';
import type { Token } from './entity.ts';

/**
 * How something is done with a token, ready to be copied. The secret is `$FULMAR_TOKEN` in it, but
 * where that itself is set: there `fmr_…` stands in its place.
 */
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
export function commandsFor({ scopes, hosts, names }: Token, origin: string): Command[] {
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
    {
      id: 'github-actions',
      title: 'GitHub Actions',
      language: 'yaml',
      text: isForVolumes(scopes) ? uploadStep(target) : deployStep(target),
    },
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

function isForVolumes(scopes: readonly Scope[]): boolean {
  return includesScope(scopes, 'volumes:write') && !includesScope(scopes, 'unikernels:write');
}

function deployStep(target: Target): string {
  return actionStep(`Deploy ${target.name}`, target, { image: `${target.name}.hvt` });
}

function uploadStep(target: Target): string {
  return actionStep(`Fill ${target.name}`, target, { operation: 'upload', file: 'disk.img' });
}

/** A step with the action of this project (action.yml); GitHub keeps the secret. */
function actionStep(title: string, { origin, host, name }: Target, more: Inputs): string {
  const inputs = { address: origin, host, name, ...more };
  return [
    `- name: ${yamlText(title)}`,
    '  uses: OWNER/fulmar@COMMIT',
    '  with:',
    `    token: \${{ secrets.FULMAR_TOKEN }}`,
    ...Object.entries(inputs).map(([input, value]) => `    ${input}: ${yamlText(value)}`),
  ].join('\n');
}

type Inputs = Readonly<Record<string, string>>;

/** Else `null` would be nothing, and `1e3` a number. */
function yamlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function secret({ origin }: Target): string {
  return [
    'kubectl create secret generic fulmar \\',
    `  --from-literal=FULMAR_URL=${quoted(origin)} \\`,
    '  --from-literal=FULMAR_TOKEN="$FULMAR_TOKEN"',
  ].join('\n');
}

function environment({ origin }: Target): string {
  return `export FULMAR_URL=${quoted(origin)}\nexport FULMAR_TOKEN='fmr_…'`;
}

/** Some shells look for files where an address has brackets, as that of an IPv6 host. */
function quoted(address: string): string {
  return /^[\w.:/-]+$/.test(address) ? address : `'${address}'`;
}
