import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { csvLine } from '../../src/base/csv.ts';
import {
  asBrowser,
  type IdentityServer,
  serveIdentity,
} from '../identity/accounts/http-fixture.ts';
import { password } from '../identity/accounts/identity-fixture.ts';

describe('the audit as a file', () => {
  let server: IdentityServer;
  beforeEach(async () => {
    server = await serveIdentity();
  });
  afterEach(() => server.close());

  const signUp = async (name: string) => {
    const json = { name, email: `${name}@example.org`, password };
    await server.ask('/accounts', { json });
    return asBrowser(await server.ask('/session', { json: { email: json.email, password } }));
  };

  it('has all events, more than a page of them, as CSV and as lines of JSON', async () => {
    const headers = await signUp('ada');
    for (const id of [randomUUID(), randomUUID()]) {
      await server.ask(`/tokens/${id}`, { method: 'DELETE', headers });
    }
    await server.ask('/account', { method: 'PATCH', json: { nonsense: '=1+1' }, headers });
    const csv = await server.ask('/audit/export.csv', { headers });
    assert.equal(csv.status, 200, csv.text);
    assert.match(csv.headers.get('content-type') ?? '', /^text\/csv/);
    assert.match(csv.headers.get('content-disposition') ?? '', /attachment; filename="audit.csv"/);
    const [names = '', ...lines] = csv.text.trimEnd().split('\r\n');
    assert.match(names, /^id,at,account,credential,tokenName,/);
    assert.equal(lines.length, 5);
    assert.match(lines[0] ?? '', /,ada,session,,,[^,]*,changeAccount,account,,invalid-body,400,/);
    const json = await server.ask('/audit/export.jsonl?action=exportAuditCsv', { headers });
    const [event, ...more] = json.text.trimEnd().split('\n');
    assert.equal(more.length, 0);
    const { action, account, outcome } = JSON.parse(event ?? '');
    assert.deepEqual([action, account, outcome], ['exportAuditCsv', 'ada', 'succeeded']);
  });

  it('shows nobody what others have done', async () => {
    const admin = await signUp('ada');
    await signUp('bob');
    await server.ask('/accounts/bob', { method: 'PATCH', json: { active: true }, headers: admin });
    const signedIn = { email: 'bob@example.org', password };
    const headers = asBrowser(await server.ask('/session', { json: signedIn }));
    const refused = await server.ask('/audit/export.csv?account=ada', { headers });
    assert.deepEqual([refused.status, Object(refused.json).code], [403, 'admin-only']);
    const own = await server.ask('/audit/export.csv', { headers });
    const accounts = own.text
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',')[2]);
    assert.deepEqual([...new Set(accounts)], ['bob']);
  });

  it('holds no formula, and quotes what ends a cell', () => {
    const cells = ['=cmd|calc', '+1', '-2', '@x', '\t=1', ' =1', 'a"b,c', 'two\nlines', null, -5];
    assert.equal(
      csvLine(cells),
      `'=cmd|calc,'+1,'-2,'@x,"'\t'=1",' =1,"a""b,c","two\nlines",,-5\r\n`,
    );
  });

  it('holds no formula for a spreadsheet that takes a semicolon or a tab for the end of a cell, either', () => {
    const cells = [
      'x;=HYPERLINK(1)',
      'a\t+1',
      'b; "=1',
      'c\r\n@1',
      '＝1',
      'd;－1',
      'plain; text',
      'e-f',
    ];
    const line = csvLine(cells);
    assert.equal(
      line,
      `"x;'=HYPERLINK(1)","a\t'+1","b;' ""=1","c\r\n'@1",'＝1,"d;'－1","plain; text",e-f\r\n`,
    );
  });
});
