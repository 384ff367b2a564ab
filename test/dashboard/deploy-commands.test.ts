import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { actionStep, curlLine } from '../../src/dashboard/features/deploy/commands.ts';
import { nameOfImage } from '../../src/dashboard/features/deploy/deploy-values.ts';
import { chooseDevices } from '../../src/dashboard/features/deploy/device-choices.ts';

const said = {
  origin: 'https://fulmar.example.org',
  host: 'eu',
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
