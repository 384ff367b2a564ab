import assert from 'node:assert/strict';
import type { Host } from '../../../src/albatross/host/host.ts';
import { formatName, parseLabel, parseName, root } from '../../../src/albatross/names.ts';
import { alice, policy, sub } from '../support/authorities.ts';
import { answering, failureFrame, stringFrame, successFrame } from '../support/frames.ts';
import {
  hello,
  info,
  unikernelArguments,
  unikernelsReply,
  volumesReply,
} from '../support/samples.ts';
import { ScriptedHost } from '../support/scripted-host.ts';
import { describeTransports } from './support/transport-kinds.ts';

const done = stringFrame('done');

describeTransports('a host', (transportKind) => {
  const changes: [string, (host: Host) => Promise<unknown>, object][] = [
    [
      'restarts a unikernel as it is',
      (host) => host.restartUnikernel(hello, null),
      { type: 'unikernel-restart', arguments: null },
    ],
    [
      'restarts a unikernel with new arguments',
      (host) => host.restartUnikernel(hello, unikernelArguments),
      { type: 'unikernel-restart', arguments: unikernelArguments },
    ],
    ['destroys a unikernel', (host) => host.destroyUnikernel(hello), { type: 'unikernel-destroy' }],
    ['adds a volume', (host) => host.addVolume(hello, 16), { type: 'block-add', size: 16 }],
    ['removes a volume', (host) => host.removeVolume(hello), { type: 'block-remove' }],
  ];
  for (const [title, change, command] of changes) {
    it(title, async () => {
      await using peer = await ScriptedHost.start(answering(done), transportKind);
      await change(peer.client());
      assert.deepEqual(peer.commands, [command]);
      await peer.idle();
    });

    it(`${title}, or says in its own words why not`, async () => {
      await using peer = await ScriptedHost.start(
        answering(failureFrame('not today')),
        transportKind,
      );
      await assert.rejects(change(peer.client()), { code: 'host-failure', words: 'not today' });
      await peer.idle();
    });
  }

  it('lists policies with names seen from the root', async () => {
    const policies = [
      { name: root, value: policy },
      { name: parseName('sub:'), value: policy },
    ];
    const reply = successFrame({ type: 'policies', policies });
    await using peer = await ScriptedHost.start(answering(reply), transportKind);
    const list = await peer.client().policies([alice]);
    assert.deepEqual(
      list.map(({ name }) => formatName(name)),
      ['alice:', 'alice:sub:'],
    );
    assert.deepEqual(list[0]?.value, policy);
  });

  it('lists unikernels with names seen from the root', async () => {
    const reply = successFrame(unikernelsReply(':hello', 'deep:hello'));
    await using peer = await ScriptedHost.start(answering(reply), transportKind);
    const list = await peer.client().unikernels([alice, sub]);
    assert.deepEqual(
      list.map(({ name }) => formatName(name)),
      ['alice:sub:hello', 'alice:sub:deep:hello'],
    );
    assert.deepEqual(list[0]?.value, info);
  });

  it('lists volumes with names seen from the root', async () => {
    const reply = successFrame(volumesReply(':data', 'bob:data'));
    await using peer = await ScriptedHost.start(answering(reply), transportKind);
    const list = await peer.client().volumes([]);
    assert.deepEqual(
      list.map(({ name }) => formatName(name)),
      [':data', 'bob:data'],
    );
  });

  it('lists the consoles that outlived their unikernels', async () => {
    const names = [parseName(':gone')];
    const reply = successFrame({ type: 'consoles', names });
    await using peer = await ScriptedHost.start(answering(reply), transportKind);
    const list = await peer.client().inactiveConsoles([alice]);
    assert.deepEqual(list.map(formatName), ['alice:gone']);
  });

  it('tells of one unikernel, or of none', async () => {
    await using peer = await ScriptedHost.start(
      answering(successFrame(unikernelsReply('alice:hello'))),
      transportKind,
    );
    assert.deepEqual(await peer.client().unikernel(hello), info);
    await using empty = await ScriptedHost.start(
      answering(successFrame(unikernelsReply())),
      transportKind,
    );
    assert.equal(await empty.client().unikernel(hello), null);
  });

  it('tells of one volume, or of none', async () => {
    await using peer = await ScriptedHost.start(
      answering(successFrame(volumesReply('alice:hello'))),
      transportKind,
    );
    const volume = await peer.client().volume(hello);
    assert.equal(volume && formatName(volume.name), 'alice:hello');
    assert.equal(volume?.size, 16);
    await using empty = await ScriptedHost.start(
      answering(successFrame(volumesReply())),
      transportKind,
    );
    assert.equal(await empty.client().volume(hello), null);
  });

  it('is not believed when it tells of two where one was asked for', async () => {
    const reply = successFrame(volumesReply('alice:hello', 'alice:world'));
    await using peer = await ScriptedHost.start(answering(reply), transportKind);
    await assert.rejects(peer.client().volume(hello), { code: 'unexpected-reply' });
  });

  it('never gets a command without the name that it needs, nor one that is a dot', async () => {
    await using peer = await ScriptedHost.start(answering(done), transportKind);
    const host = peer.client();
    for (const label of [null, parseLabel('.')]) {
      const target = { domains: [alice], label };
      await assert.rejects(host.destroyUnikernel(target), { code: 'invalid-name' });
      await assert.rejects(host.addVolume(target, 1), { code: 'invalid-name' });
      await assert.rejects(host.unikernel(target), { code: 'invalid-name' });
    }
    const domains = [{ label: parseLabel('.'), policy }];
    await assert.rejects(host.volumes(domains), { code: 'invalid-name' });
    await assert.rejects(host.volume({ ...hello, domains }), { code: 'invalid-name' });
    assert.deepEqual(peer.commands, []);
  });

  it('never gets a volume of a size that is none', async () => {
    await using peer = await ScriptedHost.start(answering(done), transportKind);
    for (const size of [0, -1, 1.5, Number.NaN, 2 ** 60]) {
      await assert.rejects(peer.client().addVolume(hello, size), RangeError);
    }
    assert.deepEqual(peer.commands, []);
  });
});

