import assert from 'node:assert/strict';
import { createPost } from '../../../src/outgoing/post.ts';
import { until } from '../../server/support/until.ts';
import { OwnServer } from '../../support/own-server.ts';
import { ShiftedClock } from '../../support/shifted-clock.ts';
import { Receiver, verifyWebhook } from '../support/receiver.ts';

describe('the API of channels', function () {
  this.timeout(60_000);
  let server: OwnServer;
  let receiver: Receiver;
  const clock = new ShiftedClock();
  before(async () => {
    receiver = await Receiver.open();
    server = await OwnServer.open({ post: createPost({ plainLoopback: true }), clock: clock.now });
  });
  after(async () => {
    await server?.close();
    await receiver?.[Symbol.asyncDispose]();
  });

  const make = async (more: object = {}, path = '/channels') => {
    const json = { kind: 'webhook', name: 'ci', url: receiver.url, types: ['token.'], ...more };
    return Object((await server.expect(201, path, { json })).json);
  };
  const deliveries = async (path: string) =>
    Object((await server.expect(200, `${path}/deliveries`)).json).data;
  const remove = (path: string) => server.expect(204, path, { method: 'DELETE' });
  const token = async (scopes: string[], more: object = {}) => {
    const json = { name: 't', scopes, ...more };
    return Object((await server.expect(201, '/tokens', { json })).json).secret;
  };

  it('tells what happens, and shows what was told', async () => {
    const { id, secret, target } = await make();
    assert.equal(target, new URL(receiver.url).origin);
    const json = { name: 'gone', scopes: ['events:read'] };
    const made = Object((await server.expect(201, '/tokens', { json })).json);
    await server.expect(204, `/tokens/${made.id}`, { method: 'DELETE' });
    await until(() => receiver.received.length === 1);
    const [first] = receiver.received;
    assert.ok(first);
    assert.equal(Object(verifyWebhook(secret, first, clock.now())).type, 'token.revoked');
    const path = `/channels/${id}`;
    await until(async () => (await deliveries(path))[0]?.state === 'delivered');
    const [delivery] = await deliveries(path);
    assert.partialDeepStrictEqual(delivery, {
      status: 204,
      summary: 'The token gone was revoked.',
    });
    const again = `${path}/deliveries/${delivery.id}/redeliver`;
    await server.expect(429, again, { method: 'POST' });
    clock.pass(1);
    await server.expect(202, again, { method: 'POST' });
    await server.expect(202, `${path}/test`, { method: 'POST' });
    await until(() => receiver.received.length === 3);
    await remove(path);
    assert.equal((await server.ask(path)).status, 404);
  });

  it('never shows a secret again', async () => {
    const { id, secret } = await make({ url: `${receiver.url}/s3cret` });
    const rotated = Object(
      (await server.expect(200, `/channels/${id}/rotate`, { method: 'POST' })).json,
    );
    const chat = { kind: 'text', template: '{{text}}', header: { name: 'x-key', value: 's3cret' } };
    await make(chat);
    const { text } = await server.expect(200, '/channels');
    for (const hidden of [secret, rotated.secret, 's3cret']) assert.ok(!text.includes(hidden));
    assert.match(text, /"x-key"/);
  });

  it('shows no secret that somebody has written into a template, and keeps it', async () => {
    const template = '{"token": "xoxb-1", "text": "{{text}}", "as": "Bearer s3cret"}';
    const header = { name: 'x-key', value: 'Bearer s3cret' };
    receiver.default = (answer, { path, body }) =>
      void answer.writeHead(400).end(`${path} ${body}`);
    const url = `${receiver.url}/s3cret-place`;
    const { id, text } = await make({ kind: 'text', template, header, url });
    const shown = '{"token": "•••", "text": "{{text}}", "as": "•••"}';
    assert.equal(text.template, shown);
    const path = `/channels/${id}`;
    const patch = (status: number, json: object) =>
      server.expect(status, path, { method: 'PATCH', json });
    const changed = Object((await patch(200, { template: shown, name: 'renamed' })).json);
    assert.equal(changed.text.template, shown);
    // Where it would be shown, or be sent to somebody else.
    await patch(400, { template: '{"token": "•••"}' });
    await patch(400, { template: shown.replace('token', 'note') });
    await patch(400, { template: `${shown} {{title}}` });
    for (const elsewhere of ['https://example.org/', `${receiver.url}/another-place`]) {
      await patch(400, { url: elsewhere });
      await patch(400, { url: elsewhere, template: '{{text}}' });
      await patch(400, { url: elsewhere, header });
    }
    await server.expect(202, `${path}/test`, { method: 'POST' });
    await until(async () => (await deliveries(path))[0]?.status === 400);
    const sent = JSON.parse(receiver.received.at(-1)?.body ?? '');
    assert.deepEqual([sent.token, sent.as], ['xoxb-1', 'Bearer s3cret']);
    const [{ answer }] = await deliveries(path);
    assert.match(answer, /This is a test/);
    assert.doesNotMatch(answer, /s3cret|xoxb/);
    receiver.default = (taken) => void taken.writeHead(204).end();
    await remove(path);
  });

  it('shows nothing of a template that was hidden because the header had it', async () => {
    const header = { name: 'x-key', value: 'hunter2' };
    for (const other of [null, { ...header, value: 'hunter3' }]) {
      const { id, text } = await make({ kind: 'text', template: '{"note": "hunter2"}', header });
      assert.equal(text.template, '{"note": "•••"}');
      const path = `/channels/${id}`;
      await server.expect(400, path, { method: 'PATCH', json: { header: other } });
      const json = { header: other, template: '{"note": "{{text}}"}' };
      await server.expect(200, path, { method: 'PATCH', json });
      await remove(path);
    }
  });

  it('keeps no part of a secret that an answer repeats, however it is written', async () => {
    const place = 'aB3dE6-placeOfOurs/very%20secret-part';
    const url = `${receiver.url}/${place}`;
    const { id } = await make({ kind: 'text', template: '{{text}}', url });
    const path = `/channels/${id}`;
    receiver.default = (answer, { path: asked }) => {
      const [one, other] = [asked.replaceAll('/', '\\/'), decodeURIComponent(asked)];
      const lead = `${one} ${other} ${asked} `;
      const short = lead.replaceAll(one, '•••').replaceAll(other, '•••').replaceAll(asked, '•••');
      answer.writeHead(400).end(lead + 'x'.repeat(490 - short.length) + asked);
    };
    await server.expect(202, `${path}/test`, { method: 'POST' });
    await until(async () => (await deliveries(path))[0]?.status === 400);
    const [{ answer }] = await deliveries(path);
    assert.match(answer, /xxx/);
    assert.doesNotMatch(answer, /aB3dE6|place|secret/);
    receiver.default = (taken) => void taken.writeHead(204).end();
    await remove(path);
  });

  it('changes, mutes and switches off what is given, and nothing else', async () => {
    const { id } = await make({ kind: 'text', template: '{{title}}' });
    const path = `/channels/${id}`;
    const patch = async (json: object) =>
      Object((await server.expect(200, path, { method: 'PATCH', json })).json);
    const mutedUntil = '2999-01-01T00:00:00.000Z';
    assert.partialDeepStrictEqual(await patch({ mutedUntil }), { mutedUntil, enabled: true });
    assert.partialDeepStrictEqual(await patch({ enabled: false }), { mutedUntil, enabled: false });
    const { text } = await patch({ method: 'PUT' });
    assert.deepEqual(text, {
      ...{ method: 'PUT', contentType: 'application/json', template: '{{title}}', header: null },
    });
  });

  for (const [what, json, at] of [
    ['an address without TLS', { url: 'http://example.org/' }, 'url'],
    ['an address with a password', { url: 'https://a:b@example.org/' }, 'url'],
    ['a port of mail', { url: 'https://example.org:25/' }, 'url'],
    ['a type that is none', { types: ['Unikernel'] }, 'types.0'],
    ...['Content-Length', 'host', 'Transfer-Encoding', 'Connection', 'Proxy-Authorization'].map(
      (name) =>
        [
          `the header ${name}`,
          { kind: 'text', template: '{{text}}', header: { name, value: '1' } },
          'header.name',
        ] as const,
    ),
    ['a placeholder that is none', { kind: 'text', template: '{{secret}}' }, 'template'],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const whole = { kind: 'webhook', name: 'x', url: receiver.url, types: ['*'], ...json };
      const { json: problem } = await server.expect(400, '/channels', { json: whole });
      assert.deepEqual(
        Object(problem).errors.map(({ path }: { path: string }) => path),
        [at],
      );
    });
  }

  it('refuses mails where none are sent, and more channels than there may be', async () => {
    const json = { kind: 'mail', name: 'me', types: ['*'] };
    const told = await server.expect(409, '/channels', { json });
    assert.equal(Object(told.json).code, 'mail-not-set-up');
    const count = Object((await server.expect(200, '/server/channels')).json).data.length;
    for (let n = count; n < 20; n += 1) await make({}, '/server/channels');
    const more = { kind: 'webhook', name: 'x', url: receiver.url, types: ['*'] };
    const full = await server.expect(409, '/server/channels', { json: more });
    assert.equal(Object(full.json).code, 'limit-reached');
  });

  it('is for tokens with its scopes that are for all hosts and names', async () => {
    const status = async (token: string, method = 'GET') =>
      (await server.ask('/channels', { token, method, ...(method === 'POST' && { json: {} }) }))
        .status;
    const read = await token(['notifications:read']);
    assert.deepEqual([await status(read), await status(read, 'POST')], [200, 403]);
    const write = await token(['notifications:write']);
    assert.deepEqual([await status(write), await status(write, 'POST')], [200, 400]);
    assert.equal(await status(await token(['notifications:write'], { hosts: ['one'] })), 403);
    assert.equal(await status(await token(['events:read'])), 403);
  });

  it('mutes objects until then, in the place of what was said before', async () => {
    const object = 'hosts/one/unikernels/web';
    const mute = (until: string) => server.expect(201, '/mutes', { json: { object, until } });
    await mute('2999-01-01T00:00:00Z');
    await mute('2998-01-01T00:00:00Z');
    const list = async () => Object((await server.expect(200, '/mutes')).json).data;
    const [only, ...more] = await list();
    assert.deepEqual(more, []);
    assert.partialDeepStrictEqual(only, { object, until: '2998-01-01T00:00:00.000Z' });
    await remove(`/mutes/${only.id}`);
    assert.deepEqual(await list(), []);
  });
});
