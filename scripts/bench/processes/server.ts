import '../../../src/server/threads.ts';
import { z } from 'zod';
import { readConfig } from '../../../src/server/configuration.ts';
import { startServer } from '../../../src/server/start-server.ts';
import { LoopWatch } from '../loop-watch.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** The server as it is, configured by the given environment. */
const environment = z.record(z.string(), z.string()).parse(optionsFromParent());
const server = await startServer(readConfig(environment));
tellParent(server.url);

/** Milliseconds between two looks at the event loop. */
const resolution = 5;
const loops = { rest: new LoopWatch(resolution), attack: new LoopWatch(resolution) };

const answers: Readonly<Record<string, () => unknown>> = {
  /** What the thread of the event loop has used so far. */
  'thread time': () => process.threadCpuUsage(),
  /** Begins to look how late the event loop is, until it is told to look away. */
  'watch at rest': () => loops.rest.begin(),
  'watch the attack': () => loops.attack.begin(),
  'look away': () => {
    loops.rest.pause();
    loops.attack.pause();
  },
  /** How late it was meanwhile. */
  'delays at rest': () => loops.rest.delay,
  'delays of the attack': () => loops.attack.delay,
};
process.on('message', (asked) => process.send?.(answers[`${asked}`]?.() ?? 'done'));
