import { sampleImage } from '../../../src/emulator/sample-image.ts';
import type { DeploymentState } from '../../../src/unikernels/entity.ts';
import type { UnikernelState } from '../../../src/unikernels/state/conclude-state.ts';
import { service, storage } from '../../unikernels/deploy-form.ts';
import type { DatabaseKind } from '../support/fault-table.ts';
import type { Attempt } from './attempt.ts';

/** What was there before. */
export type Before = 'running' | 'nothing' | 'stopped' | 'looping' | 'with a volume';

/** What is to be so in the end. */
export interface Ending {
  /** null: no deployment is recorded. */
  readonly state: DeploymentState | null;
  /** Of the problem that is answered, or the status of an answer that is none; left out: nothing is looked at. */
  readonly answer?: string | number;
  /** What the record says of why. */
  readonly cause?: RegExp;
  readonly runs: 'before' | 'new' | 'theirs' | 'nothing';
  /** What the unikernel is shown as; by default as running, where it runs. */
  readonly shown?: UnikernelState;
}

/** A deployment of which something fails. */
export interface DeployCase {
  readonly name: string;
  readonly before?: Before;
  /** Beside the new configuration. */
  readonly parts?: (attempt: Pick<Attempt, 'world'>) => Readonly<Record<string, unknown>>;
  /** Of the configuration beside its memory. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly image?: Buffer;
  /** Only where there is another server, or is none. */
  readonly on?: DatabaseKind;
  /** Left out: it is deployed, and nothing is done. */
  happen?(attempt: Attempt): Promise<void>;
  readonly ends: Ending;
}

export const secret = 'k3y-of-the-very-secret-kind-0123456789';

/** All that a unikernel can be given, so that anything that is lost shows. */
export const configBefore = {
  ...{ memory: 64, cpuids: [1], startup: 30, addName: false },
  failBehaviour: { restart: [2, 3, 7] },
  arguments: ['--port=80', `--dns-key=${secret}`],
  networkDevices: [{ name: 'service', bridge: 'service', mac: '00:80:41:12:34:56' }],
} as const;

const devices = { plain: [service], 'with a volume': [service, storage] } as const;
const devicesOf = (before: Before | undefined) =>
  devices[before === 'with a volume' ? before : 'plain'];

export const imageBefore = (before?: Before) =>
  sampleImage({ devices: devicesOf(before), filler: 'before' });
export const imageNew = (before?: Before) =>
  sampleImage({ devices: devicesOf(before), filler: 'new' });

/** What the new version is given; the rest is to be as before. */
export const configNew = { memory: 48 } as const;

/** Arguments with which it ends with a code, at once or after so many milliseconds. */
export const endsWith = (code: number, after?: number) => ({
  arguments: [
    '--port=80',
    `--dns-key=${secret}`,
    `--emulator-exit=${code}${after === undefined ? '' : `:${after}`}`,
  ],
});
