import { randomBytes, randomUUID } from 'node:crypto';
import { createSecretBox } from '../../../src/database/secret-box.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { hashSecret, newSecret, visiblePrefix } from '../../../src/identity/credentials/secret.ts';
import { openDatabase } from '../../../src/server/open-database.ts';

/** The migration that the first release began with. */
const firstMigration = 'Migration20261122080658';

/** What was in a database of the first release, and what opens it. */
export interface FirstRelease {
  readonly environment: Readonly<Record<string, string>>;
  readonly token: { readonly id: string; readonly secret: string };
  readonly cookie: string;
  /** A deployment that was under way. */
  readonly deployment: string;
}

/**
 * Makes a database as the first release left it, in `folder`: an administrator `alice` with a token
 * and a session, a host `one` with a policy, a deployment under way, an answer that was kept.
 */
export async function makeFirstRelease(folder: string, emulator: Emulator): Promise<FirstRelease> {
  const key = randomBytes(32);
  const [account, host, token, session, deployment] = Array.from({ length: 5 }, () => randomUUID());
  const [secret, cookie] = [newSecret(), randomBytes(32).toString('base64url')];
  const { certificatePem, privateKeyPem } = emulator.authority;
  const sealed = createSecretBox([key]).seal(Buffer.from(privateKeyPem), `host/${host}`);
  const now = Date.now();
  const rows: readonly [table: string, row: Readonly<Record<string, unknown>>][] = [
    [
      'accounts',
      {
        ...{ id: account, name: 'alice', email: 'alice@example.org', password_hash: 'x' },
        ...{ active: 1, admin: 1, first: 1, created_at: now, approved_at: now },
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
    ['kept_answer', { id: 'k', fingerprint: 'f', status: 204, showed_secret: 0, created_at: now }],
  ];
  const database = await openDatabase({ file: `${folder}/fulmar.sqlite` });
  await database.orm.migrator.up({ to: firstMigration });
  for (const [table, row] of rows) {
    const places = Object.keys(row).map(() => '?');
    const sql = `insert into ${table} (${Object.keys(row)}) values (${places})`;
    await database.em().execute(sql, Object.values(row));
  }
  await database.close();
  const environment = { FULMAR_DATA: folder, FULMAR_SECRET_KEY: key.toString('base64') };
  return {
    environment,
    token: { id: `${token}`, secret },
    cookie: `fulmar_session=${cookie}`,
    deployment: `${deployment}`,
  };
}
