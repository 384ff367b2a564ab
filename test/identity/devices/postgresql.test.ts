import { randomBytes } from 'node:crypto';
import { OwnServer } from '../../support/own-server.ts';
import { usePostgres } from '../../support/postgres.ts';
import { ask } from '../../support/request.ts';
import { describePrograms } from './support/cases.ts';
import type { DeviceWorld } from './support/programs.ts';

async function openOn(database: string): Promise<DeviceWorld> {
  let now = Date.now();
  const server = await OwnServer.open(
    { clock: () => new Date(now) },
    {
      FULMAR_DATABASE_URL: database,
      FULMAR_SECRET_KEY: randomBytes(32).toString('base64'),
    },
  );
  return {
    url: server.url,
    pass: (milliseconds) => {
      now += milliseconds;
    },
    call: (path, options) => ask(`${server.url}/api/v1`, path, options),
    ask: (path, options) => server.ask(path, options),
    makeToken: (scopes) => server.administrator.makeToken(server.url, scopes),
    close: () => server.close(),
  };
}

describe('on PostgreSQL', () => {
  const url = usePostgres();
  describePrograms('postgresql', () => openOn(url()));
});
