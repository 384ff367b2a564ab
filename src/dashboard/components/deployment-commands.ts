import { maskArguments } from '../../base/mask-arguments.ts';
import type { CreateConfig } from '../api/deploy.ts';
import { shellQuote } from '../format/shell.ts';

/** A deployment, to be said in other ways. What is secret in its arguments is masked in all of them. */
export interface SaidDeployment {
  /** The server's own address. */
  readonly origin: string;
  readonly host: string;
  readonly account: string;
  readonly name: string;
  /** Without the name where it is in the address. */
  readonly config: Partial<CreateConfig>;
  readonly fileName: string;
  /** Whether it gives one that runs a new image. */
  readonly isUpdate: boolean;
}

/** A line for a shell that does the same, with a token of `FULMAR_TOKEN`. */
export function curlLine(said: SaidDeployment): string {
  const { origin, host, name, fileName, isUpdate } = said;
  const config = masked(said.config);
  const unikernels = `${origin}/api/v1/hosts/${host}/unikernels`;
  return [
    'curl --fail-with-body -H "Authorization: Bearer $FULMAR_TOKEN"',
    // `-F` would take a semicolon in it for a type.
    `--form-string ${shellQuote(`config=${JSON.stringify(config)}`)}`,
    `-F ${shellQuote(`image=@${curlFileName(fileName)}`)}`,
    shellQuote(isUpdate ? `${unikernels}/${name}/update` : unikernels),
  ].join(' \\\n  ');
}

/** A step of a GitHub Actions job that does the same: it creates the unikernel, or updates it. */
export function actionStep(said: SaidDeployment): string {
  const { origin, host, name, fileName, isUpdate } = said;
  const { name: _name, force, ...others } = masked(said.config);
  // It creates nothing over what runs, and so has nothing to force but an update.
  const rest = { ...others, ...(isUpdate && force === true && { force }) };
  return [
    '- uses: OWNER/fulmar@COMMIT',
    '  with:',
    `    address: ${yamlText(origin)}`,
    `    token: \${{ secrets.FULMAR_TOKEN }}`,
    `    host: ${yamlText(host)}`,
    `    name: ${yamlText(name)}`,
    `    image: ${yamlText(fileName)}`,
    ...(Object.keys(rest).length > 0 ? [`    config: ${yamlText(JSON.stringify(rest))}`] : []),
  ].join('\n');
}

/** The same for who holds the key of the host's CA: it goes there without this server. */
export function albatrossLine(said: SaidDeployment): string {
  const { account, name, fileName, isUpdate } = said;
  const config = masked(said.config);
  const options = [
    ...(isUpdate || config.force ? ['--force'] : []),
    ...(config.memory === undefined ? [] : [`--mem=${config.memory}`]),
    ...(config.cpuids ?? []).map((id) => `--cpu=${id}`),
    ...(config.arguments ?? []).map((text) => `--arg=${shellQuote(text)}`),
    ...(config.blockDevices ?? []).map(blockOption),
    ...(config.networkDevices ?? []).map(networkOption),
    ...exitOptions(config.failBehaviour),
    ...(config.startup === undefined ? [] : [`--startup=${config.startup}`]),
    ...(config.addName === false ? ['--no-add-name'] : []),
  ];
  return [
    'albatross-client create --destination=ADDRESS',
    '--server-ca=cacert.pem --ca=ca.pem --ca-key=ca.key',
    ...options,
    `${shellQuote(`${account}:${name}`)} ${shellQuote(fileName)}`,
  ].join(' \\\n  ');
}

function blockOption({ name, volume, sectorSize }: BlockDevice): string {
  const size = sectorSize ? `@${sectorSize}` : '';
  return `--block=${shellQuote(`${name}${volume ? `:${volume}` : ''}${size}`)}`;
}

function networkOption({ name, bridge, mac }: NetworkDevice): string {
  return `--net=${shellQuote(`${name}:${bridge ?? name}${mac ? `@${mac}` : ''}`)}`;
}

type BlockDevice = NonNullable<CreateConfig['blockDevices']>[number];
type NetworkDevice = NonNullable<CreateConfig['networkDevices']>[number];

/** Where nothing is said, a host restarts what the API creates, and leaves what the client does. */
function exitOptions(behaviour: CreateConfig['failBehaviour'] = { restart: null }): string[] {
  if (behaviour === 'quit') return [];
  return ['--restart-on-fail', ...(behaviour.restart ?? []).map((code) => `--exit-code=${code}`)];
}

/** Whether something in a deployment is not said in the commands, since it is secret. */
export const hasMasks = ({ config }: Pick<SaidDeployment, 'config'>) =>
  JSON.stringify(masked(config)) !== JSON.stringify(config);

function masked(config: SaidDeployment['config']): SaidDeployment['config'] {
  const { arguments: texts } = config;
  return texts ? { ...config, arguments: maskArguments(texts) } : config;
}

/** curl takes `,` and `;` for ends of a name unless it is quoted. */
function curlFileName(name: string): string {
  if (!/[",;\\]/.test(name)) return name;
  return `"${name.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`;
}

/** A text as a YAML scalar in single quotes, in which GitHub finds no expression of its own. */
function yamlText(text: string): string {
  const opening = '$' + '{{';
  const escaped = text.replaceAll(opening, `${opening} '${opening}' }}`);
  return `'${escaped.replaceAll("'", "''")}'`;
}
