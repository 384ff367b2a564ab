import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { createDownload } from '../../src/outgoing/download.ts';
import { SigningKeyPair } from '../sources/minisign.ts';
import { StandIn } from '../sources/stand-in.ts';
import { OwnServer } from '../support/own-server.ts';
import { ask } from '../support/request.ts';

const image = sampleImage();
const sha256 = createHash('sha256').update(image).digest('hex');
const pair = new SigningKeyPair('the key!');
const other = new SigningKeyPair('another!');

describe('images of an account that names a key', function () {
  this.timeout(60_000);
  let server: OwnServer;
  let source: StandIn;
  before(async () => {
    source = await StandIn.start();
    server = await OwnServer.open({ download: createDownload({ plainLoopback: true }) });
  });
  after(async () => {
    await server?.close();
    await source?.[Symbol.asyncDispose]();
  });

  const setKey = (status: number, signingKey: string | null, currentPassword?: string) =>
    server.expect(status, '/account', { method: 'PATCH', json: { signingKey, currentPassword } });
  const keyNow = async () => Object((await server.expect(200, '/account')).json).signingKey;

  function formOf(parts: Readonly<Record<string, string | Uint8Array>>): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries(parts)) {
      if (typeof value === 'string') form.append(name, value);
      else form.append(name, new Blob([new Uint8Array(value)]), name);
    }
    return form;
  }

  async function expectCode(code: string, path: string, body: FormData) {
    const told = await server.expect(422, path, { body });
    assert.equal(Object(told.json).code, code, told.text);
  }

  it('is named by who knows the password, and shown', async () => {
    assert.equal(await keyNow(), null);
    await setKey(400, pair.publicKey);
    await setKey(403, pair.publicKey, 'wrong password');
    await setKey(400, 'RWno', server.administrator.password);
    assert.equal(await keyNow(), null);
    await setKey(200, pair.publicKey, server.administrator.password);
    assert.equal(await keyNow(), pair.publicKey);
  });

  const create = '/hosts/one/unikernels';
  const config = JSON.stringify({ name: 'web' });
  const signature = pair.sign(image);

  it('are created, updated and deployed only with a signature', async () => {
    const update = `${create}/web/update`;
    const deploy = `${create}/web/deployments`;
    await expectCode('signature-missing', create, formOf({ config, image }));
    const wrong = other.sign(image);
    await expectCode('signature-wrong', create, formOf({ config, image, signature: wrong }));
    await server.expect(201, create, { body: formOf({ signature, config, image }) });
    for (const [path, more] of [
      [update, {}],
      [deploy, { settle: '0' }],
    ] as const) {
      await expectCode('signature-missing', path, formOf({ image, ...more }));
      await expectCode('signature-wrong', path, formOf({ image, signature: wrong, ...more }));
      const body = formOf({ image, signature: signature.toString(), ...more });
      await server.expect(200, path, { body });
    }
    await expectCode('signature-missing', `${deploy}?dryRun=true`, formOf({ image }));
    for (const path of [deploy, `${deploy}?dryRun=true`]) {
      await expectCode('signature-wrong', path, formOf({ signature, settle: '0' }));
    }
  });

  it('are fetched only with a signature', async () => {
    source.file('/web.hvt', image);
    const json = { settle: 0, source: { kind: 'https', url: source.at('/web.hvt'), sha256 } };
    const deploy = `${create}/web/deployments`;
    const refused = await server.expect(422, deploy, { json });
    assert.equal(Object(refused.json).code, 'signature-missing', refused.text);
    source.file('/web.hvt.minisig', signature);
    await server.expect(200, deploy, { json });
  });

  it('are fetched with the signature that is sent beside their source', async () => {
    source.file('/unsigned.hvt', image);
    const from = { kind: 'https', url: source.at('/unsigned.hvt'), sha256 };
    const parts = { source: JSON.stringify(from), settle: '0' };
    const deploy = `${create}/signed/deployments`;
    await expectCode('signature-missing', deploy, formOf(parts));
    await expectCode('signature-wrong', deploy, formOf({ ...parts, signature: other.sign(image) }));
    await server.expect(201, deploy, { body: formOf({ ...parts, signature }) });
  });

  it('are not created by mollymawk’s clients', async () => {
    const token = await server.administrator.makeToken(server.url, ['unikernels:write']);
    const body = formOf({
      ...{ albatross_instance: 'one', unikernel_name: 'molly', unikernel_force_create: 'true' },
      ...{ unikernel_config: '{"cpuid": 0}', binary: image },
    });
    const told = await ask(server.url, '/api/unikernel/create', { token, body });
    assert.equal(told.status, 422, told.text);
    assert.match(told.text, /images are signed with/);
  });

  it('need none any more', async () => {
    await setKey(200, null, server.administrator.password);
    await server.expect(201, create, { body: formOf({ config: '{"name":"free"}', image }) });
  });
});
