import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigError, describeConfig, readConfig } from '../../src/server/configuration.ts';

const key = Buffer.alloc(32, 7);
const other = Buffer.alloc(32, 9);

describe('the configuration', () => {
  it('stands without any variable', () => {
    assert.partialDeepStrictEqual(readConfig({}), {
      port: 8080,
      bind: '127.0.0.1',
      url: null,
      data: resolve('data'),
      database: { file: resolve('data/fulmar.sqlite') },
      secretKeys: null,
      signup: 'open',
      trustProxy: [],
      imageLimit: 256 * 1024 ** 2,
      listTimeout: 2000,
      logLevel: 'info',
    });
  });

  it('takes an empty variable for none', () => {
    assert.equal(readConfig({ FULMAR_PORT: '' }).port, 8080);
  });

  it('reads what is given', () => {
    const config = readConfig({
      FULMAR_PORT: '0',
      FULMAR_BIND: '::1',
      FULMAR_URL: 'https://fulmar.example.org',
      FULMAR_DATA: '/var/lib/fulmar',
      FULMAR_TRUST_PROXY: '10.0.0.0/8, ::1',
      FULMAR_SPOOL_LIMIT: '2GiB',
      FULMAR_LIST_TIMEOUT: '0.5',
      FULMAR_SECRET_KEY: `${key.toString('base64')} ${other.toString('base64')}`,
    });
    assert.equal(config.port, 0);
    assert.equal(config.bind, '::1');
    assert.equal(config.url?.origin, 'https://fulmar.example.org');
    assert.deepEqual(config.database, { file: '/var/lib/fulmar/fulmar.sqlite' });
    assert.deepEqual(
      config.trustProxy.map(([network, bits]) => `${network.toString()}/${bits}`),
      ['10.0.0.0/8', '::1/128'],
    );
    assert.equal(config.spoolLimit, 2 * 1024 ** 3);
    assert.equal(config.spoolShare, 1024 ** 3);
    assert.equal(readConfig({ FULMAR_SPOOL_SHARE: '1MiB' }).spoolShare, 1024 ** 2);
    assert.equal(config.listTimeout, 500);
    assert.deepEqual(config.secretKeys, [key, other]);
  });

  it('reads where its heart beats, path and all, and tells it in no fault', () => {
    const url = 'https://hc.example.org/ping/a-secret';
    assert.equal(readConfig({ FULMAR_HEARTBEAT_URL: url }).heartbeatUrl?.href, url);
    for (const wrong of ['http://hc.example.org/a-secret', 'https://me:a-secret@hc.example.org']) {
      assert.throws(
        () => readConfig({ FULMAR_HEARTBEAT_URL: wrong }),
        (error) => error instanceof ConfigError && !error.message.includes('a-secret'),
      );
    }
  });

  for (const builder of ['https://builds.example.org', 'http://127.0.0.1:3000', 'http://[::1]']) {
    it(`reads where the builder is [${builder}]`, () => {
      assert.equal(readConfig({ FULMAR_BUILDER_URL: builder }).builderUrl?.origin, builder);
    });
  }

  it('says where a port comes from that Kubernetes has set', () => {
    const words = /FULMAR_PORT: is an address, which Kubernetes sets .*enableServiceLinks/;
    assert.throws(() => readConfig({ FULMAR_PORT: 'tcp://10.0.0.1:80' }), words);
  });

  it('reads the networks that checks may ask', () => {
    assert.equal(readConfig({}).checkNetworks, null);
    const { checkNetworks } = readConfig({ FULMAR_CHECK_NETWORKS: '10.20.0.0/16, fd00::/8' });
    assert.deepEqual(
      checkNetworks?.map(([network, bits]) => `${network.toString()}/${bits}`),
      ['10.20.0.0/16', 'fd00::/8'],
    );
    assert.throws(() => readConfig({ FULMAR_CHECK_NETWORKS: 'all' }), /FULMAR_CHECK_NETWORKS: all/);
  });

  it('reads the mail server, whose password it never repeats', () => {
    const needed = { FULMAR_MAIL_FROM: 'Fulmar <f@example.org>', FULMAR_URL: 'https://f.example' };
    const smtpOf = (FULMAR_SMTP_URL: string) => readConfig({ ...needed, FULMAR_SMTP_URL }).smtp;
    assert.equal(readConfig({}).smtp, null);
    assert.deepEqual(smtpOf('smtps://me:hunter%2F2@mail.example.org'), {
      host: 'mail.example.org',
      port: 465,
      encryption: 'tls',
      login: { user: 'me', password: 'hunter/2' },
    });
    assert.partialDeepStrictEqual(smtpOf('smtp://[::1]'), {
      host: '::1',
      port: 587,
      encryption: 'starttls',
    });
    assert.equal(smtpOf('smtp://localhost:2525?tls=none')?.encryption, 'none');
    const wrong = [
      'mail',
      'http://a',
      'smtp://a?tls=maybe',
      'smtp://me:hunter2@a?tls=none',
      'smtp://a/b',
    ];
    for (const each of wrong) {
      assert.throws(
        () => smtpOf(each),
        ({ message }) => {
          assert.match(message, /FULMAR_SMTP_URL: must be smtps/);
          assert.ok(!message.includes('hunter2'));
          return true;
        },
      );
    }
    const alone = { FULMAR_SMTP_URL: 'smtp://a' };
    assert.throws(() => readConfig(alone), /needs FULMAR_MAIL_FROM, and FULMAR_URL/);
    const from = { ...needed, FULMAR_MAIL_FROM: 'a@b\r\nBcc: c@d' };
    assert.throws(() => readConfig(from), /FULMAR_MAIL_FROM: must be an address/);
  });

  it('reads where images are kept', () => {
    assert.equal(readConfig({}).images, null);
    assert.deepEqual(readConfig({ FULMAR_IMAGES: '/srv/images/' }).images, {
      folder: '/srv/images',
    });
    const keys = { FULMAR_S3_KEY_ID: 'id', FULMAR_S3_SECRET: 'hunter2' };
    const bucketOf = (FULMAR_IMAGES: string) => readConfig({ FULMAR_IMAGES, ...keys }).images;
    assert.deepEqual(bucketOf('s3://images/a/b?endpoint=http://minio:9000/&region=eu-1'), {
      s3: { endpoint: 'http://minio:9000', region: 'eu-1', bucket: 'images', prefix: 'a/b/' },
    });
    const endpoint = 'https://s3.eu-west-1.amazonaws.com';
    assert.deepEqual(bucketOf('s3://images?region=eu-west-1'), {
      s3: { endpoint, region: 'eu-west-1', bucket: 'images', prefix: '' },
    });
    const half = { FULMAR_IMAGES: 's3://images', FULMAR_S3_SECRET: 'hunter2' };
    assert.throws(
      () => readConfig(half),
      (error) =>
        error instanceof ConfigError &&
        error.message.includes('\n  FULMAR_IMAGES: a bucket needs FULMAR_S3_KEY_ID') &&
        !error.message.includes('hunter2'),
    );
  });

  it('reads the proxy as other programs do, in lower case first', () => {
    const config = readConfig({
      HTTPS_PROXY: 'http://other',
      https_proxy: 'user:secret@proxy.example.org:3128',
      NO_PROXY: 'sso.example.org',
    });
    assert.equal(config.httpsProxy, 'http://user:secret@proxy.example.org:3128/');
    assert.equal(config.noProxy, 'sso.example.org');
  });

  it('puts the database elsewhere', () => {
    const { database } = readConfig({ FULMAR_DATABASE_URL: 'sqlite:/srv/f.sqlite' });
    assert.deepEqual(database, { file: '/srv/f.sqlite' });
  });

  for (const [name, value] of [
    ['FULMAR_PORT', '65536'],
    ['FULMAR_PORT', '80a'],
    ['FULMAR_BIND', 'not an address'],
    ['FULMAR_URL', 'ftp://fulmar.example.org'],
    ['FULMAR_URL', 'https://example.org/fulmar?a=b'],
    ['FULMAR_URL', 'https://example.org/ful%20mar'],
    ['FULMAR_URL', 'https://example.org/a//b'],
    ['FULMAR_URL', 'https://example.org/api/fulmar'],
    ['FULMAR_URL', 'https://user:hunter2@example.org'],
    ['FULMAR_TLS_CERT', '/etc/fulmar/cert.pem'],
    ['FULMAR_BUILDER_URL', 'http://builds.example.org'],
    ['FULMAR_BUILDER_URL', 'https://builds.example.org/below'],
    ['FULMAR_SOURCE_NETWORKS', '10.0.0.0/33'],
    ['FULMAR_SIGNUP', 'maybe'],
    ['FULMAR_TRUST_PROXY', '10.0.0.0/33'],
    ['FULMAR_SPOOL_LIMIT', '0'],
    ['FULMAR_IMAGE_LIMIT', '-1'],
    ['FULMAR_LIST_TIMEOUT', '0'],
    ['FULMAR_DRAIN_TIME', '-1'],
    ['FULMAR_SHUTDOWN_TIMEOUT', 'long'],
    ['FULMAR_LOG_LEVEL', 'loud'],
    ['FULMAR_SECRET_KEY', key.subarray(1).toString('base64')],
    ['HTTPS_PROXY', 'socks5://proxy'],
    ['FULMAR_IMAGES', 'images'],
    ['FULMAR_IMAGES', 's3://'],
    ['FULMAR_IMAGES', 's3://Images'],
    ['FULMAR_IMAGES', 's3://images/../other'],
    ['FULMAR_IMAGES', 's3://images?endpoint=ftp://s3.example.org'],
    ['FULMAR_IMAGES', 's3://images?endpoint=https://id:key@s3.example.org'],
    ['FULMAR_IMAGES', 's3://images?regoin=eu-1'],
    ['FULMAR_IMAGES', 's3://images/a'],
    ['FULMAR_DATABASE_URL', 'mysql://x'],
    ['FULMAR_DATABASE_URL', 'postgres:x'],
  ] as const) {
    it(`refuses ${name}=${value}, by name`, () => {
      assert.throws(
        () => readConfig({ [name]: value }),
        (error) => error instanceof ConfigError && error.message.includes(`\n  ${name}: `),
      );
    });
  }

  it('takes PostgreSQL, with a key that all servers have', () => {
    const url = 'postgres://fulmar:hunter2@db/fulmar';
    const given = { FULMAR_DATABASE_URL: url, FULMAR_SECRET_KEY: key.toString('base64') };
    assert.deepEqual(readConfig(given).database, { url });
    assert.throws(
      () => readConfig({ FULMAR_DATABASE_URL: url }),
      (error) =>
        error instanceof ConfigError &&
        error.message.includes('\n  FULMAR_SECRET_KEY: has to be given with PostgreSQL') &&
        !error.message.includes('hunter2'),
    );
  });

  for (const text of ['https://example.org/fulmar', 'https://example.org/fulmar/']) {
    it(`takes an address with a path [${text}]`, () => {
      assert.equal(readConfig({ FULMAR_URL: text }).url?.href, 'https://example.org/fulmar/');
    });
  }

  it('takes a certificate and its key, and an address that goes with them', () => {
    const files = { FULMAR_TLS_CERT: '/etc/cert.pem', FULMAR_TLS_KEY: '/etc/key.pem' };
    assert.deepEqual(readConfig(files).tls, { cert: '/etc/cert.pem', key: '/etc/key.pem' });
    assert.equal(readConfig({}).tls, null);
    const plain = { ...files, FULMAR_URL: 'http://fulmar.example.org' };
    assert.throws(() => readConfig(plain), /FULMAR_URL: has to begin with https:/);
  });

  it('lists all faults at once', () => {
    assert.throws(
      () => readConfig({ FULMAR_PORT: 'x', FULMAR_SIGNUP: 'y', FULMAR_TRUST_PROXY: 'a b' }),
      (error) => error instanceof ConfigError && error.faults.length === 4,
    );
  });

  it('describes every variable, and what holds without it', () => {
    const described = describeConfig();
    assert.equal(described.length, 50);
    for (const { name, about, standard } of described) {
      assert.match(name, /^(FULMAR_[A-Z0-9_]+|HTTPS_PROXY|NO_PROXY)$/);
      assert.ok(about.endsWith('.') && standard !== '', name);
    }
  });

  describe('of a secret', () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'fulmar-config-'));
      writeFileSync(join(folder, 'key'), `${key.toString('base64')}\n`);
    });
    after(() => rmSync(folder, { recursive: true }));

    it('may be a file', () => {
      const { secretKeys } = readConfig({ FULMAR_SECRET_KEY_FILE: join(folder, 'key') });
      assert.deepEqual(secretKeys, [key]);
    });

    it('may not be given twice, nor be a file that is missing', () => {
      const FULMAR_SECRET_KEY_FILE = join(folder, 'key');
      const twice = { FULMAR_SECRET_KEY: key.toString('base64'), FULMAR_SECRET_KEY_FILE };
      assert.throws(() => readConfig(twice), /FULMAR_SECRET_KEY: given twice/);
      const missing = { FULMAR_SECRET_KEY_FILE: join(folder, 'nothing') };
      assert.throws(() => readConfig(missing), /FULMAR_SECRET_KEY_FILE: cannot be read \(ENOENT\)/);
    });
  });
});
