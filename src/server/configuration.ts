import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod';
import { explainIssue } from '../base/explain-issue.ts';
import type { DatabaseAddress, Network } from '../base/parsers.ts';
import { findDoubts } from './find-doubts.ts';
import { settings, type Variable, variables } from './settings.ts';

/** The server's configuration (docs/configuration.md). Sizes are octets, times are milliseconds. */
export interface Config
  extends Omit<
    z.output<typeof settings>,
    'database' | 'trustProxy' | 'spoolShare' | 'tlsCert' | 'tlsKey'
  > {
  /** The certificate and the key to speak HTTPS with; null: it speaks HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly trustProxy: readonly Network[];
  readonly database: DatabaseAddress;
  readonly spoolShare: number;
  /** What of the environment looks like a setting, and is none: a sentence each. */
  readonly doubts: readonly string[];
}

const keyNeeded =
  'FULMAR_SECRET_KEY: has to be given with PostgreSQL, the same to every server that uses it';

const s3KeyNeeded =
  'FULMAR_IMAGES: a bucket needs FULMAR_S3_KEY_ID and FULMAR_S3_SECRET, or their _FILE twins';

const mailNeeds = 'FULMAR_SMTP_URL: needs FULMAR_MAIL_FROM, and FULMAR_URL for links in mails';
const keyPairNeeded =
  'FULMAR_TLS_CERT: a certificate and its key are given together, FULMAR_TLS_CERT and FULMAR_TLS_KEY';

const httpsNeeded =
  'FULMAR_URL: has to begin with https:// where the server has a certificate (FULMAR_TLS_CERT)';

const passphraseNeeded = 'FULMAR_BACKUP_FOLDER: needs FULMAR_BACKUP_PASSPHRASE, or its _FILE twin';

type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with the environment: all of it, one line a variable; no value is repeated. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/**
 * The configuration that the environment asks for. Throws `ConfigError`, with all faults; a name that is
 * not known is none by itself, but may be why another is missing.
 */
export function readConfig(environment: Environment): Config {
  const doubts = findDoubts(environment, describeConfig());
  try {
    return { ...readSettings(environment), doubts };
  } catch (error) {
    if (!(error instanceof ConfigError) || doubts.length === 0) throw error;
    throw new ConfigError([...error.faults, ...doubts]);
  }
}

function readSettings(environment: Environment): Omit<Config, 'doubts'> {
  const faults: string[] = [];
  const texts: Record<string, string | undefined> = {};
  for (const [key, variable] of listVariables()) {
    texts[key] = readText(variable, environment, faults);
  }
  const parsed = settings.safeParse(texts, { error: explainIssue });
  const issues = parsed.error?.issues ?? [];
  faults.push(...issues.map(({ path, message }) => `${nameOf(path[0])}: ${message}`));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const { trustProxy, tlsCert, tlsKey, ...config } = parsed.data;
  const database = config.database ?? { file: join(config.data, 'fulmar.sqlite') };
  if ('url' in database && !config.secretKeys) throw new ConfigError([keyNeeded]);
  const { images, s3KeyId, s3Secret } = config;
  if (images && 's3' in images && !(s3KeyId && s3Secret)) throw new ConfigError([s3KeyNeeded]);
  if (config.smtp && !(config.mailFrom && config.url)) throw new ConfigError([mailNeeds]);
  if (config.backupFolder && !config.backupPassphrase) throw new ConfigError([passphraseNeeded]);
  const tls = readTls(parsed.data);
  const spoolShare = config.spoolShare ?? Math.floor(config.spoolLimit / 2);
  return { ...config, trustProxy: trustProxy ?? [], tls, database, spoolShare };
}

function readTls({ tlsCert, tlsKey, url }: z.output<typeof settings>): Config['tls'] {
  if (!tlsCert && !tlsKey) return null;
  if (!tlsCert || !tlsKey) throw new ConfigError([keyPairNeeded]);
  if (url?.protocol === 'http:') throw new ConfigError([httpsNeeded]);
  return { cert: tlsCert, key: tlsKey };
}

/** All variables, for the manual. */
export function describeConfig(): readonly Variable[] {
  return listVariables().map(([, variable]) => variable);
}

function listVariables(): [string, Variable][] {
  return Object.entries(settings.shape).flatMap(([key, schema]) => {
    const variable = variables.get(schema);
    return variable ? [[key, variable] satisfies [string, Variable]] : [];
  });
}

function nameOf(key: PropertyKey | undefined): string {
  return listVariables().find(([candidate]) => candidate === key)?.[1].name ?? String(key);
}

/** The text of a variable, or of the file that its twin `_FILE` names; empty is as good as none. */
function readText(variable: Variable, environment: Environment, faults: string[]) {
  const lower = variable.lowerCase && environment[variable.name.toLowerCase()];
  const text = lower || environment[variable.name] || undefined;
  const file = variable.secret && environment[`${variable.name}_FILE`];
  if (!file) return text;
  if (text) {
    faults.push(`${variable.name}: given twice, by itself and as ${variable.name}_FILE`);
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    faults.push(`${variable.name}_FILE: cannot be read (${Reflect.get(Object(error), 'code')})`);
    return undefined;
  }
}
