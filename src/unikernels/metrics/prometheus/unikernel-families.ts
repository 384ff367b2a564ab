import type { Family } from './exposition.ts';

const gauge = (name: string, help: string): Family => ({
  name: `fulmar_unikernel_${name}`,
  help,
  type: 'gauge',
});

const counter = (name: string, help: string): Family => ({
  name: `fulmar_unikernel_${name}`,
  help,
  type: 'counter',
});

/** What is told of each unikernel. */
export const unikernelFamilies = {
  info: gauge('info', 'Always 1: what the unikernel is to be, and its image.'),
  state: gauge('state', 'How the unikernel does: 1 for its state, 0 for the others.'),
  restarts: counter('restarts_total', 'Times it was seen to start by itself since it is known.'),
  checks: {
    name: 'fulmar_check_up',
    help: 'Whether what is checked of the unikernel while it runs passes.',
    type: 'gauge',
  },
  cpus: gauge('cpus', 'CPUs that it was given.'),
  memoryLimit: gauge('memory_limit_bytes', 'Memory that it was given.'),
  cpu: counter('cpu_seconds_total', 'CPU time that it has used since its start.'),
  memory: gauge('memory_bytes', 'Memory of its host that it uses.'),
  received: counter(
    'network_receive_bytes_total',
    'What it has received on all network devices since its start.',
  ),
  sent: counter(
    'network_transmit_bytes_total',
    'What it has sent on all network devices since its start.',
  ),
} as const satisfies Record<string, Family>;
