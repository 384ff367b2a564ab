import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { type OtherServer, serveOther } from './other-server.ts';
import { runStep } from './runner.ts';

const event = (line: string) => `event: line\nid: 1\ndata: ${JSON.stringify({ line })}\n\n`;

describe('what a job shows of a console', () => {
  let server: OtherServer;
  let folder: string;
  /** What the unikernel has, and what comes of its console. */
  let given: string[] = [];
  let stream: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-console-'));
    await writeFile(join(folder, 'web.hvt'), sampleImage());
    server = await serveOther((request, answer) => {
      const { method, url = '' } = request;
      request.resume();
      if (url.includes('/console')) return answer.writeHead(200).end(stream);
      if (method === 'GET') return answer.end(JSON.stringify({ arguments: given }));
      const step = { name: 'checks', state: 'failed', detail: null };
      const problem = { code: 'check-failed', detail: 'No.', requestId: 'r', steps: [step] };
      return answer.writeHead(422).end(JSON.stringify(problem));
    });
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  /** The lines on the job's page. */
  async function shown(inputs: Record<string, string> = {}): Promise<string[]> {
    const place = { address: server.url, token: 'fmr_x', host: 'one', name: 'web' };
    const asked = { ...place, image: 'web.hvt', 'console-lines': 'true', ...inputs };
    const { code, log, summary } = await runStep(asked, { GITHUB_WORKSPACE: folder });
    assert.equal(code, 1, log);
    const [, , lines = ''] = /^(`{3,})text\n([\s\S]*)\n\1$/m.exec(summary) ?? [];
    return lines.split('\n');
  }

  for (const [what, texts, line, masked] of [
    ['a value', ['--pass=hunter2'], 'I am hunter2.', 'I am •••.'],
    ['the next argument', ['--token', 'hunter2'], 'I am hunter2.', 'I am •••.'],
    ['no option behind it', ['--token', '--verbose'], '--verbose', '--verbose'],
    ['no short option behind it', ['--token', '-v'], 'is -v here', 'is -v here'],
    ['no short value in words', ['--seed=on'], 'one connection', 'one connection'],
    ['a short value behind its name', ['--seed', 'on'], '--seed on --x', '--seed ••• --x'],
    ['a short value with its name', ['--seed=on'], '--seed=on', '--seed=•••'],
  ] as const) {
    it(`masks ${what}`, async () => {
      given = [...texts];
      stream = event(line);
      assert.deepEqual(await shown(), [masked]);
    });
  }

  it('masks what was asked for, too, where the former arguments are in force again', async () => {
    given = ['--password=former'];
    const config = JSON.stringify({ arguments: ['--password=hunter2', '--password=hunter2abc'] });
    stream = event('former, hunter2 and hunter2abc');
    assert.deepEqual(await shown({ config }), ['•••, ••• and •••']);
  });

  it('shows everything else as it stands, so that the runner can mask it', async () => {
    stream = event('<b> & ``` _x_') + event('next');
    assert.deepEqual(await shown(), ['<b> & ``` _x_', 'next']);
  });

  it('leaves out a line that was cut off, and what is no line', async () => {
    const cut = event('Mirage starts').slice(0, -8);
    const problem = 'event: problem\ndata: {"code":"host-down"}\n\n';
    stream = event('first') + problem + event('second') + cut;
    assert.deepEqual(await shown(), ['first', 'second']);
    stream = event('first') + event('second').slice(0, -2);
    assert.deepEqual(await shown(), ['first']);
  });
});
