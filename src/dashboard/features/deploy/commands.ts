import { shellQuote } from '../../format/shell.ts';

/** A deployment, to be said in other ways. */
export interface SaidDeployment {
  /** The server's own address. */
  readonly origin: string;
  readonly host: string;
  readonly name: string;
  /** Without the name where it is in the address. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly fileName: string;
  /** Whether it gives one that runs a new image. */
  readonly isUpdate: boolean;
}

/** A line for a shell that does the same, with a token of `FULMAR_TOKEN`. */
export function curlLine(said: SaidDeployment): string {
  const { origin, host, name, config, fileName, isUpdate } = said;
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
  const { origin, host, name, config, fileName, isUpdate } = said;
  const { name: _name, force, ...others } = config;
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
