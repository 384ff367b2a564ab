import { type DeployCase, endsWith } from '../deploy-case.ts';

const rolledBack = {
  state: 'rolled-back',
  answer: 'rolled-back',
  cause: /did not stay up/,
  runs: 'before',
} as const;

/** What does not stay up, and how it is left. */
export const endedCases: readonly DeployCase[] = [
  { name: 'dies at once', config: endsWith(1), ends: rolledBack },
  {
    name: 'dies after 2 s',
    config: endsWith(1, 2_000),
    parts: () => ({ settle: 6 }),
    ends: { ...rolledBack, cause: /exit code 1/ },
  },
  {
    name: 'dies after it has settled',
    config: endsWith(1, 4_000),
    ends: { state: 'succeeded', answer: 200, runs: 'nothing', shown: 'exited' },
  },
  { name: 'restarts over and over', config: endsWith(2), ends: rolledBack },
  {
    name: 'restarts over and over, slowly',
    config: endsWith(2, 1_500),
    parts: () => ({ settle: 4 }),
    ends: rolledBack,
  },
  {
    name: 'ends for good where it is not restarted',
    config: { ...endsWith(3), failBehaviour: 'quit' },
    ends: rolledBack,
  },
  {
    name: 'ends for good and well, as it may',
    config: { ...endsWith(0), failBehaviour: 'quit' },
    ends: { state: 'succeeded', answer: 200, runs: 'nothing', shown: 'completed' },
  },
  {
    name: 'dies, to be kept',
    config: endsWith(1),
    parts: () => ({ onFailure: 'keep' }),
    ends: { state: 'failed', answer: 'not-staying-up', runs: 'nothing', shown: 'exited' },
  },
  {
    name: 'dies, to be stopped',
    config: endsWith(1),
    parts: () => ({ onFailure: 'stop' }),
    ends: { state: 'failed', answer: 'not-staying-up', runs: 'nothing', shown: 'stopped' },
  },
  {
    name: 'restarts over and over, to be stopped',
    config: endsWith(2),
    parts: () => ({ onFailure: 'stop' }),
    ends: { state: 'failed', answer: 'not-staying-up', runs: 'nothing', shown: 'stopped' },
  },
  {
    name: 'restarts over and over, to be kept',
    config: endsWith(2),
    parts: () => ({ onFailure: 'keep' }),
    ends: { state: 'failed', answer: 'not-staying-up', runs: 'new', shown: 'restarting' },
  },
  {
    name: 'dies as the first',
    before: 'nothing',
    config: endsWith(1),
    ends: { state: 'failed', answer: 'not-staying-up', runs: 'nothing', shown: 'exited' },
  },
  {
    name: 'dies where it was stopped',
    before: 'stopped',
    config: endsWith(1),
    ends: { ...rolledBack, runs: 'nothing', shown: 'stopped' },
  },
  {
    name: 'dies with a volume',
    before: 'with a volume',
    config: endsWith(1),
    ends: rolledBack,
  },
  {
    name: 'a fix of one that restarts over and over',
    before: 'looping',
    config: { arguments: ['--port=443'] },
    ends: { state: 'succeeded', answer: 200, runs: 'new' },
  },
  {
    name: 'no fix of one that restarts over and over',
    before: 'looping',
    ends: { ...rolledBack, shown: 'restarting' },
  },
];
