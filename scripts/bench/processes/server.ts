import { monitorEventLoopDelay } from 'node:perf_hooks';
import { z } from 'zod';
import { readConfig } from '../../../src/server/configuration.ts';
import { startServer } from '../../../src/server/start-server.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** The server as it is, configured by the given environment. */
const environment = z.record(z.string(), z.string()).parse(optionsFromParent());
const server = await startServer(readConfig(environment));
tellParent(server.url);

/** Milliseconds between two looks at the event loop. */
const resolution = 5;
const delay = monitorEventLoopDelay({ resolution });

const answers: Readonly<Record<string, () => unknown>> = {
  /** What the thread of the event loop has used so far. */
  'thread time': () => process.threadCpuUsage(),
  /** Begins to look how late the event loop is. */
  'watch the loop': () => {
    delay.reset();
    return delay.enable();
  },
  /** How late it was since, in milliseconds, at the 99th percentile. */
  'loop delay': () => Math.max(0, delay.percentile(99) / 1e6 - resolution),
};
process.on('message', (asked) => process.send?.(answers[`${asked}`]?.()));
