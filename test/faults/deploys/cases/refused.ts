import { sampleImage } from '../../../../src/emulator/sample-image.ts';
import { service, storage } from '../../../unikernels/deploy-form.ts';
import { type DeployCase, imageNew } from '../deploy-case.ts';

const devices = [service, storage];

/** A host looks at the image only when it has ended what it replaces. */
const unknownAbi = {
  image: sampleImage({ devices: [service], filler: 'new', abiVersion: 3 }),
  parts: () => ({ force: true }),
};

/** What is refused before the host has ended what ran, or after it. */
export const refusedCases: readonly DeployCase[] = [
  {
    name: 'no image',
    image: Buffer.from('no image'),
    ends: { state: null, answer: 'image-refused', runs: 'before' },
  },
  {
    name: 'a configuration that is none',
    config: { memory: -1 },
    ends: { state: null, answer: 'invalid-body', runs: 'before' },
  },
  {
    name: 'an image of which a part is missing',
    image: imageNew().subarray(0, 300),
    ends: { state: null, answer: 'image-refused', runs: 'before' },
  },
  {
    name: 'a manifest with a volume that there is not',
    image: sampleImage({ devices, filler: 'new' }),
    ends: { state: 'failed', answer: 'manifest-mismatch', cause: /storage/, runs: 'before' },
  },
  {
    name: 'more memory than the policy leaves',
    config: { memory: 8192 },
    ends: { state: 'failed', answer: 'policy-refused', cause: /memory/, runs: 'before' },
  },
  {
    name: 'too little memory for the image',
    image: sampleImage({ devices: [service], filler: 'new', memoryEnd: 2 ** 27 }),
    ends: { state: 'failed', answer: 'image-refused', cause: /memory/, runs: 'before' },
  },
  {
    name: 'an image for another tender',
    image: sampleImage({ devices: [service], target: 'hvt' }),
    ends: { state: 'failed', answer: 'image-refused', cause: /hvt/, runs: 'before' },
  },
  {
    name: 'a secret that there is not',
    config: { arguments: [`--key=\${secret:missing}`] },
    ends: { state: 'failed', answer: 'secret-missing', runs: 'before' },
  },
  {
    name: 'refused by the host before it has ended what ran',
    async happen(attempt) {
      attempt.fault({ kind: 'failure', words: 'no room' });
      await attempt.send();
    },
    ends: { state: 'failed', answer: 'host-refused', cause: /no room/, runs: 'before' },
  },
  {
    name: 'refused by the host after it has ended what ran',
    ...unknownAbi,
    ends: { state: 'rolled-back', answer: 'rolled-back', cause: /ABI/i, runs: 'before' },
  },
  {
    name: 'the same, to be kept',
    ...unknownAbi,
    parts: () => ({ force: true, onFailure: 'keep' }),
    ends: { state: 'failed', answer: 'host-refused', runs: 'nothing', shown: 'exited' },
  },
  {
    name: 'the same, as the first',
    ...unknownAbi,
    before: 'nothing',
    ends: { state: 'failed', answer: 'host-refused', runs: 'nothing' },
  },
];
