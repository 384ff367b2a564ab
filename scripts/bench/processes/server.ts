import { z } from 'zod';
import { readConfig } from '../../../src/config.ts';
import { startServer } from '../../../src/server.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** The server as it is, configured by the given environment. */
const environment = z.record(z.string(), z.string()).parse(optionsFromParent());
const server = await startServer(readConfig(environment));
tellParent(server.url);
