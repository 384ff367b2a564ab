import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  actionStep,
  albatrossLine,
  curlLine,
} from '../../src/dashboard/components/deployment-commands.ts';
import { nameOfImage } from '../../src/dashboard/features/deploy/deploy-values.ts';
import { chooseDevices } from '../../src/dashboard/features/deploy/device-choices.ts';

const said = {
  origin: 'https://fulmar.example.org',
  host: 'eu',
  account: 'alice',
  name: 'web',
  config: {
    name: 'web',
    force: true,
    arguments: [`it's; $HOME "here" \\ \`id\``, '${' + '{ x }}'],
  },
  fileName: `my "image";,'1.hvt`,
  isUpdate: false,
};

describe('the commands beside a deployment', () => {
  it('reach curl as they are meant, whatever is in them', () => {
    const script = curlLine(said).replace(/^curl/, String.raw`printf '%s\0'`);
    const env = { FULMAR_TOKEN: 'secret' };
    const words = execFileSync('/bin/sh', ['-c', script], { env }).toString().split('\0');
    assert.deepEqual(words, [
      '--fail-with-body',
      '-H',
      'Authorization: Bearer secret',
      '--form-string',
      `config=${JSON.stringify(said.config)}`,
      '-F',
      String.raw`image=@"my \"image\";,'1.hvt"`,
      'https://fulmar.example.org/api/v1/hosts/eu/unikernels',
      '',
    ]);
  });

  it('hold no secret', () => {
    const reference = '$' + '{secret:KEY}';
    const texts = ['--dns-key=sesame', `--key=${reference}`, '--port=443'];
    const secret = { ...said, config: { arguments: texts } };
    for (const line of [curlLine(secret), actionStep(secret), albatrossLine(secret)]) {
      assert.doesNotMatch(line, /sesame/);
      assert.match(line, /--dns-key=•••.*--port=443/s);
      assert.ok(line.includes(reference));
    }
  });

  it('say all to albatross-client that it takes', () => {
    const line = albatrossLine({
      ...said,
      fileName: 'it.hvt',
      config: {
        ...{ force: true, memory: 64, cpuids: [0, 2], arguments: ['--motd=good day'] },
        blockDevices: [{ name: 'data', volume: 'disk', sectorSize: 512 }],
        networkDevices: [{ name: 'service', bridge: 'br0', mac: '00:80:41:12:34:56' }],
        ...{ failBehaviour: { restart: [2, 3] }, startup: 7, addName: false },
      },
    });
    const script = line.replace(/^albatross-client/, String.raw`printf '%s\0'`);
    assert.deepEqual(execFileSync('/bin/sh', ['-c', script]).toString().split('\0').slice(2), [
      ...['--server-ca=cacert.pem', '--ca=ca.pem', '--ca-key=ca.key', '--force', '--mem=64'],
      ...['--cpu=0', '--cpu=2', '--arg=--motd=good day', '--block=data:disk@512'],
      ...['--net=service:br0@00:80:41:12:34:56', '--restart-on-fail', '--exit-code=2'],
      ...['--exit-code=3', '--startup=7', '--no-add-name', 'alice:web', 'it.hvt', ''],
    ]);
    assert.match(albatrossLine({ ...said, config: {} }), /--restart-on-fail/);
    assert.doesNotMatch(albatrossLine({ ...said, config: { failBehaviour: 'quit' } }), /restart/);
  });

  it('force an update where that is meant, and no creation', () => {
    const forced = { ...said, config: { force: true } };
    assert.match(actionStep({ ...forced, isUpdate: true }), /config: '\{"force":true\}'/);
    assert.doesNotMatch(actionStep(forced), /force/);
  });

  it('go to the address of an update', () => {
    assert.match(curlLine({ ...said, isUpdate: true }), /unikernels\/web\/update$/);
  });

  it('leave out of the step what the action says itself, and hide expressions from GitHub', () => {
    const step = actionStep(said);
    assert.doesNotMatch(step, /"name"|force/);
    const [, config = ''] = /config: '(.*)'$/m.exec(step) ?? [];
    const seenByGitHub = config
      .replaceAll("''", "'")
      .replaceAll('${' + "{ '${" + "{' }}", '${' + '{');
    assert.deepEqual(JSON.parse(seenByGitHub), { arguments: said.config.arguments });
  });
});

describe('what a form for a deployment chooses', () => {
  const volume = (name: string, inUse = false) => ({
    ...{
      host: 'eu',
      name,
      account: 'a',
      foreign: false,
      size: 1,
      inUse,
      deletionProtection: false,
    },
  });
  const choose = (devices: string[], volumes: ReturnType<typeof volume>[], chosen = {}) =>
    chooseDevices({
      devices: devices.map((name) => ({ name, type: 'block' as const })),
      volumes,
      bridges: [],
      chosenVolumes: chosen,
      chosenBridges: {},
    }).block.map(({ value }) => value);

  it('is the volume of the device’s name, whatever its case', () => {
    assert.deepEqual(choose(['Data'], [volume('other'), volume('data')]), ['data']);
  });

  it('is the only free volume, once', () => {
    assert.deepEqual(choose(['disk'], [volume('one'), volume('two', true)]), ['one']);
    assert.deepEqual(choose(['disk', 'tape'], [volume('one')]), ['', '']);
    assert.deepEqual(choose(['disk', 'tape'], [volume('tape')]), ['', 'tape']);
    assert.deepEqual(choose(['disk', 'tape'], [volume('tape'), volume('x')]), ['x', 'tape']);
  });

  it('is what was chosen, also nothing', () => {
    assert.deepEqual(choose(['disk'], [volume('one'), volume('two')], { disk: 'two' }), ['two']);
    assert.deepEqual(choose(['disk'], [volume('one')], { disk: '' }), ['']);
  });

  for (const [file, name] of [
    ['Hello_World.hvt', 'hello-world'],
    ['--dashes.spt', 'dashes'],
    ['web.example.org.hvt', 'web.example.org'],
    ['…', ''],
    [`${'x'.repeat(80)}.hvt`, 'x'.repeat(63)],
  ] as const) {
    it(`is a name out of the image’s [${file.slice(0, 20)}]`, () => {
      assert.equal(nameOfImage(file), name);
    });
  }
});
