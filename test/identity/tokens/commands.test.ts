import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { load } from 'js-yaml';
import { parseLabel } from '../../../src/albatross/names.ts';
import { listening } from '../../support/listening.ts';
import { type IdentityServer, serveIdentity } from '../accounts/http-fixture.ts';
import { person, tokenFields } from '../accounts/identity-fixture.ts';

/** Runs a line as a shell does, with these variables alone. */
async function sh(line: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const options = { env: { PATH: process.env.PATH, ...environment } };
  const shell = spawn('sh', ['-ceu', line], options);
  const [output] = await Promise.all([text(shell.stdout), once(shell, 'close')]);
  assert.equal(shell.exitCode, 0, line);
  return output;
}

describe('the commands for a token', () => {
  let server: IdentityServer;
  let id: string;
  let secret: string;
  before(async () => {
    server = await serveIdentity([], { serve: listening });
    const ada = await person(server, 'ada');
    const made = await server.tokens.create(ada, tokenFields({ scopes: ['tokens:read'] }));
    ({ secret } = made);
    ({ id } = made.token);
  });
  after(() => server.close());

  const commands = async (of = id, token = secret) => {
    const { json } = await server.ask(`/tokens/${of}/commands`, { token });
    const list: { id: string; text: string }[] = Object(json).data;
    return new Map(list.map((command) => [command.id, command.text]));
  };

  it('are for curl, an upload, GitHub, Kubernetes, HTTP Basic and the environment', async () => {
    const texts = await commands();
    const ids = ['curl', 'curl-upload', 'github-actions', 'kubernetes', 'basic', 'environment'];
    assert.deepEqual([...texts.keys()], ids);
    for (const [, command] of texts) {
      assert.ok(command.includes(server.url), command);
      assert.ok(!command.includes(secret) && command.includes('FULMAR_TOKEN'), command);
      assert.ok(!command.includes('curl ') || command.includes('--fail-with-body'), command);
    }
  });

  it('name the token’s first host and name where it has some', async () => {
    const ada = await person(server, 'eve');
    const { token, secret: own } = await server.tokens.create(
      ada,
      tokenFields({ scopes: ['tokens:read'], names: ['web-*', 'db'] }),
    );
    const { json } = await server.ask(`/tokens/${token.id}/commands`, { token: own });
    const upload = Object(json).data[1].text;
    assert.ok(upload.endsWith(`-T disk.img ${server.url}/api/v1/hosts/HOST/volumes/web-NAME/data`));
  });

  it('run as they are: curl and HTTP Basic', async () => {
    const texts = await commands();
    const environment = { FULMAR_TOKEN: secret };
    const current = JSON.parse(await sh(texts.get('curl') ?? '', environment));
    assert.equal(current.id, id);
    const health = JSON.parse(await sh(texts.get('basic') ?? '', environment));
    assert.deepEqual([health.status, health.token.id], ['alive', id]);
  });

  it('set the environment, once the secret is in its place', async () => {
    const text = (await commands()).get('environment') ?? '';
    assert.ok(text.includes('fmr_…'), text);
    const child = `sh -c 'printf "%s %s" "$FULMAR_URL" "$FULMAR_TOKEN"'`;
    const lines = `${text.replace('fmr_…', secret)}\n${child}`;
    assert.equal(await sh(lines, {}), `${server.url} ${secret}`);
  });

  it('are a step with the action of this project, which has these inputs', async () => {
    const action = Object(load(await readFile('action.yml', 'utf8')));
    const inputs: Record<string, { required?: boolean }> = action.inputs;
    const needed = Object.keys(inputs).filter((name) => inputs[name]?.required);
    const ada = await person(server, 'ivy');
    for (const [fields, expected] of [
      [{ scopes: ['tokens:read'] }, { host: 'HOST', name: 'NAME', image: 'NAME.hvt' }],
      [
        {
          scopes: ['tokens:read', 'unikernels:write'],
          hosts: [parseLabel('1e3')],
          names: ['null'],
        },
        { host: '1e3', name: 'null', image: 'null.hvt' },
      ],
      [
        { scopes: ['tokens:read', 'volumes:write'], names: ['web-*'] },
        { operation: 'upload', host: 'HOST', name: 'web-NAME', file: 'disk.img' },
      ],
    ] as const) {
      const { token, secret: own } = await server.tokens.create(ada, tokenFields(fields));
      const step = (await commands(token.id, own)).get('github-actions') ?? '';
      const [parsed, ...more] = Object(load(step));
      assert.deepEqual(more, []);
      assert.equal(parsed.uses, 'OWNER/fulmar@COMMIT');
      const reference = '$' + '{{ secrets.FULMAR_TOKEN }}';
      assert.deepEqual(parsed.with, { ...expected, address: server.url, token: reference });
      const given = Object.keys(parsed.with);
      assert.deepEqual(
        given.filter((name) => !(name in inputs)),
        [],
      );
      assert.deepEqual(
        needed.filter((name) => !given.includes(name)),
        [],
      );
    }
  });

  it('name the address where the server listens, whatever Host says', async () => {
    for (const host of ['fulmar.example.org', '[::1]:1', '$(id)']) {
      const asked = await sh(
        `curl -s -H "Authorization: Bearer $TOKEN" -H "Host: $HOST" ` +
          `${server.url}/api/v1/tokens/${id}/commands`,
        { TOKEN: secret, HOST: host },
      );
      const [{ text }] = JSON.parse(asked).data;
      assert.ok(text.endsWith(` ${server.url}/api/v1/tokens/current`), text);
    }
  });
});

describe('the commands for a token of a server that is told its address', () => {
  it('name that one, quoted where it has brackets', async () => {
    const server = await serveIdentity([], { url: new URL('http://[::1]:8080') });
    try {
      const ada = await person(server, 'ada');
      const made = await server.tokens.create(ada, tokenFields({ scopes: ['tokens:read'] }));
      const { json } = await server.ask(`/tokens/${made.token.id}/commands`, {
        token: made.secret,
      });
      const list: { text: string }[] = Object(json).data;
      for (const { text } of list) assert.match(text, /'http:\/\/\[::1\]:8080[^']*'/);
    } finally {
      await server.close();
    }
  });
});
