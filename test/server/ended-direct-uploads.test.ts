import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ask, type Told } from '../support/request.ts';
import { generousPolicy } from './support/administrator.ts';
import { useServer } from './support/server-world.ts';
import { SlowUpload } from './support/slow-upload.ts';
import { until } from './support/until.ts';

const mebibyte = 1024 * 1024;
const content = randomBytes(mebibyte);
const sent = content.subarray(0, mebibyte / 2);

interface Owner {
  readonly name: string;
  readonly id: string;
  /** Of a token that may fill volumes. */
  readonly token: string;
  readonly tokenId: string;
}

describe('a direct upload whose credential ends meanwhile', function () {
  this.timeout(60_000);
  const server = useServer();

  const manage = (status: number, path: string, method: string, json?: object): Promise<Told> =>
    server().administrator.expect(status, server().url, path, { method, ...(json && { json }) });

  /** An account with a policy on the host, and a volume there. */
  async function makeOwner(name: string): Promise<Owner> {
    const { url } = server();
    const person = { email: `${name}@example.org`, password: 'a horse that is correct' };
    const { id } = Object((await ask(url, '/api/v1/accounts', { json: { name, ...person } })).json);
    await manage(200, `/accounts/${id}`, 'PATCH', { active: true });
    await manage(200, `/accounts/${id}/policies/one`, 'PUT', generousPolicy);
    const signedIn = await ask(url, '/api/v1/session', { json: person });
    const [cookie = ''] = signedIn.headers.getSetCookie()[0]?.split(';') ?? [];
    const made = await ask(url, '/api/v1/tokens', {
      json: { name: 'ci', scopes: ['volumes:write', 'tokens:write'] },
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    const { id: tokenId, secret: token } = Object(made.json);
    const volume = { token, json: { name: 'data', size: 1 } };
    assert.equal((await ask(url, '/api/v1/hosts/one/volumes', volume)).status, 201);
    return { name, id, token, tokenId };
  }

  const byToken = ({ token, tokenId }: Owner, method: string, json?: object) =>
    ask(server().url, `/api/v1/tokens/${tokenId}`, { method, token, ...(json && { json }) });

  const ends: Readonly<Record<string, [number, string, (owner: Owner) => Promise<unknown>]>> = {
    revoked: [401, 'credential-revoked', (owner) => byToken(owner, 'DELETE')],
    narrowed: [
      403,
      'scope-missing',
      (owner) => byToken(owner, 'PATCH', { scopes: ['volumes:read'] }),
    ],
    suspended: [
      401,
      'credential-suspended',
      ({ id }) => manage(200, `/accounts/${id}`, 'PATCH', { active: false }),
    ],
    deleted: [
      401,
      'credential-revoked',
      ({ id }) => manage(200, `/accounts/${id}?destroy=true`, 'DELETE'),
    ],
  };
  const uploads = new Map<string, SlowUpload>();

  before(async () => {
    const { url } = server();
    const owners = new Map<string, Owner>();
    for (const how of Object.keys(ends)) owners.set(how, await makeOwner(how));
    for (const [how, { token }] of owners) {
      const upload = new SlowUpload({ url, token }, 'data', mebibyte, { direct: true });
      await upload.send(sent);
      uploads.set(how, upload);
    }
    await until(() => server().seen('block-set') === owners.size);
    for (const [how, owner] of owners) await ends[how]?.[2](owner);
  });
  after(() => {
    for (const upload of uploads.values()) upload.leave();
  });

  for (const [how, [status, code]] of Object.entries(ends)) {
    it(`ends within seconds, and leaves the volume its size [${how}]`, async () => {
      const answer = await uploads.get(how)?.answer;
      assert.equal(answer?.status, status, answer?.text);
      const { code: told, detail } = JSON.parse(answer?.text ?? '');
      assert.equal(told, code);
      assert.match(
        detail,
        /The volume may hold the first \d+ octets of the new content and zeros\./,
      );
      const stored = await readFile(join(server().folder, 'host', 'block', `${how}:data`));
      assert.equal(stored.length, mebibyte);
      assert.deepEqual(stored.subarray(-sent.length), Buffer.alloc(sent.length));
    });
  }

  it('goes on where the credential was changed and may still send it', async () => {
    const owner = await makeOwner('renamed');
    const { url } = server();
    const upload = new SlowUpload({ url, token: owner.token }, 'data', mebibyte, { direct: true });
    const already = server().seen('block-set');
    await upload.send(sent);
    await until(() => server().seen('block-set') > already);
    await byToken(owner, 'PATCH', { description: 'another' });
    upload.end(content.subarray(sent.length));
    const { status, text } = await upload.answer;
    assert.equal(status, 200, text);
  });
});