describeTransports('a host that does not know `info`', (transportKind) => {
  const unikernels = [{ name: parseName(':hello'), value: info }];
  const old = (known: 'old-unikernel-info5' | null) =>
    ScriptedHost.start((socket, command) => {
      if (command.type === 'policy-info') {
        socket.end(successFrame({ type: 'policies', policies: [] }));
      } else if (command.type === known) {
        socket.end(successFrame({ type: known, unikernels }));
      } else socket.end();
    }, transportKind);

  it('is asked in the old form, and next time at once', async () => {
    await using peer = await old('old-unikernel-info5');
    const host = peer.client();
    assert.equal((await host.unikernels([alice])).length, 1);
    assert.equal((await host.unikernels([alice])).length, 1);
    assert.deepEqual(
      peer.commands.map(({ type }) => type),
      [
        'unikernel-info',
        'policy-info',
        'unikernel-info',
        'old-unikernel-info5',
        'old-unikernel-info5',
      ],
    );
  });

  it('is asked anew from the beginning after it failed, since it may have been upgraded', async () => {
    let isOld = true;
    await using peer = await ScriptedHost.start((socket, { type }) => {
      const known = isOld ? 'old-unikernel-info5' : 'unikernel-info';
      if (type === 'policy-info') {
        socket.end(successFrame({ type: 'policies', policies: [] }));
      } else if (type === known) {
        socket.end(successFrame({ type: known, unikernels }));
      } else socket.end();
    }, transportKind);
    const host = peer.client();
    await host.unikernels([alice]);
    isOld = false;
    await assert.rejects(host.unikernels([alice]), { code: 'silent-close' });
    const before = peer.commands.length;
    assert.equal((await host.unikernels([alice])).length, 1);
    assert.deepEqual(
      peer.commands.slice(before).map(({ type }) => type),
      ['unikernel-info'],
    );
  });

  it('is asked in every form that there is', async () => {
    await using peer = await old(null);
    await assert.rejects(peer.client().unikernels([alice]), { code: 'silent-close' });
    assert.deepEqual(
      peer.commands.map(({ type }) => type),
      [
        'unikernel-info',
        'policy-info',
        'unikernel-info',
        'old-unikernel-info5',
        'old-unikernel-info4',
      ],
    );
  });
});

describeTransports('a host that closes silently on anything', (transportKind) => {
  it('is not asked in the old forms, which can crash one that knows `info`', async () => {
    await using peer = await ScriptedHost.start(answering(), transportKind);
    await assert.rejects(peer.client().unikernels([alice]), { code: 'silent-close' });
    assert.deepEqual(
      peer.commands.map(({ type }) => type),
      ['unikernel-info', 'policy-info'],
    );
  });

  it('is not asked in them either when it was only restarted', async () => {
    let asked = 0;
    await using peer = await ScriptedHost.start((socket, { type }) => {
      asked += 1;
      if (asked === 1) socket.end();
      else if (type === 'policy-info') socket.end(successFrame({ type: 'policies', policies: [] }));
      else socket.end(successFrame(unikernelsReply(':hello')));
    }, transportKind);
    assert.equal((await peer.client().unikernels([alice])).length, 1);
  });
});
