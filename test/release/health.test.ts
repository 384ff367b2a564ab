import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const program = resolve(import.meta.dirname, '../../packaging/health.js');

/** Whether the health check finds a server well that listens there, with this `FULMAR_BIND`; null: none. */
async function isWell(listening: string, bind: string | null, status = 200): Promise<boolean> {
  const server = createServer((_request, response) => response.writeHead(status).end());
  server.listen(0, listening);
  await once(server, 'listening');
  const { port } = Object(server.address());
  const env = { FULMAR_PORT: `${port}`, ...(bind !== null && { FULMAR_BIND: bind }) };
  const checked = promisify(execFile)(process.execPath, [program], { env });
  const isFine = await checked.then(
    () => true,
    () => false,
  );
  server.close();
  return isFine;
}

describe('the health check of the container image', () => {
  it('asks where the server listens', async () => {
    assert.equal(await isWell('127.0.0.2', '127.0.0.2'), true);
    assert.equal(await isWell('127.0.0.1', null), true);
    assert.equal(await isWell('0.0.0.0', '0.0.0.0'), true);
  });

  it('fails where nobody answers there, or not well', async () => {
    assert.equal(await isWell('127.0.0.2', '127.0.0.1'), false);
    assert.equal(await isWell('127.0.0.1', '127.0.0.1', 503), false);
  });
});
