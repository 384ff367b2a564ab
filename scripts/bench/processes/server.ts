import { z } from 'zod';
import { readConfig } from '../../../src/server/configuration.ts';
import { startServer } from '../../../src/server/start-server.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** The server as it is, configured by the given environment. */
const environment = z.record(z.string(), z.string()).parse(optionsFromParent());
const server = await startServer(readConfig(environment));
tellParent(server.url);

// Whoever asks is told what the thread of the event loop has used so far.
process.on('message', () => process.send?.(process.threadCpuUsage()));
