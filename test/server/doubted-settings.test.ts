import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigError, describeConfig, readConfig } from '../../src/server/configuration.ts';
import { ServerProcess } from './support/server-process.ts';

const root = resolve(import.meta.dirname, '../..');

describe('an environment with what looks like a setting and is none', () => {
  it('is told what was meant, and no value', () => {
    const meant = {
      FULMAR_DATABSE_URL: 'FULMAR_DATABASE_URL',
      FULMAR_LOGLEVEL: 'FULMAR_LOG_LEVEL',
      FULMAR_DATA_DIR: 'FULMAR_DATA',
      FULMAR_SMTP: 'FULMAR_SMTP_URL',
      FULMAR_TLS: 'FULMAR_TLS_CERT or FULMAR_TLS_KEY',
      FULMAR_PORT_FILE: 'FULMAR_PORT',
      FULMAR_SECRET_KEY_FLE: 'FULMAR_SECRET_KEY_FILE',
    };
    const given = { ...Object.fromEntries(Object.keys(meant).map((name) => [name, 'hunter2'])) };
    const { doubts } = readConfig({ ...given, FULMAR_WHATEVER: 'hunter2', FULMAR_PORT: '0' });
    const told = Object.entries(meant).map(
      ([name, near]) => `${name}: is not a setting, and is ignored. Did you mean ${near}?`,
    );
    assert.deepEqual(
      doubts,
      [...told, 'FULMAR_WHATEVER: is not a setting, and is ignored.'].sort(),
    );
  });

  it('is told of where a setting is missing', () => {
    const folder = { FULMAR_BACKUP_FOLDER: '/srv', FULMAR_BACKUP_PASSPHARSE: 'correct horse' };
    assert.throws(
      () => readConfig(folder),
      (error) =>
        error instanceof ConfigError &&
        /needs FULMAR_BACKUP_PASSPHRASE.*\n.*Did you mean FULMAR_BACKUP_PASSPHRASE\?$/.test(
          error.message,
        ),
    );
  });

  it('may hold what the rest of the project or Kubernetes goes by', () => {
    const files = globSync(
      '{README.md,action.yml,{action,cli,docs,packaging,scripts,test/support}/**/*}',
      {
        cwd: root,
        withFileTypes: true,
      },
    ).filter((each) => each.isFile());
    const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
    const names = new Set(texts.join('\n').match(/\bFULMAR_[A-Z0-9_]*[A-Z0-9]\b/g));
    assert.ok(names.has('FULMAR_TOKEN') && names.has('FULMAR_TAG'), 'the files were read');
    const sayOf = (service: string) =>
      ['SERVICE_HOST', 'PORT_8080_TCP', 'PORT_8080_TCP_ADDR'].map((what) => `${service}_${what}`);
    const kubernetes = [...sayOf('FULMAR'), ...sayOf('FULMAR_DB'), 'FULMAR_DB_PORT'];
    const settings = describeConfig().map(({ name }) => name);
    const isPart = (name: string) => settings.some((each) => each.startsWith(name));
    const others = [...names, ...kubernetes].filter((name) => !isPart(name));
    assert.deepEqual(
      readConfig({ ...Object.fromEntries(others.map((name) => [name, ''])) }).doubts,
      [],
    );
  });

  it('is warned of in the log of the start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-start-'));
    const mistyped = new ServerProcess({ FULMAR_DATA: folder, FULMAR_LOGLEVEL: 'debug' });
    try {
      const words =
        'FULMAR_LOGLEVEL: is not a setting, and is ignored. Did you mean FULMAR_LOG_LEVEL?';
      assert.equal((await mistyped.untilLogged(words)).level, 'warn');
      await mistyped.url();
    } finally {
      await mistyped.terminate();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
