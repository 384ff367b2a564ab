import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { OwnServer } from '../support/own-server.ts';
import { ask } from '../support/request.ts';
import { eventsIn } from './support/events.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly action: string;
}

/** Where mollymawk changes something, and what version 1 calls it. */
const mollymawk: readonly Operation[] = [
  ['/api/login', 'signIn'],
  ['/api/tokens/create', 'createToken'],
  ['/api/tokens/update', 'changeToken'],
  ['/api/tokens/delete', 'revokeToken'],
  ['/api/unikernel/create', 'createUnikernel'],
  ['/api/unikernel/destroy', 'destroyUnikernel'],
  ['/api/unikernel/restart', 'restartUnikernel'],
  ['/api/volume/create', 'createVolume'],
  ['/api/volume/upload', 'uploadVolume'],
  ['/api/volume/delete', 'deleteVolume'],
  ['/api/volume/download', 'downloadVolume'],
  ['/api/block/create', 'createVolume'],
  ['/api/block/upload', 'uploadVolume'],
  ['/api/block/delete', 'deleteVolume'],
  ['/api/block/download', 'downloadVolume'],
].map(([path = '', action = '']) => ({ method: 'POST', path, action }));

describe('every route that changes something', () => {
  let server: OwnServer;
  let auditor: string;
  before(async () => {
    server = await OwnServer.open();
    auditor = await server.administrator.makeToken(server.url, ['admin']);
  });
  after(() => server.close());

  /** The statuses of what is recorded by this name, once a request. */
  const statusesOf = async (action: string): Promise<(number | null)[]> => {
    const query = `/audit?limit=200&action=${action}`;
    const events = eventsIn(await server.expect(200, query, { token: auditor }));
    return events.flatMap(({ status, count }) => Array(count).fill(status)).sort();
  };

  /** Asks with nothing in the body, which most refuse: that is recorded, too. */
  const expectRecorded = async ({ method, path, action }: Operation) => {
    const signedIn = await server.ask('/account');
    if (signedIn.status === 401) await server.administrator.signIn(server.url);
    const before = await statusesOf(action);
    const headers = { 'sec-fetch-site': 'same-origin', cookie: server.administrator.cookie };
    const { status } = await ask(server.url, path, { method, json: {}, headers });
    assert.deepEqual(await statusesOf(action), [...before, status].sort(), `${method} ${path}`);
  };

  it('of version 1 is recorded by its name', async () => {
    const operations = changesIn((await ask(server.url, '/api/v1/openapi.json')).json);
    assert.ok(operations.length > 20);
    for (const operation of operations) await expectRecorded(operation);
  });

  it('of mollymawk is recorded by the name of version 1', async () => {
    for (const operation of mollymawk) await expectRecorded(operation);
  });
});

function changesIn(document: unknown): Operation[] {
  const paths: [string, object][] = Object.entries(Object(Object(document).paths));
  return paths.flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => method !== 'get')
      .map(([method, { operationId }]) => ({
        method: method.toUpperCase(),
        path: path.replace('{host}', 'one').replace(/\{\w+\}/g, randomUUID()),
        action: `${operationId}`.replace(/Formerly$/, ''),
      })),
  );
}
