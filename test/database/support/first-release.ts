import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../../src/database/database.ts';
import { createSecretBox } from '../../../src/database/secret-box.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { hashSecret, newSecret, visiblePrefix } from '../../../src/identity/credentials/secret.ts';
import { openDatabase } from '../../../src/server/open-database.ts';

/** A release that left a database behind. */
export interface Release {
  readonly name: string;
  readonly dialect: 'sqlite' | 'postgresql';
  /** Its first tables: those of a migration that is there, or of SQL that is kept here. */
  readonly tables: { readonly migration: string } | { readonly file: string };
}

export const releases: readonly Release[] = [
  { name: 'the earliest', dialect: 'sqlite', tables: { file: 'early-sqlite.sql' } },
  {
    name: 'the first that recorded sizes',
    dialect: 'sqlite',
    tables: { migration: 'Migration20261122080658' },
  },
  { name: 'the earliest', dialect: 'postgresql', tables: { file: 'early-postgresql.sql' } },
  {
    name: 'the first that used each identity once',
    dialect: 'postgresql',
    tables: { migration: 'Migration20261122090819' },
  },
];

/** What was in a database of the first release, and what opens it. */
export interface FirstRelease {
  readonly environment: Readonly<Record<string, string>>;
  readonly token: { readonly id: string; readonly secret: string };
  readonly cookie: string;
  /** A deployment that was under way. */
  readonly deployment: string;
}

/** Where a release was used. */
export interface Place {
  readonly folder: string;
  /** The database, where it is on PostgreSQL. */
  readonly url: string | null;
  readonly emulator: Emulator;
}

/**
 * Makes a database as a release left it: an administrator `alice` with a token
 * and a session, a host `one` with a policy, a deployment under way, an answer that was kept.
 */
export async function makeFirstRelease(
  { dialect, tables }: Release,
  { folder, url, emulator }: Place,
): Promise<FirstRelease> {
  const key = randomBytes(32);
  const [account, host, token, session, deployment] = Array.from({ length: 5 }, () => randomUUID());
  const [secret, cookie] = [newSecret(), randomBytes(32).toString('base64url')];
  const { certificatePem, privateKeyPem } = emulator.authority;
  const sealed = createSecretBox([key]).seal(Buffer.from(privateKeyPem), `host/${host}`);
  const now = new Date();
  const rows: readonly [table: string, row: Readonly<Record<string, unknown>>][] = [
    [
      'accounts',
      {
        ...{ id: account, name: 'alice', email: 'alice@example.org', password_hash: 'x' },
        ...{ active: true, admin: true, first: true, created_at: now, approved_at: now },
      },
    ],
    ['domains', { name: 'alice', account_id: account }],
    [
      'tokens',
      {
        ...{ id: token, account_id: account, name: 'ci', prefix: visiblePrefix(secret) },
        ...{ secret_hash: hashSecret(secret), uses: 7, created_at: now },
        scopes: '["unikernels:write","tokens:write","hosts:read"]',
      },
    ],
    [
      'sessions',
      {
        ...{ id: session, account_id: account, secret_hash: hashSecret(cookie) },
        ...{ created_at: now, last_seen_at: now, address: '127.0.0.1' },
      },
    ],
    [
      'hosts',
      {
        ...{ id: host, name: 'one', transport: 'tls', address: emulator.address },
        ...{ port: emulator.port, certificate: certificatePem, sealed_key: sealed },
        ...{ fingerprint: emulator.fingerprint, created_at: now },
      },
    ],
    [
      'policies',
      {
        ...{ id: randomUUID(), host_id: host, domain: 'alice', unikernels: 5, memory: 512 },
        ...{ storage: 100, cpuids: '[0]', bridges: '[]', updated_at: now },
      },
    ],
    [
      'deployments',
      {
        ...{ id: deployment, host: 'one', domain: 'alice', unikernel: 'web', action: 'create' },
        ...{ state: 'running', account_name: 'alice', request_id: 'r', started_at: now },
      },
    ],
    [
      'kept_answer',
      { id: 'k', fingerprint: 'f', status: 204, showed_secret: false, created_at: now },
    ],
  ];
  const location = url === null ? { file: `${folder}/fulmar.sqlite` } : { url };
  const database = await openDatabase(location);
  if ('migration' in tables) await database.orm.migrator.up({ to: tables.migration });
  else await runFile(database, tables.file);
  for (const [table, row] of rows) {
    const places = Object.keys(row).map(() => '?');
    const sql = `insert into ${table} (${Object.keys(row)}) values (${places})`;
    const values = Object.values(row);
    await database.em().execute(sql, dialect === 'sqlite' ? values.map(asInteger) : values);
  }
  await database.close();
  const environment = {
    FULMAR_DATA: folder,
    FULMAR_SECRET_KEY: key.toString('base64'),
    ...(url !== null && { FULMAR_DATABASE_URL: url }),
  };
  return {
    environment,
    token: { id: `${token}`, secret },
    cookie: `fulmar_session=${cookie}`,
    deployment: `${deployment}`,
  };
}

/** Runs the statements of a file that is kept here, a line each. */
export async function runFile(database: Database, file: string): Promise<void> {
  const statements = await readFile(join(import.meta.dirname, file), 'utf8');
  for (const line of statements.trim().split('\n')) await database.em().execute(line);
}

/** As SQLite has what PostgreSQL has a type of its own for. */
function asInteger(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  return value instanceof Date ? value.getTime() : value;
}
