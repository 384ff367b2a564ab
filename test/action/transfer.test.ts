import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OtherServer, serveOther } from './other-server.ts';
import { runStep } from './runner.ts';

const mebibytes = 384;
/** What is said of a deployment that is over. */
const done = { state: 'succeeded', finishedAt: '2026-01-01T00:00:00Z', steps: [] };
const tellMemory = `--import=${join(import.meta.dirname, 'tell-memory.ts')}`;

describe('the files that the action sends', () => {
  let folder: string;
  let server: OtherServer;
  let received: number;
  /** Octets after which the server has enough and hangs up. */
  let max: number;
  let digest: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-transfer-'));
    await writeFile(join(folder, 'vast'), '');
    await truncate(join(folder, 'vast'), mebibytes * 1024 * 1024);
    const hash = createHash('sha256');
    const zeros = Buffer.alloc(1024 * 1024);
    for (let n = 0; n < mebibytes; n += 1) hash.update(zeros);
    digest = hash.digest('hex');
    server = await serveOther((request, answer) => {
      request.on('data', (piece: Buffer) => {
        received += piece.length;
        if (received > max) request.socket.destroy();
      });
      request.on('error', () => {}); // it is this server that hangs up
      request.on('end', () => answer.end(JSON.stringify({ ...done, digest, sha256: digest })));
    });
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    received = 0;
    max = Number.POSITIVE_INFINITY;
  });

  const step = (operation: string) => {
    const inputs = { operation, address: server.url, token: 'secret', host: 'one', name: 'vast' };
    const environment = { GITHUB_WORKSPACE: folder, NODE_OPTIONS: tellMemory };
    return runStep({ ...inputs, file: 'vast', image: 'vast' }, environment);
  };

  for (const operation of ['upload', 'deploy']) {
    it(`are never in memory whole [${operation}]`, async () => {
      const { code, log } = await step(operation);
      assert.equal(code, 0, log);
      assert.ok(received >= mebibytes * 1024 * 1024);
      const used = Number(/^memory (\d+)$/m.exec(log)?.[1]) / 1024;
      assert.ok(used > 20, `${used} MiB`);
      assert.ok(used < mebibytes * 0.75, `${used} MiB`);
    }).timeout(60_000);

    it(`end in an error where the connection does [${operation}]`, async () => {
      max = 1_000_000;
      const { code, errors, log } = await step(operation);
      assert.equal(code, 1, log);
      assert.equal(errors.length, 1, log);
      assert.match(errors[0] ?? '', /gave no answer: /);
    }).timeout(60_000);
  }
});
