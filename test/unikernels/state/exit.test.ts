import assert from 'node:assert/strict';
import { endedBy, exitOf, readExit } from '../../../src/unikernels/state/exit.ts';

const caught = 'solo5-hvt: Exiting on signal 15';

const cases: readonly [string, readonly string[], ReturnType<typeof readExit>][] = [
  ['nothing that tells', ['hello', 'hello'], null],
  ['no line', [], null],
  ['an exit in order', ['hello', 'Solo5: solo5_exit(0) called'], { code: 0, reason: null }],
  [
    'an exception and its exit',
    ['Fatal error: exception Failure("no route")', 'Solo5: solo5_exit(2) called'],
    { code: 2, reason: 'Fatal error: exception Failure("no route")' },
  ],
  [
    'an abort',
    ['Solo5: trap: type=#PF ec=0x0', 'Solo5: solo5_abort() called'],
    { code: 255, reason: 'Solo5: trap: type=#PF ec=0x0' },
  ],
  [
    'a trap, after which solo5 aborts by itself',
    ['Solo5: trap: type=#PF ec=0x0 rip=0x10431a', 'Solo5: ABORT: cpu_x86_64.c:182: Fatal trap'],
    { code: 255, reason: 'Solo5: ABORT: cpu_x86_64.c:182: Fatal trap' },
  ],
  [
    'a stack that was written over',
    ['Solo5: ABORT: Stack corruption detected'],
    { code: 255, reason: 'Solo5: ABORT: Stack corruption detected' },
  ],
  [
    'a tender that refuses',
    ['solo5-hvt: kernel.hvt: Could not load: Exec format error'],
    { code: null, reason: 'solo5-hvt: kernel.hvt: Could not load: Exec format error' },
  ],
  [
    'the newest exit of several',
    ['Solo5: solo5_exit(1) called', 'Solo5: solo5_exit(0) called'],
    { code: 0, reason: null },
  ],
  [
    'a line with white space about it',
    ['  Solo5: solo5_exit(64) called\r'],
    { code: 64, reason: null },
  ],
  ['what was told to end', ['hello', caught], { code: null, reason: caught }],
  [
    'a tender with a version that was told to end',
    ['hello', 'solo5-hvt.2: Exiting on signal 15'],
    { code: null, reason: 'solo5-hvt.2: Exiting on signal 15' },
  ],
  [
    'an exit behind the end of what it replaced',
    [caught, 'hello', 'Solo5: solo5_exit(2) called'],
    { code: 2, reason: null },
  ],
  ['nothing behind the end of what it replaced', [caught, 'hello'], null],
  [
    'an exit behind a line that was not ended',
    ['working: 50%Solo5: solo5_exit(3) called'],
    { code: 3, reason: null },
  ],
  [
    'a trap behind a line that was not ended',
    ['> Solo5: ABORT: cpu_x86_64.c:182: Fatal trap'],
    { code: 255, reason: 'Solo5: ABORT: cpu_x86_64.c:182: Fatal trap' },
  ],
  [
    'what was told to end within a line',
    ['hello', `working${caught}`],
    { code: null, reason: caught },
  ],
  ['an exit in the midst of a line', ['it said solo5_exit(3) called'], null],
];

describe('the end of a unikernel', () => {
  for (const [what, lines, expected] of cases) {
    it(`is read from ${what}`, () => {
      assert.deepEqual(readExit(lines), expected);
    });
  }

  it('is told in a line of a bounded length', () => {
    const exit = readExit([`Fatal error: ${'x'.repeat(100_000)}`]);
    assert.ok(exit?.reason && exit.reason.length <= 200);
  });

  const said = { code: null, reason: 'Fatal error: x' };
  for (const [what, logged, expected] of [
    ['by its console, where the log has nothing', null, said],
    [
      'by both',
      { code: 2, reason: null },
      { code: 2, reason: 'Fatal error: x', isUnverified: true },
    ],
    [
      'by the log alone, where it was in order',
      { code: 0, reason: null },
      { code: 0, reason: null, isUnverified: true },
    ],
    [
      'by the log alone, where it was a signal',
      endedBy('SIGTERM'),
      { ...endedBy('SIGTERM'), isUnverified: true },
    ],
  ] as const) {
    it(`is told ${what}`, () => assert.deepEqual(exitOf(said, logged, { isOf28: true }), expected));
  }

  it('is verified where the console says what the log does', () => {
    const exit = { code: 2, reason: null };
    assert.deepEqual(exitOf(exit, exit, { isOf28: true }), exit);
  });

  for (const [code, isOf28, isFinal] of [
    [124, true, true],
    [124, false, undefined],
    [122, true, undefined],
  ] as const) {
    it(`is ${isFinal ? 'final' : 'not final'} with ${code} on a host of ${isOf28 ? '2.8' : '2.7'}`, () => {
      const exit = exitOf({ code, reason: null }, null, { isOf28 });
      assert.equal(exit?.isFinal, isFinal);
    });
  }
});
