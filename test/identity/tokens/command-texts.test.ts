import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { commandsFor } from '../../../src/identity/tokens/commands.ts';
import { Token } from '../../../src/identity/tokens/entity.ts';

const origin = 'https://fulmar.example.org';
const curl = 'curl --fail-with-body -H "Authorization: Bearer $FULMAR_TOKEN"';

/** The commands of a token with these, by their ids. */
function commands(fields: Partial<Token> = {}, address = origin): Map<string, string> {
  const token = Object.assign(new Token(), { scopes: ['tokens:read'], ...fields });
  return new Map(commandsFor(token, address).map(({ id, text }) => [id, text]));
}

describe('the texts of the commands for a token', () => {
  it('have titles, and the languages that they are in', () => {
    const token = Object.assign(new Token(), { scopes: ['tokens:read'] });
    const heads = commandsFor(token, origin).map(({ id, title, language }) => [
      ...[id, title, language],
    ]);
    assert.deepEqual(heads, [
      ['curl', 'curl', 'shell'],
      ['curl-upload', 'Volume upload', 'shell'],
      ['github-actions', 'GitHub Actions', 'yaml'],
      ['kubernetes', 'Kubernetes secret', 'shell'],
      ['basic', 'HTTP Basic', 'shell'],
      ['environment', 'Environment', 'shell'],
    ]);
  });

  it('are whole', () => {
    assert.deepEqual(Object.fromEntries(commands()), {
      curl: `${curl} ${origin}/api/v1/tokens/current`,
      'curl-upload': `${curl} \\\n  -T disk.img ${origin}/api/v1/hosts/HOST/volumes/NAME/data`,
      'github-actions': [
        "- name: 'Deploy NAME'",
        '  uses: OWNER/fulmar@COMMIT',
        '  with:',
        '    token: ${' + '{ secrets.FULMAR_TOKEN }}',
        `    address: '${origin}'`,
        "    host: 'HOST'",
        "    name: 'NAME'",
        "    image: 'NAME.hvt'",
      ].join('\n'),
      kubernetes: [
        'kubectl create secret generic fulmar \\',
        `  --from-literal=FULMAR_URL=${origin} \\`,
        '  --from-literal=FULMAR_TOKEN="$FULMAR_TOKEN"',
      ].join('\n'),
      basic: `curl --fail-with-body -u "token:$FULMAR_TOKEN" ${origin}/healthz`,
      environment: `export FULMAR_URL=${origin}\nexport FULMAR_TOKEN='fmr_…'`,
    });
  });

  it('name the first host and the first name of the token', () => {
    const hosts = ['one', 'two'].map(parseLabel);
    const texts = commands({ hosts, names: ['*-web-*', 'db'] });
    const address = `${origin}/api/v1/hosts/one/volumes/NAME-web-NAME/data`;
    assert.ok(texts.get('curl-upload')?.endsWith(` ${address}`));
    const nothing = commands({ hosts: null, names: null }).get('curl-upload');
    assert.equal(nothing, commands().get('curl-upload'));
  });

  it('fill a volume where the token is for volumes alone', () => {
    const step = (scopes: Token['scopes']) => commands({ scopes }).get('github-actions') ?? '';
    const lines = step(['volumes:write']).split('\n');
    assert.equal(lines[0], "- name: 'Fill NAME'");
    assert.deepEqual(lines.slice(4), [
      ...[`    address: '${origin}'`, "    host: 'HOST'", "    name: 'NAME'"],
      ...["    operation: 'upload'", "    file: 'disk.img'"],
    ]);
    assert.match(step(['volumes:write', 'unikernels:write']), /^- name: 'Deploy NAME'/);
    assert.match(step(['volumes:read']), /^- name: 'Deploy NAME'/);
    assert.match(step(['admin']), /^- name: 'Deploy NAME'/);
  });

  it('have quotation marks around an address with brackets', () => {
    const texts = commands({}, 'http://[::1]:8080');
    assert.equal(texts.get('curl'), `${curl} 'http://[::1]:8080/api/v1/tokens/current'`);
    for (const [id, text] of texts) assert.match(text, /'http:\/\/\[::1\]:8080[^']*'/, id);
    const strange = commands({}, "http://it's").get('github-actions');
    assert.ok(strange?.includes("    address: 'http://it''s'\n"), strange);
  });
});
