import assert from 'node:assert/strict';
import { type EndTold, endedBy } from '../../../src/unikernels/rollouts/told-end.ts';

const banner = 'Solo5: Bindings version v0.9.0';
const caught = 'solo5-hvt: Exiting on signal 15';
const exit = (code: number) => `Solo5: solo5_exit(${code}) called`;
const bySignal = (signal: string) => ({ code: null, reason: `It was ended by ${signal}.` });
const byCode = (code: number) => ({ code, reason: null });

describe('whoever has ended a unikernel', () => {
  for (const [what, told, expected] of [
    ['nothing is told', {}, 'untold'],
    ['its console is not shown', { lines: null }, 'untold'],
    ['it says what it does', { lines: [banner, 'listening on port 80'] }, 'untold'],
    ['solo5 says its exit code', { lines: [banner, exit(2)] }, 'itself'],
    ['it was started anew since', { lines: [banner, exit(2), banner] }, 'itself'],
    ['OCaml says why', { lines: [banner, 'Fatal error: exception Not_found'] }, 'itself'],
    ['a tender refuses it', { lines: ['solo5-hvt: Invalid or unsupported executable'] }, 'itself'],
    ['a tender was told to end', { lines: [banner, caught] }, 'another client'],
    [
      'one with a version was',
      { lines: [banner, 'solo5-hvt.2: Exiting on signal 15'] },
      'another client',
    ],
    ['the same, and it was started anew', { lines: [banner, caught, banner] }, 'another client'],
    ['the same of what ran before', { lines: [caught, banner], isOfThisStart: false }, 'untold'],
    ['it had ended by itself before', { lines: [exit(2), banner, caught] }, 'another client'],
    ['it ended by itself after that', { lines: [caught, banner, exit(2)] }, 'itself'],
    ['the log tells of SIGTERM', { logged: bySignal('SIGTERM') }, 'another client'],
    ['the log tells of a crash', { logged: bySignal('SIGSEGV') }, 'itself'],
    ['the log tells of too little memory', { logged: bySignal('SIGKILL') }, 'itself'],
    ['the log tells an exit code', { logged: byCode(2) }, 'itself'],
    ['the log tells code 1, and nothing else does', { logged: byCode(1) }, 'itself'],
    ['the log tells code 1 of a tender', { logged: byCode(1), lines: [caught] }, 'another client'],
    ['the log tells another end', { logged: byCode(2), lines: [caught] }, 'itself'],
  ] as const satisfies readonly (readonly [string, Partial<EndTold>, string])[]) {
    it(`is ${expected}: ${what}`, () => {
      const all = { lines: [], logged: null, isOfThisStart: true, ...told };
      assert.equal(endedBy(all), expected);
    });
  }
});
