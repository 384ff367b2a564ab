import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Demonstration, runInShell, startDemonstration } from './demonstration.ts';

/** What each printed line has to answer, in the order in which they are printed. */
const expected: readonly RegExp[] = [
  /"name":"demonstration"/,
  /"name":"hello",.*"running":true/,
  /"data":\[{"host":"emulated","name":"hello"/,
  /"name":"data".*"size":16/,
  /"contentSize":1000000/,
  /"blockDevices":\[{"name":"data","volume":"data".*"networkDevices":\[{"name":"service"/,
  /"action":"update","state":"succeeded"/,
  /"arguments":\["--greeting=moin"\]/,
  /It runs no unikernel/,
  /"action":"restart".*"action":"update".*"action":"create"/,
  /^\n$/,
  /"name":"store"/,
];

describe('the demonstration', function () {
  this.timeout(60_000);
  let demonstration: Demonstration;
  let lines: string[];
  let token: string;
  let url: string;

  before(async function () {
    if ((await runInShell('command -v curl')).code !== 0) this.skip();
    demonstration = await startDemonstration();
    const { printed } = demonstration;
    lines = printed.split('\n').filter((line) => /\bcurl\b.* -H /.test(line));
    token = /^Token +(\S+)$/m.exec(printed)?.[1] ?? '';
    url = /^Fulmar runs at (\S+),/m.exec(printed)?.[1] ?? '';
  });
  after(async () => {
    await demonstration?.stop();
  });

  it('prints lines that work as they stand, in their order', async () => {
    assert.equal(lines.length, expected.length);
    for (const [index, line] of lines.entries()) {
      const { code, output } = await runInShell(line);
      assert.equal(code, 0, `${line}\n${output}`);
      assert.match(output, expected[index] ?? /never/);
    }
  });

  it('prints lines that download the command and deploy with it, also with the oldest Node', async () => {
    const [script = ''] =
      /^export PATH=.*\ncurl -sSfo fulmar [\s\S]*?(?=\n\n)/m.exec(demonstration.printed) ?? [];
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-tried-'));
    try {
      const line = `cd ${folder} && PATH=/usr/bin:/bin && set -e\n${script}\n./fulmar events`;
      const { code, output } = await runInShell(line);
      assert.equal(code, 0, `${line}\n${output}`);
      assert.match(output, /world +running/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('serves what it prints: documentation, sign-in', async () => {
    const { printed } = demonstration;
    const docs = /described at (\S+)$/m.exec(printed)?.[1];
    assert.match((await runInShell(`curl -fsS ${docs}`)).output, /<title>/);
    const [, email] = /^Sign in as +(\S+)$/m.exec(printed) ?? [];
    const [, password] = /^Password +(\S+)$/m.exec(printed) ?? [];
    const body = JSON.stringify({ email, password });
    const signIn = `curl -fsS -i -H 'Content-Type: application/json' -d '${body}' ${url}/api/v1/session`;
    assert.match(
      (await runInShell(signIn)).output,
      /set-cookie: fulmar_session=[^;]+; .*httponly/i,
    );
  });

  it('lets a pipeline that was written for mollymawk do its work', async () => {
    const image = /image=@(\S+hello\.hvt)/.exec(demonstration.printed)?.[1] ?? '';
    const curl = `curl --fail-with-body -sS -H 'Authorization: Bearer ${token}'`;
    const json = `${curl} -H 'Content-Type: application/json'`;
    const host = '"albatross_instance": "emulated"';
    const steps: [string, RegExp][] = [
      [
        `${curl} -F binary=@${image} -F molly_csrf= -F unikernel_name=molly ` +
          `-F albatross_instance=emulated -F unikernel_force_create=false ` +
          `-F 'unikernel_config={"cpuid": 0, "memory": 32, "arguments": ["--hello"]}' ` +
          `${url}/api/unikernel/create`,
        /"data":"created unikernel"/,
      ],
      [`${curl} ${url}/api/unikernels`, /"name":"molly"/],
      [
        `${json} -d '{}' '${url}/api/unikernel/restart?instance=emulated&unikernel=molly'`,
        /"data":"created unikernel"/,
      ],
      [
        `${json} -d '{"name": "molly", ${host}}' ${url}/api/unikernel/destroy`,
        /"data":"destroyed unikernel"/,
      ],
      [
        `head -c 5000 /dev/zero > ${image}.img; ${curl} -F albatross_instance=emulated -F molly_csrf= ` +
          `-F 'json_data={"block_name": "disk", "block_size": 1, "block_compressed": false}' ` +
          `-F block_data=@${image}.img ${url}/api/volume/create`,
        /"data":"set block device"/,
      ],
      [
        `${curl} -F block_data=@${image} -F albatross_instance=emulated -F molly_csrf= ` +
          `-F 'json_data={"block_name": "disk", "block_size": 1, "block_compressed": false}' ` +
          `${url}/api/block/upload`,
        /"data":"set block device"/,
      ],
      [
        `${json} -d '{${host}, "block_name": "disk", "compression_level": 0}' ` +
          `${url}/api/volume/download | head -c $(stat -c %s ${image}) | cmp - ${image} && echo same`,
        /^same$/m,
      ],
      [
        `${json} -d '{${host}, "block_name": "disk"}' ${url}/api/block/delete`,
        /"data":"removed block"/,
      ],
    ];
    for (const [line, answer] of steps) {
      const { code, output } = await runInShell(line);
      assert.equal(code, 0, `${line}\n${output}`);
      assert.match(output, answer);
    }
  });

  it('says in a sentence that its port is taken', async () => {
    const { port } = new URL(url);
    const told = await runInShell(`FULMAR_PORT=${port} ${process.execPath} scripts/demo.ts 2>&1`);
    assert.equal(told.code, 1);
    assert.match(told.output, /^The server cannot run: .*EADDRINUSE.*\. Set FULMAR_PORT .*\.\n$/);
  });

  it('leaves nothing behind', async () => {
    const image = /image=@(\S+hello\.hvt)/.exec(demonstration.printed)?.[1] ?? '';
    assert.ok(existsSync(image));
    assert.equal(await demonstration.stop(), 0);
    assert.ok(!existsSync(dirname(image)));
  });
});
